"""The curves of a play: run on the model's own vantage, whatever the desk shows."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.analysis.played_figures import figures_of
from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.document.play.scenario import goals, request
from desktop.document.play.state import PlayState, Setup
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import Figures
from desktop.domain.scenario import Scenario, TargetLine
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.session.live_curves import LiveCurves
from desktop.session.room.room_runs import exact_curves


@dataclass(frozen=True, slots=True, eq=False)
class PlayedCurves:
    """Hold the run of a play as it stood."""

    scenario: Scenario
    curves: LiveCurves

    def figures(self, before: Month, last: Month) -> tuple[Figures, ...]:
        """Return what an advance over these months shows."""
        return figures_of(self.curves.bands, before, last)


def scenario_of(setup: Setup, state: PlayState) -> Scenario:
    """Return a play as a scenario, its goals as target lines."""
    asked = request(setup, state)
    targets = tuple(
        TargetLine(one.indicator, value, one.month, at_least)
        for goal in goals(setup, state)
        for one in goal.criteria
        for value, at_least in ((one.at_least, True), (one.at_most, False))
        if value is not None
    )
    return Scenario(
        setup.exercise.name.en,
        policy=asked.policy,
        assumptions=asked.assumptions.text,
        ensemble=asked.ensemble,
        targets=targets,
    )


class PlayCurves(QObject):
    """Run what is played, off the widgets' thread; of several runs wanted the last counts."""

    projected = Signal()
    """The curves of the play are there, as it stands."""
    failed = Signal(VecinosError)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.latest: PlayedCurves | None = None
        self._setup: Setup | None = None
        self._compiled: CompiledModel | None = None
        """A model of its own: that of the desk may start elsewhere, and is busy."""
        self._then: Callable[[PlayedCurves], object] | None = None
        self._runs: LatestWins[PlayedCurves] = LatestWins(
            self, self._take, self._fail, what="a run of a play"
        )

    @property
    def busy(self) -> bool:
        """Say whether a run is under way."""
        return self._runs.busy

    def open(self, setup: Setup | None) -> None:
        """Run on another play from now on, or on none."""
        self._runs.cancel()
        self._setup, self.latest, self._then = setup, None, None
        if setup is None:
            self._compiled = None

    def want(self, state: PlayState, then: Callable[[PlayedCurves], object] | None = None) -> None:
        """Run a play as it stands, and hand it on."""
        setup = self._setup
        if setup is None:
            return
        self._then = then
        scenario = scenario_of(setup, state)

        def work(progress: Progress) -> PlayedCurves:
            compiled = self._compiled
            if compiled is None or compiled.model is not setup.model:
                compiled = self._compiled = compile_model(setup.model)
            if progress.is_cancelled():
                raise JobCancelledError
            curves = exact_curves(compiled, scenario, None, monthly=False)
            return PlayedCurves(scenario, curves)

        self._runs.want(work)

    def close(self) -> None:
        """Run nothing any more, and wait for the run under way."""
        self._runs.close()

    def _take(self, found: PlayedCurves) -> None:
        self.latest, then, self._then = found, self._then, None
        if then is not None:
            then(found)
        self.projected.emit()

    def _fail(self, error: VecinosError) -> None:
        self._then = None
        self.failed.emit(error)
