"""Keeps in the library what runs of the scenario on the desk came to."""

from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.engine.results.projection import Bands
from desktop.session.run_summary import frozen, outcomes
from desktop.session.scenario_autosave import ScenarioAutosave

if TYPE_CHECKING:
    from db import Library


class RunKeeping:
    """Keep runs in the library of one autosave, the same run once; all work is on its lane."""

    def __init__(self, autosave: ScenarioAutosave) -> None:
        self._autosave = autosave
        self._last: object = None
        """The run that was kept last; of the lane's thread alone."""

    def keep(self, scenario: Scenario, bands: Bands, model: Model) -> None:
        """Keep what a run of the scenario on the desk came to, where the library can be written."""
        number = self._autosave.id
        if number is None or not self._autosave.state.good:
            return

        def work(store: "Library") -> None:
            from db import ScenarioNotFoundError

            snapshot = frozen(bands, model)
            run = number, scenario.combined, scenario.ensemble, snapshot
            # The scenario may lie in the trash by now.
            with suppress(ScenarioNotFoundError):
                if run != self._last:
                    store.runs.keep(number, scenario, outcomes(bands), snapshot)
                    self._last = run

        self._autosave.ask(work, _ignore)


def _ignore(_: object) -> None:
    """Take an answer that nobody waits for."""
