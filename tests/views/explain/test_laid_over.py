"""In a narrow window the explanation lies over the charts, and over nothing else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.actions import ActionId
from desktop.views.window.main_window import MainWindow
from tests.views.desks import open_desk, sparing


def covered(window: MainWindow) -> bool:
    return window.pages.page is not None


@pytest.mark.long
def test_that_a_page_is_never_covered_by_it_and_it_is_back_with_the_charts(qtbot: QtBot) -> None:
    with open_desk(qtbot, size=(1024, 768), preferences=sparing()) as desk:
        window = desk.window
        first = window.desk.shown[0]
        window.explaining.explain(first)
        panel = window.explanation
        assert panel.isVisible()
        assert panel.parentWidget() is not window.inspector
        card = panel.card
        for act in (ActionId.WEDGES, ActionId.CAUSAL_MAP, ActionId.ASK, ActionId.HELP):
            panel.setFocus()
            window.actions_[act].trigger()
            assert covered(window)
            assert not panel.isVisible()
            # What asks for the explanation meanwhile has it when the charts are back.
            window.explaining.explain(first)
            assert not panel.isVisible()
            focused = window.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Qt.Key.Key_Escape)
            assert not covered(window)
            assert panel.isVisible()
            assert window.focusWidget() is panel
        assert panel.card is card
        window.inspector.put_away()
        window.pages.open_help()
        window.pages.close()
        assert not panel.isVisible()
