"""What teams may decide, support and call in a round, what chance draws, and what that does."""

from dataclasses import replace

from desktop.document.play import errors
from desktop.document.play.fitting import known, present_round
from desktop.document.play.state import Decision, PlayState, Setup, put
from desktop.domain.exercise.costs import move_cost
from desktop.domain.exercise.exercise import Exercise, Side
from desktop.domain.exercise.rounds import Phase, Round
from desktop.domain.lever import Lever
from desktop.domain.play.entries import (
    FACILITATOR,
    Endorsement,
    EventsDrawn,
    Offer,
    Predicted,
    Rationale,
    Recorded,
)
from desktop.domain.prediction import Call


def offer(setup: Setup, state: PlayState, entry: Offer, at: Recorded) -> PlayState:
    """Let a team's offer on a lever stand; without teams the facilitator moves the levers."""
    known("team", entry.team, state.teams if setup.exercise.teams else (FACILITATOR,))
    known("lever", entry.lever, setup.exercise.levers)
    if (entry.team, entry.lever) not in state.standing:
        raise errors.NotItsLeverError(team=entry.team, lever=entry.lever)
    current = present_round(setup, state)
    if state.advanced:
        raise errors.OfferTooLateError(team=entry.team)
    if current.levers and entry.lever not in current.levers:
        raise errors.LeverNotInRoundError(lever=entry.lever, round=state.round)
    lever = setup.model.levers[entry.lever]
    lever.check(entry.value)
    if not 0 <= entry.ramp <= setup.model.clock.steps:
        raise errors.BadEntryError(field="ramp", value=entry.ramp)
    before = state.standing[entry.team, entry.lever]
    decision = Decision(
        at.number,
        entry,
        before,
        _cost(setup.exercise, lever, entry, before),
        late=_decides(current) and state.stage in (Phase.PREDICT.value, Phase.ADVANCE.value),
    )
    return _decided(state, entry, decision)


def _decides(one: Round) -> bool:
    """Say whether a round has time in which teams decide, after which an offer is late."""
    return any(one.minutes.of(phase) > 0 for phase in (Phase.DELIBERATE, Phase.DECIDE))


def _decided(state: PlayState, entry: Offer, decision: Decision) -> PlayState:
    """Return a state with a decision; going back to where the offer stood is none.

    Whoever has spent too much, since a move was opposed, can still make moves smaller.
    """
    made = dict(state.made)
    made.pop((entry.team, entry.lever), None)
    if entry.value != decision.before:
        made[entry.team, entry.lever] = decision
    after = replace(state, decisions=put(state.decisions, state.round, made))
    if entry.team in state.teams:
        spent, purse = after.spent(entry.team), after.purse(entry.team)
        if spent > purse and spent > state.spent(entry.team):
            raise errors.OverspentError(team=entry.team, cost=spent, purse=purse)
    supported = after.endorsements.get(state.round, {})
    kept = {
        team: one
        for team, one in supported.items()
        if (one.mover, one.lever) != (entry.team, entry.lever) or (one.mover, one.lever) in made
    }
    if kept != supported:
        after = replace(after, endorsements=put(after.endorsements, state.round, kept))
    return after


def _cost(exercise: Exercise, lever: Lever, entry: Offer, before: float) -> float:
    side = next((team.side for team in exercise.teams if team.id == entry.team), Side.NONE)
    return move_cost(lever, before, entry.value, side)


def reason(setup: Setup, state: PlayState, entry: Rationale, at: Recorded) -> PlayState:
    """Take down why a team decides as it does in this round; an empty text takes it away."""
    known("team", entry.team, (*state.teams, FACILITATOR))
    present_round(setup, state)
    said = put(state.rationales.get(state.round, {}), entry.team, (at.number, entry.text))
    return replace(state, rationales=put(state.rationales, state.round, said))


def endorse(setup: Setup, state: PlayState, entry: Endorsement, at: Recorded) -> PlayState:
    """Let a team without levers endorse or oppose a move, its only one in this round."""
    known("team", entry.team, state.teams)
    known("team", entry.mover, state.teams)
    known("lever", entry.lever, setup.exercise.levers)
    if state.teams[entry.team].levers:
        raise errors.HoldsLeversError(team=entry.team)
    present_round(setup, state)
    if state.advanced:
        raise errors.OfferTooLateError(team=entry.team)
    if (entry.mover, entry.lever) not in state.made:
        raise errors.NoMoveError(team=entry.mover, lever=entry.lever)
    own = put(state.endorsements.get(state.round, {}), entry.team, entry)
    return replace(state, endorsements=put(state.endorsements, state.round, own))


def predict(setup: Setup, state: PlayState, entry: Predicted, at: Recorded) -> PlayState:
    """Take down what a team, or the room as a whole, expects of an indicator in this round."""
    known("team", entry.team, (*state.teams, FACILITATOR))
    known("indicator", entry.indicator, setup.model.indicators)
    present_round(setup, state)
    if state.advanced:
        raise errors.PredictedTooLateError(team=entry.team)
    Call("team", entry.direction, entry.confidence, entry.amount).check()
    own = put(state.predictions.get(state.round, {}), (entry.team, entry.indicator), entry)
    return replace(state, predictions=put(state.predictions, state.round, own))


def draw(setup: Setup, state: PlayState, entry: EventsDrawn, at: Recorded) -> PlayState:
    """Let events strike that chance drew for the months of this round."""
    current = present_round(setup, state)
    if state.advanced:
        raise errors.AdvancedTwiceError(round=state.round)
    first, last = state.played_until.plus(1), state.played_until.plus(current.months)
    for event in entry.events:
        event.check(setup.model.events, setup.model.clock)
        if not first <= event.month <= last:
            raise errors.EventNotInRoundError(event=event.event, first=first, last=last)
    return replace(state, drawn=put(state.drawn, state.round, entry))
