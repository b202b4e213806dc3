"""Process noise: how far years stray from what a projection says that is told nothing ahead.

Record and noise are normal, so sizes and standing follow from one covariance: that of all years
known, the ones before the model begins included. What the members themselves differ by – links,
drivers, the drivers' own swings – is counted first; noise is what is left.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from desktop.calibration.window import DRIVERS, REGIMES, Floats, Observed
from desktop.domain.model.model import FittedGrowth, FittedNoise
from desktop.engine.ensemble.sampling import rounded, year_of_growth

AHEAD = 3
"""Years ahead over which a size is told."""
MEASURED = 0.03
"""Standard deviation of a yearly figure itself, log: revisions and what counting leaves out."""

SD_DOUBT = 0.7
"""Standard deviation of the logarithm of a size around what the model files judge.

Around their common scale, sizes are judged to a factor of three either way in nine cases of ten.
"""
_SIZES = np.linspace(-3.0, 3.0, 25) * SD_DOUBT
LEAST = 0.1
"""Share of its variance that a noise keeps, however far the members differ of themselves."""
_ANYWHERE = 100.0
"""Variance of where a record stands as a whole: nothing is known of it."""


@dataclass(frozen=True)
class Run:
    """Hold what members say beside the record, from one year on."""

    first: int
    years: Mapping[str, Observed]
    """Indicator → the years that were observed, those before the run begins included."""
    members: Mapping[str, Floats]
    """Indicator → logarithms of the members' years, (YEAR, MEMBER)."""

    def gap(self, indicator: str) -> Observed:
        """Return record less the members' median, which stands before the run at its mean pace."""
        each = self.years[indicator]
        middle = np.median(self.members[indicator], axis=1)
        pace = (middle[-1] - middle[0]) / (len(middle) - 1)
        since = np.array(each.years) - self.first
        said = middle[np.maximum(since, 0)] + pace * np.minimum(since, 0)
        return Observed(indicator, each.years, each.logs - said)

    def variance(self, indicator: str) -> float:
        """Return how much the members differ of themselves after AHEAD years."""
        said = self.members[indicator]
        return float((said[min(AHEAD, len(said) - 1)] - said[0]).var())


@dataclass(frozen=True)
class Unit:
    """Hold the covariances of a noise of size 1, by the means of calendar years."""

    years: Floats
    """Of the years among themselves, (YEAR, YEAR)."""
    end: Floats
    """Of the years with what the last month has added up to, (YEAR,); 0 for what fades."""
    end_variance: float
    pace: Floats
    """Of the years with the last month's growth as a year's, (YEAR,)."""
    pace_variance: float


@lru_cache(maxsize=256)
def swings(tau: float, years: int) -> Unit:
    """Return the covariances of swings that have always been, over so many years."""
    months = np.arange(12 * years)
    monthly = np.exp(-np.abs(np.subtract.outer(months, months)) / tau)
    none = np.zeros(years)
    return Unit(_yearly(_yearly(monthly).T), none, 0.0, none, 0.0)


@lru_cache(maxsize=256)
def grown(tau: float, years: int) -> Unit:
    """Return the covariances of growth that adds up from zero and has always been."""
    months = np.arange(12 * years)
    pace = np.exp(-np.abs(np.subtract.outer(months, months)) / tau) / year_of_growth(tau)
    added = pace.cumsum(axis=0).cumsum(axis=1)
    return Unit(
        _yearly(_yearly(added).T),
        _yearly(added[:, -1]),
        float(added[-1, -1]),
        12.0 * _yearly(pace.cumsum(axis=0)[:, -1]),
        144.0 * float(pace[-1, -1]),
    )


def _yearly(monthly: NDArray[np.float64]) -> Floats:
    """Return means over twelve months each of the first axis."""
    means: Floats = monthly.reshape(-1, 12, *monthly.shape[1:]).mean(axis=1)
    return means


def path_covariance(noise: FittedNoise, years: int) -> Floats:
    """Return the covariance of yearly means of a noise that starts at zero, (YEAR, YEAR).

    The first row is the vantage itself, so it is zero.
    """
    months = np.arange(1, 12 * years + 1)
    earlier = np.minimum.outer(months, months)
    apart = np.abs(np.subtract.outer(months, months))
    monthly = np.exp(-apart / noise.tau) * (1.0 - np.exp(-2.0 * earlier / noise.tau))
    covariance = np.zeros((years + 1, years + 1))
    covariance[1:, 1:] = noise.sd**2 * _yearly(_yearly(monthly).T)
    if noise.growth is not None:
        covariance[1:, 1:] += noise.growth.sd**2 * grown(noise.growth.tau, years).years
    return covariance


def fit(prior: FittedNoise, gap: Observed, last: int) -> FittedNoise:
    """Return the noise that strays as the gap did, weighed against the judged one.

    `gap` is record less model; the noise stands as at the end of the year `last`. Times are the
    judged ones. The logarithms of the sizes have normal priors; what stays unknown of them is kept
    as doubt, and where there are no years at all, what is judged.
    """
    known, logs = (gap.years, gap.logs) if gap.years else ((last,), np.zeros(1))
    count = last - known[0] + 1
    places = [year - known[0] for year in known]
    parts, judged = [swings(prior.tau, count)], [prior.sd]
    if prior.growth is not None:
        parts.append(grown(prior.growth.tau, count))
        judged.append(prior.growth.sd)
    years = np.stack([part.years[np.ix_(places, places)] for part in parts])
    base = _ANYWHERE + MEASURED**2 * np.eye(len(known))
    # Of every pair of sizes: how likely it is, and what it says of AHEAD years.
    sizes = np.stack(np.meshgrid(*[_SIZES] * len(parts), indexing="ij"), axis=-1)
    sizes = sizes.reshape(-1, len(parts))
    variances = (np.array(judged) * np.exp(sizes)) ** 2
    weights = _likely(base + np.tensordot(variances, years, axes=1), logs, sizes)
    found = np.array(judged) * np.exp(weights @ sizes)
    reach = 0.5 * np.log(variances @ _ahead_of_parts(prior))
    doubt = math.sqrt(float(weights @ (reach - weights @ reach) ** 2))
    within = base + np.tensordot(found**2, years, axes=1)
    rest, rest_doubt = _given(within, logs, *_rest(parts, found, places))
    fitted = FittedNoise(prior.tau, float(found[0]), doubt, rest, rest_doubt)
    if prior.growth is None:
        return _figures(fitted)
    size, unit = float(found[1]), parts[1]
    pace, variance = size**2 * unit.pace[places], size**2 * unit.pace_variance
    growth = FittedGrowth(prior.growth.tau, size, *_given(within, logs, pace, variance))
    return _figures(replace(fitted, growth=growth))


def _likely(covariances: Floats, logs: Floats, sizes: Floats) -> Floats:
    """Return the weights, summing to one, of sizes that give these covariances of the years."""
    factors = np.linalg.cholesky(covariances)
    whitened = np.linalg.solve(
        factors, np.broadcast_to(logs[:, np.newaxis], (*factors.shape[:2], 1))
    )
    heights = (
        -0.5 * (whitened[..., 0] ** 2).sum(axis=1)
        - np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
        - 0.5 * ((sizes / SD_DOUBT) ** 2).sum(axis=1)
    )
    weights = np.exp(heights - heights.max())
    shares: Floats = weights / weights.sum()
    return shares


def _ahead(noise: FittedNoise) -> float:
    return float(path_covariance(noise, AHEAD)[AHEAD, AHEAD])


def _ahead_of_parts(noise: FittedNoise) -> Floats:
    """Return the variance after AHEAD years of swings and growth of size 1, (PART,)."""
    found = [_ahead(replace(noise, sd=1.0, growth=None))]
    if noise.growth is not None:
        found.append(_ahead(replace(noise, sd=0.0, growth=replace(noise.growth, sd=1.0))))
    return np.array(found)


def _rest(parts: Sequence[Unit], found: Floats, places: Sequence[int]) -> tuple[Floats, float]:
    """Return covariance with the years known, and variance, of where swings return to.

    That is what has been added up at the end, from the mean of the last twelve months.
    """
    covariance, variance = np.zeros(len(places)), 0.0
    for part, size in zip(parts, found, strict=True):
        covariance += size**2 * (part.end - part.years[:, -1])[places]
        variance += size**2 * (part.end_variance - 2.0 * part.end[-1] + part.years[-1, -1])
    return covariance, float(variance)


def _given(
    within: Floats, logs: Floats, covariance: Floats, variance: float
) -> tuple[float, float]:
    """Return mean and standard deviation of what has a covariance with the years, given them."""
    weights = np.linalg.solve(within, covariance)
    return float(weights @ logs), math.sqrt(max(0.0, variance - float(weights @ covariance)))


def _figures(noise: FittedNoise) -> FittedNoise:
    """Return the noise at the digits that another machine can repeat."""
    growth = noise.growth
    if growth is not None:
        growth = FittedGrowth(*_rounded(growth.tau, growth.sd, growth.start, growth.start_doubt))
    tau, sd, doubt, rest, rest_doubt = _rounded(
        noise.tau, noise.sd, noise.doubt, noise.rest, noise.rest_doubt
    )
    return FittedNoise(tau, sd, doubt, rest, rest_doubt, growth)


def _rounded(*values: float) -> list[float]:
    figures: list[float] = rounded(np.array(values)).tolist()
    return figures


def fit_all(
    prior: Mapping[str, FittedNoise], told: Run, untold: Run, last: int
) -> dict[str, FittedNoise]:
    """Fit every regime's noise, and that of the drivers, as at the end of the year `last`.

    What strays from members that are told what drivers did is a regime's noise, where the driver
    has a noise of its own; this one, or the regime's where there is none, carries the rest of what
    strays from members that are told nothing.
    """
    beside = {REGIMES[name]: told.gap(name) for name in DRIVERS if name in told.years}
    alone = {DRIVERS.get(name, REGIMES[name]): untold.gap(name) for name in untold.years}
    gaps = beside | alone
    scale = common_scale(
        [prior[name] for name in gaps], [fit(prior[name], gaps[name], last) for name in gaps]
    )
    nothing = Observed("", (), np.zeros(0))
    found = {
        name: fit(scaled(noise, scale), gaps.get(name, nothing), last)
        for name, noise in prior.items()
    }
    for indicator in untold.years:
        name, other = REGIMES[indicator], untold.variance(indicator)
        if indicator in DRIVERS:
            # Where it stands at the origin is the driver's to say.
            found[name] = replace(found[name], rest=0.0, rest_doubt=0.0)
            name, other = DRIVERS[indicator], other + _ahead(found[name])
        found[name] = less(found[name], other)
    return found


def less(noise: FittedNoise, variance: float) -> FittedNoise:
    """Return a noise without a variance after AHEAD years that others carry already."""
    whole = _ahead(noise)
    return _figures(scaled(noise, math.sqrt(max(LEAST, 1.0 - variance / whole))))


def scaled(noise: FittedNoise, scale: float) -> FittedNoise:
    """Return a noise that strays so many times as far."""
    growth = noise.growth
    if growth is not None:
        growth = replace(growth, sd=growth.sd * scale, start_doubt=growth.start_doubt * scale)
    return replace(noise, sd=noise.sd * scale, rest_doubt=noise.rest_doubt * scale, growth=growth)


def common_scale(judged: Sequence[FittedNoise], fitted: Sequence[FittedNoise]) -> float:
    """Return by what factor the judged sizes are off as a whole; 1 where nothing was observed.

    Whoever judged one regime too calm probably judged them all so: what is observed of some
    tells about those that hardly anything is observed of.
    """
    if not judged:
        return 1.0
    ratios = [
        0.5 * math.log(_ahead(found) / _ahead(size))
        for found, size in zip(fitted, judged, strict=True)
    ]
    return math.exp(math.fsum(ratios) / len(ratios))
