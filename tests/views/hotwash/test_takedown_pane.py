"""Strengths and improvements are recorded at once, by keys alone; nothing typed is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.charts.plain_text import PlainLabel
from desktop.domain.play.entries import Correction, Noted, TeamAdded
from desktop.session.play.conduct import Conduct
from desktop.views.hotwash.takedown_pane import TakedownPane
from desktop.views.hotwash.typed_line import TypedLine
from tests.document.play.played import MX, US
from tests.views.conduct.conducted import Keys, on_screen
from tests.views.desks import look

ENTER = Qt.Key.Key_Return


@pytest.fixture
def pane(qtbot: QtBot, fresh: Conduct) -> Iterator[TakedownPane]:
    with on_screen(qtbot, lambda shell: TakedownPane(fresh, look(), shell)) as pane:
        yield pane


def noted(play: Conduct) -> list[Noted]:
    return [one.said for one in play.state.notes if isinstance(one.said, Noted)]


def line() -> TypedLine:
    """Return the line that has the focus."""
    found = QApplication.focusWidget()
    assert isinstance(found, TypedLine)
    return found


def test_that_enter_alone_leads_through_three_of_each_of_every_team(
    fresh: Conduct, pane: TakedownPane
) -> None:
    pane.begin()
    keys = Keys()
    for kind in ("strength", "improvement"):
        for place in range(3):
            assert f"{place + 1} of 3" in line().accessibleName()
            keys.type(f"{kind} {place}")
            keys.press(ENTER)
    assert noted(fresh) == [
        Noted(f"{kind} {place}", kind, "team", US)
        for kind in ("strength", "improvement")
        for place in range(3)
    ]
    second = pane.cards[1]
    assert line() is second.columns[0].line
    # With nothing typed it goes on, and takes nothing down.
    keys.press(ENTER)
    assert line() is second.columns[1].line
    assert len(noted(fresh)) == 6
    # A fourth is taken where somebody wants it.
    assert pane.cards[0].columns[0].counted.text() == "3 of 3"
    pane.cards[0].columns[0].line.setFocus()
    keys.type("one more")
    keys.press(ENTER)
    assert noted(fresh)[-1] == Noted("one more", "strength", "team", US)
    assert line() is not pane.cards[0].columns[0].line


def test_that_a_note_is_taken_back_by_a_correction_and_its_words_come_back_to_be_mended(
    fresh: Conduct, pane: TakedownPane
) -> None:
    column = pane.cards[0].columns[0]
    column.line.setPlainText("A slip")
    column.add()
    number = fresh.state.notes[-1].recorded.number
    back = column.shown[number].findChild(QToolButton)
    assert isinstance(back, QToolButton)
    back.click()
    assert fresh.entries[-1].entry == Correction(number)
    assert noted(fresh) == []
    assert column.shown == {}
    assert line() is column.line
    assert column.line.text == "A slip"


def test_that_what_is_typed_and_not_entered_is_there_again(
    qtbot: QtBot, fresh: Conduct, pane: TakedownPane
) -> None:
    pane.cards[2].columns[1].line.setPlainText("Half a thou")
    place = f"hot_wash/{pane.cards[2].team}/improvement"
    assert fresh.draft(place) == "Half a thou"
    with on_screen(qtbot, lambda shell: TakedownPane(fresh, look(), shell)) as again:
        assert again.cards[2].columns[1].line.text == "Half a thou"
        again.cards[2].columns[1].add()
        assert again.cards[2].columns[1].line.text == ""
    assert fresh.draft(place) == ""


def test_that_ten_thousand_words_emoji_and_right_to_left_names_are_kept_and_shown_whole(
    fresh: Conduct, pane: TakedownPane
) -> None:
    long = " ".join(f"w{n}" for n in range(10_000))
    assert fresh.enter(TeamAdded("ليلى حداد 🦜"))
    *_, added = pane.cards
    assert added.accessibleName() == "ليلى حداد 🦜"
    for words in (long, "شكرا <b>🦜</b> =cmd"):
        added.columns[0].line.setPlainText(words)
        added.columns[0].add()
    assert [one.text for one in noted(fresh)] == [long, "شكرا <b>🦜</b> =cmd"]
    shown = [row.findChild(PlainLabel) for row in added.columns[0].shown.values()]
    assert [label.text() for label in shown if label is not None] == [
        long,
        "شكرا <b>🦜</b> =cmd",
    ]
    first = shown[0]
    assert first is not None
    assert first.heightForWidth(first.width()) <= first.height()


def test_that_more_than_a_note_holds_is_refused_in_one_sentence(pane: TakedownPane) -> None:
    column = pane.cards[0].columns[0]
    QApplication.clipboard().setText("x" * 100_001)
    column.line.setFocus()
    QTest.keySequence(column.line, "Ctrl+V")
    assert column.line.text == ""
    assert "100,000" in column.fault.text()
    assert column.fault.isVisible()


def test_that_notes_about_nobody_and_of_other_teams_do_not_stand_with_a_team(
    fresh: Conduct, pane: TakedownPane
) -> None:
    assert fresh.enter(Noted("In general", "strength"))
    assert fresh.enter(Noted("Theirs", "strength", "team", MX))
    taken = {card.team: len(card.columns[0].shown) for card in pane.cards}
    assert taken == {card.team: int(card.team == MX) for card in pane.cards}
