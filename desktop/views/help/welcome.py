"""The greeting of the first start: three doors."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.page import Page, card, worded_button
from desktop.ui.ui_context import UiContext

DOOR_WIDTH = 280


class Door(StrEnum):
    """Name where to begin; its words are the messages `welcome.<name>` and `…_about`."""

    LOOK_ROUND = "look_round"
    EXAMPLE = "example"
    EMPTY = "empty"


class WelcomePage(Page):
    """Offer the look round, an example, an empty scenario; `left` is the empty scenario too."""

    chosen = Signal(Door)
    """A door was taken."""

    def __init__(self, look: UiContext) -> None:
        super().__init__(look, look.text("welcome.title"), "")
        self.doors = {}
        about = self._label(look.text("welcome.about"), "body", self)
        documents = self._label(look.text("help.documents"), "second", self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for door in Door:
            box = card(self)
            box.setMaximumWidth(DOOR_WIDTH)
            column = QVBoxLayout(box)
            column.setContentsMargins(16, 14, 16, 16)
            column.setSpacing(8)
            column.addWidget(self._label(look.text(f"welcome.{door}_about"), "body", box))
            column.addStretch(1)
            role = "main" if door is Door.LOOK_ROUND else "plain"
            button = worded_button(look.text(f"welcome.{door}"), role, look, box)
            button.clicked.connect(lambda _=False, door=door: self.chosen.emit(door))
            self.doors[door] = button
            column.addWidget(button)
            row.addWidget(box)
        row.addStretch(1)
        self.body.setContentsMargins(48, 24, 48, 24)
        self.body.setSpacing(16)
        self.body.addWidget(about)
        self.body.addLayout(row)
        self.body.addWidget(documents)
        self.body.addStretch(1)

    def _label(self, words: str, role: str, parent: QWidget) -> PlainLabel:
        label = PlainLabel(words, parent, wraps=True)
        label.setProperty("role", role)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return label
