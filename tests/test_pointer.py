"""Where the pointer is when a test begins."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("turn", [1, 2])
def test_that_no_window_of_a_test_begins_under_the_pointer(qtbot: QtBot, turn: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200 * turn)
    with qtbot.waitExposed(window):
        window.show()
    assert not window.underMouse()
    QTest.mouseMove(window, QPoint(150, 100))
    qtbot.waitUntil(window.underMouse)
