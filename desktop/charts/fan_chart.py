"""One card with one fan: history, status quo, policy and its bands, readable month by month."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QToolTip, QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import FIRST_SHOWN, ValueAxis, value_axis
from desktop.charts.backdrop import Backdrop
from desktop.charts.fonts import SEMIBOLD, font
from desktop.charts.frame import (
    ENDS_WIDTH,
    MARKS_HEIGHT,
    VALUES_WIDTH,
    YEARS_HEIGHT,
    Frame,
)
from desktop.charts.headline import (
    Headline,
    Run,
    chart_sentence,
    end_label,
    measured_headline,
    projected_headline,
    start_note,
)
from desktop.charts.paint import scale_of
from desktop.charts.plot_view import CrossHair, EndLabel, PlotView
from desktop.charts.tokens import SIZE_AXIS, SIZE_CARD_TITLE, SIZE_HEADLINE, Tokens
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator, Vote
from desktop.engine.projection import Contrast
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

SMALLEST = QSize(300, 180)
USUAL_MONTH = Month(2030, 12)
"""Where the arrow keys start when no month is read."""

_LEFT, _TOP, _RIGHT, _BOTTOM = 12, 9, 12, 4
_TITLE_HEIGHT, _HEADLINE_HEIGHT = 18, 17
_BAR = QSize(4, 14)
_RADIUS = 8.0
_TITLE_AT = _LEFT + 12
_UNIT_GAP = 10.0
_LEAST_UNIT = 40.0
"""Pixels under which the unit words are left to the tooltip."""
_FLASH_MS = 300
_REST_MS = 120
_MEDIAN = 2


class FanChart(SpokenChart):
    """Show one indicator; everything comes in through the methods, nothing is computed here.

    While a lever moves (`show_policy(moving=True)`) the axis is frozen and lines are drawn fast;
    `settle` makes the picture exact again. The picture depends on nothing but what is shown, so
    undoing a change restores it.
    """

    cross_hair_moved = Signal(object)
    """A Month read by pointer or key, or None when the pointer leaves."""

    def __init__(
        self,
        indicator: Indicator,
        series: Series | None,
        clock: Clock,
        votes: tuple[Vote, ...],
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._indicator, self._series, self._clock, self._votes = indicator, series, clock, votes
        self._language, self._tokens = language, tokens
        steps = range(clock.steps + 1)
        self._years = np.array([clock.month(step).year_fraction for step in steps])
        self._baseline: FloatArray | None = None
        self._policy: FloatArray | None = None
        self._contrast: Contrast | None = None
        self._month: Month | None = None
        self._headline: Headline | None = None
        self._spoken = ""
        self._axis = self._wanted_axis()
        self._frozen = False
        self._chosen = False
        self._reading = False
        self._corner: QWidget | None = None
        self._card: QPixmap | None = None
        self._card_scale = 0.0
        self._plot = PlotView(self, self._years)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(_FLASH_MS)
        self._flash.timeout.connect(self._rebuild)
        self.setMinimumSize(SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._word()

    # What is shown

    @property
    def indicator(self) -> Indicator:
        """Return the indicator shown."""
        return self._indicator

    @property
    def axis(self) -> ValueAxis:
        """Return the value axis in force."""
        return self._axis

    @property
    def month(self) -> Month | None:
        """Return the month the cross-hair reads."""
        return self._month

    @property
    def plot(self) -> PlotView:
        """Return the plot inside the card."""
        return self._plot

    def show_baseline(self, bands: FloatArray) -> None:
        """Show the status quo: percentiles (5, TIME) in indicator units."""
        self._baseline = bands
        self._plot.set_baseline(bands[_MEDIAN])
        if not self._frozen:
            self._axis = self._wanted_axis()
        self._rebuild()

    def show_policy(self, bands: FloatArray, moving: bool) -> None:
        """Show the policy: percentiles (5, TIME); `moving` while a lever is held."""
        self._policy = bands
        self._plot.set_policy(bands, at_rest=not moving)
        if moving:
            self._frozen = True
            self._rest.start()
            self._place()
        else:
            self.settle()

    def settle(self) -> None:
        """Draw smooth and exact, and fit the axis; its labels flash if that changed it."""
        self._frozen = False
        self._come_to_rest()
        wanted = self._wanted_axis()
        if wanted != self._axis:
            self._axis = wanted
            if self.isVisible() and self._animated():
                self._flash.start()
            self._rebuild()
        else:
            self._place()
        self._tell()

    def set_headline(self, contrast: Contrast | None) -> None:
        """Word a projected month in the headline; None leaves it empty."""
        self._contrast = contrast
        self._word()

    def set_cross_hair(self, month: Month | None) -> None:
        """Read all lines in one month, or in none; tells nobody."""
        if month != self._month:
            self._month = month
            self._word()
            self._place_cross_hair()

    def set_look(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self._rebuild()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._word()
        self._rebuild()

    def set_chosen(self, chosen: bool) -> None:
        """Outline the card in ink: it is the one being explained."""
        self._chosen = chosen
        self._card = None
        self.update()

    def set_corner(self, widget: QWidget | None) -> None:
        """Put a small control (menu, picker) into the upper right corner."""
        self._corner = widget
        if widget is not None:
            widget.setParent(self)
            widget.show()
        self._lay_out()

    # Words

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        return chart_sentence(self._indicator, self._headline, self._language)

    def spoken_description(self) -> str:
        """Return what the bands hold, and the keys."""
        return self._language.text("chart.about")

    def _word(self) -> None:
        month, language = self._month, self._language
        if month is not None and month < self._clock.vantage:
            self._headline = measured_headline(month, self._series, self._indicator, language)
        elif self._contrast is not None:
            self._headline = projected_headline(
                self._contrast, self._indicator, self._clock, language
            )
        else:
            self._headline = None
        self.update(self._headline_area())

    def _tell(self) -> None:
        name = self.spoken_name()
        if name != self._spoken:
            self._spoken = name
            if QAccessible.isActive():
                event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
                QAccessible.updateAccessibility(event)

    # Geometry

    def sizeHint(self) -> QSize:
        """Return the size of one of six charts at the designed window size."""
        return QSize(376, 202)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the card out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        top = _TOP + _TITLE_HEIGHT + _HEADLINE_HEIGHT
        self._plot.setGeometry(
            _LEFT, top, self.width() - _LEFT - _RIGHT, self.height() - top - _BOTTOM
        )
        if self._corner is not None:
            size = self._corner.sizeHint()
            self._corner.setGeometry(QRect(QPoint(self.width() - 8 - size.width(), 5), size))
        self._rebuild()

    def _headline_area(self) -> QRect:
        return QRect(_LEFT, _TOP + _TITLE_HEIGHT, self.width() - _LEFT - _RIGHT, _HEADLINE_HEIGHT)

    def _title_right(self) -> float:
        if self._corner is None:
            return self.width() - _RIGHT
        return self._corner.geometry().left() - 4

    def _frame(self) -> Frame:
        axis, metrics = self._axis, QFontMetricsF(font(SIZE_AXIS))
        widest = max(
            metrics.horizontalAdvance(self._language.number(tick, axis.decimals))
            for tick in axis.ticks
        )
        left = max(VALUES_WIDTH, round(widest) + 8)
        ends = QFontMetricsF(font(SIZE_AXIS, SEMIBOLD))
        longest = max(
            ends.horizontalAdvance(end_label(message, value, self._indicator, self._language))
            for message in ("chart.line_baseline", "chart.line_policy")
            for value in (axis.low, axis.high)
        )
        right = max(ENDS_WIDTH, round(longest) + 8)
        size = self._plot.size()
        plot = QRectF(
            left,
            MARKS_HEIGHT,
            max(1, size.width() - left - right),
            max(1, size.height() - MARKS_HEIGHT - YEARS_HEIGHT),
        )
        first = FIRST_SHOWN.plus(-1).year_fraction
        return Frame(plot, first, self._clock.horizon.year_fraction, axis)

    def _wanted_axis(self) -> ValueAxis:
        shown = [part for part in (self._baseline, self._policy) if part is not None]
        if self._series is not None:
            shown.append(
                np.array(
                    [
                        value
                        for month, value in zip(
                            self._series.months, self._series.values, strict=True
                        )
                        if month >= FIRST_SHOWN
                    ]
                )
            )
        elif self._indicator.start_range is not None:
            shown.append(np.array(self._indicator.start_range))
        return value_axis(self._indicator, shown)

    def _start(self) -> float | None:
        return None if self._baseline is None else float(self._baseline[_MEDIAN, 0])

    def _rebuild(self) -> None:
        self._card = None
        backdrop = Backdrop(
            self._indicator,
            self._series,
            self._clock,
            self._votes,
            self._language,
            self._tokens,
            self._frame(),
            self._start(),
            self._flash.isActive(),
        )
        self._backdrop = backdrop
        self._plot.set_backdrop(backdrop, self._tokens.family(self._indicator.family))
        self._place()
        self.update()

    def _place(self) -> None:
        labels = []
        tokens, indicator, language = self._tokens, self._indicator, self._language
        if self._baseline is not None:
            value = float(self._baseline[_MEDIAN, -1])
            words = end_label("chart.line_baseline", value, indicator, language)
            labels.append(EndLabel(words, value, tokens.ink2, strong=False))
        if self._policy is not None:
            value = float(self._policy[_MEDIAN, -1])
            words = end_label("chart.line_policy", value, indicator, language)
            colour = tokens.family_text(indicator.family)
            labels.append(EndLabel(words, value, colour, strong=True))
        self._plot.set_labels(tuple(labels))
        self._place_cross_hair()

    def _place_cross_hair(self) -> None:
        month = self._month
        if month is None:
            self._plot.set_cross_hair(None)
            return
        frame = self._backdrop.frame
        step = self._clock.step(month)
        heights = [
            frame.y(float(bands[_MEDIAN, step])) if bands is not None and step >= 0 else None
            for bands in (self._baseline, self._policy)
        ]
        tag = self._language.date(month) if self._reading or self.hasFocus() else ""
        x = frame.x(month.year_fraction)
        self._plot.set_cross_hair(CrossHair(x, heights[0], heights[1], tag))

    def _come_to_rest(self) -> None:
        self._rest.stop()
        self._plot.set_at_rest(True)

    def _animated(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.style().styleHint(hint, None, self) > 0

    # Pointer and keys

    def _read(self, month: Month | None) -> None:
        if month != self._month:
            self.set_cross_hair(month)
            self.cross_hair_moved.emit(month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the month under the pointer."""
        at = event.position() - QPointF(self._plot.pos())
        plot = self._backdrop.frame.plot
        if plot.adjusted(-4, -MARKS_HEIGHT, 4, YEARS_HEIGHT).contains(at):
            self._reading = True
            self._read(self._backdrop.frame.month(at.x()))
        elif self._reading:
            self._stop_reading()

    def leaveEvent(self, event: QEvent) -> None:
        """Read no month any more."""
        super().leaveEvent(event)
        if self._reading:
            self._stop_reading()

    def _stop_reading(self) -> None:
        self._reading = False
        self._read(None)
        self._place_cross_hair()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the month read: arrows by one, with Shift by twelve, Home and End to the ends."""
        shown = (FIRST_SHOWN, self._clock.horizon)
        stride = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        current = self._month or USUAL_MONTH
        targets = {
            Qt.Key.Key_Left: current.plus(-stride),
            Qt.Key.Key_Right: current.plus(stride),
            Qt.Key.Key_Home: self._clock.vantage,
            Qt.Key.Key_End: self._clock.horizon,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is not None:
            self._read(min(max(target, shown[0]), shown[1]))
            self._tell()
        elif event.key() == Qt.Key.Key_Escape and self._month is not None:
            self._read(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._focus_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._focus_changed()

    def _focus_changed(self) -> None:
        self._card = None
        self._place_cross_hair()
        self.update()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the card, made once, and write the headline."""
        painter = QPainter(self)
        scale = scale_of(painter)
        if self._card is None or scale != self._card_scale:
            self._card, self._card_scale = self._painted_card(scale), scale
        painter.drawPixmap(QPointF(), self._card)
        if event.rect().intersects(self._headline_area()):
            self._write_headline(painter)
        painter.end()

    def _painted_card(self, scale: float) -> QPixmap:
        tokens = self._tokens
        card = QPixmap(self.size() * scale)
        card.setDevicePixelRatio(scale)
        card.fill(Qt.GlobalColor.transparent)
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline, width = tokens.line, 1.0
        if self._chosen:
            outline, width = tokens.ink, 1.5
        if self.hasFocus():
            outline, width = tokens.focus, 2.0
        painter.setPen(QPen(QColor(outline), width))
        painter.setBrush(QColor(tokens.surface))
        inset = width / 2
        edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(edge, _RADIUS, _RADIUS)
        bar = QRectF(QPointF(_LEFT, _TOP + (_TITLE_HEIGHT - _BAR.height()) / 2), _BAR)
        painter.fillRect(bar, QColor(tokens.family(self._indicator.family)))
        self._write_title(painter)
        painter.end()
        return card

    def _title_pieces(self) -> tuple[str, str]:
        """Return title and unit words as they fit; the unit gives way first."""
        room = self._title_right() - _TITLE_AT
        title = self._language.wording(self._indicator.name)
        unit = self._language.wording(self._indicator.unit_name)
        metrics = QFontMetricsF(font(SIZE_CARD_TITLE, SEMIBOLD))
        title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        left = room - metrics.horizontalAdvance(title) - _UNIT_GAP
        small = QFontMetricsF(font(SIZE_HEADLINE))
        if small.horizontalAdvance(unit) > left and left < _LEAST_UNIT:
            return title, ""
        return title, small.elidedText(unit, Qt.TextElideMode.ElideRight, left)

    def _write_title(self, painter: QPainter) -> None:
        title, unit = self._title_pieces()
        bold = font(SIZE_CARD_TITLE, SEMIBOLD)
        metrics = QFontMetricsF(bold)
        base = _TOP + _TITLE_HEIGHT / 2 + metrics.capHeight() / 2
        painter.setFont(bold)
        painter.setPen(QColor(self._tokens.ink))
        painter.drawText(QPointF(_TITLE_AT, base), title)
        painter.setFont(font(SIZE_HEADLINE))
        painter.setPen(QColor(self._tokens.ink3))
        at = _TITLE_AT + metrics.horizontalAdvance(title) + _UNIT_GAP
        painter.drawText(QPointF(at, base), unit)

    def headline_runs(self) -> tuple[Run, ...]:
        """Return the headline as it fits: whole, else short, else cut at the end."""
        if self._headline is None:
            return ()
        room = float(self._headline_area().width())
        for runs in (self._headline.full, self._headline.short):
            if self._width(runs) <= room:
                return runs
        kept: list[Run] = []
        for run in self._headline.short:
            metrics = self._metrics(run)
            width = metrics.horizontalAdvance(run.text)
            after = self._headline.short[len(kept) + 1 :]
            if width > room or (after and width + metrics.horizontalAdvance("…") > room):
                cut = metrics.elidedText(run.text + "…", Qt.TextElideMode.ElideRight, room)
                kept.append(replace(run, text=cut))
                break
            kept.append(run)
            room -= width
        return tuple(kept)

    def _metrics(self, run: Run) -> QFontMetricsF:
        return QFontMetricsF(font(SIZE_HEADLINE, SEMIBOLD) if run.strong else font(SIZE_HEADLINE))

    def _width(self, runs: tuple[Run, ...]) -> float:
        return sum(self._metrics(run).horizontalAdvance(run.text) for run in runs)

    def _write_headline(self, painter: QPainter) -> None:
        area = self._headline_area()
        at = QPointF(area.left(), area.center().y() + 5)
        for run in self.headline_runs():
            painter.setFont(font(SIZE_HEADLINE, SEMIBOLD) if run.strong else font(SIZE_HEADLINE))
            painter.setPen(QColor(self._tokens.ink if run.strong else self._tokens.ink2))
            painter.drawText(at, run.text)
            at.setX(at.x() + self._metrics(run).horizontalAdvance(run.text))

    # Tooltip

    def event(self, event: QEvent) -> bool:
        """Give what had to be cut as a tooltip over the head of the card."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.cut_words() if event.pos().y() < self._plot.y() else ""
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def cut_words(self) -> str:
        """Return in full what the card has no room for; empty when nothing is cut."""
        lines = []
        language, indicator = self._language, self._indicator
        name, unit = language.wording(indicator.name), language.wording(indicator.unit_name)
        if self._title_pieces() != (name, unit):
            lines += [name, unit]
        if self._headline is not None and self.headline_runs() != self._headline.full:
            lines.append(self._headline.text)
        if self._series is None:
            vantage = self._backdrop.frame.x(self._clock.vantage.year_fraction)
            whole = start_note(indicator, self._clock, self._start(), language)
            if self._backdrop.note(vantage)[1] != whole:
                lines.append(whole)
        return "\n".join(lines)
