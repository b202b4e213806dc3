"""What is asked of the model beside a projection, and what the answers are.

All of it is asked about one indicator in one month, under one policy and its members.
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest


class Asked(StrEnum):
    """Name a question."""

    REACH = "reach"
    """What would it take to reach a target?"""
    BREAK = "break"
    """Under which conditions does the plan miss it?"""
    UNCERTAINTIES = "uncertainties"
    """Which uncertainties matter?"""
    LEVERS = "levers"
    """Which levers matter?"""


@dataclass(frozen=True, slots=True)
class Goal:
    """Ask an indicator to be at a value, in its unit, or on one side of it, in a month."""

    indicator: str
    month: Month
    value: float
    at_least: bool
    """At or above it; at or below it otherwise."""


@dataclass(frozen=True, slots=True)
class LeverMove:
    """Take a lever from one value to another, in its unit."""

    lever: str
    before: float
    after: float


class Reached(StrEnum):
    """Say how it stands with a goal."""

    ALREADY = "already"
    """The middle line meets it as the policy stands."""
    FOUND = "found"
    """The middle line meets it with the moves."""
    WITHIN = "within"
    """No settings bring the middle line there, but the fan of the farthest reaches it."""
    OUTSIDE = "outside"
    """It lies outside the fan for every setting."""


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """Answer what it would take; the moves are the farthest there are where none are enough."""

    goal: Goal
    reached: Reached
    moves: tuple[LeverMove, ...]
    now: float
    """The middle line in that month as the policy stands, in the indicator's unit."""
    then: float
    """And with the moves."""
    share_now: float
    """Of the runs that meet the goal as the policy stands, 0 to 1."""
    share_then: float
    cost_us: float
    """Points of political capital that the moves cost Washington."""
    cost_mx: float
    smallest: bool
    """False where the search could not look through all that might have been smaller."""
    runs: int


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask a parameter to be at or above a value, in the model's unit, or at or below it."""

    parameter: str
    at_least: bool
    value: float


class Broken(StrEnum):
    """Say how a plan breaks."""

    FOUND = "found"
    NEVER = "never"
    """Hardly any run misses the goal."""
    ALWAYS = "always"
    """Hardly any run meets it."""
    NOWHERE = "nowhere"
    """Runs miss it, and no condition tells which."""


@dataclass(frozen=True, slots=True)
class WhereItBreaks:
    """Answer where a plan breaks; shares are those of members that the search never saw."""

    goal: Goal
    broken: Broken
    missing: float
    """Share of all runs that miss the goal, 0 to 1."""
    conditions: tuple[Condition, ...] = ()
    caught: float = 0.0
    """Share of the runs that miss the goal in which the conditions hold."""
    false: float = 0.0
    """Share of the runs in which they hold that meet the goal all the same."""
    members: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one row of a tornado chart: what each end of one thing does."""

    id: str
    """Of the parameter or the lever."""
    low: float
    """What its low end comes to."""
    high: float
    """And its high end: of the other sign where it moves the curve but one way."""

    @property
    def reach(self) -> float:
        """Return the larger of the two, without a sign."""
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True, slots=True)
class Tornado:
    """Answer what matters, the largest first.

    Of uncertainties both ends of a bar are the rank correlation with the curve, from −1 to 1, the
    low end with its sign turned. Of levers they are changes of the middle line, in percent or in
    the indicator's unit, as its changes are worded.
    """

    asked: Asked
    indicator: str
    month: Month
    bars: tuple[Bar, ...]
    chance: float = 0.0
    """Below this size a bar could be chance; such bars are left out."""
    left_out: int = 0
    members: int = 1


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Ask one question; what it does not need stands at its default, so that equal ones are equal.

    The answers are those to the run that `request` asks for.
    """

    asked: Asked
    request: RunRequest
    goal: Goal
    held: frozenset[str] = frozenset()
    """Levers that may not move."""
    of_change: bool = False
    """What matters for the difference that the policy makes, in place of the curve itself."""

    @classmethod
    def about(
        cls,
        asked: Asked,
        request: RunRequest,
        goal: Goal,
        held: frozenset[str] = frozenset(),
        *,
        of_change: bool = False,
    ) -> "Inquiry":
        """Return a question without what it does not need."""
        if asked in (Asked.UNCERTAINTIES, Asked.LEVERS):
            goal = Goal(goal.indicator, goal.month, 0.0, at_least=True)
        return cls(
            asked,
            request,
            goal,
            held if asked is Asked.REACH else frozenset(),
            of_change and asked is Asked.UNCERTAINTIES,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what was found out, beside what was asked."""

    inquiry: Inquiry
    found: WhatItTakes | WhereItBreaks | Tornado
