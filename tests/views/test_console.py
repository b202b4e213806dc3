"""What Qt prints to the console is a fault that a user sees."""

from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES
from desktop.views.window.main_window import SMALLEST
from tests.end_to_end.screens import SCREENS
from tests.views.desks import open_desk, settled, sparing

SIZES = (SMALLEST, *((round(w / scale), round(h / scale)) for w, h, scale in SCREENS))
OF_THE_PLUGIN = "This plugin does not support"


ALL = pytest.param(LANGUAGES, (*SIZES, *reversed(SIZES)), marks=pytest.mark.long, id="all")


def _through(sizes: tuple[tuple[int, int], ...], desk: Desk) -> None:
    for size in sizes:
        desk.window.resize(*size)
        QApplication.processEvents()


@pytest.mark.parametrize(("languages", "sizes"), [pytest.param(("es",), SIZES[:2], id="es"), ALL])
def test_that_nothing_is_printed_while_the_window_changes_size_on_any_page(
    qtbot: QtBot,
    tmp_path: Path,
    languages: tuple[LanguageCode, ...],
    sizes: tuple[tuple[int, int], ...],
) -> None:
    printed: list[str] = []

    def hear(kind: QtMsgType, _: object, message: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not message.startswith(OF_THE_PLUGIN):
            printed.append(f"{where}: {message}")

    where = "opening"
    with open_desk(qtbot, library=tmp_path / "a.vecinos", preferences=sparing()) as desk:
        before = qInstallMessageHandler(hear)
        try:
            for language in languages:
                desk.window.set_language(language)
                pages = desk.window.pages
                for turn in (
                    pages.close,
                    pages.open_browser,
                    pages.open_versions,
                    pages.open_data,
                    pages.open_events,
                    pages.open_help,
                    pages.open_welcome,
                ):
                    where = f"{turn.__name__}, {language}"
                    turn()
                    _through(sizes, desk)
                pages.close()
            settled(qtbot, desk)
        finally:
            qInstallMessageHandler(before)
    assert printed == []
