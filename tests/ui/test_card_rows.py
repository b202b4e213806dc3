"""Rows of explanations."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import LIGHT
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.card_rows import CauseRow

NAME = "Unconsented U.S. drone strike on a laboratory in the mountains"


def test_that_the_name_of_a_cause_is_cut_before_its_month_and_size(qtbot: QtBot) -> None:
    load_fonts(RESOURCES)
    window = QWidget()
    qtbot.addWidget(window)
    row = CauseRow("strike", LIGHT, window)
    detail = " (Mar\u00a02027, half size)"
    row.resize(1000, row.height())
    row.show_words(NAME, "12 % upward", "spoken", detail)
    assert row._shown() == (NAME + detail, "12 % upward")
    assert row.toolTip() == ""
    row.resize(280, row.height())
    row.show_words(NAME, "12 % upward", "spoken", detail)
    name, _ = row._shown()
    assert name.endswith(f"…{detail}")
    assert NAME in row.toolTip()
    row.show_words("Strike", "", "spoken", ", ".join([detail] * 5))
    name, _ = row._shown()
    assert name.startswith(f"Strike{detail}")
    assert name.endswith("…")
