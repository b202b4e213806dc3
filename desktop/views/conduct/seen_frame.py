"""A part of the page that is kept up to date only while it is seen."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.session.play.conduct import Conduct


class SeenFrame(QFrame):
    """Follow a play while it is visible; what changed meanwhile is shown once somebody looks.

    A round that begins is then not waited for by sheets that are behind others.
    """

    def __init__(self, play: Conduct, parent: QWidget) -> None:
        super().__init__(parent)
        self._play = play
        self._stale = True
        self.setProperty("role", "card")
        play.changed.connect(self._on_changed)

    def follow(self) -> None:
        """Show how the play stands; only called while one is open."""
        raise NotImplementedError

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self._play.open:
            self._stale = False
            self.follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed while it was not seen."""
        self._catch_up()
        super().showEvent(event)
