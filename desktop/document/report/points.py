"""Strengths, improvements and evidence: the notes of a record with what people made of them."""

from dataclasses import dataclass

from desktop.document.play.state import Note, PlayState
from desktop.domain.exercise.exercise import Exercise, Objective
from desktop.domain.play.entries import Noted, NoteKind, Tie
from desktop.domain.report import UNSAID, ReportDraft, ReportPoint


@dataclass(frozen=True, slots=True)
class DraftedPoint:
    """Hold a strength or an improvement as the report has it."""

    point: ReportPoint
    note: Note | None
    """The note that it rests on; None for one that somebody added."""

    @property
    def team(self) -> str:
        """Return the team that it is about; empty for none."""
        said = None if self.note is None else self.note.said
        return said.tied_to if isinstance(said, Noted) and said.tie == Tie.TEAM else ""

    @property
    def own_words(self) -> bool:
        """Say whether somebody wrote words that stand in the place of the note's."""
        return self.note is None or self.point.text != UNSAID


def note_id(number: int) -> str:
    """Return the id of the point that rests on the note of an entry."""
    return f"note-{number}"


def notes(state: PlayState, kind: NoteKind | None = None) -> tuple[Note, ...]:
    """Return the notes whose words are there, in their order."""
    return tuple(
        one
        for one in state.notes
        if isinstance(one.said, Noted)
        and one.said.text.strip()
        and (kind is None or one.said.kind == kind)
    )


def points(state: PlayState, draft: ReportDraft, kind: NoteKind) -> tuple[DraftedPoint, ...]:
    """Return the points of a kind: those of notes in their order, then those that were added.

    Those that are left out are among them.
    """
    found = []
    for note in notes(state, kind):
        number = note.recorded.number
        point = draft.point(number) or ReportPoint(note_id(number), kind.value, number)
        found.append(DraftedPoint(point, note))
    own = (one for one in draft.points if not one.note and one.kind == kind.value)
    return (*found, *(DraftedPoint(one, None) for one in own))


def in_report(state: PlayState, draft: ReportDraft, kind: NoteKind) -> tuple[DraftedPoint, ...]:
    """Return the points of a kind that stand in the report: by team, those about none first."""
    kept = [one for one in points(state, draft, kind) if not one.point.left_out]
    kept = [one for one in kept if one.note is not None or one.point.text != UNSAID]
    order = ["", *state.teams]
    return tuple(sorted(kept, key=lambda one: order.index(one.team) if one.team in order else 0))


def orphans(state: PlayState, draft: ReportDraft) -> tuple[ReportPoint, ...]:
    """Return what was written about notes that are not there any more: taken back, or forgotten."""
    there = {one.recorded.number for one in notes(state)}
    return tuple(
        one
        for one in draft.points
        if one.note and one.note not in there and (one.text != UNSAID or one.root_cause != UNSAID)
    )


def bears_on(note: Note, objective: Objective, exercise: Exercise) -> bool:
    """Say whether a note was tied to an objective in play, or to an inject that serves it."""
    said = note.said
    if not isinstance(said, Noted):
        return False
    if said.tie == Tie.OBJECTIVE:
        return said.tied_to == objective.id
    injects = {one.id: one.objectives for one in exercise.injects}
    return said.tie == Tie.INJECT and objective.id in injects.get(said.tied_to, ())


def evidence(
    state: PlayState, draft: ReportDraft, objective: Objective, exercise: Exercise
) -> tuple[Note, ...]:
    """Return the notes that count for an objective: as tied in play, and as tied here."""
    rating = draft.rating(objective.id)

    def counts(note: Note) -> bool:
        number = note.recorded.number
        if number in rating.untied:
            return False
        return number in rating.tied or bears_on(note, objective, exercise)

    return tuple(one for one in notes(state) if counts(one))


def issues(state: PlayState, draft: ReportDraft) -> dict[str, int]:
    """Return the numbers, from 1, of the improvements in the report by the ids of their points."""
    found = in_report(state, draft, NoteKind.IMPROVEMENT)
    return {one.point.id: number for number, one in enumerate(found, 1)}
