"""How SQLite is told which file to open, and what its failures mean."""

import sqlite3
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
import sqlalchemy as sa

from db.errors import BusyLibraryError, DamagedLibraryError, UnreadableLibraryError
from db.file.connection import file_engine, is_of_the_disk, reported
from db.file.location import locate, sqlite_uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath("//servidor/taller/ñ 1.x"), "file:////servidor/taller/%C3%B1%201.x"),
        (PureWindowsPath("C:/a/b.x"), "file:///C:/a/b.x"),
        (PurePosixPath("/a/b?.x"), "file:///a/b%3F.x"),
    ],
)
def test_that_a_library_on_a_network_share_has_an_address_that_sqlite_opens(
    path: PurePath, uri: str
) -> None:
    assert sqlite_uri(path, "rw") == f"{uri}?mode=rw"


def test_that_an_address_with_four_slashes_is_one_that_sqlite_opens(tmp_path: Path) -> None:
    path = tmp_path / "a"
    sqlite3.connect(path).close()
    sqlite3.connect(f"file:///{path}?mode=ro", uri=True).close()
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority"):
        sqlite3.connect("file://servidor/a?mode=ro", uri=True)


def test_that_an_unspecific_failure_of_sqlite_is_never_told_as_damage(tmp_path: Path) -> None:
    place = locate(tmp_path / "a")
    with pytest.raises(UnreadableLibraryError), reported(place):
        sqlite3.connect("file://servidor/a?mode=ro", uri=True)
    connection = sqlite3.connect(":memory:")
    with pytest.raises(DamagedLibraryError), reported(place):
        connection.execute("SELECT * FROM scenario")
    connection.close()


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_BUSY_SNAPSHOT,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_LOCKED_SHAREDCACHE,
        sqlite3.SQLITE_PROTOCOL,
    ],
)
def test_that_a_lock_of_somebody_else_is_never_told_as_damage(code: int, tmp_path: Path) -> None:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = code
    with pytest.raises(BusyLibraryError), reported(locate(tmp_path / "a")):
        raise error
    assert is_of_the_disk(error)


def test_that_the_removal_of_the_journal_is_flushed_too(tmp_path: Path) -> None:
    with file_engine(tmp_path / "a", "rwc").connect() as connection:
        extra = 3
        assert connection.scalar(sa.text("PRAGMA synchronous")) == extra
        assert connection.scalar(sa.text("PRAGMA fullfsync")) == 1
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "delete"
