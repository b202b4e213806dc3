"""A bar that says one thing that waits for an answer, with a button for each answer."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from desktop.charts.plain_text import PlainLabel
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext


class OfferBar(QFrame):
    """Say something in one sentence, and offer up to two things to do about it."""

    def __init__(
        self, role: str, icon: str, buttons: tuple[tuple[str, str], ...], look: UiContext
    ) -> None:
        """Make it with its buttons, each the words and its role; it is hidden until it says."""
        super().__init__()
        self.setProperty("role", role)
        tint = {"need": look.tokens.warnink, "failure": look.tokens.errink}.get(
            role, look.tokens.ink2
        )
        mark = PlainLabel(self)
        mark.setPixmap(look.icon(icon, tint).pixmap(QSize(16, 16)))
        self._words = PlainLabel("", self, wraps=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(self._words, 1)
        self.buttons = [worded_button(words, kind, look, self) for words, kind in buttons]
        for button in self.buttons:
            row.addWidget(button)
        self.hide()

    @property
    def sentence(self) -> str:
        """Return what the bar says, empty where it says nothing."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str) -> None:
        """Say a sentence; an empty one puts the bar away."""
        if sentence == self.sentence:
            return
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
