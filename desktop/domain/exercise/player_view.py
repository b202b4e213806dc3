"""What players may see of an exercise: all that is made for them is made from a PlayerView."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import (
    Exercise,
    ExerciseType,
    FeedbackQuestion,
    Goal,
    Side,
    Team,
    TeamColor,
)
from desktop.domain.exercise.injects import Inject
from desktop.domain.exercise.rounds import PhaseMinutes, Round
from desktop.domain.lever import Setting
from desktop.domain.wording import LanguageCode, Wording


@dataclass(frozen=True, slots=True)
class PlayerStart:
    """Say where play starts; shocks that are planned from the start stay unsaid."""

    vantage: Month
    horizon: Month
    model: str
    assumptions: Assumptions
    charts: tuple[str, ...]
    settings: Mapping[str, Setting]
    """Lever → what it is set to from the start."""


@dataclass(frozen=True, slots=True)
class PlayerObjective:
    """Say what the exercise is about."""

    id: str
    text: Wording
    capability: Wording


@dataclass(frozen=True, slots=True)
class PlayerTeam:
    """Say of a team what every team may know."""

    id: str
    name: Wording
    side: Side
    color: TeamColor
    levers: tuple[str, ...]
    purse: float


@dataclass(frozen=True, slots=True)
class TeamBrief:
    """Hold what is for one team alone."""

    team: str
    brief: Wording
    interests: tuple[Wording, ...]
    red_lines: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class PlayerRound:
    """Give the times of a round: nothing of what will happen in it."""

    id: str
    months: int
    minutes: PhaseMinutes
    pause: int


@dataclass(frozen=True, slots=True)
class PlayerBriefing:
    """Hold what players are told as a round starts."""

    round: str
    title: Wording
    briefing: Wording
    decision: Wording | None
    levers: tuple[str, ...]
    predict: tuple[str, ...]
    charts: tuple[str, ...]
    questions: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class PlayerInject:
    """Hold what players get of an inject once it is released."""

    id: str
    round: str
    date: Month
    title: Wording
    text: Wording
    sender: Wording
    to: tuple[str, ...]
    questions: tuple[Wording, ...]
    chart: str | None


@dataclass(frozen=True, slots=True)
class PlayerView:
    """Hold an exercise without anything that is for facilitators and evaluators."""

    id: str
    name: Wording
    type: ExerciseType
    summary: Wording
    purpose: Wording
    storyline: Wording
    languages: tuple[LanguageCode, ...]
    minutes: int
    start: PlayerStart
    levers: tuple[str, ...]
    objectives: tuple[PlayerObjective, ...]
    teams: tuple[PlayerTeam, ...]
    rounds: tuple[PlayerRound, ...]
    injects: tuple[PlayerInject, ...]
    """Released ones that are for this team, or for everybody."""
    goals: tuple[Goal, ...]
    """Those set from the start, and those that this team may declare."""
    assumptions: tuple[Wording, ...]
    artificialities: tuple[Wording, ...]
    ground_rules: tuple[Wording, ...]
    feedback: tuple[FeedbackQuestion, ...]
    first_day: date | None
    last_day: date | None
    place: Wording | None
    sponsor: Wording | None
    handling: Wording | None
    briefings: tuple[PlayerBriefing, ...]
    """Of the rounds that have begun."""
    brief: TeamBrief | None
    """Of the team that looks on; None where everybody does."""


def player_view(
    exercise: Exercise,
    team: str | None = None,
    rounds: Collection[str] = (),
    injects: Collection[str] = (),
) -> PlayerView:
    """Return what one team may see, or everybody where no team is named.

    `rounds` are the ids of the rounds that have begun, `injects` those of the injects that are
    released; ids that the exercise does not have count for nothing.
    """
    start = exercise.start
    return PlayerView(
        id=exercise.id,
        name=exercise.name,
        type=exercise.type,
        summary=exercise.summary,
        purpose=exercise.purpose,
        storyline=exercise.storyline,
        languages=exercise.languages,
        minutes=exercise.minutes,
        start=PlayerStart(
            vantage=start.vantage,
            horizon=start.horizon,
            model=start.model,
            assumptions=start.assumptions,
            charts=start.charts,
            settings=MappingProxyType(dict(start.policy.settings)),
        ),
        levers=exercise.levers,
        objectives=tuple(
            PlayerObjective(one.id, one.text, one.capability) for one in exercise.objectives
        ),
        teams=tuple(_team(one) for one in exercise.teams),
        rounds=tuple(
            PlayerRound(one.id, one.months, one.minutes, one.pause) for one in exercise.rounds
        ),
        injects=tuple(
            _inject(one)
            for one in exercise.injects
            if one.id in injects and (not one.to or team in one.to)
        ),
        goals=tuple(
            one
            for one in exercise.goals
            if not one.declared or one.team is None or one.team == team
        ),
        assumptions=exercise.assumptions,
        artificialities=exercise.artificialities,
        ground_rules=exercise.ground_rules,
        feedback=exercise.feedback,
        first_day=exercise.first_day,
        last_day=exercise.last_day,
        place=exercise.place,
        sponsor=exercise.sponsor,
        handling=exercise.handling,
        briefings=tuple(_briefing(one) for one in exercise.rounds if one.id in rounds),
        brief=next(
            (
                TeamBrief(one.id, one.brief, one.interests, one.red_lines)
                for one in exercise.teams
                if one.id == team
            ),
            None,
        ),
    )


def _team(one: Team) -> PlayerTeam:
    return PlayerTeam(one.id, one.name, one.side, one.color, one.levers, one.purse)


def _inject(one: Inject) -> PlayerInject:
    return PlayerInject(
        id=one.id,
        round=one.round,
        date=one.date,
        title=one.title,
        text=one.text,
        sender=one.sender,
        to=one.to,
        questions=one.questions,
        chart=one.chart,
    )


def _briefing(one: Round) -> PlayerBriefing:
    return PlayerBriefing(
        round=one.id,
        title=one.title,
        briefing=one.briefing,
        decision=one.decision,
        levers=one.levers,
        predict=one.predict,
        charts=one.charts,
        questions=one.questions,
    )
