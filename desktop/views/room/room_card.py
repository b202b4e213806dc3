"""A card of the room's window: a plain surface with round corners."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.views.room.room_look import RoomLook

RADIUS = 14


class RoomCard(QWidget):
    """Stand under one part of what the room sees; the pointer means nothing to it."""

    def __init__(self, look: RoomLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.look = look

    def _ground(self) -> str:
        return self.look.tokens.surface

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground()))
        radius = self.look.sizes.px(RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()
