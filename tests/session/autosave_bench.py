"""An autosave over a library of a test, without a window."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.bridge.store_lane import StoreLane
from desktop.document.document import Document
from desktop.domain.scenario import Scenario
from desktop.session.save_state import Opened, SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from tests.document.models import plain_model

MODEL = plain_model()


class Bench:
    """Hold an autosave over a library of a test, and what it told."""

    def __init__(self, path: str | Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.document = Document(MODEL, Scenario("start"))
        self.lane = StoreLane(path)
        self.autosave = ScenarioAutosave(self.document, self.lane, lambda: Scenario("Untitled"))
        self.states: list[SaveState] = []
        self.errors: list[Any] = []
        self.opened: list[Opened] = []
        self.autosave.state_changed.connect(self.states.append)
        self.autosave.failed.connect(self.errors.append)
        self.autosave.opened.connect(self.opened.append)

    @property
    def state(self) -> SaveState:
        return self.autosave.state

    def start(self) -> None:
        self.autosave.start()
        self.rest()

    def rest(self) -> None:
        # What comes back may ask for more, so wait until nothing does.
        for _ in range(4):
            assert self.lane.flush(10)
            QCoreApplication.processEvents()

    def close(self) -> None:
        self.autosave.close()
        assert self.lane.close(10)
        self.autosave.deleteLater()
        self.lane.deleteLater()
