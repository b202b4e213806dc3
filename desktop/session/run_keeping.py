"""Keeps in the library what runs of the scenario on the desk came to."""

from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.scenario import Scenario
from desktop.session.scenario_autosave import ScenarioAutosave

if TYPE_CHECKING:
    from db import Library
    from desktop.domain.outcome import Outcome


class RunKeeping:
    """Know which run was kept last: the same run is kept once."""

    def __init__(self) -> None:
        self._last: object = None

    def keep(
        self,
        autosave: ScenarioAutosave,
        scenario: Scenario,
        outcomes: "tuple[Outcome, ...]",
        bands: BandSnapshot,
    ) -> None:
        """Keep what a run of the scenario on the desk came to, where the library can be written."""
        number = autosave.id
        run = (number, scenario.combined, scenario.ensemble, bands)
        if number is None or not autosave.state.good or run == self._last:
            return
        self._last = run

        def work(store: "Library") -> None:
            from db import ScenarioNotFoundError

            # It may lie in the trash by now.
            with suppress(ScenarioNotFoundError):
                store.runs.keep(number, scenario, outcomes, bands)

        autosave.ask(work, _ignore)


def _ignore(_: object) -> None:
    """Take an answer that nobody waits for."""
