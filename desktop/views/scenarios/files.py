"""Asking for a file in the system's own way; tests put answers in the place of this."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


class SystemFiles:
    """Ask with the system's file dialogs; None means that nothing was chosen."""

    def to_open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file that is there."""
        found, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(found) if found else None

    def to_write(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for a file to write; the system asks before one is replaced."""
        found, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        return Path(found) if found else None
