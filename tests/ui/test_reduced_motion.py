"""Motion, and none."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.motion import motion_time
from desktop.ui.reduced_motion import CalmStyle, still


def test_that_nothing_moves_in_the_calm_style(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert motion_time(widget, 140) == 140
    calm = CalmStyle()
    widget.setStyle(calm)
    assert motion_time(widget, 140) == 0
    widget.setStyle(QApplication.style())


def test_that_the_users_word_on_motion_counts_before_the_systems() -> None:
    assert still(preference=True)
    assert not still(preference=False)
