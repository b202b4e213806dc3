"""Process noise: how far years stray from a model, and the first-order process that strays so.

A projection starts where the last twelve months stood, so what counts is how much the gap between
record and model moves within one, two and three years, whatever the gap itself is.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from desktop.calibration.window import REGIMES, Floats, Observed
from desktop.domain.model.model import FittedNoise
from desktop.engine.ensemble.sampling import rounded

AHEAD = 3
"""Years ahead over which a noise is fitted."""
MEASURED = 0.03
"""Standard deviation of a yearly figure itself, log: revisions and what counting leaves out.

It bounds how closely the smoother follows the record; what it moves is part of the noise too,
because a projection is held against the same figures.
"""

SD_DOUBT, TAU_DOUBT = 0.7, 0.4
"""Standard deviations of the logarithms of size and time around what the model files judge.

Around their common scale, sizes are judged to a factor of three either way in nine cases of ten.
"""
_SIZES = np.linspace(-3.2, 3.2, 129)
_TIMES = np.linspace(-1.2, 1.2, 25)
_COUNT = {apart: 6.0 / 11.0 / apart for apart in range(1, AHEAD + 1)}
"""What a move over so many years counts for; the three of a year add up to one."""


@lru_cache(maxsize=256)
def yearly_covariance(tau: float, years: int) -> NDArray[np.float64]:
    """Return the covariance of yearly means of a noise of size 1 that starts at zero, (YEAR, YEAR).

    The first row is the vantage itself, so it is zero.
    """
    months = np.arange(1, 12 * years + 1)
    earlier = np.minimum.outer(months, months)
    apart = np.abs(np.subtract.outer(months, months))
    monthly = np.exp(-apart / tau) * (1.0 - np.exp(-2.0 * earlier / tau))
    covariance = np.zeros((years + 1, years + 1))
    covariance[1:, 1:] = monthly.reshape(years, 12, years, 12).mean(axis=(1, 3))
    covariance.flags.writeable = False
    return covariance


def gaps(observed: Observed, predicted: Floats, first: int) -> Floats:
    """Return the gap between record and model, (YEAR,), in logarithms, in the years observed.

    `predicted` is (YEAR,) in logarithms, from the year `first` on.
    """
    places = [year - first for year in observed.years]
    result: Floats = observed.logs - predicted[places]
    return result


def moves(observed: Observed, gap: Floats) -> list[tuple[int, float]]:
    """Return (years apart, move of the gap) for every pair of years up to AHEAD apart.

    `gap` is (YEAR,) in logarithms, in the years observed.
    """
    by_year = dict(zip(observed.years, gap.tolist(), strict=True))
    return [
        (later - year, by_year[later] - by_year[year])
        for year in by_year
        for later in range(year + 1, year + 1 + AHEAD)
        if later in by_year
    ]


def fit(prior: FittedNoise, moved: list[tuple[int, float]]) -> FittedNoise:
    """Return the noise whose yearly means move as the gap did, weighed against the judged one.

    The logarithms of size and time have normal priors around what the files judge. Moves over
    one, two and three years overlap: together they count as one a year, the longer the less.
    What stays unknown about the size is kept as its doubt, also where nothing was observed.
    """
    taus = prior.tau * np.exp(_TIMES)
    factors = np.array([np.diag(yearly_covariance(float(tau), AHEAD))[1:] for tau in taus])
    variances = (prior.sd * np.exp(_SIZES)) ** 2
    logs = -0.5 * (
        (_SIZES[np.newaxis, :] / SD_DOUBT) ** 2 + (_TIMES[:, np.newaxis] / TAU_DOUBT) ** 2
    )
    for apart, move in moved:
        spread = factors[:, apart - 1, np.newaxis] * variances
        logs = logs - 0.5 * _COUNT[apart] * (move * move / spread + np.log(spread))
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    time = float((weights * _TIMES[:, np.newaxis]).sum())
    # The size at that time that moves as far within three years.
    far = 0.5 * np.log(factors[:, AHEAD - 1] / yearly_covariance(prior.tau, AHEAD)[AHEAD, AHEAD])
    reach = _SIZES[np.newaxis, :] + far[:, np.newaxis]
    middle = float((weights * reach).sum())
    doubt = math.sqrt(float((weights * (reach - middle) ** 2).sum()))
    tau = prior.tau * math.exp(time)
    there = yearly_covariance(tau, AHEAD)[AHEAD, AHEAD]
    here = yearly_covariance(prior.tau, AHEAD)[AHEAD, AHEAD]
    size = prior.sd * math.exp(middle) * math.sqrt(here / there)
    tau, size, doubt = rounded(np.array([tau, size, doubt])).tolist()
    return FittedNoise(tau=tau, sd=size, doubt=doubt)


def fit_all(
    prior: Mapping[str, FittedNoise],
    observations: tuple[Observed, ...],
    predicted: Mapping[str, Floats],
    first: int,
) -> dict[str, FittedNoise]:
    """Fit every regime's noise.

    `predicted` is the model's median by indicator, (YEAR,) in logarithms, from the year `first` on.
    """
    moved: dict[str, list[tuple[int, float]]] = {}
    for each in observations:
        gap = gaps(each, predicted[each.indicator], first)
        moved[REGIMES[each.indicator]] = moves(each, gap)
    alone = [fit(prior[name], moves) for name, moves in moved.items() if moves]
    judged = [prior[name] for name, moves in moved.items() if moves]
    scale = common_scale(judged, alone)
    return {
        name: fit(replace(noise, sd=noise.sd * scale), moved.get(name, []))
        for name, noise in prior.items()
    }


def common_scale(judged: Sequence[FittedNoise], fitted: Sequence[FittedNoise]) -> float:
    """Return by what factor the judged sizes are off as a whole; 1 where nothing was observed.

    Whoever judged one regime too calm probably judged them all so: what is observed of some
    tells about those that hardly anything is observed of.
    """
    if not judged:
        return 1.0
    ratios = [math.log(found.sd / size.sd) for found, size in zip(fitted, judged, strict=True)]
    return math.exp(math.fsum(ratios) / len(ratios))
