"""The sections of a report: which fields each has, what of the draft they show and change."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from desktop.document.play.state import PlayState
from desktop.document.report import edits
from desktop.document.report.points import (
    DraftedPoint,
    bears_on,
    evidence,
    notes,
    orphans,
    points,
)
from desktop.domain.exercise.exercise import Answer, Exercise
from desktop.domain.play.entries import NoteKind
from desktop.domain.report import ReportDraft
from desktop.ui.outline import Place

STEPS = 5
"""Of the scale on a feedback form."""


class Part(StrEnum):
    """Name the sections in the order in which they are written."""

    NEWS = "news"
    """What the record says otherwise since somebody looked through it; only where there is any."""
    SUMMARY = "summary"
    OBJECTIVES = "objectives"
    STRENGTHS = "strengths"
    IMPROVEMENTS = "improvements"
    ACTIONS = "actions"
    FEEDBACK = "feedback"
    METHOD = "method"
    DECISIONS = "decisions"
    TIMELINE = "timeline"
    MOMENTS = "moments"


RECORD = (Part.NEWS, Part.DECISIONS, Part.TIMELINE, Part.MOMENTS)
"""Sections that nobody writes: they are the record's."""
KINDS: Mapping[str, NoteKind] = {
    Part.STRENGTHS: NoteKind.STRENGTH,
    Part.IMPROVEMENTS: NoteKind.IMPROVEMENT,
}


class Field(StrEnum):
    """Say what a field holds."""

    PROSE = "prose"
    LINE = "line"
    NOTES = "notes"
    RATING = "rating"
    ELEMENT = "element"
    ISSUE = "issue"
    DAY = "day"
    NUMBER = "number"
    COUNTS = "counts"
    SWITCH = "switch"


FORMS: Mapping[str, Mapping[str, Field]] = {
    "summary": {"summary": Field.PROSE},
    "objective": {"rating": Field.RATING, "comment": Field.PROSE, "evidence": Field.NOTES},
    "strength": {"text": Field.PROSE, "left_out": Field.SWITCH},
    "improvement": {"text": Field.PROSE, "root_cause": Field.PROSE, "left_out": Field.SWITCH},
    "action": {
        "action": Field.PROSE,
        "issue": Field.ISSUE,
        "element": Field.ELEMENT,
        "owner": Field.LINE,
        "start": Field.DAY,
        "due": Field.DAY,
    },
    "forms": {"forms": Field.NUMBER},
    "scale": {"counts": Field.COUNTS, "remarks": Field.PROSE},
    "words": {"remarks": Field.PROSE},
    "method": {"method": Field.PROSE},
}
"""What can be written, by the kind of form; sections that differ only in the record share one."""


class Sections:
    """Read a draft of a report section by section, beside the record that it is about.

    It is made for one draft and one state, and keeps what it found: each place is asked for at
    every key that somebody types, and there may be hundreds.
    """

    def __init__(self, exercise: Exercise, state: PlayState, draft: ReportDraft) -> None:
        self.exercise, self.state, self.draft = exercise, state, draft
        self.objectives = {one.id: one for one in exercise.objectives}
        self.questions = {one.id: one for one in exercise.feedback}
        self.actions = {one.id: one for one in draft.actions}
        gone = orphans(state, draft)
        self.orphans = frozenset(one.id for one in gone)
        """Ids of points that were written about notes that are there no more."""
        self.points: dict[NoteKind, dict[str, DraftedPoint]] = {}
        """By kind and id, in their order, those whose note is gone at the end."""
        for kind in NoteKind:
            found = [*points(state, draft, kind)]
            found += [DraftedPoint(one, None) for one in gone if one.kind == kind.value]
            self.points[kind] = {one.point.id: one for one in found}

    # ------------------------------------------------------------ what there is

    def ids(self, part: str) -> Mapping[str, object]:
        """Return what stands in a section by its id, in its order; of one thing, nothing."""
        match part:
            case Part.OBJECTIVES:
                return self.objectives
            case Part.STRENGTHS | Part.IMPROVEMENTS:
                return self.points[KINDS[part]]
            case Part.ACTIONS:
                return self.actions
            case Part.FEEDBACK:
                return self.questions
        return {}

    def places(self, *, news: bool) -> tuple[Place, ...]:
        """Return every place there is; `news` says whether the record has any."""
        found: list[Place] = []
        for part in Part:
            if part is not Part.NEWS or news:
                found.append((part, ""))
                found += [(part, id_) for id_ in self.ids(part)]
        return tuple(found)

    def place_of(self, id_: str) -> Place:
        """Return the place of what has an id, or of the section that is named so."""
        for part in (Part.OBJECTIVES, *KINDS, Part.ACTIONS, Part.FEEDBACK):
            if id_ in self.ids(part):
                return part, id_
        return id_, ""

    def form(self, place: Place) -> str | None:
        """Return which form a place has; None for one that nobody writes in."""
        part, id_ = place
        if part in (Part.SUMMARY, Part.METHOD):
            return part
        if part == Part.FEEDBACK and not id_:
            return "forms"
        if id_ not in self.ids(part):
            return None
        if part == Part.FEEDBACK:
            return "scale" if self.questions[id_].answer is Answer.SCALE else "words"
        forms = {Part.OBJECTIVES: "objective", Part.ACTIONS: "action"}
        return forms[Part(part)] if part in forms else KINDS[part].value

    def point(self, place: Place) -> DraftedPoint:
        """Return the point at a place."""
        return self.points[KINDS[place[0]]][place[1]]

    # ------------------------------------------------------------ what a form shows

    def values(self, place: Place) -> Mapping[str, Any]:
        """Return what each field of a place's form shows."""
        part, id_ = place
        match part:
            case Part.OBJECTIVES:
                given, objective = self.draft.rating(id_), self.objectives[id_]
                counts = evidence(self.state, self.draft, objective, self.exercise)
                tied = frozenset(one.recorded.number for one in counts)
                return {"rating": given.rating, "comment": given.comment, "evidence": tied}
            case Part.STRENGTHS | Part.IMPROVEMENTS:
                return _fields(self.point(place).point, FORMS[KINDS[part].value])
            case Part.ACTIONS:
                return _fields(self.actions[id_], FORMS["action"])
            case Part.FEEDBACK if id_:
                tally = self.draft.tally(id_)
                return {"counts": tally.counts or (0,) * STEPS, "remarks": tally.remarks}
        form = self.form(place)
        return {} if form is None else _fields(self.draft, FORMS[form])

    def written(self, place: Place, field: str, value: Any) -> ReportDraft:
        """Return the draft in which a field at a place holds something else."""
        part, id_ = place
        match part:
            case Part.OBJECTIVES if field == "evidence":
                return self._with_evidence(id_, value)
            case Part.OBJECTIVES:
                return edits.with_rating(self.draft, id_, **{field: value})
            case Part.STRENGTHS | Part.IMPROVEMENTS:
                point = self.point(place).point
                return edits.with_point(self.draft, replace(point, **{field: value}))
            case Part.ACTIONS:
                return edits.with_action(self.draft, replace(self.actions[id_], **{field: value}))
            case Part.FEEDBACK if id_:
                return edits.with_tally(self.draft, id_, **{field: value})
        return replace(self.draft, **{field: value})

    def _with_evidence(self, id_: str, counted: frozenset[int]) -> ReportDraft:
        """Return the draft in which just these notes count for an objective."""
        objective, draft = self.objectives[id_], self.draft
        before = {
            one.recorded.number for one in evidence(self.state, draft, objective, self.exercise)
        }
        for note in notes(self.state):
            number = note.recorded.number
            if (number in before) != (number in counted):
                tied = bears_on(note, objective, self.exercise)
                draft = edits.with_evidence(
                    draft, id_, number, counts=number in counted, tied_in_play=tied
                )
        return draft


def _fields(record: object, names: Mapping[str, Field]) -> Mapping[str, Any]:
    return {name: getattr(record, name) for name in names}
