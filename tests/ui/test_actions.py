"""The commands of a window and their keys."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import Theme
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.actions import KEYS, ActionId, Actions
from desktop.ui.ui_context import UiContext


def test_that_no_two_commands_have_the_same_key() -> None:
    # Qt answers a key that two commands have with neither of them.
    held = Counter(QKeySequence(keys).toString() for act in ActionId for keys in KEYS[act])
    assert [keys for keys, count in held.items() if count > 1] == []


@pytest.mark.parametrize(("act", "keys"), [(act, keys) for act in ActionId for keys in KEYS[act]])
def test_that_a_key_gives_its_command_and_no_other(qtbot: QtBot, act: ActionId, keys: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window, UiContext(load_language("en", RESOURCES), Theme.LIGHT, RESOURCES))
    given: list[ActionId] = []
    for each in ActionId:
        actions[each].triggered.connect(lambda _=False, each=each: given.append(each))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10000)
    QTest.keySequence(window, QKeySequence(keys))
    assert given == [act]
