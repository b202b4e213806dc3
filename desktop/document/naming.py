"""Names of scenarios: one that is free, and a scenario under another one."""

from collections.abc import Callable
from dataclasses import replace

from desktop.document.commands import Rename
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import MOST_STEPS, UndoLog, UndoStep


def free_name(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return the name, with a number behind it where it is taken."""
    number, name = 1, wanted
    while taken(name):
        number += 1
        name = f"{wanted} {number}"
    return name


def renamed(scenario: Scenario, trail: UndoLog, name: str) -> tuple[Scenario, UndoLog]:
    """Return a scenario and its history under a name; another one is one more undo step."""
    if name == scenario.name:
        return scenario, trail
    command = Rename(name)
    after = replace(scenario, name=name)
    step = UndoStep(command.label, command.subject, scenario, after)
    return after, UndoLog((*trail.done, step)[-MOST_STEPS:])
