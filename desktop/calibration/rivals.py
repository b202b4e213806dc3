"""The simple rivals that a projection is held against, fitted to what was known at an origin.

All work on natural logarithms of yearly values. The drifting walk on the years since 2007 is
`walk.py`'s; the others know the longest history there is.
"""

import math
import warnings
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import numpy as np

from desktop.calibration.walk import QUANTILES, Walk, fitted_walk
from desktop.calibration.window import Floats, Observed

FEWEST = 8
"""Years without which an autoregression or a smoothing is not fitted."""


class Rival(StrEnum):
    """Name the rivals, the plainest first."""

    LAST = "last"
    """The last value, as wide as changes have been: a walk without drift."""
    WALK = "walk"
    """A drifting walk, from the changes since 2007."""
    LONG_WALK = "long_walk"
    """A drifting walk, from all changes known."""
    AUTOREGRESSION = "autoregression"
    """A first-order autoregression on changes, with drift."""
    SMOOTHING = "smoothing"
    """Exponential smoothing: level alone, with trend or with damped trend, by corrected AIC."""


def rival_bands(known: Observed, origin: int, years: int) -> Mapping[Rival, Floats]:
    """Return percentiles of each rival on all that was known, (PERCENTILE, YEAR), origin first.

    What too little was known for is left out, and so is the short walk. Needs statsmodels, of
    the extra `calibration`.
    """
    walk = fitted_walk(known, origin)
    if walk is None:
        return {}
    logs = _unbroken(known)
    changes = np.diff(logs)
    still = Walk(walk.last, 0.0, math.sqrt(float((changes**2).mean())))
    found = {Rival.LAST: still.bands(years), Rival.LONG_WALK: walk.bands(years)}
    if len(logs) >= FEWEST:
        for rival, fitted in _fits(logs).items():
            forecast = fitted.get_forecast(years)
            middle, spread = np.asarray(forecast.predicted_mean), np.asarray(forecast.se_mean)
            ahead = middle[np.newaxis, :] + QUANTILES[:, np.newaxis] * spread[np.newaxis, :]
            start = np.full((len(QUANTILES), 1), walk.last)
            found[rival] = np.concatenate([start, ahead], axis=1)
    return found


def _unbroken(known: Observed) -> Floats:
    """Return the logarithms of the last years that follow each other without a gap."""
    first = len(known.years) - 1
    while first > 0 and known.years[first - 1] == known.years[first] - 1:
        first -= 1
    return known.logs[first:]


def _fits(logs: Floats) -> Mapping[Rival, Any]:
    """Return the fitted models of what takes a library."""
    from statsmodels.tsa.arima.model import ARIMA
    from statsmodels.tsa.statespace.exponential_smoothing import ExponentialSmoothing

    trend = {"trend": True}
    with warnings.catch_warnings():
        # A weight at the edge of its range is an answer here, not a fault.
        warnings.simplefilter("ignore")
        smoothings = [
            ExponentialSmoothing(logs, **kind).fit(disp=False)
            for kind in ({}, trend, {**trend, "damped_trend": True})
        ]
        return {
            Rival.AUTOREGRESSION: ARIMA(logs, order=(1, 1, 0), trend="t").fit(),
            Rival.SMOOTHING: min(smoothings, key=lambda fitted: float(fitted.aicc)),
        }
