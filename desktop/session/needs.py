"""Finds out what dead levers need; the latest question wins."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.analysis.gates import Gates, Need
from desktop.bridge.spare_runs import SpareRuns
from desktop.domain.ensemble import RunRequest
from desktop.engine.compile.compiler import CompiledModel

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


class Needs(QObject):
    """Answer what levers of a policy need that move nothing; `found` carries a tuple of Need.

    Nothing is asked while every lever is at its status quo.
    """

    found = Signal(tuple)

    def __init__(self, runs: SpareRuns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._latest: LatestWins[tuple[Need, ...]] = runs.questions(
            # The run of all members has failed as well, and the desk says so.
            self,
            self.found.emit,
            lambda _: self.found.emit(()),
        )
        self._gates: Gates | None = None

    def look(self, request: RunRequest) -> None:
        """Find out for this policy; what is under way for another one ends."""
        if not request.policy.settings:
            self.stop()
            self.found.emit(())
            return

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> tuple[Need, ...]:
            if self._gates is None:
                self._gates = Gates(compiled)
            return self._gates.needs(request, stopped)

        self._latest.want(self._runs.question(work))

    def stop(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._latest.cancel()
