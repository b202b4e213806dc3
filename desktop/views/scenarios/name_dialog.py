"""Asks for the name of a scenario."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.views.desk.look import Look

LONGEST = 120


class NameDialog(QDialog):
    """Ask for a name; `taken` says whether another scenario has it already."""

    def __init__(
        self,
        look: Look,
        title: str,
        name: str,
        taken: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._taken = taken
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(420)
        heading = PlainLabel(title, self)
        heading.setProperty("role", "title")
        self.field = QLineEdit(name, self)
        self.field.setProperty("role", "field")
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName(look.text("scenarios.name"))
        self.field.selectAll()
        self.field.textChanged.connect(self._judge)
        self._reason = PlainLabel(self, wraps=True)
        self._reason.setProperty("role", "quiet")
        cancel = QPushButton(look.text("dialog.cancel"), self)
        cancel.setProperty("role", "plain")
        cancel.clicked.connect(self.reject)
        self.accept_button = QPushButton(look.text("dialog.ok"), self)
        self.accept_button.setProperty("role", "main")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.field)
        column.addWidget(self._reason)
        column.addSpacing(8)
        column.addLayout(buttons)
        self._judge()

    @property
    def name(self) -> str:
        """Return the name as it will be kept."""
        return " ".join(self.field.text().split())

    @property
    def reason(self) -> str:
        """Return why the name cannot be given, empty where it can."""
        return self._reason.text()

    def _judge(self) -> None:
        reason = ""
        if not self.name:
            reason = self._look.text("scenarios.name_empty")
        elif self._taken(self.name):
            reason = self._look.text("scenarios.name_taken", name=self.name)
        self._reason.setText(reason)
        # A sentence with a long name in it takes a second line, and the window makes room.
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        self.accept_button.setEnabled(not reason)
