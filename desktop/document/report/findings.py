"""What is weak in a draft, at its field; nothing of it keeps a report from being written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.document.play.state import PlayState
from desktop.document.report.points import issues, points
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.play.entries import NoteKind
from desktop.domain.report import UNSAID, CorrectiveAction, ReportDraft
from desktop.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Say what is weak, and where."""

    part: str
    """Id of the objective, point or action, or the name of the field of the report."""
    field: str
    what: str
    """The end of the message id `report_draft.weak.<what>`."""


def day(written: str) -> date | None:
    """Return a day as a draft holds it, None for anything else."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written else None


def findings(exercise: Exercise, state: PlayState, draft: ReportDraft) -> tuple[ReportFinding, ...]:
    """Return what is weak in a draft, in the order of the report."""
    return tuple(_findings(exercise, state, draft))


def _findings(exercise: Exercise, state: PlayState, draft: ReportDraft) -> Iterator[ReportFinding]:
    yield from _language("summary", "summary", draft.summary)
    for objective in exercise.objectives:
        rating = draft.rating(objective.id)
        if not rating.rating:
            yield ReportFinding(objective.id, "rating", "not_rated")
        yield from _language(objective.id, "comment", rating.comment)
    answered = {one.issue for one in draft.actions}
    numbered = issues(state, draft)
    for kind in NoteKind:
        for one in points(state, draft, kind):
            point = one.point
            if point.left_out:
                continue
            if one.note is None and point.text == UNSAID:
                yield ReportFinding(point.id, "text", "no_text")
            yield from _language(point.id, "text", point.text)
            yield from _language(point.id, "root_cause", point.root_cause)
            if kind is NoteKind.IMPROVEMENT:
                if point.root_cause == UNSAID:
                    yield ReportFinding(point.id, "root_cause", "no_root_cause")
                if point.id in numbered and point.id not in answered:
                    yield ReportFinding(point.id, "action", "no_action")
    for action in draft.actions:
        yield from _of_action(action, set(numbered))
    yield from _language("method", "method", draft.method)
    for tally in draft.feedback:
        yield from _language(tally.question, "remarks", tally.remarks)
        if draft.forms and sum(tally.counts) > draft.forms:
            yield ReportFinding(tally.question, "counts", "too_many")


def _of_action(action: CorrectiveAction, numbered: set[str]) -> Iterator[ReportFinding]:
    start, due = day(action.start), day(action.due)
    if action.action == UNSAID:
        yield ReportFinding(action.id, "action", "no_text")
    yield from _language(action.id, "action", action.action)
    if action.owner == UNSAID:
        yield ReportFinding(action.id, "owner", "no_owner")
    if not action.element:
        yield ReportFinding(action.id, "element", "no_element")
    if action.issue and action.issue not in numbered:
        yield ReportFinding(action.id, "issue", "issue_gone")
    if due is None:
        yield ReportFinding(action.id, "due", "no_due")
    elif start is not None and due < start:
        yield ReportFinding(action.id, "due", "due_before_start")


def _language(part: str, field: str, wording: Wording) -> Iterator[ReportFinding]:
    for code, text in (("en", wording.en), ("es", wording.es)):
        if wording != UNSAID and not text.strip():
            yield ReportFinding(part, field, f"no_{code}")
