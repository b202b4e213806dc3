"""What is done in the library to put a scenario on the desk, on the store's lane."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.document.fitting import all_fit, fitted
from desktop.document.naming import renamed
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog
from desktop.session.examples import Examples

if TYPE_CHECKING:
    from db import Library, ScenarioSummary

LISTED = 200
"""Scenarios that menus and dialogs choose from; a browser asks for pages of the whole library."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold what was found in the library, to be put on the desk."""

    id: int
    scenario: Scenario
    kept_scenario: Scenario
    """As it lies in the library, with what this model does not allow."""
    dropped: int
    trail: UndoLog
    failure: VecinosError | None
    """Why the undo history could not be read."""
    made: bool = False
    """It was made just now from what was on the desk, or fresh."""


def opened(store: "Library", scenario_id: int, model: Model, leaving: int | None = None) -> Found:
    """Read a scenario to put it on the desk, and keep a version of the one that leaves it."""
    if leaving not in (None, scenario_id) and not store.read_only:
        _leave(store, leaving)
    kept = store.scenarios.load(scenario_id)
    scenario, dropped = fitted(kept, model)
    trail, failure = UndoLog(), None
    try:
        trail = store.scenarios.undo_log(scenario_id)
    except VecinosError as error:
        failure = error
    # Under the model it was made with, every state was allowed as it was made.
    if scenario != kept or (kept.model_digest != model.digest and not all_fit(trail, model)):
        trail = UndoLog()
    if not store.read_only:
        store.scenarios.set_last_opened(scenario_id)
    return Found(scenario_id, scenario, kept, dropped, trail, failure)


def newest_of(store: "Library", most: int = LISTED) -> "tuple[ScenarioSummary, ...]":
    """List the scenarios changed last, newest first."""
    from db import ScenarioQuery

    return store.scenarios.listed(ScenarioQuery(limit=most))


def newest(store: "Library", examples: Examples | None = None) -> int | None:
    """Return the newest scenario; with `examples` the newest that is none of them."""
    for summary in newest_of(store):
        if examples is None or not examples.holds(store.scenarios.load(summary.id)):
            return summary.id
    return None


def _leave(store: "Library", scenario_id: int | None) -> None:
    """Keep a version of the scenario that is put away; what is gone or damaged has none."""
    from db import Cause, ScenarioDamagedError, ScenarioNotFoundError

    if scenario_id is not None:
        with suppress(ScenarioDamagedError, ScenarioNotFoundError):
            store.versions.keep(scenario_id, cause=Cause.LEFT)


def created(
    store: "Library",
    scenario: Scenario,
    model: Model,
    trail: UndoLog = UndoLog(),  # noqa: B008 - frozen
    leaving: int | None = None,
) -> Found:
    """Keep a new scenario with its undo history, in one transaction, and open it."""
    made = store.scenarios.create(
        *renamed(scenario, trail, store.scenarios.free_name(scenario.name))
    )
    return replace(opened(store, made, model, leaving), made=True)
