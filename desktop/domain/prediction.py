"""What people call before a curve is revealed: up, about the same or down, and how surely."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.errors import (
    AmountAgainstDirectionError,
    BadAmountError,
    BadConfidenceError,
    BadDirectionError,
    BadHandsError,
    BadTeamNameError,
    RepeatedTeamError,
    TooManyTeamsError,
)
from desktop.domain.fields import kept
from desktop.domain.indicator import Change
from desktop.domain.lines import is_line, name_key

NAME_LIMIT = 60
"""Characters of a team's name."""
MOST_TEAMS = 24
MOST_HANDS = 9_999
MOST_PREDICTIONS = 100
"""Of one scenario; a pack must still hold them all."""
LARGEST_AMOUNT = 1_000_000.0
"""In percent or in points; no curve of a model goes so far."""
CONFIDENCES = (40, 60, 80, 95)
"""In percent: what somebody may call themselves sure of."""
ABOUT_THE_SAME = 1.0
"""Percent of a value, or points of an index: a change of less than this is about the same."""


class Direction(StrEnum):
    """Name one of the three ways a curve can go."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


DIRECTIONS = tuple(Direction)
"""In the order in which hands are counted."""


def direction_of(change: float) -> Direction:
    """Return the way of a change, in percent or in points, whichever the indicator is told in."""
    if abs(change) < ABOUT_THE_SAME:
        return Direction.SAME
    return Direction.UP if change > 0 else Direction.DOWN


def told(change: float) -> float:
    """Return a change to a tenth, as it is shown; what is about the same is never shown as more."""
    rounded = round(change, 1)
    if direction_of(rounded) is not direction_of(change):
        rounded = math.copysign(ABOUT_THE_SAME - 0.1, change)
    return rounded + 0.0


@dataclass(frozen=True, slots=True)
class Call:
    """Hold what one team expects."""

    team: str = field(metadata=kept(kinds.Line(NAME_LIMIT)))
    direction: str = field(metadata=kept(kinds.Text()))
    """A Direction."""
    confidence: int | None = field(default=None, metadata=kept(kinds.Whole()))
    """One of CONFIDENCES, None where nobody was asked."""
    amount: float | None = field(default=None, metadata=kept(kinds.Number()))
    """The change expected, in percent or in points, with its sign."""

    def check(self) -> None:
        """Raise the error that says what is wrong with it, if anything is."""
        check_team(self.team)
        if self.direction not in DIRECTIONS:
            raise BadDirectionError(text=self.direction)
        if self.confidence is not None and self.confidence not in CONFIDENCES:
            raise BadConfidenceError(confidence=self.confidence)
        if self.amount is not None:
            if not abs(self.amount) <= LARGEST_AMOUNT:
                raise BadAmountError(most=int(LARGEST_AMOUNT))
            if direction_of(self.amount) != self.direction:
                raise AmountAgainstDirectionError(amount=self.amount, direction=self.direction)


@dataclass(frozen=True, slots=True)
class Score:
    """Say how good a call was; the two figures are of different kinds and never put together."""

    right: bool
    brier: float | None
    """0 is best and 2 is worst; None where no confidence was said."""
    error: float | None
    """Distance of the amount from what came, in percent or in points; None without an amount."""


def brier(direction: str, confidence: float, came: Direction) -> float:
    """Return the Brier score over the three outcomes of a confidence from 0 to 1.

    What is left of it goes evenly to the other two. In expectation it is least for whoever says
    the true probability of what they call, and who calls the likeliest.
    """
    left = (1.0 - confidence) / 2.0
    stated = {each: confidence if each == direction else left for each in Direction}
    return sum((share - (each is came)) ** 2 for each, share in stated.items())


def score(call: Call, outcome: float) -> Score:
    """Return how good a call was, given the change that came."""
    came = direction_of(outcome)
    sure = call.confidence
    return Score(
        right=call.direction == came,
        brier=None if sure not in CONFIDENCES else brier(call.direction, sure / 100.0, came),
        error=None if call.amount is None else abs(call.amount - outcome),
    )


@dataclass(frozen=True, slots=True)
class Prediction:
    """Hold one question to a room, what was called, and what came."""

    indicator: str = field(metadata=kept(kinds.Text()))
    month: Month = field(metadata=kept(kinds.YearMonth()))
    """The change in this month is asked for."""
    calls: tuple[Call, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(Call), MOST_TEAMS))
    )
    hands: tuple[int, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Whole(), 3, 3)))
    """Hands raised for up, about the same and down; empty where none were counted."""
    outcome: float | None = field(default=None, metadata=kept(kinds.Number()))
    """The change that was revealed, in percent or in points, as `told`; None before."""

    @property
    def answered(self) -> bool:
        """Say whether anybody called or raised a hand."""
        return bool(self.calls or self.hands)

    def left_open(self, indicator: str, month: Month) -> bool:
        """Say whether it asks this, and nobody was told what came."""
        return self.outcome is None and (self.indicator, self.month) == (indicator, month)

    @property
    def came(self) -> Direction | None:
        """Return the way it went, None before it was revealed."""
        return None if self.outcome is None else direction_of(self.outcome)

    def call_of(self, team: str) -> Call | None:
        """Return what a team called, None where it has not."""
        key = name_key(team)
        return next((one for one in self.calls if name_key(one.team) == key), None)

    def with_call(self, call: Call) -> "Prediction":
        """Return it with a call, in the place of an earlier one of the same team.

        Raise the error that says what is wrong with the call.
        """
        call.check()
        key = name_key(call.team)
        calls = [call if name_key(one.team) == key else one for one in self.calls]
        if call not in calls:
            calls.append(call)
        if len(calls) > MOST_TEAMS:
            raise TooManyTeamsError(most=MOST_TEAMS)
        return replace(self, calls=tuple(calls))

    def without_call(self, team: str) -> "Prediction":
        """Return it without a team's call."""
        key = name_key(team)
        return replace(self, calls=tuple(one for one in self.calls if name_key(one.team) != key))

    def with_hands(self, hands: Iterable[int]) -> "Prediction":
        """Return it with hands counted for each direction; none at all takes the count away."""
        counted = tuple(hands)
        if counted and (
            len(counted) != len(DIRECTIONS) or not all(0 <= one <= MOST_HANDS for one in counted)
        ):
            raise BadHandsError(most=MOST_HANDS)
        return replace(self, hands=counted)

    def check(self) -> None:
        """Raise the error that says what is wrong with it, if anything is."""
        for call in self.calls:
            call.check()
        check_teams(one.team for one in self.calls)
        self.with_hands(self.hands)


def with_last(kept: tuple[Prediction, ...], last: Prediction) -> tuple[Prediction, ...]:
    """Return predictions and one more, which takes the place of its own question left open."""
    goes_on = bool(kept) and kept[-1].left_open(last.indicator, last.month)
    return (*(kept[:-1] if goes_on else kept), last)


def check_team(name: str) -> None:
    """Raise the error that says why nothing can be a team's name, if it cannot."""
    if not is_line(name, NAME_LIMIT):
        raise BadTeamNameError(most=NAME_LIMIT)


def check_teams(names: Iterable[str]) -> None:
    """Raise the error that says why these cannot be the names of the teams of a room."""
    seen: set[str] = set()
    for name in names:
        check_team(name)
        if name_key(name) in seen:
            raise RepeatedTeamError(team=name)
        seen.add(name_key(name))
    if len(seen) > MOST_TEAMS:
        raise TooManyTeamsError(most=MOST_TEAMS)


def is_percent(change: Change) -> bool:
    """Say whether changes of an indicator are called in percent, and not in points."""
    return change is Change.PERCENT
