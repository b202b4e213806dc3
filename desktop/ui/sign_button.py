"""A small button that is only a sign."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.charts.tokens import Tokens
from desktop.ui.glyphs import Sign, draw_sign
from desktop.ui.typography import colour

TARGET = 24


class SignButton(QAbstractButton):
    """Show one sign in a target of 24 × 24; `marked` fills it, to say that something is set."""

    def __init__(self, sign: Sign, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._tokens = tokens
        self._marked = False
        self._lifted = False
        self.setFixedSize(TARGET, TARGET)

    def sizeHint(self) -> QSize:
        """Return the target's size."""
        return QSize(TARGET, TARGET)

    @property
    def sign(self) -> Sign:
        """Return the sign."""
        return self._sign

    def show_sign(self, sign: Sign) -> None:
        """Show another sign."""
        if sign is not self._sign:
            self._sign = sign
            self.update()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Fill the sign, or not."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def set_lifted(self, lifted: bool) -> None:
        """Darken the sign while the pointer is on the row it stands in."""
        if lifted != self._lifted:
            self._lifted = lifted
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what Ctrl goes with to whom the button stands in: Qt would take the arrows."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign, and the ring of the focus."""
        tokens = self._tokens
        painter = QPainter(self)
        tint = tokens.ink if self._lifted or self.underMouse() or self._marked else tokens.ink2
        if not self.isEnabled():
            tint = tokens.ink3
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, TARGET - 2, TARGET - 2), 6, 6)
        centre = QPointF(TARGET / 2, TARGET / 2)
        if self._marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.primary))
            painter.drawEllipse(centre, 8, 8)
            draw_sign(painter, self._sign, colour(tokens.onprimary), centre)
        else:
            draw_sign(painter, self._sign, colour(tint), centre)
