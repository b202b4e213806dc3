"""A small window that gives a version its name, after it has been kept."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.page import worded_button
from desktop.ui.popover import Popover
from desktop.ui.style_sheet import desk_sheet
from desktop.ui.ui_context import UiContext

LONGEST = 120


class NamePopover(Popover):
    """Ask for a name; Enter gives it, Escape leaves the version without one."""

    def __init__(
        self, look: UiContext, question: str, give: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(look.tokens, parent)
        self.setStyleSheet(desk_sheet(look.tokens))
        self._give = give
        self.setAccessibleName(question)
        title = PlainLabel(question, self)
        title.setProperty("role", "strong")
        self.field = QLineEdit(self)
        self.field.setProperty("role", "field")
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(question)
        self.field.returnPressed.connect(self.answer)
        self.ok = worded_button(look.text("dialog.ok"), "main", look, self)
        self.ok.clicked.connect(self.answer)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.ok)
        self.column.addWidget(title)
        self.column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the field."""
        super().showEvent(event)
        self.field.setFocus()

    def answer(self) -> None:
        """Give the name and go."""
        self._give(" ".join(self.field.text().split()))
        self.close()
