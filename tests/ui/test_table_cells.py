"""The cells of a table of words."""

from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from desktop.ui.table_cells import cell


def test_that_a_cell_keeps_its_item_when_it_is_filled_again(qtbot: QtBot) -> None:
    table = QTableWidget(2, 2)
    qtbot.addWidget(table)
    first = cell(table, 1, 0)
    first.setText("28")
    assert cell(table, 1, 0) is first
    assert table.item(1, 0) is first
    assert table.item(0, 0) is None
