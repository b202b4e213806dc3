"""Asking for a file in the system's own way; tests answer in its place."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.bridge.preferences import Preferences


class SystemFiles:
    """Ask with the system's file dialogs; None means that nothing was chosen.

    They begin in the folder used last, at first in the user's documents: the folder that the
    program was started in may be its own.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file that is there."""
        found, _ = QFileDialog.getOpenFileName(parent, title, str(self.folder()), kinds)
        return self._used(found)

    def to_open_all(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for one or several files that are there; none means that nothing was chosen."""
        found, _ = QFileDialog.getOpenFileNames(parent, title, str(self.folder()), kinds)
        if found:
            self._used(found[0])
        return tuple(map(Path, found))

    def to_write(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to write; the system asks before one is replaced."""
        offered = str(self.folder() / name)
        found, _ = QFileDialog.getSaveFileName(parent, title, offered, kinds)
        return self._used(found)

    def to_fill(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder to put files into."""
        found = QFileDialog.getExistingDirectory(parent, title, str(self.folder()))
        if found:
            self._preferences.folder = found
        return Path(found) if found else None

    def folder(self) -> Path:
        """Return where the next dialog begins."""
        last = self._preferences.folder
        if last is not None and Path(last).is_dir():
            return Path(last)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = Path(QStandardPaths.writableLocation(place))
        return documents if documents.is_dir() else Path.home()

    def _used(self, found: str) -> Path | None:
        if not found:
            return None
        self._preferences.folder = str(Path(found).parent)
        return Path(found)
