"""A window beside the desk that works on it while both stay open."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget


class SideWindow(QWidget):
    """Stand over the desk without blocking it; Escape closes it for good, as its button does.

    No QDialog: Qt answers the closing of one by rejecting it, and the rejecting by closing it.
    """

    closed = Signal()

    def __init__(self, smallest: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "bar")
        self.setMinimumSize(smallest)

    def stand(self, wanted: QSize) -> None:
        """Take this size, or what its screen has room for, over the middle of the desk."""
        parent = self.parentWidget()
        over = (parent or self).window()
        room = over.screen().availableGeometry()
        place = QRect(0, 0, *wanted.boundedTo(room.size() - QSize(40, 60)).toTuple())
        place.moveCenter(over.frameGeometry().center())
        place.moveLeft(max(room.left(), min(place.left(), room.right() - place.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() - place.height())))
        self.setGeometry(place)

    def release(self) -> None:
        """Let go of what outlives the window; asked for once, as it closes."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened it."""
        self.release()
        self.closed.emit()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
