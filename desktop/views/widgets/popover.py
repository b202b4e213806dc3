"""A small window beside the control that opened it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.charts.tokens import Tokens
from desktop.views.widgets.heights import height_for
from desktop.views.widgets.type import colour

WIDTH = 328
MARGIN = 16


class Popover(QWidget):
    """Hold some controls until Escape or a click elsewhere; it is gone when it is closed."""

    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.tokens = tokens
        palette = QPalette(self.palette())
        for role, token in (
            (QPalette.ColorRole.WindowText, tokens.ink),
            (QPalette.ColorRole.Text, tokens.ink),
            (QPalette.ColorRole.Base, tokens.surface),
            (QPalette.ColorRole.Window, tokens.surface),
            (QPalette.ColorRole.Highlight, tokens.select),
            (QPalette.ColorRole.HighlightedText, tokens.ink),
        ):
            palette.setColor(role, colour(token))
        self.setPalette(palette)
        self.setFixedWidth(WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, 14, MARGIN, 14)
        self.column.setSpacing(8)

    def open_beside(self, anchor: QWidget) -> None:
        """Show below the anchor, right edges aligned, wholly on its screen.

        It is wider than usual where a row of buttons asks for it.
        """
        self.ensurePolished()
        width = max(WIDTH, self.column.totalMinimumSize().width())
        size = QSize(width, height_for(self.column, width))
        self.setFixedSize(size)
        corner = anchor.mapToGlobal(QPoint(anchor.width() - size.width() + 12, anchor.height() + 4))
        room = anchor.screen().availableGeometry()
        if corner.y() + size.height() > room.bottom():
            above = anchor.mapToGlobal(QPoint(0, -4)).y() - size.height()
            corner.setY(max(room.top(), min(above, room.bottom() - size.height())))
        corner.setX(max(room.left() + 4, min(corner.x(), room.right() - size.width() - 4)))
        self.move(corner)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened it."""
        self.closed.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self.tokens.line2), 1))
        painter.setBrush(colour(self.tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
