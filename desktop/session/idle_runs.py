"""What is found out beside the desk's own curves, while nothing else is under way."""

from PySide6.QtCore import QObject, QTimer

from desktop.bridge.spare_runs import REST_MS, SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.session.projector import Projector


class IdleRuns(QObject):
    """Base of what asks spare runs when the desk rests, and gives way when something moves.

    The desk rests when its curves stand, or could not be made, and no gesture is open.
    """

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._projector = projector
        self._runs = runs
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._look_again)
        projector.projected.connect(self._look)
        projector.failed.connect(self._look)
        self._stop_listening = document.listen(self._on_document_changed)

    def close(self) -> None:
        """Hear the document no longer; the runs have their own end."""
        self._resting.stop()
        self._stop_listening()

    def _begin(self) -> None:
        """Ask what is to be asked of the document as it stands."""
        raise NotImplementedError

    def _give_way(self, changes: Changes) -> None:
        """Want no answer about the document as it stood."""
        raise NotImplementedError

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.needs_projection:
            self._give_way(changes)
        if changes.gesture_ended:
            # Where a run of the desk's own curves follows, it begins after that.
            self._look()

    @property
    def _rests(self) -> bool:
        return not self._document.within_gesture and not self._projector.busy

    def _look(self, _: object = None) -> None:
        if self._rests:
            self._resting.start()

    def _look_again(self) -> None:
        if self._rests:
            self._begin()
