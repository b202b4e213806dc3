"""Rows of a list with a line of main text and a quiet one below it."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY, Tokens
from desktop.ui.typography import colour, font, metrics

ROW = 44
UPPER, LOWER = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""Roles of the two texts; what a row stands for has `UserRole` to itself."""
_SIDE = 14
Index = QModelIndex | QPersistentModelIndex


def told_whole(event: QHelpEvent, view: QAbstractItemView, index: Index, words: str) -> bool:
    """Show all words of a row or cell that is pointed at; say whether that was asked for."""
    if event.type() != QEvent.Type.ToolTip or not index.isValid():
        return False
    QToolTip.showText(event.globalPos(), tip(words), view)
    return True


class TwoLines(QStyledItemDelegate):
    """Paint two texts of a row, cut where they do not fit; the tooltip has them whole."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        tokens, rect = self._tokens, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = tokens.select if chosen else tokens.hover if over else tokens.surface
        painter.fillRect(rect, colour(ground))
        painter.setPen(QPen(colour(tokens.grid), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tokens.primary))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 8, 3, ROW - 17), 1.5, 1.5)
        room = rect.width() - 2 * _SIDE
        for role, size, tint, base, strong in (
            (UPPER, SIZE_BODY, tokens.ink, 19, chosen),
            (LOWER, SIZE_AXIS, tokens.ink3, 35, False),
        ):
            text = str(index.data(role) or "")
            measure = metrics(size, strong=strong)
            painter.setFont(font(size, strong=strong))
            painter.setPen(colour(tint))
            shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(rect.left() + _SIDE, rect.top() + base), shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 6, 6)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tell the whole of a row."""
        words = "\n".join(str(index.data(role) or "") for role in (UPPER, LOWER))
        return told_whole(event, view, index, words)
