"""Scenarios, exercises, or a play, in a file to hand on."""

from contextlib import suppress
from pathlib import Path

from db import PACK_SUFFIX
from desktop.reports.output import UnwritableOutputError, check_suffix, whole_file

_DATABASE = b"SQLite format 3\0"


def check_pack_file(path: Path) -> None:
    """Raise UnknownFormatError or UnwritableOutputError where no pack is to be written.

    An older pack is replaced, a library never: the first ones had the suffix that packs have now.
    """
    check_suffix(path, (PACK_SUFFIX,))
    with suppress(OSError):
        # Whoever opens a pipe waits for its other end.
        if path.is_file():
            with path.open("rb") as found:
                if found.read(len(_DATABASE)) == _DATABASE:
                    raise UnwritableOutputError(path=path, reason="reason.is_library")


def write_pack(pack: bytes, path: Path) -> None:
    """Write a pack, whole or not at all."""
    check_pack_file(path)
    with whole_file(path) as temporary:
        temporary.write_bytes(pack)
