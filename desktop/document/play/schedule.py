"""When the rounds of a play began or will begin, and when its injects are due.

All times are seconds of the exercise, since play began.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.document.play.state import PlayState, Setup
from desktop.domain.play.entries import BREAK, Recorded, StageBegun

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class RoundTime:
    """Hold when a round began, or will as things stand, and when it ends, its break left out."""

    begin: float
    end: float
    begun: bool


def round_times(
    setup: Setup, state: PlayState, entries: Sequence[Recorded], now: float, left: float
) -> Mapping[str, RoundTime]:
    """Return the time of every round, in order; `left` are the seconds the stage still has.

    Rounds that are played stand where they were. The present one ends when what is left of its
    stages is over, and those to come follow as long as they were planned.
    """
    began: dict[str, float] = {}
    paused: dict[str, float] = {}
    for one in entries:
        if isinstance(one.entry, StageBegun):
            began.setdefault(one.entry.round, one.seconds)
            if one.entry.stage == BREAK:
                paused.setdefault(one.entry.round, one.seconds)
    found: dict[str, RoundTime] = {}
    free = now
    for name, planned in setup.rounds.items():
        begin = began.get(name)
        if begin is None:
            end = free + planned.minutes.total * MINUTE
            found[name] = RoundTime(free, end, begun=False)
            free = end + planned.pause * MINUTE
        elif name == state.round:
            end = paused.get(name, now + left + _after(setup, state))
            found[name] = RoundTime(begin, end, begun=True)
            free = now + left if name in paused else end + planned.pause * MINUTE
        else:
            ends = (at for other, at in began.items() if at > begin and other != name)
            found[name] = RoundTime(begin, paused.get(name, min(ends, default=now)), begun=True)
    return found


def _after(setup: Setup, state: PlayState) -> float:
    """Return the seconds planned for the stages of the round that come after the present one."""
    stages = [one for one in setup.stages(state.round) if one != BREAK]
    later = stages[stages.index(state.stage) + 1 :] if state.stage in stages else []
    return sum(setup.minutes(state.round, one) for one in later) * MINUTE


def due(setup: Setup, state: PlayState, times: Mapping[str, RoundTime]) -> Mapping[str, float]:
    """Return when each inject that is planned for a minute was released, or is due."""
    found = {}
    for one in setup.exercise.injects:
        played = state.injects[one.id]
        if played.released is not None:
            found[one.id] = played.released.seconds
        elif played.at is not None:
            found[one.id] = times[one.round].begin + played.at * MINUTE
    return found


def minute_of(times: Mapping[str, RoundTime], round_id: str, seconds: float) -> int:
    """Return the minute of a round that an instant is, never one before its beginning."""
    return max(0, round((seconds - times[round_id].begin) / MINUTE))
