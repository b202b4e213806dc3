"""Later figures of measured series, added by whoever uses a library."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.clock import Month

LONGEST_SOURCE = 300
"""Characters of the text that says where a figure is from."""
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
