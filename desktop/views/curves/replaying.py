"""The last change once more: the charts move from the curves before it to those after."""

from PySide6.QtCore import QObject, QTimer

from desktop.session.room.last_change import Replay
from desktop.ui.motion import STILL_MS, TRAVEL_MS, eased, motion_time
from desktop.views.curves.chart_grid import ChartGrid


class Replaying(QObject):
    """Move the charts in place of one grid; drawing them anew ends it."""

    def __init__(self, grid: ChartGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._replay: Replay | None = None
        self._motion = eased(grid)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.valueChanged.connect(self._move)
        self._motion.finished.connect(self._arrive)
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._arrive)

    def begin(self, replay: Replay) -> None:
        """Show the curves before, and let them become those after, which stand at the end."""
        self.stop()
        self._replay = replay
        # At rest: the axis is that of the picture before, as it was when a hand moved the lever.
        self._show(0.0, moving=False)
        duration = motion_time(self._grid, TRAVEL_MS)
        if duration:
            self._motion.setDuration(duration)
            self._motion.start()
        else:
            self._still.start()

    def stop(self) -> None:
        """Leave the charts to what is drawn next."""
        self._replay = None
        self._motion.stop()
        self._still.stop()

    def _move(self, share: object) -> None:
        assert isinstance(share, float)
        if share < 1.0:
            self._show(share, moving=True)

    def _arrive(self) -> None:
        self._show(1.0, moving=False)
        self._replay = None

    def _show(self, share: float, *, moving: bool) -> None:
        if self._replay is not None:
            before, after = self._replay.before, self._replay.after.bands
            self._grid.draw_between(before, after, share, moving=moving)
