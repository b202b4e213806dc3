"""A line to type in fast: large, as high as its words need, and taken by Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.play.entries import WORDS_LIMIT
from desktop.ui.text_field import TextField

_LEAST, _MOST = 38, 170
"""Pixels of its height."""
_EDGES = 14


class TypedLine(TextField):
    """Take words of any length; Shift+Enter begins another line, and no key repeats itself."""

    finished = Signal()
    """Enter was pressed."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(WORDS_LIMIT, parent)
        self.setProperty("large", "true")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(_LEAST)
        self.name_it(name)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    def name_it(self, name: str) -> None:
        """Say what is to be typed."""
        self.setPlaceholderText(name)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what was typed with Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = round(self.document().size().height()) + _EDGES
        height = max(_LEAST, min(_MOST, wanted))
        if height != self.height():
            self.setFixedHeight(height)
