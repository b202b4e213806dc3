"""What lets go of memory: when reference cycles are collected, and where large arrays lie."""

import ctypes
import gc
import linecache
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000
"""How often what was made lately is searched: about a millisecond of work."""
WHOLE = 10
"""Every so many searches, everything made since the start is searched, once nothing moves, nor did
one search before: who has let a lever go may well take up the next."""
LATEST = 60
"""After so many searches, that is done even if something moves."""
LARGE = 1 << 20
"""Bytes from which a block of memory lies in pages of its own."""
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""What `mallopt` of glibc calls them."""


def keep_large_blocks_apart() -> None:
    """Have the pages of a large array go back to the system when nobody holds it any more.

    Left to itself glibc learns from the first run of the model to keep such blocks among the small
    ones, in a pool for each thread: sixty megabytes are then held for nobody. The small ones have
    one pool for all threads, which saves three more. Other systems' libraries do as they do.
    """
    mallopt = _of_glibc("mallopt")
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, LARGE)
        mallopt(_M_TRIM_THRESHOLD, 2 * LARGE)
        mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Give whole pages that lie empty among small blocks back to the system: half a millisecond.

    And the text of every module: PySide looks through what is imported, and Python keeps what was
    read, fifteen megabytes, in case it must be shown beside an error. It is read again then.
    """
    linecache.clearcache()
    malloc_trim = _of_glibc("malloc_trim")
    if malloc_trim is not None:
        malloc_trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


class GarbageCollector(QObject):
    """Collect in place of Python, which collects wherever it happens to be.

    Left to itself Python may find a dead widget on a worker's thread and end it there, where Qt
    forbids that; and it may search all objects in the middle of a drag, which takes three frames.
    From the making of this object until `close`, nothing is collected but by its timer, once
    `begin` was called. What stands at its first search is left out of all later ones.
    """

    def __init__(self) -> None:
        super().__init__()
        self._moving: Callable[[], bool] = bool
        self._searches = 0
        self._first = True
        self._moved = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._search)
        self._was_enabled = gc.isenabled()
        gc.disable()
        # What imports have left behind.
        give_back()

    def begin(self, moving: Callable[[], bool]) -> None:
        """Search from now on; `moving` says when a pause would be seen."""
        self._moving = moving
        self._searches = WHOLE
        self._timer.start()

    def close(self) -> None:
        """Leave collecting as it was before."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _search(self) -> None:
        self._searches += 1
        moving = self._moving()
        rests, self._moved = not (moving or self._moved), moving
        if self._searches < (WHOLE if rests else LATEST):
            gc.collect(1)
            return
        self._searches = 0
        gc.collect()
        give_back()
        if self._first:
            gc.freeze()
        self._first = False
