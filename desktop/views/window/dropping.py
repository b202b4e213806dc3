"""Files that are dragged over the window and let go of."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.ui_context import UiContext
from desktop.views.window.drop_hint import DropHint
from desktop.views.window.incoming import Incoming, indicator_under


class Dropping(QObject):
    """Open libraries, bring in packs and read figures that are let go of over a window."""

    def __init__(
        self,
        window: QWidget,
        hint: DropHint,
        incoming: Incoming,
        look: Callable[[], UiContext],
        ready: Callable[[], bool],
    ) -> None:
        """Take what is dropped on the window once it is `ready`, with a hint in its `look`."""
        super().__init__(window)
        self._window, self._hint, self._incoming = window, hint, incoming
        self._look, self._ready = look, ready
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what letting go would do, say it no longer, and do it."""
        if isinstance(event, QDragEnterEvent):
            if self._ready() and self._incoming.files(event.mimeData()):
                event.acceptProposedAction()
                self._hint.say(self._look(), self._incoming.hint)
        elif event.type() == QEvent.Type.DragLeave:
            self._hint.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self._hint.hide()
            event.acceptProposedAction()
            place = event.position().toPoint()
            files = self._incoming.files(event.mimeData())
            self._incoming.take(files, indicator_under(self._window, place))
        else:
            return False
        return True
