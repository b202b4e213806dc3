"""The card round a chart: outline, family bar, title, unit words and headline."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.headline import Headline
from desktop.charts.measures import DESK, Measures
from desktop.charts.stressed import Run
from desktop.charts.tokens import Tokens

_RADIUS = 8.0
_UNIT_GAP = 10.0


def headline_area(width: int, measures: Measures) -> QRect:
    """Return where the headline of a card of this width is written."""
    room = width - measures.left - measures.right
    return QRect(
        measures.left, measures.top + measures.title_height, room, measures.headline_height
    )


def _elided(measure: QFontMetricsF, text: str, room: float) -> str:
    return measure.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))


@dataclass(frozen=True, slots=True)
class Head:
    """Hold a title and its unit words as they fit; the unit gives way first, and never in part."""

    title: str
    unit: str
    measures: Measures

    @classmethod
    def fitted(cls, title: str, units: tuple[str, ...], measures: Measures, right: float) -> "Head":
        """Choose the longest form of the unit that fits left of a pixel, or leave it out."""
        room = right - measures.left - measures.title_indent
        bold, small = metrics(measures.title, SEMIBOLD), metrics(measures.headline)
        title = _elided(bold, title, room)
        left = room - bold.horizontalAdvance(title) - _UNIT_GAP
        unit = next((one for one in units if small.horizontalAdvance(one) <= left), "")
        return cls(title, unit, measures)

    def write(self, painter: QPainter, tokens: Tokens) -> None:
        """Write both on one line."""
        measures = self.measures
        bold = metrics(measures.title, SEMIBOLD)
        base = measures.top + measures.title_height / 2 + bold.capHeight() / 2
        start = measures.left + measures.title_indent
        painter.setFont(font(measures.title, SEMIBOLD))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QPointF(start, base), self.title)
        painter.setFont(font(measures.headline))
        painter.setPen(QColor(tokens.ink3))
        at = start + bold.horizontalAdvance(self.title) + _UNIT_GAP
        painter.drawText(QPointF(at, base), self.unit)


@dataclass(frozen=True, slots=True)
class Card:
    """Hold all that an empty card shows."""

    size: QSize
    outline: str
    width: float
    """Of the outline, in logical pixels."""
    colour: str
    tokens: Tokens
    head: Head

    def paint(self, painter: QPainter) -> None:
        """Paint outline, family bar, title and unit words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.outline), self.width))
        painter.setBrush(QColor(self.tokens.surface))
        inset = self.width / 2
        edge = QRectF(QPointF(), self.size)
        painter.drawRoundedRect(edge.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        measures = self.head.measures
        above = measures.top + (measures.title_height - measures.bar_height) / 2
        bar = QRectF(measures.left, above, measures.bar_width, measures.bar_height)
        painter.fillRect(bar, QColor(self.colour))
        self.head.write(painter, self.tokens)

    def picture(self, scale: float) -> QPixmap:
        """Return the card painted once, to be copied."""
        made = QPixmap(self.size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter)
        painter.end()
        return made


def _font(run: Run, size: int) -> QFont:
    return font(size, SEMIBOLD) if run.strong else font(size)


def _width(run: Run, size: int) -> float:
    measure = metrics(size, SEMIBOLD) if run.strong else metrics(size)
    return measure.horizontalAdvance(run.text)


@dataclass(frozen=True, slots=True)
class FittedLine:
    """Hold a headline as it fits: whole, else briefer, else cut at the end."""

    runs: tuple[Run, ...] = ()
    widths: tuple[float, ...] = ()
    whole: bool = True
    form: int = 0
    """Which of the headline's forms it is: 0 is the longest."""
    measures: Measures = DESK

    @classmethod
    def fitted(
        cls, headline: Headline | None, room: float, measures: Measures, briefest: int = 0
    ) -> "FittedLine":
        """Choose the longest form that fits a width, none longer than form `briefest`."""
        if headline is None:
            return cls()
        for form, runs in enumerate(headline.forms):
            if form < briefest:
                continue
            widths = tuple(_width(run, measures.headline) for run in runs)
            if sum(widths) <= room:
                return cls(runs, widths, runs == headline.full, form, measures)
        runs = _cut(runs, room, measures.headline)
        widths = tuple(_width(run, measures.headline) for run in runs)
        return cls(runs, widths, whole=False, form=form, measures=measures)

    def write(self, painter: QPainter, area: QRect, tokens: Tokens) -> None:
        """Write the line, its stressed pieces stronger."""
        size = self.measures.headline
        base = area.top() + area.height() / 2 + metrics(size).capHeight() / 2
        x = float(area.left())
        for run, width in zip(self.runs, self.widths, strict=True):
            painter.setFont(_font(run, size))
            painter.setPen(QColor(tokens.ink if run.strong else tokens.ink2))
            painter.drawText(QPointF(x, base), run.text)
            x += width


def _cut(runs: tuple[Run, ...], room: float, size: int) -> tuple[Run, ...]:
    """Keep what fits before an ellipsis, which is there to say that something is missing."""
    kept: list[Run] = []
    room -= metrics(size, SEMIBOLD).horizontalAdvance("…")
    for run in runs:
        text = run.text
        while text and _width(replace(run, text=text), size) > room:
            text = text[:-1]
        kept.append(replace(run, text=text if text == run.text else text.rstrip(" ·:") + "…"))
        if text != run.text:
            break
        room -= _width(run, size)
    return tuple(kept)
