"""Plays under conduct, and hands at them, for tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.charts.style import style_sheet
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from tests.session.test_session import saved

W = TypeVar("W", bound=QWidget)


@contextmanager
def conducted(
    qtbot: QtBot, session: Session, stage: str, name: str = "concurrent_elections"
) -> Iterator[Conduct]:
    """Begin the first round of a shipped exercise at a stage; it is left in the end."""
    text = (RESOURCES / "exercises" / f"{name}.toml").read_text(encoding="utf-8")
    saved(qtbot, session)
    play = session.play
    play.begin(text, "Morning")
    qtbot.waitUntil(lambda: play.open, timeout=30_000)
    # Nobody looks at curves here.
    play.curves.open(None)
    assert play.begin_stage(next(iter(play.setup.rounds)), stage)
    try:
        yield play
        qtbot.waitUntil(lambda: not play.saving.unsaved, timeout=30_000)
    finally:
        play.leave()


@contextmanager
def on_screen(
    qtbot: QtBot, make: Callable[[QWidget], W], worn: UiContext | None = None, width: int = 700
) -> Iterator[W]:
    """Show a widget in a window that has the focus; it goes for good at the end."""
    load_fonts(RESOURCES)
    shell = QWidget()
    if worn is not None:
        shell.setStyleSheet(style_sheet(worn.tokens) + desk_sheet(worn.tokens))
    qtbot.addWidget(shell)
    made = make(shell)
    column = QVBoxLayout(shell)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    shell.resize(width, 620)
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
