"""Ctrl+C: a command ends with 130 at once, without a word, and leaves nothing half-made behind.

Where a command works, the interruption is raised, so that whatever is open is closed. Where Qt has
a part in it nothing can be raised through: there the process ends on the spot.
"""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db import discard

INTERRUPTED = 130
"""Exit code of whatever was interrupted."""

_unfinished: set[Path] = set()
_asked = threading.Event()


@contextmanager
def unfinished(path: Path) -> Iterator[None]:
    """Delete a file or folder when this is over, also if the process is interrupted meanwhile."""
    _unfinished.add(path)
    try:
        yield
    finally:
        _drop(path)
        _unfinished.discard(path)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C raise KeyboardInterrupt once, and end the process the second time."""
    _asked.clear()
    before, hook = signal.getsignal(signal.SIGINT), sys.unraisablehook

    def swallowed(found: "sys.UnraisableHookArgs") -> None:
        if issubclass(found.exc_type, KeyboardInterrupt):
            leave()
        hook(found)

    # Whoever is started with Ctrl+C ignored, as in the background of a shell, goes on ignoring it.
    if before is signal.SIG_IGN or not handle(_raise):
        yield
        return
    sys.unraisablehook = swallowed
    try:
        yield
    finally:
        tidy()
        sys.unraisablehook = hook
        signal.signal(signal.SIGINT, before)


def was_interrupted() -> bool:
    """Say whether Ctrl+C came, for what was raised may be something that was made of it."""
    return _asked.is_set()


def leave_at_once() -> None:
    """Let Ctrl+C end the process on the spot from now on: nothing of it can be lost."""
    if signal.getsignal(signal.SIGINT) is _raise:
        handle(leave)


def handle(act: Callable[..., object]) -> bool:
    """Have Ctrl+C do this; return False on a thread that may not choose."""
    if threading.current_thread() is not threading.main_thread():
        return False
    signal.signal(signal.SIGINT, act)
    return True


def leave(*_: object) -> None:
    """End the process as an interrupted one."""
    tidy()
    os._exit(INTERRUPTED)


def tidy() -> None:
    """Delete what is half-made."""
    for path in tuple(_unfinished):
        _drop(path)


def _drop(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        discard(path)


def _raise(*_: object) -> None:
    if _asked.is_set():
        leave()
    _asked.set()
    raise KeyboardInterrupt
