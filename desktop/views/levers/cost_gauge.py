"""The gauge of political cost in a lever row."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop.charts.paint import scale_of, snapped
from desktop.charts.tokens import Tokens
from desktop.ui.typography import colour

WIDTH = 58
MOST = 10.0
_GAP = 1.5
_ARM = WIDTH / 2 - _GAP


def draw_cost(
    painter: QPainter, left: QPointF, cost: tuple[float, float], tokens: Tokens, *, enabled: bool
) -> None:
    """Draw what a setting costs Washington, to the left, and Mexico City, to the right.

    `left` is the gauge's left end at mid-height; a full arm is ten points.
    """
    ratio = scale_of(painter)
    middle = snapped(left.x() + WIDTH / 2, ratio)
    track = colour(tokens.track, 0.55 if enabled else 0.3)
    painter.fillRect(QRectF(middle - _GAP - _ARM, left.y() - 1.5, _ARM, 3), track)
    painter.fillRect(QRectF(middle + _GAP, left.y() - 1.5, _ARM, 3), track)
    painter.fillRect(QRectF(middle - 0.75, left.y() - 6, 1.5, 12), colour(tokens.line2))
    ink = colour(tokens.ink2 if enabled else tokens.ink3)
    us, mx = (min(points, MOST) / MOST * _ARM for points in cost)
    if us:
        painter.fillRect(QRectF(middle - _GAP - us, left.y() - 3, us, 6), ink)
    if mx:
        painter.fillRect(QRectF(middle + _GAP, left.y() - 3, mx, 6), ink)
