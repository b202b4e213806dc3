"""Later figures of measured series, added by whoever uses a library."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.clock import Clock, Month

LONGEST_SOURCE = 300
"""Characters of the text that says where a figure is from."""
LEAST_YEARS = 1
"""Years that are projected at least, wherever the projection starts."""
MOST_AT_ONCE = 2_000
"""Observations that are taken in one go."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Hold what one period of a series came to.

    The value is in the unit of the series. Of a series whose months add up to a year it is what
    the one month came to, not an annual rate; of a yearly series the month is the December.
    """

    series: str
    month: Month
    value: float
    source: str
    dated: date
    """The day of the source."""


@dataclass(frozen=True, slots=True)
class KeptObservation:
    """Hold an observation as a library keeps it."""

    id: int
    observation: Observation | None
    """None where what was read is not what was kept."""
    added_at: datetime


@dataclass(frozen=True, slots=True)
class LibraryDataState:
    """Hold what a library says: figures, and the month that was chosen to start from."""

    observations: tuple[Observation, ...] = ()
    chosen: Month | None = None
    """None is the model's own vantage."""

    @classmethod
    def of(cls, kept: Iterable[KeptObservation], chosen: Month | None = None) -> "LibraryDataState":
        """Return what a library says, without what is not as it was kept."""
        return cls(tuple(one.observation for one in kept if one.observation is not None), chosen)

    def vantage(self, own: Clock) -> Month | None:
        """Return the month to start from, None for the model's own; what cannot be is not."""
        return self.chosen if self.chosen in self.months(own) else None

    def months(self, own: Clock) -> tuple[Month, ...]:
        """Return every month that could be started from, after the model's own vantage."""
        if not self.observations:
            return ()
        first = _own_vantage(own).plus(1)
        last = min(max(one.month for one in self.observations), own.horizon.plus(-12 * LEAST_YEARS))
        return tuple(first.plus(step) for step in range(last.minus(first) + 1))

    def counting(self, own: Clock) -> "LibraryDataState":
        """Return what of it decides the numbers of a model."""
        vantage = self.vantage(own)
        if vantage is None:
            return LibraryDataState()
        return LibraryDataState(
            tuple(one for one in self.observations if one.month <= vantage), vantage
        )


def _own_vantage(clock: Clock) -> Month:
    return clock.first_planned.plus(-1)
