"""From a variable to the line on a chart: the unit's scale and the last twelve months."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Clock
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator

MONTHS = 12

Array = NDArray[Any]


def observed_year(indicator: Indicator, series: Series | None, clock: Clock) -> Array | None:
    """Return the twelve single months up to the vantage, (12, 1), in the indicator's unit.

    None where the default line is not a twelve-month mean, or the series does not hold all twelve.
    """
    if not indicator.twelve_months or series is None:
        return None
    by_month = dict(zip(series.raw_months, series.raw_values, strict=True))
    wanted = [clock.vantage.plus(back) for back in range(1 - MONTHS, 1)]
    if not all(month in by_month for month in wanted):
        return None
    return np.array([[by_month[month]] for month in wanted])


def default_line(indicator: Indicator, variable: Array, observed: Array | None) -> Array:
    """Return the line a chart shows, in the indicator's unit.

    `variable` is (TIME, 1 or MEMBER). A twelve-month line takes the months up to the vantage from
    `observed`; without it they all stand at the model's starting value.
    """
    values: Array = variable * variable.dtype.type(indicator.scale)
    if not indicator.twelve_months:
        return values
    before = values[:1] if observed is None else observed.astype(values.dtype)
    year = np.broadcast_to(before, (MONTHS, values.shape[1]))
    return trailing_mean(np.concatenate((year, values[1:])))


def trailing_mean(values: Array) -> Array:
    """Return the mean of each row and the eleven before it, from the twelfth row on."""
    # Sums of 2, 4, 8, then 8 + 4: no running total, so nothing drifts in single precision.
    two = values[:-1] + values[1:]
    four = two[:-2] + two[2:]
    eight = four[:-4] + four[4:]
    twelve = eight[:-4] + four[8:]
    mean: Array = twelve / values.dtype.type(MONTHS)
    return mean
