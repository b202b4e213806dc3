"""Words on buttons are whole, or not there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.document.assuming import AdoptSet
from desktop.document.commands import Rename
from desktop.domain.wording import LanguageCode
from desktop.ui.actions import ActionId
from desktop.ui.segmented_control import Segment
from desktop.views.window.main_window import SMALLEST, MainWindow
from tests.views.desks import open_desk, sparing

SIZES = (SMALLEST, (1024, 768), (1366, 768), (1440, 900))
LONG_NAME = "Marco de cooperación y libre movilidad laboral, versión del 12 de diciembre"


def _worded(window: MainWindow) -> list[QAbstractButton]:
    """Return the buttons on which words stand."""
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return [
        button
        for button in window.findChildren(QAbstractButton)
        if isinstance(button, QToolButton | QPushButton | Segment)
        and button.isVisible()
        and button.text()
        and not (isinstance(button, QToolButton) and button.toolButtonStyle() is icon_only)
    ]


@pytest.mark.long
@pytest.mark.parametrize("name", ["Plan", LONG_NAME])
def test_that_no_word_on_a_button_is_cut(qtbot: QtBot, name: str) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        window = desk.window
        desk.document.apply(Rename(name))
        last = list(desk.document.model.assumptions.sets)[-1]
        desk.document.apply(AdoptSet(last))
        window.actions_[ActionId.PREPARE].trigger()
        desk.session.room.set_countdown(12 * 60 + 34)
        desk.session.room.set_frozen(True)
        codes: tuple[LanguageCode, ...] = ("en", "es")
        for code in codes:
            window.set_language(code)
            for size in SIZES:
                window.resize(*size)
                QApplication.processEvents()
                cut = [
                    f"{code}, {size[0]}: {button.text()}"
                    for button in _worded(window)
                    if button.width() < button.sizeHint().width()
                ]
                assert cut == []
                bare = (
                    window.desk.toolbar.families,
                    window.desk.toolbar.future,
                    window.top_bar.trust,
                )
                assert all(button.toolTip() for button in bare)
                bar = window.top_bar.menu.parentWidget()
                assert bar is not None
                assert bar.geometry().right() < window.width()
                presenter = window.presenter.bar
                assert presenter.away.geometry().right() < window.width()
                assert presenter.state.width() > presenter.state.minimumSizeHint().width()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ("Assumptions: Neutral", "Track record")),
        ("es", ("Supuestos: Neutral", "Aciertos anteriores")),
    ],
)
def test_that_the_scale_and_the_target_have_words_on_the_smallest_screen(
    qtbot: QtBot, code: LanguageCode, words: tuple[str, str]
) -> None:
    chosen = sparing()
    chosen.language = code
    with open_desk(qtbot, preferences=chosen, size=(1024, 768)) as desk:
        shown = {button.text() for button in _worded(desk.window)}
        assert set(words) <= shown
