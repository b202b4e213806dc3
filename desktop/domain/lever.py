"""Policy levers, and what a player sets on one of them."""

import math
import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from desktop.domain import kinds
from desktop.domain.clock import Clock, Month
from desktop.domain.errors import (
    BadRampError,
    MonthOutOfRangeError,
    MonthsReversedError,
    MoreDecimalsError,
    MovesReversedError,
    RepeatedMoveError,
    ThousandsOrDecimalsError,
    TooManyMovesError,
    ValueOutOfRangeError,
)
from desktop.domain.fields import kept
from desktop.domain.wording import Wording

MOST_MOVES = 24
"""Of one lever: more than that nobody looks over."""
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
class Move:
    """Take a lever to a value over a ramp, from where it stood in the month before the start."""

    value: float = field(metadata=kept(kinds.Number()))
    start: Month = field(metadata=kept(kinds.YearMonth()))
    ramp: int = field(default=0, metadata=kept(kinds.Whole()))
    """Months to reach the value, counted from the start; 0 is at once."""

    def share(self, month: Month) -> float:
        """Return how much of the way is gone in a month, not before the start.

        A ramp of R months moves in R equal parts: the first falls on the start month, the
        value is reached R months after the month before it.
        """
        return min(1.0, (month.minus(self.start) + 1) / max(1, self.ramp))


@dataclass(frozen=True, slots=True)
class Setting:
    """Set a lever by one move or several, the last of which may hold until a last month.

    Value, start and ramp are those of the last move; nearly every setting has no other.
    """

    value: float = field(metadata=kept(kinds.Number()))
    start: Month | None = field(default=None, metadata=kept(kinds.YearMonth()))
    """First month; None means the month after the vantage, for a move that is the only one."""
    ramp: int = field(default=0, metadata=kept(kinds.Whole()))
    """Months to reach the value, counted from the start; 0 is at once."""
    last: Month | None = field(default=None, metadata=kept(kinds.YearMonth()))
    """Last month in which it holds; then the lever is back at its status quo."""
    earlier: tuple[Move, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(Move), least=1), since=2)
    )
    """The moves before the last one, months ascending; each ends where the next one starts."""

    def moves(self, clock: Clock) -> tuple[Move, ...]:
        """Return every move, months ascending."""
        return (*self.earlier, Move(self.value, self.start or clock.first, self.ramp))

    def is_status_quo(self, lever: Lever) -> bool:
        """Say whether no move departs from the lever's default."""
        values = (*(move.value for move in self.earlier), self.value)
        return all(value == lever.default for value in values)

    def check(self, lever: Lever, clock: Clock) -> None:
        """Raise the ArgumentError that says what is wrong with this setting, if anything is."""
        moves: tuple[Move | Setting, ...] = (*self.earlier, self)
        if len(moves) > MOST_MOVES:
            raise TooManyMovesError(lever=lever.id, moves=len(moves), most=MOST_MOVES)
        for move in moves:
            lever.check(move.value)
        for month in (*(move.start for move in moves), self.last):
            if month is not None and not clock.first_planned <= month <= clock.horizon:
                raise MonthOutOfRangeError(
                    month=month, first=clock.first_planned, last=clock.horizon
                )
        starts = [move.start or clock.first_planned for move in moves]
        for before, month in pairwise(starts):
            if month == before:
                raise RepeatedMoveError(lever=lever.id, month=month)
            if month < before:
                raise MovesReversedError(lever=lever.id, month=month, before=before)
        if self.last is not None and self.last < starts[-1]:
            raise MonthsReversedError(first=starts[-1], last=self.last)
        most = clock.horizon.minus(clock.first_planned) + 1
        for move in moves:
            if not 0 <= move.ramp <= most:
                raise BadRampError(ramp=move.ramp, most=most)

    def in_month(self, month: Month, default: float, clock: Clock) -> float:
        """Return the lever's setting during one month.

        A move that starts inside the ramp of the one before takes off from the value reached.
        """
        if self.last is not None and month > self.last:
            return default
        moves = self.moves(clock)
        ends = (*(move.start.plus(-1) for move in moves[1:]), month)
        stood = default
        for move, end in zip(moves, ends, strict=True):
            if month >= move.start:
                stood += (move.value - stood) * move.share(min(month, end))
        return stood
