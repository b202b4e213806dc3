"""The program's mark."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.tokens import Tokens
from desktop.ui.typography import colour


class Mark(QWidget):
    """Show two squares that touch: left the United States, filled, right Mexico."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return 26 × 16."""
        return QSize(26, 16)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both squares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = colour(self._tokens.primary)
        painter.setPen(QPen(tint, 1.5))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(1, 2.5, 11, 11), 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(13.5, 2.5, 11, 11), 2, 2)
