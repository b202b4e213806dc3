"""Compare two runs: the change between their drawn lines, and the paired differences.

A change that is printed is the one between the two medians that a chart draws, so that a reader
finds it again in the picture. The same members serve every policy, so how many agree on its sign,
and the band of the difference, are taken member by member: subtracting percentiles would count
the ensemble's width twice. `docs/numbers.md` has the rule.
"""

from collections.abc import Sequence

import numpy as np

from desktop.domain.errors import RunFailedError, UnknownIndicatorError
from desktop.engine.results.bands import percentiles
from desktop.engine.results.projection import (
    MEDIAN,
    FloatArray,
    PairedDifference,
    Projection,
)

AGREEMENT = 0.75
"""Share of members that must agree on the sign before a change is named."""
_SEEN = 0.1
"""Share of a change that must have come about before it is seen in a picture."""


def contrast(
    projection: Projection, baseline: Projection, indicator: str, step: int
) -> PairedDifference:
    """Return how one indicator differs from the other run's at one step.

    Raise what `contrasts` raises.
    """
    return contrasts(projection, baseline, [indicator], step)[0]


def contrasts(
    projection: Projection, baseline: Projection, indicators: Sequence[str], step: int
) -> list[PairedDifference]:
    """Return how indicators differ from the other run's at one step.

    Raise RunFailedError where a percentage of zero would be needed.
    """
    one_step = slice(step, step + 1)
    paired = [_paired(projection, baseline, each, one_step)[0] for each in indicators]
    mine = [projection.of(each)[step] for each in indicators]
    other = [baseline.of(each)[step] for each in indicators]
    # In one call: each begins with as much work as hundreds of members take.
    found = percentiles(np.stack([*mine, *other, *paired])).T.reshape(3, len(indicators), -1)
    made = []
    for each, members, (own, usual, differences) in zip(
        indicators, paired, found.transpose(1, 0, 2).tolist(), strict=True
    ):
        low, lower, median, upper, high = own
        change = median - usual[2]
        if each in projection.percent:
            if usual[2] == 0.0:
                raise RunFailedError(variable=each, month=projection.clock.month(step))
            change = change / abs(usual[2]) * 100.0
        made.append(
            PairedDifference(
                indicator=each,
                step=step,
                median=median,
                low=low,
                high=high,
                change=change,
                change_low=differences[0],
                change_high=differences[-1],
                agreement=float(np.mean(np.sign(members) == np.sign(change))),
                lower=lower,
                upper=upper,
            )
        )
    return made


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
    _check_pair(projection, baseline)
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


def _check_pair(projection: Projection, baseline: Projection) -> None:
    if not projection.draws.paired_with(baseline.draws):
        message = "only runs with the same members can be compared"
        raise ValueError(message)
    if projection.values.dtype != baseline.values.dtype:
        message = "only runs in the same precision can be compared"
        raise ValueError(message)


def difference_bands(
    projection: Projection, baseline: Projection, indicator: str, until: int | None = None
) -> FloatArray:
    """Return the percentiles of the paired differences, (PERCENTILE, TIME), up to a step.

    Of all steps where none is named. Raise RunFailedError where a percentage of zero would be
    needed.
    """
    steps = slice(None if until is None else until + 1)
    return percentiles(_paired(projection, baseline, indicator, steps))


class Counterpart:
    """Hold some indicators of a run that many others of the same members are held against.

    What a percentage is taken of is worked out once, so that a slider can ask at every step. One
    of these belongs to the thread that asks it.
    """

    def __init__(self, run: Projection, indicators: Sequence[str]) -> None:
        self.run = run
        self.indicators = tuple(one for one in indicators if one in run.indicators)
        found = {one: _shares_of(run, one) for one in self.indicators}
        self._shares = {one: shares for one, shares in found.items() if shares is not None}
        """By indicator, (TIME, MEMBER): hundredths of the run; 1 where a change has its own unit.

        One that is zero somewhere, of which a percentage would be needed, has none.
        """
        self._work: FloatArray = np.zeros(0)

    def bands(self, projection: Projection) -> dict[str, FloatArray]:
        """Return the percentiles of the paired differences, (PERCENTILE, TIME), by indicator.

        In percent of this run where the indicator's change is worded so, else in its own unit.
        Those are left out of which the other run has no lines, or a percentage of zero would be
        needed.
        """
        _check_pair(projection, self.run)
        told = [one for one in self._shares if one in projection.indicators]
        if not told:
            return {}
        shape = (len(told), projection.values.shape[0], projection.values.shape[2])
        if self._work.shape != shape:
            self._work = np.empty(shape, projection.values.dtype)
        for place, one in enumerate(told):
            work = self._work[place]
            np.subtract(projection.of(one), self.run.of(one), out=work)
            if one in projection.percent:
                np.multiply(work, self._shares[one], out=work)
        # In one call: each begins with as much work as hundreds of members take.
        return dict(zip(told, percentiles(self._work).transpose(1, 0, 2), strict=True))


def _shares_of(run: Projection, indicator: str) -> FloatArray | None:
    """Return what a difference is multiplied by, (TIME, MEMBER); None where that is not finite."""
    if indicator not in run.percent:
        return np.ones((1, 1), run.values.dtype)
    values = run.of(indicator)
    if not values.all():
        return None
    shares: FloatArray = run.values.dtype.type(100.0) / np.abs(values)
    return shares
