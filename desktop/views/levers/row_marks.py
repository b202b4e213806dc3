"""What a lever's row paints over and under its controls."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.charts.tokens import SIZE_HEADLINE, Tokens
from desktop.ui.typography import colour, font, metrics


def draw_reason(painter: QPainter, box: QRectF, reason: str, tokens: Tokens) -> None:
    """Draw why a lever is locked, cut where it does not fit."""
    painter.setFont(font(SIZE_HEADLINE))
    painter.setPen(colour(tokens.ink3))
    room = int(box.width())
    painter.drawText(
        box,
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        metrics(SIZE_HEADLINE).elidedText(reason, Qt.TextElideMode.ElideRight, room),
    )


def draw_focus(painter: QPainter, box: QRectF, tokens: Tokens) -> None:
    """Draw the ring of the keyboard's focus inside a row."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(tokens.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
