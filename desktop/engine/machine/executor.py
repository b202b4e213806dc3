"""Chooses what runs programs: the compiled library where there is one, NumPy otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from desktop.engine.machine import numpy_executor
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.feed import Array, Feed
from desktop.engine.machine.native import Library, NoCompiledEngineError

_set_aside: list[bool] = []


@cache
def _loaded() -> Library | NoCompiledEngineError:
    try:
        return Library()
    except NoCompiledEngineError as error:
        return error


def library() -> Library | None:
    """Return the compiled library; None where NumPy takes over."""
    found = _loaded()
    return found if isinstance(found, Library) and not _set_aside else None


def why_numpy() -> NoCompiledEngineError | None:
    """Return why NumPy takes over; None where it does not."""
    found = _loaded()
    return found if isinstance(found, NoCompiledEngineError) else None


@contextmanager
def library_set_aside() -> Iterator[None]:
    """Have NumPy run all programs for a while, whatever there is: to compare the two."""
    _set_aside.append(True)
    try:
        yield
    finally:
        _set_aside.pop()


def execute(code: Code, feed: Feed) -> tuple[Array, bool]:
    """Return the results, (TIME, RESULT, MEMBER), and whether all of them are finite."""
    compiled = library()
    return numpy_executor.execute(code, feed) if compiled is None else compiled.execute(code, feed)
