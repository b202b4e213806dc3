"""What may be entered beside the course of play: notes, people, teams that come later, goals."""

from dataclasses import replace

from desktop.document.play import errors
from desktop.document.play.fitting import known, shown
from desktop.document.play.state import Begins, Note, PlayedTeam, PlayState, Setup, put
from desktop.domain.errors import TooManyTeamsError
from desktop.domain.exercise.exercise import TeamColor
from desktop.domain.lines import name_key
from desktop.domain.play.entries import (
    FACILITATOR,
    GoalDeclared,
    Joined,
    MomentMarked,
    Noted,
    NoteKind,
    Recorded,
    TeamAdded,
    Tie,
)
from desktop.domain.prediction import MOST_TEAMS


def note(setup: Setup, state: PlayState, entry: Noted | MomentMarked, at: Recorded) -> PlayState:
    """Take down a note or a moment, with where play stood: one from elsewhere may be hours old."""
    if isinstance(entry, Noted):
        known("note", entry.kind, tuple(NoteKind))
        known("tie", entry.tie, tuple(Tie))
        _check_tie(setup, state, entry)
    note = Note(at, entry, state.round, state.stage, state.played_until)
    if entry.source:
        opening = Begins(at.instant, "", "", setup.exercise.start.vantage)
        begun = (one for one in reversed(state.course) if one.instant <= at.instant)
        then = next(begun, opening)
        note = Note(at, entry, then.round, then.stage, then.month)
    return replace(state, notes=(*state.notes, note))


def _check_tie(setup: Setup, state: PlayState, entry: Noted) -> None:
    match entry.tie:
        case Tie.OBJECTIVE:
            known("objective", entry.tied_to, [one.id for one in setup.exercise.objectives])
        case Tie.INJECT:
            known("inject", entry.tied_to, [one.id for one in setup.exercise.injects])
        case Tie.DECISION:
            team, _, lever = entry.tied_to.rpartition("/")
            known("team", team, (*state.teams, FACILITATOR))
            known("lever", lever, setup.exercise.levers)
        case Tie.TEAM:
            known("team", entry.tied_to, (*state.teams, FACILITATOR))
        case _ if entry.tied_to:
            raise errors.BadEntryError(field="tied_to", value=shown(entry.tied_to))


def join(setup: Setup, state: PlayState, entry: Joined, at: Recorded) -> PlayState:
    """Add somebody to a team, or to those who run the exercise."""
    if entry.team:
        known("team", entry.team, state.teams)
    return replace(state, roster=(*state.roster, (entry.team, entry.name)))


def add_team(setup: Setup, state: PlayState, entry: TeamAdded, at: Recorded) -> PlayState:
    """Add a team without levers."""
    if len(state.teams) >= MOST_TEAMS:
        raise TooManyTeamsError(most=MOST_TEAMS)
    known("color", entry.color, tuple(TeamColor))
    taken = {name_key(one) for one in (*state.teams, FACILITATOR)}
    for designed in setup.exercise.teams:
        taken |= {name_key(designed.name.en), name_key(designed.name.es)}
    if name_key(entry.team) in taken:
        raise errors.TeamTakenError(team=entry.team)
    added = PlayedTeam(entry.team, TeamColor(entry.color))
    return replace(state, teams=put(state.teams, entry.team, added))


def declare(setup: Setup, state: PlayState, entry: GoalDeclared, at: Recorded) -> PlayState:
    """Put a goal on the scoreboard that is offered to be declared."""
    known("goal", entry.goal, [one.id for one in setup.exercise.goals if one.declared])
    if entry.goal in state.declared:
        raise errors.GoalDeclaredError(goal=entry.goal)
    return replace(state, declared=(*state.declared, entry.goal))
