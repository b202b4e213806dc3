"""The menu that holds every command."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.charts.style import style_sheet
from desktop.charts.tokens import Theme
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.actions import ActionId, Actions
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext
from desktop.views.window.main_menu import MainMenu

TOP = 48
"""Height of the top bar, in pixels."""


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
    made = MainMenu(menu, actions, lambda _: None, lambda _: None)
    made.set_look(look)
    assert Counter(_commands(menu)) == Counter(actions[act] for act in ActionId)
    assert not menu.actions()[0].isSeparator()
    assert not menu.actions()[-1].isSeparator()


def test_that_the_recent_libraries_are_listed_when_their_menu_opens(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    look = UiContext(load_language("en", RESOURCES), Theme.LIGHT, RESOURCES)
    filled: list[QMenu] = []
    made = MainMenu(QMenu(window), Actions(window, look), filled.append, filled.append)
    assert filled == []
    made.recent.aboutToShow.emit()
    assert filled == [made.recent]


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_menu_fits_the_smallest_screen_below_the_top_bar(
    qtbot: QtBot, code: LanguageCode
) -> None:
    load_fonts(RESOURCES)
    window = QWidget()
    qtbot.addWidget(window)
    look = UiContext(load_language(code, RESOURCES), Theme.LIGHT, RESOURCES)
    window.setStyleSheet(style_sheet(look.tokens) + desk_sheet(look.tokens))
    menu = QMenu(window)
    MainMenu(menu, Actions(window, look), lambda _: None, lambda _: None).set_look(look)
    # Too long a menu would stand in two columns, of which one covers the desk.
    places = [menu.actionGeometry(action) for action in menu.actions()]
    assert len({place.x() for place in places}) == 1
    assert sum(place.height() for place in places) <= 768 - TOP
