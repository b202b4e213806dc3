"""A document, its keeper and the store's lane without a window, editing until it is killed."""

import random
import time

from PySide6.QtCore import QCoreApplication

from db.scenarios.serialization import digest
from desktop.bridge.store_lane import StoreLane
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.session.save_state import SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from tests.crash_recovery.telling import arguments, skip_next_commit, tell, tell_edit, tell_ended
from tests.document.models import plain_model

EDITS = 400
BETWEEN = 0.01
PAUSE = 1.0
"""Seconds after every fifth edit in which the title may come to say that all is saved.

Whoever edits a hundred times a second on a busy machine never sees it say so.
"""


def main() -> None:
    """Edit every ten milliseconds; now and then so fast that one save stands for two edits."""
    given = arguments()
    app = QCoreApplication([])
    document = Document(plain_model(), Scenario("start"))
    lane = StoreLane(given.path)
    keeper = ScenarioAutosave(document, lane, lambda: Scenario("Untitled"))
    keeper.start()
    while keeper.state is not SaveState.SAVED:
        _run(app, 0.001)
    tell(ready=digest(document.scenario))
    # No state may be one that an earlier run has left.
    mark = random.random()
    ended = 0

    def hear(state: SaveState) -> None:
        if state is SaveState.SAVED:
            tell(saved=ended)

    keeper.state_changed.connect(hear)
    for number in range(1, EDITS + 1):
        if number == given.skip_commit_of_save:
            _rest(app, keeper)
            skip_next_commit()
        gesture = document.begin_gesture()
        document.apply(SetLever("a", Setting((number * 7) % 97 + mark), gesture))
        tell_edit(number, document.scenario)
        if keeper.state is SaveState.SAVED:
            tell(saved=number)
        document.end_gesture(gesture)
        ended = number
        tell_ended(number)
        if number == given.skip_commit_of_save:
            _rest(app, keeper)
            break
        if number % 5 == 0:
            _rest(app, keeper, PAUSE)
        elif number % 3:
            _run(app, BETWEEN)
    while True:
        _run(app, 1.0)


def _run(app: QCoreApplication, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.001)


def _rest(app: QCoreApplication, keeper: ScenarioAutosave, longest: float = 60.0) -> None:
    until = time.monotonic() + longest
    while keeper.state is not SaveState.SAVED and time.monotonic() < until:
        _run(app, 0.005)


if __name__ == "__main__":
    main()
