"""The store's own thread: saving never makes a slider wait."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.bridge.errors import DeskNotSavedError, UnexpectedError
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog

if TYPE_CHECKING:
    from db import Library

_log = logging.getLogger(__name__)


class StoreTask(QObject):
    """Follow one piece of work on the library; exactly one of the two signals comes, once.

    Both come on the lane's thread, never before control has returned to its event loop, so that
    connecting right after `submit` is early enough.
    """

    done = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """The VecinosError that says why it returned nothing."""


@dataclass(frozen=True, slots=True)
class _Save:
    scenario_id: int
    scenario: Scenario
    revision: int
    trail: UndoLog | None


@dataclass(frozen=True, slots=True)
class _Work:
    work: Callable[["Library"], object]
    task: StoreTask
    needs: int | None


@dataclass(frozen=True, slots=True)
class _Saved:
    revision: int


@dataclass(frozen=True, slots=True)
class _Opened:
    reason: VecinosError | None


@dataclass(frozen=True, slots=True)
class _Done:
    task: StoreTask
    result: object


@dataclass(frozen=True, slots=True)
class _Failed:
    error: VecinosError
    task: StoreTask | None


_Notice = _Saved | _Opened | _Done | _Failed


class StoreLane(QObject):
    """Carry out work on one library, in order, on a thread of its own.

    The thread starts with the first request and opens the library then, since the database
    code is slow to import; a library that could not be opened is tried again with the next
    request. With `create=False`, for one that was open before, it is never made. All signals come
    on the thread this object lives on. `close` must be called.
    """

    opened = Signal(object)
    """The library is open; the VecinosError says why it can only be read, None that it can be
    written."""
    saved = Signal(int)
    """The scenario as it stood at this revision is on the disk, and so is all before it."""
    failed = Signal(object)
    """A save failed: the VecinosError says why. Failures of other work go to its StoreTask."""
    _noticed = Signal()

    def __init__(
        self, location: str | Path, parent: QObject | None = None, *, create: bool = True
    ) -> None:
        super().__init__(parent)
        self._location = location
        self._create = create
        self._jobs: deque[_Save | _Work] = deque()
        self._notices: deque[_Notice] = deque()
        self._state = threading.Condition()
        self._unsaved: dict[int, str] = {}
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None
        self._noticed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def request_save(
        self, scenario_id: int, scenario: Scenario, revision: int, trail: UndoLog | None = None
    ) -> None:
        """Want this scenario saved; of several wanted saves of one scenario the latest wins.

        With `trail` its undo history is saved in the same transaction.
        """
        job = _Save(scenario_id, scenario, revision, trail)
        with self._state:
            for place in range(len(self._jobs) - 1, -1, -1):
                waiting = self._jobs[place]
                if isinstance(waiting, _Work):
                    # That work must see the library as it stood when it was asked for.
                    break
                if waiting.scenario_id == scenario_id:
                    self._jobs[place] = job
                    return
            self._enqueue(job)

    def submit(
        self, work: Callable[["Library"], object], *, needs_saved: int | None = None
    ) -> StoreTask:
        """Run `work(store)` on the lane after everything asked for before it.

        Where the last save of the scenario `needs_saved` failed, nothing is run and the task
        fails with a DeskNotSavedError.
        """
        task = StoreTask(self)
        with self._state:
            self._enqueue(_Work(work, task, needs_saved))
        return task

    def flush(self, timeout: float) -> bool:
        """Wait until all work asked for is done; return False if it took more than `timeout` s.

        The signals of what was done have been sent when this returns.
        """
        until = time.monotonic() + timeout
        with self._state:
            done = self._state.wait_for(
                lambda: not self._jobs and not self._busy, until - time.monotonic()
            )
        self._tell()
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
        self._tell()
        return True

    def _enqueue(self, job: _Save | _Work) -> None:
        if self._closing:
            raise RuntimeError("the store lane is closed")
        self._jobs.append(job)
        self._state.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="store", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        store: Library | None = None
        while (job := self._next()) is not None:
            if isinstance(job, _Save):
                self._unsaved[job.scenario_id] = job.scenario.name
            try:
                if store is None:
                    store = self._open()
                notice = self._carry_out(store, job)
            except VecinosError as error:
                notice = _Failed(error, job.task if isinstance(job, _Work) else None)
            except Exception as error:
                # Nothing may end the lane: what is saved next must still be saved.
                _log.exception("work on the library ended unexpectedly")
                unexpected = UnexpectedError(kind=type(error).__name__)
                notice = _Failed(unexpected, job.task if isinstance(job, _Work) else None)
            self._notice(notice)
        if store is not None:
            store.close()

    def _open(self) -> "Library":
        from db import GoneLibraryError, Library, LibraryNotFoundError

        try:
            store = Library.open(self._location, create=self._create)
        except LibraryNotFoundError as error:
            raise GoneLibraryError(**error.fields) from error
        self._notices.append(_Opened(store.read_only_reason))
        return store

    def _carry_out(self, store: "Library", job: _Save | _Work) -> _Notice:
        if isinstance(job, _Work):
            if job.needs in self._unsaved:
                raise DeskNotSavedError(name=self._unsaved[job.needs])
            return _Done(job.task, job.work(store))
        store.scenarios.save(job.scenario_id, job.scenario, job.trail)
        self._unsaved.pop(job.scenario_id, None)
        return _Saved(job.revision)

    def _next(self) -> _Save | _Work | None:
        with self._state:
            self._busy = False
            self._state.notify_all()
            self._state.wait_for(lambda: bool(self._jobs) or self._closing)
            if not self._jobs:
                return None
            self._busy = True
            return self._jobs.popleft()

    def _notice(self, notice: _Notice) -> None:
        self._notices.append(notice)
        self._noticed.emit()

    @Slot()
    def _tell(self) -> None:
        while self._notices:
            match self._notices.popleft():
                case _Opened(reason):
                    self.opened.emit(reason)
                case _Saved(revision):
                    self.saved.emit(revision)
                case _Done(task, result):
                    task.done.emit(result)
                    task.deleteLater()
                case _Failed(error, task):
                    if task is None:
                        self.failed.emit(error)
                    else:
                        task.failed.emit(error)
                        task.deleteLater()
