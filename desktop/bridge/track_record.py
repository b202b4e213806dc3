"""Runs projections from past origins off the thread of the widgets, each of them once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.bridge.errors import UnexpectedError
from desktop.domain.errors import VecinosError

_log = logging.getLogger(__name__)

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Done:
    """Hold what came of one piece of work: its result, or why there is none."""

    name: str
    result: object | None
    error: VecinosError | None


class _Worker(QObject):
    """Does one piece of work at a time on the thread it lives on."""

    done = Signal(object)

    @Slot(str, object)
    def run(self, name: str, work: Work) -> None:
        """Answer through `done`, whatever happens."""
        try:
            outcome = Done(name, work(), None)
        except VecinosError as error:
            outcome = Done(name, None, error)
        except Exception as error:
            # A mistake of the program must reach the page, not end a thread in silence.
            _log.exception("%s ended unexpectedly", name)
            outcome = Done(name, None, UnexpectedError(kind=type(error).__name__))
        self.done.emit(outcome)


class TrackRecord(QObject):
    """Keep what has been computed of the past, and compute what is asked for.

    `done` carries a Done on the thread of the widgets. At most one piece of work is under way and
    one is wanted: of several wishes only the last is granted. What succeeded is kept, what failed
    is tried again when it is asked for again. The thread starts with the first wish.
    """

    done = Signal(object)
    _asked = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, object] = {}
        self._wanted: tuple[str, Work] | None = None
        self._running: str | None = None
        self._thread: QThread | None = None
        self._worker = _Worker()
        self._worker.done.connect(self._finish)
        self._asked.connect(self._worker.run)
        self._closed = False

    @property
    def busy(self) -> bool:
        """Say whether work is under way or wanted."""
        return self._running is not None or self._wanted is not None

    def kept(self, name: str) -> object | None:
        """Return the result of this name, or None while there is none."""
        return self._kept.get(name)

    def want(self, name: str, work: Work) -> None:
        """Want a result under a name; it comes at once where it is kept."""
        found = self._kept.get(name)
        if found is not None:
            self._wanted = None
            self.done.emit(Done(name, found, None))
        elif self._closed or name == self._running:
            self._wanted = None
        else:
            self._wanted = (name, work)
            self._start()

    def forget(self) -> None:
        """Want nothing any more; work under way goes on and is kept."""
        self._wanted = None

    def close(self) -> None:
        """End the thread; work under way is waited for, and told to nobody."""
        if self._closed:
            return
        self._closed = True
        self._wanted = None
        self._worker.done.disconnect(self._finish)
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
        self._running = None

    def _start(self) -> None:
        if self._running is not None or self._wanted is None:
            return
        if self._thread is None:
            self._thread = QThread(self)
            self._worker.moveToThread(self._thread)
            self._thread.start()
        (self._running, work), self._wanted = self._wanted, None
        self._asked.emit(self._running, work)

    @Slot(object)
    def _finish(self, outcome: Done) -> None:
        self._running = None
        if outcome.error is None and outcome.result is not None:
            self._kept[outcome.name] = outcome.result
        self._start()
        self.done.emit(outcome)
