"""The cells of a table of words."""

from PySide6.QtWidgets import QTableWidget, QTableWidgetItem


def cell(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    """Return the item of a cell, made where there is none yet: fill it and leave it in its place.

    One put in another's place has ended the program now and then: PySide then asks after the one
    that goes, which Qt has ended already.
    """
    item = table.item(row, column)
    if item is None:
        item = QTableWidgetItem()
        table.setItem(row, column, item)
    return item
