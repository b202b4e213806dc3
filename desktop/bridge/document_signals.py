"""The document's notices as a Qt signal."""

from PySide6.QtCore import QObject, Signal

from desktop.document.changes import Changes
from desktop.document.document import Document


class DocumentSignals(QObject):
    """Pass the notices of one document on; `changed` carries them."""

    changed = Signal(Changes)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop_listening = document.listen(self.changed.emit)

    def close(self) -> None:
        """Hear the document no longer; a second time does nothing."""
        self._stop_listening()
