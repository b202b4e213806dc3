"""The curves of a fan, which redraw fast while a lever moves."""

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF, QTransform

from desktop.charts.paint import dashes, data_pen, pen, takes_pictures, tinted

FloatArray = NDArray[np.floating]

_P05, _P25, _P50, _P75, _P95 = range(5)


class _Curve:
    """Paint in decimal years and indicator units, with a painter that maps them to pixels."""

    def __init__(self, years: FloatArray) -> None:
        self._years = years
        self._colour = "#000000"
        self._shown = False
        self._at_rest = True

    def set_years(self, years: FloatArray) -> None:
        """Take other points in time (TIME), as many as before."""
        self._years = years

    def set_colour(self, colour: str) -> None:
        """Take the colour of the line."""
        self._colour = colour

    def set_at_rest(self, at_rest: bool) -> None:
        """Draw smooth and strong, or fast."""
        self._at_rest = at_rest

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint what has been taken, nothing before, at so many device pixels a logical one."""
        raise NotImplementedError

    def _line(self) -> QPolygonF:
        line: QPolygonF = create_qpolygonf(len(self._years))
        ndarray_from_qpolygonf(line)[:, 0] = self._years
        return line

    def _area(self) -> QPolygonF:
        area: QPolygonF = create_qpolygonf(2 * len(self._years))
        ndarray_from_qpolygonf(area)[:, 0] = np.concatenate([self._years, self._years[::-1]])
        return area


class BandCurve(_Curve):
    """Draw the 90 % and the 50 % band, one path each, and at rest the policy line's casing.

    `years` are the points in time, (TIME,), in years; `casing` a width in pixels.
    """

    def __init__(self, years: FloatArray, casing: float) -> None:
        super().__init__(years)
        self._casing = casing
        self._outer, self._inner, self._middle = self._area(), self._area(), self._line()
        self._brushes = (QBrush(), QBrush())

    def set_opacities(self, colour: str, outer: float, inner: float) -> None:
        """Take the family's colour and how strong it is in either band."""
        self._brushes = (QBrush(tinted(colour, outer)), QBrush(tinted(colour, inner)))

    def set_years(self, years: FloatArray) -> None:
        """Take other points in time (TIME), as many; nothing is drawn until values come."""
        super().set_years(years)
        self._outer, self._inner, self._middle = self._area(), self._area(), self._line()
        self._shown = False

    def set_bands(self, bands: FloatArray | None) -> None:
        """Take percentiles (5, TIME) in the indicator's unit, or none."""
        self._shown = bands is not None
        if bands is None:
            return
        half = len(self._years)
        for area, low, high in ((self._outer, _P05, _P95), (self._inner, _P25, _P75)):
            points = ndarray_from_qpolygonf(area)
            points[:half, 1] = bands[low]
            points[half:, 1] = bands[high, ::-1]
        ndarray_from_qpolygonf(self._middle)[:, 1] = bands[_P50]

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint what has been taken, nothing before, at so many device pixels a logical one."""
        if not self._shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._at_rest)
        painter.setPen(Qt.PenStyle.NoPen)
        for brush, area in zip(self._brushes, (self._outer, self._inner), strict=True):
            painter.setBrush(brush)
            painter.drawPolygon(area)
        if self._at_rest:
            painter.setPen(data_pen(self._colour, self._casing, scale))
            painter.drawPolyline(self._middle)


class PolicyCurve(_Curve):
    """Draw the policy's median, with a thinner pen while it moves.

    `years` are the points in time, (TIME,), in years; both widths are in pixels.
    """

    def __init__(self, years: FloatArray, width: float, moving: float) -> None:
        super().__init__(years)
        self._width, self._moving = width, moving
        self._middle = self._line()

    def set_years(self, years: FloatArray) -> None:
        """Take other points in time (TIME), as many; nothing is drawn until values come."""
        super().set_years(years)
        self._middle, self._shown = self._line(), False

    def set_median(self, median: FloatArray | None) -> None:
        """Take the median (TIME,) in the indicator's unit, or none."""
        self._shown = median is not None
        if median is not None:
            ndarray_from_qpolygonf(self._middle)[:, 1] = median

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint what has been taken, nothing before, at so many device pixels a logical one."""
        if not self._shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._at_rest)
        width = self._width if self._at_rest else self._moving
        painter.setPen(data_pen(self._colour, width, scale))
        painter.drawPolyline(self._middle)


class DashedCurve(_Curve):
    """Draw dashed lines without area, cut into dashes once for each change or scale of the axes.

    Such are the status quo, target lines, pins, and curves as they were under an earlier model.
    `years` are the points in time, (TIME,), in years; dash and width are in pixels.
    """

    def __init__(self, years: FloatArray, dash: tuple[float, ...], width: float) -> None:
        super().__init__(years)
        self._dash, self._width = dash, width
        self._lines: FloatArray = np.zeros((0, len(years)))
        self._dashes: list[QLineF] = []
        self._cut_for: QTransform | None = None

    def set_lines(self, lines: FloatArray | None) -> None:
        """Take lines (LINE, TIME) in the indicator's unit, or none."""
        self._lines = np.zeros((0, len(self._years))) if lines is None else lines
        self._cut_for = None
        self._shown = lines is not None

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint what has been taken, nothing before, at so many device pixels a logical one."""
        if not self._shown:
            return
        to_pixels = painter.worldTransform()
        # On paper these are dots of the printer, many to a pixel of the desk.
        dots = 1.0 if takes_pictures(painter) else scale
        dash = tuple(part * dots for part in self._dash)
        if self._cut_for != to_pixels:
            x = to_pixels.m11() * self._years + to_pixels.dx()
            self._dashes = [
                each
                for line in self._lines
                for each in dashes(
                    np.stack([x, to_pixels.m22() * line + to_pixels.dy()], axis=1), dash
                )
            ]
            self._cut_for = to_pixels
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = pen(self._colour, self._width * dots)
        drawn.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(drawn)
        painter.drawLines(self._dashes)
        painter.restore()
