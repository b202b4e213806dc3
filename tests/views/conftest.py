"""Desks that the tests of a module share: opening one takes longer than most of what is tried."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from tests.views.desks import as_it_opened, nothing_asked, open_desk


@pytest.fixture(scope="module")
def standing_small(request: pytest.FixtureRequest, qapp: object) -> Iterator[Desk]:
    with open_desk(QtBot(request)) as opened:
        yield opened


@pytest.fixture(scope="module")
def standing_full(request: pytest.FixtureRequest, qapp: object) -> Iterator[Desk]:
    with open_desk(QtBot(request), preferences=Preferences()) as opened:
        yield opened


@pytest.fixture
def small_desk(standing_small: Desk, qtbot: QtBot) -> Iterator[Desk]:
    """Return a desk of two charts, without a column that explains, as it opened."""
    yield as_it_opened(qtbot, standing_small)
    qtbot.waitUntil(nothing_asked, timeout=30000)


@pytest.fixture
def full_desk(standing_full: Desk, qtbot: QtBot) -> Iterator[Desk]:
    """Return a desk as a first start shows it."""
    yield as_it_opened(qtbot, standing_full)
    qtbot.waitUntil(nothing_asked, timeout=30000)
