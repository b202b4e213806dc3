"""A field for several lines of plain text."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

_PARAGRAPH = "\u2029"


class TextField(QTextEdit):
    """Take plain text up to a number of characters; Escape gives it up, Tab goes on.

    Qt's own field of plain text begins every paragraph at the left, however it runs.
    """

    left = Signal()
    """The focus went elsewhere."""
    given_up = Signal()
    """Escape was pressed."""
    refused = Signal(int)
    """So many characters were to be pasted, more than there is room for."""

    def __init__(self, limit: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setProperty("role", "field")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        option = self.document().defaultTextOption()
        # Each paragraph runs as its own first letters do, whatever the window's language.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    @property
    def text(self) -> str:
        """Return the text as it was typed: `toPlainText` would turn hard spaces into soft ones."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field with Escape; the window stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus goes."""
        super().focusOutEvent(event)
        self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only: files that are dropped belong to the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text whole or not at all, without what no library can hold."""
        pasted = source.text().replace("\0", "").encode("utf-8", "ignore").decode()
        kept = len(self.text) - len(self.textCursor().selectedText())
        if kept + len(pasted) > self._limit:
            self.refused.emit(len(pasted))
        else:
            self.insertPlainText(pasted)
