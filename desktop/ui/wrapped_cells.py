"""Cells of a table whose words take as many lines as they need."""

import math

from PySide6.QtCore import (
    QObject,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.charts.tokens import SIZE_BODY
from desktop.ui.two_lines import Index, told_whole
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

_SIDE, _ABOVE = 12, 8
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_TALLEST = 400
"""Pixels of a cell; what is longer ends there and is told by pointing at it."""


class WrappedCells(QStyledItemDelegate):
    """Measure and paint a cell with one and the same width, which Qt does not."""

    def __init__(self, look: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the words take in their column."""
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableView) else 200
        room = QRectF(0, 0, max(40, width - 2 * _SIDE), 10_000)
        words = metrics(SIZE_BODY).boundingRect(room, _FLAGS, self._words(index))
        return QSize(width, min(_TALLEST, math.ceil(words.height())) + 2 * _ABOVE)

    @staticmethod
    def _words(index: Index) -> str:
        return str(index.data() or "")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens, rect = self._look.tokens, option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, colour(tokens.select if chosen else tokens.surface))
        painter.setPen(QPen(colour(tokens.grid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(font(SIZE_BODY))
        painter.setPen(colour(tokens.ink2 if index.column() else tokens.ink))
        inside = QRectF(rect).adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        painter.setClipRect(inside)
        painter.drawText(inside, _FLAGS, self._words(index))
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell the whole of a cell."""
        return told_whole(event, view, index, self._words(index))
