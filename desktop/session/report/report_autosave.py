"""Saves the report under edit, with its undo history, on the store's lane."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.store_lane import StoreLane
from desktop.document.report.document import ReportDocument
from desktop.domain.errors import VecinosError

if TYPE_CHECKING:
    from db import Library
    from desktop.domain.report import ReportHistory

PAUSE_MS = 250
"""So long nothing is written after a keystroke."""
AGAIN_MS = 5000
"""Until what could not be written is tried again by itself."""
CHANGED_ELSEWHERE = "report_changed_elsewhere"
"""Code of the error that no second try mends."""


class ReportAutosave(QObject):
    """Keep what the document holds in the library, a moment after each change.

    What is asked for last wins. A save that failed is tried again with the next change, and by
    itself; only where somebody else saved the report meanwhile nothing more is written until
    `save_over` says whose shall count.
    """

    saved = Signal()
    failed = Signal(VecinosError)

    def __init__(
        self,
        document: ReportDocument,
        lane: StoreLane,
        play: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.play = document, play
        self.error: VecinosError | None = None
        """Why what was asked for last is not saved; None while nothing failed."""
        self._lane = lane
        self._wanted: ReportHistory | None = None
        """Set here, taken on the lane."""
        self._writing = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.save)
        document.listen(self._take)

    @property
    def is_saved(self) -> bool:
        """Say whether the library holds the document as it stands."""
        return self._wanted is None and not self._writing

    @property
    def changed_elsewhere(self) -> bool:
        """Say whether somebody else saved the report, so that nothing of this one is written."""
        return self.error is not None and self.error.code == CHANGED_ELSEWHERE

    def _take(self, document: ReportDocument) -> None:
        self._wanted = document.history
        self._pause.start()

    def save(self) -> None:
        """Save at once what is not saved yet."""
        if not self.changed_elsewhere:
            self._submit(over=False)

    def save_over(self) -> None:
        """Let this one count: what somebody else saved stays as an earlier state."""
        self._wanted = self.document.history
        self._submit(over=True)

    def _submit(self, *, over: bool) -> None:
        self._pause.stop()
        self._again.stop()
        if self._wanted is not None:
            self._writing += 1
            job = self._lane.submit(lambda store: self._save(store, over=over))
            job.at_end(self._end).then(self, self._tell_saved, self._tell_failed)

    def _save(self, store: "Library", *, over: bool) -> None:
        history, self._wanted = self._wanted, None
        if history is None:
            return
        try:
            store.reports.save(self.play, history, over=over)
        except BaseException:
            if self._wanted is None:
                self._wanted = history
            raise

    def _end(self) -> None:
        self._writing -= 1

    def _tell_saved(self, _: None) -> None:
        self.error = None
        self.saved.emit()

    def _tell_failed(self, error: VecinosError) -> None:
        self.error = error
        if not self.changed_elsewhere:
            self._again.start()
        self.failed.emit(error)
