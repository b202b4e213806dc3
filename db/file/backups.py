"""Copies of a library beside it, made by SQLite itself; the ten newest stay.

They lie in a folder named after the library, each a library of its own that can be opened. What
an upgrade keeps of the older format is listed with them and never deleted.
"""

import errno
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.errors import BackupNotFoundError, DamagedLibraryError, LibraryError
from db.file import integrity
from db.file.files import make_folder, written_beside
from db.file.location import sqlite_uri
from db.file.upgrade import copy, kept_of_upgrades

MOST = 10
EVERY = timedelta(days=1)
"""At most one is made in this time, so that ten of them reach back ten days of work."""
_STAMP = "%Y-%m-%dT%H-%M-%S"
_STAMPED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}(-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Backup:
    """Describe one backup."""

    number: int
    """1 is the newest."""
    path: Path
    made_at: datetime
    """In UTC; of an older file that an upgrade kept, when it was last written."""
    bytes: int
    format: int | None
    """Format of the library; None where the file is none any more."""
    before_upgrade: bool


def folder(library: Path) -> Path:
    """Return where the backups of a library lie."""
    return library.with_name(f"{library.stem}.backups")


def backups(library: Path) -> tuple[Backup, ...]:
    """List the backups of a library, newest first; the library itself may be gone.

    One that bears a time still to come was made under a wrong clock: it stands behind all others.
    """
    now = datetime.now(UTC)
    found = [(path, False) for path in _made(library)]
    found += [(path, True) for path in kept_of_upgrades(library)]
    described = [
        Backup(0, path, _made_at(path), path.stat().st_size, _format(path), before)
        for path, before in found
    ]
    described.sort(key=lambda one: (one.made_at <= now, one.made_at, _age(one.path)), reverse=True)
    return tuple(
        Backup(number, one.path, one.made_at, one.bytes, one.format, one.before_upgrade)
        for number, one in enumerate(described, start=1)
    )


def newest_sound(library: Path) -> Path | None:
    """Return the newest backup that can be opened, None where there is none."""
    try:
        found = backups(library)
    except OSError:
        # The drive that holds them is gone too.
        return None
    for backup in found:
        try:
            # Before SQLite, which would wait for whoever writes to a pipe of that name.
            header = integrity.read_header(backup.path)
            with closing(sqlite3.connect(sqlite_uri(backup.path, "ro"), uri=True)) as connection:
                integrity.check_pages(connection, str(backup.path), header.format)
        except (LibraryError, sqlite3.Error):
            continue
        return backup.path
    return None


def is_due(library: Path, now: datetime) -> bool:
    """Say whether the newest backup is old enough, and older than the library.

    One that bears a time still to come was made under a wrong clock and does not count.
    """
    made = [stamp for stamp in map(_made_at, _made(library)) if stamp <= now]
    if not made:
        return True
    changed = datetime.fromtimestamp(library.stat().st_mtime, UTC)
    return changed > made[-1] and now >= made[-1] + EVERY


def make(library: Path, now: datetime) -> Path:
    """Copy the library as it stands and delete what is more than ten; the caller may write it."""
    place = folder(library)
    # Where the library is gone with all that held it, none of it is made again.
    library.stat()
    make_folder(place)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    made = place / f"{stamp}{library.suffix}"
    number = 1
    while made.exists():
        number += 1
        made = place / f"{stamp}-{number}{library.suffix}"
    with written_beside(made, place / f".{library.name}.new") as partial:
        copy(library, partial)
    # If it is the present clock that is wrong, those of times still to come are the good ones.
    for old in [path for path in _made(library) if _made_at(path) <= now][:-MOST]:
        old.unlink()
    return made


def restore(library: Path, number: int, out: Path) -> Backup:
    """Write a backup to a file, checked; the library is left alone.

    The caller sees to it that `out` appears whole. Raises the error that says what is wrong
    with the backup if it is not a sound library, OSError if `out` cannot be written.
    """
    chosen = next((one for one in backups(library) if one.number == number), None)
    if chosen is None:
        raise BackupNotFoundError(path=str(library), number=number)
    header = integrity.read_header(chosen.path)
    try:
        copy(chosen.path, out, mode="ro")
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedLibraryError(path=str(chosen.path)) from error
    with closing(sqlite3.connect(sqlite_uri(out, "ro"), uri=True)) as connection:
        integrity.check_pages(connection, str(chosen.path), header.format)
    return chosen


def _made(library: Path) -> list[Path]:
    place = folder(library)
    if not place.is_dir():
        return []
    found = (path for path in place.iterdir() if path.suffix == library.suffix)
    # A link that leads nowhere is no backup either.
    return sorted((path for path in found if _stamp(path) and path.exists()), key=_age)


def _age(path: Path) -> tuple[str, int]:
    """Return what orders backups: two of one second are told apart by a number."""
    stamp, number = path.stem[:19], path.stem[20:]
    return stamp, int(number) if number.isdecimal() else 1


def _stamp(path: Path) -> datetime | None:
    """Return when a backup was made by its name; None where that is not the name of one."""
    if not _STAMPED.fullmatch(path.stem):
        return None
    try:
        return datetime.strptime(path.stem[:19], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _made_at(path: Path) -> datetime:
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return _stamp(path) or written


def _format(path: Path) -> int | None:
    try:
        return integrity.read_header(path).format
    except LibraryError:
        return None
