"""Fields of a form: each below its name, with room for what is wrong with it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.entries import Entry

ACROSS = 3
"""Small fields that stand side by side."""


class FormArea(QWidget):
    """Hold a form; `settled` tells that something in it has another height."""

    settled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.settled)

    def event(self, event: QEvent) -> bool:
        """Notice what a layout is asked for."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._soon.start()
        return super().event(event)


class FormField(QVBoxLayout):
    """Show an entry below its name, and sentences about it below that."""

    def __init__(self, label: str, entry: Entry, parent: QWidget) -> None:
        super().__init__()
        name = PlainLabel(label, parent, wraps=True)
        name.setProperty("role", "second")
        name.setBuddy(entry)
        self._warning = PlainLabel("", parent, wraps=True)
        self._warning.setProperty("role", "warning")
        self._warning.hide()
        self.setSpacing(2)
        for widget in (name, entry, self._warning):
            self.addWidget(widget)

    def warn(self, told: Iterable[str]) -> None:
        """Show sentences about it, each once; none puts them away."""
        words = "\n".join(dict.fromkeys(told))
        if self._warning.text() != words:
            self._warning.setText(words)
        self._warning.setVisible(bool(words))


def row_of(fields: Sequence[FormField]) -> QHBoxLayout:
    """Return a line of small fields; where there are few the rest of it is free."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for lines in fields:
        lines.addStretch(1)
        row.addLayout(lines, 1)
    for _ in range(ACROSS - len(fields) if fields else 0):
        row.addStretch(1)
    return row
