"""Put a file in its place whole, or not at all."""

import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from db import (
    ACCESS_DENIED,
    LOCK_VIOLATION,
    NAME_TOO_LONG,
    PATH_NOT_FOUND,
    SHARING_VIOLATION,
    neighbour,
    windows_error,
    written_beside,
)
from desktop.domain.errors import ArgumentError, VecinosError
from desktop.reports.interrupt import unfinished

PAPER_SUFFIXES = (".docx", ".pdf", ".html")
REPORT_SUFFIXES = (".docx", ".pdf", ".html", ".pptx")
TABLE_SUFFIXES = (".csv", ".xlsx")
PICTURE_SUFFIXES = (".png",)
MODEL_SUFFIXES = (".xmile",)

_STREAM = re.compile(r"/dev/(std(out|err)|fd/[0-9]+)|/proc/[^/]+/fd/[0-9]+")
_MOST_LINKS = 40
_REASONS = {
    errno.ENOENT: "reason.no_folder",
    errno.ENOTDIR: "reason.no_folder",
    errno.EISDIR: "reason.is_folder",
    errno.EACCES: "reason.not_permitted",
    errno.EPERM: "reason.not_permitted",
    errno.EROFS: "reason.not_permitted",
    errno.ENOSPC: "reason.disk_full",
    errno.EDQUOT: "reason.disk_full",
    errno.EFBIG: "reason.disk_full",
    errno.ENAMETOOLONG: "reason.name_too_long",
}

_LONGEST_OF_WINDOWS = 259
"""Characters of a path, where long paths are not switched on."""


class UnwritableOutputError(VecinosError):
    """Fields: path, reason (message id `reason.<id>`). Nothing was left behind."""

    code = "unwritable_output"


class UnwritableStandardOutputError(VecinosError):
    """Fields: reason (message id `reason.<id>`)."""

    code = "unwritable_standard_output"


class UnknownFormatError(ArgumentError):
    """Fields: path, choices. The end of the file's name does not say what to write."""

    code = "unknown_format"


def check_suffix(path: Path, suffixes: tuple[str, ...]) -> None:
    """Raise UnknownFormatError unless the end of the name is one of these, in any case."""
    if path.suffix.lower() not in suffixes:
        raise UnknownFormatError(path=path, choices=suffixes)


def check_free(path: Path) -> None:
    """Raise UnwritableOutputError where something stands already."""
    try:
        taken = path.exists()
    except OSError as failure:
        raise UnwritableOutputError(path=path, reason=why_unwritable(failure)) from failure
    if taken:
        raise UnwritableOutputError(path=path, reason="reason.exists")


def why_unwritable(failure: OSError) -> str:
    """Return the message id that says why something could not be written."""
    windows = windows_error(failure)
    if windows in (SHARING_VIOLATION, LOCK_VIOLATION):
        return "reason.open_elsewhere"
    # Windows says of a path that is too long that there is no such folder, and `open` says there
    # only that something is not there.
    longest = max(len(str(name or "")) for name in (failure.filename, failure.filename2))
    missing = windows == PATH_NOT_FOUND or (os.name == "nt" and failure.errno == errno.ENOENT)
    if windows == NAME_TOO_LONG or (missing and longest >= _LONGEST_OF_WINDOWS):
        return "reason.path_too_long"
    if windows == ACCESS_DENIED and failure.filename2 is not None:
        # The neighbour could be written: it is the old file that may not go.
        return "reason.open_elsewhere"
    return _REASONS.get(failure.errno or 0, "reason.cannot_write")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary neighbour to write to; it takes the place of `path` at the end.

    Until then a file that stood at `path` stays as it was, and for good if anything fails. The
    neighbour keeps the suffix, by which writers choose their format. What is no file, such as
    /dev/stdout or a pipe, or a link to it, is written into and stays what it is. Raise
    UnwritableOutputError for what the file system refuses.
    """
    try:
        if _is_written_into(path):
            with _written_at_the_end(path) as temporary:
                yield temporary
            return
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
            raise UnwritableOutputError(path=path, reason="reason.read_only")
        temporary = neighbour(target)
        with unfinished(temporary), written_beside(target, temporary):
            temporary.touch(exist_ok=False)
            yield temporary
    except OSError as failure:
        raise UnwritableOutputError(path=path, reason=why_unwritable(failure)) from failure


def _is_written_into(path: Path) -> bool:
    """Say whether a path leads to something that no file may take the place of."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return True
    # The standard output of a shell may be a file by now, and others write to it as well.
    place = Path(os.path.abspath(path))  # noqa: PTH100 - resolving would lose the name
    for _ in range(_MOST_LINKS):
        if _STREAM.fullmatch(str(place)):
            return True
        if not place.is_symlink():
            return False
        place = place.parent / place.readlink()
    return False


@contextmanager
def _written_at_the_end(path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="vecinos-") as folder:
        temporary = Path(folder) / f"out{path.suffix}"
        with unfinished(temporary):
            temporary.touch()
            yield temporary
            with temporary.open("rb") as written, path.open("ab") as stream:
                shutil.copyfileobj(written, stream)


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Put several files in their places once all of them are wholly written, or none.

    Raise UnwritableOutputError for the first that the file system refuses.
    """
    with ExitStack() as places:
        for path, content in contents.items():
            temporary = places.enter_context(whole_file(path))
            with temporary.open("wb") as stream:
                stream.write(content)
                stream.flush()
                # A full disk may show only here; at the end it would be too late for the others.
                os.fsync(stream.fileno())
