"""How the distance from the default baseline divides: what belief, action and chance make of it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.measures import DESK, Measures
from desktop.charts.tokens import Tokens

_BAR = 6.0
_GAP = 8.0
_LEAST_BAR = 48.0


@dataclass(frozen=True, slots=True)
class ChangeBreakdown:
    """Hold the medians of the three lines in one month, in indicator units."""

    usual: float
    """Default baseline: status quo under neutral assumptions."""
    ours: float
    """Status quo under our assumptions."""
    policy: float
    chance: float = 0.0
    """What the events make of the policy's line that chance drew, and nobody chose."""

    @property
    def belief(self) -> float:
        """Return what our assumptions alone change."""
        return self.ours - self.usual

    @property
    def action(self) -> float:
        """Return what our policy changes under them."""
        return self.policy - self.chance - self.ours

    @property
    def parts(self) -> tuple[float, float, float] | None:
        """Return the shares of belief, action and chance by size; None where nothing moves."""
        sizes = abs(self.belief), abs(self.action), abs(self.chance)
        whole = sum(sizes)
        if whole == 0.0:
            return None
        belief, action, chance = (size / whole for size in sizes)
        return belief, action, chance


@dataclass(frozen=True, slots=True)
class ShareBar:
    """Paint the bar between its names: belief ruled at left, then action solid, chance hollow."""

    parts: tuple[float, float, float] | None
    """Shares of belief, action and chance; None where nothing moves."""
    belief: str
    action: str
    chance: str = ""
    """Empty where chance drew nothing."""
    measures: Measures = DESK

    def paint(self, painter: QPainter, area: QRect, tokens: Tokens, colour: str, ink: str) -> None:
        """Paint the names and the bar; where it is too narrow, the names alone."""
        size = self.measures.axis
        plain, strong = metrics(size), metrics(size, SEMIBOLD)
        base = area.top() + area.height() / 2 + plain.capHeight() / 2
        width = plain.horizontalAdvance(self.belief)
        painter.setFont(font(size))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(QPointF(area.left(), base), self.belief)
        right = area.right() + 1.0
        if self.chance:
            right -= plain.horizontalAdvance(self.chance)
            painter.drawText(QPointF(right, base), self.chance)
            right -= _GAP
        right -= strong.horizontalAdvance(self.action)
        painter.setFont(font(size, SEMIBOLD))
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(right, base), self.action)
        left = area.left() + width + _GAP
        right -= _GAP
        if right - left >= _LEAST_BAR:
            top = area.top() + (area.height() - _BAR) / 2
            self._bar(painter, QRectF(left, top, right - left, _BAR), tokens, colour)

    def _bar(self, painter: QPainter, whole: QRectF, tokens: Tokens, colour: str) -> None:
        parts = self.parts
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if parts is None:
            painter.fillRect(whole, QColor(tokens.grid))
            return
        middle = whole.left() + whole.width() * parts[0]
        action = QRectF(whole)
        action.setLeft(middle)
        action.setWidth(whole.width() * parts[1])
        painter.fillRect(action, QColor(colour))
        if parts[2] > 0.0:
            painter.setPen(QPen(QColor(tokens.base), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            chance = QRectF(whole)
            chance.setLeft(action.right())
            painter.drawRect(chance.adjusted(0, 0, -1, -1))
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
