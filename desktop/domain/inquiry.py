"""What is asked of the model beside a projection, and what the answers are.

All of it is asked about one indicator in one month, under one policy and its members.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.fields import kept

MOST_ANSWERS = 40
"""Of one scenario."""


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

    indicator: str = field(metadata=kept(kinds.Text()))
    month: Month = field(metadata=kept(kinds.YearMonth()))
    value: float = field(metadata=kept(kinds.Number()))
    at_least: bool = field(metadata=kept(kinds.Switch()))
    """At or above it; at or below it otherwise."""


@dataclass(frozen=True, slots=True)
class LeverMove:
    """Take a lever from one value to another, in its unit."""

    lever: str = field(metadata=kept(kinds.Text()))
    before: float = field(metadata=kept(kinds.Number()))
    after: float = field(metadata=kept(kinds.Number()))


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

    goal: Goal = field(metadata=kept(kinds.Record(Goal)))
    reached: Reached = field(metadata=kept(kinds.Text()))
    moves: tuple[LeverMove, ...] = field(metadata=kept(kinds.Several(kinds.Record(LeverMove))))
    now: float = field(metadata=kept(kinds.Number()))
    """The middle line in that month as the policy stands, in the indicator's unit."""
    then: float = field(metadata=kept(kinds.Number()))
    """And with the moves."""
    share_now: float = field(metadata=kept(kinds.Number()))
    """Of the runs that meet the goal as the policy stands, 0 to 1."""
    share_then: float = field(metadata=kept(kinds.Number()))
    cost_us: float = field(metadata=kept(kinds.Number()))
    """Points of political capital that the moves cost Washington."""
    cost_mx: float = field(metadata=kept(kinds.Number()))
    smallest: bool = field(metadata=kept(kinds.Switch()))
    """False where the search could not look through all that might have been smaller."""
    runs: int = field(metadata=kept(kinds.Whole()))


@dataclass(frozen=True, slots=True)
class Condition:
    """Ask a parameter to be at or above a value, in the model's unit, or at or below it."""

    parameter: str = field(metadata=kept(kinds.Text()))
    at_least: bool = field(metadata=kept(kinds.Switch()))
    value: float = field(metadata=kept(kinds.Number()))


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

    goal: Goal = field(metadata=kept(kinds.Record(Goal)))
    broken: Broken = field(metadata=kept(kinds.Text()))
    missing: float = field(metadata=kept(kinds.Number()))
    """Share of all runs that miss the goal, 0 to 1."""
    conditions: tuple[Condition, ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Record(Condition)))
    )
    caught: float = field(default=0.0, metadata=kept(kinds.Number()))
    """Share of the runs that miss the goal in which the conditions hold."""
    false: float = field(default=0.0, metadata=kept(kinds.Number()))
    """Share of the runs in which they hold that meet the goal all the same."""
    members: int = field(default=0, metadata=kept(kinds.Whole()))


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one row of a tornado chart: what each end of one thing does."""

    id: str = field(metadata=kept(kinds.Text()))
    """Of the parameter or the lever."""
    low: float = field(metadata=kept(kinds.Number()))
    """What its low end comes to."""
    high: float = field(metadata=kept(kinds.Number()))
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

    asked: Asked = field(metadata=kept(kinds.Text()))
    indicator: str = field(metadata=kept(kinds.Text()))
    month: Month = field(metadata=kept(kinds.YearMonth()))
    bars: tuple[Bar, ...] = field(metadata=kept(kinds.Several(kinds.Record(Bar))))
    chance: float = field(default=0.0, metadata=kept(kinds.Number()))
    """Below this size a bar could be chance; such bars are left out."""
    left_out: int = field(default=0, metadata=kept(kinds.Whole()))
    members: int = field(default=1, metadata=kept(kinds.Whole()))


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
    of_another_run: bool = False
    """It was kept when the policy, the assumptions or the model were others."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """Hold an answer as a scenario keeps it: what was asked, of which run, and one that was found.

    What people asked stands in ids and numbers; `document.kept_answers` makes it and reads it.
    """

    asked: str = field(metadata=kept(kinds.Text()))
    """An Asked."""
    goal: Goal = field(metadata=kept(kinds.Record(Goal)))
    held: tuple[str, ...] = field(default=(), metadata=kept(kinds.Several(kinds.Text())))
    """Ids of the levers that might not move, in order."""
    of_change: bool = field(default=False, metadata=kept(kinds.Switch()))
    run: str = field(default="", metadata=kept(kinds.Text()))
    """Digest of what the run was asked for, as libraries make it."""
    model: str = field(default="", metadata=kept(kinds.Text()))
    """Digest of the model."""
    taken: WhatItTakes | None = field(default=None, metadata=kept(kinds.Record(WhatItTakes)))
    breaks: WhereItBreaks | None = field(default=None, metadata=kept(kinds.Record(WhereItBreaks)))
    ranked: Tornado | None = field(default=None, metadata=kept(kinds.Record(Tornado)))

    @property
    def question(self) -> tuple[str, Goal, tuple[str, ...], bool]:
        """Return what was asked, of whatever run; a scenario keeps one answer to each."""
        return self.asked, self.goal, self.held, self.of_change
