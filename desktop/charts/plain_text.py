"""Text that is shown as it was typed: Qt would take what looks like HTML for HTML.

Names, notes and folders are what somebody typed, perhaps somebody else. Every label and every
tooltip of the program goes through here; a test sees to it.
"""

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """Show text without ever reading markup in it."""

    def __init__(
        self,
        text: str | QWidget | None = None,
        parent: QWidget | None = None,
        *,
        wraps: bool = False,
    ) -> None:
        if isinstance(text, QWidget):
            text, parent = None, text
        super().__init__(parent, wordWrap=wraps)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if text is not None:
            self.setText(text)


def tip(text: str) -> str:
    """Return what a tooltip must be given to show this text as it stands."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"
