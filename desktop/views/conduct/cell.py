"""One cell of a sheet that is typed in from paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ONWARD = (*ENTER, Qt.Key.Key_Down)
_ELSEWHERE = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
)
_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def step_of(event: QKeyEvent) -> int:
    """Return by how many cells a key moves on, 0 for one that does not."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if plain and event.key() in _ONWARD:
        return 1
    return -1 if plain and event.key() == Qt.Key.Key_Up else 0


def leap_of(event: QKeyEvent) -> int:
    """Return by how many teams a key moves on, 0 for one that does not."""
    return {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)


class Cell(QLineEdit):
    """Show a value in words, and take another one as in a spreadsheet.

    Typing replaces; Enter, Tab and the arrows down and up take what was typed and go on, and so
    does a click elsewhere; Escape restores. What will not do stays as it was typed, and Enter stays
    with it. Where the focus goes otherwise, as when the page is covered, nothing is taken.
    """

    given = Signal()
    """What stands in it is to be taken."""
    moved = Signal(int)
    """By so many cells."""
    leapt = Signal(int)
    """By so many teams."""
    restored = Signal()
    typed = Signal(str)
    reached = Signal()
    """The focus has come to it."""

    def __init__(self, longest: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setMaxLength(longest)
        self._words = self._number = ""
        self.open = False
        """Something was typed that is not taken yet."""
        self.textEdited.connect(self._follow)

    def show_value(self, words: str, number: str) -> None:
        """Show a value in words; `number` is what typing starts from. What was typed stays."""
        self._words, self._number = words, number
        if not self.open:
            self._display()

    def show_typed(self, text: str) -> None:
        """Show what was typed earlier, and is not taken yet."""
        self.open = True
        self.setText(text)

    def settle(self) -> None:
        """Hold what was typed for taken."""
        self.open = False
        self._display()

    def restore(self) -> None:
        """Forget what was typed."""
        self.settle()
        self.restored.emit()

    def _display(self) -> None:
        inside = self.hasFocus()
        shown = self._number if inside else self._words
        if self.text() != shown:
            self.setText(shown)
        if inside:
            self.selectAll()
        else:
            self.setCursorPosition(0)

    def _follow(self, text: str) -> None:
        self.open = True
        self.typed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take, move on, or restore."""
        step, leap = step_of(event), leap_of(event)
        if step or leap:
            self.given.emit()
            if self.open:
                # It would not do: whoever presses Enter is to see why.
                self.selectAll()
            elif step:
                self.moved.emit(step)
            else:
                self.leapt.emit(leap)
        elif event.key() == Qt.Key.Key_Escape and self.open:
            self.restore()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what typing starts from, all of it chosen."""
        super().focusInEvent(event)
        if event.reason() in _AWAY:
            return
        if not self.open:
            self._display()
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed where somebody goes elsewhere by Tab or by a click."""
        super().focusOutEvent(event)
        if event.reason() in _AWAY:
            return
        if self.open and event.reason() in _ELSEWHERE:
            self.given.emit()
        if not self.open:
            self._display()
