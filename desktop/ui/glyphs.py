"""The strokes of the panel: holder glyph, and the signs on small buttons.

Signs lie in a 24 × 24 box, like the icon family they belong to, and are drawn at 16 pixels.
"""

from enum import Enum, auto
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.charts.paint import scale_of
from desktop.domain.lever import Holder
from desktop.ui.typography import drawn_once

SIGN = 16
_STROKE = 1.75
SQUARE = 8
HOLDER_WIDTH = 28
"""Two squares of 8 and, where another party is needed, a ring beside them."""
HOLDER_HEIGHT = 10


class Sign(Enum):
    """Name a sign."""

    CLOCK = auto()
    INFO = auto()
    LOCK = auto()
    FILTER = auto()
    ALERT = auto()
    CLOSE = auto()
    CHEVRON_DOWN = auto()
    CHEVRON_RIGHT = auto()


def _strokes(sign: Sign) -> QPainterPath:
    path = QPainterPath()

    def line(*points: tuple[float, float]) -> None:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)

    match sign:
        case Sign.CLOCK:
            path.addEllipse(QPointF(12, 12), 10, 10)
            line((12, 6), (12, 12), (16, 14))
        case Sign.INFO:
            path.addEllipse(QPointF(12, 12), 10, 10)
            line((12, 16), (12, 12))
            line((12, 8), (12.01, 8))
        case Sign.LOCK:
            path.addRoundedRect(QRectF(3, 11, 18, 11), 2, 2)
            path.moveTo(7, 11)
            path.lineTo(7, 7)
            path.arcTo(QRectF(7, 2, 10, 10), 180, -180)
            path.lineTo(17, 11)
        case Sign.FILTER:
            line((3, 6), (21, 6))
            line((7, 12), (17, 12))
            line((10, 18), (14, 18))
        case Sign.ALERT:
            line((12, 3.2), (22, 20.5), (2, 20.5), (12, 3.2))
            path.closeSubpath()
            line((12, 9.5), (12, 13.5))
            line((12, 17), (12.01, 17))
        case Sign.CLOSE:
            line((18, 6), (6, 18))
            line((6, 6), (18, 18))
        case Sign.CHEVRON_DOWN:
            line((6, 9), (12, 15), (18, 9))
        case Sign.CHEVRON_RIGHT:
            line((9, 6), (15, 12), (9, 18))
    return path


@cache
def sign_pixmap(sign: Sign, rgba: int, ratio: float) -> QPixmap:
    """Return a sign in one colour, 16 logical pixels wide, for a screen of this pixel ratio."""
    pixmap, painter = drawn_once(SIGN, SIGN, ratio)
    painter.scale(SIGN / 24, SIGN / 24)
    pen = QPen(QColor.fromRgba(rgba), _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(_strokes(sign))
    painter.end()
    return pixmap


@cache
def holder_pixmap(holder: Holder, others: bool, rgba: int, ratio: float) -> QPixmap:
    """Return the holder glyph: left the United States, right Mexico, filled = holds the lever.

    A ring stands beside the squares where the evidence says that another party is needed.
    """
    pixmap, painter = drawn_once(HOLDER_WIDTH, HOLDER_HEIGHT, ratio)
    tint = QColor.fromRgba(rgba)
    for left, held in ((0, holder is not Holder.MX), (9, holder is not Holder.US)):
        painter.setPen(QPen(tint, 1))
        painter.setBrush(tint if held else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left + 0.5, 1.5, SQUARE - 1, SQUARE - 1), 1.5, 1.5)
    if others:
        painter.setPen(QPen(tint, 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(23, 5), 3, 3)
    painter.end()
    return pixmap


def draw_sign(painter: QPainter, sign: Sign, tint: QColor, centre: QPointF) -> None:
    """Draw a sign round a point."""
    pixmap = sign_pixmap(sign, tint.rgba(), scale_of(painter))
    painter.drawPixmap(centre - QPointF(SIGN / 2, SIGN / 2), pixmap)


def draw_holder(
    painter: QPainter, holder: Holder, tint: QColor, left: QPointF, *, others: bool = False
) -> None:
    """Draw the holder glyph from its left end, centred on that height."""
    pixmap = holder_pixmap(holder, others, tint.rgba(), scale_of(painter))
    painter.drawPixmap(left - QPointF(0, HOLDER_HEIGHT / 2), pixmap)
