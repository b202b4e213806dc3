"""Forget in a library, in its backups, and in the older files that upgrades kept beside it."""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import (
    DiskFullError,
    ForgettingUnfinishedError,
    LibraryError,
    NewerLibraryError,
    NoForgettingOnServerError,
    WriteFailedError,
)
from db.file import backups, integrity
from db.file.connection import BUSY_SECONDS, file_engine, reported
from db.file.files import clear, discard, journal, written_beside
from db.file.location import locate, sqlite_uri
from db.file.rows import FORMAT
from db.file.upgrade import copy
from db.forgetting import exercises, plays, reports
from db.forgetting.scenarios import forget_notes
from db.forgetting.wish import Forgotten, Wish
from db.library import Library

_SPACE = 2
"""Times its own size: so much room SQLite may need to write a file anew."""
_EXERCISES, _PLAYS, _REPORTS = 7, 8, 10
"""The first formats that have them; the tables are the same since."""
_PART = ".forgetting"
_OVERWRITTEN = "PRAGMA secure_delete = ON"
"""Some builds of SQLite leave what was deleted where it was until its place is needed."""


@dataclass(frozen=True, slots=True)
class ForgottenIn:
    """Say what was forgotten in one file."""

    path: Path
    counts: Mapping[Forgotten, int]
    failure: LibraryError | None = None
    """Why the file stands as it was."""


def forget(location: str | Path, *, names: bool, notes: bool) -> tuple[ForgottenIn, ...]:
    """Forget in every file beside a library that holds an earlier state of it, then in itself.

    The library comes last: until then it knows every name, so that what was cut short is finished
    by calling again. A backup that cannot be written stays as it was and says why.

    Raises NoForgettingOnServerError, the LibraryError that says why the library cannot be opened or
    written, with nothing changed in it, or ForgettingUnfinishedError where its free pages may still
    hold what was forgotten.
    """
    place = locate(location)
    path = place.file
    if path is None:
        raise NoForgettingOnServerError(path=place.shown)
    with Library.open(path, create=False) as library:
        library.try_writing()
        _check_space(path)
        _clear_leftovers(path)
        found = [one.path.resolve() for one in backups.backups(path)]
        wish = Wish(names=names, notes=notes)
        if names:
            wish = wish.knowing(name for each in (path, *found) for name in _people_in(each))
        told = [_forget_beside(each, wish) for each in found]
        counts = _forget_in(path, wish, FORMAT)
        try:
            _write_anew(path)
        except sqlite3.Error as error:
            raise ForgettingUnfinishedError(path=str(path)) from error
        return (*told, ForgottenIn(path, counts))


def _check_space(path: Path) -> None:
    if shutil.disk_usage(path.parent).free < _SPACE * path.stat().st_size:
        raise DiskFullError(path=str(path))


def _clear_leftovers(path: Path) -> None:
    """Delete what a program that died has left half-made of this library; the lock is held."""
    for part in ("new", "upgrade", "kept"):
        clear(path.with_name(f".{path.name}.{part}"))
    place = backups.folder(path)
    if place.is_dir():
        clear(place / f".{path.name}.new")
        for left in place.glob(f".*{_PART}"):
            clear(left)


def _people_in(path: Path) -> set[str]:
    """Return the names of people that a file knows; none of one that cannot be read."""
    found = set[str]()
    try:
        number = integrity.read_header(path).format
        with _opened(path, "DEFERRED") as session:
            if number >= _EXERCISES:
                found |= exercises.people_in(session)
            if number >= _PLAYS:
                found |= plays.people_in(session)
    except LibraryError:
        # Whoever writes it says why.
        return found
    return found


def _forget_beside(path: Path, wish: Wish) -> ForgottenIn:
    """Forget in a copy that then takes the place of a backup, which is whole whatever fails."""
    try:
        number = integrity.read_header(path).format
        if number > FORMAT:
            raise NewerLibraryError(path=str(path), library_format=number, program_format=FORMAT)
        made = path.stat()
        new = path.with_name(f".{path.name}{_PART}")
        with reported(locate(path)), written_beside(path, new) as new:
            copy(path, new)
            counts = _forget_in(new, wish, number)
            _write_anew(new)
            # A kept file is as old as its last change.
            os.utime(new, ns=(made.st_atime_ns, made.st_mtime_ns))
        discard(journal(path))
    except LibraryError as error:
        # The copy, which is gone, is nothing to tell people about.
        told = type(error)(**error.fields | {"path": str(path)})
        told.__cause__ = error
        return ForgottenIn(path, {}, told)
    except OSError as error:
        failure = WriteFailedError(path=str(path))
        failure.__cause__ = error
        return ForgottenIn(path, {}, failure)
    return ForgottenIn(path, counts)


def _forget_in(path: Path, wish: Wish, number: int) -> Counter[Forgotten]:
    """Forget in one file, in one transaction, and count what was forgotten."""
    with _opened(path, "IMMEDIATE") as session:
        found = forget_notes(session, wish, number)
        if wish.names and number >= _EXERCISES:
            found += exercises.forget_people(session)
        if number >= _PLAYS:
            found += plays.forget_in_plays(session, wish)
        if number >= _REPORTS:
            found += reports.forget_in_reports(session, wish)
        return +found


@contextmanager
def _opened(path: Path, transaction: str) -> Iterator[Session]:
    """Open the one transaction of a file; what is deleted in it is overwritten."""
    engine = file_engine(path, "rw")

    def overwrite(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(_OVERWRITTEN)

    sa.event.listen(engine, "connect", overwrite)
    bound = engine.execution_options(transaction=transaction)
    try:
        with reported(locate(path)), Session(bound) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def _write_anew(path: Path) -> None:
    """Have SQLite write a file anew: free pages, and the free parts of others, are not copied."""
    uri = sqlite_uri(path, "rw")
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        connection.execute(_OVERWRITTEN)
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("VACUUM")
