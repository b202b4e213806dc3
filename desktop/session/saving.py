"""Saves what is on the desk, and knows whether the library holds it."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.bridge.store_lane import StoreLane
from desktop.document.document import Document
from desktop.domain.errors import VecinosError
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog

AGAIN_MS = 3000
"""Time after which a save that failed is tried again by itself."""

Kept = tuple[Scenario, UndoLog]
"""A scenario and its undo history, as they are saved: together."""


class Saving(QObject):
    """Ask the lane to save the document, and follow what comes of it.

    A failure is told once, however often it comes again.
    """

    saved = Signal()
    """What was asked for last is saved."""
    broke = Signal()
    """A save failed."""
    due = Signal()
    """It is time to try again what failed."""
    failed = Signal(VecinosError)
    recovered = Signal(VecinosError)
    """A save succeeded after one that failed: the VecinosError that was told then."""

    def __init__(self, document: Document, lane: StoreLane, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._lane = lane
        self.kept: Kept | None = None
        """What the library was asked to hold last, None once that failed."""
        self._wanted: Kept | None = None
        """The same, also when that failed."""
        self._asked = -1
        """The revision that was asked for; of one not asked for, -1."""
        self._under_way = False
        """It is not known yet whether that was saved."""
        self._failure: VecinosError | None = None
        """The failure that was told last, None since a save succeeded."""
        self._closed = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.due)
        lane.saved.connect(self._end)
        lane.failed.connect(self._fail)

    @property
    def desk(self) -> Kept:
        """Return what would be saved now."""
        return self._document.kept

    @property
    def asked(self) -> bool:
        """Say whether the library was asked to hold the desk as it stands, undo steps and all."""
        return self.kept is not None and self.kept == self.desk

    @property
    def done(self) -> bool:
        """Say whether the library holds the desk as it stands."""
        return not self._under_way and self.asked

    def rest_on(self, kept: Kept) -> None:
        """Take it that the library holds this of the scenario that comes onto the desk."""
        self.kept = self._wanted = kept
        self._asked, self._under_way = -1, False

    def request(self, scenario_id: int) -> None:
        """Ask the lane to save the desk as it stands."""
        self._asked = self._document.revision
        scenario, trail = self.kept = self._wanted = self.desk
        self._under_way = True
        self._lane.request_save(scenario_id, scenario, self._asked, trail)

    def close(self) -> None:
        """Try nothing again."""
        self._closed = True
        self._again.stop()

    @Slot(int)
    def _end(self, revision: int) -> None:
        self._again.stop()
        if self._failure is not None:
            told, self._failure = self._failure, None
            self.recovered.emit(told)
        if revision == self._asked:
            self.kept, self._under_way = self._wanted, False
            self.saved.emit()

    @Slot(object)
    def _fail(self, error: VecinosError) -> None:
        self.kept = None
        self.broke.emit()
        if not self._closed:
            self._again.start()
        if self._failure is None or error.code != self._failure.code:
            self._failure = error
            self.failed.emit(error)
