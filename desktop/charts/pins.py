"""The lines of what is pinned: thin, each with a letter, a colour and dashes of its own."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from desktop.charts.frame import Frame
from desktop.charts.paint import dashes, pen
from desktop.charts.tokens import Tokens
from desktop.domain.pin import LETTERS

FloatArray = NDArray[np.floating]

DASHES: dict[str, tuple[float, ...]] = dict(
    zip(
        LETTERS,
        ((8.0, 3.0, 2.0, 3.0), (2.0, 3.0), (14.0, 4.0), (8.0, 3.0, 2.0, 3.0, 2.0, 3.0)),
        strict=True,
    )
)
"""By letter: logical pixels drawn and left out, in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class PinnedLine:
    """Hold the median of one pin, (TIME,) or shorter, in the indicator's unit."""

    letter: str
    median: FloatArray

    def until(self, step: int) -> "PinnedLine":
        """Return the line up to a step."""
        return PinnedLine(self.letter, self.median[: step + 1])

    def at(self, step: int) -> float:
        """Return the value at a step, or where the line ends before it."""
        return float(self.median[min(step, len(self.median) - 1)])


def paint_pins(
    painter: QPainter,
    lines: tuple[PinnedLine, ...],
    years: FloatArray,
    frame: Frame,
    tokens: Tokens,
) -> None:
    """Paint the lines into a plot; `years` are the points in time of the longest, (TIME,)."""
    measures = frame.measures
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame.plot, Qt.ClipOperation.IntersectClip)
    for line in lines:
        x = frame.x(years[: len(line.median)])
        points = np.stack([x, frame.y(line.median)], axis=1)
        drawn = pen(tokens.pin(line.letter), measures.pin_pen)
        drawn.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(drawn)
        painter.drawLines(dashes(points, measures.dash(DASHES[line.letter])))
    painter.restore()
