"""Members: parameter values and noise paths, the same for every policy.

Two steps lead to a value: `scores` says how far up its range each member stands, drawn afresh or
as history has conditioned it; `values_from_scores` reads the range.

Each parameter and each noise has a random stream of its own, seeded by the run's seed and its id,
so that adding one changes no other. Normal quantiles and shocks come from a system's logarithms,
and are rounded to nine decimals: other systems have others in their last bits.
"""

import hashlib
import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import DEFAULT_SEED, EnsembleChoice
from desktop.domain.model.model import (
    Calibrated,
    FittedNoise,
    Growth,
    Model,
    Noise,
    Parameter,
    ParameterKind,
)
from desktop.engine.ensemble.assumptions import parameters_under
from desktop.engine.machine.functions import exponential, logarithm

Floats = NDArray[np.float64]
Paths = Mapping[str, NDArray[Any]]
"""Noise → (TIME, MEMBER) of single precision, or (TIME,)."""

DIGITS = 9
"""Significant digits of a drawn value, so that another machine can store and repeat it."""
Z95 = round(NormalDist().inv_cdf(0.95), DIGITS)
"""Standard normal quantile at which `high` stands; `low` stands at its opposite."""
_TENS = np.array([float(f"1e{power}") for power in range(309)])


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random stream of one parameter or noise."""
    digest = hashlib.sha256(name.encode()).digest()
    words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 16, 4)]
    return np.random.Generator(np.random.PCG64([seed, *words]))


@lru_cache(maxsize=4)
def strata(members: int) -> Floats:
    """Return the standard normal quantiles in the middle of equally likely strata, (MEMBER,)."""
    normal = NormalDist()
    values = np.array([normal.inv_cdf((i + 0.5) / members) for i in range(members)]).round(DIGITS)
    values.flags.writeable = False
    return values


def prior_scores(name: str, members: int, seed: int) -> Floats:
    """Return a parameter's scores, (MEMBER,): a Latin hypercube in the order of its stream."""
    return stream(seed, name).permutation(strata(members))


def scores(
    model: Model, choice: EnsembleChoice, assumptions: Assumptions = NEUTRAL
) -> dict[str, Floats]:
    """Return each uncertain parameter's standard normal scores, (MEMBER,).

    They are the same under all assumptions, which only say what is uncertain. What the choice
    holds at its central value is left out. Calibrated scores keep the rows of the ensemble
    together, so that what history tied stays tied.
    """
    width = max(1, choice.members)
    calibrated = model.calibrated if choice.calibrated else None
    rows = None if calibrated is None else calibrated_rows(calibrated, width, choice.seed)
    found: dict[str, Floats] = {}
    for parameter in parameters_under(model, assumptions).values():
        if held(parameter, choice):
            continue
        if calibrated is not None and parameter.id in calibrated.scores:
            found[parameter.id] = np.asarray(calibrated.scores[parameter.id])[rows]
        else:
            found[parameter.id] = prior_scores(parameter.id, width, choice.seed)
    return found


def calibrated_rows(calibrated: Calibrated, members: int, seed: int) -> NDArray[np.int64]:
    """Return the row of the calibrated ensemble that each member takes, (MEMBER,).

    The default seed takes them as they stand, any other in an order of its own; members beyond
    the last row begin anew with the first, under noise of their own.
    """
    order = np.arange(calibrated.members)
    if seed != DEFAULT_SEED:
        order = stream(seed, "calibrated_rows").permutation(order)
    return order[np.arange(members) % len(order)]


def values_of(parameter: Parameter, z: Floats) -> Floats:
    """Return the values at scores (MEMBER,), in the parameter's unit and as many.

    At nine significant digits, and within its limits.
    """
    return within_limits(parameter, rounded(spread(parameter, z)))


def within_limits(parameter: Parameter, values: Floats) -> Floats:
    """Return the values, (MEMBER,), cut where the model's file sets the parameter a limit."""
    if parameter.least is None and parameter.most is None:
        return values
    return np.clip(values, parameter.least, parameter.most)


def spread(parameter: Parameter, z: Floats) -> Floats:
    """Return the values at standard normal quantiles (MEMBER,), as many, before any clipping.

    Low, central and high are the 5th, 50th and 95th percentiles: log-normal halves where all
    three are above zero, normal halves otherwise.
    """
    low, central, high = parameter.low, parameter.central, parameter.high
    share = z / Z95
    if low > 0 and central > 0 and high > 0:
        ratio = np.where(z < 0, central / low, high / central)
        return central * exponential(share * logarithm(ratio))
    return central + share * np.where(z < 0, central - low, high - central)


def rounded(values: Floats) -> Floats:
    """Return values of any shape at nine significant digits."""
    size = np.abs(values)
    # Beside a power of ten, either number of digits rounds to it.
    wanted = DIGITS - 1 - np.floor(np.log10(np.where(size > 0, size, 1.0)))
    digits = np.clip(wanted, 1 - len(_TENS), len(_TENS) - 1).astype(int)
    # Powers of ten are exact up to 22, so dividing by one rounds to the nearest decimal.
    up, down = _TENS[np.maximum(digits, 0)], _TENS[np.maximum(-digits, 0)]
    result: Floats = np.rint(values * up / down) / up * down
    return result


def held(parameter: Parameter, choice: EnsembleChoice) -> bool:
    """Say whether the choice keeps a parameter at its central value."""
    return (
        choice.members == 0
        or choice.fixed_parameters
        or parameter.certain
        or (not choice.drivers and parameter.kind is ParameterKind.DRIVER)
        or not choice.fixed_links.isdisjoint(parameter.evidence.links)
    )


def values_from_scores(
    parameters: Mapping[str, Parameter], drawn: Mapping[str, Floats], members: int
) -> dict[str, Floats]:
    """Return each parameter's values, (MEMBER,), or (1,) where it is certain, in its unit.

    `drawn` are standard normal scores, (MEMBER,); what has none stands at its central value.
    """
    values: dict[str, Floats] = {}
    for parameter in parameters.values():
        if parameter.certain:
            values[parameter.id] = np.array([parameter.central])
        elif parameter.id in drawn:
            values[parameter.id] = values_of(parameter, drawn[parameter.id])
        else:
            values[parameter.id] = np.full(members, parameter.central)
    return values


def noise_path(noise: Noise, members: int, seed: int, steps: int) -> Floats:
    """Return (TIME, MEMBER) of a monthly noise that starts at zero, as the model files judge it.

    It has no unit, and `steps` + 1 months.

    Member i's path does not hang on the number of members: the stream is used member by member.
    """
    values = _swings(noise.id, noise.tau, noise.sd, members, seed, steps)
    if noise.growth is not None:
        growth = noise.growth
        begun = stream(seed, f"{noise.id} start").standard_normal(members).round(DIGITS)
        monthly = growth.sd / math.sqrt(year_of_growth(growth.tau))
        values += _grown(noise.id, growth, members, seed, steps)
        values += monthly * begun * _fading(growth.tau, steps).cumsum()[:, np.newaxis]
    return _within_cut(noise, values)


def year_of_growth(tau: float) -> float:
    """Return the variance of what a year adds where a month's growth has the variance 1."""
    kept = [float(each) for each in _fading(tau, 12)[1:]]
    return 12.0 + 2.0 * math.fsum((12 - apart) * kept[apart - 1] for apart in range(1, 12))


def _fading(tau: float, steps: int) -> Floats:
    """Return what is left of 1 after so many months, (TIME,), and 0 at the start itself."""
    left = exponential(-np.arange(steps + 1) / tau)
    left[0] = 0.0
    return left


def _swings(name: str, tau: float, sd: float, members: int, seed: int, steps: int) -> Floats:
    """Return a first-order autoregression that starts at zero, (TIME, MEMBER)."""
    drawn = stream(seed, name).standard_normal((members, steps))
    kept = float(exponential(np.array(-1.0 / tau)))
    values = np.zeros((steps + 1, members))
    np.multiply(drawn.round(DIGITS, out=drawn).T, sd * math.sqrt(1.0 - kept * kept), values[1:])
    left = np.empty(members)
    for before, after in pairwise(values):
        np.add(after, np.multiply(before, kept, left), after)
    return values


def _grown(name: str, growth: Growth, members: int, seed: int, steps: int) -> Floats:
    """Return what growth adds up to, (TIME, MEMBER), that is none at the start."""
    monthly = growth.sd / math.sqrt(year_of_growth(growth.tau))
    return _swings(f"{name} growth", growth.tau, monthly, members, seed, steps).cumsum(axis=0)


def _within_cut(noise: Noise, values: Floats) -> Floats:
    """Hold a path within its cut; one that adds up would stand at it, so it nears it softly."""
    if noise.cut is None:
        return values
    if noise.growth is None:
        return np.clip(values, -noise.cut, noise.cut)
    softly: Floats = values / np.sqrt(np.sqrt(1.0 + np.square(np.square(values / noise.cut))))
    return softly


def noise_paths(model: Model, choice: EnsembleChoice) -> Paths:
    """Return every noise's path: (TIME, MEMBER), or zero throughout where it is switched off.

    They are the largest of what a run keeps: single precision halves them, and is closer than any
    noise is known.
    """
    steps = model.clock.steps
    if choice.members == 0 or not choice.noise:
        return {noise: np.zeros(steps + 1, np.float32) for noise in model.noises}
    fitted = model.calibrated.noises if model.calibrated and choice.calibrated else {}

    def path(noise: Noise) -> Floats:
        if noise.id in fitted:
            return fitted_path(noise, fitted[noise.id], choice.members, choice.seed, steps)
        return noise_path(noise, choice.members, choice.seed, steps)

    return {each.id: path(each).astype(np.float32) for each in model.noises.values()}


def fitted_path(noise: Noise, fitted: FittedNoise, members: int, seed: int, steps: int) -> Floats:
    """Return (TIME, MEMBER) of a noise at the size that history gives it, one size a member.

    Members go in pairs that stray opposite ways from the course that history sets: such noise is
    large, and chance among the members may not shift the middle of a band.
    """
    half = (members + 1) // 2
    returned = 1.0 - exponential(-np.arange(steps + 1) / fitted.tau)[:, np.newaxis]
    course = fitted.rest * returned
    strayed = _swings(noise.id, fitted.tau, fitted.sd, half, seed, steps)
    strayed += fitted.rest_doubt * returned * prior_scores(f"{noise.id} rest", half, seed)
    if fitted.growth is not None:
        growth = fitted.growth
        begun = _fading(growth.tau, steps).cumsum()[:, np.newaxis] / 12.0
        course = course + growth.start * begun
        strayed += _grown(noise.id, growth, half, seed, steps)
        strayed += growth.start_doubt * begun * prior_scores(f"{noise.id} start", half, seed)
    sizes = exponential(fitted.doubt * prior_scores(f"{noise.id} size", members, seed))
    values = np.repeat(strayed, 2, axis=1)[:, :members]
    values[:, 1::2] *= -1.0
    values *= sizes
    values += course
    return _within_cut(noise, values)
