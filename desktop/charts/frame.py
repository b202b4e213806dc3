"""Where things lie in a plot: months and values to pixels and back."""

from dataclasses import dataclass
from typing import Any, TypeVar

from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from desktop.charts.axes import ValueAxis
from desktop.charts.measures import DESK, Measures
from desktop.domain.clock import Month

F = TypeVar("F", float, NDArray[Any])


@dataclass(frozen=True, slots=True)
class Frame:
    """Map decimal years (see `Month.year_fraction`) and values onto the plot's rectangle."""

    plot: QRectF
    first: float
    last: float
    axis: ValueAxis
    measures: Measures = DESK

    def x(self, year: F) -> F:
        """Return the pixel of a point in time, or of each of several."""
        share = (year - self.first) / (self.last - self.first)
        return self.plot.left() + share * self.plot.width()

    def y(self, value: F) -> F:
        """Return the pixel of a value, or of each of several; it may lie outside the plot."""
        share = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.plot.bottom() - share * self.plot.height()

    def shows(self, month: Month) -> bool:
        """Say whether the end of a month lies inside."""
        return self.first <= month.year_fraction <= self.last

    def month(self, x: float) -> Month:
        """Return the shown month whose end is nearest to a pixel."""
        share = min(1.0, max(0.0, (x - self.plot.left()) / self.plot.width()))
        months = round((self.first + share * (self.last - self.first)) * 12)
        earliest = round(self.first * 12) + 1
        return Month.from_ordinal(max(earliest, months) - 1)
