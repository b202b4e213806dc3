"""A panel of thirty levers to drag about."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import LIGHT
from desktop.document.document import Document
from desktop.domain.scenario import Scenario
from desktop.language.language import Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.views.levers.lever_panel import LeverPanel
from tests.views.levers.thirty import thirty_levers

MakePanel = Callable[..., LeverPanel]


@pytest.fixture(scope="session")
def english() -> Language:
    return load_language("en", RESOURCES)


@pytest.fixture(scope="session")
def spanish() -> Language:
    return load_language("es", RESOURCES)


@pytest.fixture(scope="session")
def _fonts(qapp: object) -> None:
    load_fonts(RESOURCES)


@pytest.fixture
def document() -> Document:
    return Document(thirty_levers(), Scenario("Test"))


@pytest.fixture
def panel(
    qtbot: QtBot, document: Document, english: Language, _fonts: None
) -> Iterator[LeverPanel]:
    panel = LeverPanel(document, english, LIGHT)
    panel.resize(340, 1700)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield panel
    panel.release()
