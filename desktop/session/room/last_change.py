"""The curves as they were before the last change that moved them."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.job import JobCancelledError
from desktop.bridge.spare_runs import SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.fitting import fitted
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Bands
from desktop.engine.run.project import project
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import Projector
from desktop.session.room.errors import (
    NothingToReplayError,
    ReplayWithinGestureError,
    StepOfOtherModelError,
)

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins

MOST_KEPT = 8
"""Runs of the desk whose percentiles are kept: steps taken back one by one find theirs."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownRun:
    """Hold what one run of the document came to."""

    request: RunRequest
    monthly: bool
    bands: Bands


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """Hold the exact curves before a change and after it, of the same members."""

    before: Bands
    after: LiveCurves


class LastChange(QObject):
    """Tell, as often as somebody asks, what the last change of the document did to the curves.

    That is the last step of the undo history that moved any. The curves before it are those that
    were on the desk, or are projected anew off the path of the sliders; a change of the document
    drops what was asked.
    """

    found = Signal(Replay)
    waiting = Signal(bool)
    """The curves before must be projected first; False once they are, or nobody wants them."""
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
        self._latest: LatestWins[KnownRun] = runs.questions(self, self._take, self._fail)
        self._kept: deque[KnownRun] = deque(maxlen=MOST_KEPT)
        self._asked = self._waits = False
        projector.projected.connect(self._on_projected)
        projector.failed.connect(self._drop)
        self._stop_listening = document.listen(self._on_document_changed)

    def close(self) -> None:
        """Hear the document no longer; the runs have their own end."""
        self._stop_listening()
        self._projector.projected.disconnect(self._on_projected)
        self._projector.failed.disconnect(self._drop)
        self._drop()

    def ask(self) -> bool:
        """Want it told as `found`, at once or after a wait; False where there is no such step."""
        if self._document.within_gesture:
            self.failed.emit(ReplayWithinGestureError())
            return True
        if next(self._before(), None) is None:
            return False
        self._asked = True
        self._look()
        return True

    def _before(self) -> Iterator[Scenario]:
        """Yield the states before steps that ask for other curves than stand, newest first."""
        now = self._document.scenario.request
        for step in reversed(self._document.history.done):
            if step.before.request != now:
                yield step.before

    def _look(self) -> None:
        """Tell what is known, or have it projected, once the exact curves after it stand."""
        after = self._projector.latest
        if not self._asked or after is None or self._projector.busy or not after.exact:
            return
        if after.projection.request != self._document.scenario.request:
            # It could not be projected, and the desk says why.
            self._end()
            return
        unknown = self._before()
        for scenario in unknown:
            before = self._known(scenario.request, monthly=after.monthly)
            if before is None:
                self._project((scenario, *unknown), after)
                return
            if not np.array_equal(before.values, after.bands.values):
                self._tell(before, after)
                return
        self._fail(NothingToReplayError())

    def _known(self, request: RunRequest, *, monthly: bool) -> Bands | None:
        for run in self._kept:
            if run.request == request and run.monthly is monthly:
                return run.bands
        return None

    def _project(self, states: tuple[Scenario, ...], after: LiveCurves) -> None:
        """Project states until the curves of one are others than those on the desk."""
        monthly, stand = after.monthly, after.bands.values

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> KnownRun:
            for state in states:
                if stopped():
                    raise JobCancelledError
                scenario, dropped = fitted(state, compiled.model)
                if dropped:
                    raise StepOfOtherModelError
                request = scenario.request
                draws = compiled.draws(request.ensemble, request.assumptions)
                found = bands(project(compiled, request.policy, draws, monthly=monthly))
                if not np.array_equal(found.values, stand):
                    return KnownRun(request, monthly, found)
            raise NothingToReplayError

        self._wait(waits=True)
        self._latest.want(self._runs.question(work))

    def _take(self, run: KnownRun) -> None:
        self._kept.append(run)
        after = self._projector.latest
        if after is not None and after.exact and after.monthly is run.monthly:
            self._tell(run.bands, after)
        else:
            # The lines wanted are others meanwhile.
            self._look()

    def _tell(self, before: Bands, after: LiveCurves) -> None:
        self._end()
        self.found.emit(Replay(before, after))

    def _fail(self, error: VecinosError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._asked = False
        self._wait(waits=False)

    def _wait(self, *, waits: bool) -> None:
        if waits != self._waits:
            self._waits = waits
            self.waiting.emit(waits)

    def _drop(self, _: object = None) -> None:
        self._latest.cancel()
        self._end()

    def _on_projected(self, curves: LiveCurves) -> None:
        request = curves.projection.request
        if curves.exact and self._known(request, monthly=curves.monthly) is None:
            self._kept.append(KnownRun(request, curves.monthly, curves.bands))
        # Others who look on have still to draw these curves.
        QTimer.singleShot(0, self, self._look)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            self._kept.clear()
        if changes.needs_projection:
            self._drop()
