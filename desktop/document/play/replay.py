"""A play gone through again, round by round."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.document.play.fold import taken_back
from desktop.document.play.state import PlayState, Setup
from desktop.domain.clock import Month
from desktop.domain.play.entries import EventsDrawn, InjectReleased, Offer, Recorded, StageBegun
from desktop.domain.policy import PlannedEvent


@dataclass(frozen=True, slots=True)
class ReplayedRound:
    """Hold what happened in a round, and until which month curves are seen after it."""

    round: str
    """Empty where play has not begun."""
    until: Month
    played: bool
    """Whether its months were played."""
    offers: tuple[Offer, ...] = ()
    injects: tuple[str, ...] = ()
    """Released, in the order of their release, whoever they went to."""
    drawn: tuple[PlannedEvent, ...] = ()


def replayed(
    setup: Setup, state: PlayState, record: Iterable[Recorded]
) -> tuple[ReplayedRound, ...]:
    """Return what came before play, then every round that began, the last perhaps cut short."""
    played = {one.advance.round: one for one in state.advances}
    injects, drawn = _by_round(record)
    until = setup.exercise.start.vantage
    found = [ReplayedRound("", until, played=False)]
    begun = {one.round for one in state.course}
    for name in setup.rounds:
        if name not in begun and name not in played:
            continue
        until = played[name].last if name in played else until
        made = state.decisions.get(name, {}).values()
        found.append(
            ReplayedRound(
                name,
                until,
                name in played,
                tuple(one.offer for one in made),
                tuple(injects.get(name, ())),
                tuple(drawn.get(name, ())),
            )
        )
    return tuple(found)


def _by_round(
    record: Iterable[Recorded],
) -> tuple[dict[str, list[str]], dict[str, list[PlannedEvent]]]:
    """Return the injects that were released, and the events that were drawn, by round."""
    entries = tuple(record)
    gone = taken_back(entries)
    here = ""
    injects: dict[str, list[str]] = {}
    drawn: dict[str, list[PlannedEvent]] = {}
    for one in entries:
        match one.entry:
            case _ if one.number in gone:
                continue
            case StageBegun():
                here = one.entry.round
            case InjectReleased():
                injects.setdefault(here, []).append(one.entry.inject)
            case EventsDrawn():
                drawn[here] = list(one.entry.events)
    return injects, drawn
