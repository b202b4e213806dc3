"""The operator's keys: they act wherever the focus is, once a press."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from desktop.ui.actions import OPERATOR, ActionId

LETTERS: dict[Qt.Key, ActionId] = {
    Qt.Key.Key_N: ActionId.NEXT,
    Qt.Key.Key_T: ActionId.CLOCK,
    Qt.Key.Key_M: ActionId.MARK,
    Qt.Key.Key_B: ActionId.BLANK,
    Qt.Key.Key_F: ActionId.FREEZE,
    Qt.Key.Key_R: ActionId.REPLAY,
    Qt.Key.Key_P: ActionId.PRESENT,
}
"""What the letters do while a chart or the room's window has the focus."""
PAGE_LETTERS = LETTERS | {Qt.Key.Key_H: ActionId.CLOCK, Qt.Key.Key_C: ActionId.COVER}
"""What they do on the page from which an exercise is conducted."""


def is_plain(event: QKeyEvent) -> bool:
    """Say whether a key was pressed by itself, or as a letter is written large."""
    return event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )


class OperatorKeys(QObject):
    """Hear keys at the window that the system gives them to, before anything in it does.

    A filter of the whole program would be asked about every event there is. Where Qt finds the
    command of a key by itself, nothing comes here: a press is never heard twice.
    """

    def __init__(
        self,
        give: Callable[[ActionId], None],
        is_meant: Callable[[], bool],
        in_window: Callable[[QWindow, QKeyEvent], ActionId | None],
        parent: QObject,
    ) -> None:
        """Hear keys until `stop`, where `is_meant` says that they are for this operator.

        `in_window` names what further keys do in one window.
        """
        super().__init__(parent)
        self._give, self._is_meant, self._in_window = give, is_meant, in_window
        self._stopped = False
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication)
        self._program = program
        program.focusWindowChanged.connect(self._listen)
        self._listen(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Hear nothing any more."""
        self._program.focusWindowChanged.disconnect(self._listen)
        self._stopped = True

    def _listen(self, window: QWindow | None) -> None:
        # What stands at a window's address may still bear the wrapper of a layout's item that Qt
        # has deleted there.
        if isinstance(window, QWindow):
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are the operator's."""
        if self._stopped or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        act = OPERATOR.get(Qt.Key(event.key())) if is_plain(event) else None
        if act is None and isinstance(watched, QWindow):
            act = self._in_window(watched, event)
        if act is None or not self._is_meant():
            return False
        if not event.isAutoRepeat():
            self._give(act)
        return True
