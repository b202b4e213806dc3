"""What commands write: to standard output what was asked for, to standard error one sentence."""

import contextlib
import errno
import os
import sys
import traceback

from desktop.reports.cells import visible
from desktop.reports.output import UnwritableStandardOutputError, why_unwritable


class ReaderGoneError(Exception):
    """Mark that whoever read standard output has had enough; nothing to complain of."""


def write_out(content: str | bytes) -> None:
    """Write to standard output: UTF-8 and bare line feeds, whatever the system prefers."""
    stream = sys.stdout
    if stream is None:
        raise UnwritableStandardOutputError(reason="reason.closed")
    try:
        stream.flush()
        stream.buffer.write(content.encode() if isinstance(content, str) else content)
        stream.buffer.flush()
    except OSError as failure:
        # What is left in the buffer would fail once more when Python ends, and say so.
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 — no path, a device
            os.dup2(nowhere.fileno(), stream.fileno())
        # What is EPIPE elsewhere is EINVAL on Windows.
        if failure.errno in (errno.EPIPE, errno.EINVAL):
            raise ReaderGoneError from failure
        raise UnwritableStandardOutputError(reason=why_unwritable(failure)) from failure


def say(*sentences: str) -> None:
    """Write sentences to standard output at once, each on a line of its own."""
    write_out("".join(f"{visible(sentence)}\n" for sentence in sentences))


def complain(sentence: str, cause: BaseException | None = None) -> None:
    """Write a sentence to standard error, behind the traceback of its cause if one is given."""
    # What was typed is quoted: it may not break the sentence, nor speak to the terminal.
    with contextlib.suppress(OSError):
        if cause is not None:
            traceback.print_exception(cause, file=sys.stderr)
        print(visible(sentence), file=sys.stderr)
