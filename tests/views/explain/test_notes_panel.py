"""Notes on a scenario: typed, pasted, saved in steps, undone by the history of the scenario."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence, QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.domain.scenario import NOTES_LIMIT, Scenario
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.resources import RESOURCES
from desktop.views.explain.notes_panel import NotesPanel
from tests.views.desks import TARIFF, compiled, look

if TYPE_CHECKING:
    from desktop.document.changes import Changes

RTL = "ملاحظة أولى"
CACTUS = "🌵"
LONGEST = NOTES_LIMIT // 100 * ("a" * 99 + "\n")
"""As long as notes may be, in lines: Qt takes seconds over one of this length."""


@pytest.fixture
def document() -> Document:
    return Document(compiled().model, Scenario("s"))


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> Iterator[NotesPanel]:
    load_fonts(RESOURCES)
    window = QWidget()
    qtbot.addWidget(window)
    made = NotesPanel(document, look(), window)
    made.resize(300, 380)
    undo = QAction(window)
    undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
    undo.triggered.connect(lambda: document.undo())
    window.addAction(undo)
    window.resize(400, 440)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10000)
    made.setFocus()
    yield made
    window.close()


def _paste(panel: NotesPanel, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    panel.field.insertFromMimeData(data)


def _steps(document: Document) -> int:
    return len(document.history.done)


def test_that_what_is_typed_before_a_pause_is_one_step_and_told_as_saved(
    qtbot: QtBot, panel: NotesPanel, document: Document
) -> None:
    told: list[Changes] = []
    document.listen(told.append)
    QTest.keyClicks(panel.field, "Ask")
    assert document.scenario.notes == "Ask"
    assert not any(changes.gesture_ended for changes in told)
    qtbot.waitUntil(lambda: any(changes.gesture_ended for changes in told), timeout=10_000)
    assert _steps(document) == 1
    QTest.keyClicks(panel.field, " why")
    panel.window().setFocus()
    assert _steps(document) == 2
    assert not document.within_gesture
    document.undo()
    assert document.scenario.notes == panel.field.text == "Ask"


def test_that_undoing_while_typing_takes_back_what_was_typed_and_no_more(
    panel: NotesPanel, document: Document
) -> None:
    document.apply(SetLever(TARIFF, Setting(20)))
    QTest.keyClicks(panel.field, "Agreed")
    QTest.keySequence(panel.window(), QKeySequence(QKeySequence.StandardKey.Undo))
    assert panel.field.text == document.scenario.notes == ""
    assert TARIFF in document.scenario.policy.settings
    document.redo()
    assert panel.field.text == "Agreed"


def test_that_a_lever_set_while_typing_is_a_step_between_two(
    panel: NotesPanel, document: Document
) -> None:
    QTest.keyClicks(panel.field, "before")
    document.apply(SetLever(TARIFF, Setting(20)))
    QTest.keyClicks(panel.field, " and after")
    panel.settle()
    assert _steps(document) == 3
    assert document.scenario.notes == "before and after"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RTL, id="right to left"),
        pytest.param(CACTUS * 20, id="emoji"),
        pytest.param("50\u00a0%", id="hard space"),
        pytest.param("one\n\n\ttwo\n", id="lines"),
        pytest.param(LONGEST, id="longest"),
        pytest.param("a" * NOTES_LIMIT, id="longest line", marks=pytest.mark.long),
        pytest.param("\u2028line", id="line break"),
    ],
)
def test_that_any_text_is_kept_as_it_was_pasted(
    panel: NotesPanel, document: Document, text: str
) -> None:
    _paste(panel, text)
    panel.settle()
    assert document.scenario.notes == text
    assert _steps(document) == 1
    QTest.keyClick(panel.field, Qt.Key.Key_X)
    if len(text) < NOTES_LIMIT:
        assert document.scenario.notes == text + "x"


def test_that_a_paragraph_runs_from_right_to_left_where_its_letters_do(panel: NotesPanel) -> None:
    _paste(panel, f"{RTL}\nplain")
    first = panel.field.document().firstBlock()
    assert first.textDirection() is Qt.LayoutDirection.RightToLeft
    assert first.next().textDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_paragraph_begins_where_its_letters_do(
    panel: NotesPanel, code: LanguageCode
) -> None:
    panel.set_look(look(code))
    _paste(panel, f"{RTL}\nAsk why")
    layout, room = panel.field.document().documentLayout(), panel.field.viewport().width()
    QCoreApplication.processEvents()

    def edges(block: QTextBlock) -> tuple[float, float]:
        line = block.layout().lineAt(0).naturalTextRect()
        left = layout.blockBoundingRect(block).left() + line.left()
        return left, left + line.width()

    first = panel.field.document().firstBlock()
    assert edges(first)[1] > room - 12
    assert edges(first.next())[0] < 12


def test_that_a_megabyte_is_refused_in_words_and_what_was_there_stays(
    panel: NotesPanel, document: Document
) -> None:
    QTest.keyClicks(panel.field, "Mine")
    _paste(panel, "x" * 1_000_000)
    assert document.scenario.notes == panel.field.text == "Mine"
    assert panel.fault.isVisible()
    assert "1,000,000" in panel.fault.text()
    assert "100,000" in panel.fault.text()
    QTest.keyClicks(panel.field, "!")
    assert not panel.fault.isVisible()


def test_that_a_letter_too_many_is_refused_and_one_fewer_is_taken(
    panel: NotesPanel, document: Document
) -> None:
    _paste(panel, LONGEST[1:] + "a")
    QTest.keyClicks(panel.field, "b")
    assert len(document.scenario.notes) == NOTES_LIMIT
    assert panel.field.text == document.scenario.notes
    assert panel.fault.isVisible()
    QTest.keyClick(panel.field, Qt.Key.Key_Backspace)
    assert len(document.scenario.notes) == NOTES_LIMIT - 1


def test_that_what_no_library_holds_is_left_out_of_what_is_pasted(
    panel: NotesPanel, document: Document
) -> None:
    _paste(panel, "a\0b")
    assert document.scenario.notes == "ab"


def test_that_files_dropped_on_the_notes_are_left_to_the_window(panel: NotesPanel) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/pack.vecinos-pack")])
    data.setText("/tmp/pack.vecinos-pack")
    assert not panel.field.canInsertFromMimeData(data)


def test_that_escape_leaves_the_field_and_keeps_the_text(
    panel: NotesPanel, document: Document
) -> None:
    left: list[bool] = []
    panel.given_up.connect(lambda: left.append(True))
    QTest.keyClicks(panel.field, "kept")
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert left == [True]
    assert panel.isVisible()
    assert document.scenario.notes == "kept"


def test_that_another_scenario_brings_its_own_notes(panel: NotesPanel, document: Document) -> None:
    QTest.keyClicks(panel.field, "mine")
    document.load(Scenario("other", notes="two words"))
    assert panel.field.text == "two words"
    assert panel.words == 2
    assert panel.count.text() == "2 words"
    QTest.keyClicks(panel.field, "so ")
    panel.settle()
    assert _steps(document) == 1
