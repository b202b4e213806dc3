"""The window that says which conclusions survive every set."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.document.assuming import HoldValue
from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.views.assumptions.survival import SurvivalWindow
from tests.views.desks import look, open_desk, sparing


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(qtbot, preferences=sparing()) as made:
        for lever, setting in made.document.model.presets["berg_package"].policy.settings.items():
            made.document.apply(SetLever(lever, setting))
        yield made


def opened(qtbot: QtBot, desk: Desk) -> SurvivalWindow:
    dialog = desk.window.beside.show_survey()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60000)
    return dialog


def words(item: QTableWidgetItem | None) -> str:
    assert item is not None
    return item.text()


def heads(dialog: SurvivalWindow) -> list[str]:
    table = dialog.table
    return [words(table.horizontalHeaderItem(i)) for i in range(table.columnCount())]


def row(dialog: SurvivalWindow, name: str) -> list[str]:
    table = dialog.table
    for line in range(table.rowCount()):
        found = [words(table.item(line, i)) for i in range(table.columnCount())]
        if found[0] == name:
            return found
    raise AssertionError(name)


@pytest.mark.long
def test_that_every_curve_has_its_change_under_every_set(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk)
    assert heads(dialog)[:4] == ["Curve", "Neutral", "Documents", "Studies"]
    assert dialog.table.rowCount() == len(desk.document.model.indicators)
    homicide = row(dialog, "Homicide rate")
    assert all(change.startswith("−") for change in homicide[1:4])
    assert homicide[4] == "holds in all"
    tariff = row(dialog, "Effective U.S. tariff")
    assert tariff[4] == "none clear"
    assert "conclusions hold under every set" in dialog.summary.text()
    dialog.close()


@pytest.mark.long
def test_that_ones_own_assumptions_get_a_column(qtbot: QtBot, desk: Desk) -> None:
    desk.document.apply(HoldValue("china_duty", 40))
    dialog = opened(qtbot, desk)
    assert "Our own" in heads(dialog)
    dialog.close()


@pytest.mark.long
def test_that_a_changed_scenario_is_said_and_tried_again(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk)
    assert not dialog.again.isEnabled()
    desk.document.apply(SetLever("us_tariff_on_mexico", Setting(10.0)))
    assert dialog.again.isEnabled()
    assert "has changed" in dialog.summary.text()
    dialog.again.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60000)
    assert row(dialog, "Effective U.S. tariff")[4] == "holds in all"
    dialog.close()


@pytest.mark.long
def test_that_it_speaks_the_language_of_the_window(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, desk)
    dialog.set_look(look("es"))
    assert heads(dialog)[:2] == ["Curva", "Neutral"]
    assert row(dialog, "Tasa de homicidios")[4] == "se sostiene"
    dialog.close()


@pytest.mark.long
def test_that_closing_it_in_the_middle_ends_the_work(qtbot: QtBot, desk: Desk) -> None:
    dialog = desk.window.beside.show_survey()
    assert dialog.busy
    dialog.close()
    assert not dialog.busy


@pytest.mark.long
def test_that_escape_closes_it_at_once_and_every_time(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(2):
        dialog = desk.window.beside.show_survey()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        assert not dialog.busy
