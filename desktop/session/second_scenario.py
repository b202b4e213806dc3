"""Projects another scenario beside the one on the desk, while nothing else is under way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.fitting import fitted
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Bands, Projection
from desktop.engine.run.project import project
from desktop.session.idle_runs import IdleRuns
from desktop.session.projector import Projector

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


@dataclass(frozen=True, slots=True)
class SecondCurves:
    """Hold the exact curves of a second scenario; its members are those of the first."""

    scenario: Scenario
    """As it was asked for; what the model does not allow of it was left out of the run."""
    projection: Projection
    bands: Bands
    monthly: bool
    """The lines are those of single months, not of twelve."""


class SecondScenario(IdleRuns):
    """Keep a second scenario's curves in step with the model and the lines that are wanted.

    It is projected when the desk's own curves stand, or could not be made. A movement of a slider
    drops the run, and none begins while a gesture is open; it is made up for once the curves
    stand again.
    """

    projected = Signal(SecondCurves)
    failed = Signal(VecinosError)
    """It cannot be projected, and is tried again when it is set anew: a VecinosError."""

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(document, projector, runs, parent)
        self._latest: LatestWins[SecondCurves] = runs.questions(self, self._take, self.failed.emit)
        self._scenario: Scenario | None = None
        self._asked: tuple[Scenario, bool] | None = None
        """What is under way or has come: a scenario, and whether by single months."""
        self.curves: SecondCurves | None = None
        """Those of the scenario that is set, None until they have come."""

    @property
    def scenario(self) -> Scenario | None:
        """Return the scenario that is set."""
        return self._scenario

    def set(self, scenario: Scenario | None) -> None:
        """Want the curves of a scenario, in place of the one before; None wants none."""
        self._scenario = scenario
        self._drop()
        self._look()

    def _drop(self) -> None:
        self._latest.cancel()
        self._asked = self.curves = None

    def _give_way(self, changes: Changes) -> None:
        if changes.model or self.curves is None:
            self._drop()

    def _begin(self) -> None:
        scenario, monthly = self._scenario, self._projector.monthly
        if scenario is None or self._asked == (scenario, monthly):
            return
        self._drop()
        self._asked = scenario, monthly

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> SecondCurves:
            fit, _ = fitted(scenario, compiled.model)
            request = fit.request
            draws = compiled.draws(request.ensemble, request.assumptions)
            projection = project(compiled, request.policy, draws, monthly=monthly)
            return SecondCurves(scenario, projection, bands(projection), monthly)

        self._latest.want(self._runs.question(work))

    def _take(self, curves: SecondCurves) -> None:
        self.curves = curves
        self.projected.emit(curves)
