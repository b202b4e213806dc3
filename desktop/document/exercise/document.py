"""The exercise under edit: whole records take the place of others, and every step can be undone."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.document.exercise.findings import Finding, findings
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.domain.undo_log import MOST_STEPS

Listener = Callable[["ExerciseDocument"], None]


@dataclass(frozen=True, slots=True)
class _Step:
    before: Exercise
    after: Exercise
    place: object
    """What was written in; several steps in one place are one, until it is left."""


class ExerciseDocument:
    """Hold one exercise with its undo history; every change passes through `apply`.

    Plain Python: it never met a widget. Listeners are called after the change has been made.
    """

    def __init__(self, model: Model, exercise: Exercise) -> None:
        self.model = model
        self._exercise = exercise
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._open_place: object = None
        self._listeners: list[Listener] = []
        self._findings: tuple[Exercise, tuple[Finding, ...]] | None = None

    @property
    def exercise(self) -> Exercise:
        """Return the exercise as it stands."""
        return self._exercise

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with the exercise as it stands, and what is weak in it."""
        if self._findings is None or self._findings[0] is not self._exercise:
            self._findings = (self._exercise, findings(self._exercise, self.model))
        return self._findings[1]

    @property
    def can_undo(self) -> bool:
        """Say whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Say whether there is a step to do again."""
        return bool(self._undone)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change, until what is returned is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, after: Exercise, place: object = None) -> None:
        """Hold another exercise; what follows in the same place amends this step.

        `place` is whatever names where somebody writes; None is a step of its own.
        """
        before = self._exercise
        if after == before:
            return
        if place is not None and place == self._open_place and self._done:
            before = self._done.pop().before
        self._open_place = place
        self._undone.clear()
        if before != after:
            self._done.append(_Step(before, after, place))
            del self._done[:-MOST_STEPS]
        self._hold(after)

    def leave(self) -> None:
        """End the step of the place in which somebody wrote."""
        self._open_place = None

    def undo(self) -> None:
        """Take back the last step; without one, do nothing."""
        self.leave()
        if self._done:
            step = self._done.pop()
            self._undone.append(step)
            self._hold(step.before)

    def redo(self) -> None:
        """Do the last undone step again; without one, do nothing."""
        self.leave()
        if self._undone:
            step = self._undone.pop()
            self._done.append(step)
            self._hold(step.after)

    def _hold(self, exercise: Exercise) -> None:
        self._exercise = exercise
        for listener in tuple(self._listeners):
            listener(self)
