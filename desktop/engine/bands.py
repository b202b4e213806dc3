"""Percentiles over the members.

The p-th percentile of N sorted values is the value at place p/100 × (N − 1), counted from 0, with
straight lines between neighbours: the definition that NumPy calls "linear", Hyndman and Fan's
seventh (The American Statistician 50, 1996). Sorting whole rows is many times quicker than
NumPy's own percentiles.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.domain.errors import UnknownIndicatorError
from desktop.engine.projection import PERCENTILES, Bands, FloatArray, Projection

Array = NDArray[Any]


def bands(projection: Projection, indicators: Sequence[str] | None = None) -> Bands:
    """Return the percentiles of some indicators, of all of the projection's if none are named."""
    wanted = projection.indicators if indicators is None else tuple(indicators)
    for indicator in wanted:
        if indicator not in projection.indicators:
            raise UnknownIndicatorError(indicator=indicator)
    if wanted == projection.indicators:
        values = projection.values.copy()
    else:
        places = [projection.indicators.index(indicator) for indicator in wanted]
        values = projection.values[:, places, :]
    values.sort(axis=-1)
    found = of_sorted(values)
    found.flags.writeable = False
    return Bands(projection.clock, wanted, found)


def percentiles(values: FloatArray) -> FloatArray:
    """Return the percentiles along the last axis, which becomes the first."""
    return of_sorted(np.sort(values, axis=-1))


def of_sorted(values: Array) -> Array:
    """Return the percentiles of values already sorted along the last axis."""
    last = values.shape[-1] - 1
    found = np.full((len(PERCENTILES), *values.shape[:-1]), np.nan, values.dtype)
    for row, percentile in enumerate(PERCENTILES):
        place = percentile / 100 * last
        below = math.floor(place)
        low, high = values[..., below], values[..., min(below + 1, last)]
        found[row] = low + (high - low) * values.dtype.type(place - below)
    return found
