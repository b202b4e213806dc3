"""Chooses what runs programs: the compiled library where there is one, NumPy otherwise."""

import logging
from functools import cache

from desktop.engine.machine import numpy_executor
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.feed import Array, Feed
from desktop.engine.machine.native import Library

_log = logging.getLogger(__name__)


@cache
def library() -> Library | None:
    """Return the compiled library; None where there is none that fits, which the log explains."""
    try:
        return Library()
    except OSError as error:
        _log.warning("the compiled engine cannot be used, NumPy takes over", exc_info=error)
        return None


def execute(code: Code, feed: Feed) -> tuple[Array, bool]:
    """Return the results, (TIME, RESULT, MEMBER), and whether all of them are finite."""
    compiled = library()
    return numpy_executor.execute(code, feed) if compiled is None else compiled.execute(code, feed)
