"""Every text of the page of a play can be read, in any language and size, in every pane."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import Theme
from desktop.domain.play.entries import Advanced, StageBegun
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.work_area import PANES
from tests.views.conduct.at_table import at_table, page_of, press
from tests.views.legibility import faults
from tests.views.pseudo import pseudo_spanish


@pytest.mark.long
@pytest.mark.parametrize("size", [(1024, 768), pytest.param((1440, 900), marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "code", ["longer", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "es"))]
)
def test_that_every_text_of_the_page_can_be_read(
    qtbot: QtBot, tmp_path: Path, code: str, size: tuple[int, int]
) -> None:
    if code == "longer":
        language = pseudo_spanish(RESOURCES)
    else:
        language = load_language("en" if code == "en" else "es", RESOURCES)
    worn = UiContext(language, Theme.LIGHT, RESOURCES)
    with at_table(qtbot, tmp_path, size=size, worn=worn) as (desk, play):
        page = page_of(desk)
        work = page.work
        assert work is not None
        found = []
        press(desk, Qt.Key.Key_F5)
        for pane in PANES:
            work.show_pane(pane)
            qtbot.wait(1)
            found += [f"{pane}: {fault}" for fault in faults(page)]
        first = play.state.round
        assert play.injects.release_shown()
        assert play.enter(Advanced(first))
        assert play.enter(StageBegun(first, "break", 900.0))
        page.ask_end()
        qtbot.wait(1)
        found += faults(page)
        page.prompt.let_be()
        desk.window.pages.close()
        assert play.injects.show_next()
        bar = desk.window.playing.bar
        assert bar is not None
        qtbot.wait(1)
        found += faults(bar)
        press(desk, Qt.Key.Key_F12)
        qtbot.wait(1)
        found += faults(page_of(desk))
        assert found == []
