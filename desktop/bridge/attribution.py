"""Finds out what moves a curve; the latest question wins."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.analysis.attribution import Attribution, Attributions, Question
from desktop.bridge.spare_runs import Asked, SpareRuns
from desktop.engine.compile.compiler import CompiledModel


class Attributor(QObject):
    """Answer what of a policy moves one curve; `found` carries an Attribution, None on failure."""

    found = Signal(object)

    def __init__(self, runs: SpareRuns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._asked: Asked | None = None
        self._attributions: Attributions | None = None

    def ask(self, question: Question) -> None:
        """Find out for this curve and month; what is under way for another one ends."""
        self.stop()

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> Attribution | None:
            if self._attributions is None:
                self._attributions = Attributions(compiled)
            return self._attributions.of(question, stopped)

        self._asked = self._runs.ask(work, self.found.emit)

    def stop(self) -> None:
        """Want no answer any more; a run under way is the last."""
        if self._asked is not None:
            self._asked.stop()
