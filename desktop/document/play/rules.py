"""What an entry may do to where a play stands, and what it does."""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import Any

from desktop.document.play import errors
from desktop.document.play.state import (
    Decision,
    InjectInPlay,
    InjectStatus,
    Note,
    Played,
    PlayedTeam,
    PlayState,
    Setup,
    put,
    with_inject,
)
from desktop.domain.countdown import LONGEST, Countdown
from desktop.domain.exercise.costs import joint_setting, move_cost
from desktop.domain.exercise.exercise import Exercise, Side, Team, TeamColor
from desktop.domain.exercise.rounds import Phase, Round
from desktop.domain.lever import Holder, Lever, Move
from desktop.domain.lines import is_line, name_key
from desktop.domain.play.entries import (
    BREAK,
    FACILITATOR,
    NAME_LIMIT,
    STAGES,
    Advanced,
    Begun,
    CountdownAction,
    CountdownChanged,
    Ended,
    Endorsement,
    EventsDrawn,
    GoalDeclared,
    InjectReleased,
    InjectRetimed,
    InjectShown,
    InjectSkipped,
    Joined,
    MomentMarked,
    Noted,
    NoteKind,
    Offer,
    Predicted,
    Rationale,
    Recorded,
    StageBegun,
    SuggestionDismissed,
    TeamAdded,
    Tie,
)
from desktop.domain.policy import PlannedEvent
from desktop.domain.prediction import Call

_ALWAYS = (Noted, MomentMarked, Joined)
"""Entries that are taken before play begins and after it has ended, too."""
_LAST_MINUTE = LONGEST // 60


def start(setup: Setup) -> PlayState:
    """Return where a play stands before its first entry."""
    exercise = setup.exercise
    opening = {name: one.value for name, one in exercise.start.policy.settings.items()}
    standing = {
        (team.id, lever): opening.get(lever, setup.model.levers[lever].default)
        for team in exercise.teams
        for lever in team.levers
    }
    if not exercise.teams:
        standing = {
            (FACILITATOR, lever): opening.get(lever, setup.model.levers[lever].default)
            for lever in exercise.levers
        }
    moves = {
        name: one.moves(setup.model.clock) for name, one in exercise.start.policy.settings.items()
    }
    return PlayState(
        played_until=exercise.start.vantage,
        injects={one.id: InjectInPlay(at=one.at) for one in exercise.injects},
        teams={team.id: _at_table(team) for team in exercise.teams},
        standing=standing,
        moves=moves,
    )


def _at_table(team: Team) -> PlayedTeam:
    return PlayedTeam(team.id, team.color, team.levers, team.purse, team)


def step(setup: Setup, state: PlayState, recorded: Recorded) -> PlayState:
    """Return where a play stands after one more entry, which is no correction.

    Raise the PlayError, or the error of a lever's value or of a call, that says why the record does
    not take it.
    """
    entry = recorded.entry
    if not isinstance(entry, _ALWAYS):
        if state.ended:
            raise errors.PlayOverError
        if not state.begun and not isinstance(entry, Begun | TeamAdded | GoalDeclared):
            raise errors.NotBegunError
    after = _RULES[type(entry)](setup, state, entry, recorded)
    return replace(
        after, seconds=recorded.seconds, number=recorded.number, instant=recorded.instant
    )


# ------------------------------------------------------------ the course of play


def _begin(setup: Setup, state: PlayState, entry: Begun, at: Recorded) -> PlayState:
    if state.begun:
        raise errors.BegunTwiceError
    return replace(state, begun=True)


def _begin_stage(setup: Setup, state: PlayState, entry: StageBegun, at: Recorded) -> PlayState:
    _known("round", entry.round, setup.rounds)
    _known("stage", entry.stage, STAGES)
    if not 0 <= entry.duration <= LONGEST:
        raise errors.BadEntryError(field="duration", value=entry.duration)
    _check_round(setup, state, entry)
    countdown = Countdown.of(entry.duration)
    entered = entry.round != state.round
    return replace(
        state,
        round=entry.round,
        stage=entry.stage,
        countdown=countdown.run(at.seconds) if entry.duration > 0 else countdown,
        standing=standing_offers(state) if entered else state.standing,
    )


def _check_round(setup: Setup, state: PlayState, entry: StageBegun) -> None:
    """Raise the error that says why a stage cannot begin now, if it cannot."""
    ids = list(setup.rounds)
    if entry.round == state.round:
        after = entry.stage in (Phase.DISCUSS.value, BREAK)
        if state.advanced and not after:
            raise errors.AdvancedTwiceError(round=entry.round)
        if not state.advanced and after:
            raise errors.NotAdvancedError(round=entry.round)
        return
    place = ids.index(state.round) + 1 if state.round else 0
    wanted = ids[place] if place < len(ids) else ""
    if entry.round != wanted:
        raise errors.WrongRoundError(round=entry.round, current=state.round)
    if state.round and not state.advanced:
        raise errors.NotAdvancedError(round=state.round)
    if entry.stage in (Phase.DISCUSS.value, BREAK):
        raise errors.StageOrderError(stage=entry.stage, current=state.stage)


def standing_offers(state: PlayState) -> Mapping[tuple[str, str], float]:
    """Return every offer as it stands: offers hold until changed."""
    return {**state.standing, **{key: one.offer.value for key, one in state.made.items()}}


def _change_countdown(
    setup: Setup, state: PlayState, entry: CountdownChanged, at: Recorded
) -> PlayState:
    _known("countdown", entry.action, tuple(CountdownAction))
    if state.countdown is None:
        raise errors.NoCountdownError
    if not abs(entry.by) <= LONGEST:
        raise errors.BadEntryError(field="by", value=entry.by)
    match entry.action:
        case CountdownAction.HOLD:
            countdown = state.countdown.hold(at.seconds)
        case CountdownAction.RUN:
            countdown = state.countdown.run(at.seconds)
        case _:
            countdown = state.countdown.add(entry.by, at.seconds)
    return replace(state, countdown=countdown)


def _advance(setup: Setup, state: PlayState, entry: Advanced, at: Recorded) -> PlayState:
    current = _present(setup, state, entry.round)
    if state.advanced:
        raise errors.AdvancedTwiceError(round=entry.round)
    last = state.played_until.plus(current.months)
    horizon = min(setup.exercise.start.horizon, setup.model.clock.horizon)
    if last > horizon:
        raise errors.BeyondHorizonError(month=last, horizon=horizon)
    for team in state.teams:
        spent, purse = state.spent(team), state.purse(team)
        if spent > purse:
            raise errors.OverspentError(team=team, cost=spent, purse=purse)
    first = state.played_until.plus(1)
    played = Played(at.number, entry, first, last)
    return replace(
        state,
        moves=moves_with_decisions(setup, state),
        played_until=last,
        advances=(*state.advances, played),
    )


def moves_with_decisions(setup: Setup, state: PlayState) -> Mapping[str, tuple[Move, ...]]:
    """Return what was and is in force, with what was decided in the round from its months on."""
    if state.advanced:
        return state.moves
    first = state.played_until.plus(1)
    stands = standing_offers(state)
    found = dict(state.moves)
    for lever, ramp in _decided_levers(state).items():
        value = in_force(setup, stands, lever)
        moves = found.get(lever, ())
        stood = moves[-1].value if moves else setup.model.levers[lever].default
        if value != stood:
            found[lever] = (*(one for one in moves if one.start < first), Move(value, first, ramp))
    return found


def _decided_levers(state: PlayState) -> dict[str, int]:
    """Return the levers that were decided about in the present round, each with its ramp."""
    return {lever: one.offer.ramp for (_, lever), one in state.made.items()}


def in_force(setup: Setup, offers: Mapping[tuple[str, str], float], name: str) -> float:
    """Return what offers on a lever come to."""
    lever = setup.model.levers[name]
    exercise = setup.exercise
    if not exercise.teams:
        return offers[FACILITATOR, name]
    by_side = {team.side: offers[team.id, name] for team in exercise.teams if name in team.levers}
    if lever.holder is Holder.JOINT:
        return joint_setting(lever, by_side.get(Side.US), by_side.get(Side.MX))
    return next(iter(by_side.values()), lever.default)


def _end(setup: Setup, state: PlayState, entry: Ended, at: Recorded) -> PlayState:
    countdown = None if state.countdown is None else state.countdown.hold(at.seconds)
    return replace(state, ended=True, countdown=countdown)


# ------------------------------------------------------------ injects


def _show(setup: Setup, state: PlayState, entry: InjectShown, at: Recorded) -> PlayState:
    shown = state.shown_inject
    if shown is not None:
        waiting = replace(state.injects[shown], status=InjectStatus.WAITING)
        state = with_inject(state, shown, waiting)
    if not entry.inject:
        return state
    inject = _unlocked(state, entry.inject)
    return with_inject(state, entry.inject, replace(inject, status=InjectStatus.SHOWN))


def _release(setup: Setup, state: PlayState, entry: InjectReleased, at: Recorded) -> PlayState:
    inject = _unlocked(state, entry.inject)
    designed = next(one for one in setup.exercise.injects if one.id == entry.inject)
    for other in designed.after:
        if state.injects[other].status is not InjectStatus.RELEASED:
            raise errors.InjectNeedsAnotherError(inject=entry.inject, other=other)
    strikes = None
    if designed.shock is not None:
        month = max(designed.date, state.played_until.plus(1))
        if month > setup.model.clock.horizon:
            raise errors.BeyondHorizonError(month=month, horizon=setup.model.clock.horizon)
        strikes = PlannedEvent(designed.shock.event, month, designed.shock.size)
    done = replace(inject, status=InjectStatus.RELEASED, released=at, strikes=strikes)
    return with_inject(state, entry.inject, done)


def _skip(setup: Setup, state: PlayState, entry: InjectSkipped, at: Recorded) -> PlayState:
    inject = _unlocked(state, entry.inject)
    return with_inject(state, entry.inject, replace(inject, status=InjectStatus.SKIPPED))


def _retime(setup: Setup, state: PlayState, entry: InjectRetimed, at: Recorded) -> PlayState:
    inject = _unlocked(state, entry.inject)
    if not 0 <= entry.at <= _LAST_MINUTE:
        raise errors.InjectTimeError(inject=entry.inject, most=_LAST_MINUTE)
    return with_inject(state, entry.inject, replace(inject, at=entry.at))


def _dismiss(setup: Setup, state: PlayState, entry: SuggestionDismissed, at: Recorded) -> PlayState:
    inject = _unlocked(state, entry.inject)
    return with_inject(state, entry.inject, replace(inject, dismissed=True))


def _unlocked(state: PlayState, name: str) -> InjectInPlay:
    _known("inject", name, state.injects)
    inject = state.injects[name]
    if inject.status is InjectStatus.RELEASED:
        raise errors.InjectLockedError(inject=name)
    return inject


# ------------------------------------------------------------ what teams decide and call


def _offer(setup: Setup, state: PlayState, entry: Offer, at: Recorded) -> PlayState:
    if setup.exercise.teams:
        _known("team", entry.team, state.teams)
    elif entry.team != FACILITATOR:
        raise errors.UnknownInPlayError(kind="team", name=entry.team)
    _known("lever", entry.lever, setup.exercise.levers)
    if (entry.team, entry.lever) not in state.standing:
        raise errors.NotItsLeverError(team=entry.team, lever=entry.lever)
    current = _present(setup, state, state.round)
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
        late=state.stage in (Phase.PREDICT.value, Phase.ADVANCE.value),
    )
    return _decided(state, entry, decision)


def _decided(state: PlayState, entry: Offer, decision: Decision) -> PlayState:
    """Return a state with a decision; going back to where the offer stood is none."""
    made = dict(state.made)
    made.pop((entry.team, entry.lever), None)
    if entry.value != decision.before:
        made[entry.team, entry.lever] = decision
    after = replace(state, decisions=put(state.decisions, state.round, made))
    if entry.team in state.teams:
        spent, purse = after.spent(entry.team), after.purse(entry.team)
        if decision.cost > 0 and spent > purse:
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


def _reason(setup: Setup, state: PlayState, entry: Rationale, at: Recorded) -> PlayState:
    _known("team", entry.team, {*state.teams, FACILITATOR})
    _present(setup, state, state.round)
    said = put(state.rationales.get(state.round, {}), entry.team, (at.number, entry.text))
    return replace(state, rationales=put(state.rationales, state.round, said))


def _endorse(setup: Setup, state: PlayState, entry: Endorsement, at: Recorded) -> PlayState:
    _known("team", entry.team, state.teams)
    _known("team", entry.mover, state.teams)
    if state.teams[entry.team].levers:
        raise errors.HoldsLeversError(team=entry.team)
    _present(setup, state, state.round)
    if state.advanced:
        raise errors.OfferTooLateError(team=entry.team)
    if (entry.mover, entry.lever) not in state.made:
        raise errors.NoMoveError(team=entry.mover, lever=entry.lever)
    own = put(state.endorsements.get(state.round, {}), entry.team, entry)
    return replace(state, endorsements=put(state.endorsements, state.round, own))


def _predict(setup: Setup, state: PlayState, entry: Predicted, at: Recorded) -> PlayState:
    _known("team", entry.team, {*state.teams, FACILITATOR})
    _known("indicator", entry.indicator, setup.model.indicators)
    _present(setup, state, state.round)
    if state.advanced:
        raise errors.PredictedTooLateError(team=entry.team)
    Call("team", entry.direction, entry.confidence, entry.amount).check()
    own = put(state.predictions.get(state.round, {}), (entry.team, entry.indicator), entry)
    return replace(state, predictions=put(state.predictions, state.round, own))


def _draw(setup: Setup, state: PlayState, entry: EventsDrawn, at: Recorded) -> PlayState:
    current = _present(setup, state, state.round)
    if state.advanced:
        raise errors.AdvancedTwiceError(round=state.round)
    first, last = state.played_until.plus(1), state.played_until.plus(current.months)
    for event in entry.events:
        event.check(setup.model.events, setup.model.clock)
        if not first <= event.month <= last:
            raise errors.BadEntryError(field="month", value=event.month)
    return replace(state, drawn=put(state.drawn, state.round, entry))


# ------------------------------------------------------------ beside the course of play


def _note(setup: Setup, state: PlayState, entry: Noted | MomentMarked, at: Recorded) -> PlayState:
    if isinstance(entry, Noted):
        _known("note", entry.kind, tuple(NoteKind))
        _known("tie", entry.tie, tuple(Tie))
        _check_tie(setup, entry)
    note = Note(at, entry, state.round, state.stage, state.played_until)
    return replace(state, notes=(*state.notes, note))


def _check_tie(setup: Setup, entry: Noted) -> None:
    match entry.tie:
        case Tie.OBJECTIVE:
            _known("objective", entry.tied_to, [one.id for one in setup.exercise.objectives])
        case Tie.INJECT:
            _known("inject", entry.tied_to, [one.id for one in setup.exercise.injects])
        case Tie.DECISION:
            _known("lever", entry.tied_to.rpartition("/")[2], setup.exercise.levers)


def _join(setup: Setup, state: PlayState, entry: Joined, at: Recorded) -> PlayState:
    if entry.team:
        _known("team", entry.team, state.teams)
    return replace(state, roster=(*state.roster, (entry.team, entry.name)))


def _add_team(setup: Setup, state: PlayState, entry: TeamAdded, at: Recorded) -> PlayState:
    if not is_line(entry.team, NAME_LIMIT) or entry.team == FACILITATOR:
        raise errors.BadEntryError(field="team", value=entry.team)
    _known("color", entry.color, tuple(TeamColor))
    taken = {name_key(one) for one in state.teams}
    for designed in setup.exercise.teams:
        taken |= {name_key(designed.name.en), name_key(designed.name.es)}
    if name_key(entry.team) in taken:
        raise errors.TeamTakenError(team=entry.team)
    added = PlayedTeam(entry.team, TeamColor(entry.color))
    return replace(state, teams=put(state.teams, entry.team, added))


def _declare(setup: Setup, state: PlayState, entry: GoalDeclared, at: Recorded) -> PlayState:
    offered = {one.id for one in setup.exercise.goals if one.declared}
    _known("goal", entry.goal, offered)
    if entry.goal in state.declared:
        raise errors.GoalDeclaredError(goal=entry.goal)
    return replace(state, declared=(*state.declared, entry.goal))


def _present(setup: Setup, state: PlayState, round_id: str) -> Round:
    """Return the present round, where it is the one that is meant."""
    if not state.round or round_id != state.round:
        raise errors.WrongRoundError(round=round_id, current=state.round)
    return setup.rounds[state.round]


def _known(kind: str, name: str, names: Container[str]) -> None:
    if name not in names:
        raise errors.UnknownInPlayError(kind=kind, name=name)


_RULES: Mapping[type, Callable[[Setup, PlayState, Any, Recorded], PlayState]] = {
    Begun: _begin,
    StageBegun: _begin_stage,
    CountdownChanged: _change_countdown,
    InjectShown: _show,
    InjectReleased: _release,
    InjectSkipped: _skip,
    InjectRetimed: _retime,
    SuggestionDismissed: _dismiss,
    Offer: _offer,
    Rationale: _reason,
    Endorsement: _endorse,
    Predicted: _predict,
    Advanced: _advance,
    EventsDrawn: _draw,
    MomentMarked: _note,
    Noted: _note,
    Joined: _join,
    TeamAdded: _add_team,
    GoalDeclared: _declare,
    Ended: _end,
}
