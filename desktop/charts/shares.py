"""How the distance from the default baseline divides: what belief makes of it, and what action."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.tokens import SIZE_AXIS, Tokens

HEIGHT = 16
"""Pixels under the headline that the bar takes."""
_BAR = 6.0
_GAP = 8.0
_LEAST_BAR = 48.0


@dataclass(frozen=True, slots=True)
class Shares:
    """Hold the medians of the three lines in one month, in indicator units."""

    usual: float
    """Default baseline: status quo under neutral assumptions."""
    ours: float
    """Status quo under our assumptions."""
    policy: float

    @property
    def belief(self) -> float:
        """Return what our assumptions alone change."""
        return self.ours - self.usual

    @property
    def action(self) -> float:
        """Return what our policy changes under them."""
        return self.policy - self.ours

    @property
    def part(self) -> float | None:
        """Return the share of belief by size, 0 to 1; None where neither moves anything."""
        whole = abs(self.belief) + abs(self.action)
        return abs(self.belief) / whole if whole > 0.0 else None


@dataclass(frozen=True, slots=True)
class ShareBar:
    """Paint the bar between its two names: belief ruled at left, action solid at right."""

    shares: Shares
    belief: str
    action: str

    def paint(self, painter: QPainter, area: QRect, tokens: Tokens, colour: str, ink: str) -> None:
        """Paint both names and the bar; where it is too narrow, the names alone."""
        plain, strong = metrics(SIZE_AXIS), metrics(SIZE_AXIS, SEMIBOLD)
        base = area.top() + area.height() / 2 + plain.capHeight() / 2
        width = plain.horizontalAdvance(self.belief)
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(QPointF(area.left(), base), self.belief)
        end = strong.horizontalAdvance(self.action)
        painter.setFont(font(SIZE_AXIS, SEMIBOLD))
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(area.right() + 1 - end, base), self.action)
        left = area.left() + width + _GAP
        right = area.right() + 1 - end - _GAP
        if right - left >= _LEAST_BAR:
            top = area.top() + (area.height() - _BAR) / 2
            self._bar(painter, QRectF(left, top, right - left, _BAR), tokens, colour)

    def _bar(self, painter: QPainter, whole: QRectF, tokens: Tokens, colour: str) -> None:
        part = self.shares.part
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if part is None:
            painter.fillRect(whole, QColor(tokens.grid))
            return
        middle = whole.left() + whole.width() * part
        action = QRectF(whole)
        action.setLeft(middle)
        painter.fillRect(action, QColor(colour))
        belief = QRectF(whole)
        belief.setRight(middle)
        # Ruled, not only coloured: it reads in print and without colours.
        painter.fillRect(belief, QColor(tokens.grid))
        painter.save()
        painter.setClipRect(belief)
        painter.setPen(QPen(QColor(tokens.base), 1))
        x = belief.left() + 1
        while x < belief.right():
            painter.drawLine(QPointF(x, belief.top()), QPointF(x, belief.bottom()))
            x += 3
        painter.restore()
        painter.fillRect(
            QRectF(middle - 1, whole.top() - 2, 2, whole.height() + 4), QColor(tokens.ink)
        )
