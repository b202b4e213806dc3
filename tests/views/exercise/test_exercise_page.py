"""The page of exercises on a real desk over a real library."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.app.desk import Desk
from desktop.document.exercise.findings import Finding, findings
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.modelfiles.exercises.read import read_exercise
from desktop.ui.actions import ActionId
from desktop.ui.entries import TextEntry, Typed
from desktop.views.exercise.editor import ExerciseEditor
from desktop.views.exercise.exercise_page import ExercisePage
from tests.modelfiles.exercises.example import model
from tests.views.desks import open_desk, sparing

SHIPPED = "Ten-minute demo"
DEMO = f"{SHIPPED} (mine)"
LONG = 40
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@contextmanager
def opened(qtbot: QtBot, library: Path) -> Iterator[tuple[Desk, ExercisePage]]:
    with open_desk(qtbot, preferences=sparing(), library=library, size=(1024, 768)) as desk:
        desk.window.actions_[ActionId.EXERCISES].trigger()
        page = desk.window.pages.page
        assert isinstance(page, ExercisePage)
        qtbot.waitUntil(lambda: page.list.table.rowCount() > 0, timeout=20000)
        yield desk, page


def copied(qtbot: QtBot, page: ExercisePage) -> ExerciseEditor:
    names = [page.list.table.item(row, 0) for row in range(page.list.table.rowCount())]
    page.list.table.setCurrentItem(next(one for one in names if one and one.text() == SHIPPED))
    page.edit.click()
    # Who clicks twice wants one.
    page.edit.click()
    qtbot.waitUntil(lambda: page.editor is not None, timeout=20000)
    assert page.editor is not None
    return page.editor


def write(entry: QWidget, code: str, words: str) -> None:
    assert isinstance(entry, TextEntry)
    side = entry.sides[code]
    side.setFocus()
    if words.isascii() and len(words) < LONG:
        QTest.keyClicks(side, words)
    elif isinstance(side, QLineEdit):
        side.insert(words)
    else:
        # No key of a test has an accent.
        side.insertPlainText(words)


def first_name(page: ExercisePage) -> str:
    item = page.list.table.item(0, 0)
    return "" if item is None else item.text()


def kept(library: Path) -> str:
    with Library.open(library, read_only=True) as store:
        (only,) = store.exercises.listed()
        assert only.name == DEMO
        return store.exercises.load(only.id)


@pytest.mark.long
def test_that_a_copy_is_written_on_saved_with_its_comments_and_opened_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    library = tmp_path / "a.vecinos-library"
    with opened(qtbot, library) as (desk, page):
        editor = copied(qtbot, page)
        rounds = len(editor.document.exercise.rounds)
        editor.go(("rounds", ""))
        editor.add.click()
        assert len(editor.document.exercise.rounds) == rounds + 1
        form = editor.forms["rounds"]
        assert any(one.is_fault for one in editor.document.findings)
        for name in ("title", "briefing", "decision"):
            write(form.entries[name], "en", "Last words")
            write(form.entries[name], "es", "Últimas palabras")
        months = form.entries["months"]
        assert isinstance(months, Typed)
        months.line.setFocus()
        months.line.selectAll()
        QTest.keyClicks(months.line, "12 months")
        assert months.value() == 12
        months.line.clear()
        QTest.keyClicks(months.line, "2")
        assert not any(one.is_fault for one in editor.document.findings)
        QTest.keyClick(months.line, Qt.Key.Key_Z, CONTROL)
        assert editor.document.exercise.rounds[-1].months == 12
        QTest.keyClick(months.line, Qt.Key.Key_Z, CONTROL | SHIFT)
        assert editor.document.exercise.rounds[-1].months == 2
        assert desk.document.history.done == []
        wanted = editor.document.exercise
        desk.window.set_language("es")
        again = desk.window.pages.page
        assert isinstance(again, ExercisePage)
        assert again.editor is not None
        assert again.editor.document.exercise == wanted
        assert again.editor.place == editor.place
        again.leave()
        qtbot.waitUntil(lambda: again.list.current is not None, timeout=20000)
        current = again.list.current
        assert current is not None
        assert current.exercise == wanted
    text = kept(library)
    assert read_exercise("", text.encode(), model()) == wanted
    assert text.startswith("# Ten minutes before any room")


def test_that_injects_are_typed_pasted_sorted_filtered_and_moved_in_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with opened(qtbot, tmp_path / "a.vecinos-library") as (_, page):
        editor = copied(qtbot, page)
        document = editor.document
        editor.go(("injects", document.exercise.injects[0].id))
        view = editor.injects.list
        fields = [column.field for column in view.model.columns]
        heads = [column.heading for column in view.model.columns]
        table, title = view.table, heads.index("Title (EN)")
        second = document.exercise.rounds[1]
        cells = ["A storm", "Una tormenta", "", "", "Radio", "Radio", "nobody there"]
        table.setCurrentIndex(view.filtered.index(0, title))
        before = document.exercise
        lines = ["\t".join(cells[:2]), "\t".join(cells[:2]), "\t".join(cells)]
        table.paste("\n".join(lines))
        assert [one.title.en for one in document.exercise.injects] == ["A storm"] * 3
        assert document.exercise.injects[2].to == ()
        assert "1" in view.note.text()
        document.undo()
        assert document.exercise == before
        document.redo()
        row = view.filtered.index(2, fields.index("round"))
        assert view.filtered.setData(row, second.title.en)
        assert not view.filtered.setData(row, "no such round")
        assert document.exercise.injects[2].round == second.id
        view.rounds.setCurrentIndex(view.rounds.findData(second.id))
        view.rounds.activated.emit(view.rounds.currentIndex())
        assert view.filtered.rowCount() == 1
        table.selectAll()
        table.copy()
        assert "A storm" in QGuiApplication.clipboard().text()
        editor.go(("injects", before.injects[0].id), "title")
        assert view.filtered.rowCount() == 3
        editor.injects.ways.segments[1].click()
        line = editor.injects.timeline
        qtbot.waitUntil(line.isVisible)
        last = document.exercise.injects[2]
        (bar,) = [one.area for one in line.bars() if one.inject.id == last.id]
        grip = bar.center().toPoint()
        first = before.injects[0].id
        goal = next(one.area for one in line.bars() if one.inject.id == first)
        QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=grip)
        QTest.mouseMove(line, QPoint(grip.x(), round(goal.center().y())))
        QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(grip.x(), 0))
        moved = document.exercise.injects[2]
        assert moved.round == before.injects[0].round
        QTest.keyClick(line, Qt.Key.Key_Right, SHIFT)
        assert document.exercise.injects[2].at == (moved.at or 0) + 5
        QTest.keyClick(line, Qt.Key.Key_Down)
        assert document.exercise.injects[2].round == second.id


@pytest.mark.long
def test_that_a_finding_leads_to_its_field_and_what_is_deleted_comes_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "a.vecinos-library"
    with opened(qtbot, library) as (desk, page):
        editor = copied(qtbot, page)
        reviews: list[Exercise] = []

        def review(exercise: Exercise, model: Model) -> tuple[Finding, ...]:
            reviews.append(exercise)
            return findings(exercise, model)

        monkeypatch.setattr("desktop.document.exercise.document.findings", review)
        exercise = editor.document.exercise
        editor.document.apply(replace(exercise, minutes=exercise.minutes + 1))
        assert reviews == []
        qtbot.waitUntil(lambda: reviews == [editor.document.exercise])
        editor.go(("teams", ""))
        editor.add.click()
        qtbot.waitUntil(lambda: editor.findings.count() > 3)
        item = editor.findings.item(1)
        editor.go(("exercise", ""))
        editor.findings.itemActivated.emit(item)
        assert editor.place == ("teams", "team_1")
        focus = desk.window.focusWidget()
        assert focus is not None
        assert editor.forms["teams"].entries["brief"].isAncestorOf(focus)
        assert not page.printing.button.isEnabled()
        editor.outline.setFocus()
        QTest.keyClick(editor.outline, Qt.Key.Key_Insert)
        assert editor.place == ("teams", "team_2")
        QTest.keyClick(editor.outline, Qt.Key.Key_Delete)
        assert editor.place == ("teams", "team_1")
        QTest.keyClick(editor.outline, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: page.editor is None and page.list.current is not None)
        QTest.keyClick(page.list.table, Qt.Key.Key_F2)
        page.prompt.field.setText("Tariff night")
        page.prompt.answer()
        qtbot.waitUntil(lambda: first_name(page) == "Tariff night")
        QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: page.list.current is not None and page.list.current.id is None)
        desk.window.desk.notice.action.click()
        qtbot.waitUntil(lambda: first_name(page) == "Tariff night")
        page.leave()
        assert desk.window.pages.page is None
