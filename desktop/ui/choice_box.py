"""A choice of one of several where there is little room."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from desktop.charts.plain_text import tip

_NARROWEST = 96
_WIDEST_LIST = 320
"""Pixels of the list that opens, at least."""


class ChoiceBox(QComboBox):
    """Show the beginning of what is chosen where the whole does not fit; the tooltip has it.

    The wheel is left to what the box stands in, unless somebody chooses here.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumWidth(_NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.view().setMinimumWidth(_WIDEST_LIST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, with an ellipsis where Qt would cut a letter in two."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - icon - 4
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def event(self, event: QEvent) -> bool:
        """Tell what the box is for, and what is chosen."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            lines = dict.fromkeys((self.accessibleName(), self.toolTip(), self.currentText()))
            QToolTip.showText(event.globalPos(), tip("\n".join(filter(None, lines))), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Choose with the wheel only where the focus is."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
