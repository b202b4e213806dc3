"""The operator's keys, from wherever the focus is."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.charts.fan_chart import FanChart
from desktop.ui.actions import KEYS, OPERATING, OPERATOR, REMOTE, ActionId
from desktop.views.window.presenting.operator_keys import LETTERS, OperatorKeys
from tests.views.desks import TARIFF, open_desk, sparing

HEARD = {*OPERATING, ActionId.BACK}


@contextmanager
def _desk_that_only_hears(qtbot: QtBot) -> Iterator[tuple[Desk, Counter[ActionId]]]:
    """Open a desk that counts the operator's commands and does none of them."""
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        heard: Counter[ActionId] = Counter()
        desk.window.actions_[ActionId.PREPARE].trigger()
        for act in HEARD:
            action = desk.window.actions_[act]
            action.triggered.disconnect()
            action.triggered.connect(lambda _=False, act=act: heard.update([act]))
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow, timeout=10_000)
        yield desk, heard


def _window() -> QWindow:
    found = QGuiApplication.focusWindow()
    assert found is not None
    return found


def _hold(key: Qt.Key, text: str = "") -> None:
    """Press a key as a keyboard does that repeats it, straight at the window that has the focus."""
    window, plain = _window(), Qt.KeyboardModifier.NoModifier
    QTest.keyPress(window, key, plain)
    for _ in range(3):
        again = QKeyEvent(QEvent.Type.KeyPress, key, plain, text, True)  # noqa: FBT003
        QApplication.sendEvent(window, again)
    QTest.keyRelease(window, key, plain)


def _foci(desk: Desk) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what can have the focus, each with how it is left."""
    window = desk.window
    window.desk.card(window.desk.shown[0]).chart.setFocus()
    yield "chart", lambda: None
    window.levers.rows[TARIFF].slider.setFocus()
    yield "slider", lambda: None
    field = window.levers.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    yield "text field", lambda: None
    notes = window.explanation.findChild(QTextEdit)
    assert notes is not None
    window.actions_[ActionId.NOTES].trigger()
    yield "notes", lambda: None
    window.actions_[ActionId.NOTICE].trigger()
    yield "notice being written", window.presenter.notice_prompt.let_be
    window.actions_[ActionId.COUNTDOWN].trigger()
    yield "countdown being chosen", window.presenter.countdown_prompt.let_be
    window.actions_[ActionId.SEEN_UNTIL].trigger()
    yield "question", window.ask.let_be
    window.actions_[ActionId.HELP].trigger()
    yield "help", window.pages.close
    window.top_bar.menu.popup(window.mapToGlobal(QPoint(200, 60)))
    yield "menu", window.top_bar.menu.close
    window.actions_[ActionId.PACKAGES].trigger()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    yield "popup", popup.close
    panel = window.beside.show_assumptions()
    panel.activateWindow()
    yield "side window", panel.close
    room = window.presenter.room
    assert room is not None
    room.show()
    room.activateWindow()
    yield "room", room.hide


def test_that_each_operator_key_acts_once_a_press_from_every_focus(qtbot: QtBot) -> None:
    with _desk_that_only_hears(qtbot) as (desk, heard):
        seen = []
        for name, leave in _foci(desk):
            QApplication.processEvents()
            focused = QApplication.focusWidget()
            text = focused.text() if isinstance(focused, QLineEdit) else ""
            for key, act in OPERATOR.items():
                heard.clear()
                _hold(key)
                assert heard == {act: 1}, f"{act} from {name}"
            assert QApplication.focusWidget() is focused, name
            assert not isinstance(focused, QLineEdit) or focused.text() == text
            leave()
            desk.window.activateWindow()
            qtbot.waitUntil(desk.window.isActiveWindow, timeout=10_000)
            seen.append(name)
        assert len(seen) == len(set(seen)) == 12


def test_that_letters_and_a_remote_act_where_nothing_needs_them(qtbot: QtBot) -> None:
    with _desk_that_only_hears(qtbot) as (desk, heard):
        window, presenter = desk.window, desk.window.presenter
        chart = window.desk.card(window.desk.shown[0]).chart
        assert isinstance(chart, FanChart)
        chart.setFocus()
        for key, act in {**REMOTE, **LETTERS}.items():
            heard.clear()
            _hold(key, chr(key) if key < 128 else "")
            assert heard == {act: 1}, act
        window.actions_[ActionId.LETTERS].trigger()
        heard.clear()
        for key in LETTERS:
            QTest.keyClick(_window(), key)
        # A remote's own letter stays: it cannot be told to send another one.
        assert heard == {ActionId.BLANK: 1}
        window.actions_[ActionId.LETTERS].trigger()
        heard.clear()
        window.actions_[ActionId.NOTICE].trigger()
        field = presenter.notice_prompt.fields["en"]
        QTest.keyClicks(field, "Bring me the printed form.")
        assert field.toPlainText() == "Bring me the printed form."
        presenter.notice_prompt.let_be()
        window.levers.rows[TARIFF].slider.setFocus()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            QTest.keyClick(_window(), key)
        assert not heard
        assert presenter.room is not None
        presenter.room.show()
        presenter.room.activateWindow()
        qtbot.waitUntil(presenter.room.isActiveWindow, timeout=10_000)
        for key, act in {**REMOTE, **LETTERS}.items():
            heard.clear()
            _hold(key)
            assert heard == {act: 1}, act
        heard.clear()
        # On a screen of its own, or in a window, the show goes on whatever a remote sends.
        QTest.keyClick(_window(), Qt.Key.Key_Escape)
        assert not heard
        assert presenter.room.isVisible()


@pytest.mark.parametrize("act", OPERATING)
def test_that_the_menus_name_the_key_that_acts(act: ActionId) -> None:
    (key,) = (key for key, given in OPERATOR.items() if given is act)
    assert (QKeySequence(key).toString(),) == KEYS[act]


def test_that_once_stopped_no_key_is_heard_whatever_stands_where_a_window_was(qapp: object) -> None:
    heard: list[ActionId] = []
    with_item = QWidget()
    rows = QVBoxLayout()
    rows.addWidget(QWidget())
    QVBoxLayout(with_item).addLayout(rows)
    keys = OperatorKeys(heard.append, lambda: True, lambda _window, _event: None, with_item)
    keys._listen(cast("QWindow", rows.itemAt(0)))
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
    assert keys.eventFilter(with_item, press)
    keys.stop()
    assert not keys.eventFilter(with_item, press)
    assert heard == [ActionId.BLANK]
    with_item.deleteLater()
