"""The measured series, each with how far it was published and what was added."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.ui.two_lines import LOWER, UPPER, TwoLines
from desktop.ui.ui_context import UiContext

_ID = Qt.ItemDataRole.UserRole


class SeriesList(QListWidget):
    """Choose one series."""

    chosen = Signal(str)

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "rows")
        self.setItemDelegate(TwoLines(look.tokens, self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(look.text("data.series"))
        self.currentItemChanged.connect(self._notify)

    def show_series(self, rows: Sequence[tuple[str, str, str]], chosen: str) -> None:
        """Show series by id with their two texts, and choose one."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        known = {self.item(row).data(_ID): self.item(row) for row in range(self.count())}
        for number, upper, lower in rows:
            item = known.get(number)
            if item is None:
                item = QListWidgetItem()
                item.setData(_ID, number)
                self.addItem(item)
            item.setText(f"{upper}, {lower}")
            item.setData(UPPER, upper)
            item.setData(LOWER, lower)
            if number == chosen:
                self.setCurrentItem(item)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def _notify(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand Escape on."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
