"""Calendar months, and the steps of a run counted from its vantage."""

import re
from dataclasses import dataclass
from functools import lru_cache, total_ordering

from desktop.domain.errors import BadMonthError

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_KNOWN = 2_000
"""Months kept once they were read: a history names the same few hundred in every series."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Month:
    """Name one calendar month; months count on through the years."""

    year: int
    month: int

    @classmethod
    @lru_cache(_KNOWN)
    def parse(cls, text: str) -> "Month":
        """Read `YYYY-MM`; raise BadMonthError on anything else."""
        found = _MONTH.fullmatch(text)
        if found is None:
            raise BadMonthError(text=text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def from_ordinal(cls, ordinal: int) -> "Month":
        """Return the month with this count of months since year 0."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Count the months since year 0."""
        return self.year * 12 + self.month - 1

    @property
    def year_fraction(self) -> float:
        """Return the end of this month on a decimal time axis (December 2023 is 2024.0)."""
        return self.year + self.month / 12

    def plus(self, months: int) -> "Month":
        """Return the month this many months later."""
        return Month.from_ordinal(self.ordinal + months)

    def minus(self, other: "Month") -> int:
        """Count the months from `other` to this one."""
        return self.ordinal - other.ordinal

    def __lt__(self, other: "Month") -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Clock:
    """Map the steps of a run to months: step 0 is the end of the vantage month."""

    vantage: Month
    horizon: Month

    @property
    def steps(self) -> int:
        """Count the monthly steps from the vantage to the horizon."""
        return self.horizon.minus(self.vantage)

    @property
    def first(self) -> Month:
        """Return the first projected month."""
        return self.vantage.plus(1)

    @property
    def first_planned(self) -> Month:
        """Return the first month that plans may name."""
        return self.first

    def month(self, step: int) -> Month:
        """Return the month at whose end this step stands."""
        return self.vantage.plus(step)

    def step(self, month: Month) -> int:
        """Return the step at the end of a month; negative before the vantage."""
        return month.minus(self.vantage)


@dataclass(frozen=True, slots=True)
class MovedClock(Clock):
    """Count from a later vantage than the model's own; what was planned from that one stays."""

    own: Month
    """The model's own vantage."""

    @property
    def first_planned(self) -> Month:
        """Return the first month that plans may name, which the vantage may have passed."""
        return self.own.plus(1)
