"""Keys and clicks copy the demo, add teams, a round and three injects, and mend what is named."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.domain.exercise.review import review
from desktop.modelfiles.exercises.read import read_exercise
from desktop.ui.entries import OneEntry, Typed
from desktop.views.exercise.editor import ExerciseEditor
from desktop.views.exercise.ids_entry import IdsEntry
from desktop.views.exercise.record_form import RecordEntry, SeveralEntry
from tests.modelfiles.exercises.example import model
from tests.views.exercise.test_exercise_page import DEMO, copied, opened, write

pytestmark = pytest.mark.long

TARIFF, PORTS = "us_tariff_on_mexico", "mx_port_controls"


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # a widget


def both(form: RecordEntry, name: str, english: str, spanish: str) -> None:
    write(form.entries[name], "en", english)
    write(form.entries[name], "es", spanish)


def number(form: RecordEntry, name: str, words: str) -> None:
    entry = form.entries[name]
    assert isinstance(entry, Typed)
    entry.line.setFocus()
    entry.line.selectAll()
    QTest.keyClicks(entry.line, words)


def pick(form: RecordEntry, name: str, words: str) -> None:
    entry = form.entries[name]
    assert isinstance(entry, OneEntry)
    entry.box.setFocus()
    place = entry.box.findText(words)
    assert place >= 0, words
    entry.box.setCurrentIndex(place)
    entry.box.activated.emit(place)


def tick(form: RecordEntry, name: str, wanted: set[str]) -> None:
    entry = form.entries[name]
    assert isinstance(entry, IdsEntry)
    click(entry.button)
    assert entry.popover is not None
    rows = entry.popover.list
    for row in range(rows.count()):
        item = rows.item(row)
        on = item.data(Qt.ItemDataRole.UserRole) in wanted
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
    entry.popover.close()


def several(form: RecordEntry, name: str, count: int) -> SeveralEntry:
    entry = form.entries[name]
    assert isinstance(entry, SeveralEntry)
    while len(entry.rows) < count:
        click(entry.add)
    return entry


def texts(form: RecordEntry, name: str, count: int) -> None:
    for row in several(form, name, count).rows:
        write(row, "en", "A word")
        write(row, "es", "Una palabra")


def team(editor: ExerciseEditor, name: tuple[str, str], side: str, lever: str) -> None:
    editor.go(("teams", ""))
    click(editor.add)
    form = editor.forms["teams"]
    both(form, "name", *name)
    pick(form, "side", side)
    both(form, "brief", "word " * 200, "palabra " * 200)
    texts(form, "interests", 3)
    texts(form, "red_lines", 2)
    tick(form, "levers", {lever})


def test_that_keys_and_clicks_make_an_exercise_without_a_warning(
    qtbot: QtBot, tmp_path: Path
) -> None:
    library = tmp_path / "a.vecinos-library"
    with opened(qtbot, library) as (_, page):
        editor = copied(qtbot, page)
        document = editor.document
        tick(editor.forms["exercise"], "levers", {TARIFF, PORTS})
        number(editor.forms["exercise"], "minutes", "90")
        team(editor, ("Washington", "Washington"), "United States", TARIFF)
        team(editor, ("Mexico City", "Ciudad de México"), "Mexico", PORTS)
        for one in document.exercise.rounds:
            editor.go(("rounds", one.id))
            form = editor.forms["rounds"]
            moves = form.entries["moves"]
            assert isinstance(moves, SeveralEntry)
            while moves.rows:
                moves._take_out(moves.rows[0])
            both(form, "decision", "What to do.", "Qué hacer.")
        editor.go(("rounds", ""))
        click(editor.add)
        form = editor.forms["rounds"]
        both(form, "title", "The last one", "La última")
        number(form, "months", "0")
        both(form, "briefing", "It ends.", "Termina.")
        both(form, "decision", "How it ends.", "Cómo termina.")
        for _ in range(3):
            editor.go(("injects", editor.injects.current or ""))
            click(editor.add)
            form = editor.forms["injects"]
            pick(form, "round", "The last one")
            number(form, "at", str(5 * len(document.exercise.injects)))
            number(form, "date", "2035-12")
            both(form, "title", "A call", "Una llamada")
            both(form, "text", "word " * 45, "palabra " * 45)
            both(form, "sender", "The press", "La prensa")
            expected = several(form, "expected", 2)
            for row in expected.rows:
                assert isinstance(row, RecordEntry)
                both(row, "text", "Ask first.", "Preguntar antes.")
            both(form, "learning_point", "Listen.", "Escuchar.")
            tick(form, "claims", {next(iter(document.model.claims))})
            pick(form, "no_shock", "it only informs")
        told = [(one.part, one.id, one.key, one.reason) for one in document.findings]
        assert told == []
        page.leave()
        qtbot.waitUntil(lambda: page.list.current is not None, timeout=20000)
    with Library.open(library, read_only=True) as store:
        text = store.exercises.load(store.exercises.find(DEMO))
    made = read_exercise("", text.encode(), model())
    assert review(made, model()) == ()
    assert (len(made.teams), len(made.rounds), len(made.injects)) == (2, 7, 5)
