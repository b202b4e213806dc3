"""Asks for names: of a new scenario, of one that is renamed; and the copy that needs none."""

from PySide6.QtWidgets import QWidget

from desktop.bridge.keeper import Keeper, free_name
from desktop.document.commands import Rename
from desktop.document.document import Document
from desktop.domain.scenario import name_key
from desktop.views.desk.look import Look
from desktop.views.scenarios.name_dialog import NameDialog


def _taken_by_others(keeper: Keeper, scenario_id: int | None) -> set[str]:
    return {name_key(s.name) for s in keeper.summaries if s.id != scenario_id}


def ask_rename(
    document: Document,
    keeper: Keeper,
    look: Look,
    scenario_id: int,
    name: str,
    parent: QWidget,
) -> NameDialog:
    """Ask for another name; the scenario on the desk is renamed by a command, to be undone."""
    others = _taken_by_others(keeper, scenario_id)
    dialog = NameDialog(
        look, look.text("scenarios.rename_title"), name, lambda n: name_key(n) in others, parent
    )

    def done() -> None:
        if scenario_id == keeper.id:
            document.apply(Rename(dialog.name))
        else:
            keeper.rename(scenario_id, dialog.name)

    dialog.accepted.connect(done)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def ask_new(keeper: Keeper, look: Look, parent: QWidget) -> NameDialog:
    """Ask for the name of a new scenario and put it on the desk."""
    others = _taken_by_others(keeper, None)
    name = free_name(look.text("scenarios.untitled"), lambda n: name_key(n) in others)
    dialog = NameDialog(
        look, look.text("scenarios.new_title"), name, lambda n: name_key(n) in others, parent
    )
    dialog.accepted.connect(lambda: keeper.new(dialog.name))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def duplicate(keeper: Keeper, look: Look, scenario_id: int, name: str) -> None:
    """Copy a scenario under a name that says so."""
    keeper.duplicate(scenario_id, look.text("scenarios.copy_of", name=name))
