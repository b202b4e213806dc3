"""What stands over the window while files are dragged across it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.tokens import SIZE_PANEL_TITLE
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

_AROUND = 16


class DropHint(QWidget):
    """Cover the window and say what letting go does; it takes no input."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look: UiContext | None = None
        self.sentence = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, look: UiContext, message: str) -> None:
        """Show it with a message."""
        self._look = look
        self.sentence = look.text(message)
        self.setAccessibleName(self.sentence)
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a veil, a frame and the sentence."""
        if self._look is None:
            return
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(tokens.window, 0.85))
        pen = QPen(colour(tokens.focus), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(_AROUND, _AROUND, -_AROUND, -_AROUND), 8, 8
        )
        words = metrics(SIZE_PANEL_TITLE, strong=True).boundingRect(self.sentence)
        box = words.adjusted(-24, -16, 24, 16)
        box.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(colour(tokens.line2), 1))
        painter.setBrush(colour(tokens.surface))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(colour(tokens.ink))
        painter.setFont(font(SIZE_PANEL_TITLE, strong=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.sentence)
        painter.end()
