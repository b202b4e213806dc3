"""A page about the past, made up in a moment."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.fonts import load_fonts
from desktop.charts.style import palette, style_sheet
from desktop.charts.tokens import Theme
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.resources import RESOURCES
from desktop.session.evaluation_sources import Sources
from desktop.session.open_library import OpenLibrary
from desktop.session.own_data import OwnData
from desktop.ui.style_sheet import desk_sheet
from desktop.views.evaluation.evaluation_page import EvaluationPage
from tests.views.desks import compiled, look
from tests.views.evaluation import examples

Opened = Callable[..., EvaluationPage]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Open pages that are put away afterwards."""
    load_fonts(RESOURCES)
    pages: list[EvaluationPage] = []

    def open_page(
        sources: Sources | None = None,
        code: LanguageCode = "en",
        size: tuple[int, int] = (1440, 850),
    ) -> EvaluationPage:
        worn = look(code, Theme.LIGHT)
        model = compiled().model
        # No library is open: nobody's figures are there.
        own_data = OwnData(model, OpenLibrary())
        page = EvaluationPage(model, sources or examples.sources(model), own_data, worn)
        own_data.setParent(page)
        page.setPalette(palette(worn.tokens))
        page.setStyleSheet(style_sheet(worn.tokens) + desk_sheet(worn.tokens))
        page.resize(*size)
        page.show()
        page.activateWindow()
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close_pages()
        page.close()
        page.deleteLater()
