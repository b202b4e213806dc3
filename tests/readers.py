"""Whoever reads what a command writes, and may have had enough of it."""

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class _Gone(io.BytesIO):
    def write(self, content: object) -> int:
        # So Windows says it; elsewhere it is EPIPE.
        raise OSError(errno.EINVAL, "Invalid argument")


@contextmanager
def reader_gone(folder: Path) -> Iterator[None]:
    """Have standard output, in this process, lead to a pipe that nobody reads any more."""
    with (folder / "file").open("wb") as file, pytest.MonkeyPatch.context() as patched:
        gone = _Gone()
        gone.fileno = file.fileno  # type: ignore[method-assign] # a stream that has one
        through = io.TextIOWrapper(gone, encoding="utf-8", write_through=True)
        patched.setattr(sys, "stdout", through)
        yield
