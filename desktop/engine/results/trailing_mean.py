"""From a variable to the line on a chart: the unit's scale and the last twelve months."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from desktop.domain.clock import Clock
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator

MONTHS = 12
PIECE = 32
"""Steps that are drawn at a time, so that what is summed stays in the cache; over a year."""

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


class TrailingMean:
    """Turn variables into lines; keeps its working arrays, which are dear to allocate anew."""

    def __init__(self, rows: int, members: int, dtype: DTypeLike) -> None:
        self._year = np.full((min(PIECE, rows) + MONTHS - 1, members), np.nan, dtype)
        self._sums = [np.full_like(self._year, np.nan) for _ in range(2)]

    def draw(
        self, indicator: Indicator, variable: Array, observed: Array | None, out: Array
    ) -> None:
        """Write the line a chart shows, in the indicator's unit.

        `variable` and `out` are (TIME, 1 or MEMBER). A twelve-month line takes the months up to
        the vantage from `observed`; without it they all stand at the model's starting value.
        """
        if not indicator.twelve_months:
            np.multiply(variable, out.dtype.type(indicator.scale), out)
            return
        twelfth = out.dtype.type(indicator.scale / MONTHS)
        back = MONTHS - 1
        for first in range(0, len(out), PIECE):
            last = min(first + PIECE, len(out))
            year = self._year[: last - first + back]
            if first == 0:
                np.multiply(variable[:last], twelfth, year[back:])
                year[:MONTHS] = year[back] if observed is None else observed / MONTHS
            else:
                np.multiply(variable[first - back : last], twelfth, year)
            trailing_sum(year, self._sums, out[first:last])


def trailing_sum(values: Array, sums: list[Array], out: Array) -> None:
    """Write the sum of each row and the eleven before it, from the twelfth row on.

    `values` are (TIME, MEMBER), `out` eleven rows fewer; `sums` two working arrays as large.
    Sums of 2, 4, 8, then 8 + 4: no running total, so nothing drifts in single precision.
    """
    rows = len(values)
    two = np.add(values[:-1], values[1:], sums[0][: rows - 1])
    four = np.add(two[:-2], two[2:], sums[1][: rows - 3])
    eight = np.add(four[:-4], four[4:], sums[0][: rows - 7])
    np.add(eight[:-4], four[8:], out)
