"""The line of a flow: the mean of the last twelve months, of which the first were observed."""

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


def trailing_mean(months: Array, before: Array | None) -> Array:
    """Return each month's mean of twelve, (TIME, ...), of single months of the same shape.

    The months up to the first are `before`, (12, 1), oldest first, the last in the first's place;
    without them all stand where the first one does. Sums of 2, 4, 8, then 8 + 4: no running total,
    so nothing drifts in single precision.
    """
    twelfths = months / months.dtype.type(MONTHS)
    if before is None:
        early = np.repeat(twelfths[:1], MONTHS - 1, axis=0)
    else:
        known = np.broadcast_to(before / MONTHS, (MONTHS, *months.shape[1:])).astype(months.dtype)
        early, twelfths[0] = known[:-1], known[-1]
    return sums_of_twelve(np.concatenate([early, twelfths]))


def sums_of_twelve(months: Array) -> Array:
    """Return the sum of each month, (TIME, ...), and the eleven before it, from the twelfth on."""
    two = months[:-1] + months[1:]
    four = two[:-2] + two[2:]
    sums: Array = (four[:-8] + four[4:-4]) + four[8:]
    return sums
