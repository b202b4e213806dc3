"""Bars of the page: what waits for an answer, with a button for each."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
)

from desktop.charts.plain_text import PlainLabel
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class SecondClickGuard(QObject):
    """Let a button that has just appeared under the pointer take no second click of a double one.

    What releases something must not stand where something else was pressed a moment ago.
    """

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._since = QElapsedTimer()
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take presses that come too early to be meant."""
        del watched
        if event.type() == QEvent.Type.Show:
            self._since.start()
        early = self._since.isValid() and self._since.elapsed() < QApplication.doubleClickInterval()
        return early and event.type() in _PRESSES


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


class ShownBar(OfferBar):
    """Show the inject that was called up, until it is released or put away."""

    def __init__(self, look: UiContext) -> None:
        text = look.text
        buttons = ((text("conduct.release"), "main"), (text("conduct.put_away"), "plain"))
        super().__init__("notice", "play", buttons, look)
        self.release, self.away = self.buttons
        self.release.setIcon(look.icon("play", look.tokens.onprimary))
        self.release.setIconSize(QSize(22, 16))
        SecondClickGuard(self.release)
