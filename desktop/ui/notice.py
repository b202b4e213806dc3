"""A sentence about something that could not be done, with its sign."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.charts.tokens import SIZE_HEADLINE, Tokens
from desktop.ui.glyphs import Sign, draw_sign
from desktop.ui.typography import colour, font, metrics

_BEFORE = 33
_AFTER = 8
_AROUND = 5


def notice_height(text: str, width: float) -> int:
    """Return the height of the box that holds a sentence in this width."""
    room = QRectF(0, 0, width - _BEFORE - _AFTER, 1000)
    words = metrics(SIZE_HEADLINE).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
    return round(words.height()) + 2 * _AROUND


def draw_notice(painter: QPainter, box: QRectF, text: str, tokens: Tokens) -> None:
    """Draw a sentence in a box of the colours of failures."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tokens.errink), 1))
    painter.setBrush(colour(tokens.errbg))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    sign_at = QPointF(box.left() + 17, box.center().y())
    draw_sign(painter, Sign.ALERT, colour(tokens.errink), sign_at)
    painter.setFont(font(SIZE_HEADLINE))
    painter.setPen(colour(tokens.errink))
    painter.drawText(
        box.adjusted(_BEFORE, 0, -_AFTER + 1, 0),
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
        text,
    )


class Notice(QWidget):
    """Show one sentence about something that could not be done."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.text = ""

    def show_text(self, text: str) -> None:
        """Show this sentence."""
        self.text = text
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        draw_notice(QPainter(self), QRectF(self.rect()), self.text, self._tokens)
