"""Tab follows the order in which the window is read, and a key goes from part to part."""

from itertools import groupby, pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.document.commands import ShowCharts
from desktop.views.window.main_window import MainWindow
from tests.views.desks import TARIFF, open_desk, settled, sparing


def _walk(window: MainWindow) -> list[QWidget]:
    """Press Tab until the focus is where it was first; return where it went."""
    found: list[QWidget] = []
    while True:
        held = window.focusWidget()
        assert held is not None
        QTest.keyClick(held, Qt.Key.Key_Tab)
        now = window.focusWidget()
        assert now is not None
        if found and now is found[0]:
            return found
        found.append(now)
        assert len(found) < 300


def _panel(window: MainWindow, widget: QWidget) -> str:
    parts = ("top_bar", "levers", "desk", "inspector", "timeline")
    held = [
        p for p in parts if getattr(window, p) is widget or getattr(window, p).isAncestorOf(widget)
    ]
    return held[0]


@pytest.mark.long
def test_that_tab_follows_the_reading_also_after_other_charts_have_come(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        window = desk.window
        indicators = tuple(desk.document.model.indicators)
        chosen = (indicators[5], indicators[-1])
        for charts in (indicators[-2:], chosen):
            desk.document.apply(ShowCharts(charts))
            settled(qtbot, desk)
        window.desk.setFocus()
        walked = _walk(window)
        parts = [part for part, _ in groupby(walked, lambda stop: _panel(window, stop))]
        assert parts == ["desk", "inspector", "timeline", "top_bar", "levers"]
        found = [stop.indicator.id for stop in walked if isinstance(stop, FanChart)]
        assert tuple(found) == chosen
        inside = [stop for stop in walked if _panel(window, stop) == "desk"]
        tops = [stop.mapTo(window, QPoint(0, 0)).y() for stop in inside]
        assert all(above <= below + 40 for above, below in pairwise(tops))
        QTest.keyClick(walked[0], Qt.Key.Key_Backtab)
        assert window.focusWidget() is walked[-1]


def test_that_a_key_goes_from_part_to_part_and_back_to_where_one_was(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        window = desk.window
        slider = window.levers.rows[TARIFF].slider
        slider.setFocus()
        gone = []
        for _ in range(5):
            QTest.keySequence(window, "Ctrl+F6")
            focused = QApplication.focusWidget()
            assert focused is not None
            gone.append(_panel(window, focused))
        assert gone == ["desk", "inspector", "timeline", "top_bar", "levers"]
        assert slider.hasFocus()
        QTest.keySequence(window, "Ctrl+Shift+F6")
        focused = QApplication.focusWidget()
        assert focused is not None
        assert _panel(window, focused) == "top_bar"
        window.pages.open_help()
        QTest.keySequence(window, "Ctrl+F6")
        QTest.keySequence(window, "Ctrl+F6")
        page = window.pages.page
        assert page is not None
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is page or page.isAncestorOf(focused)
