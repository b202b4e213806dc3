"""Reading a chart month by month: the cross-hair, the pointer and the keys."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.backdrop import Backdrop
from desktop.charts.chart_card import IndicatorChart
from desktop.charts.fan import Fan
from desktop.charts.measures import DESK, Measures
from desktop.charts.plot_view import CrossHair
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator
from desktop.domain.outcome import SUMMARY_YEARS
from desktop.engine.results.projection import MEDIAN
from desktop.language.language import Language

USUAL_MONTH = Month(SUMMARY_YEARS[0], 12)
"""What is read where nobody reads another month: headlines speak of it, arrow keys start there."""


class MonthlyChart(IndicatorChart):
    """Read all lines in one month, chosen by pointer, by key or from elsewhere.

    Who builds on it makes `_backdrop`, `_fan`, `_first` and `_last`.
    """

    cross_hair_moved = Signal(Month)
    """A month read by pointer or key, or None when the pointer leaves."""
    hold_asked = Signal(Month)
    """A month of the plot was clicked: hold the cross-hair there or let go; None lets go."""
    head_pressed = Signal()
    """Title or headline was pressed: somebody wants to know more."""

    _backdrop: Backdrop
    _fan: Fan
    _first: Month
    _last: Month

    def __init__(
        self,
        indicator: Indicator,
        clock: Clock,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        measures: Measures = DESK,
    ) -> None:
        super().__init__(indicator, language, tokens, parent, measures=measures)
        self._clock = clock
        self._years = np.array([clock.month(step).year_fraction for step in range(clock.steps + 1)])
        self._seen_until: Month | None = None
        self._month: Month | None = None
        self._held = False
        self._reading = False
        self._spoken = ""

    @property
    def month(self) -> Month | None:
        """Return the month the cross-hair reads; None also where it lies after what is seen."""
        return None if self._month is None or not self._sees(self._month) else self._month

    def set_cross_hair(self, month: Month | None) -> None:
        """Read all lines in one month, or in none; tells nobody."""
        if month != self._month:
            self._month = month
            self._retranslate()
            self._place_cross_hair()

    def set_held(self, held: bool) -> None:
        """Keep the cross-hair where it is, or let the pointer move it again."""
        if held != self._held:
            self._held = held
            self._place_cross_hair()

    def _sees(self, month: Month) -> bool:
        return self._seen_until is None or month <= self._seen_until

    def _retranslate(self) -> None:
        """Word what is read."""
        raise NotImplementedError

    def _notify(self) -> None:
        """Tell a screen reader what the chart says, where that is not what it said before."""
        name = self.spoken_name()
        if name != self._spoken:
            self._spoken = name
            if QAccessible.isActive():
                event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
                QAccessible.updateAccessibility(event)

    @property
    def _seen_step(self) -> int | None:
        return None if self._seen_until is None else self._clock.step(self._seen_until)

    def _seen(self, series: Series | None) -> Series | None:
        """Return what is seen of a series; without a limit all of it."""
        if series is None or self._seen_until is None:
            return series
        return series.until(self._seen_until)

    def _place_cross_hair(self) -> None:
        month = self.month
        if month is None:
            self._plot.set_cross_hair(None)
            return
        frame = self._backdrop.frame
        step = self._clock.step(month)
        heights = [
            frame.y(float(bands[MEDIAN, step])) if bands is not None and step >= 0 else None
            for bands in (self._fan.baseline, self._fan.policy)
        ]
        tagged = self._reading or self._held or self.hasFocus()
        tag = self._language.date(month) if tagged else ""
        x = frame.x(month.year_fraction)
        self._plot.set_cross_hair(CrossHair(x, heights[0], heights[1], tag, self._held))

    # Pointer and keys

    def _on_head(self, at: QPointF) -> bool:
        return at.y() < self._measures.head_height

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a press on title or headline."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position() - QPointF(self._plot.pos())
        if self._on_head(event.position()):
            self.head_pressed.emit()
        elif self._reads(at):
            self.hold_asked.emit(self._month_at(at))

    def _reads(self, at: QPointF) -> bool:
        """Say whether a place of the plot stands for a month."""
        frame = self._backdrop.frame
        above, below = frame.measures.marks_height, frame.measures.years_height
        return frame.plot.adjusted(-4, -above, 4, below).contains(at)

    def _month_at(self, at: QPointF) -> Month:
        """Return the month of a place of the plot, none after what is seen."""
        month = self._backdrop.frame.month(at.x())
        return month if self._seen_until is None else min(month, self._seen_until)

    def _read(self, month: Month | None) -> None:
        if month != self._month:
            self.set_cross_hair(month)
            self.cross_hair_moved.emit(month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the month under the pointer."""
        at = event.position() - QPointF(self._plot.pos())
        shape = Qt.CursorShape.ArrowCursor
        if self._on_head(event.position()):
            shape = Qt.CursorShape.PointingHandCursor
        elif self._backdrop.target_lines.at(at) is not None:
            shape = Qt.CursorShape.SizeVerCursor
        self.setCursor(shape)
        if self._held:
            return
        if self._reads(at):
            self._reading = True
            self._read(self._month_at(at))
        elif self._reading:
            self._stop_reading()

    def leaveEvent(self, event: QEvent) -> None:
        """Read no month any more."""
        super().leaveEvent(event)
        if self._reading:
            self._stop_reading()

    def _stop_reading(self) -> None:
        self._reading = False
        if not self._held:
            self._read(None)
        self._place_cross_hair()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the month read: arrows by one, with Shift by twelve, Home and End to the ends.

        Enter holds the cross-hair or lets it go; Escape lets it go and takes it away.
        """
        latest = self._last if self._seen_until is None else min(self._last, self._seen_until)
        stride = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        current = self._month or USUAL_MONTH
        if not self._sees(current):
            current = latest
        targets = {
            Qt.Key.Key_Left: current.plus(-stride),
            Qt.Key.Key_Right: current.plus(stride),
            Qt.Key.Key_Home: self._clock.vantage,
            Qt.Key.Key_End: self._clock.horizon,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is not None:
            self._read(min(max(target, self._first), latest))
            self._notify()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hold_asked.emit(current)
        elif event.key() == Qt.Key.Key_Escape and self._month is not None:
            self.hold_asked.emit(None)
            self._read(None)
        else:
            super().keyPressEvent(event)

    def _focus_changed(self) -> None:
        super()._focus_changed()
        self._place_cross_hair()
