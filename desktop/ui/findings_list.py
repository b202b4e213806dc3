"""What is wrong or weak with what is written, as a list that leads to each place."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ui.ui_context import UiContext


class FindingsList(QListWidget):
    """Show sentences; `led` tells the place among them of the one that was clicked or entered."""

    led = Signal(int)

    def __init__(self, name: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._leads = False
        self.setProperty("role", "list")
        self.setAccessibleName(name)
        self.setMinimumHeight(64)
        self.setIconSize(QSize(16, 16))
        self.itemActivated.connect(self._lead)
        self.itemClicked.connect(self._lead)

    def show_all(self, found: Sequence[tuple[str, bool]], nothing: str) -> None:
        """Show each sentence with whether it is a fault; where there are none, `nothing`."""
        row, look = self.currentRow(), self._look
        self.clear()
        self._leads = bool(found)
        fault = look.icon("circle-alert", look.tokens.errink)
        weak = look.icon("triangle-alert", look.tokens.warnink)
        for words, is_fault in found:
            item = QListWidgetItem(words, self)
            item.setIcon(fault if is_fault else weak)
        if not found:
            item = QListWidgetItem(nothing, self)
            item.setIcon(look.icon("check", look.tokens.primary))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))

    def _lead(self, item: QListWidgetItem) -> None:
        if self._leads:
            self.led.emit(self.row(item))
