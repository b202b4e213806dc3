"""The wedges of a change over time: what raises it stacked above zero, what lowers it below."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import ticks, year_ticks
from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.labels import push_apart
from desktop.charts.measures import DESK
from desktop.charts.paint import across, pen, text_centred, text_left, text_right, upright
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Clock, Month
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

STEPS = (1.0, 0.78, 0.58, 0.40)
"""How strongly wedges of one colour stand out, the largest first; after the last it begins anew."""
LABELS = 0.30
"""Share of the width that names at the wedges' ends may take at most."""
_TOP, _YEARS, _MARGIN = 26, 20, 8
_GAP = DESK.axis + 3
_HEADROOM = 0.06
_YEAR = 12
_DOT = 4.0
_LEADER = 14.0
_LEADER_FROM = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Wedge:
    """Hold one wedge as it is drawn."""

    values: FloatArray
    """(TIME,), from the vantage."""
    colour: str
    name: str
    opposing: bool = False
    """It goes against the change: hatched, so that it is told apart without colors."""


@dataclass(frozen=True, slots=True, eq=False)
class WedgePicture:
    """Hold what is drawn; values are in one unit."""

    wedges: tuple[Wedge, ...]
    """Those nearest to zero first."""
    net: FloatArray
    """The distance between the two lines, (TIME,)."""
    first: int
    """The step at which the picture begins."""
    sentence: str
    """The chart in words."""
    about: str = ""


def stacked(values: Sequence[FloatArray]) -> list[tuple[FloatArray, FloatArray]]:
    """Return what of each wedge lies above zero and what below, in the order given.

    Each is (2, TIME): its edge toward zero and the other. In each month what raises the curve lies
    on what raises it before, and what lowers it hangs under what lowers it before.
    """
    above: FloatArray = np.zeros_like(values[0]) if values else np.zeros(0)
    below = above
    found = []
    for one in values:
        higher, lower = above + np.maximum(one, 0.0), below + np.minimum(one, 0.0)
        found.append((np.stack([above, higher]), np.stack([below, lower])))
        above, below = higher, lower
    return found


def stepped(colour: str, ground: str, place: int) -> str:
    """Return a colour of one family for the wedge that is so many from its largest."""
    strength = STEPS[place % len(STEPS)]
    ours, under = QColor(colour), QColor(ground)
    pairs = (
        (ours.redF(), under.redF()),
        (ours.greenF(), under.greenF()),
        (ours.blueF(), under.blueF()),
    )
    mixed = (strength * one + (1.0 - strength) * other for one, other in pairs)
    return QColor.fromRgbF(*mixed).name()


class WedgeChart(SpokenChart):
    """Draw wedges, name them at their ends, and read one month, chosen by pointer or arrow keys.

    `month_chosen` carries the Month that somebody wants to read.
    """

    month_chosen = Signal(Month)

    def __init__(
        self, clock: Clock, language: Language, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._language, self._tokens = clock, language, tokens
        self._picture: WedgePicture | None = None
        self._step = clock.steps
        self._net_words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)

    def show_picture(self, picture: WedgePicture, step: int, net_words: str) -> None:
        """Draw these wedges and read a step, at which the net change is worded so."""
        self._picture, self._step, self._net_words = picture, step, net_words
        self.update()

    def spoken_name(self) -> str:
        """Return the chart in words."""
        return "" if self._picture is None else self._picture.sentence

    def spoken_description(self) -> str:
        """Return what is drawn how, and the keys."""
        return "" if self._picture is None else self._picture.about

    def sizeHint(self) -> QSize:
        """Return a chart that is read from a few steps away."""
        return QSize(620, 380)

    # Geometry

    @property
    def _range(self) -> tuple[float, float]:
        picture = self._picture
        assert picture is not None
        shown = slice(picture.first, None)
        ends = [picture.net[shown]]
        for above, below in stacked([one.values for one in picture.wedges]):
            ends += [above[1, shown], below[1, shown]]
        low = min(0.0, *(float(each.min()) for each in ends))
        high = max(0.0, *(float(each.max()) for each in ends))
        spare = _HEADROOM * (high - low) or 1.0
        return (low - spare if low < 0.0 else low, high + spare if high > 0.0 else high)

    @property
    def labels_width(self) -> float:
        """Return the room for the names at the right."""
        picture = self._picture
        if picture is None or not picture.wedges:
            return _MARGIN
        measure = metrics(DESK.axis, SEMIBOLD)
        widest = max(measure.horizontalAdvance(one.name) for one in picture.wedges)
        return float(min(widest + _LEADER + 2 * _MARGIN, LABELS * self.width()))

    @property
    def plot(self) -> QRectF:
        """Return where the wedges are drawn."""
        low, high = self._range
        places, decimals = ticks(low, high)
        measure = metrics(DESK.axis)
        words = [self._language.number(tick, decimals, signed=True) for tick in places]
        left = max(measure.horizontalAdvance(each) for each in words) + 2 * _MARGIN
        width = self.width() - left - self.labels_width
        return QRectF(left, _TOP, max(1.0, width), max(1.0, self.height() - _TOP - _YEARS))

    def _x(self, step: float, plot: QRectF) -> float:
        assert self._picture is not None
        first = self._picture.first
        span = max(1, self._clock.steps - first)
        return plot.left() + (step - first) / span * plot.width()

    def _step_at(self, x: float) -> int:
        assert self._picture is not None
        plot, first = self.plot, self._picture.first
        share = (x - plot.left()) / plot.width()
        step = first + round(share * (self._clock.steps - first))
        return min(max(step, first), self._clock.steps)

    # Reading

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Read the month under the pointer."""
        if self._picture is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read along while the button is held."""
        if self._picture is not None:
            self._choose(self._step_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read a month earlier or later; with Shift a year, with Home and End the ends."""
        picture = self._picture
        years = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        by = _YEAR if years else 1
        wanted = {
            Qt.Key.Key_Left: self._step - by,
            Qt.Key.Key_Right: self._step + by,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._clock.steps,
        }.get(Qt.Key(event.key()))
        if picture is None or wanted is None:
            super().keyPressEvent(event)
        else:
            self._choose(min(max(wanted, picture.first), self._clock.steps))

    def _choose(self, step: int) -> None:
        if step != self._step:
            self.month_chosen.emit(self._clock.month(step))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, wedges, the net line, and the month that is read."""
        painter = QPainter(self)
        if self._picture is not None:
            self._paint(painter, self._picture)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint(self, painter: QPainter, picture: WedgePicture) -> None:
        tokens, plot = self._tokens, self.plot
        low, high = self._range

        def y(value: float) -> float:
            return plot.bottom() - (value - low) / (high - low) * plot.height()

        painter.fillRect(plot, QColor(tokens.proj))
        painter.setFont(font(DESK.axis))
        places, decimals = ticks(low, high)
        for tick in places:
            across(painter, plot.left(), plot.right(), y(tick), tokens.grid)
            painter.setPen(QColor(tokens.ink3))
            words = self._language.number(tick, decimals, signed=tick != 0.0)
            text_right(painter, plot.left() - _MARGIN, y(tick), words)
        self._paint_years(painter, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        steps = np.arange(picture.first, self._clock.steps + 1)
        xs = [self._x(int(step), plot) for step in steps]
        layers = stacked([one.values for one in picture.wedges])
        for wedge, sides in zip(picture.wedges, layers, strict=True):
            for near, far in sides:
                if (near != far)[picture.first :].any():
                    outline = [QPointF(x, y(float(far[s]))) for x, s in zip(xs, steps, strict=True)]
                    back = zip(xs[::-1], steps[::-1], strict=True)
                    outline += [QPointF(x, y(float(near[s]))) for x, s in back]
                    self._fill(painter, QPolygonF(outline), wedge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        across(painter, plot.left(), plot.right(), y(0.0), tokens.ink3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        net = [QPointF(x, y(float(picture.net[s]))) for x, s in zip(xs, steps, strict=True)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((tokens.surface, 4.4), (tokens.ink, 2.25)):
            painter.setPen(pen(colour, width))
            painter.drawPolyline(net)
        last = int(steps[-1])
        ends = [
            (y(float(sides[int(wedge.values[last] < 0.0)][:, last].mean())), wedge)
            for wedge, sides in zip(picture.wedges, layers, strict=True)
            if wedge.values[last] != 0.0
        ]
        self._paint_names(painter, plot, ends)
        self._paint_month(painter, plot, y(float(picture.net[self._step])))

    def _fill(self, painter: QPainter, outline: QPolygonF, wedge: Wedge) -> None:
        painter.setPen(pen(self._tokens.surface, 1.0))
        painter.setBrush(QColor(wedge.colour))
        painter.drawPolygon(outline)
        if wedge.opposing:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(self._tokens.surface), Qt.BrushStyle.BDiagPattern))
            painter.drawPolygon(outline)

    def _paint_years(self, painter: QPainter, plot: QRectF) -> None:
        assert self._picture is not None
        first, last = self._clock.month(self._picture.first), self._clock.horizon
        between = 2 if last.year - first.year > 4 else 1
        for year in year_ticks(first, last, between):
            x = self._x(self._clock.step(Month(year, 12)), plot)
            upright(painter, x, plot.bottom(), plot.bottom() + 4, self._tokens.line2)
            painter.setPen(QColor(self._tokens.ink3))
            text_centred(painter, x, plot.bottom() + 12, str(year))

    def _paint_names(
        self, painter: QPainter, plot: QRectF, ends: Sequence[tuple[float, Wedge]]
    ) -> None:
        """Write the names at the ends, pushed apart, with a line to each wedge's middle."""
        if not ends:
            return
        ordered = sorted(ends, key=lambda one: one[0])
        lines = [line for line, _ in ordered]
        gaps = [float(_GAP)] * (len(lines) - 1)
        centres = push_apart(lines, gaps, plot.top() - 10, plot.bottom() + 6)
        left = plot.right() + _LEADER
        room = self.width() - left - 4
        painter.setFont(font(DESK.axis))
        for (line, wedge), centre in zip(ordered, centres, strict=True):
            painter.setPen(QPen(QColor(wedge.colour), 2))
            painter.drawLine(QPointF(plot.right() + 1, line), QPointF(left - 4, centre))
            painter.setPen(QColor(self._tokens.ink))
            cut = metrics(DESK.axis).elidedText(wedge.name, Qt.TextElideMode.ElideRight, room)
            text_left(painter, left, centre, cut)

    def _paint_month(self, painter: QPainter, plot: QRectF, height: float) -> None:
        """Mark the month that is read, with the net change in words."""
        tokens = self._tokens
        x = self._x(self._step, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        upright(painter, x, plot.top(), plot.bottom(), tokens.ink2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.surface), 1.5))
        painter.setBrush(QColor(tokens.ink))
        painter.drawEllipse(QPointF(x, height), _DOT, _DOT)
        painter.setFont(font(DESK.axis, SEMIBOLD))
        width = metrics(DESK.axis, SEMIBOLD).horizontalAdvance(self._net_words) + 12
        left = min(max(x - width / 2, plot.left()), self.width() - width - 2)
        tag = QRectF(left, 3, width, _TOP - 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ink))
        painter.drawRoundedRect(tag, 3, 3)
        painter.setPen(QColor(tokens.surface))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, self._net_words)
