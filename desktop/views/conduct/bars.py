"""Bars of the page: what waits for an answer, with a button for each."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.offer_bar import OfferBar
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
