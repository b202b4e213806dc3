"""A small window beside the control that opened it."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.charts.tokens import Tokens
from desktop.ui.heights import height_for
from desktop.ui.typography import colour

WIDTH = 328
MARGIN = 16
RADIUS = 8
GAP, EDGE = 4, 4
"""Pixels between a popover and what it is about, and the edge of the screen."""


class Popover(QWidget):
    """Hold some controls until Escape or a click elsewhere; it is gone when it is closed."""

    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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

    def open_beside(self, anchor: QWidget, row: QWidget | None = None) -> None:
        """Show below the anchor, right edges aligned, wholly on its screen.

        Where there is no room it stands above, else beside: never over the `row` it is about, nor
        over the anchor. It is wider than usual where a row of buttons asks for it.
        """
        self.ensurePolished()
        width = max(WIDTH, self.column.totalMinimumSize().width())
        size = QSize(width, height_for(self.column, width))
        self.setFixedSize(size)
        about = row or anchor
        free = QRect(about.mapToGlobal(QPoint(0, 0)), about.size())
        right = anchor.mapToGlobal(QPoint(anchor.width() + 12, 0)).x()
        self.move(_corner(size, free, right, anchor.screen().availableGeometry()))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off: translucent ones are black where nothing mixes windows."""
        super().resizeEvent(event)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

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
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def _corner(size: QSize, free: QRect, right: int, room: QRect) -> QPoint:
    """Return where a popover of a size stands: below, above or beside what is to stay free."""
    x = max(room.left() + EDGE, min(right - size.width(), room.right() - size.width() - EDGE))
    below = free.bottom() + 1 + GAP
    if below + size.height() <= room.bottom() + 1:
        return QPoint(x, below)
    above = free.top() - GAP - size.height()
    if above >= room.top():
        return QPoint(x, above)
    y = max(room.top(), min(free.top(), room.bottom() + 1 - size.height()))
    after = free.right() + 1 + GAP
    if after + size.width() <= room.right() + 1:
        return QPoint(after, y)
    return QPoint(max(room.left(), free.left() - GAP - size.width()), y)


class OnePopover:
    """Open popovers one at a time."""

    def __init__(self) -> None:
        self._shown: Popover | None = None

    @property
    def shown(self) -> Popover | None:
        """Return the popover that is open."""
        return self._shown

    def open(self, popover: Popover, anchor: QWidget, row: QWidget) -> None:
        """Open one beside its anchor, in the place of the one that is open."""
        self.close()
        self._shown = popover
        popover.closed.connect(self._forget)
        popover.open_beside(anchor, row)

    def close(self) -> None:
        """Close the one that is open."""
        if self._shown is not None:
            self._shown.close()

    def _forget(self) -> None:
        self._shown = None
