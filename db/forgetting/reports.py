"""What people wrote into reports of plays, and whom they named there, taken out again."""

from collections import Counter
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.file.report_rows import ReportRow, ReportStepRow, ReportVersionRow
from db.forgetting.wish import Forgotten, Wish
from db.reports import records
from db.reports.repository import is_sound, step_text, version_text
from db.scenarios.serialization import ContentError, text_digest
from desktop.domain.report import UNSAID, ReportDraft
from desktop.domain.wording import Wording


def forget_in_reports(session: Session, wish: Wish) -> Counter[Forgotten]:
    """Take what is to be forgotten out of all reports, their undo steps and versions; count them.

    A report that is not what was saved keeps its digest where it can be read, and so is told to be
    damaged as before; otherwise it goes, and so does a step or a version that nobody can read.
    """
    found = Counter[Forgotten]()
    for version in session.scalars(sa.select(ReportVersionRow)).all():
        try:
            before = version_text(version)
            left = _left(before, wish)
        except ContentError:
            session.delete(version)
            continue
        if left != before:
            found[Forgotten.REPORTS] += 1
            version.content, version.digest = records.packed(left), text_digest(left)
    for step in session.scalars(sa.select(ReportStepRow)).all():
        try:
            before = step_text(step)
            left = _left(before, wish)
        except ContentError:
            session.delete(step)
            continue
        if left != before:
            found[Forgotten.REPORTS] += 1
            step.content = records.packed(left)
            step.digest = records.numbered_digest(step.number, left)
    session.flush()
    for row in session.scalars(sa.select(ReportRow)).all():
        try:
            left = _left(row.content, wish)
        except ContentError:
            session.delete(row)
            continue
        if left != row.content:
            found[Forgotten.REPORTS] += 1
            sound = is_sound(row)
            row.content = left
            if sound:
                row.digest = records.numbered_digest(row.step, left)
    session.flush()
    return found


def _left(json: str, wish: Wish) -> str:
    """Return what stays of a draft in JSON; raise ContentError where it is none."""
    draft = records.draft_of(json)
    left = forgotten(draft, wish)
    return json if left == draft else records.written(left)


def forgotten(draft: ReportDraft, wish: Wish) -> ReportDraft:
    """Return a draft without what is to be forgotten; ratings, days and counts stay."""

    def text(wording: Wording) -> Wording:
        return Wording(wish.text(wording.en), wish.text(wording.es))

    def owner(wording: Wording) -> Wording:
        # Whoever has to do something is a name, be it on no roster.
        return UNSAID if wish.names else wording

    return replace(
        draft,
        summary=text(draft.summary),
        method=text(draft.method),
        ratings=tuple(replace(one, comment=text(one.comment)) for one in draft.ratings),
        points=tuple(
            replace(one, text=text(one.text), root_cause=text(one.root_cause))
            for one in draft.points
        ),
        actions=tuple(
            replace(one, action=text(one.action), owner=owner(one.owner)) for one in draft.actions
        ),
        feedback=tuple(replace(one, remarks=text(one.remarks)) for one in draft.feedback),
    )
