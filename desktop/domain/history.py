"""Measured series before the vantage."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.domain.clock import Month
from desktop.domain.lever import Grade
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class MadeOf:
    """Name the two series that another one is made of."""

    parts: tuple[str, str]
    scale: float | None
    """None for their sum; else the first over the second, times this."""


@dataclass(frozen=True, slots=True)
class Series:
    """Hold one real series, month by month, in the unit of the indicator that shows it.

    `months[i]` ends the twelve months that `values[i]` sums or averages; `raw_months` and
    `raw_values` are the single months (as annual rates), empty for yearly data.
    """

    id: str
    name: Wording
    publisher: str
    unit: str
    grade: Grade
    caveat: Wording
    months: tuple[Month, ...]
    values: tuple[float, ...]
    raw_months: tuple[Month, ...]
    raw_values: tuple[float, ...]
    dataset: str = ""
    """What the publisher calls it, in the publisher's words; a derived series names its parts'."""
    adds_up: bool = False
    """Months add up to a year: what one month came to is a twelfth of its annual rate."""
    made_of: MadeOf | None = None
    """What it is computed from; None where it is published itself."""

    def until(self, month: Month) -> "Series":
        """Return the series as it was known at the end of a month."""
        known, single = (bisect_right(each, month) for each in (self.months, self.raw_months))
        return replace(
            self,
            months=self.months[:known],
            values=self.values[:known],
            raw_months=self.raw_months[:single],
            raw_values=self.raw_values[:single],
        )


LONGEST_STEP = 1.5
"""Years between two values over which a line may still be drawn; beyond, nobody knows."""


def stretches(years: Sequence[float]) -> list[slice]:
    """Split ascending times, in years, wherever values are missing between two of them."""
    breaks = [
        place for place in range(1, len(years)) if years[place] - years[place - 1] > LONGEST_STEP
    ]
    ends = [0, *breaks, len(years)]
    return [slice(first, last) for first, last in pairwise(ends)]
