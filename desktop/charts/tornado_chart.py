"""A tornado chart: what each end of one thing at a time does, both signs, named at the bars."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.measures import DESK
from desktop.charts.paint import hairline, scale_of, text_left, text_right, upright
from desktop.charts.tokens import Tokens

ROW = 30
"""Pixels of a row: room for the name in the size of axes, and for its bar."""
_BAR = 14.0
_GAP = 6.0
_NAMES = 0.34
"""Share of the width that names may take."""
_MARGIN = 8.0


@dataclass(frozen=True, slots=True)
class TornadoEnd:
    """Hold one end of a row: how far it goes, and what stands at its bar."""

    size: float
    words: str


@dataclass(frozen=True, slots=True)
class TornadoRow:
    """Hold one row; an end that is None has no bar."""

    name: str
    colour: str
    high: TornadoEnd
    low: TornadoEnd | None = None
    """Drawn hatched, so that the ends are told apart without colors."""

    @property
    def ends(self) -> tuple[TornadoEnd, ...]:
        """Return the ends that have a bar, the low one first."""
        return (self.high,) if self.low is None else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class TornadoPicture:
    """Hold what is drawn, the widest row first."""

    rows: tuple[TornadoRow, ...]
    sentence: str
    """The chart in words."""
    about: str = ""


class TornadoChart(SpokenChart):
    """Draw rows of bars to both sides of zero, each with its words at its end."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._picture: TornadoPicture | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(360)

    @property
    def picture(self) -> TornadoPicture | None:
        """Return what is drawn."""
        return self._picture

    def show_picture(self, picture: TornadoPicture) -> None:
        """Draw these rows."""
        self._picture = picture
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def spoken_name(self) -> str:
        """Return the chart in words."""
        return "" if self._picture is None else self._picture.sentence

    def spoken_description(self) -> str:
        """Return what is drawn how."""
        return "" if self._picture is None else self._picture.about

    def sizeHint(self) -> QSize:
        """Return room for every row."""
        rows = 0 if self._picture is None else len(self._picture.rows)
        return QSize(640, round(ROW * rows + 2 * _MARGIN))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    # ------------------------------------------------------------ geometry

    def scale(self) -> tuple[float, float, float]:
        """Return the place of zero, pixels for one unit, and where the names end.

        Every bar has room for its words beside it.
        """
        picture = self._picture
        assert picture is not None
        plain = metrics(DESK.axis)
        longest = max((plain.horizontalAdvance(row.name) for row in picture.rows), default=0.0)
        names = _MARGIN + min(longest, _NAMES * self.width())
        left, right = names + 2 * _GAP, self.width() - _MARGIN
        ends = [end for row in picture.rows for end in row.ends]
        sides = []
        for sign in (-1.0, 1.0):
            there = [end for end in ends if end.size * sign > 0.0]
            size = max((abs(end.size) for end in there), default=0.0)
            words = max((plain.horizontalAdvance(end.words) for end in there), default=0.0)
            sides.append((size, words + _GAP if there else 0.0))
        (low, before), (high, after) = sides
        room = max(1.0, right - left - before - after)
        unit = room / (low + high) if low + high > 0.0 else 1.0
        return left + before + low * unit, unit, names

    def _place(self, row: int) -> QRectF:
        return QRectF(0.0, _MARGIN + row * ROW, self.width(), ROW)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all rows, and the ring of the focus."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zero, unit, names = self.scale()
        for place, row in enumerate(self._picture.rows):
            self._paint_row(painter, row, self._place(place), zero, unit, names)
        upright(painter, zero, _MARGIN, self.height() - _MARGIN, self._tokens.line2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_row(
        self,
        painter: QPainter,
        row: TornadoRow,
        area: QRectF,
        zero: float,
        unit: float,
        names: float,
    ) -> None:
        tokens, middle = self._tokens, area.center().y()
        painter.setFont(font(DESK.axis))
        painter.setPen(QColor(tokens.ink))
        mode, room = Qt.TextElideMode.ElideRight, names - _MARGIN
        text_right(painter, names, middle, metrics(DESK.axis).elidedText(row.name, mode, room))
        same_side = row.low is not None and row.low.size * row.high.size > 0.0
        bars = {id(end): (middle - _BAR / 2, _BAR) for end in row.ends}
        if same_side and row.low is not None:
            # One below the other: neither hides the other, nor its words.
            half = ROW / 2 - 1
            bars[id(row.low)] = (middle - half, half - 2)
            bars[id(row.high)] = (middle + 1, half - 2)
        for end in row.ends:
            top, height = bars[id(end)]
            self._paint_bar(painter, row, end, QRectF(zero, top, end.size * unit, height))
            if end.size == 0.0:
                continue
            painter.setFont(font(DESK.axis, SEMIBOLD) if end is row.high else font(DESK.axis))
            painter.setPen(QColor(tokens.ink2))
            at, level = zero + end.size * unit, top + height / 2
            if end.size > 0.0:
                text_left(painter, at + _GAP, level, end.words)
            else:
                text_right(painter, at - _GAP, level, end.words)

    def _paint_bar(
        self, painter: QPainter, row: TornadoRow, end: TornadoEnd, place: QRectF
    ) -> None:
        bar, tokens = place.normalized(), self._tokens
        if end is row.high:
            painter.fillRect(bar, QColor(row.colour))
            return
        painter.fillRect(bar, QColor(tokens.surface))
        painter.fillRect(bar, QBrush(QColor(row.colour), Qt.BrushStyle.BDiagPattern))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = hairline(scale_of(painter))
        painter.setPen(QPen(QColor(row.colour), edge))
        painter.drawRect(bar.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))
