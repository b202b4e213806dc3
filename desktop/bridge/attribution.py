"""Finds out what moves a curve; the latest question wins."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.analysis.attribution import Attribution, Attributions, Question
from desktop.bridge.spare_runs import REST_MS, SpareRuns
from desktop.engine.compile.compiler import CompiledModel

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


class Attributor(QObject):
    """Answer what of a policy moves one curve; `found` carries an Attribution, None on failure."""

    found = Signal(Attribution)

    def __init__(self, runs: SpareRuns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs = runs
        self._latest: LatestWins[Attribution | None] = runs.questions(
            # The run of all members has failed as well, and the desk says so.
            self,
            self.found.emit,
            lambda _: self.found.emit(None),
        )
        self._attributions_of = lru_cache(maxsize=1)(Attributions)
        self._question: Question | None = None
        self._rested = QTimer(self, singleShot=True, interval=REST_MS)
        self._rested.timeout.connect(self._begin)

    def ask(self, question: Question) -> None:
        """Find out for this curve and month; what is under way for another one ends."""
        self._latest.cancel()
        self._question = question
        self._rested.start()

    def stop(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._rested.stop()
        self._latest.cancel()

    def _begin(self) -> None:
        question = self._question
        assert question is not None

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> Attribution | None:
            return self._attributions_of(compiled).of(question, stopped)

        self._latest.want(self._runs.question(work))
