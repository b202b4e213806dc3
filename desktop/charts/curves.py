"""The curves of a fan: pyqtgraph items that redraw fast while a lever moves."""

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.charts.paint import DASH_BASELINE, pen, tinted

FloatArray = NDArray[np.floating]

POLICY_WIDTH = 2.25
CASING_WIDTH = 4.4
MOVING_WIDTH = 1.0
BASELINE_WIDTH = 1.25

_P05, _P25, _P50, _P75, _P95 = range(5)


class _Curve(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """Lie in a ViewBox, in decimal years and indicator units.

    The view's range is set by the chart, never by the items: their bounds are the whole range,
    which spares the scene from rebuilding its index at every change.
    """

    def __init__(self, years: FloatArray) -> None:
        super().__init__()
        self._years = years
        self._range = QRectF()
        self._shown = False

    def set_range(self, whole: QRectF) -> None:
        """Tell the item the range of the view, in its own units."""
        self.prepareGeometryChange()
        self._range = whole

    def boundingRect(self) -> QRectF:
        """Return the range of the view."""
        return self._range

    def _line(self) -> QPolygonF:
        line: QPolygonF = create_qpolygonf(len(self._years))
        ndarray_from_qpolygonf(line)[:, 0] = self._years
        return line

    def _area(self) -> QPolygonF:
        area: QPolygonF = create_qpolygonf(2 * len(self._years))
        ndarray_from_qpolygonf(area)[:, 0] = np.concatenate([self._years, self._years[::-1]])
        return area


class BandCurve(_Curve):
    """Draw the 90 % and the 50 % band, one path each, and at rest the policy line's casing."""

    def __init__(self, years: FloatArray) -> None:
        super().__init__(years)
        self._outer, self._inner, self._middle = self._area(), self._area(), self._line()
        self._brushes = (QBrush(), QBrush())
        self._casing = pen("#000000", CASING_WIDTH)
        self._at_rest = True

    def set_colours(self, colour: str, opacity90: float, opacity50: float, casing: str) -> None:
        """Take the family's colour and, for the casing, the card's."""
        self._brushes = (
            QBrush(tinted(colour, opacity90)),
            QBrush(tinted(colour, opacity50)),
        )
        self._casing = pen(casing, CASING_WIDTH)

    def set_bands(self, bands: FloatArray, *, at_rest: bool) -> None:
        """Take percentiles (5, TIME)."""
        half = len(self._years)
        for area, low, high in ((self._outer, _P05, _P95), (self._inner, _P25, _P75)):
            points = ndarray_from_qpolygonf(area)
            points[:half, 1] = bands[low]
            points[half:, 1] = bands[high, ::-1]
        ndarray_from_qpolygonf(self._middle)[:, 1] = bands[_P50]
        self._at_rest = at_rest
        self._shown = True

    def set_at_rest(self, at_rest: bool) -> None:
        """Smooth the edges and draw the casing, or draw fast."""
        self._at_rest = at_rest

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint what has been taken, nothing before."""
        if not self._shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._at_rest)
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, area in zip(self._brushes, (self._outer, self._inner), strict=True):
            painter.setBrush(brush)
            painter.drawPolygon(area)
        if self._at_rest:
            painter.setPen(self._casing)
            painter.drawPolyline(self._middle)


class PolicyCurve(_Curve):
    """Draw the policy's median."""

    def __init__(self, years: FloatArray) -> None:
        super().__init__(years)
        self._middle = self._line()
        self._rest_pen = pen("#000000", POLICY_WIDTH)
        self._moving_pen = pen("#000000", MOVING_WIDTH)
        self._at_rest = True

    def set_colour(self, colour: str) -> None:
        """Take the family's colour."""
        self._rest_pen = pen(colour, POLICY_WIDTH)
        self._moving_pen = pen(colour, MOVING_WIDTH)

    def set_median(self, median: FloatArray, *, at_rest: bool) -> None:
        """Take the median (TIME)."""
        ndarray_from_qpolygonf(self._middle)[:, 1] = median
        self._at_rest = at_rest
        self._shown = True

    def set_at_rest(self, at_rest: bool) -> None:
        """Draw the strong line, or one pixel."""
        self._at_rest = at_rest

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Paint what has been taken, nothing before."""
        if not self._shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._at_rest)
        painter.setPen(self._rest_pen if self._at_rest else self._moving_pen)
        painter.drawPolyline(self._middle)


class BaselineCurve(pg.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph carries no types
    """Draw the dashed status quo; kept as a picture between changes, for dashing is slow."""

    def __init__(self, years: FloatArray) -> None:
        super().__init__(antialias=True)
        self._years = years
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)

    def set_colour(self, colour: str) -> None:
        """Take the baseline's colour."""
        self.setPen(pen(QColor(colour), BASELINE_WIDTH, DASH_BASELINE))

    def set_median(self, median: FloatArray) -> None:
        """Take the median (TIME)."""
        self.setData(self._years, median)
