"""Where a play stands: what its record comes to, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from desktop.domain.clock import Month
from desktop.domain.countdown import Countdown
from desktop.domain.exercise.exercise import Exercise, Team, TeamColor
from desktop.domain.exercise.rounds import Phase, Round
from desktop.domain.lever import Move
from desktop.domain.model.model import Model
from desktop.domain.play.entries import (
    BREAK,
    Advanced,
    Endorsement,
    EventsDrawn,
    InjectReleased,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Recorded,
)
from desktop.domain.policy import PlannedEvent

K = TypeVar("K")
V = TypeVar("V")
_EMPTY: Mapping[str, str] = MappingProxyType({})


class InjectStatus(StrEnum):
    """Say what has become of an inject in play."""

    WAITING = "waiting"
    SHOWN = "shown"
    """To the facilitator, who may release it."""
    RELEASED = "released"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class PlayedTeam:
    """Hold a team at the table: one of the exercise, or one that came later."""

    id: str
    color: TeamColor
    levers: tuple[str, ...] = ()
    purse: float = 0.0
    designed: Team | None = None
    """None for one that came later: its id is its name."""


@dataclass(frozen=True, slots=True)
class InjectInPlay:
    """Hold what has become of one inject."""

    status: InjectStatus = InjectStatus.WAITING
    at: int | None = None
    """Minutes from the start of its round; None for one that is only held ready."""
    released: Recorded | None = None
    strikes: PlannedEvent | None = None
    """What its release lets strike."""
    dismissed: bool = False
    """It is suggested no more."""
    skipped: bool = False
    """It was left out before the facilitator looked at it again."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold one offer of a round, as it stands."""

    number: int
    """Of the entry."""
    offer: Offer
    before: float
    """Where the team's offer stood when the round began."""
    cost: float
    """Points that it costs the team."""
    late: bool
    """It came when teams already predicted."""


@dataclass(frozen=True, slots=True)
class Played:
    """Hold one advance."""

    number: int
    advance: Advanced
    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class Note:
    """Hold a note or a marked moment, with where play stood."""

    recorded: Recorded
    said: Noted | MomentMarked
    round: str
    stage: str
    month: Month
    """The last month that was played."""


@dataclass(frozen=True, slots=True)
class Begins:
    """Hold when a stage began, and the last month that was played by then."""

    instant: datetime
    round: str
    stage: str
    month: Month


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """Hold what a play is played on."""

    exercise: Exercise
    model: Model
    """At its own vantage."""

    @property
    def horizon(self) -> Month:
        """Return the last month that can be played, or that a shock can strike."""
        return min(self.exercise.start.horizon, self.model.clock.horizon)

    @property
    def rounds(self) -> Mapping[str, Round]:
        """Return the rounds by their ids, in order."""
        return {one.id: one for one in self.exercise.rounds}

    def stages(self, round_id: str) -> tuple[str, ...]:
        """Return the stages of a round that take time, in order, the break after it at the end."""
        one = self.rounds[round_id]
        phases = tuple(phase.value for phase in Phase if one.minutes.of(phase) > 0)
        if Phase.ADVANCE.value not in phases:
            after = (Phase.DISCUSS.value,)
            place = next((n for n, phase in enumerate(phases) if phase in after), len(phases))
            phases = (*phases[:place], Phase.ADVANCE.value, *phases[place:])
        return (*phases, BREAK) if one.pause > 0 else phases

    def minutes(self, round_id: str, stage: str) -> float:
        """Return the minutes that a stage is planned for."""
        one = self.rounds[round_id]
        return float(one.pause) if stage == BREAK else one.minutes.of(Phase(stage))


@dataclass(frozen=True, slots=True)
class PlayState:
    """Hold where a play stands; equal records come to equal states."""

    played_until: Month
    begun: bool = False
    ended: bool = False
    round: str = ""
    """Empty before the first one."""
    stage: str = ""
    course: tuple[Begins, ...] = ()
    """Every stage that has begun, oldest first."""
    countdown: Countdown | None = None
    """By seconds of the exercise."""
    injects: Mapping[str, InjectInPlay] = field(default_factory=dict)
    """By id, in the order of the exercise."""
    teams: Mapping[str, PlayedTeam] = field(default_factory=dict)
    standing: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(team, lever) → its offer as it stood when the round began."""
    decisions: Mapping[str, Mapping[tuple[str, str], Decision]] = field(default_factory=dict)
    """By round and by (team, lever)."""
    rationales: Mapping[str, Mapping[str, tuple[int, str]]] = field(default_factory=dict)
    """By round and team: number of the entry, and what was said."""
    endorsements: Mapping[str, Mapping[str, Endorsement]] = field(default_factory=dict)
    """By round and by the team that endorses or opposes: one move a round."""
    predictions: Mapping[str, Mapping[tuple[str, str], Predicted]] = field(default_factory=dict)
    """By round and by (team, indicator)."""
    drawn: Mapping[str, EventsDrawn] = field(default_factory=dict)
    """By round."""
    moves: Mapping[str, tuple[Move, ...]] = field(default_factory=dict)
    """Lever → what was in force in months that are played, months ascending."""
    advances: tuple[Played, ...] = ()
    declared: tuple[str, ...] = ()
    """Goals that were declared."""
    notes: tuple[Note, ...] = ()
    roster: tuple[tuple[str, str], ...] = ()
    """(team, name); without a team, somebody who runs the exercise."""
    seconds: float = 0.0
    """Of the exercise, at the last entry."""
    number: int = 0
    """Of the last entry."""
    instant: datetime | None = None

    @property
    def advanced(self) -> bool:
        """Say whether the months of the present round are played."""
        return bool(self.advances) and self.advances[-1].advance.round == self.round

    @property
    def shown_inject(self) -> str | None:
        """Return the inject that the facilitator looks at before it is released."""
        shown = (name for name, one in self.injects.items() if one.status is InjectStatus.SHOWN)
        return next(shown, None)

    @property
    def made(self) -> Mapping[tuple[str, str], Decision]:
        """Return the decisions of the present round."""
        return self.decisions.get(self.round, {})

    def spent(self, team: str) -> float:
        """Return the points that a team has spent in the present round."""
        return sum(one.cost for (mover, _), one in self.made.items() if mover == team)

    def purse(self, team: str) -> float:
        """Return a team's points in the present round, endorsements in; never below 0."""
        points = self.teams[team].purse
        for one in self.endorsements.get(self.round, {}).values():
            if one.mover == team:
                points += ENDORSED if one.endorses else -ENDORSED
        return max(0.0, points)

    def offer(self, team: str, lever: str) -> float | None:
        """Return a team's offer as it stands, None where the lever is not its own."""
        made = self.made.get((team, lever))
        return self.standing.get((team, lever)) if made is None else made.offer.value


ENDORSED = 2.0
"""Points to or from the mover's purse."""


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Return a mapping with one more, or another, entry."""
    return {**mapping, key: value}


def released(state: PlayState) -> tuple[str, ...]:
    """Return the injects that were released, in the order of their release."""
    found = [
        (one.released.number, name)
        for name, one in state.injects.items()
        if one.released is not None and isinstance(one.released.entry, InjectReleased)
    ]
    return tuple(name for _, name in sorted(found))


def with_inject(state: PlayState, name: str, inject: InjectInPlay) -> PlayState:
    """Return a state in which one inject stands otherwise."""
    return replace(state, injects=put(state.injects, name, inject))
