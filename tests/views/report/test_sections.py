"""What the forms of a report show of a draft is what they change in it."""

import pytest

from desktop.domain.play.entries import Noted, NoteKind
from desktop.domain.report import UNSAID, ReportDraft
from desktop.domain.wording import Wording
from desktop.views.report.fields import as_typed
from desktop.views.report.sections import FORMS, Field, Part, Sections
from tests.document.report.test_draft import table

BOTH = Wording("One", "Uno")
VALUES = {
    Field.PROSE: BOTH,
    Field.LINE: BOTH,
    Field.RATING: "unable",
    Field.ELEMENT: "training",
    Field.ISSUE: "note-3",
    Field.DAY: "2026-12-01",
    Field.NUMBER: 12,
    Field.COUNTS: (0, 1, 2, 3, 4),
    Field.SWITCH: True,
}


@pytest.fixture(scope="module")
def empty() -> Sections:
    """Return the sections of a report in which one action was begun, and nothing else."""
    made = table()
    sections = Sections(made.setup.exercise, made.record.state, ReportDraft())
    draft = sections.written((Part.SUMMARY, ""), "actions", _one_action())
    return Sections(made.setup.exercise, made.record.state, draft)


def _one_action() -> object:
    from desktop.document.report.edits import with_new_action

    return with_new_action(ReportDraft()).actions


def test_that_every_field_of_every_form_is_written_where_it_is_read(empty: Sections) -> None:
    forms = set()
    for place in empty.places(news=False):
        form = empty.form(place)
        if form is None:
            continue
        forms.add(form)
        for name, kind in FORMS[form].items():
            if kind is Field.NOTES:
                continue
            after = empty.written(place, name, VALUES[kind])
            assert after != empty.draft
            again = Sections(empty.exercise, empty.state, after).values(place)
            expected = {**empty.values(place), name: VALUES[kind]}
            assert {key: again[key] for key in FORMS[form]} == {
                key: expected[key] for key in FORMS[form]
            }
            back = Sections(empty.exercise, empty.state, after)
            assert back.written(place, name, empty.values(place)[name]) == empty.draft
    assert forms == FORMS.keys()


def test_that_notes_count_as_evidence_as_they_are_ticked(empty: Sections) -> None:
    place = (Part.OBJECTIVES, next(iter(empty.objectives)))
    tied = empty.values(place)["evidence"]
    assert len(tied) == 1
    every = frozenset(
        one.recorded.number for one in empty.state.notes if isinstance(one.said, Noted)
    )
    for wanted in (every, frozenset(), every - tied, tied):
        draft = empty.written(place, "evidence", wanted)
        after = Sections(empty.exercise, empty.state, draft)
        assert after.values(place)["evidence"] == wanted
    assert draft == empty.draft


def test_that_a_place_is_found_by_what_is_weak_in_it(empty: Sections) -> None:
    point = next(iter(empty.points[NoteKind.IMPROVEMENT]))
    assert empty.place_of(point) == (Part.IMPROVEMENTS, point)
    assert empty.place_of("summary") == (Part.SUMMARY, "")
    assert empty.place_of("action-1") == (Part.ACTIONS, "action-1")


def test_that_what_is_typed_loses_only_what_no_library_holds() -> None:
    said = "=cmd|' /C calc'!A0\n\n👩🏽‍⚖️ \u200fليلى\tx"
    assert as_typed(f"  {said}\x00\ud800\x1b \n") == said
    assert Wording(as_typed(" \n"), as_typed("\x00")) == UNSAID
