"""Changes of a draft, each giving another one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from desktop.domain.play.entries import NoteKind
from desktop.domain.report import (
    UNSAID,
    CorrectiveAction,
    FeedbackTally,
    ObjectiveRating,
    ReportDraft,
    ReportPoint,
)

P = TypeVar("P", ReportPoint, CorrectiveAction)


def with_rating(draft: ReportDraft, objective: str, **changes: Any) -> ReportDraft:
    """Return a draft in which an objective is rated, commented or evidenced otherwise."""
    after = replace(draft.rating(objective), **changes)
    rest = tuple(one for one in draft.ratings if one.objective != objective)
    said = () if after == ObjectiveRating(objective) else (after,)
    return replace(draft, ratings=(*rest, *said))


def with_evidence(
    draft: ReportDraft, objective: str, note: int, *, counts: bool, tied_in_play: bool
) -> ReportDraft:
    """Return a draft in which a note counts for an objective, or does not."""
    rating = draft.rating(objective)
    tied, untied = rating.tied - {note}, rating.untied - {note}
    if counts and not tied_in_play:
        tied |= {note}
    if not counts and tied_in_play:
        untied |= {note}
    return with_rating(draft, objective, tied=tied, untied=untied)


def with_point(draft: ReportDraft, point: ReportPoint) -> ReportDraft:
    """Return a draft with a point in place of the one of its id, or after all others.

    One about a note in which nobody changed anything is the note's own, and is not kept.
    """
    if point == ReportPoint(point.id, point.kind, point.note) and point.note:
        return without_point(draft, point.id)
    return replace(draft, points=_put(draft.points, point))


def with_new_point(draft: ReportDraft, kind: NoteKind) -> ReportDraft:
    """Return a draft with one more point that rests on no note."""
    return with_point(draft, ReportPoint(_free("point", draft.points), kind.value))


def without_point(draft: ReportDraft, point: str) -> ReportDraft:
    """Return a draft without a point."""
    return replace(draft, points=tuple(one for one in draft.points if one.id != point))


def made_own(draft: ReportDraft, point: ReportPoint) -> ReportDraft:
    """Return a draft in which a point rests on no note any more.

    Actions that answer it go on doing so. What has only a root cause is said by that.
    """
    text = point.root_cause if point.text == UNSAID else point.text
    own = replace(point, note=0, text=text, id=_free("point", draft.points))
    actions = tuple(
        replace(one, issue=own.id) if one.issue == point.id else one for one in draft.actions
    )
    points = tuple(own if one.id == point.id else one for one in draft.points)
    return replace(draft, points=points, actions=actions)


def with_action(draft: ReportDraft, action: CorrectiveAction) -> ReportDraft:
    """Return a draft with a corrective action in place of the one of its id."""
    return replace(draft, actions=_put(draft.actions, action))


def with_new_action(draft: ReportDraft, issue: str = "") -> ReportDraft:
    """Return a draft with one more corrective action, at the end of the plan."""
    return with_action(draft, CorrectiveAction(_free("action", draft.actions), issue))


def without_action(draft: ReportDraft, action: str) -> ReportDraft:
    """Return a draft without a corrective action."""
    return replace(draft, actions=tuple(one for one in draft.actions if one.id != action))


def moved_action(draft: ReportDraft, action: str, by: int) -> ReportDraft:
    """Return a draft in which a corrective action stands so many places further down."""
    actions = list(draft.actions)
    place = next(n for n, one in enumerate(actions) if one.id == action)
    to = min(max(place + by, 0), len(actions) - 1)
    actions.insert(to, actions.pop(place))
    return replace(draft, actions=tuple(actions))


def with_tally(draft: ReportDraft, question: str, **changes: Any) -> ReportDraft:
    """Return a draft in which a question of the feedback form is counted otherwise."""
    after = replace(draft.tally(question), **changes)
    if not any(after.counts):
        after = replace(after, counts=())
    rest = tuple(one for one in draft.feedback if one.question != question)
    said = () if after == FeedbackTally(question) else (after,)
    return replace(draft, feedback=(*rest, *said))


def _put(parts: tuple[P, ...], part: P) -> tuple[P, ...]:
    put = list(parts)
    ids = [one.id for one in parts]
    place = ids.index(part.id) if part.id in ids else len(ids)
    put[place : place + 1] = [part]
    return tuple(put)


def _free(name: str, parts: Sequence[P]) -> str:
    """Return an id that no part has."""
    taken = {one.id for one in parts}
    return next(each for n in range(1, len(taken) + 2) if (each := f"{name}-{n}") not in taken)
