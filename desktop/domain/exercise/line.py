"""A line of play: what is decided in each round, and the policy that it makes."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from desktop.domain.clock import Clock, Month
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy

Line: TypeAlias = Sequence[Mapping[str, float]]
"""For each round, lever → setting that is decided in it; what is decided holds until changed."""


def guided_line(exercise: Exercise) -> Line:
    """Return what a facilitator does in an exercise that has no teams; ramps are left out."""
    return [{move.lever: move.value for move in one.moves} for one in exercise.rounds]


def played(exercise: Exercise, line: Line, clock: Clock) -> Policy:
    """Return the policy of a line: opening policy, decisions, and the shocks of planned injects.

    Decisions hold from the first month of their round's advance. A contingency that is only held
    ready does not come.
    """
    start = exercise.start
    moves = {
        lever: {move.start: move for move in setting.moves(clock)}
        for lever, setting in start.policy.settings.items()
    }
    for one, decided in zip(exercise.rounds, line, strict=True):
        month = exercise.stands_at(one.id).plus(1)
        for lever, value in decided.items():
            own = moves.setdefault(lever, {})
            own[month] = Move(value, month)
    return Policy(
        {lever: _setting(own) for lever, own in moves.items()}, tuple(_shocks(exercise).values())
    )


def _setting(moves: Mapping[Month, Move]) -> Setting:
    *earlier, last = (moves[month] for month in sorted(moves))
    return Setting(last.value, last.start, last.ramp, None, tuple(earlier))


def _shocks(exercise: Exercise) -> dict[tuple[str, Month], PlannedEvent]:
    """Return every shock by event and month; the later inject decides about its size."""
    first = exercise.start.vantage.plus(1)
    shocks = {event.place: event for event in exercise.start.policy.events}
    for inject in exercise.injects:
        if inject.shock is not None and inject.at is not None:
            month = max(inject.date, exercise.stands_at(inject.round).plus(1), first)
            event = PlannedEvent(inject.shock.event, month, inject.shock.size)
            shocks[event.place] = event
    return shocks
