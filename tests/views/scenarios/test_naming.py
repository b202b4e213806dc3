"""The dialog for a name."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from db.store import Store
from desktop.domain.scenario import Scenario
from desktop.views.desk.actions import Act
from desktop.views.scenarios.name_dialog import NameDialog
from tests.views.desks import FEW, look, open_desk, sparing


def test_that_renaming_the_desk_is_an_undo_step(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos-library"
    with Store.open(path) as store:
        store.set_last_opened(store.create(Scenario("Baseline talk", ensemble=FEW)))
    with open_desk(qtbot, library=path, preferences=sparing()) as desk:
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
