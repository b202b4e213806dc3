"""A desk that tests of a module look at together."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.views.explain.panel import Tab
from tests.views.desks import nothing_asked, open_desk


@pytest.fixture(scope="module")
def standing(request: pytest.FixtureRequest, qapp: object) -> Iterator[Desk]:
    with open_desk(QtBot(request), preferences=Preferences()) as desk:
        yield desk


@pytest.fixture
def desk(standing: Desk, qtbot: QtBot) -> Iterator[Desk]:
    """Return a desk whose first chart is explained; what is set or worn stays as it is."""
    window = standing.window
    window.activateWindow()
    window.explanation.show_tab(Tab.EXPLAIN)
    window.explaining.explain(window.desk.shown[0])
    yield standing
    qtbot.waitUntil(nothing_asked, timeout=30000)
