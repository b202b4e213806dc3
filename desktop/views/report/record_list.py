"""Facts of the record in a section that nobody writes."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.ui.worded_list import worded_list
from desktop.views.report.record_words import Line


class RecordList(QWidget):
    """List facts, read-only; what is new has a button that says that it was looked through."""

    looked_through = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.about = PlainLabel("", self, wraps=True)
        self.about.setProperty("role", "second")
        self.list = worded_list(self)
        self.done = worded_button(look.text("report_page.look_through"), "main", look, self)
        self.done.clicked.connect(self.looked_through)
        self._shown: list[Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, name: str, about: str, lines: Iterable[Line], *, is_news: bool) -> None:
        """Show lines under a name, with a sentence about them."""
        self.about.setText(about)
        self.list.setAccessibleName(name)
        self.done.setVisible(is_news)
        wanted = list(lines)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.list.clear()
        for line in wanted:
            item = QListWidgetItem(line.words, self.list)
            if line.heading:
                font = QFont(self.list.font())
                font.setBold(True)
                item.setFont(font)
