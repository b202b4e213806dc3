"""Compare two runs: the change between their drawn lines, and the paired differences.

A change that is printed is the one between the two medians that a chart draws, so that a reader
finds it again in the picture. The same members serve every policy, so how many agree on its sign,
and the band of the difference, are taken member by member: subtracting percentiles would count
the ensemble's width twice. `docs/numbers.md` has the rule.
"""

import numpy as np

from desktop.domain.errors import RunFailedError, UnknownIndicatorError
from desktop.engine.results.bands import percentiles
from desktop.engine.results.projection import MEDIAN, FloatArray, PairedDifference, Projection

AGREEMENT = 0.75
"""Share of members that must agree on the sign before a change is named."""
_SEEN = 0.1
"""Share of a change that must have come about before it is seen in a picture."""


def contrast(
    projection: Projection, baseline: Projection, indicator: str, step: int
) -> PairedDifference:
    """Return how one indicator differs from the other run's at one step.

    Raise RunFailedError where a percentage of zero would be needed.
    """
    paired = _paired(projection, baseline, indicator, slice(step, step + 1))[0]
    low, lower, median, upper, high = _percentiles(projection.of(indicator)[step])
    _, _, other, _, _ = _percentiles(baseline.of(indicator)[step])
    change = median - other
    if indicator in projection.percent:
        if other == 0.0:
            raise RunFailedError(variable=indicator, month=projection.clock.month(step))
        change = change / abs(other) * 100.0
    change_low, _, _, _, change_high = _percentiles(paired)
    return PairedDifference(
        indicator=indicator,
        step=step,
        median=median,
        low=low,
        high=high,
        change=change,
        change_low=change_low,
        change_high=change_high,
        agreement=float(np.mean(np.sign(paired) == np.sign(change))),
        lower=lower,
        upper=upper,
    )


def seen_since(projection: Projection, baseline: Projection, indicator: str, step: int) -> int:
    """Return the step from which the change at `step` is seen, and never lost again up to it.

    Seen is a change between the drawn lines of the same sign, a tenth as large at least, on whose
    sign as many members agree as must before a change is named.
    """
    mine, other = (run.of(indicator)[: step + 1] for run in (projection, baseline))
    change = percentiles(mine)[MEDIAN] - percentiles(other)[MEDIAN]
    sign = np.sign(change[-1])
    agreement = np.mean(np.sign(mine - other) == sign, axis=1)
    seen = (sign * change >= _SEEN * abs(change[-1])) & (agreement >= AGREEMENT)
    lost = np.flatnonzero(~seen)
    return int(lost[-1]) + 1 if len(lost) else 0


def difference(projection: Projection, baseline: Projection, indicator: str) -> FloatArray:
    """Return the paired differences of an indicator, (TIME, MEMBER).

    In percent of the other run where the indicator's change is worded so, else in its own unit.
    Both runs must have the same members in the same precision. Raise RunFailedError where a
    percentage of zero would be needed.
    """
    return _paired(projection, baseline, indicator, slice(None))


def _paired(
    projection: Projection, baseline: Projection, indicator: str, steps: slice
) -> FloatArray:
    if not projection.draws.paired_with(baseline.draws):
        message = "only runs with the same members can be compared"
        raise ValueError(message)
    if projection.values.dtype != baseline.values.dtype:
        message = "only runs in the same precision can be compared"
        raise ValueError(message)
    for run in (projection, baseline):
        if indicator not in run.indicators:
            raise UnknownIndicatorError(indicator=indicator)
    mine, other = projection.of(indicator)[steps], baseline.of(indicator)[steps]
    change: FloatArray = mine - other
    if indicator not in projection.percent:
        return change
    empty = (other == 0.0).any(axis=1)
    if empty.any():
        first = steps.indices(len(projection.values))[0]
        month = projection.clock.month(first + int(empty.argmax()))
        raise RunFailedError(variable=indicator, month=month)
    return change / np.abs(other) * change.dtype.type(100.0)


def difference_bands(projection: Projection, baseline: Projection, indicator: str) -> FloatArray:
    """Return the percentiles of the paired differences, (PERCENTILE, TIME)."""
    return percentiles(difference(projection, baseline, indicator))


def _percentiles(values: FloatArray) -> list[float]:
    """Return the 5th, 25th, 50th, 75th and 95th percentiles of values by (MEMBER,)."""
    return [float(one) for one in percentiles(values)]
