"""The line in which a name is asked for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.app.desk import Desk
from desktop.domain.scenario import Scenario
from desktop.ui.actions import ActionId
from tests.views.desks import FEW, TARIFF, open_desk, sparing

OTHER = "Marco de cooperación y libre movilidad laboral, versión del 12 de diciembre"


def _library(folder: Path) -> Path:
    path = folder / "a.vecinos-library"
    with Library.open(path) as store:
        store.scenarios.create(Scenario(OTHER, ensemble=FEW))
        store.scenarios.set_last_opened(
            store.scenarios.create(Scenario("Baseline talk", ensemble=FEW))
        )
    return path


def _ask(desk: Desk, act: ActionId) -> None:
    desk.window.activateWindow()
    desk.window.levers.rows[TARIFF].slider.setFocus()
    desk.window.actions_[act].trigger()
    assert not desk.window.ask.isHidden()
    assert desk.window.top_bar.isHidden()
    assert desk.window.findChildren(QDialog) == []
    assert QApplication.activeModalWidget() is None
    assert desk.window.ask.field.hasFocus()


@pytest.mark.long
def test_that_a_name_is_asked_for_in_the_place_of_the_top_bar(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(qtbot, library=_library(tmp_path), preferences=sparing()) as desk:
        window, ask = desk.window, desk.window.ask
        slider = window.levers.rows[TARIFF].slider
        before = window.levers.mapTo(window, window.levers.rect().topLeft()), window.desk.size()

        _ask(desk, ActionId.RENAME)
        assert (
            window.levers.mapTo(window, window.levers.rect().topLeft()),
            window.desk.size(),
        ) == before
        QTest.keyClick(ask.field, Qt.Key.Key_Escape)
        assert ask.isHidden()
        assert not window.top_bar.isHidden()
        assert slider.hasFocus()
        assert desk.document.history.done == []

        _ask(desk, ActionId.RENAME)
        ask.field.setText("  Otro   nombre ")
        window.set_language("es")
        assert ask.question == "Renombrar escenario"
        assert ask.field.text() == "  Otro   nombre "
        QTest.keyClick(ask.field, Qt.Key.Key_Return)
        assert ask.isHidden()
        assert slider.hasFocus()
        assert desk.document.scenario.name == "Otro nombre"
        assert len(desk.document.history.done) == 1
        desk.document.undo()
        assert desk.document.scenario.name == "Baseline talk"

        _ask(desk, ActionId.NEW)
        for name, reason in (
            ("   ", "Póngale un nombre."),
            (
                OTHER.upper(),
                "Ya hay un escenario llamado «MARCO DE COOPERACIÓN Y LIBRE M…».",
            ),
        ):
            ask.field.setText(name)
            assert ask.reason == reason
            assert not ask.yes.isEnabled()
            QTest.keyClick(ask.field, Qt.Key.Key_Return)
            assert not ask.isHidden()
        window.pages.open_browser()
        ask.field.setText("Tercero")
        QTest.keyClick(ask.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desk.document.scenario.name == "Tercero", timeout=10000)
        assert window.pages.page is None
        keeper = desk.autosave
        assert keeper is not None
        qtbot.waitUntil(lambda: len(keeper.summaries) == 3, timeout=10000)


def test_that_a_question_outlives_the_page_it_was_asked_on(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(qtbot, library=_library(tmp_path), preferences=sparing()) as desk:
        window = desk.window
        window.pages.open_browser()
        browser = window.pages.browser
        assert browser is not None
        browser.table.setFocus()
        window.actions_[ActionId.NEW].trigger()
        window.pages.close()
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()
        QTest.keyClick(window.ask.field, Qt.Key.Key_Escape)
        assert window.ask.isHidden()
