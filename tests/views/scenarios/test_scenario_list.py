"""The list of scenarios and the dialog for a name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.store import Store
from desktop.app import Desk
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.views.desk.actions import Act
from desktop.views.scenarios.name_dialog import NameDialog
from desktop.views.scenarios.scenario_list import ScenarioList
from tests.views.desks import FEW, TARIFF, look, open_desk

SECOND = Scenario("Año de prueba", Policy({TARIFF: Setting(25)}), ensemble=FEW)


@contextmanager
def _listed(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Desk, ScenarioList]]:
    path = tmp_path / "a.vecinos"
    with Store.open(path) as store:
        first = store.create(Scenario("Baseline talk", ensemble=FEW))
        store.create(SECOND)
        store.set_last_opened(first)
    with open_desk(qtbot, library=path) as desk:
        desk.window.actions_[Act.OPEN].trigger()
        dialog = desk.window.findChild(ScenarioList)
        assert isinstance(dialog, ScenarioList)
        yield desk, dialog


def _choose(dialog: ScenarioList, name: str) -> None:
    (item,) = dialog.list.findItems(name, Qt.MatchFlag.MatchStartsWith)
    dialog.list.setCurrentItem(item)


def test_that_the_list_names_each_scenario_and_its_changes(qtbot: QtBot, tmp_path: Path) -> None:
    with _listed(qtbot, tmp_path) as (_, dialog):
        words = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        assert words[0].startswith("Año de prueba\n1 lever changed · ")
        assert words[1].startswith("Baseline talk\n0 levers changed · ")
        current = dialog.list.currentItem()
        assert current is not None
        assert current.text() == words[1]


def test_that_enter_opens_the_chosen_scenario(qtbot: QtBot, tmp_path: Path) -> None:
    with _listed(qtbot, tmp_path) as (desk, dialog):
        _choose(dialog, "Año")
        with qtbot.waitSignal(dialog.accepted, timeout=1000):
            QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desk.document.scenario.name == SECOND.name, timeout=10000)
        assert desk.document.scenario.policy == SECOND.policy


def test_that_duplicate_puts_a_named_copy_on_the_desk(qtbot: QtBot, tmp_path: Path) -> None:
    with _listed(qtbot, tmp_path) as (desk, dialog):
        _choose(dialog, "Año")
        dialog.duplicate_button.click()
        wanted = "Copy of Año de prueba"
        qtbot.waitUntil(lambda: desk.document.scenario.name == wanted, timeout=10000)
        assert desk.document.scenario.policy == SECOND.policy


def test_that_another_scenario_is_renamed_without_leaving_the_desk(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with _listed(qtbot, tmp_path) as (desk, dialog):
        _choose(dialog, "Año")
        dialog.rename_button.click()
        asked = dialog.findChild(NameDialog)
        assert isinstance(asked, NameDialog)
        asked.field.setText("Nuevo nombre")
        asked.accept()
        qtbot.waitUntil(
            lambda: bool(dialog.list.findItems("Nuevo", Qt.MatchFlag.MatchStartsWith)),
            timeout=10000,
        )
        assert desk.document.scenario.name == "Baseline talk"


def test_that_a_scenario_deleted_from_the_list_comes_back_from_the_notice(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with _listed(qtbot, tmp_path) as (desk, dialog):
        _choose(dialog, "Año")
        dialog.delete_button.click()
        notice = desk.window.desk.notice
        qtbot.waitUntil(lambda: not notice.isHidden(), timeout=10000)
        assert desk.document.scenario.name == "Baseline talk"
        notice.action.click()
        qtbot.waitUntil(lambda: desk.document.scenario.name == SECOND.name, timeout=10000)


def test_that_renaming_the_desk_is_an_undo_step(qtbot: QtBot, tmp_path: Path) -> None:
    with _listed(qtbot, tmp_path) as (desk, dialog):
        dialog.close()
        desk.window.actions_[Act.RENAME].trigger()
        asked = desk.window.findChild(NameDialog)
        assert isinstance(asked, NameDialog)
        asked.field.setText("  Otro   nombre ")
        asked.accept()
        assert desk.document.scenario.name == "Otro nombre"
        desk.document.undo()
        assert desk.document.scenario.name == "Baseline talk"


def test_that_a_name_must_be_given_and_free(qtbot: QtBot) -> None:
    dialog = NameDialog(look(), "Rename", "a", lambda name: name == "b")
    qtbot.addWidget(dialog)
    assert dialog.accept_button.isEnabled()
    dialog.field.setText("   ")
    assert not dialog.accept_button.isEnabled()
    assert dialog.reason == "Give it a name."
    dialog.field.setText(" b ")
    assert not dialog.accept_button.isEnabled()
    assert "“b”" in dialog.reason
    dialog.field.setText("c")
    assert dialog.accept_button.isEnabled()
    assert dialog.reason == ""
