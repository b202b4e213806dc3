"""What nobody caught: it is logged, and said on the desk."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from desktop.bridge.errors import UnexpectedError
from desktop.domain.errors import VecinosError

_log = logging.getLogger(__name__)


Hooks = tuple[Callable[..., object], Callable[..., object]]


def catch_everything(show: Callable[[VecinosError], None]) -> Hooks:
    """Log what nobody caught and say so on the desk; a slot that fails must not be silent."""
    previous: Hooks = (sys.excepthook, threading.excepthook)

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log.critical("nobody caught this", exc_info=(kind, error, trace))
        show(error if isinstance(error, VecinosError) else UnexpectedError(kind=kind.__name__))

    def caught_in_thread(found: threading.ExceptHookArgs) -> None:
        _log.critical("a thread ended", exc_info=found.exc_value)

    sys.excepthook, threading.excepthook = caught, caught_in_thread
    return previous
