"""A library of scenarios, exercises, plays and reports: one SQLite file, or one on a server."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from db.errors import BackupFailedError, LibraryError, NoBackupsOfServerError
from db.exercises.repository import ExerciseRepository
from db.file import backups
from db.file.connection import reported
from db.file.location import locate
from db.file.opening import LibraryHandle, open_library
from db.file.transactions import Transactions
from db.file.upgrade import copy
from db.observations.repository import ObservationRepository
from db.pins.repository import PinRepository
from db.plays.repository import PlayRepository
from db.reports.repository import ReportRepository
from db.scenarios.repository import ScenarioRepository
from db.scenarios.run_repository import RunRepository
from db.scenarios.version_repository import VersionRepository


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Library:
    """Hold the parts of one library, and what belongs to it as a file.

    Domain records go in and come out; every change is one transaction that is on the disk when
    the method returns. Every method raises a LibraryError if the library cannot be read or
    written, and then nothing of the change is in it. A library is used by one thread at a time.
    """

    def __init__(self, handle: LibraryHandle, now: Callable[[], datetime] = _utc_now) -> None:
        self._handle = handle
        self._now = now
        transactions = Transactions(handle, now)
        self._transactions = transactions
        self.scenarios = ScenarioRepository(transactions)
        self.versions = VersionRepository(transactions)
        self.runs = RunRepository(transactions)
        self.observations = ObservationRepository(transactions)
        self.exercises = ExerciseRepository(transactions)
        self.plays = PlayRepository(transactions)
        self.pins = PinRepository(transactions)
        self.reports = ReportRepository(transactions)

    @classmethod
    def open(
        cls, location: str | Path, *, create: bool = True, read_only: bool = False
    ) -> "Library":
        """Open a file or an SQLAlchemy URL; make a missing library, upgrade an older one.

        With `create=False` a missing one is an error. With `read_only=True` no lock is taken
        and nothing is made or upgraded. Raises the LibraryError that says why it cannot be opened;
        the file is then as it was.
        """
        handle = open_library(locate(location), create=create, read_only=read_only)
        try:
            return cls(handle)
        except BaseException:
            handle.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def shown(self) -> str:
        """Return the path or address of the library, for people; never with a password."""
        return self._handle.location.shown

    @property
    def read_only(self) -> bool:
        """Say whether every change would be refused."""
        return self._handle.refusal is not None

    @property
    def read_only_reason(self) -> LibraryError | None:
        """Return the error that every change raises, or None when the library can be written."""
        return self._handle.refusal

    @property
    def kept(self) -> Path | None:
        """Return the older file kept beside the library, if opening upgraded it."""
        return self._handle.kept

    def try_writing(self) -> None:
        """Raise the LibraryError that a change would raise now; nothing is changed."""
        self._transactions.try_writing()

    def close(self) -> None:
        """Let go of the library; closing twice does nothing."""
        self._handle.close()

    def back_up(self, *, always: bool = False) -> Path | None:
        """Make a backup if one is due, or in any case; return where it lies, None if none was made.

        A database on a server, and a library that can only be read, get none. Raises
        BackupFailedError if it cannot be written.
        """
        file, location = self._handle.location.file, self._handle.location
        if file is None or self.read_only or not (always or backups.is_due(file, self._now())):
            return None
        with reported(location):
            try:
                return backups.make(file, self._now())
            except OSError as error:
                raise BackupFailedError(path=location.shown) from error

    def copy_to(self, out: Path) -> None:
        """Write the library as it stands to a file; the caller sees that `out` appears whole.

        Raises NoBackupsOfServerError for a database on a server.
        """
        file, location = self._handle.location.file, self._handle.location
        if file is None:
            raise NoBackupsOfServerError(path=location.shown)
        with reported(location):
            copy(file, out, mode="ro")
