"""The lines under a chart's headline: what made its distance, how many runs meet its targets."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.charts.fonts import font, metrics
from desktop.charts.measures import Measures
from desktop.charts.shares import ShareBar
from desktop.charts.tokens import Tokens
from desktop.domain.lever import Family


@dataclass(frozen=True, slots=True)
class HeadLines:
    """Hold what stands under one headline; each takes a line of its own."""

    measures: Measures
    bar: ShareBar | None = None
    targets: str | None = None
    """How many runs meet each target: empty where no month is read, None without a target."""

    @property
    def height(self) -> int:
        """Return the pixels that all of them take."""
        return self.measures.shares_height * ((self.bar is not None) + (self.targets is not None))

    def area(self, width: int) -> QRect:
        """Return where they stand in a card of this width."""
        measures = self.measures
        room = width - measures.left - measures.right
        return QRect(measures.left, measures.head_height, room, self.height)

    def paint(self, painter: QPainter, width: int, tokens: Tokens, family: Family) -> None:
        """Paint them into a card of this width."""
        line = self.area(width)
        line.setHeight(self.measures.shares_height)
        if self.bar is not None:
            self.bar.paint(painter, line, tokens, tokens.family(family), tokens.family_text(family))
            line.translate(0, line.height())
        if self.targets:
            size = self.measures.axis
            measure = metrics(size)
            base = line.top() + line.height() / 2 + measure.capHeight() / 2
            painter.setFont(font(size))
            painter.setPen(QColor(tokens.ink))
            cut = measure.elidedText(self.targets, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(QPointF(line.left(), base), cut)

    def is_cut(self, width: int) -> bool:
        """Say whether the words about the targets lack room."""
        words = self.targets or ""
        return metrics(self.measures.axis).horizontalAdvance(words) > self.area(width).width()
