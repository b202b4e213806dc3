"""A small curve without axes: one variable of the central run, from the vantage to the horizon."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.charts.paint import pen
from desktop.charts.tokens import Tokens

_PEN = 1.5
_DOT = 2.5


def paint_mini_curve(
    painter: QPainter,
    area: QRectF,
    values: NDArray[np.floating],
    colour: str,
    tokens: Tokens,
    step: int | None = None,
) -> None:
    """Paint values (TIME,) over an area, from their lowest to their highest; a dot at a step.

    A variable that never moves is a line in the middle.
    """
    low, high = float(values.min()), float(values.max())
    inside = area.adjusted(_DOT, _DOT, -_DOT, -_DOT)
    across = np.linspace(inside.left(), inside.right(), len(values))
    share = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
    up = inside.bottom() - share * inside.height()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(colour, _PEN))
    points = [QPointF(x, y) for x, y in zip(across.tolist(), up.tolist(), strict=True)]
    painter.drawPolyline(points)
    if step is not None:
        painter.setPen(pen(tokens.surface, 1.0))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(points[min(max(step, 0), len(points) - 1)], _DOT, _DOT)
