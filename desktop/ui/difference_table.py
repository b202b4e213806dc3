"""A table of what differs between two scenarios, taken to the clipboard as text and as HTML."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QWidget

from desktop.charts.plain_text import tip
from desktop.ui.clipboard import table_data
from desktop.ui.difference_words import Row
from desktop.ui.table_cells import cell
from desktop.ui.ui_context import UiContext
from desktop.ui.wrapped_cells import WrappedCells


class DifferenceTable(QTableWidget):
    """Show rows of what, before and after; long cells take as many lines as they need."""

    def __init__(self, name: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(0, len(Row._fields), parent)
        self.setProperty("role", "rows")
        self.setAccessibleName(name)
        self.verticalHeader().setVisible(False)
        self._cells = WrappedCells(look, self)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Long cells take more lines in less room.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._heads: Row | None = None
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, heads: Row, rows: Sequence[Row]) -> None:
        """Show these rows under these heads."""
        self._heads, self.rows = heads, tuple(rows)
        self.setHorizontalHeaderLabels(list(heads))
        self.horizontalHeader().setToolTip(tip("\n".join(heads)))
        heights = self.verticalHeader()
        # Else every cell that comes has all rows measured anew.
        heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for place, words in enumerate(row):
                item = cell(self, line, place)
                item.setText(words)
                item.setToolTip(tip(words))
        heights.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def copy(self) -> None:
        """Put the table on the clipboard, for documents and spreadsheets; of no rows, nothing."""
        if self._heads is not None and self.rows:
            QGuiApplication.clipboard().setMimeData(table_data(self._heads, self.rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy all of it with the usual keys."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
