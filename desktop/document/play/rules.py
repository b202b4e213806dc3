"""What an entry may do to where a play stands, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from desktop.document.play import errors, inject_rules, note_rules, team_rules
from desktop.document.play.fitting import check_fields, known, present_round
from desktop.document.play.state import (
    Begins,
    InjectInPlay,
    Played,
    PlayedTeam,
    PlayState,
    Setup,
)
from desktop.domain.countdown import LONGEST, Countdown
from desktop.domain.exercise.costs import joint_setting
from desktop.domain.exercise.exercise import Side, Team
from desktop.domain.exercise.rounds import Phase
from desktop.domain.lever import Holder, Move
from desktop.domain.play.entries import (
    BREAK,
    FACILITATOR,
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
    Offer,
    Predicted,
    Rationale,
    Recorded,
    StageBegun,
    SuggestionDismissed,
    TeamAdded,
)
from desktop.engine.results.projection import PERCENTILES

_ALWAYS = (Noted, MomentMarked, Joined)
"""Entries that are taken before play begins and after it has ended, too."""
_AFTER_MONTHS = (Phase.DISCUSS.value, BREAK)
"""Stages that come after the months of their round are played."""


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
    check_fields(entry)
    if not isinstance(entry, _ALWAYS):
        if state.ended:
            raise errors.PlayOverError
        if not state.begun and not isinstance(entry, Begun | TeamAdded | GoalDeclared):
            raise errors.NotBegunError
    after = _RULES[type(entry)](setup, state, entry, recorded)
    return replace(
        after, seconds=recorded.seconds, number=recorded.number, instant=recorded.instant
    )


def _begin(setup: Setup, state: PlayState, entry: Begun, at: Recorded) -> PlayState:
    if state.begun:
        raise errors.BegunTwiceError
    return replace(state, begun=True)


def _begin_stage(setup: Setup, state: PlayState, entry: StageBegun, at: Recorded) -> PlayState:
    known("round", entry.round, setup.rounds)
    known("stage", entry.stage, STAGES)
    if not 0 <= entry.duration <= LONGEST:
        raise errors.BadEntryError(field="duration", value=entry.duration)
    _check_round(setup, state, entry)
    countdown = Countdown.of(entry.duration)
    ids = ["", *setup.rounds]
    goes_on = ids.index(entry.round) > ids.index(state.round)
    return replace(
        state,
        round=entry.round,
        stage=entry.stage,
        course=(*state.course, Begins(at.instant, entry.round, entry.stage, state.played_until)),
        countdown=countdown.run(at.seconds) if entry.duration > 0 else countdown,
        standing=standing_offers(state) if goes_on else state.standing,
    )


def _check_round(setup: Setup, state: PlayState, entry: StageBegun) -> None:
    """Raise the error that says why a stage cannot begin now, if it cannot.

    Before the months of a round are played one may go back to what follows those of the round
    before it: somebody went on too early.
    """
    ids = list(setup.rounds)
    after = entry.stage in _AFTER_MONTHS
    if entry.round == state.round:
        if state.advanced and not after:
            raise errors.AdvancedTwiceError(round=entry.round)
        if not state.advanced and after:
            raise errors.NotAdvancedError(round=entry.round)
        return
    here, asked = ids.index(state.round) if state.round else -1, ids.index(entry.round)
    if asked == here - 1 and after and not state.advanced:
        return
    if asked != here + 1:
        if not state.round:
            raise errors.FirstRoundError(round=entry.round, first=ids[0])
        raise errors.WrongRoundError(round=entry.round, current=state.round)
    if state.round and not state.advanced:
        raise errors.NotAdvancedError(round=state.round)
    if after:
        raise errors.StageOrderError(stage=entry.stage, round=entry.round)


def standing_offers(state: PlayState) -> Mapping[tuple[str, str], float]:
    """Return every offer as it stands: offers hold until changed."""
    return {**state.standing, **{key: one.offer.value for key, one in state.made.items()}}


def _change_countdown(
    setup: Setup, state: PlayState, entry: CountdownChanged, at: Recorded
) -> PlayState:
    known("countdown", entry.action, tuple(CountdownAction))
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
    current = present_round(setup, state, entry.round)
    if state.advanced:
        raise errors.AdvancedTwiceError(round=entry.round)
    last = state.played_until.plus(current.months)
    if last > setup.horizon:
        raise errors.BeyondHorizonError(month=last, horizon=setup.horizon)
    _check_figures(setup, entry, current.months + 1)
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


def _check_figures(setup: Setup, entry: Advanced, months: int) -> None:
    """Raise BadEntryError unless figures are those of so many months, of each curve once."""
    seen = set()
    for figures in entry.figures:
        known("indicator", figures.indicator, setup.model.indicators)
        lengths = [len(line) for line in figures.values]
        if lengths != [months] * len(PERCENTILES) or figures.indicator in seen:
            raise errors.BadEntryError(field="figures", value=figures.indicator)
        seen.add(figures.indicator)


def moves_with_decisions(setup: Setup, state: PlayState) -> Mapping[str, tuple[Move, ...]]:
    """Return what was and is in force, with what was decided in the round from its months on."""
    first = state.played_until.plus(1)
    if state.advanced or first > setup.model.clock.horizon:
        return state.moves
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
    """Return the levers that were decided about in the present round, each with its ramp.

    Of two offers on a joint lever the slower one sets the pace: the rule for their values knows
    no ramps.
    """
    found: dict[str, int] = {}
    for (_, lever), one in state.made.items():
        found[lever] = max(one.offer.ramp, found.get(lever, 0))
    return found


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
    return replace(inject_rules.put_away(state), ended=True, countdown=countdown)


_RULES: Mapping[type, Callable[[Setup, PlayState, Any, Recorded], PlayState]] = {
    Begun: _begin,
    StageBegun: _begin_stage,
    CountdownChanged: _change_countdown,
    InjectShown: inject_rules.show,
    InjectReleased: inject_rules.release,
    InjectSkipped: inject_rules.skip,
    InjectRetimed: inject_rules.retime,
    SuggestionDismissed: inject_rules.dismiss,
    Offer: team_rules.offer,
    Rationale: team_rules.reason,
    Endorsement: team_rules.endorse,
    Predicted: team_rules.predict,
    Advanced: _advance,
    EventsDrawn: team_rules.draw,
    MomentMarked: note_rules.note,
    Noted: note_rules.note,
    Joined: note_rules.join,
    TeamAdded: note_rules.add_team,
    GoalDeclared: note_rules.declare,
    Ended: _end,
}
