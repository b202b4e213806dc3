"""What a cut name in a list or a tree says as a whole, when it is pointed at."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from desktop.charts.plain_text import tip


class WholeWords(QStyledItemDelegate):
    """Tell what an item has as its tooltip, as it was typed."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        words = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        QToolTip.showText(event.globalPos(), tip(words), view)
        return True
