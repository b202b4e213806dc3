"""The files that the system asks a running program to open."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class OpenedFiles(QObject):
    """Tell which files people open by a double-click while the program runs, as macOS does.

    There a document never comes with the command line; elsewhere it always does, and the program is
    spared a filter that every event goes through. What arrives before `begin` waits for it.
    """

    opened = Signal(Path)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._waiting: list[Path] | None = []
        if sys.platform == "darwin":
            application.installEventFilter(self)

    def begin(self) -> None:
        """Tell what has come so far, and from now on each file as it comes."""
        waiting, self._waiting = self._waiting or [], None
        for path in waiting:
            self.opened.emit(path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the events that name a file; every other event goes its way."""
        # Addresses of the web come as the same event and name no file.
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().eventFilter(watched, event)
        path = Path(event.file())
        if self._waiting is None:
            self.opened.emit(path)
        else:
            self._waiting.append(path)
        return True
