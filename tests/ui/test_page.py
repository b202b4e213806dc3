"""A page shows one part of several, and keeps the focus."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.page import Page
from tests.views.desks import look


@pytest.mark.parametrize("inside", [True, False], ids=["in what goes", "elsewhere"])
def test_that_a_focus_in_what_is_put_away_stays_on_the_page_and_another_stays(
    qtbot: QtBot, *, inside: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    page = Page(look(), "Title", "")
    after, answer, waiting = (QPushButton(name, window) for name in ("after", "answer", "wait"))
    column = QVBoxLayout(window)
    column.addWidget(page)
    column.addWidget(after)
    for part in (answer, waiting):
        page.body.addWidget(part)
    page.show_only(answer, (answer, waiting), page.back.setFocus)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    (answer if inside else after).setFocus()
    page.show_only(waiting, (answer, waiting), page.back.setFocus)
    assert waiting.isVisible()
    assert not answer.isVisible()
    assert QApplication.focusWidget() is (page.back if inside else after)
