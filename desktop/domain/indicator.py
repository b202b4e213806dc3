"""The curves on screen, and the events that shake them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.lever import Family, Grade
from desktop.domain.wording import Wording

_CITED = re.compile(r".*?\b(?:19|20)\d\d\b")
"""Authors and year of a source, where its text begins with them."""


class Better(StrEnum):
    """Say which direction is held to be better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Change(StrEnum):
    """Say how a change against the status quo is worded."""

    PERCENT = "percent"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Describe one curve; values are in the unit that `value` words."""

    id: str
    family: Family
    name: Wording
    short: Wording
    """At most 22 characters, for the strip of sparklines."""
    sentence: Wording
    unit: str
    """Formal unit, from units.toml."""
    unit_name: Wording
    """Unit and period in words, beside the title: `per 100,000 people a year`."""
    value: Wording
    """Value with its short unit; the field is `{value}`."""
    decimals: int
    better: Better
    change: Change
    bounds: tuple[float, float] | None
    """Declared bounds of an index or a share; None where the axis starts at zero and is open."""
    variable: str
    """The model variable that carries it."""
    scale: float
    """Indicator value = variable × scale."""
    series: str | None
    """History shown before the vantage, or None: no measured series."""
    twelve_months: bool
    """True where the default line is the mean of the last twelve months (a flow)."""
    start_range: tuple[float, float] | None
    """Judged range of the starting value where there is no series."""
    grade: Grade
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    change_my_mind: Wording | None = None
    """What finding would change where this curve starts or what moves it."""


class Season(StrEnum):
    """Say what date of the calendar an event's chance hangs on."""

    REVIEW = "review"
    """Only in the months of treaty reviews; the chance is that of one review."""
    INAUGURATION = "inauguration"
    """Only in the months after an inauguration; the chance is that of one inauguration."""
    US_VOTE = "us_vote"
    """The high chance in years of a U.S. vote, before it; the low one in all others."""
    MX_VOTE = "mx_vote"
    """The high chance in years of a Mexican presidential vote, before it, halfway in mid-terms."""
    WATER = "water"
    """The high chance in years in which the water cycle ends, before its end."""


@dataclass(frozen=True, slots=True)
class Event:
    """Describe one shock that can be placed in a month."""

    id: str
    family: Family
    name: Wording
    sentence: Wording
    yearly_chance: tuple[float, float]
    """Low and high chance a year, for random play."""
    grade: Grade
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    season: Season | None = None
    """What makes the chance differ from month to month, or None: any month is as likely."""


class Country(StrEnum):
    """Name a country that votes."""

    US = "us"
    MX = "mx"


@dataclass(frozen=True, slots=True)
class Vote:
    """Mark one election on the time axis."""

    month: Month
    country: Country
    midterm: bool


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Mark one fixed date on the timeline: a treaty, a review, an inauguration."""

    month: Month
    kind: str
    name: Wording


@dataclass(frozen=True, slots=True)
class Source:
    """Name one publication or dataset that a number comes from."""

    id: str
    text: str
    address: str

    @property
    def cited(self) -> str:
        """Return authors and year of a publication, or its whole text where it has none."""
        found = _CITED.match(self.text)
        return found[0] if found else self.text
