"""The rivals: the last value, and a random walk with drift and fitted noise, on logarithms."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from desktop.calibration.window import Floats, Observed
from desktop.engine.results.projection import PERCENTILES

FEWEST = 3
"""Yearly changes without which no noise can be fitted."""

QUANTILES = np.array([NormalDist().inv_cdf(percentile / 100) for percentile in PERCENTILES])


@dataclass(frozen=True)
class Walk:
    """Hold a walk fitted to the yearly changes that were known at an origin."""

    last: float
    drift: float
    """Per year."""
    sd: float
    """Of one year's change."""

    def bands(self, years: int) -> Floats:
        """Return its percentiles of the logarithm, (PERCENTILE, YEAR), the origin's year first."""
        ahead = np.arange(years + 1)
        spread = self.sd * np.sqrt(ahead)
        middle = self.last + self.drift * ahead
        found: Floats = middle[np.newaxis, :] + QUANTILES[:, np.newaxis] * spread[np.newaxis, :]
        return found


def fitted_walk(known: Observed, origin: int) -> Walk | None:
    """Fit drift and noise to changes between neighboring years; None where there are too few.

    The walk starts from the origin's own year, so without that value there is none either.
    """
    if not known.years or known.years[-1] != origin:
        return None
    years = known.years
    changes = [
        float(known.logs[place + 1] - known.logs[place])
        for place in range(len(years) - 1)
        if years[place + 1] == years[place] + 1
    ]
    if len(changes) < FEWEST:
        return None
    drift = math.fsum(changes) / len(changes)
    squares = math.fsum((change - drift) ** 2 for change in changes)
    return Walk(float(known.logs[-1]), drift, math.sqrt(squares / (len(changes) - 1)))
