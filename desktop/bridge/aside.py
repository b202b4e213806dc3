"""Work on files that needs no open library, off the GUI thread."""

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.bridge.errors import UnexpectedError
from desktop.domain.errors import VecinosError

_log = logging.getLogger(__name__)


class Aside(QObject):
    """Do one thing on a thread of its own; exactly one of the two signals comes, once.

    Both come on the thread this object lives on, which then lets go of itself.
    """

    done = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """The VecinosError that says why it returned nothing."""
    _ended = Signal()

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._result: object = None
        self._error: VecinosError | None = None
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="aside", daemon=True)

    def start(self) -> None:
        """Begin; connect to the signals before."""
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self._work()
        except VecinosError as error:
            self._error = error
        except Exception as error:
            _log.exception("work on files ended unexpectedly")
            self._error = UnexpectedError(kind=type(error).__name__)
        self._ended.emit()

    @Slot()
    def _tell(self) -> None:
        self._thread.join()
        if self._error is not None:
            self.failed.emit(self._error)
        else:
            self.done.emit(self._result)
        self.deleteLater()
