"""A sheet of injects goes out of the page of exercises, and comes back once agreed to."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.modelfiles.exercises.read import read_exercise
from desktop.ui.file_dialogs import SystemFiles
from desktop.views.exercise.exercise_page import ExercisePage
from desktop.views.exercise.sheet_proposal import SheetProposal
from tests.modelfiles.exercises.example import model
from tests.views.exercise.test_exercise_page import CONTROL, copied, kept, opened


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(SystemFiles, "to_write", lambda *_: path)
    monkeypatch.setattr(SystemFiles, "to_open", lambda *_: path)


def drop(desk: Desk, *paths: Path) -> str:
    """Let go of files over the window; return what it said before."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window, action = desk.window, Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), action, data, left, none))
    hint = window.drop_hint.sentence
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), action, data, left, none))
    return hint


def rows(view: SheetProposal) -> list[str]:
    return [view.list.item(row).text() for row in range(view.list.count())]


def exported(
    qtbot: QtBot, page: ExercisePage, monkeypatch: pytest.MonkeyPatch, path: Path
) -> list[list[str]]:
    answer(monkeypatch, path)
    page.sheets.export.trigger()
    qtbot.waitUntil(path.exists, timeout=20000)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def write(path: Path, *lines: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(lines)


def shows(qtbot: QtBot, page: ExercisePage, met: Callable[[SheetProposal], bool]) -> SheetProposal:
    view = page.sheets.view
    qtbot.waitUntil(lambda: view.isVisible() and met(view), timeout=20000)
    return view


@pytest.mark.long
def test_that_a_sheet_is_taken_in_one_step_once_agreed_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, library = tmp_path / "mine.csv", tmp_path / "a.vecinos-library"
    with opened(qtbot, library) as (desk, page):
        editor = copied(qtbot, page)
        document = editor.document
        before = document.exercise
        heads, first, *rest = exported(qtbot, page, monkeypatch, sheet)
        title, key = heads.index("Title (English)"), heads.index("Id")
        first[title], rest[0][key] = "Another title", "brand_new"
        write(sheet, heads, first, rest[0])

        page.sheets.import_.trigger()
        view = shows(qtbot, page, lambda view: view.list.count() == 3)
        assert [row.partition(":")[0] for row in rows(view)] == ["Added", "Changed", "Removed"]
        assert "1. Another title (Title)" in rows(view)[1]
        assert document.exercise == before
        assert not page.undo.isEnabled()
        assert desk.window.focusWidget() is view.list
        QTest.keyClick(view.list, Qt.Key.Key_Escape)
        assert page.editor is editor
        assert editor.isVisible()
        assert document.exercise == before

        assert "inject" in drop(desk, sheet)
        shows(qtbot, page, lambda view: view.list.count() == 3)
        desk.window.set_language("es")
        again = desk.window.pages.exercises
        assert again is not None
        view = shows(qtbot, again, lambda view: "1 incidencia agregada" in view.title.text())
        view.yes.click()
        assert [one.id for one in document.exercise.injects] == [before.injects[0].id, "brand_new"]
        assert again.editor is not None
        assert again.editor.isVisible()
        QTest.keyClick(again.editor.injects.list.table, Qt.Key.Key_Z, CONTROL)
        assert document.exercise == before
        assert not document.can_undo
        again.leave()
        qtbot.waitUntil(lambda: again.list.current is not None, timeout=20000)
    assert read_exercise("", kept(library).encode(), model()) == before


@pytest.mark.long
def test_that_what_is_wrong_in_a_sheet_is_listed_and_read_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "mine.csv"
    with opened(qtbot, tmp_path / "a.vecinos-library") as (desk, page):
        heads, *lines = exported(qtbot, page, monkeypatch, sheet)
        shipped = page.list.name.text()
        write(sheet, ["Titel" if head == "Title (English)" else head for head in heads], *lines)

        # What comes with the program stays as it is.
        drop(desk, sheet)
        view = shows(qtbot, page, lambda view: shipped in view.title.text())
        assert desk.window.pages.exercises is page
        assert view.yes.text() == "Copy and go on"
        view.yes.click()
        shows(qtbot, page, lambda view: view.list.count() > 0)
        assert "Titel" in rows(view)[0]
        assert page.editor is not None
        assert page.editor.document.exercise.name.en == f"{shipped} (mine)"
        assert not page.editor.document.can_undo

        sheet.unlink()
        view.yes.click()
        shows(qtbot, page, lambda view: str(sheet) in view.title.text())
        assert view.list.count() == 0
        write(sheet, heads, *lines)
        view.yes.click()
        shows(qtbot, page, lambda view: "nothing to take" in view.title.text())
        assert view.yes.isHidden()
        QTest.keyClick(view.no, Qt.Key.Key_Return)
        assert page.editor.isVisible()


def test_that_a_sheet_dropped_elsewhere_holds_figures(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = tmp_path / "figures.csv"
    sheet.write_text("month,value\n2026-01,1\n", encoding="utf-8")
    with opened(qtbot, tmp_path / "a.vecinos-library") as (desk, page):
        page.leave()
        pages = desk.window.pages
        assert "figures" in drop(desk, sheet)
        qtbot.waitUntil(lambda: pages.data is not None, timeout=20000)
        assert pages.exercises is None
