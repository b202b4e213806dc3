"""What a play asks the model to project, and what it came to."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.document.future import draw_future
from desktop.document.play.fitting import present_round
from desktop.document.play.rules import moves_with_decisions
from desktop.document.play.state import PlayState, Setup
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.exercise.exercise import Goal
from desktop.domain.indicator import Change
from desktop.domain.lever import Setting
from desktop.domain.play.entries import EventsDrawn, Figures, Predicted
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Call, Score, score, told

MEDIAN_ROW = 2
"""Of the percentiles of `Figures`."""


def policy(setup: Setup, state: PlayState) -> Policy:
    """Return what was played and, from the first month not yet played on, what is decided now."""
    settings = {}
    for lever, moves in moves_with_decisions(setup, state).items():
        *earlier, last = moves
        settings[lever] = Setting(last.value, last.start, last.ramp, None, tuple(earlier))
    return Policy(settings, tuple(events(setup, state).values()))


def events(setup: Setup, state: PlayState) -> dict[tuple[str, Month], PlannedEvent]:
    """Return every event by what it is and its month; one released later decides about its size.

    What chance drew does not take the place of what somebody placed.
    """
    chance = {event.place: event for one in state.drawn.values() for event in one.events}
    opening = {event.place: event for event in setup.exercise.start.policy.events}
    by_release = sorted(
        (one.released.number, one.strikes)
        for one in state.injects.values()
        if one.released is not None and one.strikes is not None
    )
    return chance | opening | {event.place: event for _, event in by_release}


def request(setup: Setup, state: PlayState) -> RunRequest:
    """Return the run of a play as it stands, by the assumptions, seed and members it pins."""
    start = setup.exercise.start
    choice = EnsembleChoice(members=start.members, seed=start.seed)
    return RunRequest(policy(setup, state), choice, start.assumptions)


def drawn(setup: Setup, state: PlayState) -> EventsDrawn:
    """Return the events that chance draws for the months of the present round.

    Raise NoRoundError before the first one.
    """
    months = present_round(setup, state).months
    first, last = state.played_until.plus(1), state.played_until.plus(months)
    future = draw_future(setup.model, setup.exercise.start.seed)
    return EventsDrawn(tuple(event for event in future if first <= event.month <= last))


@dataclass(frozen=True, slots=True)
class ScoredCall:
    """Hold what a team called of one round, and how good it was."""

    round: str
    predicted: Predicted
    outcome: float
    """The change over the months of the round, in percent or in points."""
    score: Score


def scored(setup: Setup, state: PlayState) -> Iterator[ScoredCall]:
    """Yield every call of the rounds that are played, judged by the medians that were shown."""
    for played in state.advances:
        figures = {one.indicator: one for one in played.advance.figures}
        round_id = played.advance.round
        for called in state.predictions.get(round_id, {}).values():
            shown = figures.get(called.indicator)
            if shown is None:
                continue
            change = setup.model.indicators[called.indicator].change
            outcome = change_of(shown, change)
            if outcome is not None:
                call = Call(called.team, called.direction, called.confidence, called.amount)
                yield ScoredCall(round_id, called, outcome, score(call, outcome))


def change_of(figures: Figures, change: Change) -> float | None:
    """Return how the median changed over the months of an advance, in percent or in points.

    None where that is a percentage of nothing.
    """
    medians = figures.values[MEDIAN_ROW]
    before, after = medians[0], medians[-1]
    if change is not Change.PERCENT:
        return told(after - before)
    return told(100.0 * (after - before) / abs(before)) if before else None


def goals(setup: Setup, state: PlayState) -> tuple[Goal, ...]:
    """Return the goals on the scoreboard: those set from the start, and those declared."""
    return tuple(
        goal for goal in setup.exercise.goals if not goal.declared or goal.id in state.declared
    )
