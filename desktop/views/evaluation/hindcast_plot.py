"""The plot of a projection from a past origin: the fan, its rival, and what then happened."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.charts.backdrop import Backdrop
from desktop.charts.paint import pen
from desktop.charts.plot_view import PlotView

FloatArray = NDArray[np.floating]

_DOT = 4.0
_RING = 1.6


@dataclass(frozen=True, slots=True)
class Happened:
    """Hold one value that was observed after the origin."""

    year: float
    """On the decimal time axis."""
    value: float
    inside: bool
    """Whether the 90 % band holds it: filled where it does, a ring where not."""


class HindcastPlot(PlotView):
    """Paint a fan and, over it, the outline of the rival's band and what was observed."""

    def __init__(self, parent: QWidget, years: FloatArray) -> None:
        super().__init__(parent, years)
        self._rival: tuple[FloatArray, FloatArray, FloatArray] | None = None
        self._happened: tuple[Happened, ...] = ()

    def set_rival(self, years: FloatArray, low: FloatArray, high: FloatArray) -> None:
        """Take the ends of the rival's 90 % band at some points in time."""
        self._rival = (years, low, high)
        self.update()

    def set_happened(self, happened: tuple[Happened, ...]) -> None:
        """Take what was observed after the origin."""
        self._happened = happened
        self.update()

    def _paint_over(self, painter: QPainter, backdrop: Backdrop) -> None:
        """Paint rival and observed values, then the words at the line ends."""
        painter.save()
        self._draw_past(painter, backdrop)
        painter.restore()
        super()._paint_over(painter, backdrop)

    def _draw_past(self, painter: QPainter, backdrop: Backdrop) -> None:
        frame, tokens = backdrop.frame, backdrop.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(frame.plot.adjusted(-_DOT, 0, _DOT + 2, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._rival is not None:
            painter.setPen(pen(tokens.ink3, frame.measures.rival_pen))
            years, low, high = self._rival
            for ends in (low, high):
                line = [
                    QPointF(frame.x(float(year)), frame.y(float(end)))
                    for year, end in zip(years, ends, strict=True)
                ]
                painter.drawPolyline(QPolygonF(line))
        for each in self._happened:
            at = QPointF(frame.x(each.year), frame.y(each.value))
            painter.setPen(QPen(QColor(tokens.surface), 1.25))
            painter.setBrush(QColor(tokens.ink))
            if each.inside:
                painter.drawEllipse(at, _DOT, _DOT)
            else:
                painter.drawEllipse(at, _DOT + _RING / 2 + 0.75, _DOT + _RING / 2 + 0.75)
                painter.setPen(QPen(QColor(tokens.ink), _RING))
                painter.setBrush(QColor(tokens.surface))
                painter.drawEllipse(at, _DOT - _RING / 2 + 0.4, _DOT - _RING / 2 + 0.4)
