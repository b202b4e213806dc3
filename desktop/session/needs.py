"""Finds out what dead levers need; the latest question wins."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.analysis.gates import Gates, Need
from desktop.bridge.spare_runs import Asked, SpareRuns
from desktop.domain.ensemble import RunRequest
from desktop.engine.compile.compiler import CompiledModel


class Needs(QObject):
    """Answer what levers of a policy need that move nothing; `found` carries a tuple of Need.

    Nothing is asked while every lever is at its status quo.
    """

    found = Signal(object)

    def __init__(self, runs: SpareRuns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._asked: Asked | None = None
        self._gates: Gates | None = None

    def look(self, request: RunRequest) -> None:
        """Find out for this policy; what is under way for another one ends."""
        self.stop()
        if not request.policy.settings:
            self.found.emit(())
            return

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> tuple[Need, ...]:
            if self._gates is None:
                self._gates = Gates(compiled)
            return self._gates.needs(request, stopped)

        self._asked = self._runs.ask(work, lambda found: self.found.emit(found or ()))

    def stop(self) -> None:
        """Want no answer any more; a run under way is the last."""
        if self._asked is not None:
            self._asked.stop()
