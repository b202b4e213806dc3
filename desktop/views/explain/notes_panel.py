"""The notes on a scenario: one plain text, kept like every other edit."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.filing import SetNotes
from desktop.domain.scenario import NOTES_LIMIT
from desktop.ui.text_field import TextField
from desktop.ui.ui_context import UiContext

PAUSE_MS = 1000
"""What was typed before a pause of this length is one undo step."""


class NotesField(TextField):
    """A field of plain text that leaves undoing to the scenario's own history.

    It tells that it is left also when a command of the history is about to come.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(NOTES_LIMIT, parent)
        self.setUndoRedoEnabled(False)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (
                event.matches(QKeySequence.StandardKey.Undo)
                or event.matches(QKeySequence.StandardKey.Redo)
            )
        ):
            self.left.emit()
            event.ignore()
            return False
        return super().event(event)


class NotesPanel(QWidget):
    """Let the notes of a document's scenario be written."""

    given_up = Signal()
    """Escape was pressed in the field."""
    counted = Signal()
    """The number of words may be another."""

    def __init__(self, document: Document, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._gesture: int | None = None
        self._shown = ""
        self.about = PlainLabel(self, wraps=True)
        self.about.setProperty("role", "second")
        self.field = NotesField(self)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self.settle)
        self.field.given_up.connect(self.given_up)
        self.field.refused.connect(self._refuse)
        self.fault = PlainLabel(self, wraps=True)
        self.fault.setProperty("role", "fault")
        self.fault.hide()
        self.count = PlainLabel(self)
        self.count.setProperty("role", "quiet")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.field, 1)
        column.addWidget(self.fault)
        column.addWidget(self.count)
        self.setFocusProxy(self.field)
        stop = document.listen(self._on_document_changed)
        self.destroyed.connect(stop)
        self.set_look(look)
        self._show()

    @property
    def words(self) -> int:
        """Return how many words the notes have."""
        return len(self._shown.split())

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme; what was typed stays."""
        self._look = look
        self.about.setText(look.text("notes.about"))
        self.field.setAccessibleName(look.text("notes.title"))
        self.field.setPlaceholderText(look.text("notes.hint"))
        self.fault.hide()
        self._count()

    def settle(self) -> None:
        """End the undo step under way: what was typed is now to be saved."""
        self._pause.stop()
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            self._document.end_gesture(gesture, self)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.gesture_ended:
            # Whoever ended it: the next letter begins a step of its own.
            self._gesture = None
        if self._document.scenario.notes != self._shown:
            self._show()

    def _show(self) -> None:
        """Show the notes as the document has them, the cursor where it was as far as possible."""
        self._shown = notes = self._document.scenario.notes
        place = self.field.textCursor().position()
        blocked = self.field.blockSignals(True)  # noqa: FBT003 (Qt takes no name here)
        self.field.setPlainText(notes)
        self.field.blockSignals(blocked)
        cursor = self.field.textCursor()
        cursor.setPosition(min(place, self.field.document().characterCount() - 1))
        self.field.setTextCursor(cursor)
        self.fault.hide()
        self._count()

    def _typed(self) -> None:
        text = self.field.text
        if text == self._shown:
            return
        if len(text) > NOTES_LIMIT:
            self._refuse(len(text) - len(self._shown))
            self._take_back()
            return
        if self._gesture is None:
            self._gesture = self._document.begin_gesture()
        self._shown = text
        self.fault.hide()
        self._document.apply(SetNotes(text, self._gesture), self)
        self._pause.start()
        self._count()

    def _take_back(self) -> None:
        said = self.fault.text()
        self._show()
        self.fault.setText(said)
        self.fault.show()

    def _refuse(self, length: int) -> None:
        number = self._look.language.number
        self.fault.setText(
            self._look.language.plural(
                "notes.too_long",
                length,
                most=number(NOTES_LIMIT),
                free=number(NOTES_LIMIT - len(self._shown)),
            )
        )
        self.fault.show()

    def _count(self) -> None:
        self.count.setText(self._look.language.plural("notes.words", self.words))
        self.counted.emit()
