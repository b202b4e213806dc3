"""Brush strokes that stay sharp at every scaling of the screen."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

DASH_BASELINE = (5.0, 3.0)
"""Logical pixels drawn and left out."""


def pen(colour: QColor | str, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """Return a cosmetic pen; dashes are in pixels, not in Qt's multiples of the width."""
    made = QPen(QColor(colour), width)
    made.setCosmetic(True)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        made.setDashPattern([length / width for length in dash])
    return made


def tinted(colour: str, opacity: float) -> QColor:
    """Return a colour with an opacity between 0 and 1."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


def scale_of(painter: QPainter) -> float:
    """Return device pixels per logical pixel of whatever is painted on, pictures included."""
    return painter.deviceTransform().m11()


def snapped(position: float, scale: float) -> float:
    """Return the logical position of the device pixel edge nearest to this one."""
    return round(position * scale) / scale


def hairline(scale: float) -> float:
    """Return the thickness in logical pixels of a line of whole device pixels, about one."""
    return max(1.0, float(round(scale))) / scale


def across(painter: QPainter, left: float, right: float, y: float, colour: str) -> None:
    """Draw a sharp horizontal hairline."""
    scale = scale_of(painter)
    thick = hairline(scale)
    top = snapped(y - thick / 2, scale)
    painter.fillRect(QRectF(left, top, right - left, thick), QColor(colour))


def upright(painter: QPainter, x: float, top: float, bottom: float, colour: QColor | str) -> None:
    """Draw a sharp vertical hairline."""
    scale = scale_of(painter)
    thick = hairline(scale)
    left = snapped(x - thick / 2, scale)
    painter.fillRect(QRectF(left, top, thick, bottom - top), QColor(colour))


def dotted_upright(painter: QPainter, x: float, top: float, bottom: float, colour: str) -> None:
    """Draw a vertical line of dots of one pixel every three."""
    scale = scale_of(painter)
    thick = hairline(scale)
    left = snapped(x - thick / 2, scale)
    y = snapped(top, scale)
    while y < bottom:
        painter.fillRect(QRectF(left, y, thick, thick), QColor(colour))
        y += 3 * thick


def text_left(painter: QPainter, x: float, centre: float, text: str) -> None:
    """Write a line of text from x on, its figures centred on a height."""
    metrics = QFontMetricsF(painter.font())
    painter.drawText(QPointF(x, centre + metrics.capHeight() / 2), text)


def text_right(painter: QPainter, x: float, centre: float, text: str) -> None:
    """Write a line of text that ends at x."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    text_left(painter, x - width, centre, text)


def text_centred(painter: QPainter, x: float, centre: float, text: str) -> None:
    """Write a line of text centred on x."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text)
    text_left(painter, x - width / 2, centre, text)
