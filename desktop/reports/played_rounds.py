"""What was entered in each round of a play, and what it came to, as plain records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.document.play.rules import in_force, standing_offers, start
from desktop.document.play.scenario import ScoredCall, scored
from desktop.document.play.state import PlayState, Setup
from desktop.domain.exercise.exercise import Side
from desktop.domain.lever import Holder
from desktop.domain.play.entries import Figures, Predicted
from desktop.domain.policy import PlannedEvent
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class PlayedDecision:
    """Hold one offer of a round."""

    team: str
    lever: str
    before: float
    value: float
    ramp: int
    cost: float
    """Points."""
    late: bool


@dataclass(frozen=True, slots=True)
class PlayedPurse:
    """Hold what a team had in a round, and what it spent of it, in points."""

    team: str
    purse: float
    spent: float


@dataclass(frozen=True, slots=True)
class JointResult:
    """Hold what two offers on a joint lever come to."""

    lever: str
    us: float
    mx: float
    value: float


@dataclass(frozen=True, slots=True)
class PlayedSupport:
    """Hold what a team without levers said of a move."""

    team: str
    mover: str
    lever: str
    endorses: bool


@dataclass(frozen=True, slots=True)
class PlayedCall:
    """Hold a prediction, and how good it was where its months are played."""

    team: str
    indicator: str
    direction: str
    confidence: int | None
    amount: float | None
    outcome: float | None = None
    """In percent or in points."""
    right: bool | None = None
    brier: float | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class PlayedEvent:
    """Hold an event with the month in which it strikes."""

    event: str
    month: str
    size: float


@dataclass(frozen=True, slots=True)
class PlayedInject:
    """Hold an inject that was released."""

    inject: str
    seconds: float
    """Of the exercise."""
    strikes: PlayedEvent | None


@dataclass(frozen=True, slots=True)
class PlayedRound:
    """Hold what was entered in one round and what it came to."""

    round: str
    title: Wording
    first: str | None
    """First month that was played; None where none was."""
    last: str | None
    decisions: tuple[PlayedDecision, ...]
    purses: tuple[PlayedPurse, ...]
    joint: tuple[JointResult, ...]
    support: tuple[PlayedSupport, ...]
    predictions: tuple[PlayedCall, ...]
    drawn: tuple[PlayedEvent, ...]
    figures: tuple[Figures, ...]


def played_rounds(setup: Setup, state: PlayState) -> tuple[PlayedRound, ...]:
    """Return the rounds that began, in order."""
    advances = {one.advance.round: one for one in state.advances}
    judged = {
        (one.round, one.predicted.team, one.predicted.indicator): one
        for one in scored(setup, state)
    }
    stands = replace(start(setup), decisions=state.decisions)
    found = []
    for name, designed in setup.rounds.items():
        stands = replace(stands, standing=standing_offers(stands), round=name)
        if not (name in advances or name == state.round or name in state.decisions):
            continue
        here, played = replace(state, round=name), advances.get(name)
        drawn = state.drawn.get(name)
        one = PlayedRound(
            round=name,
            title=designed.title,
            first=None if played is None else str(played.first),
            last=None if played is None else str(played.last),
            decisions=_decisions(here),
            purses=tuple(
                PlayedPurse(team, here.purse(team), here.spent(team))
                for team, at_table in state.teams.items()
                if at_table.levers
            ),
            joint=tuple(_joint(setup, stands, here)),
            support=tuple(
                PlayedSupport(team, said.mover, said.lever, said.endorses)
                for team, said in state.endorsements.get(name, {}).items()
            ),
            predictions=tuple(
                _call(called, judged.get((name, called.team, called.indicator)))
                for called in state.predictions.get(name, {}).values()
            ),
            drawn=() if drawn is None else tuple(map(played_event, drawn.events)),
            figures=() if played is None else played.advance.figures,
        )
        found.append(one)
    return tuple(found)


def _decisions(here: PlayState) -> tuple[PlayedDecision, ...]:
    return tuple(
        PlayedDecision(
            *(team, lever, made.before, made.offer.value, made.offer.ramp),
            *(made.cost, made.late),
        )
        for (team, lever), made in here.made.items()
    )


def _joint(setup: Setup, stands: PlayState, here: PlayState) -> Iterator[JointResult]:
    """Yield what offers come to on the joint levers about which something was decided."""
    offers: Mapping[tuple[str, str], float] = standing_offers(stands)
    for lever in dict.fromkeys(lever for _, lever in here.made):
        if setup.model.levers[lever].holder is not Holder.JOINT or not setup.exercise.teams:
            continue
        said = {
            team.side: offers[team.id, lever]
            for team in setup.exercise.teams
            if lever in team.levers
        }
        if {Side.US, Side.MX} <= said.keys():
            value = in_force(setup, offers, lever)
            yield JointResult(lever, said[Side.US], said[Side.MX], value)


def _call(called: Predicted, judged: ScoredCall | None) -> PlayedCall:
    said = (called.team, called.indicator, called.direction, called.confidence, called.amount)
    if judged is None:
        return PlayedCall(*said)
    score = judged.score
    return PlayedCall(*said, judged.outcome, score.right, score.brier, score.error)


def played_event(event: PlannedEvent) -> PlayedEvent:
    """Return an event as it is listed."""
    return PlayedEvent(event.event, str(event.month), event.size)
