"""Runs a model of its own for what nobody waits for: the sliders come first."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject

from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.engine.compile.compiler import CompiledModel, compile_model

REST_MS = 50
"""How long after the curves what nobody waits for is begun: the charts have painted them by then,
and who goes on to the next lever at once is not kept waiting."""

T = TypeVar("T")


class SpareRuns:
    """Lend a compiled model to questions of several kinds, to one of them at a time.

    Of each kind the latest wins. The model is compiled for the first question. `close` must be
    called.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._compiled: CompiledModel | None = None
        """A model of its own: the sliders' arrays stay laid out as they are."""
        self._lent = threading.Lock()
        self._asked: WeakSet[LatestWins[Any]] = WeakSet()
        """Each lives as long as who asks through it, and while a run for it is under way."""

    def take_model(self, model: Model) -> None:
        """Lend another model from the next question on; that under way ends over the old one."""
        self._model = model

    def questions(
        self,
        receiver: QObject,
        answered: Callable[[T], object],
        failed: Callable[[VecinosError], object],
        advanced: Callable[[int], object] | None = None,
    ) -> LatestWins[T]:
        """Return what questions of one kind are asked through, each made by `question`.

        `advanced` hears how far a `long_question` is.
        """
        latest = LatestWins(receiver, answered, failed, advanced, what="a question about runs")
        self._asked.add(latest)
        return latest

    def question(
        self, work: Callable[[CompiledModel, Callable[[], bool]], T]
    ) -> Callable[[Progress], T]:
        """Return the work of a question: it asks between two runs whether to stop."""
        return self.long_question(lambda compiled, progress: work(compiled, progress.is_cancelled))

    def long_question(
        self, work: Callable[[CompiledModel, Progress], T]
    ) -> Callable[[Progress], T]:
        """Return the work of a question that tells after each run how far it is."""

        def run(progress: Progress) -> T:
            with self._lent:
                if progress.is_cancelled():
                    raise JobCancelledError
                model, compiled = self._model, self._compiled
                if compiled is None or compiled.model is not model:
                    compiled = self._compiled = compile_model(model)
                return work(compiled, progress)

        return run

    def close(self) -> None:
        """Stop, and wait for the run under way; nothing is found out any more."""
        asked = tuple(self._asked)
        for latest in asked:
            # All of them first: who waits for the model waits for the run of another one.
            latest.cancel()
        for latest in asked:
            latest.close()
