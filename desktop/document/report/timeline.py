"""What the timeline of a report tells of a record."""

from collections.abc import Sequence

from desktop.document.play.fold import taken_back
from desktop.document.play.state import PlayState
from desktop.domain.play.entries import (
    Advanced,
    Begun,
    Ended,
    EventsDrawn,
    GoalDeclared,
    InjectReleased,
    InjectSkipped,
    MomentMarked,
    Offer,
    Recorded,
    StageBegun,
)

_TOLD = (
    *(Begun, StageBegun, InjectReleased, InjectSkipped, Offer),
    *(EventsDrawn, Advanced, GoalDeclared, MomentMarked, Ended),
)


def timeline(state: PlayState, entries: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Return what happened in its order: nothing that was taken back, and last offers alone."""
    gone = taken_back(entries)
    last = {one.number for made in state.decisions.values() for one in made.values()}
    return tuple(
        one
        for one in entries
        if isinstance(one.entry, _TOLD)
        and one.number not in gone
        and (not isinstance(one.entry, Offer) or one.number in last)
    )
