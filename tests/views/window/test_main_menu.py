"""The menu that holds every command."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import Theme
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.actions import ActionId, Actions
from desktop.ui.ui_context import UiContext
from desktop.views.window.main_menu import MainMenu


def _commands(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _commands(below)
        elif not action.isSeparator():
            yield action


def test_that_every_command_stands_in_the_menu_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    look = UiContext(load_language("en", RESOURCES), Theme.LIGHT, RESOURCES)
    actions = Actions(window, look)
    menu = QMenu(window)
    made = MainMenu(menu, actions, lambda _: None)
    made.set_look(look)
    assert Counter(_commands(menu)) == Counter(actions[act] for act in ActionId)
    assert not menu.actions()[0].isSeparator()
    assert not menu.actions()[-1].isSeparator()


def test_that_the_recent_libraries_are_listed_when_their_menu_opens(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    look = UiContext(load_language("en", RESOURCES), Theme.LIGHT, RESOURCES)
    filled: list[QMenu] = []
    made = MainMenu(QMenu(window), Actions(window, look), filled.append)
    assert filled == []
    made.recent.aboutToShow.emit()
    assert filled == [made.recent]
