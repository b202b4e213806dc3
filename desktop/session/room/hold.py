"""A curve that is held in the room until people have called where it goes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.filing import KeepPrediction
from desktop.document.fitting import fitted
from desktop.domain.clock import Month
from desktop.domain.errors import (
    MonthOutOfRangeError,
    TooManyPredictionsError,
    UnknownIndicatorError,
    VecinosError,
)
from desktop.domain.lines import name_key
from desktop.domain.model.model import Model
from desktop.domain.prediction import (
    MOST_PREDICTIONS,
    Call,
    Prediction,
    check_teams,
    is_percent,
    told,
)
from desktop.domain.room import Question
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.projection import MEDIAN, Bands
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import Projector
from desktop.session.room.errors import ChangeFromZeroError, QuestionOverError
from desktop.session.room.last_change import Replay
from desktop.session.room.room_runs import exact_curves

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


@dataclass(frozen=True, slots=True, eq=False)
class HeldCurves:
    """Hold a scenario as it stood when a question was asked, with its exact curves."""

    scenario: Scenario
    curves: LiveCurves


class Hold(QObject):
    """Ask a room where a curve goes, take down what it calls, and tell what came.

    From the question to the reveal the room sees the scenario as it stood when it was asked,
    whatever is moved, opened or undone meanwhile. What came is the change between the two medians
    drawn, both of exact runs. What is called is saved with the desk at once: the same question,
    asked of a scenario that was left before it was revealed, goes on with the calls there are.
    """

    changed = Signal()
    """What is asked, called or revealed is another, or the teams are."""
    stood = Signal()
    """The curves to be seen while it is held are there, or others than before."""
    revealed = Signal(Replay)
    """The exact curves that a room saw while it called, and those that came."""
    left = Signal()
    """It is held no longer, and nothing was revealed."""
    failed = Signal(VecinosError)

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._projector, self._runs = document, projector, runs
        self._latest: LatestWins[HeldCurves] = runs.questions(self, self._take, self._give_up)
        self.changed.connect(self._save)
        self._scenario = document.scenario
        """As it stood when the question was asked."""
        self._teams: tuple[str, ...] | None = None
        self.usual_teams: tuple[str, ...] = ()
        """Who is expected where nobody was named and the scenario keeps no call."""
        self.by_hands = False
        """The next question is answered by hands, and no team is waited for."""
        self.asked: Prediction | None = None
        """The question that is held, with what was called so far."""
        self.curves: HeldCurves | None = None
        """None also while they are still to come."""
        self.revealing = False
        """It is revealed as soon as the exact curves stand."""
        self.result: Prediction | None = None
        """What was revealed last, until it is put away."""
        projector.projected.connect(self._follow)
        projector.failed.connect(self._follow)
        self._stop_listening = document.listen(self._on_document_changed)

    def close(self) -> None:
        """Hear the document no longer; the runs have their own end."""
        self._stop_listening()
        self._projector.projected.disconnect(self._follow)
        self._projector.failed.disconnect(self._follow)
        self._latest.cancel()

    # ------------------------------------------------------------ question and calls

    def hold(self, indicator: str, month: Month) -> None:
        """Ask how an indicator changes in a month; while one is held, ask something else instead.

        Raise an ArgumentError where it cannot be asked, or could not be kept afterwards.
        """
        model = self._document.model
        if indicator not in model.indicators:
            raise UnknownIndicatorError(indicator=indicator)
        if not model.clock.first <= month <= model.clock.horizon:
            raise MonthOutOfRangeError(
                month=month, first=model.clock.first, last=model.clock.horizon
            )
        scenario = self._document.scenario
        if len(scenario.predictions) >= MOST_PREDICTIONS:
            raise TooManyPredictionsError(most=MOST_PREDICTIONS)
        if self.asked is None:
            self._scenario, self.result = scenario, None
            self._stand()
        elif (self.asked.indicator, self.asked.month) == (indicator, month):
            return
        self.asked, self.revealing = Prediction(indicator, month), False
        left = scenario.predictions[-1:]
        if left and left[0].left_open(indicator, month):
            self.asked = left[0]
            expected = set(map(name_key, self.teams))
            callers = [one.team for one in self.asked.calls]
            missing = [one for one in callers if name_key(one) not in expected]
            self._teams = (*self.teams, *missing)
        self.changed.emit()

    @property
    def question(self) -> Question | None:
        """Return what the room may know while it is held: who has called, and nothing of what."""
        asked = self.asked
        if asked is None:
            return None
        teams = () if self.by_hands else self.teams
        return Question(
            self._document.model.indicators[asked.indicator],
            asked.month,
            tuple(one for one in teams if asked.call_of(one) is not None),
            tuple(one for one in teams if asked.call_of(one) is None),
            bool(asked.hands),
        )

    @property
    def teams(self) -> tuple[str, ...]:
        """Return who is expected to call: those set, those that called last, else the usual."""
        if self._teams is not None:
            return self._teams
        for kept in reversed(self._document.scenario.predictions):
            # Of a question that was left open some had still to call.
            if kept.calls and kept.outcome is not None:
                return tuple(call.team for call in kept.calls)
        return self.usual_teams

    def set_teams(self, names: Iterable[str]) -> None:
        """Expect these teams; the call of one that is not among them is taken away.

        Raise the error that says why these cannot be the names of teams.
        """
        teams = tuple(" ".join(name.split()) for name in names)
        check_teams(teams)
        self._teams = teams
        if self.asked is not None:
            keys = {name_key(one) for one in teams}
            calls = tuple(one for one in self.asked.calls if name_key(one.team) in keys)
            self.asked = replace(self.asked, calls=calls)
        self.changed.emit()

    def take_call(self, call: Call) -> None:
        """Take down what a team calls, in the place of what it called before.

        Raise the error that says what is wrong with the call.
        """
        if self.asked is not None:
            self.asked = self.asked.with_call(call)
            if name_key(call.team) not in map(name_key, self.teams):
                self._teams = (*self.teams, call.team)
            self.changed.emit()

    def remove_call(self, team: str) -> None:
        """Take a team's call away; it may call anew."""
        if self.asked is not None:
            self.asked = self.asked.without_call(team)
            self.changed.emit()

    def take_hands(self, hands: Iterable[int]) -> None:
        """Take down hands raised for up, about the same and down; none at all takes them away.

        Raise BadHandsError where they are no counts.
        """
        if self.asked is not None:
            self.asked = self.asked.with_hands(hands)
            self.changed.emit()

    # ------------------------------------------------------------ its end

    def reveal(self) -> None:
        """Tell what came, as soon as the exact curves stand and no slider is held."""
        if self.asked is not None and not self.revealing:
            self.revealing = True
            self.changed.emit()
            self._look()

    def cancel(self) -> None:
        """Hold no longer, and keep nothing of what was called."""
        if self.asked is not None:
            self._end()
            self.left.emit()
            self.changed.emit()

    def put_away(self) -> None:
        """Show what was revealed no longer; it stays with the scenario."""
        if self.result is not None:
            self.result = None
            self.changed.emit()

    def _save(self) -> None:
        """Have the library hold what is called so far: it was said once, and is not said again."""
        asked = self.asked
        self._document.take_called(asked if asked is not None and asked.answered else None)

    def _end(self) -> None:
        self._latest.cancel()
        self.asked, self.curves, self.revealing = None, None, False

    def _look(self) -> None:
        """Reveal what is to be revealed, once everything stands."""
        after, held, asked = self._projector.latest, self.curves, self.asked
        if not self.revealing or asked is None or held is None or after is None:
            return
        if self._projector.busy or self._document.within_gesture or not after.exact:
            return
        if after.projection.request != self._document.scenario.request:
            # It could not be projected, and the desk says why: it stays held.
            self.revealing = False
            self.changed.emit()
            return
        if after.monthly is not held.curves.monthly:
            self._stand()
            return
        before = held.curves.bands
        outcome = _change(self._document.model, asked, before, after.bands)
        self._end()
        self.result = replace(asked, outcome=outcome)
        self.revealed.emit(Replay(before, after))
        self.changed.emit()
        if outcome is None:
            self.failed.emit(ChangeFromZeroError(month=asked.month))
        self._keep(self.result)

    def _keep(self, prediction: Prediction) -> None:
        """Keep it with the scenario on the desk; a question that nobody answered is no record."""
        if prediction.answered:
            try:
                self._document.apply(KeepPrediction(prediction), self)
            except VecinosError as error:
                self.failed.emit(error)

    def _give_up(self, error: VecinosError) -> None:
        """Hold no longer, as it cannot be revealed; what was called is kept, not scored."""
        asked = self.asked
        if asked is not None:
            self.cancel()
            self.failed.emit(error)
            # Whoever hears of another model is to hear of it before it is changed.
            QTimer.singleShot(0, self, lambda: self._keep(asked))

    # ------------------------------------------------------------ curves

    def _stand(self) -> None:
        """Have the curves of the scenario as it stood: those on the desk, or made anew."""
        state, desk, monthly = self._scenario, self._projector.latest, self._projector.monthly
        self._latest.cancel()
        self.curves = None
        if (
            desk is not None
            and (desk.exact, desk.monthly) == (True, monthly)
            and desk.projection.request == state.request
        ):
            self.curves = HeldCurves(state, desk)
            return

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> HeldCurves:
            scenario, _ = fitted(state, compiled.model)
            return HeldCurves(scenario, exact_curves(compiled, scenario, desk, monthly=monthly))

        self._latest.want(self._runs.question(work))

    def _take(self, held: HeldCurves) -> None:
        if self.asked is not None:
            self.curves = held
            self.stood.emit()
            self._look()

    def _follow(self, _: object) -> None:
        if self.asked is None:
            return
        if self.curves is not None and self.curves.curves.monthly is not self._projector.monthly:
            self._stand()
        # Others who look on have still to draw these curves.
        QTimer.singleShot(0, self, self._look)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.scenario:
            self.put_away()
        if changes.model and self.asked is not None:
            self._take_model(self.asked)
        elif changes.gesture_ended and self.revealing:
            QTimer.singleShot(0, self, self._look)

    def _take_model(self, asked: Prediction) -> None:
        """Hold the scenario over another model, where that still has what was asked."""
        model = self._document.model
        if asked.indicator not in model.indicators or asked.month < model.clock.first:
            self._give_up(QuestionOverError(month=asked.month))
        else:
            self._stand()


def _change(model: Model, asked: Prediction, before: Bands, after: Bands) -> float | None:
    """Return the change that was asked for; None where it would be a percentage of zero."""
    step, indicator = model.clock.step(asked.month), asked.indicator
    was, now = (float(one.of(indicator)[MEDIAN, step]) for one in (before, after))
    if was == now:
        return 0.0
    if not is_percent(model.indicators[indicator].change):
        return told(now - was)
    return None if was == 0.0 else told((now - was) / abs(was) * 100.0)
