"""Tries a policy under every set of assumptions, on a thread of its own."""

import logging
import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.analysis.survival import Conclusion, Variant, conclusions
from desktop.bridge.errors import UnexpectedError
from desktop.domain.ensemble import RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.engine.compile.compiler import CompiledModel, compile_model

_log = logging.getLogger(__name__)

Work = Callable[
    [CompiledModel, RunRequest, Sequence[Variant], int, Callable[[int], bool]],
    tuple[Conclusion, ...] | None,
]


class _Worker(QObject):
    advanced = Signal(int)
    found = Signal(object)
    failed = Signal(object)

    def __init__(
        self, model: Model, request: RunRequest, variants: Sequence[Variant], step: int, work: Work
    ) -> None:
        super().__init__()
        self._model = model
        self._request = request
        self._variants = variants
        self._step = step
        self._work = work
        self.stopped = threading.Event()

    @Slot()
    def run(self) -> None:
        try:
            # A compiled model of its own: the sliders' arrays stay laid out as they are.
            compiled = compile_model(self._model)
            found = self._work(compiled, self._request, self._variants, self._step, self._tell)
        except VecinosError as error:
            self.failed.emit(error)
        except Exception as error:
            _log.exception("a survey of the assumptions ended unexpectedly")
            self.failed.emit(UnexpectedError(kind=type(error).__name__))
        else:
            if found is not None:
                self.found.emit(found)

    def _tell(self, done: int) -> bool:
        self.advanced.emit(done)
        return not self.stopped.is_set()


class Survey(QObject):
    """Run one survey and end; signals come on the thread of whoever made it."""

    advanced = Signal(int)
    """How many variants are done."""
    found = Signal(object)
    """The conclusions, one an indicator."""
    failed = Signal(object)

    def __init__(
        self,
        model: Model,
        request: RunRequest,
        variants: Sequence[Variant],
        step: int,
        parent: QObject | None = None,
        work: Work = conclusions,
    ) -> None:
        super().__init__(parent)
        self._worker = _Worker(model, request, variants, step, work)
        self._worker.advanced.connect(self.advanced)
        self._worker.found.connect(self.found)
        self._worker.failed.connect(self.failed)
        self._thread = QThread(self)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        # The sliders come first.
        self._thread.start(QThread.Priority.LowPriority)

    def close(self) -> None:
        """Stop after the variant under way, and wait for it."""
        self._worker.stopped.set()
        self._worker.advanced.disconnect(self.advanced)
        self._worker.found.disconnect(self.found)
        self._worker.failed.disconnect(self.failed)
        self._thread.quit()
        self._thread.wait()
