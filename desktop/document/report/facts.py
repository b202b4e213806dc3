"""What a record says, fact by fact, so that what changed since somebody looked can be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from desktop.document.play.fold import fold
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.play.entries import (
    Ended,
    Entry,
    GoalDeclared,
    InjectReleased,
    InjectSkipped,
    Joined,
    MomentMarked,
    Noted,
    Rationale,
    Recorded,
)

Key: TypeAlias = tuple[str | int, ...]


class Turn(StrEnum):
    """Say what became of a fact."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FactChange:
    """Hold a fact that is another than it was."""

    turn: Turn
    entry: Entry
    """That says it now, or said it before it was gone."""


def changes(setup: Setup, entries: Sequence[Recorded], seen: int) -> tuple[FactChange, ...]:
    """Return what the record says otherwise than its first `seen` entries did.

    What is new comes first, then what changed, then what is gone, each in the order of the record.
    """
    if seen >= len(entries):
        return ()
    before = facts(fold(setup, entries[: max(seen, 0)]))
    now = facts(fold(setup, entries))
    found = [FactChange(Turn.NEW, one) for key, one in now.items() if key not in before]
    found += [
        FactChange(Turn.CHANGED, one)
        for key, one in now.items()
        if key in before and before[key] != one
    ]
    found += [FactChange(Turn.GONE, one) for key, one in before.items() if key not in now]
    return tuple(found)


def facts(state: PlayState) -> Mapping[Key, Entry]:
    """Return the facts of a report by what they are about."""
    return dict(_facts(state))


def _facts(state: PlayState) -> Iterator[tuple[Key, Entry]]:
    for team, name in state.roster:
        yield ("roster", team, name), Joined(name, team)
    for inject, one in state.injects.items():
        if one.status is InjectStatus.RELEASED:
            yield ("inject", inject), InjectReleased(inject)
        elif one.status is InjectStatus.SKIPPED:
            yield ("inject", inject), InjectSkipped(inject)
    for round_id, made in state.decisions.items():
        for (team, lever), decision in made.items():
            yield ("decision", round_id, team, lever), decision.offer
    for round_id, reasons in state.rationales.items():
        for team, (_, said) in reasons.items():
            yield ("reason", round_id, team), Rationale(team, said)
    for round_id, support in state.endorsements.items():
        for team, endorsed in support.items():
            yield ("support", round_id, team), endorsed
    for round_id, calls in state.predictions.items():
        for (team, indicator), call in calls.items():
            yield ("call", round_id, team, indicator), call
    for round_id, drawn in state.drawn.items():
        yield ("drawn", round_id), drawn
    for played in state.advances:
        yield ("advance", played.advance.round), replace(played.advance, figures=())
    for goal in state.declared:
        yield ("goal", goal), GoalDeclared(goal)
    for note in state.notes:
        if isinstance(note.said, Noted | MomentMarked):
            yield ("note", note.recorded.number), note.said
    if state.ended:
        yield ("ended",), Ended()
