"""The lines of one fan chart, and what is known of them until a month."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.charts.axes import FIRST_SHOWN
from desktop.charts.pins import PinnedLine
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator
from desktop.engine.results.projection import MEDIAN

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class Fan:
    """Hold percentiles (5, TIME) from the vantage on, in the indicator's unit; None for no line."""

    usual: FloatArray | None = None
    """Default baseline, where it is not the status quo shown."""
    baseline: FloatArray | None = None
    """Status quo under the scenario's assumptions."""
    policy: FloatArray | None = None
    kept: FloatArray | None = None
    """The policy as it was under an earlier model."""
    pins: tuple[PinnedLine, ...] = ()

    def until(self, step: int) -> "Fan":
        """Return the lines as long as they are until a step; before step 0 there are none.

        They keep their length: all that is later lies on the point of that step, so that it is
        neither drawn nor covered by an axis.
        """
        if step < 0:
            return Fan()
        usual, baseline, policy, kept = (
            None if bands is None else held(bands, step)
            for bands in (self.usual, self.baseline, self.policy, self.kept)
        )
        pins = tuple(line.until(step) for line in self.pins)
        return Fan(usual_apart(usual, baseline), baseline, policy, kept, pins)

    def drawn(self) -> list[FloatArray]:
        """Return what an axis must cover: percentiles (5, TIME) in the indicator's unit.

        Of the default baseline and of pins only the median is drawn, (TIME,).
        """
        found = [one for one in (self.baseline, self.policy, self.kept) if one is not None]
        found += [line.median for line in self.pins]
        return found if self.usual is None else [*found, self.usual[MEDIAN]]


def usual_apart(usual: FloatArray | None, baseline: FloatArray | None) -> FloatArray | None:
    """Return the default baseline, None where its line is that of the status quo shown.

    Both are percentiles (5, TIME), None where there are none.
    """
    if usual is None or baseline is None:
        return usual
    return None if np.array_equal(usual[MEDIAN], baseline[MEDIAN]) else usual


def held(values: FloatArray, step: int) -> FloatArray:
    """Return values (…, TIME) that stay from a step on what they are in it."""
    return values[..., np.minimum(np.arange(values.shape[-1]), step)]


def between(before: FloatArray, after: FloatArray, share: float) -> FloatArray:
    """Return lines (…, TIME) on their way: at a share of 0 those before, at 1 those after."""
    if share <= 0.0:
        return before
    return after if share >= 1.0 else before + share * (after - before)


def median(bands: FloatArray | None) -> FloatArray | None:
    """Return the median (TIME,) of percentiles (5, TIME)."""
    return None if bands is None else bands[MEDIAN]


def measured_values(indicator: Indicator, series: Series | None, *, monthly: bool) -> FloatArray:
    """Return the values before the vantage that an axis must cover, (POINT,), in its unit."""
    if series is None:
        return np.array(indicator.start_range or ())
    values = zip(series.months, series.values, strict=True)
    if monthly and series.raw_months:
        values = zip(series.raw_months, series.raw_values, strict=True)
    return np.array([value for month, value in values if month >= FIRST_SHOWN])
