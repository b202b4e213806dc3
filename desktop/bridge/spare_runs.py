"""Runs a model on a thread of its own for what nobody waits for: the sliders come first."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.engine.compile.compiler import CompiledModel, compile_model

_log = logging.getLogger(__name__)

Work = Callable[[CompiledModel, Callable[[], bool]], object]
"""What is to be found out; it asks between two runs whether anybody still wants to know."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Hold one question until it is answered."""

    work: Work
    hear: Callable[[object], None]
    stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self.stopped.set()


class _Worker(QObject):
    answered = Signal(object, object)

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._compiled: CompiledModel | None = None

    @Slot(object)
    def answer(self, asked: Asked) -> None:
        found: object = None
        try:
            if asked.stopped.is_set():
                return
            if self._compiled is None:
                # A compiled model of its own: the sliders' arrays stay laid out as they are.
                self._compiled = compile_model(self._model)
            found = asked.work(self._compiled, asked.stopped.is_set)
        except VecinosError:
            # The run of all members has failed as well, and the desk says so.
            _log.info("nothing was found out: the run fails", exc_info=True)
        except Exception:
            _log.exception("a question about runs ended unexpectedly")
        self.answered.emit(asked, found)


class SpareRuns(QObject):
    """Answer questions one after another; no thread begins before the first."""

    _asked = Signal(object)

    def __init__(self, model: Model, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._thread: QThread | None = None
        self._worker: _Worker | None = None
        self._open: list[Asked] = []
        self._closed = False

    def ask(self, work: Work, hear: Callable[[object], None]) -> Asked:
        """Find something out; `hear` is told on this thread, None where a run failed.

        It is told nothing once the question is stopped.
        """
        asked = Asked(work, hear)
        if self._closed:
            return asked
        if self._thread is None:
            self._worker = _Worker(self._model)
            self._worker.answered.connect(self._tell)
            self._asked.connect(self._worker.answer)
            self._thread = QThread(self)
            self._worker.moveToThread(self._thread)
            self._thread.start(QThread.Priority.LowPriority)
        self._open = [each for each in self._open if not each.stopped.is_set()]
        self._open.append(asked)
        self._asked.emit(asked)
        return asked

    def close(self) -> None:
        """Stop, and wait for the run under way; nothing is found out any more."""
        self._closed = True
        for asked in self._open:
            asked.stop()
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
            self._thread = None

    @Slot(object, object)
    def _tell(self, asked: Asked, found: object) -> None:
        if asked in self._open:
            self._open.remove(asked)
        if not asked.stopped.is_set():
            asked.hear(found)
