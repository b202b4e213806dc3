"""The store's own thread: saving never makes a slider wait."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.bridge.errors import DeskNotSavedError
from desktop.bridge.job import Job, known_error
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog

if TYPE_CHECKING:
    from db import Library

T = TypeVar("T")

WORK = "work on the library"


@dataclass(frozen=True, slots=True)
class _Save:
    scenario_id: int
    scenario: Scenario
    revision: int
    trail: UndoLog | None


@dataclass(frozen=True, slots=True)
class _Saved:
    revision: int


@dataclass(frozen=True, slots=True)
class _Opened:
    reason: VecinosError | None


@dataclass(frozen=True, slots=True)
class _NotSaved:
    error: VecinosError


_Request = _Save | Job[object]
_Notice = _Saved | _NotSaved | _Opened | Job[object]


class StoreLane(QObject):
    """Carry out work on one library, in order, on a thread of its own.

    The thread starts with the first request and opens the library then, since the database
    code is slow to import; a library that could not be opened is tried again with the next
    request. With `create=False`, for one that was open before, it is never made. All signals come
    on the thread this object lives on. `close` must be called.
    """

    opened = Signal(VecinosError)
    """The library is open; the error says why it can only be read, None that it can be
    written."""
    saved = Signal(int)
    """The scenario as it stood at this revision is on the disk, and so is all before it."""
    failed = Signal(VecinosError)
    """A save failed, and why. Failures of other work go to its Job."""
    _noticed = Signal()

    def __init__(
        self, location: str | Path, parent: QObject | None = None, *, create: bool = True
    ) -> None:
        super().__init__(parent)
        self._location = location
        self._create = create
        self._requests: deque[_Request] = deque()
        self._notices: deque[_Notice] = deque()
        self._state = threading.Condition()
        self._unsaved: dict[int, str] = {}
        self._store: Library | None = None
        """Of the lane's thread alone."""
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None
        self._noticed.connect(self._notify, Qt.ConnectionType.QueuedConnection)

    def request_save(
        self, scenario_id: int, scenario: Scenario, revision: int, trail: UndoLog | None = None
    ) -> None:
        """Want this scenario saved; of several wanted saves of one scenario the latest wins.

        With `trail` its undo history is saved in the same transaction.
        """
        save = _Save(scenario_id, scenario, revision, trail)
        with self._state:
            for place in range(len(self._requests) - 1, -1, -1):
                waiting = self._requests[place]
                if isinstance(waiting, Job):
                    # That work must see the library as it stood when it was asked for.
                    break
                if waiting.scenario_id == scenario_id:
                    self._requests[place] = save
                    return
            self._enqueue(save)

    def submit(self, work: Callable[["Library"], T], *, needs_saved: int | None = None) -> Job[T]:
        """Run `work(store)` on the lane after everything asked for before it.

        Where the last save of the scenario `needs_saved` failed, nothing is run and the job
        fails with a DeskNotSavedError.
        """
        job = Job(lambda _: work(self._store_after(needs_saved)), WORK)
        with self._state:
            self._enqueue(job)
        return job

    def flush(self, timeout: float) -> bool:
        """Wait until all work asked for is done; return False if it took more than `timeout` s.

        The signals of what was done have been sent when this returns.
        """
        until = time.monotonic() + timeout
        with self._state:
            done = self._state.wait_for(
                lambda: not self._requests and not self._busy, until - time.monotonic()
            )
        self._notify()
        return done

    def close(self, timeout: float = 30.0) -> bool:
        """Do all work asked for, close the library and end the thread.

        Returns False if that took more than `timeout` seconds, as on a drive that hangs; the
        thread then ends with the program. Closing twice does nothing.
        """
        with self._state:
            self._closing = True
            self._state.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
            if self._thread.is_alive():
                return False
            self._thread = None
        self._notify()
        return True

    def _enqueue(self, request: _Request) -> None:
        if self._closing:
            raise RuntimeError("the store lane is closed")
        self._requests.append(request)
        self._state.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="store", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (request := self._next()) is not None:
            if isinstance(request, _Save):
                self._notice(self._save(request))
            else:
                request.run()
                self._notice(request)
        if self._store is not None:
            self._store.close()

    def _opened_store(self) -> "Library":
        if self._store is not None:
            return self._store
        from db import GoneLibraryError, Library, LibraryNotFoundError

        try:
            self._store = Library.open(self._location, create=self._create)
        except LibraryNotFoundError as error:
            raise GoneLibraryError(**error.fields) from error
        self._notices.append(_Opened(self._store.read_only_reason))
        return self._store

    def _store_after(self, needs_saved: int | None) -> "Library":
        store = self._opened_store()
        if needs_saved in self._unsaved:
            raise DeskNotSavedError(name=self._unsaved[needs_saved])
        return store

    def _save(self, save: _Save) -> _Saved | _NotSaved:
        self._unsaved[save.scenario_id] = save.scenario.name
        try:
            self._opened_store().scenarios.save(save.scenario_id, save.scenario, save.trail)
        except Exception as error:
            # Nothing may end the lane: what is saved next must still be saved.
            return _NotSaved(known_error(error, WORK))
        self._unsaved.pop(save.scenario_id, None)
        return _Saved(save.revision)

    def _next(self) -> _Request | None:
        with self._state:
            self._busy = False
            self._state.notify_all()
            self._state.wait_for(lambda: bool(self._requests) or self._closing)
            if not self._requests:
                return None
            self._busy = True
            return self._requests.popleft()

    def _notice(self, notice: _Notice) -> None:
        self._notices.append(notice)
        self._noticed.emit()

    @Slot()
    def _notify(self) -> None:
        while self._notices:
            notice = self._notices.popleft()
            match notice:
                case _Opened(reason):
                    self.opened.emit(reason)
                case _Saved(revision):
                    self.saved.emit(revision)
                case _NotSaved(error):
                    self.failed.emit(error)
                case Job():
                    notice.deliver()
