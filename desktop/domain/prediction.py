"""What people call before a curve is revealed: up, about the same or down, and how surely."""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.fields import kept
from desktop.domain.indicator import Change

NAME_LIMIT = 60
"""Characters of a team's name."""
CONFIDENCES = (40, 60, 80, 95)
"""In percent: what somebody may call themselves sure of."""
ABOUT_THE_SAME = 1.0
"""Percent of a value, or points of an index: a change of less than this is about the same."""


class Direction(StrEnum):
    """Name one of the three ways a curve can go."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


def direction_of(change: float) -> Direction:
    """Return the way of a change, in percent or in points, whichever the indicator is told in."""
    if abs(change) < ABOUT_THE_SAME:
        return Direction.SAME
    return Direction.UP if change > 0 else Direction.DOWN


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


@dataclass(frozen=True, slots=True)
class Prediction:
    """Hold one question to a room, what was called, and what came."""

    indicator: str = field(metadata=kept(kinds.Text()))
    month: Month = field(metadata=kept(kinds.YearMonth()))
    """The change until this month is asked for."""
    calls: tuple[Call, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Record(Call))))
    hands: tuple[int, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Whole(), 3)))
    """Hands raised for up, about the same and down; empty where none were counted."""
    outcome: float | None = field(default=None, metadata=kept(kinds.Number()))
    """The change that was revealed, in percent or in points; None before."""


def is_percent(change: Change) -> bool:
    """Say whether changes of an indicator are called in percent, and not in points."""
    return change is Change.PERCENT
