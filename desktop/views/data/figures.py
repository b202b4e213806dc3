"""The figures of one series: those that were added, or those a file would add."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QWidget,
)

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_BODY
from desktop.ui.table_cells import cell
from desktop.ui.typography import metrics
from desktop.ui.ui_context import UiContext

_PERIOD, _VALUE, _SOURCE, _DAY, _ADDED = range(5)
_ID = Qt.ItemDataRole.UserRole
_ROW = 33
_PADDING = 30
Row = tuple[int, str, str, str, str, str]
"""Id, period, value, source, its date, when it was added."""


class Figures(QTableWidget):
    """Show rows; `removal_asked` comes with the Delete key."""

    removal_asked = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        heads = [
            look.text("data.period"),
            look.text("data.value"),
            look.text("data.source"),
            look.text("data.day"),
            look.text("data.added_on"),
        ]
        super().__init__(0, len(heads), parent)
        self.setProperty("role", "rows")
        self.setAccessibleName(look.text("data.figures"))
        self.setHorizontalHeaderLabels(heads)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionResizeMode(_SOURCE, QHeaderView.ResizeMode.Stretch)
        head = self.horizontalHeaderItem(_VALUE)
        if head is not None:
            head.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        measure = metrics(SIZE_BODY, strong=True)
        examples = ("Dec 2030", "100,000.000000", "", "2030-12-31", "30 Dec 2030, 10:42")
        for column, (name, example) in enumerate(zip(heads, examples, strict=True)):
            if example:
                widest = max(map(measure.horizontalAdvance, (name, example)))
                self.setColumnWidth(column, round(widest) + _PADDING)

    def show_rows(self, rows: Sequence[Row], *, added: bool) -> None:
        """Show rows; `added` says whether they lie in the library."""
        self.setColumnHidden(_ADDED, not added)
        selectable = QAbstractItemView.SelectionMode
        self.setSelectionMode(selectable.ExtendedSelection if added else selectable.NoSelection)
        self.setRowCount(len(rows))
        for line, (number, *cells) in enumerate(rows):
            for column, words in enumerate(cells):
                item = cell(self, line, column)
                item.setText(words)
                item.setToolTip(tip(words))
                item.setData(_ID, number)
                if column == _VALUE:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
        self.clearSelection()

    def chosen_ids(self) -> tuple[int, ...]:
        """Return the ids of the rows that are chosen, from the top down."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        items = (self.item(row, _PERIOD) for row in rows)
        return tuple(int(item.data(_ID)) for item in items if item is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for removal with Delete, hand Escape on."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
