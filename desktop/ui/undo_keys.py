"""Undo and redo of what is written on a page, wherever on it the focus is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class UndoKeys(QObject):
    """Hear Ctrl+Z and its like before fields, and the desk, do: while the editor is on show.

    They act while the focus is in the editor, or on the page that it is in.
    """

    def __init__(self, editor: QWidget, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__(editor)
        self._editor, self._undo, self._redo = editor, undo, redo
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys; leave them to whom they belong while the editor is away."""
        kind, program = event.type(), QApplication.instance()
        if watched is self._editor and program is not None:
            if kind is QEvent.Type.Show:
                program.installEventFilter(self)
            elif kind is QEvent.Type.Hide:
                program.removeEventFilter(self)
        if kind not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        page = self._editor.parentWidget()
        if page is None or not isinstance(watched, QWidget):
            return False
        if not (watched is page or page.isAncestorOf(watched)):
            return False
        act = self._act_of(event)
        if act is None:
            return False
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            act()
        return True

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._undo
        if QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Y") or event.matches(
            QKeySequence.StandardKey.Redo
        ):
            return self._redo
        return None
