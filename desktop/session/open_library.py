"""The library that is open: its lane, what saves into it, and where it lies."""

from PySide6.QtCore import QObject, Signal

from desktop.bridge.store_lane import StoreLane
from desktop.session.scenario_autosave import ScenarioAutosave


class OpenLibrary(QObject):
    """Hold what stands for the open library; there is none before the first is opened."""

    changed = Signal()
    """Another library is open, as the attributes say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lane: StoreLane | None = None
        self.autosave: ScenarioAutosave | None = None
        self.location = ""
        """A path, or the address of a server; empty while there is none."""

    def replace(self, autosave: ScenarioAutosave, lane: StoreLane, location: str) -> None:
        """Work on another library from now on; what held the one before is its owner's to end."""
        self.autosave, self.lane, self.location = autosave, lane, location
        self.changed.emit()
