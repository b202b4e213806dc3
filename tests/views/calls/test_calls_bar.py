"""An operator takes a room's calls down with keys alone, and reveals."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.prediction import Call, Direction, Prediction
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.resources import RESOURCES
from desktop.session.session import Session
from desktop.ui.focus import FocusBefore
from desktop.views.calls.calls_bar import CallsBar
from tests.session.test_session import session_alone
from tests.views.desks import TARIFF, look

ASKED = "effective_tariff"
MONTH = Month(2027, 6)
SIX = ("North", "South", "Center", "Firms", "Unions", "Press")
KEYS = {
    Direction.UP: Qt.Key.Key_Up,
    Direction.SAME: Qt.Key.Key_Right,
    Direction.DOWN: Qt.Key.Key_Down,
}


@pytest.fixture
def session() -> Iterator[Session]:
    with session_alone() as made:
        yield made


@contextmanager
def bar_on(qtbot: QtBot, session: Session, code: LanguageCode = "en") -> Iterator[CallsBar]:
    load_fonts(RESOURCES)
    session.projector.refresh()
    settle(qtbot, session)
    host = QWidget()
    qtbot.addWidget(host)
    desk = QWidget(host)
    bar = CallsBar(
        session.room,
        session.document,
        session.signals,
        lambda: (ASKED, "remittances"),
        lambda: MONTH,
        look(code),
        FocusBefore(desk),
        host,
    )
    column = QVBoxLayout(host)
    column.addWidget(bar)
    column.addWidget(desk)
    host.resize(1024, 768)
    host.show()
    try:
        yield bar
    finally:
        bar.release()


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.projector.busy, timeout=10000)


def press(bar: CallsBar, *keys: Qt.Key | str) -> None:
    """Press keys where the focus of the window is."""
    for key in keys:
        holder = bar.window().focusWidget()
        assert holder is not None
        if isinstance(key, str):
            QTest.keyClicks(holder, key)
        else:
            QTest.keyClick(holder, key)


def test_that_six_teams_call_by_three_keys_each_and_their_calls_stand_beside_what_came(
    qtbot: QtBot, session: Session
) -> None:
    with bar_on(qtbot, session) as bar:
        bar.act()
        assert bar.window().focusWidget() is bar.form.indicator
        bar.form.teams.setText(", ".join(SIX))
        bar.act()
        ways = [Direction.UP, Direction.UP, Direction.SAME, Direction.DOWN, Direction.UP]
        for way, sure in zip(ways, "86489", strict=True):
            press(bar, KEYS[way], sure, Qt.Key.Key_Return)
        assert bar.standing.text == "5 of 6 teams have called. Missing: Press."
        press(bar, "u6a", "12.5", Qt.Key.Key_Return, Qt.Key.Key_Return)
        assert bar.window().focusWidget() is bar.reveal
        asked = session.room.calls.asked
        assert asked is not None
        assert [one.confidence for one in asked.calls] == [80, 60, 40, 80, 95, 60]
        assert asked.calls[-1] == Call("Press", "up", 60, 12.5)
        session.document.apply(SetLever(TARIFF, Setting(25)))
        settle(qtbot, session)
        press(bar, Qt.Key.Key_Return)
        assert bar.table.rowCount() == 6
        best = [bar.table.item(0, place) for place in range(bar.table.columnCount())]
        assert [cell.text() for cell in best if cell is not None][:3] == [
            "Unions",
            "up",
            "95\u00a0%",
        ]
        assert bar.question.text.endswith("4 of 6 teams were right.")
        assert len(session.document.scenario.predictions) == 1
        assert bar.window().focusWidget() is bar.anew
        bar.act()
        assert bar.form.named == SIX


def test_that_what_is_typed_wrong_is_told_in_a_sentence_and_takes_nothing_away(
    qtbot: QtBot, session: Session
) -> None:
    with bar_on(qtbot, session) as bar:
        bar.act()
        for month, teams, told in (
            ("soon", "A", "soon is not a month"),
            ("1999-01", "A", "1999-01"),
            ("2027-06", "A, a", "There is already a team named “a”"),
            ("2027-06", "x" * 61, "one line of 1 to 60 characters"),
        ):
            bar.form.month.setText(month)
            bar.form.teams.setText(teams)
            bar.act()
            assert told in bar.fault.text()
            assert session.room.calls.asked is None
        bar.form.teams.setText("South")
        bar.act()
        (row,) = bar.rows
        press(bar, "6", Qt.Key.Key_Down, "a", "7", Qt.Key.Key_Return)
        called = Call("South", "down", 60, -7.0)
        calls = session.room.calls
        assert calls.asked == Prediction(ASKED, MONTH, (called,))
        for typed in ("+9", "lots", "0.2"):
            press(bar, "a", typed, Qt.Key.Key_Return)
            assert bar.fault.isVisible()
            assert calls.asked == Prediction(ASKED, MONTH, (called,))
        press(bar, "s")
        assert calls.asked == Prediction(ASKED, MONTH, (Call("South", "same", 60),))
        press(bar, "a", "-7", Qt.Key.Key_Escape)
        assert row.amount.text() == ""
        press(bar, Qt.Key.Key_Backspace)
        assert calls.asked == Prediction(ASKED, MONTH)
        bar.act()
        assert bar.question.text.endswith("The curve hardly moved.")
        assert session.document.scenario.predictions == ()


def test_that_a_show_of_hands_is_three_counts(qtbot: QtBot, session: Session) -> None:
    with bar_on(qtbot, session) as bar:
        bar.act()
        bar.form.teams.setText("North")
        QTest.mouseClick(bar.form.way.segments[1], Qt.MouseButton.LeftButton)
        bar.act()
        press(bar, "12", Qt.Key.Key_Return, "5", Qt.Key.Key_Return, "-9", Qt.Key.Key_Return)
        asked, question = session.room.calls.asked, session.room.state.scene.question
        assert asked is not None
        assert asked.hands == (12, 5, 9)
        assert question is not None
        assert (question.called, question.missing, question.hands) == ((), (), True)
        assert bar.window().focusWidget() is bar.reveal
        bar.act()
        assert bar.question.text.endswith("5 of 26 hands were right.")


def test_that_a_screen_that_the_room_sees_shows_who_has_called_and_not_what(
    qtbot: QtBot, session: Session
) -> None:
    with bar_on(qtbot, session, "es") as bar:
        bar.set_hidden(True)
        bar.act()
        bar.form.teams.setText("Sur")
        bar.act()
        press(bar, "b8")
        asked = session.room.calls.asked
        assert asked == Prediction(ASKED, MONTH, (Call("Sur", "down", 80),))
        (row,) = bar.rows
        assert row.name.text == "✓ Sur"
        shown = (*row.directions.segments, *row.confidences.segments)
        assert not any(one.isChecked() for one in shown)
        assert "baja" not in row.accessibleName()
        bar.set_hidden(False)
        assert [one.text() for one in shown if one.isChecked()] == ["↓", "80"]


def test_that_an_earlier_prediction_is_deleted_and_undone(qtbot: QtBot, session: Session) -> None:
    kept = (
        Prediction("gone", MONTH, (Call("A", "sideways", 400, 1e308),), (1, -2, 3), -1e308),
        Prediction(ASKED, MONTH, (Call("A", "up"),)),
        Prediction(ASKED, MONTH, (Call("A", "up"),), outcome=0.5),
    )
    session.document.load(Scenario("x", predictions=kept))
    with bar_on(qtbot, session) as bar:
        bar.act()
        listed = bar.open_earlier()
        newest, unrevealed, foreign = (one.text() for one in listed.sentences)
        assert newest.endswith("+0.5 points: about the same. 0 of 1 team was right.")
        assert unrevealed.endswith("It was not revealed.")
        assert foreign.startswith("gone in Jun")
        assert "-1e+308" in foreign
        listed.buttons[0].click()
        assert list(session.document.scenario.predictions) == [*kept[:2]]
        session.document.undo()
        assert list(session.document.scenario.predictions) == [*kept]
        press(bar, Qt.Key.Key_Escape)
        assert bar.isHidden()


def test_that_a_low_window_scrolls_to_the_team_that_calls(qtbot: QtBot, session: Session) -> None:
    with bar_on(qtbot, session) as bar:
        bar.window().resize(1024, 560)
        bar.act()
        bar.form.teams.setText(", ".join(SIX))
        bar.act()
        press(bar, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Return)
        last = bar.rows[2]
        assert bar.window().focusWidget() is last
        qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height())
        assert bar.rows[0].visibleRegion().isEmpty()
