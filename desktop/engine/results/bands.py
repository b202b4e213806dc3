"""Percentiles over the members.

The p-th percentile of N sorted values is the value at place p/100 × (N − 1), counted from 0, with
straight lines between neighbours: the definition that NumPy calls "linear", Hyndman and Fan's
seventh (The American Statistician 50, 1996). The compiled engine selects them without sorting, to
the same bits.
"""

import math
from collections.abc import Sequence

import numpy as np

from desktop.domain.errors import UnknownIndicatorError
from desktop.engine.machine.executor import library
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
    values = projection.values
    if wanted != projection.indicators:
        places = [projection.indicators.index(indicator) for indicator in wanted]
        values = values[:, places, :]
    found = percentiles(values)
    found.flags.writeable = False
    return Bands(projection.clock, wanted, found)


def percentiles(values: FloatArray) -> FloatArray:
    """Return the percentiles of values by (…, MEMBER), in their unit: (PERCENTILE, …).

    Where any of the values they are taken of is not finite, all are NaN.
    """
    compiled = library()
    if compiled is not None and values.size and values.dtype in (np.float32, np.float64):
        rows = values.reshape(-1, values.shape[-1])
        if rows.strides[-1] != rows.itemsize:
            rows = np.ascontiguousarray(rows)
        return compiled.percentiles(rows, _SHARES)[0].reshape(-1, *values.shape[:-1])
    ordered = np.sort(values, axis=-1)
    last = values.shape[-1] - 1
    found = np.full((len(PERCENTILES), *values.shape[:-1]), np.nan, values.dtype)
    for row, share in enumerate(_SHARES):
        place = share * last
        below = math.floor(place)
        low, high = ordered[..., below], ordered[..., min(below + 1, last)]
        found[row] = low + (high - low) * values.dtype.type(place - below)
    found[:, ~np.isfinite(values).all(axis=-1)] = np.nan
    return found
