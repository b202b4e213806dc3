"""The scenario under edit: commands go in, notices come out."""

from collections.abc import Callable
from dataclasses import fields, replace

from desktop.document.changes import Changes
from desktop.document.commands import Command
from desktop.document.filing import KeepPrediction
from desktop.document.own_names import named
from desktop.document.undo_history import History, UndoStep
from desktop.domain.model.model import Model
from desktop.domain.prediction import MOST_PREDICTIONS, Prediction, with_last
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import MOST_STEPS, UndoLog

Listener = Callable[[Changes], None]


class Document:
    """Hold one scenario and its undo history; every change passes through `apply`.

    Plain Python: it never met a widget. Listeners are called in the order they came, on the
    caller's thread, after the change has been made.
    """

    def __init__(self, model: Model, scenario: Scenario, history: History | None = None) -> None:
        self._base = self._model = model
        self.revision = 0
        self._scenario = scenario
        self._history = history or History()
        self._listeners: dict[object, Listener] = {}
        self._gestures = 0
        self._open_gesture: int | None = None
        self._called: Prediction | None = None
        self._take_names()

    @property
    def model(self) -> Model:
        """Return the model it is over, its levers by the scenario's own names."""
        return self._model

    @property
    def plain_model(self) -> Model:
        """Return the model it is over, its levers by the model's own names."""
        return self._base

    def _take_names(self) -> None:
        self._model = named(self._base, self._scenario)

    @property
    def scenario(self) -> Scenario:
        """Return the scenario as it stands."""
        return self._scenario

    @property
    def history(self) -> History:
        """Return the steps done and undone, for the history list and for saving."""
        return self._history

    @property
    def kept(self) -> tuple[Scenario, UndoLog]:
        """Return what is to be saved: what a room has called so far is in it, as a last step."""
        now, trail, called = self._scenario, self._history.trail(), self._called
        if called is None:
            return now, trail
        after = replace(now, predictions=with_last(now.predictions, called))
        if len(after.predictions) > MOST_PREDICTIONS:
            return now, trail
        step = UndoStep(KeepPrediction(called).label, None, now, after)
        return after, UndoLog((*trail.done, step)[-MOST_STEPS:])

    def take_called(self, called: Prediction | None) -> Changes:
        """Hold what a room has called, which is no step before it is revealed; None ends that."""
        if called == self._called:
            return Changes()
        self._called = called
        return self._notify(Changes(gesture_ended=not self.within_gesture))

    @property
    def within_gesture(self) -> bool:
        """Say whether a gesture is open."""
        return self._open_gesture is not None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; the returned function ends that, once or twice."""
        place = object()
        self._listeners[place] = listener

        def stop() -> None:
            self._listeners.pop(place, None)

        return stop

    def begin_gesture(self) -> int:
        """Open a gesture and return its id; one that was still open ends first."""
        if self._open_gesture is not None:
            self.end_gesture(self._open_gesture)
        self._gestures += 1
        self._open_gesture = self._gestures
        return self._gestures

    def end_gesture(self, gesture: int, initiator: object | None = None) -> Changes:
        """Close a gesture; its commands are now one undo step. Ending twice does nothing."""
        if self._open_gesture != gesture:
            return Changes()
        self._open_gesture = None
        self._history.close(gesture)
        return self._notify(Changes(gesture_ended=True, initiator=initiator))

    def apply(self, command: Command, initiator: object | None = None) -> Changes:
        """Carry out a command; raise an ArgumentError and change nothing if it cannot be."""
        before = self._scenario
        if self._open_gesture is not None and command.gesture != self._open_gesture:
            self.end_gesture(self._open_gesture)
        after = command.apply(before, self.model)
        if after == before:
            return Changes()
        within = command.gesture is not None and command.gesture == self._open_gesture
        gesture = command.gesture if within else None
        self._history.record(UndoStep(command.label, command.subject, before, after, gesture))
        return self._move(after, Changes(gesture_ended=not within, initiator=initiator))

    def undo(self, initiator: object | None = None) -> Changes:
        """Take back the last step; without one, do nothing."""
        if self._open_gesture is not None:
            self.end_gesture(self._open_gesture)
        if not self._history.done:
            return Changes()
        step = self._history.done.pop()
        self._history.undone.append(step)
        return self._move(step.before, Changes(gesture_ended=True, initiator=initiator))

    def redo(self, initiator: object | None = None) -> Changes:
        """Do the last undone step again; without one, do nothing."""
        if self._open_gesture is not None:
            self.end_gesture(self._open_gesture)
        if not self._history.undone:
            return Changes()
        step = self._history.undone.pop()
        self._history.done.append(step)
        return self._move(step.after, Changes(gesture_ended=True, initiator=initiator))

    def load(
        self, scenario: Scenario, history: History | None = None, model: Model | None = None
    ) -> Changes:
        """Hold another scenario, with its own history; `model` is another one to hold it over."""
        self._open_gesture = None
        self._scenario = scenario
        self._history = history or History()
        over_another = model is not None and model is not self._base
        self._base = model or self._base
        self._take_names()
        return self._notify(Changes(scenario=True, model=over_another, gesture_ended=True))

    def _move(self, after: Scenario, changes: Changes) -> Changes:
        before, self._scenario = self._scenario, after
        old, new = before.combined.settings, after.combined.settings
        levers = {lever for lever in {*old, *new} if old.get(lever) != new.get(lever)}
        if before.lever_names != after.lever_names:
            self._take_names()
        return self._notify(
            replace(
                changes,
                levers=frozenset(levers),
                events=before.combined.events != after.combined.events,
                assumptions=(before.assumptions, before.ensemble)
                != (after.assumptions, after.ensemble),
                charts=before.charts != after.charts,
                name=before.name != after.name,
                packages=before.packages != after.packages,
                lever_names=before.lever_names != after.lever_names,
                details=_details(before) != _details(after),
            )
        )

    def _notify(self, changes: Changes) -> Changes:
        self.revision += 1
        for listener in tuple(self._listeners.values()):
            listener(changes)
        return changes


_OTHERWISE = {"name", "policy", "assumptions", "ensemble", "charts", "packages", "lever_names"}
_DETAILS = [each.name for each in fields(Scenario) if each.name not in _OTHERWISE]


def _details(scenario: Scenario) -> list[object]:
    return [getattr(scenario, name) for name in _DETAILS]
