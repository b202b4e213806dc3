"""What is weak in a draft, at its field; nothing of it keeps a report from being written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.document.play.state import PlayState
from desktop.document.report.points import issues, points
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.play.entries import NoteKind
from desktop.domain.report import UNSAID, CorrectiveAction, ReportDraft
from desktop.domain.wording import Wording


class Weak(StrEnum):
    """Say what is weak about a field."""

    NO_TEXT = "no_text"
    NOT_RATED = "not_rated"
    NO_ROOT_CAUSE = "no_root_cause"
    NO_ACTION = "no_action"
    NO_OWNER = "no_owner"
    NO_ELEMENT = "no_element"
    ISSUE_GONE = "issue_gone"
    NO_DUE = "no_due"
    DUE_BEFORE_START = "due_before_start"
    TOO_MANY = "too_many"
    NO_EN = "no_en"
    NO_ES = "no_es"


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Say what is weak, and where."""

    part: str
    """Id of the objective, point or action, or the name of the field of the report."""
    field: str
    what: Weak
    """The end of the message id `report_page.weak.<what>`."""


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
            yield ReportFinding(objective.id, "rating", Weak.NOT_RATED)
        yield from _language(objective.id, "comment", rating.comment)
    answered = {one.issue for one in draft.actions}
    numbered = issues(state, draft)
    for kind in NoteKind:
        for one in points(state, draft, kind):
            point = one.point
            if point.left_out:
                continue
            if one.note is None and point.text == UNSAID:
                yield ReportFinding(point.id, "text", Weak.NO_TEXT)
            yield from _language(point.id, "text", point.text)
            yield from _language(point.id, "root_cause", point.root_cause)
            if kind is NoteKind.IMPROVEMENT:
                if point.root_cause == UNSAID:
                    yield ReportFinding(point.id, "root_cause", Weak.NO_ROOT_CAUSE)
                if point.id in numbered and point.id not in answered:
                    yield ReportFinding(point.id, "action", Weak.NO_ACTION)
    for action in draft.actions:
        yield from _of_action(action, set(numbered))
    yield from _language("method", "method", draft.method)
    for tally in draft.feedback:
        yield from _language(tally.question, "remarks", tally.remarks)
        if draft.forms and sum(tally.counts) > draft.forms:
            yield ReportFinding(tally.question, "counts", Weak.TOO_MANY)


def _of_action(action: CorrectiveAction, numbered: set[str]) -> Iterator[ReportFinding]:
    start, due = day(action.start), day(action.due)
    if action.action == UNSAID:
        yield ReportFinding(action.id, "action", Weak.NO_TEXT)
    yield from _language(action.id, "action", action.action)
    if action.owner == UNSAID:
        yield ReportFinding(action.id, "owner", Weak.NO_OWNER)
    if not action.element:
        yield ReportFinding(action.id, "element", Weak.NO_ELEMENT)
    if action.issue and action.issue not in numbered:
        yield ReportFinding(action.id, "issue", Weak.ISSUE_GONE)
    if due is None:
        yield ReportFinding(action.id, "due", Weak.NO_DUE)
    elif start is not None and due < start:
        yield ReportFinding(action.id, "due", Weak.DUE_BEFORE_START)


def _language(part: str, field: str, wording: Wording) -> Iterator[ReportFinding]:
    for code, text in (("en", wording.en), ("es", wording.es)):
        if wording != UNSAID and not text.strip():
            yield ReportFinding(part, field, Weak(f"no_{code}"))
