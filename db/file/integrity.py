"""Judge whether a file is a library, of which format, and whole."""

import sqlite3
import struct
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from db import cells
from db.errors import (
    DamagedLibraryError,
    EmptyLibraryError,
    FolderLibraryError,
    ForeignDatabaseError,
    LibraryIsPackError,
    LibraryNotFoundError,
    NotALibraryError,
    ObstructedLibraryError,
    UnreadableLibraryError,
)
from db.file import rows
from db.file.files import journal, obstacle

APPLICATION_ID = 0x56656369
"""`Veci` in ASCII; SQLite keeps it in the file's header."""
VERSION_TABLE = "library_format"
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_ZIP = b"PK\x03\x04"
PACK_SUFFIX = ".vecinos"
_TABLES = ", ".join(f"'{table}'" for table in (*rows.Base.metadata.tables, VERSION_TABLE))
_PLANTED = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger'"  # noqa: S608 - names of our own tables
    f" OR name IN ({_TABLES}) AND (type <> 'table' OR rootpage = 0)"
)
"""What would act by itself, and what only looks like a table: a view, or a virtual one."""


@dataclass(frozen=True, slots=True)
class Header:
    """Hold what the first hundred bytes of a library say."""

    format: int


def read_header(path: Path) -> Header:
    """Read the header without a database connection, so that nothing at all is touched.

    Raises the error that says why this is not a library this program could open; whether
    the format is too new is for the caller to judge.
    """
    shown = str(path)
    try:
        if path.is_dir():
            raise FolderLibraryError(path=shown)
        if path.exists() and not path.is_file():
            raise NotALibraryError(path=shown)
        in_the_way = obstacle(path)
        if in_the_way is not None:
            # Were it a pipe, SQLite would wait for whoever writes to it.
            raise ObstructedLibraryError(path=shown, obstacle=in_the_way)
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LibraryNotFoundError(path=shown) from error
    except OSError as error:
        raise UnreadableLibraryError(path=shown) from error
    if not head:
        raise EmptyLibraryError(path=shown)
    if head.startswith(_ZIP) and path.suffix == PACK_SUFFIX:
        raise LibraryIsPackError(path=shown)
    if not head.startswith(_MAGIC[: len(head)]):
        raise NotALibraryError(path=shown)
    if len(head) < _HEADER_BYTES:
        raise DamagedLibraryError(path=shown)
    return _judge(path, head, size)


def _judge(path: Path, head: bytes, size: int) -> Header:
    (page_size,) = struct.unpack_from(">H", head, 16)
    changes, pages = struct.unpack_from(">II", head, 24)
    (format_number,) = struct.unpack_from(">I", head, 60)
    application, valid_for = struct.unpack(">I20xI", head[68:96])
    if application != APPLICATION_ID:
        raise ForeignDatabaseError(path=str(path))
    # Beside a journal the size is for SQLite to judge: it may first take back half a save.
    whole = size >= pages * (65536 if page_size == 1 else page_size)
    if valid_for == changes and not whole and not journal(path).exists():
        raise DamagedLibraryError(path=str(path))
    if format_number == 0:
        raise DamagedLibraryError(path=str(path))
    return Header(format_number)


def check(connection: sa.Connection, shown: str, format_number: int) -> None:
    """Raise DamagedLibraryError unless pages, indexes, keys, cells and format of a file agree."""
    found = [f"{row[0]} in the schema" for row in connection.exec_driver_sql(_PLANTED)]
    found = found or [
        str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")
    ]
    if found == ["ok"]:
        found = [str(tuple(row)) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    if not found:
        revision = stored_revision(connection)
        if revision != revision_id(format_number):
            found = [f"revision {revision!r} in a file of format {format_number}"]
        elif format_number == rows.FORMAT:
            found = [f"cells of {row[0]}" for row in connection.exec_driver_sql(cells.unfit())]
    if found:
        error = DamagedLibraryError(path=shown)
        for line in found:
            error.add_note(line)
        raise error


def check_pages(connection: sqlite3.Connection, shown: str, format_number: int) -> None:
    """Raise DamagedLibraryError unless pages, indexes and keys of a file of any format agree."""
    try:
        sound = connection.execute(_PLANTED).fetchone() is None
        sound = sound and connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        sound = sound and connection.execute("PRAGMA foreign_key_check").fetchone() is None
        if sound and format_number == rows.FORMAT:
            sound = connection.execute(cells.unfit()).fetchone() is None
    except sqlite3.Error as error:
        raise DamagedLibraryError(path=shown) from error
    if not sound:
        raise DamagedLibraryError(path=shown)


def stored_revision(connection: sa.Connection) -> str | None:
    """Return the migration that the tables say was run last."""
    versions = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
    return connection.scalar(sa.select(versions.c.version_num))


def revision_id(format_number: int) -> str:
    """Return the migration that makes this format."""
    return f"{format_number:04d}"
