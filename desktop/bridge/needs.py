"""Finds out on a thread of its own what dead levers need; the latest question wins."""

import logging
import threading

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.analysis.gates import Gates
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import VecinosError
from desktop.engine.compiler import compile_model
from desktop.engine.model import Model

_log = logging.getLogger(__name__)


class _Worker(QObject):
    found = Signal(object, object)

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self._gates: Gates | None = None

    @Slot(object, object)
    def look(self, request: RunRequest, stopped: threading.Event) -> None:
        needs: object = ()
        try:
            if stopped.is_set():
                return
            if self._gates is None:
                # A compiled model of its own: the sliders' arrays stay laid out as they are.
                self._gates = Gates(compile_model(self._model))
            needs = self._gates.needs(request, stopped.is_set)
        except VecinosError:
            # The run of all members has failed as well, and the desk says so.
            _log.info("no need was looked for: the run fails", exc_info=True)
        except Exception:
            _log.exception("the search for what a lever needs ended unexpectedly")
        self.found.emit(needs, stopped)


class Needs(QObject):
    """Answer what levers of a policy need that move nothing; `found` carries a tuple of Need.

    Nothing is asked and no thread begins while every lever is at its status quo.
    """

    found = Signal(object)
    _asked = Signal(object, object)

    def __init__(self, model: Model, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._stopped = threading.Event()
        self._thread: QThread | None = None
        self._worker: _Worker | None = None
        self._closed = False

    def look(self, request: RunRequest) -> None:
        """Find out for this policy; what is under way for another one ends."""
        if self._closed:
            return
        self.stop()
        if not request.policy.settings:
            self.found.emit(())
            return
        if self._thread is None:
            self._worker = _Worker(self._model)
            self._worker.found.connect(self._tell)
            self._asked.connect(self._worker.look)
            self._thread = QThread(self)
            self._worker.moveToThread(self._thread)
            # The sliders come first.
            self._thread.start(QThread.Priority.LowPriority)
        self._asked.emit(request, self._stopped)

    def stop(self) -> None:
        """Want no answer any more; a run under way is the last."""
        self._stopped.set()
        self._stopped = threading.Event()

    def close(self) -> None:
        """Stop, and wait for the run under way; nothing is looked for any more."""
        self._closed = True
        self._stopped.set()
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
            self._thread = None

    @Slot(object, object)
    def _tell(self, needs: object, stopped: threading.Event) -> None:
        if not stopped.is_set():
            self.found.emit(needs)
