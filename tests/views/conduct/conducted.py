"""Plays under conduct, and hands at them, for tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.domain.play.entries import Begun, StageBegun
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from tests.document.play.played import setup

W = TypeVar("W", bound=QWidget)


@contextmanager
def conducted(qtbot: QtBot, stage: str, name: str = "concurrent_elections") -> Iterator[Conduct]:
    play = Conduct(setup(name))
    play.enter(Begun())
    play.enter(StageBegun(next(iter(play.setup.rounds)), stage, 600.0))
    yield play


@contextmanager
def on_screen(qtbot: QtBot, make: Callable[[QWidget], W]) -> Iterator[W]:
    """Show a widget in a window that has the focus; it goes for good at the end."""
    load_fonts(RESOURCES)
    shell = QWidget()
    qtbot.addWidget(shell)
    made = make(shell)
    column = QVBoxLayout(shell)
    column.addWidget(made)
    shell.resize(700, 620)
    with qtbot.waitActive(shell):
        shell.show()
        shell.activateWindow()
    yield made
    shell.close()


class Keys:
    """Press keys on whatever has the focus, and count them."""

    def __init__(self) -> None:
        self.pressed = 0

    def type(self, text: str) -> None:
        """Press a key for each letter; only those of a plain keyboard."""
        for letter in text:
            QTest.keyClicks(self._place, letter)
            self.pressed += 1

    def press(self, key: Qt.Key) -> None:
        """Press one key."""
        QTest.keyClick(self._place, key)
        self.pressed += 1

    @property
    def _place(self) -> QWidget:
        held = QApplication.focusWidget()
        assert held is not None
        return held
