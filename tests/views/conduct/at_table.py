"""A desk with a play of a shipped exercise open, for tests of its page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.conduct_page import ConductPage
from tests.views.desks import open_desk, sparing

TEXT = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")
NAME = "Spring class"
PLAIN = Qt.KeyboardModifier.NoModifier


@contextmanager
def at_table(
    qtbot: QtBot,
    folder: Path,
    *,
    code: LanguageCode = "en",
    size: tuple[int, int] = (1024, 768),
    stage: str = "deliberate",
    worn: UiContext | None = None,
) -> Iterator[tuple[Desk, Conduct]]:
    """Open a desk with a play in its first round."""
    preferences = sparing()
    preferences.language = code
    library = folder / "a.vecinos-library"
    with open_desk(qtbot, preferences=preferences, library=library, size=size, worn=worn) as desk:
        play = desk.session.play
        play.begin(TEXT, NAME)
        qtbot.waitUntil(lambda: play.open, timeout=20_000)
        if stage:
            assert play.begin_stage(next(iter(play.setup.rounds)), stage)
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow, timeout=10_000)
        yield desk, play


def page_of(desk: Desk) -> ConductPage:
    """Return the page of the play, which has to be on show."""
    page = desk.window.playing.page
    assert page is not None
    assert page.isVisible()
    return page


def press(desk: Desk, key: Qt.Key, text: str = "", *, held: bool = False) -> None:
    """Press a key as the system does, at the window; held it repeats itself."""
    window = QGuiApplication.focusWindow()
    assert window is not None
    assert QApplication.activeWindow() is desk.window

    def send(kind: QEvent.Type, *, again: bool) -> None:
        QApplication.sendEvent(window, QKeyEvent(kind, key, PLAIN, text, again))

    if text:
        send(QEvent.Type.KeyPress, again=False)
    else:
        # What is no letter may be the key of a command, which Qt finds before any window hears it.
        QTest.keyPress(window, key, PLAIN)
    for _ in range(3 if held else 0):
        send(QEvent.Type.KeyPress, again=True)
    send(QEvent.Type.KeyRelease, again=False)
