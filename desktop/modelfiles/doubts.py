"""Figures that are better looked at once more: of another unit or period, most likely."""

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.observation import Observation
from desktop.modelfiles.observations import ImportRules

_FAR = 3.0
"""A figure this many times beyond the last years, or below them, is doubtful."""
_RECENT_MONTHS, _RECENT_YEARS = 36, 5
_NEAR = 0.25
"""A figure this near to a sum of twelve months looks like one."""
_GROWN = 1.5
"""Above this many times the highest recent month, a step of one month tells a running sum."""
_YEARS_BEGIN = (1, 10)
"""The months in which sums begin anew: of a calendar year, and of the U.S. government's."""
_FEWEST_SUMMED = 3
"""Months from which their sum is not taken for one more month."""
_AROUND = 1.5
"""The last month of such a sum is at most this many times beyond those of the last year."""
_RUN = 4
"""Figures in a row that grow like a sum before they are taken for one."""
_LATEST_START = 2
"""The month of a year with which such a row begins at the latest."""
_UNEVEN = 3.0
"""A month of a sum is this many times more or less than others, at most."""


class Doubt(StrEnum):
    """Say why a figure had better be looked at once more."""

    FAR = "far"
    TWELVE_MONTHS = "twelve_months"
    RUNNING_SUM = "running_sum"


def doubts(ground: ImportRules, figures: Iterable[Observation]) -> dict[Month, Doubt]:
    """Return which figures are likely in another unit or over another period, and why.

    No month that was ever published is taken for a sum, wherever the history is cut.
    """
    there = dict(sorted(ground.there.items()))
    recent = list(there.values())[-(_RECENT_YEARS if ground.yearly else _RECENT_MONTHS) :]
    low, high = min(recent), max(recent)
    given = {one.month: one.value for one in figures}
    adds_up = ground.series.adds_up and not ground.yearly
    sums = _Sums(there | given, recent) if adds_up else None
    found: dict[Month, Doubt] = {}
    for month, value in given.items():
        if sums is not None and sums.is_of_twelve_months(value):
            found[month] = Doubt.TWELVE_MONTHS
        elif sums is not None and sums.is_running(month):
            found[month] = Doubt.RUNNING_SUM
        elif abs(value) > _FAR * max(abs(low), abs(high)) or (low > 0 and value < low / _FAR):
            found[month] = Doubt.FAR
    return found


class _Sums:
    """Tell sums from months, in a series whose months add up."""

    def __init__(self, values: Mapping[Month, float], recent: Sequence[float]) -> None:
        self._values = values
        self._recent = recent
        self._last = recent[-12:]
        self._runs = self._found_runs()

    def is_of_twelve_months(self, value: float) -> bool:
        """Say whether a figure is far beyond each of the last twelve months and near to all."""
        total = math.fsum(self._last)
        return value > _FAR * max(self._last) and abs(value / total - 1) <= _NEAR

    def is_running(self, month: Month) -> bool:
        """Say whether a figure is likely the sum of a year up to its month."""
        years = [self._before(month, begins) for begins in _YEARS_BEGIN]
        known = [year for year in years if year is not None]
        if month in self._runs or any(self._completes(year, month) for year in known):
            return True
        return not known and self._grows_by_a_month(month)

    def _before(self, month: Month, begins: int) -> list[float] | None:
        """Return the months of a year before one of it; None where not all are known."""
        count = (month.month - begins) % 12
        values = [self._values.get(month.plus(-back)) for back in range(1, count + 1)]
        known = [value for value in values if value is not None]
        return known if len(known) == count else None

    def _completes(self, year: Sequence[float], month: Month) -> bool:
        """Say whether a figure is what the year came to before it, and a month more."""
        rest = self._values[month] - math.fsum(year)
        low, high = min(self._last) / _AROUND, max(self._last) * _AROUND
        return len(year) + 1 >= _FEWEST_SUMMED and low <= rest <= high

    def _grows_by_a_month(self, month: Month) -> bool:
        """Say whether a figure is above all months, and beyond the one before by about a month."""
        value, low, high = self._values[month], min(self._recent), max(self._recent)
        step = value - self._values.get(month.plus(-1), math.nan)
        return value > _GROWN * high and low / _UNEVEN <= step <= high

    def _found_runs(self) -> frozenset[Month]:
        """Return the months whose figures grow, from the beginning of a year, like a sum.

        That needs no other months to compare with: each figure is more than the last one by about
        what the first month was. So sums are told also after a great fall, where a whole year is
        less than one month was before.
        """
        found: set[Month] = set()
        for first, value in self._values.items():
            for begins in _YEARS_BEGIN:
                months = (first.month - begins) % 12 + 1
                if months > _LATEST_START:
                    continue
                one = value / months
                run = [first]
                while months + len(run) <= 12:
                    month = run[-1].plus(1)
                    step = self._values.get(month, math.nan) - self._values[run[-1]]
                    if not one / _UNEVEN <= step <= one * _UNEVEN:
                        break
                    run.append(month)
                if len(run) >= _RUN:
                    found.update(run)
        return frozenset(found)
