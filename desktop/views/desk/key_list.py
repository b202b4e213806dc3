"""The list of keys that F1 shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.views.desk.actions import KEYS, Act
from desktop.views.desk.look import Look

_OTHER_KEYS = (
    ("Tab", "keys.next"),
    ("← →", "keys.fine"),
    ("Shift+← →", "keys.coarse"),
    ("Home  End", "keys.ends"),
    ("0–9", "keys.type"),
    ("Backspace", "keys.status_quo"),
    ("Esc", "keys.cross_hair"),
    ("E", "keys.explain"),
    ("S", "keys.single"),
    ("1–9", "keys.slot"),
    ("Delete", "keys.remove_event"),
)


class KeyList(QDialog):
    """Show every key of the desk beside what it does."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(look.text("keys.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        title = PlainLabel(look.text("keys.title"), self)
        title.setProperty("role", "title")
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        rows = [("  ".join(KEYS[act]), look.text(f"action.{act}")) for act in Act if KEYS[act]]
        others = [(keys, look.text(message)) for keys, message in _OTHER_KEYS]
        for side, half in enumerate((rows, others)):
            for line, (keys, words) in enumerate(half):
                key, does = PlainLabel(keys, self), PlainLabel(words, self)
                key.setProperty("role", "key")
                does.setProperty("role", "second")
                grid.addWidget(key, line, 3 * side)
                grid.addWidget(does, line, 3 * side + 1)
        grid.setColumnMinimumWidth(2, 16)
        grid.setColumnStretch(4, 1)
        column.addLayout(grid)
        close = QPushButton(look.text("dialog.close"), self)
        close.setProperty("role", "main")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        column.addSpacing(4)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
