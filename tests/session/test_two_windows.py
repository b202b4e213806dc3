"""Two windows on one session: each shows what it shows, and neither needs the other."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge.preferences import Preferences
from desktop.views.window.main_window import MainWindow
from tests.views.desks import TARIFF, another_window, gone, look, open_desk, settled

LARGE, SMALL = (1440, 900), (1000, 600)


def drag_in(window: MainWindow, value: float) -> None:
    """Press a slider where it stands and move it to a value; the button stays down."""
    slider = window.levers.rows[TARIFF].slider
    left, middle = Qt.MouseButton.LeftButton, slider.height() // 2
    start = QPoint(round(slider.place(slider.value)), middle)
    QTest.mousePress(slider, left, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(slider, QPoint(round(slider.place(value)), middle))


def let_go(window: MainWindow) -> None:
    slider = window.levers.rows[TARIFF].slider
    place = QPoint(round(slider.place(slider.value)), slider.height() // 2)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def headline(window: MainWindow, indicator: str) -> str:
    return window.desk.card(indicator).chart.spoken_name()


def test_that_two_windows_follow_one_drag_and_each_does_without_the_other(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences(), size=LARGE) as desk:
        first = desk.window
        listening = len(desk.document._listeners)
        with another_window(desk, "es", SMALL) as second:
            # It comes late: what there is already stands on it at once.
            assert second.desk.curves is first.desk.curves
            assert len(first.desk.shown) > len(second.desk.shown)
            both = second.desk.shown[0]
            before = headline(first, both), headline(second, both)
            drag_in(first, 25)
            qtbot.waitUntil(lambda: first.desk.curves is not None and not first.desk.curves.exact)
            moving = first.desk.curves
            assert moving is not None
            assert second.desk.curves is moving
            assert second.levers.rows[TARIFF].slider.value == first.levers.rows[TARIFF].slider.value
            for window in (first, second):
                assert set(window.desk.shown) <= set(moving.bands.indicators)
            let_go(first)
            settled(qtbot, desk)
            after = headline(first, both), headline(second, both)
            assert after[0] != before[0]
            assert after[1] != before[1]
            assert after[0] != after[1]
            second.set_language("en")
            assert headline(second, both) == after[0]
            second.beside.show_assumptions()
        assert len(desk.document._listeners) == listening
        drag_in(first, 10)
        let_go(first)
        settled(qtbot, desk)
        third = MainWindow(desk.session, look("es"))
        third.resize(*SMALL)
        third.show()
        set_there = first.levers.rows[TARIFF].slider.value
        gone(first)
        desk.window = third
        assert third.levers.rows[TARIFF].slider.value == set_there
        before_last = headline(third, both)
        drag_in(third, 28)
        let_go(third)
        settled(qtbot, desk)
        assert headline(third, both) != before_last
        assert desk.projector.shown == third.desk.shown
