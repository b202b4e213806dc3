"""A choice of a few, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from desktop.charts.tokens import SIZE_BODY, Tokens
from desktop.ui.typography import colour, font, metrics

HEIGHT = 28
_PADDING = 10


class Segment(QAbstractButton):
    """Draw one of the choices; the ends are rounded."""

    def __init__(self, tokens: Tokens, *, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._first = first
        self._last = last
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words in semibold, so that choosing moves nothing."""
        words = metrics(SIZE_BODY, strong=True).horizontalAdvance(self.text())
        return QSize(max(32, round(words) + 2 * _PADDING), HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the tint."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the tint."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the choice, and the ring of the focus."""
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(self.rect()).adjusted(
            0.5 if self._first else -8, 0.5, -0.5 if self._last else 8, -0.5
        )
        shape = QPainterPath()
        shape.addRoundedRect(outline, 6, 6)
        if self.isChecked():
            fill, ink = tokens.primary, tokens.onprimary
        else:
            fill = tokens.hover if self.underMouse() else tokens.surface
            ink = tokens.ink2 if self.isEnabled() else tokens.ink3
        painter.fillPath(shape, colour(fill))
        painter.setPen(QPen(colour(tokens.line2), 1))
        painter.drawPath(shape)
        painter.setFont(font(SIZE_BODY, strong=self.isChecked()))
        painter.setPen(colour(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.onprimary if self.isChecked() else tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)


class Segments(QWidget):
    """Offer a few choices of which exactly one holds; signal `chosen` carries its place."""

    chosen = Signal(int)

    def __init__(self, count: int, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = [
            Segment(tokens, first=place == 0, last=place == count - 1, parent=self)
            for place in range(count)
        ]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, segment in enumerate(self.segments):
            self._group.addButton(segment, place)
            row.addWidget(segment)
        self.segments[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def choice(self) -> int:
        """Return the place of the choice that holds."""
        return self._group.checkedId()

    def set_words(self, words: Sequence[str]) -> None:
        """Name the choices."""
        for segment, text in zip(self.segments, words, strict=True):
            segment.setText(text)
            segment.updateGeometry()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        for segment in self.segments:
            segment.set_look(tokens)
