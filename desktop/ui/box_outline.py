"""An outline round the boxes of a list: Qt draws one that is not seen on a dark list."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

_CORNER = 2.0


class BoxOutline(QStyledItemDelegate):
    """Draw items as Qt does, and an outline in a color round the box of each."""

    def __init__(self, color: str, rows: QListWidget) -> None:
        super().__init__(rows)
        self._color, self._rows = QColor(color), rows

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw an item, then the outline of its box."""
        super().paint(painter, option, index)
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(self._rows.style().subElementRect(part, whole, self._rows))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)
        painter.restore()
