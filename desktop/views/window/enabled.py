"""Which commands of the window are possible now."""

from desktop.domain.scenario import Scenario
from desktop.session.save_state import SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.actions import ActionId, Actions

_MAKING = (
    ActionId.NEW,
    ActionId.DUPLICATE,
    ActionId.DELETE,
    ActionId.BRING_IN,
    ActionId.EXAMPLES,
    ActionId.RENAME,
)
"""They make or change scenarios of the library."""
_READING = (
    ActionId.OPEN,
    ActionId.OWN_DATA,
    ActionId.EXERCISES,
    ActionId.PLAY,
    ActionId.HOT_WASH,
    ActionId.REPORT,
    ActionId.VERSIONS,
    ActionId.PACK,
    ActionId.BACKUPS,
    ActionId.TRASH,
)
"""They need a scenario in the library."""


def update_enabled(
    actions: Actions, scenario: Scenario, autosave: ScenarioAutosave | None, state: SaveState
) -> None:
    """Turn the commands on that can be done to this scenario, saved as `state` says, and no others.

    Without an autosave there is no library yet.
    """
    kept = autosave is not None and autosave.id is not None
    writable = kept and state is not SaveState.READ_ONLY
    for id_ in _MAKING:
        actions[id_].setEnabled(writable)
    for id_ in _READING:
        actions[id_].setEnabled(kept)
    for id_ in (ActionId.OPEN_LIBRARY, ActionId.COPY_LIBRARY):
        actions[id_].setEnabled(autosave is not None)
    actions[ActionId.SAVE].setEnabled(state is not SaveState.READ_ONLY)
    settings, usual = bool(scenario.combined.settings), Scenario(scenario.name)
    departed = (scenario.assumptions, scenario.ensemble) != (usual.assumptions, usual.ensemble)
    actions[ActionId.RESET].setEnabled(settings)
    actions[ActionId.RESET_ASSUMPTIONS].setEnabled(departed)
    actions[ActionId.RESET_ALL].setEnabled(settings or departed or bool(scenario.combined.events))
