"""The card round a chart: outline, family bar, title, unit words and headline."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.headline import Headline, Run
from desktop.charts.tokens import SIZE_CARD_TITLE, SIZE_HEADLINE, Tokens
from desktop.domain.indicator import Indicator
from desktop.language.language import Language

LEFT, TOP, RIGHT, BOTTOM = 12, 9, 12, 4
TITLE_HEIGHT, HEADLINE_HEIGHT = 18, 17
HEAD_HEIGHT = TOP + TITLE_HEIGHT + HEADLINE_HEIGHT

_BAR = QSize(4, 14)
_RADIUS = 8.0
_TITLE_AT = LEFT + 12
_UNIT_GAP = 10.0
_LEAST_UNIT = 40.0
"""Pixels under which the unit words are left to the tooltip."""


def headline_area(width: int) -> QRect:
    """Return where the headline of a card of this width is written."""
    return QRect(LEFT, TOP + TITLE_HEIGHT, width - LEFT - RIGHT, HEADLINE_HEIGHT)


def _elided(measure: QFontMetricsF, text: str, room: float) -> str:
    return measure.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))


@dataclass(frozen=True, slots=True)
class Head:
    """Hold a title and its unit words as they fit; the unit gives way first."""

    title: str
    unit: str

    @classmethod
    def fitted(cls, indicator: Indicator, language: Language, right: float) -> "Head":
        """Cut what does not fit left of a pixel."""
        room = right - _TITLE_AT
        bold, small = metrics(SIZE_CARD_TITLE, SEMIBOLD), metrics(SIZE_HEADLINE)
        title = _elided(bold, language.wording(indicator.name), room)
        unit = language.wording(indicator.unit_name)
        left = room - bold.horizontalAdvance(title) - _UNIT_GAP
        if small.horizontalAdvance(unit) > left and left < _LEAST_UNIT:
            return cls(title, "")
        return cls(title, _elided(small, unit, left))

    def write(self, painter: QPainter, tokens: Tokens) -> None:
        """Write both on one line."""
        bold = metrics(SIZE_CARD_TITLE, SEMIBOLD)
        base = TOP + TITLE_HEIGHT / 2 + bold.capHeight() / 2
        painter.setFont(font(SIZE_CARD_TITLE, SEMIBOLD))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QPointF(_TITLE_AT, base), self.title)
        painter.setFont(font(SIZE_HEADLINE))
        painter.setPen(QColor(tokens.ink3))
        at = _TITLE_AT + bold.horizontalAdvance(self.title) + _UNIT_GAP
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
        bar = QRectF(QPointF(LEFT, TOP + (TITLE_HEIGHT - _BAR.height()) / 2), _BAR)
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


def _font(run: Run) -> QFont:
    return font(SIZE_HEADLINE, SEMIBOLD) if run.strong else font(SIZE_HEADLINE)


def _width(run: Run) -> float:
    measure = metrics(SIZE_HEADLINE, SEMIBOLD) if run.strong else metrics(SIZE_HEADLINE)
    return measure.horizontalAdvance(run.text)


@dataclass(frozen=True, slots=True)
class FittedLine:
    """Hold a headline as it fits: whole, else briefer, else cut at the end."""

    runs: tuple[Run, ...] = ()
    widths: tuple[float, ...] = ()
    whole: bool = True
    form: int = 0
    """Which of the headline's forms it is: 0 is the longest."""

    @classmethod
    def fitted(cls, headline: Headline | None, room: float, briefest: int = 0) -> "FittedLine":
        """Choose the longest form that fits a width, none longer than form `briefest`."""
        if headline is None:
            return cls()
        for form, runs in enumerate(headline.forms):
            widths = tuple(_width(run) for run in runs)
            if form >= briefest and sum(widths) <= room:
                return cls(runs, widths, runs == headline.full, form)
        runs = _cut(headline.short, room)
        return cls(runs, tuple(_width(run) for run in runs), whole=False, form=form)

    def write(self, painter: QPainter, area: QRect, tokens: Tokens) -> None:
        """Write the line, its stressed pieces stronger."""
        base = area.top() + HEADLINE_HEIGHT / 2 + metrics(SIZE_HEADLINE).capHeight() / 2
        x = float(area.left())
        for run, width in zip(self.runs, self.widths, strict=True):
            painter.setFont(_font(run))
            painter.setPen(QColor(tokens.ink if run.strong else tokens.ink2))
            painter.drawText(QPointF(x, base), run.text)
            x += width


def _cut(runs: tuple[Run, ...], room: float) -> tuple[Run, ...]:
    """Keep what fits before an ellipsis, which is there to say that something is missing."""
    kept: list[Run] = []
    room -= metrics(SIZE_HEADLINE, SEMIBOLD).horizontalAdvance("…")
    for run in runs:
        text = run.text
        while text and _width(replace(run, text=text)) > room:
            text = text[:-1]
        kept.append(replace(run, text=text if text == run.text else text.rstrip(" ·:") + "…"))
        if text != run.text:
            break
        room -= _width(run)
    return tuple(kept)
