"""What a case of bad input holds, and what brings the program into trouble."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CAPABILITIES_VERSION = 0x20080522
OVERRIDE, READ_SEARCH = 1, 2
"""What lets the super-user ignore permissions; without it his are like anybody's."""


LONG_NAME = "n" * 300 + ".csv"


@contextlib.contextmanager
def permissions_that_bite() -> Iterator[None]:
    """Take this thread's power to ignore permissions, if it has it."""
    library = ctypes.CDLL(None)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert library.capget(header, sets) == 0
    effective = sets[0]
    sets[0] = effective & ~(1 << OVERRIDE | 1 << READ_SEARCH)
    assert library.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = effective
        assert library.capset(header, sets) == 0


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond four kilobytes; Python ignores the signal that goes with it."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A module imported meanwhile would leave half a file of byte code, which nobody can read again.
    writes_none, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = writes_none


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond a hundred bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


POSIX_ONLY: Mapping[Callable[[], contextlib.AbstractContextManager[None]], str] = {
    permissions_that_bite: "permissions for the group and all others",
    full_disk: "a limit on the size of files",
    no_room: "a limit on the size of files",
}
"""The troubles that only a POSIX system can be brought into, and what each needs of it."""


def replaced(old: str, new: str) -> Callable[[Path], None]:
    """Return what puts other words into a file, once."""

    def spoil(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def cut(path: Path) -> None:
    """Keep the first half of a file."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def aged(path: Path) -> None:
    """Make a file ten minutes older than the text beside it."""
    made = path.with_suffix(".po").stat().st_mtime - 600
    os.utime(path, (made, made))


@dataclass(frozen=True)
class Bad:
    """Hold one case.

    In sentences `{here}` is the folder it is tried in, `{resources}` the folder of the program's
    files, `{code}` the language and `{long}` LONG_NAME.
    """

    name: str
    command: tuple[str, ...]
    code: int
    en: str
    es: str
    spoilt: tuple[str, Callable[[Path], object]] | None = None
    """A file of the resources, and what is done to it."""
    trouble: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext


def project(*words: str) -> tuple[str, ...]:
    """Return a projection, quick if it were made, over a file that stands there already."""
    return ("project", "--members", "0", "--out", "old.csv", *words)


def writing(path: str) -> tuple[str, ...]:
    """Return a sound projection to somewhere."""
    return ("project", "--members", "0", "--out", path)


def exporting(path: str, *words: str) -> tuple[str, ...]:
    """Return an export of the model to somewhere."""
    return ("export-model", path, *words)
