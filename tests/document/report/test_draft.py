"""Notes and what people made of them: facts are the record's, and no edit is lost with one."""

from dataclasses import replace

from desktop.document.report import edits
from desktop.document.report.facts import Turn, changes
from desktop.document.report.findings import findings
from desktop.document.report.points import evidence, in_report, issues, orphans, points
from desktop.domain.play.entries import (
    Correction,
    Joined,
    MomentMarked,
    Noted,
    NoteKind,
    Offer,
    Rationale,
    Tie,
)
from desktop.domain.report import UNSAID, CorrectiveAction, FeedbackTally, ReportDraft
from desktop.domain.wording import Wording
from tests.document.play.played import US, Table, two_rounds
from tests.document.play.played import WORDS as RESTRAINT


def noted(text: str, kind: NoteKind, tie: Tie = Tie.NOTHING, to: str = "") -> Noted:
    return Noted(text, kind.value, tie.value, to)


def table() -> Table:
    """Return two rounds with a strength tied to the first objective, and two improvements."""
    made = two_rounds()
    objective = made.setup.exercise.objectives[0].id
    made.enter(
        noted("Listened", NoteKind.STRENGTH, Tie.OBJECTIVE, objective),
        noted("Came late", NoteKind.IMPROVEMENT, Tie.TEAM, US),
        noted("=cmd|' /C calc'!A0 🦜", NoteKind.IMPROVEMENT),
    )
    return made


def number(made: Table, words: str) -> int:
    return next(
        one.number
        for one in made.record.entries
        if isinstance(one.entry, Noted) and one.entry.text.startswith(words)
    )


def test_that_points_are_notes_with_what_was_made_of_them_and_ones_own() -> None:
    made = table()
    state, late = made.record.state, number(made, "Came late")
    draft = edits.with_new_point(ReportDraft(), NoteKind.IMPROVEMENT)
    own = draft.points[0]
    found = points(state, draft, NoteKind.IMPROVEMENT)
    assert [one.note is None for one in found] == [False, False, True]
    # One's own without words is not in the report; what is about a team stands under it, last.
    assert [one.team for one in in_report(state, draft, NoteKind.IMPROVEMENT)] == ["", US]
    edited = replace(found[0].point, text=Wording("Too late", "Tarde"))
    draft = edits.with_point(draft, edited)
    draft = edits.with_point(draft, replace(own, text=Wording("Noise", "Ruido")))
    assert [one.point.text.en for one in in_report(state, draft, NoteKind.IMPROVEMENT)] == [
        "",
        "Noise",
        "Too late",
    ]
    assert issues(state, draft)[own.id] == 2
    draft = edits.with_point(draft, replace(edited, left_out=True))
    assert [one.point.id for one in in_report(state, draft, NoteKind.IMPROVEMENT)][1:] == [own.id]
    back = edits.with_point(draft, replace(edited, text=UNSAID))
    assert back.point(late) is None


def test_that_evidence_is_what_was_tied_in_play_and_here() -> None:
    made = table()
    exercise, state = made.setup.exercise, made.record.state
    objective = exercise.objectives[0]
    heard, late = number(made, "Listened"), number(made, "Came late")

    def counted(draft: ReportDraft) -> list[int]:
        return [one.recorded.number for one in evidence(state, draft, objective, exercise)]

    draft = ReportDraft()
    assert counted(draft) == [heard]
    draft = edits.with_evidence(draft, objective.id, late, counts=True, tied_in_play=False)
    assert counted(draft) == [heard, late]
    draft = edits.with_evidence(draft, objective.id, heard, counts=False, tied_in_play=True)
    assert counted(draft) == [late]
    draft = edits.with_evidence(draft, objective.id, heard, counts=True, tied_in_play=True)
    draft = edits.with_evidence(draft, objective.id, late, counts=False, tied_in_play=False)
    assert draft == ReportDraft()


def test_that_an_edit_whose_note_is_taken_back_is_kept_and_can_be_made_ones_own() -> None:
    made = table()
    late = number(made, "Came late")
    (drafted, _) = points(made.record.state, ReportDraft(), NoteKind.IMPROVEMENT)
    cause = replace(drafted.point, root_cause=Wording("No bell", "Sin timbre"))
    draft = edits.with_new_action(edits.with_point(ReportDraft(), cause), cause.id)
    assert orphans(made.record.state, draft) == ()
    made.enter(Correction(late))
    assert orphans(made.record.state, draft) == (cause,)
    assert cause.id not in issues(made.record.state, draft)
    own = edits.made_own(draft, cause)
    assert orphans(made.record.state, own) == ()
    assert own.points[0].text == Wording("No bell", "Sin timbre")
    assert issues(made.record.state, own)[own.actions[0].issue] == 2


def test_that_what_the_record_says_otherwise_is_told_as_new_changed_or_gone() -> None:
    made = table()
    seen = len(made.record.entries)
    before = made.record.entries
    assert changes(made.setup, before, seen) == ()
    made.enter(Joined("ليلى حداد", US), noted("Merged late", NoteKind.STRENGTH), MomentMarked())
    made.enter(Correction(number(made, "Listened")))
    found = changes(made.setup, made.record.entries, seen)
    assert [(one.turn, type(one.entry)) for one in found] == [
        (Turn.NEW, Joined),
        (Turn.NEW, Noted),
        (Turn.NEW, MomentMarked),
        (Turn.GONE, Noted),
    ]
    fresh = Table()
    fresh.begin()
    fresh.enter(Offer(US, RESTRAINT, 80.0), Rationale(US, "Because"))
    seen = len(fresh.record.entries)
    fresh.enter(Offer(US, RESTRAINT, 70.0), Rationale(US, "=SUM(1)"))
    found = changes(fresh.setup, fresh.record.entries, seen)
    assert [(one.turn, type(one.entry)) for one in found] == [
        (Turn.CHANGED, Offer),
        (Turn.CHANGED, Rationale),
    ]
    assert changes(fresh.setup, fresh.record.entries, -1)
    assert changes(fresh.setup, (), 5) == ()


def test_that_actions_are_added_moved_and_taken_out() -> None:
    draft = ReportDraft()
    for issue in ("a", "b", "c"):
        draft = edits.with_new_action(draft, issue)
    one, two, three = (action.id for action in draft.actions)
    assert len({one, two, three}) == 3
    order = [action.id for action in edits.moved_action(draft, three, -1).actions]
    assert order == [one, three, two]
    assert edits.moved_action(draft, one, -1) == edits.moved_action(draft, three, 5) == draft
    left = edits.without_action(draft, two)
    assert [action.issue for action in left.actions] == ["a", "c"]
    assert edits.with_new_action(left).actions[-1].id == two
    assert edits.with_tally(draft, "q", counts=(0, 0, 0, 0, 0)) == draft
    counted = edits.with_tally(draft, "q", counts=(1, 0, 0, 0, 2))
    assert counted.feedback == (FeedbackTally("q", (1, 0, 0, 0, 2)),)


def test_that_what_is_weak_is_told_at_its_field_and_nothing_that_is_well() -> None:
    made = table()
    exercise, state = made.setup.exercise, made.record.state
    (late, other) = points(state, ReportDraft(), NoteKind.IMPROVEMENT)
    both = Wording("a", "b")
    plan = CorrectiveAction(
        "x", late.point.id, both, "training", Wording("Me", ""), "2026-03-02", "2026-03-01"
    )
    draft = ReportDraft(
        summary=Wording("So", " "),
        points=(replace(late.point, root_cause=both), replace(other.point, left_out=True)),
        actions=(plan, CorrectiveAction("y", "gone", due="2026-13-01")),
        forms=2,
        feedback=(FeedbackTally("q", (1, 1, 1, 0, 0)),),
    )
    for objective in exercise.objectives:
        draft = edits.with_rating(draft, objective.id, rating="unable")
    told = {(one.part, one.field, one.what) for one in findings(exercise, state, draft)}
    assert told == {
        ("summary", "summary", "no_es"),
        ("x", "due", "due_before_start"),
        ("y", "action", "no_text"),
        ("y", "owner", "no_owner"),
        ("y", "element", "no_element"),
        ("y", "issue", "issue_gone"),
        ("y", "due", "no_due"),
        ("q", "counts", "too_many"),
    }
    (not_rated, *_) = findings(exercise, state, ReportDraft())
    assert not_rated.what == "not_rated"
