"""An open library: its engine, its lock, and whether it may be written."""

import errno
from dataclasses import dataclass
from pathlib import Path

import filelock
import sqlalchemy as sa

from db.errors import (
    DamagedLibraryError,
    DiskFullError,
    EmptyLibraryError,
    LibraryError,
    LibraryNotFoundError,
    LockedLibraryError,
    MissingLibraryError,
    NewerLibraryError,
    NotALibraryError,
    NotCreatedError,
    OlderReadOnlyLibraryError,
    ReadOnlyLibraryError,
    ServerEncodingError,
    ServerForeignError,
    ServerReadOnlyError,
    ServerRightsError,
    ServerTableError,
    SpoiledLibraryError,
    UnreadableLibraryError,
    WriteFailedError,
)
from db.file import backups, integrity, upgrade
from db.file.connection import file_engine, reported, server_engine
from db.file.files import make_folder
from db.file.location import Location, default_location
from db.file.rows import Base

_FULL = {errno.ENOSPC, errno.EDQUOT}
_NEVER_MADE_TWICE = 0x56656369
"""Key of the server's lock under which tables are made or migrated."""


@dataclass(frozen=True)
class LibraryHandle:
    """Hold what an open library needs to be used and closed."""

    location: Location
    engine: sa.Engine
    refusal: LibraryError | None
    """Why it cannot be written, or None when it can."""
    lock: filelock.BaseFileLock | None
    kept: Path | None
    """The older file kept beside it, when opening upgraded it."""

    def close(self) -> None:
        """Close every connection and let go of the lock; closing twice does nothing."""
        self.engine.dispose()
        if self.lock is not None:
            self.lock.release()


def open_library(location: Location, *, create: bool, read_only: bool) -> LibraryHandle:
    """Open a library, making or upgrading it where that is allowed; see `Library.open`."""
    if location.server is not None:
        return _open_server(location, location.server, create=create, read_only=read_only)
    if location.file is None:
        raise AssertionError("a location is a file or a server")
    try:
        return _open_file(location, location.file, create=create, read_only=read_only)
    except (DamagedLibraryError, EmptyLibraryError, NotALibraryError) as error:
        found = backups.newest_sound(location.file)
        if found is None:
            raise
        raise SpoiledLibraryError(path=location.shown, backup=str(found)) from error


def _open_file(location: Location, path: Path, *, create: bool, read_only: bool) -> LibraryHandle:
    if _exists(path):
        _judge_format(path)
    elif read_only:
        raise LibraryNotFoundError(path=location.shown)
    else:
        lost = backups.newest_sound(path)
        if lost is not None:
            # An empty one in its place would hide that a year of work is gone.
            raise MissingLibraryError(path=location.shown, backup=str(lost))
        if not create:
            raise LibraryNotFoundError(path=location.shown)
        _make_folder(path)
    refusal: LibraryError | None = ReadOnlyLibraryError(path=location.shown)
    lock = None
    if not read_only:
        lock, refusal = _take_lock(path)
    try:
        kept = _bring_up_to_date(location, path, refusal)
        engine = file_engine(path, "rw" if refusal is None else "ro")
        with reported(location), engine.begin() as connection:
            integrity.check(connection, location.shown, upgrade.FORMAT)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return LibraryHandle(location, engine, refusal, lock, kept)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise UnreadableLibraryError(path=str(path)) from error


def _judge_format(path: Path) -> int:
    found = integrity.read_header(path).format
    if found > upgrade.FORMAT:
        raise NewerLibraryError(path=str(path), library_format=found, program_format=upgrade.FORMAT)
    return found


def _make_folder(path: Path) -> None:
    """Make the folder of the default library only; elsewhere a missing folder is a slip."""
    try:
        if path == default_location().resolve():
            make_folder(path.parent)
        elif not path.parent.is_dir():
            raise NotCreatedError(path=str(path), folder=str(path.parent))
    except OSError as error:
        raise _not_made(error, path) from error


def _not_made(error: OSError, path: Path) -> LibraryError:
    if error.errno in _FULL:
        return DiskFullError(path=str(path))
    return NotCreatedError(path=str(path), folder=str(path.parent))


def _take_lock(path: Path) -> tuple[filelock.BaseFileLock | None, LibraryError | None]:
    """Take the lock of a library, or say why it can only be read.

    The system frees the lock of a program that died; the lock file itself stays, since
    deleting it would let two programs lock two different files of the same name.
    """
    lock = filelock.FileLock(path.with_name(f".{path.name}.lock"), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout:
        return None, LockedLibraryError(path=str(path))
    except (OSError, NotImplementedError) as error:
        full = isinstance(error, OSError) and error.errno in _FULL
        return None, (DiskFullError if full else ReadOnlyLibraryError)(path=str(path))
    if path.exists() and not _is_writable(path):
        lock.release()
        return None, ReadOnlyLibraryError(path=str(path))
    return lock, None


def _is_writable(path: Path) -> bool:
    try:
        path.open("rb+").close()
    except OSError:
        return False
    return True


def _bring_up_to_date(location: Location, path: Path, refusal: LibraryError | None) -> Path | None:
    """Make the library if it is missing, upgrade it if it is older; return the file kept."""
    try:
        with reported(location):
            if not path.exists():
                if refusal is not None:
                    raise _made_by_nobody(refusal, path)
                upgrade.create(path)
            found = _judge_format(path)
            if found == upgrade.FORMAT:
                return None
            if refusal is not None:
                raise OlderReadOnlyLibraryError(
                    path=str(path), library_format=found, program_format=upgrade.FORMAT
                )
            return upgrade.upgrade(path, found)
    except OSError as error:
        if not path.exists():
            raise _not_made(error, path) from error
        kind = DiskFullError if error.errno in _FULL else WriteFailedError
        raise kind(path=str(path)) from error


def _made_by_nobody(refusal: LibraryError, path: Path) -> LibraryError:
    if isinstance(refusal, ReadOnlyLibraryError):
        return NotCreatedError(path=str(path), folder=str(path.parent))
    return refusal


def _open_server(
    location: Location, url: sa.URL, *, create: bool, read_only: bool
) -> LibraryHandle:
    engine = server_engine(url, location.shown)
    refusal: LibraryError | None = ServerReadOnlyError(path=location.shown) if read_only else None
    try:
        with reported(location), engine.begin() as connection:
            _bring_server_up_to_date(connection, location, create=create, read_only=read_only)
            refusal = refusal or _refused(connection, location)
    except BaseException:
        engine.dispose()
        raise
    return LibraryHandle(location, engine, refusal, None, None)


def _refused(connection: sa.Connection, location: Location) -> LibraryError | None:
    """Say why nothing could be written into a library on a server, if nothing could."""
    if connection.dialect.name != "postgresql":
        return None
    if connection.scalar(sa.text("SHOW transaction_read_only")) == "on":
        return ServerReadOnlyError(path=location.shown)
    # Of a list of rights, has_table_privilege() is content with any one.
    rights = [
        sa.func.has_table_privilege(table, right)
        for table in Base.metadata.tables
        for right in ("INSERT", "UPDATE", "DELETE")
    ]
    if not all(connection.execute(sa.select(*rights)).one()):
        return ServerRightsError(path=location.shown)
    return None


def _bring_server_up_to_date(
    connection: sa.Connection, location: Location, *, create: bool, read_only: bool
) -> None:
    """Make or migrate the tables in one transaction, one program at a time."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_NEVER_MADE_TWICE)))
    tables = set(sa.inspect(connection).get_table_names())
    if integrity.VERSION_TABLE not in tables:
        if tables & set(Base.metadata.tables):
            raise ServerForeignError(path=location.shown)
        if read_only or not create:
            raise LibraryNotFoundError(path=location.shown)
        if connection.dialect.name == "postgresql":
            encoding = connection.scalar(sa.text("SHOW server_encoding"))
            # What has none, SQL_ASCII, keeps the bytes of UTF-8 as they come.
            if encoding not in ("UTF8", "SQL_ASCII"):
                raise ServerEncodingError(path=location.shown)
        upgrade.create_in(connection)
        return
    revision = integrity.stored_revision(connection)
    if revision is None or not (revision.isascii() and revision.isdecimal()):
        raise ServerForeignError(path=location.shown)
    found = int(revision)
    versions = {"library_format": found, "program_format": upgrade.FORMAT}
    if found > upgrade.FORMAT:
        raise NewerLibraryError(path=location.shown, **versions)
    if found < upgrade.FORMAT:
        if read_only:
            raise OlderReadOnlyLibraryError(path=location.shown, **versions)
        upgrade.bring_up_to_date(connection)
    elif not tables.issuperset(Base.metadata.tables):
        raise ServerTableError(path=location.shown)
