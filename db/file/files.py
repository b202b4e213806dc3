"""Put a finished file in its place, on every system.

On Windows a file that somebody has open can be neither replaced nor deleted; virus scanners and
cloud clients open what was just written, for some hundred milliseconds.
"""

import errno
import os
import stat
import time
from collections.abc import Callable
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
