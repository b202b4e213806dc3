"""A field to search with: the sign of a search, then what is typed."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.ui_context import UiContext

_SIGN = 16
_LEFT = 10


class SearchField(QLineEdit):
    """Paint the sign itself: Qt lays an action's icon beside the middle of a styled field."""

    def __init__(self, words: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setTextMargins(_SIGN + 4, 0, 0, 0)
        self.set_look(words, look)

    def set_look(self, words: str, look: UiContext) -> None:
        """Say in another language what is to be typed, or take another theme."""
        self._icon = look.icon("search", look.tokens.ink3)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint field and sign."""
        super().paintEvent(event)
        painter = QPainter(self)
        self._icon.paint(painter, _LEFT, (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        painter.end()
