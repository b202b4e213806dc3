"""The page of a report by keys, in both languages: what is typed is kept, facts come anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError, ReportChangedElsewhereError
from db.reports.repository import ReportRepository
from desktop.charts.tokens import Theme
from desktop.document.report import edits
from desktop.domain.play.entries import Advanced, Noted, NoteKind
from desktop.domain.report import UNSAID
from desktop.domain.wording import LanguageCode, Wording
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.ui.entries import TextEntry
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.outline import Place
from desktop.views.report.fields import NotesEntry
from desktop.views.report.report_page import ReportPage, ReportPageState
from desktop.views.report.sections import Part
from tests.session.report.test_reporting import opened
from tests.views.conduct.conducted import Keys, on_screen
from tests.views.desks import look

K = Qt.Key


@contextmanager
def page_of(
    qtbot: QtBot,
    session: Session,
    play: Conduct,
    code: LanguageCode = "en",
    state: ReportPageState | None = None,
) -> Iterator[ReportPage]:
    """Show the page of the report of the play that is conducted."""
    report, worn = opened(qtbot, session, play), look(code, Theme.LIGHT)
    kept = state or ReportPageState()

    def make(_: object) -> ReportPage:
        return ReportPage(report, worn, SystemFiles(session.preferences), kept)

    with on_screen(qtbot, make, worn, width=1000) as page:
        yield page
        qtbot.waitUntil(lambda: page.autosave.is_saved, timeout=30_000)


def control(key: Qt.Key) -> None:
    """Press a key with Ctrl where the focus is."""
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, key, Qt.KeyboardModifier.ControlModifier)


def text_at(page: ReportPage, form: str, field: str) -> TextEntry:
    """Return the two fields of a text."""
    entry = page.editor.forms[form].form.entries[field]
    assert isinstance(entry, TextEntry)
    return entry


def write(page: ReportPage, form: str, field: str, en: str, es: str) -> None:
    """Type a text in both languages, from one to the other with Tab."""
    text_at(page, form, field).sides["en"].setFocus()
    Keys().type(en)
    Keys().press(K.Key_Tab)
    Keys().type(es)


def only(page: ReportPage, part: Part) -> Place:
    """Return the one place under a section."""
    (id_,) = page.editor.sections.ids(part)
    return part, id_


def unsaid(page: ReportPage) -> list[tuple[str, str]]:
    """Return what is told as unsaid, by field."""
    page.editor._review()
    return [(one.field, one.what) for one in page.editor._found]


@pytest.mark.parametrize("code", [pytest.param("en", marks=pytest.mark.long), "es"])
def test_that_a_report_is_written_by_keys_and_undone_by_keys(
    qtbot: QtBot, session: Session, play: Conduct, code: LanguageCode
) -> None:
    keys = Keys()
    with page_of(qtbot, session, play, code) as page:
        editor, document = page.editor, page.document
        # One begins in the window's own language; English stands left of Spanish in both.
        editor.go((Part.SUMMARY, ""), "summary")
        assert QApplication.focusWidget() is text_at(page, "summary", "summary").sides[code]
        write(page, "summary", "summary", "Held", "Firme")
        assert document.draft.summary == Wording("Held", "Firme")
        control(K.Key_Z)
        assert document.draft.summary == Wording("Held", "")
        # The rating, by the arrow keys of the box; the note that was tied to nothing, by Space.
        objective = next(iter(editor.sections.objectives))
        editor.go((Part.OBJECTIVES, objective), "rating")
        keys.press(K.Key_Down)
        assert document.draft.rating(objective).rating == "performed"
        editor.go((Part.OBJECTIVES, objective), "evidence")
        entry = editor.forms["objective"].form.entries["evidence"]
        assert isinstance(entry, NotesEntry)
        entry.list.setCurrentRow(0)
        keys.press(K.Key_Space)
        assert document.draft.rating(objective).tied == entry.value() != frozenset()
        # An improvement: its root cause, and an action that answers it.
        late = only(page, Part.IMPROVEMENTS)
        assert ("root_cause", "no_root_cause") in unsaid(page)
        editor.go(late)
        write(page, "improvement", "root_cause", "No bell", "Sin timbre")
        assert ("root_cause", "no_root_cause") not in unsaid(page)
        editor.go(late, "action")
        assert ("action", "no_action") in unsaid(page)
        keys.press(K.Key_Space)
        assert editor.place[0] == Part.ACTIONS
        keys.type("Ring it")
        (action,) = document.draft.actions
        assert action.issue == late[1]
        assert "Ring it" in (action.action.en, action.action.es)
        editor.go(editor.place, "due")
        keys.type("2026-13-01")
        assert document.draft.actions[0].due == ""
        assert ("due", "no_due") in unsaid(page)
        for _ in "13-01":
            keys.press(K.Key_Backspace)
        keys.type("12-01")
        assert document.draft.actions[0].due == "2026-12-01"
        # One more, moved up and taken out again, from the list of sections.
        editor.outline.setFocus()
        keys.press(K.Key_Insert)
        assert len(document.draft.actions) == 2
        editor.up.click()
        assert document.draft.actions[0].action == UNSAID
        editor.outline.setFocus()
        keys.press(K.Key_Delete)
        assert [one.due for one in document.draft.actions] == ["2026-12-01"]
        # How often an answer was ticked: more than there are forms is told.
        question = next(iter(editor.sections.questions))
        editor.go((Part.FEEDBACK, ""), "forms")
        control(K.Key_A)
        keys.type("3")
        editor.go((Part.FEEDBACK, question), "counts")
        keys.press(K.Key_Tab)
        control(K.Key_A)
        keys.type("9")
        assert document.draft.tally(question).counts == (0, 9, 0, 0, 0)
        assert ("counts", "too_many") in unsaid(page)
        shown = [item.text(0) for item in editor.outline.items.values()]
        shown += [editor.findings.item(row).text() for row in range(editor.findings.count())]
        assert not [words for words in shown if "report_page." in words or "after_action." in words]


def test_that_the_record_goes_on_under_the_page_and_what_was_written_stays(
    qtbot: QtBot, session: Session, play: Conduct
) -> None:
    with page_of(qtbot, session, play) as page:
        editor, document = page.editor, page.document
        late = only(page, Part.IMPROVEMENTS)
        editor.go(late, "root_cause")
        Keys().type("No bell")
        assert page.news.sentence == ""
        note = editor.sections.point(late).point.note
        assert play.mark_moment("The lights went out")
        assert play.take_back(note)
        assert page.news.sentence.startswith("The record says 2 things otherwise")
        # What was written about a note that is gone is there, and can be kept without it.
        assert editor.place == late
        form = editor.forms["improvement"]
        assert form.about.isVisible()
        form.own.click()
        own = only(page, Part.IMPROVEMENTS)
        assert document.draft.points[0].note == 0
        assert document.draft.points[0].text == Wording("No bell", "")
        editor.remove.click()
        assert editor.sections.ids(Part.IMPROVEMENTS) == {}
        document.undo()
        assert only(page, Part.IMPROVEMENTS) == own
        page.news.buttons[0].click()
        told = [editor.record.list.item(row).text() for row in range(2)]
        assert told[0] == "New: Moment marked: The lights went out"
        assert told[1].startswith("Gone: ")
        editor.record.done.click()
        assert page.news.sentence == ""
        assert (Part.NEWS, "") not in editor.outline.items
        editor.outline.go((Part.MOMENTS, ""))
        assert "The lights went out" in editor.record.list.item(0).text()
        # A round without decisions says so.
        assert play.enter(Advanced(play.state.round))
        assert play.begin_stage(list(play.setup.rounds)[1], "deliberate")
        editor.outline.go((Part.DECISIONS, ""))
        assert editor.record.list.item(editor.record.list.count() - 1).text() == (
            "Nothing was decided in this round."
        )


def test_that_notes_of_any_words_are_shown_whole_and_begun_with(
    qtbot: QtBot, session: Session, play: Conduct
) -> None:
    said = ("=cmd|' /C calc'!A0 👩🏽‍⚖️ ليلى حداد", "word " * 10_000)
    for words in said:
        assert play.enter(Noted(words, NoteKind.IMPROVEMENT.value), "ليلى")
    with page_of(qtbot, session, play) as page:
        editor = page.editor
        _, odd, long = editor.sections.ids(Part.IMPROVEMENTS)
        for id_, words in ((odd, said[0]), (long, said[1])):
            editor.outline.go((Part.IMPROVEMENTS, id_))
            form = editor.forms["improvement"]
            assert form.noted.toPlainText() == words
            assert "ليلى" in form.taken.text()
            form.begin.click()
            kept = words.strip()
            assert editor.sections.point((Part.IMPROVEMENTS, id_)).point.text == Wording(kept, kept)
            assert not form.begin.isVisible()
        assert len(editor.outline.items[Part.IMPROVEMENTS, long].text(0)) <= 80


def test_that_what_is_not_saved_is_told_with_a_way_on_and_nothing_is_lost(
    qtbot: QtBot, session: Session, play: Conduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = ReportPageState()
    with page_of(qtbot, session, play, state=state) as page:
        document, autosave = page.document, page.autosave
        for failure, bar in (
            (DiskFullError(path="a.vecinos-library"), page.unsaved),
            (ReportChangedElsewhereError(name="Morning"), page.conflict),
        ):
            error = failure

            def refuse(*_: object, over: bool, error: Exception = error) -> None:
                if not over:
                    raise error

            monkeypatch.setattr(ReportRepository, "save", refuse)
            with qtbot.waitSignal(autosave.failed, timeout=10_000):
                document.apply(edits.with_new_action(document.draft))
            assert bar.sentence
            assert page._about.accessibleName().startswith("Not saved")
            if bar is page.unsaved:
                monkeypatch.undo()
            with qtbot.waitSignal(autosave.saved, timeout=10_000):
                bar.buttons[0].click()
            assert bar.sentence == ""
            assert page._about.accessibleName().startswith("Saved")
            monkeypatch.undo()
        # An earlier state is taken as a step that can be undone.
        before = document.draft
        with qtbot.waitSignal(autosave.saved, timeout=10_000):
            autosave.save_over()
        with qtbot.waitSignal(autosave.saved, timeout=10_000):
            document.apply(replace(before, forms=30))
            autosave.save_over()
        page.earlier.click()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=10_000)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        with qtbot.waitSignal(page._report.written, timeout=10_000):
            menu.actions()[0].trigger()
        menu.close()
        assert document.draft == before
        document.undo()
        assert document.draft.forms == 30
        # The place is where it was when the page is made anew.
        page.editor.outline.go((Part.METHOD, ""))
        draft = replace(document.draft, method=Wording("Played in one room.", ""))
        with qtbot.waitSignal(autosave.saved, timeout=10_000):
            document.apply(draft)
    with page_of(qtbot, session, play, "es", state) as page:
        assert page.editor.place == (Part.METHOD, "")
        assert page.document.draft == draft
        assert page.editor.title.text() == "Observaciones sobre el método"
