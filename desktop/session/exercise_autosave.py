"""Saves the exercise under edit, on the store's lane, as its text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.store_lane import StoreLane
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.imports import title_of
from desktop.domain.errors import VecinosError
from desktop.domain.wording import LanguageCode

if TYPE_CHECKING:
    from db import Library
    from desktop.domain.exercise.exercise import Exercise

PAUSE_MS = 250
"""So long nothing is written after a keystroke: to word a whole text anew takes a while."""


class ExerciseAutosave(QObject):
    """Keep what the document holds in the library, a moment after each change.

    What is asked for last wins. A save that failed is tried again with the next change.
    """

    saved = Signal()
    failed = Signal(VecinosError)

    def __init__(
        self,
        document: ExerciseDocument,
        lane: StoreLane,
        exercise_id: int,
        text: str,
        code: LanguageCode,
        parent: QObject | None = None,
    ) -> None:
        """Save over `text`, whose comments stay; the library lists it by its name in `code`.

        Each save begins with that text: what is removed and comes back has its comments again.
        """
        super().__init__(parent)
        self.document, self.id = document, exercise_id
        self._lane, self._text, self._code = lane, text, code
        self._wanted: Exercise | None = None
        """Set here, taken on the lane."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)
        document.listen(self._take)

    @property
    def is_saved(self) -> bool:
        """Say whether the library holds the document as it stands, or will in a moment."""
        return self._wanted is None

    def _take(self, document: ExerciseDocument) -> None:
        self._wanted = document.exercise
        self._pause.start()

    def save(self) -> None:
        """Save at once what is not saved yet."""
        self._pause.stop()
        if self._wanted is not None:
            self._lane.submit(self._save).then(self, lambda _: self.saved.emit(), self.failed.emit)

    def _save(self, store: "Library") -> None:
        from desktop.modelfiles.exercises.write import changed_file

        exercise, self._wanted = self._wanted, None
        if exercise is None:
            return
        try:
            text = changed_file(self._text, exercise, self.document.model)
            store.exercises.save(self.id, title_of(exercise, self._code), text)
        except BaseException:
            if self._wanted is None:
                self._wanted = exercise
            raise
