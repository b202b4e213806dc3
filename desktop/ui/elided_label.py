"""One line of text that never spills over."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.charts.plain_text import tip
from desktop.ui.typography import colour, font, metrics


class ElidedLabel(QWidget):
    """Show one line; where it does not fit, a shorter one or its beginning.

    The tooltip then holds the whole.
    """

    def __init__(
        self, size: int, tint: str, *, strong: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._strong = strong
        self._tint = tint
        self._text = ""
        self._short = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """Return the whole text."""
        return self._text

    @property
    def short(self) -> str:
        """Return what stands in where the whole does not fit."""
        return self._short

    @property
    def shown(self) -> str:
        """Return what is on screen: the text, the short one or its beginning."""
        measure = metrics(self._size, strong=self._strong)
        fits = not self._short or measure.horizontalAdvance(self._text) <= self.width()
        text = self._text if fits else self._short
        return measure.elidedText(text, Qt.TextElideMode.ElideRight, self.width())

    def show_text(self, text: str, tint: str, short: str = "") -> None:
        """Show another text, or the same in another colour."""
        if (text, tint, short) == (self._text, self._tint, self._short):
            return
        self._text, self._tint, self._short = text, tint, short
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the whole text needs."""
        measure = metrics(self._size, strong=self._strong)
        return QSize(round(measure.horizontalAdvance(self._text) + 1.5), self._size + 8)

    def minimumSizeHint(self) -> QSize:
        """Return room for an ellipsis."""
        return QSize(16, self._size + 8)

    def event(self, event: QEvent) -> bool:
        """Tell the whole text where it is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cut = self.shown != self._text
            QToolTip.showText(event.globalPos(), tip(self._text if cut else ""), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.setFont(font(self._size, strong=self._strong))
        painter.setPen(colour(self._tint))
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.shown
        )
