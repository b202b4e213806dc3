"""Connections to a library, and what their failures mean.

An SQLite file is opened for each transaction and closed after it: a file that was deleted or
replaced meanwhile is noticed instead of being written to unseen, and a folder that holds a
closed library can be unplugged. Journal mode, flushing and foreign keys are set on every
connection, since only the first of them is remembered by the file.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from db.errors import (
    BusyLibraryError,
    DamagedLibraryError,
    DiskFullError,
    DriverMissingError,
    LibraryError,
    LocationError,
    NeedsRecoveryError,
    ObstructedLibraryError,
    ReadOnlyLibraryError,
    ServerEncodingError,
    ServerOptionError,
    ServerReadOnlyError,
    ServerRightsError,
    ServerTableError,
    ServerUnreachableError,
    UnreadableLibraryError,
    VanishedLibraryError,
    WriteFailedError,
)
from db.file.files import journal, obstacle
from db.file.location import Location, sqlite_uri

BUSY_SECONDS = 5.0
"""How long a transaction waits for another program to let go of the file."""
Mode = Literal["ro", "rw", "rwc"]
_PRIMARY_CODE = 0xFF
_INTERRUPTED = {sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
"""Somebody else has the file, or SQLite gave up asking for it: it says nothing of what is in it."""
_DISK = _BUSY | {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}
_OF_THE_SCHEMA = ("no such table", "no such column")
_SERVER: dict[str, type[LibraryError]] = {
    "25006": ServerReadOnlyError,
    "42501": ServerRightsError,
    "22021": ServerEncodingError,
    "22P05": ServerEncodingError,
    "40001": BusyLibraryError,
    "40P01": BusyLibraryError,
    "55P03": BusyLibraryError,
    "53100": DiskFullError,
    "57014": ServerUnreachableError,
}
"""SQLSTATE -> what it means to people."""
_READ_FAILED = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
_NOT_USABLE = {
    DamagedLibraryError,
    ReadOnlyLibraryError,
    UnreadableLibraryError,
    WriteFailedError,
}
"""What SQLite's failures look like where something is in its way."""


def file_engine(path: Path, mode: Mode, *, foreign_keys: bool = True) -> sa.Engine:
    """Return an engine for an SQLite file.

    A transaction begins with BEGIN, or with BEGIN IMMEDIATE where the execution option
    `transaction` says IMMEDIATE. The driver's own transactions are switched off: they leave
    schema changes outside. Foreign keys can only be switched outside a transaction, hence here.
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            sqlite_uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS
        )
        try:
            if mode != "ro":
                connection.execute("PRAGMA journal_mode = DELETE")
            # FULL does not flush the removal of the journal: after a power cut it would be there
            # again and take the save back. macOS flushes the drive's own cache only when asked to.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA fullfsync = ON")
            connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=NullPool)

    def begin(connection: sa.Connection) -> None:
        kind = connection.get_execution_options().get("transaction", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")

    sa.event.listen(engine, "begin", begin)
    return engine


def server_engine(url: sa.URL, shown: str) -> sa.Engine:
    """Return an engine for a database server; nothing is connected yet."""
    try:
        engine = sa.create_engine(url, pool_pre_ping=True)
        if engine.dialect.is_async:
            raise LocationError(path=shown)
        if engine.dialect.driver == "psycopg":
            from db.postgresql import prepare

            prepare(engine, url, shown)
    except sa.exc.NoSuchModuleError as error:
        raise LocationError(path=shown) from error
    except ImportError as error:
        raise DriverMissingError(path=shown, driver=error.name or url.drivername) from error
    except sa.exc.ArgumentError as error:
        raise ServerOptionError(path=shown) from error
    return engine


def is_of_the_disk(error: Exception) -> bool:
    """Say whether the disk, and not the statement, is why a database failed."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY_CODE in _DISK


@contextmanager
def reported(location: Location) -> Iterator[None]:
    """Turn failures of the database into the errors that can be told to people."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        told = _explain(error, location)
        if told is None:
            raise
        raise told from error
    except UnicodeDecodeError as error:
        # SQLite's own message quotes a schema that is no text any more.
        raise DamagedLibraryError(path=location.shown) from error


def _explain(error: Exception, location: Location) -> LibraryError | None:
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(error, sa.exc.IntegrityError):
        # Who writes knows what was to be unique.
        return None
    if location.file is None:
        return _of_the_server(error, getattr(cause, "sqlstate", None))(path=location.shown)
    if not isinstance(cause, sqlite3.Error) or isinstance(cause, sqlite3.IntegrityError):
        return None
    kind, in_the_way = _kind(cause, location.file), obstacle(location.file)
    if in_the_way is not None and kind in _NOT_USABLE:
        return ObstructedLibraryError(path=location.shown, obstacle=in_the_way)
    return kind(path=location.shown)


def _of_the_server(error: Exception, state: str | None) -> type[LibraryError]:
    if state in _SERVER:
        return _SERVER[state]
    if isinstance(error, sa.exc.ProgrammingError | sa.exc.DataError):
        # Without a state it is the driver that refuses, before anything is connected.
        return ServerTableError if state else ServerOptionError
    return ServerUnreachableError


def _interrupted(file: Path) -> bool:
    """Say whether a save was cut off that this user may not take back."""
    left = journal(file)
    may = os.access(left, os.R_OK | os.W_OK)
    return left.is_file() and left.stat().st_size > 0 and not may


def _kind(cause: sqlite3.Error, file: Path) -> type[LibraryError]:
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    primary = code & _PRIMARY_CODE
    absent = primary in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR} and not file.exists()
    if absent or code == sqlite3.SQLITE_READONLY_DBMOVED:
        return VanishedLibraryError
    if code in _INTERRUPTED:
        return NeedsRecoveryError
    if primary == sqlite3.SQLITE_IOERR:
        return DamagedLibraryError if code in _READ_FAILED else WriteFailedError
    if primary in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} and _interrupted(file):
        return NeedsRecoveryError
    if primary == sqlite3.SQLITE_CANTOPEN:
        return ReadOnlyLibraryError if os.access(file, os.R_OK) else UnreadableLibraryError
    if primary in _BUSY:
        return BusyLibraryError
    kinds: dict[int, type[LibraryError]] = {
        sqlite3.SQLITE_READONLY: ReadOnlyLibraryError,
        sqlite3.SQLITE_FULL: DiskFullError,
        sqlite3.SQLITE_PERM: UnreadableLibraryError,
    }
    if code == sqlite3.SQLITE_ERROR and not str(cause).startswith(_OF_THE_SCHEMA):
        # SQLite's way to say that it does not know why: nothing of it tells of damage.
        return UnreadableLibraryError
    # What remains is a text that is no UTF-8, a missing table, a malformed page.
    return kinds.get(primary, DamagedLibraryError)
