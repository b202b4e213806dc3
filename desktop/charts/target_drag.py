"""Dragging a chart's target lines with the mouse."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.charts.fan_chart import FanChart
from desktop.domain.scenario import TargetLine


class TargetDrag(QObject):
    """Let target lines be dragged up and down; a press that does not move stays a click.

    While one is dragged only the picture follows, on an axis that keeps still; `moved` tells of
    the end.
    """

    moved = Signal(TargetLine, TargetLine)
    """A line, and the one that shall take its place."""

    def __init__(self, chart: FanChart) -> None:
        super().__init__(chart)
        self._chart = chart
        self._pressed: tuple[TargetLine, QPointF] | None = None
        self._before: tuple[TargetLine, ...] = ()
        self._now: TargetLine | None = None
        chart.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse while it has hold of a line, and leave all else to the chart."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._now is not None and self._escaped(event)
        if not isinstance(event, QMouseEvent):
            return False
        place = event.position() - QPointF(self._chart.plot.pos())
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                held = self._chart.targets.at(place)
                self._pressed = None if held is None else (held, place)
                return False
            case QEvent.Type.MouseMove if self._pressed is not None:
                return self._follow(place)
            case QEvent.Type.MouseButtonRelease:
                return self._let_go()
        return False

    def _follow(self, place: QPointF) -> bool:
        assert self._pressed is not None
        held, start = self._pressed
        if self._now is None:
            if abs(place.y() - start.y()) < QApplication.startDragDistance():
                return False
            self._before = self._chart.targets.targets
        self._now = replace(held, value=self._chart.targets.value_at(place.y()))
        shown = tuple(self._now if one is held else one for one in self._before)
        self._chart.set_targets(shown, fit=False)
        return True

    def _let_go(self) -> bool:
        pressed, now = self._pressed, self._now
        self._pressed = self._now = None
        if pressed is None or now is None:
            return False
        self._chart.set_targets(self._before)
        self.moved.emit(pressed[0], now)
        return True

    def _escaped(self, event: QKeyEvent) -> bool:
        """Put a line back where it was when Escape is pressed in a drag."""
        if event.key() != Qt.Key.Key_Escape:
            return False
        self._pressed = self._now = None
        self._chart.set_targets(self._before)
        return True
