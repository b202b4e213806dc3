"""Writes a play's record to the library, entry by entry; what cannot be written waits."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.store_lane import StoreLane
from desktop.domain.errors import VecinosError
from desktop.domain.play.entries import Pulse, Recorded

if TYPE_CHECKING:
    from db import Library

AGAIN_MS = 5000
"""Until what could not be written is tried again by itself."""


class RecordWriter(QObject):
    """Keep entries in their order; an entry is safe once it is on the disk, as `stored` tells.

    After a failure nothing later is written before what failed: the record has no gaps.
    """

    stored = Signal()
    """What is on the disk, or waits for it, is another."""
    failed = Signal(VecinosError)
    """An entry could not be written; it waits, and is tried again."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.saved_at: datetime | None = None
        """When the last entry reached the disk, in UTC."""
        self.error: VecinosError | None = None
        """Why the oldest entry that waits could not be written."""
        self._now = now
        self._lane: StoreLane | None = None
        self._play = 0
        self._waiting: deque[Recorded] = deque()
        self._writing = self._beating = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.retry)

    @property
    def unsaved(self) -> int:
        """Return how many entries are not on the disk yet."""
        return len(self._waiting)

    def write_to(self, lane: StoreLane | None, play: int) -> None:
        """Write to a play of the library from now on; without a lane, to none.

        What still waits for the one before is written to it.
        """
        self._hand_over()
        self._lane, self._play = lane, play
        self._waiting.clear()
        self._writing = False
        self.saved_at, self.error = None, None
        self._again.stop()

    def _hand_over(self) -> None:
        lane, play = self._lane, self._play
        waiting = tuple(self._waiting)[1 if self._writing else 0 :]
        if lane is None or not waiting:
            return

        def work(store: "Library") -> None:
            for one in waiting:
                store.plays.append(play, one)

        lane.submit(work).then(self, lambda _: None, self.failed.emit)

    def append(self, recorded: Recorded) -> None:
        """Write one more entry after those that wait."""
        self._waiting.append(recorded)
        self._write()
        self.stored.emit()

    def retry(self) -> None:
        """Try again now to write what waits."""
        if self.error is not None:
            self.error = None
            self._write()
            self.stored.emit()

    def beat(self, pulse: Pulse) -> None:
        """Keep where the countdown stands, unless the one before is still being written."""
        if self._beating or self._lane is None or self.error is not None:
            return
        play = self._play

        def work(store: "Library") -> None:
            store.plays.beat(play, pulse)

        self._beating = True
        self._lane.submit(work).at_end(self._end_beat)

    def _end_beat(self) -> None:
        self._beating = False

    def _write(self) -> None:
        if self._writing or self.error is not None or not self._waiting or self._lane is None:
            return
        lane, play, first = self._lane, self._play, self._waiting[0]

        def work(store: "Library") -> None:
            store.plays.append(play, first)

        def written(_: None) -> None:
            if (lane, play) != (self._lane, self._play):
                return
            self._writing = False
            self._waiting.popleft()
            self.saved_at = self._now()
            self._write()
            self.stored.emit()

        def refused(error: VecinosError) -> None:
            if (lane, play) != (self._lane, self._play):
                return
            self._writing = False
            self.error = error
            self._again.start()
            self.stored.emit()
            self.failed.emit(error)

        self._writing = True
        lane.submit(work).then(self, written, refused)
