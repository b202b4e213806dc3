"""Notes are taken down while things happen, tied, and kept though the program is killed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.charts.plain_text import PlainLabel
from desktop.domain.play.entries import InjectReleased, Joined, Noted, Offer
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.views.conduct.notes_panel import NotesPanel
from desktop.views.conduct.teams_panel import TeamsPanel
from tests.views.conduct.conducted import conducted, on_screen
from tests.views.desks import look


@pytest.fixture
def play(qtbot: QtBot, session: Session) -> Iterator[Conduct]:
    with conducted(qtbot, session, "decide") as play:
        yield play


@pytest.fixture
def panel(qtbot: QtBot, play: Conduct) -> Iterator[NotesPanel]:
    with on_screen(qtbot, lambda shell: NotesPanel(play, look(), shell)) as panel:
        yield panel


def texts(panel: NotesPanel) -> list[str]:
    """Return the notes in the order in which they stand."""
    cards = sorted(panel.shown.items(), key=lambda one: one[1].y())
    labels = [card.findChildren(PlainLabel) for _, card in cards]
    return [next(one.text() for one in found if one.text()) for found in labels]


def noted(play: Conduct) -> list[Noted]:
    return [one.said for one in play.state.notes if isinstance(one.said, Noted)]


def test_that_a_note_is_added_with_control_and_enter_and_the_newest_stands_first(
    qtbot: QtBot, play: Conduct, panel: NotesPanel
) -> None:
    panel.begin()
    for words in ("First", "Second"):
        QTest.keyClicks(panel.field, words)
        QTest.keyClick(panel.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [one.text for one in noted(play)] == ["First", "Second"]
    assert panel.field.text == ""
    qtbot.waitUntil(lambda: texts(panel) == ["Second", "First"])
    play.take_back(play.state.notes[-1].recorded.number)
    assert texts(panel) == ["First"]


def test_that_the_inject_released_last_is_offered_first_and_chosen(
    play: Conduct, panel: NotesPanel
) -> None:
    first, second = (one.id for one in play.setup.exercise.injects[:2])
    assert panel.tied == ("", "")
    play.enter(InjectReleased(first))
    assert panel.tied == ("inject", first)
    panel.field.setPlainText("About the first")
    play.enter(InjectReleased(second))
    assert panel.tied == ("inject", first)
    assert panel.tie.itemText(0).startswith("Inject 2")
    panel.kind.segments[1].click()
    panel.add()
    assert noted(play) == [Noted("About the first", "improvement", "inject", first)]


def test_that_a_note_is_tied_to_a_team_as_in_the_hot_wash(play: Conduct, panel: NotesPanel) -> None:
    panel.tie.setCurrentIndex(panel.tie.count() - 1)
    panel.field.setPlainText("They asked first")
    panel.add()
    assert noted(play) == [
        Noted("They asked first", "strength", "team", list(play.state.teams)[-1])
    ]


def test_that_a_note_is_tied_to_a_decision_and_told_by_whoever_saw_it(
    play: Conduct, panel: NotesPanel
) -> None:
    play.enter(Offer("us_congress", "us_arms_control", 25.0))
    play.enter(Joined("Ana"))
    panel.tie.setCurrentIndex(1)
    panel.author.setCurrentIndex(1)
    panel.field.setPlainText("Cheap")
    panel.add()
    last = play.entries[-1]
    assert (last.author, last.entry) == (
        "Ana",
        Noted("Cheap", "strength", "decision", "us_congress/us_arms_control"),
    )


def test_that_an_unfinished_note_is_there_again_and_an_empty_one_is_none(
    qtbot: QtBot, play: Conduct, panel: NotesPanel
) -> None:
    panel.add()
    assert panel.fault.text() == "Write what you saw first, then add it."
    panel.field.setPlainText("Half a")
    assert panel.fault.isHidden()
    with on_screen(qtbot, lambda shell: NotesPanel(play, look("es"), shell)) as again:
        assert again.field.text == "Half a"
    panel.add()
    assert play.draft("note") == ""


def test_that_nobody_whose_name_was_forgotten_is_offered_as_an_author(
    qtbot: QtBot, session: Session, play: Conduct
) -> None:
    play.enter(Joined("Ana"))
    play.enter(Joined("Eva", next(iter(play.state.teams))))
    play.enter(Joined("Iris"))
    qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
    number, name = play.play_id, play.name
    assert number is not None
    play.leave()
    with closing(sqlite3.connect(session.library.location)) as library:
        library.execute("DELETE FROM play_words WHERE text IN ('Ana', 'Eva')")
        library.commit()
    play.reopen(number, name)
    qtbot.waitUntil(lambda: play.open, timeout=30_000)
    assert [name for _, name in play.state.roster] == ["", "", "Iris"]
    with on_screen(qtbot, lambda shell: NotesPanel(play, look(), shell)) as panel:
        offered = [panel.author.itemText(at) for at in range(panel.author.count())]
    assert offered[1:] == ["Iris"]
    with on_screen(qtbot, lambda shell: TeamsPanel(play, look(), shell)) as teams:
        said = [label.text() for label in teams.roster.findChildren(PlainLabel)]
    assert sum("Iris" in one for one in said) == 1
    assert [one for one in said if one.rstrip().endswith((":", ","))] == []
