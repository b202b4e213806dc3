"""A picture of part of the desk with numbers on it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.tokens import SIZE_MARK, Tokens
from desktop.ui.typography import font

BADGE = 9
"""Radius of a number's disc."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Point at one thing in a picture."""

    number: int
    at: QPointF
    """Where its disc stands, in logical pixels of the picture; it may lie below it."""
    to: QPointF | None = None
    """What a line leads to where the disc would cover the thing itself."""


class MarkedPicture(QWidget):
    """Show a picture of part of the desk with a numbered disc beside each mark."""

    def __init__(
        self, picture: QPixmap, marks: tuple[Mark, ...], tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._picture, self.marks, self._tokens = picture, marks, tokens
        size = picture.deviceIndependentSize().toSize()
        lowest = max(math.ceil(mark.at.y()) + BADGE for mark in marks)
        self.setFixedSize(size.width(), max(size.height(), lowest))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the discs over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        painter.setFont(font(SIZE_MARK, strong=True))
        for mark in self.marks:
            disc = QRectF(0, 0, 2 * BADGE, 2 * BADGE)
            disc.moveCenter(mark.at)
            disc.moveLeft(min(max(0.0, disc.left()), self.width() - disc.width()))
            if mark.to is not None:
                painter.setPen(QPen(QColor(self._tokens.primary), 1))
                painter.drawLine(disc.center(), mark.to)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.primary))
            painter.drawEllipse(disc)
            painter.setPen(QColor(self._tokens.onprimary))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(mark.number))
