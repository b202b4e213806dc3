"""Percentiles over the members.

The p-th percentile of N sorted values is the value at place p/100 × (N − 1), counted from 0, with
straight lines between neighbours: the definition that NumPy calls "linear", Hyndman and Fan's
seventh (The American Statistician 50, 1996). The compiled engine selects them without sorting, to
the same bits.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.domain.errors import UnknownIndicatorError
from desktop.engine.machine.executor import library
from desktop.engine.machine.feed import VECTOR
from desktop.engine.results.projection import PERCENTILES, Bands, FloatArray, Projection

_SHARES = np.array(PERCENTILES) / 100


def bands(projection: Projection, indicators: Sequence[str] | None = None) -> Bands:
    """Return the percentiles of some indicators, of all of the projection's if none are named.

    In the indicators' units, (PERCENTILE, TIME, INDICATOR). Raise UnknownIndicatorError.
    """
    wanted = projection.indicators if indicators is None else tuple(indicators)
    for indicator in wanted:
        if indicator not in projection.indicators:
            raise UnknownIndicatorError(indicator=indicator)
    steps, lines, members = projection.values.shape
    places = [projection.indicators.index(indicator) for indicator in wanted]
    rows = (np.arange(steps)[:, np.newaxis] * lines + np.array(places, int)).reshape(-1)
    found = _percentiles(projection.values.reshape(steps * lines, members), rows)
    found = found.reshape(len(PERCENTILES), steps, len(wanted))
    found.flags.writeable = False
    return Bands(projection.clock, wanted, found)


def percentiles(values: FloatArray) -> FloatArray:
    """Return the percentiles of values by (…, MEMBER), in their unit: (PERCENTILE, …).

    Where any of the values they are taken of is not finite, all are NaN.
    """
    rows = values.reshape(-1, values.shape[-1])
    return _percentiles(rows, np.arange(len(rows))).reshape(-1, *values.shape[:-1])


def _percentiles(values: FloatArray, rows: NDArray[np.integer]) -> FloatArray:
    """Return the percentiles, (PERCENTILE, CHOSEN), of chosen rows of values by (ROW, MEMBER)."""
    compiled = library()
    if (
        compiled is not None
        and values.dtype in (np.float32, np.float64)
        and values.shape[1] * values.itemsize >= VECTOR
    ):
        if values.strides[-1] != values.itemsize:
            values = np.ascontiguousarray(values)
        return compiled.percentiles(values, rows, _SHARES)
    values = values[rows]
    ordered = np.sort(values, axis=-1)
    last = values.shape[-1] - 1
    found = np.full((len(PERCENTILES), len(rows)), np.nan, values.dtype)
    for row, share in enumerate(_SHARES):
        place = share * last
        below = math.floor(place)
        low, high = ordered[:, below], ordered[:, min(below + 1, last)]
        found[row] = low + (high - low) * values.dtype.type(place - below)
    found[:, ~np.isfinite(values).all(axis=-1)] = np.nan
    return found
