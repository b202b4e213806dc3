"""The small signs of the panel: icons on small buttons, and who holds a lever."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from desktop.charts.icons import icon
from desktop.charts.paint import scale_of
from desktop.domain.lever import Holder
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.typography import drawn_once

SIGN = 16
SQUARE = 8
HOLDER_WIDTH = 28
"""Two squares of 8 and, where another party is needed, a ring beside them."""
HOLDER_HEIGHT = 10


class Sign(StrEnum):
    """Name a sign by its icon."""

    CLOCK = "clock"
    INFO = "info"
    LOCK = "lock"
    FILTER = "list-filter"
    ALERT = "triangle-alert"
    CLOSE = "x"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_RIGHT = "chevron-right"


@cache
def sign_pixmap(sign: Sign, rgba: int, ratio: float) -> QPixmap:
    """Return a sign in one colour, 16 logical pixels wide, for a screen of this pixel ratio."""
    pixmap, painter = drawn_once(SIGN, SIGN, ratio)
    icon(sign, QColor.fromRgba(rgba).name(), RESOURCES).paint(painter, 0, 0, SIGN, SIGN)
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
