"""Collects reference cycles on the widgets' thread, and only between two events."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 1000
"""How often what was made lately is searched: about a millisecond of work."""
WHOLE = 10
"""Every so many searches, everything made since the start is searched, once nothing moves."""
LATEST = 60
"""After so many searches, that is done even if something moves."""


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
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._search)
        self._was_enabled = gc.isenabled()
        gc.disable()

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
        if self._searches < (LATEST if self._moving() else WHOLE):
            gc.collect(1)
            return
        self._searches = 0
        gc.collect()
        if self._first:
            gc.freeze()
        self._first = False
