"""Write a file beside its place and put it there finished, on every system.

On Windows a file that somebody has open can be neither replaced nor deleted; virus scanners and
cloud clients open what was just written, for some hundred milliseconds.
"""

import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PATIENCE = 1.0
"""Seconds to wait for another program to let go of a file."""
_PAUSE = 0.05
ACCESS_DENIED = 5
SHARING_VIOLATION = 32
LOCK_VIOLATION = 33
PATH_NOT_FOUND = 3
NAME_TOO_LONG = 206
_HELD = {ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION}


def windows_error(failure: OSError) -> int | None:
    """Return Windows' own number of a failure; `errno` has fewer of them. None elsewhere."""
    return getattr(failure, "winerror", None)


def open_to_read(path: Path) -> BinaryIO:
    """Open a file; raise OSError for what is none, such as a pipe, which would wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return path.open("rb")


def neighbour(path: Path) -> Path:
    """Return a name beside a path that nobody has; it keeps the suffix, which says the format."""
    return path.with_name(f".vecinos-{secrets.token_hex(6)}{path.suffix}")


@contextmanager
def written_beside(path: Path, new: Path | None = None) -> Iterator[Path]:
    """Give a file to write to; in one step that survives a power cut it takes the place of `path`.

    Until then a file that stands at `path` stays as it is, and for good if anything fails; its
    permissions go on. The file to write to is `new`, of which what a dead program left goes first,
    or else a `neighbour`. Raise OSError where it cannot take its place.
    """
    new = neighbour(path) if new is None else new
    clear(new)
    try:
        yield new
        if path.exists():
            _permit(new, path.stat().st_mode & 0o777)
        put_in_place(new, path)
    except BaseException:
        with suppress(OSError):
            clear(new)
        raise


def _permit(new: Path, mode: int) -> None:
    # Some file systems refuse to change what needs no change.
    if new.stat().st_mode & 0o777 != mode:
        new.chmod(mode)


def put_in_place(new: Path, path: Path) -> None:
    """Move a finished file over a path in one step that survives a power cut.

    Raise OSError where it cannot be moved; `new` is the caller's to discard.
    """
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    _patiently(lambda: new.replace(path))
    _flush(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder, and those that hold it, where they are missing; they survive a power cut.

    What is flushed into a folder whose own name is not flushed can be lost with it.
    """
    missing = [each for each in (path, *path.parents) if not each.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for each in missing:
        _flush(each.parent)


def _flush(folder: Path) -> None:
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def journal(path: Path) -> Path:
    """Return where SQLite notes what an unfinished change has to be taken back to."""
    return path.with_name(f"{path.name}-journal")


def obstacle(path: Path) -> Path | None:
    """Return what stands, without being a file, where SQLite keeps one beside a library."""
    beside = (path.with_name(f"{path.name}-{part}") for part in ("journal", "wal", "shm"))
    return next((each for each in beside if os.path.lexists(each) and not each.is_file()), None)


def clear(path: Path) -> None:
    """Delete what a dead program left of a file that was to be made, a library or another one."""
    discard(path)
    discard(journal(path))


def discard(path: Path) -> None:
    """Delete a file if it is there."""
    _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(act: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            act()
        except OSError as failure:
            if windows_error(failure) not in _HELD or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
        else:
            return
