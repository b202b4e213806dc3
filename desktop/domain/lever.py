"""Policy levers, and what a player sets on one of them."""

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.clock import Clock, Month
from desktop.domain.errors import (
    BadRampError,
    MonthOutOfRangeError,
    MonthsReversedError,
    MoreDecimalsError,
    ThousandsOrDecimalsError,
    ValueOutOfRangeError,
)
from desktop.domain.wording import Wording

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
"""A number whose points may stand between thousands."""


class Family(StrEnum):
    """Name the five families that levers and indicators belong to."""

    SECURITY = "security"
    DRUGS = "drugs"
    TRADE = "trade"
    MIGRATION = "migration"
    DIPLOMACY = "diplomacy"


class Holder(StrEnum):
    """Say who can move a lever."""

    US = "us"
    MX = "mx"
    JOINT = "joint"


class Grade(StrEnum):
    """Grade the evidence: A measured on this very thing, B close to it, C judged."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class NamedSetting:
    """Name a setting that people already know."""

    value: float
    name: Wording


@dataclass(frozen=True, slots=True)
class Target:
    """Name what a lever is pulled for, and which way raising it should move that."""

    variable: str
    sign: int


@dataclass(frozen=True, slots=True)
class Lever:
    """Describe one policy lever; values are in `unit` unless said otherwise."""

    id: str
    family: Family
    holder: Holder
    needs: tuple[str, ...]
    """Further parties whose consent the evidence says is needed (`us`, `mx`, `canada`, `china`)."""
    name: Wording
    short: Wording
    """At most 22 characters, for chips and wedges."""
    sentence: Wording
    low_end: Wording
    high_end: Wording
    unit: str
    """Formal unit, from units.toml."""
    display: Wording
    """Value with its unit on screen; the field is `{value}`."""
    levels: tuple[Wording, ...]
    """Names of the whole-number levels, or empty for a continuous lever."""
    low: float
    high: float
    default: float
    step: float
    """Smallest move of an arrow key; Shift moves ten of them."""
    decimals: int
    lead: float
    """Months until half of a change of the setting is in force."""
    cost_us: float
    """Political cost of a full-range move to Washington, 0 to 10."""
    cost_mx: float
    notches: tuple[NamedSetting, ...]
    target: Target
    grade: Grade
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    change_my_mind: Wording | None = None
    """What finding would change how this lever acts, its default or its cost."""
    small_effect: bool = False
    """Alone, even at its ends it moves no curve but its direct target's by 4 % or more."""

    def check(self, value: float) -> None:
        """Raise ValueOutOfRangeError unless the value can be set."""
        if not (math.isfinite(value) and self.low <= value <= self.high):
            raise ValueOutOfRangeError(lever=self.id, value=value, low=self.low, high=self.high)

    def check_typed(self, text: str, value: float) -> None:
        """Raise an ArgumentError where `value`, as typed, would have to be rounded or guessed at.

        `1.500` is one and a half or, where a point groups thousands, fifteen hundred.
        """
        if self.decimals < 3 and _GROUPED.fullmatch(text) is not None:
            whole = float(text.replace(".", ""))
            if self.low <= whole <= self.high:
                closest = round(value, self.decimals)
                raise ThousandsOrDecimalsError(
                    text=text,
                    whole=whole,
                    fraction=value,
                    choices=(f"{whole:.0f}", f"{closest:g}"),
                )
        scaled = value * 10**self.decimals
        if not math.isclose(scaled, round(scaled), rel_tol=0, abs_tol=1e-6):
            near = (each / 10**self.decimals for each in (math.floor(scaled), math.ceil(scaled)))
            raise MoreDecimalsError(text=text, choices=tuple(f"{each:g}" for each in near))

    def cost(self, value: float) -> tuple[float, float]:
        """Return what moving here from the status quo costs Washington and Mexico City.

        The full-range cost times the distance from the default over the larger of the two
        distances to an end, rounded to half a point.
        """
        reach = max(self.high - self.default, self.default - self.low)
        share = abs(value - self.default) / reach
        return (round(2 * self.cost_us * share) / 2, round(2 * self.cost_mx * share) / 2)


@dataclass(frozen=True, slots=True)
class Setting:
    """Set a lever to a value from a month on, reached over a ramp, until a last month if any."""

    value: float
    start: Month | None = None
    """First month; None means the month after the vantage."""
    ramp: int = 0
    """Months to reach the value, counted from the start; 0 is at once."""
    last: Month | None = None
    """Last month in which it holds; then the lever is back at its status quo."""

    def check(self, lever: Lever, clock: Clock) -> None:
        """Raise the ArgumentError that says what is wrong with this setting, if anything is."""
        lever.check(self.value)
        for month in (self.start, self.last):
            if month is not None and not clock.first_planned <= month <= clock.horizon:
                raise MonthOutOfRangeError(
                    month=month, first=clock.first_planned, last=clock.horizon
                )
        start = self.start or clock.first_planned
        if self.last is not None and self.last < start:
            raise MonthsReversedError(first=start, last=self.last)
        most = clock.horizon.minus(clock.first_planned) + 1
        if not 0 <= self.ramp <= most:
            raise BadRampError(ramp=self.ramp, most=most)

    def in_month(self, month: Month, default: float, clock: Clock) -> float:
        """Return the lever's setting during one month.

        A ramp of R months moves in R equal parts: the first falls on the start month, the
        value is reached R months after the month before it.
        """
        start = self.start or clock.first
        if month < start or (self.last is not None and month > self.last):
            return default
        share = min(1.0, (month.minus(start) + 1) / max(1, self.ramp))
        return default + (self.value - default) * share
