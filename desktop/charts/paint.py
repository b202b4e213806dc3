"""Brush strokes that stay sharp at every scaling of the screen."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPaintEngine, QPainter, QPen

FloatArray = NDArray[np.floating]

DASH_BASELINE = (5.0, 3.0)
"""Logical pixels drawn and left out."""
DASH_USUAL = (1.5, 3.5)
"""The dots of the default baseline."""
DASH_FROZEN = (2.0, 3.0)
DASH_TARGET = (8.0, 2.0)


def pen(colour: QColor | str, width: float) -> QPen:
    """Return a pen for painting in logical pixels."""
    made = QPen(QColor(colour), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return made


def data_pen(colour: QColor | str, width: float, scale: float) -> QPen:
    """Return a pen of logical pixels for painting in units of the data.

    Such a pen is cosmetic, and Qt counts the width of a cosmetic pen in device pixels.
    """
    made = pen(colour, width * scale)
    # Points lie so close that nobody sees the difference, and round joins take half as long again.
    made.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    made.setCosmetic(True)
    return made


def dashes(points: FloatArray, dash: tuple[float, ...]) -> list[QLineF]:
    """Cut a line of points (POINT, 2) into straight dashes, lengths in the points' unit.

    `dash` is what is drawn and left out, in turn, an even number of lengths. Qt's own dashing
    costs more than all the rest of a chart; cut once, it costs nothing.
    """
    if len(points) == 0:
        return []
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    edges = np.cumsum([0.0, *dash])
    rounds = np.arange(0.0, along[-1], edges[-1])[:, np.newaxis]
    starts = (rounds + edges[:-1:2]).reshape(-1)
    starts = starts[starts < along[-1]]
    drawn = np.resize(np.array(dash[::2]), len(starts))
    ends = np.minimum(starts + drawn, along[-1])
    x0, x1 = (np.interp(at, along, points[:, 0]) for at in (starts, ends))
    y0, y1 = (np.interp(at, along, points[:, 1]) for at in (starts, ends))
    cut = np.stack([x0, y0, x1, y1], axis=1)
    return [QLineF(*line) for line in cut.tolist()]


def tinted(colour: str, opacity: float) -> QColor:
    """Return a colour with an opacity between 0 and 1."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


def scale_of(painter: QPainter) -> float:
    """Return device pixels per logical pixel of whatever is painted on, pictures included."""
    return painter.deviceTransform().m11()


def takes_pictures(painter: QPainter) -> bool:
    """Say whether what is painted on is made of pixels: elsewhere text shall stay text."""
    return painter.paintEngine().type() is QPaintEngine.Type.Raster


def snapped(position: float, scale: float) -> float:
    """Return the logical position of the device pixel edge nearest to this one."""
    return round(position * scale) / scale


def hairline(scale: float, rule: int = 1) -> float:
    """Return the thickness in logical pixels of a line of whole device pixels, about `rule`."""
    return max(1, int(scale * rule)) / scale


def across(
    painter: QPainter, left: float, right: float, y: float, colour: str, rule: int = 1
) -> None:
    """Draw a sharp horizontal line, `rule` pixels thick."""
    scale = scale_of(painter)
    thick = hairline(scale, rule)
    top = snapped(y - thick / 2, scale)
    painter.fillRect(QRectF(left, top, right - left, thick), QColor(colour))


def upright(
    painter: QPainter, x: float, top: float, bottom: float, colour: QColor | str, rule: int = 1
) -> None:
    """Draw a sharp vertical line, `rule` pixels thick."""
    scale = scale_of(painter)
    thick = hairline(scale, rule)
    left = snapped(x - thick / 2, scale)
    painter.fillRect(QRectF(left, top, thick, bottom - top), QColor(colour))


def dotted_upright(
    painter: QPainter, x: float, top: float, bottom: float, colour: str, rule: int = 1
) -> None:
    """Draw a vertical line of dots, `rule` pixels large, one every three."""
    scale = scale_of(painter)
    thick = hairline(scale, rule)
    left = snapped(x - thick / 2, scale)
    y, ink = snapped(top, scale), QColor(colour)
    while y < bottom:
        painter.fillRect(QRectF(left, y, thick, thick), ink)
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
