"""What is done in the library to put a scenario on the desk, on the store's lane."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.document.commands import Rename
from desktop.domain.errors import ArgumentError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import MOST_STEPS, UndoLog, UndoStep
from desktop.engine.ensemble.assumptions import fitted_assumptions
from desktop.session.examples import Examples

if TYPE_CHECKING:
    from db.scenarios.summary import ScenarioSummary
    from db.store import Store

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


def fitted(scenario: Scenario, model: Model) -> tuple[Scenario, int]:
    """Return the scenario with what this model allows, and how many things that left out."""
    policy, dropped = _fitted_policy(scenario.policy, model)
    packages = []
    for package in scenario.packages:
        allowed, lost = _fitted_policy(package.policy, model)
        packages.append(replace(package, policy=allowed))
        dropped += lost
    charts = tuple(chart for chart in scenario.charts if chart in model.indicators)
    targets = tuple(line for line in scenario.targets if line.indicator in model.indicators)
    assumptions, foreign = fitted_assumptions(model, scenario.assumptions)
    fit = replace(
        scenario,
        policy=policy,
        packages=tuple(packages),
        charts=charts,
        targets=targets,
        assumptions=assumptions,
    )
    return fit, dropped + foreign


def _fitted_policy(policy: Policy, model: Model) -> tuple[Policy, int]:
    settings = {
        lever: setting
        for lever, setting in policy.settings.items()
        if lever in model.levers and _allowed(lever, setting, model)
    }
    events = tuple(
        planned
        for planned in policy.events
        if planned.event in model.events
        and model.clock.first_planned <= planned.month <= model.clock.horizon
    )
    dropped = len(policy.settings) - len(settings) + len(policy.events) - len(events)
    return Policy(settings, events), dropped


def _allowed(lever: str, setting: Setting, model: Model) -> bool:
    try:
        setting.check(model.levers[lever], model.clock)
    except ArgumentError:
        return False
    return True


def _fits(trail: UndoLog, model: Model) -> bool:
    """Say whether every state that undoing and redoing leads to is one the model allows."""
    states = [state for step in (*trail.done, *trail.undone) for state in (step.before, step.after)]
    return all(fitted(state, model)[0] == state for state in states)


def free_name(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return the name, with a number behind it where it is taken."""
    number, name = 1, wanted
    while taken(name):
        number += 1
        name = f"{wanted} {number}"
    return name


def opened(store: "Store", scenario_id: int, model: Model, leaving: int | None = None) -> Found:
    """Read a scenario to put it on the desk, and keep a version of the one that leaves it."""
    if leaving not in (None, scenario_id) and not store.read_only:
        _leave(store, leaving)
    kept = store.load(scenario_id)
    scenario, dropped = fitted(kept, model)
    trail, failure = UndoLog(), None
    try:
        trail = store.trail(scenario_id)
    except VecinosError as error:
        failure = error
    # Under the model it was made with, every state was allowed as it was made.
    if scenario != kept or (kept.model_digest != model.digest and not _fits(trail, model)):
        trail = UndoLog()
    if not store.read_only:
        store.set_last_opened(scenario_id)
    return Found(scenario_id, scenario, kept, dropped, trail, failure)


def newest_of(store: "Store", most: int = LISTED) -> "tuple[ScenarioSummary, ...]":
    """List the scenarios changed last, newest first."""
    from db.scenarios.summary import ScenarioQuery

    return store.scenarios(ScenarioQuery(limit=most))


def newest(store: "Store", examples: Examples | None = None) -> int | None:
    """Return the newest scenario; with `examples` the newest that is none of them."""
    for summary in newest_of(store):
        if examples is None or not examples.holds(store.load(summary.id)):
            return summary.id
    return None


def _leave(store: "Store", scenario_id: int | None) -> None:
    """Keep a version of the scenario that is put away; what is gone or damaged has none."""
    from db.errors import ScenarioDamagedError, ScenarioNotFoundError
    from db.scenarios.summary import Cause

    if scenario_id is not None:
        with suppress(ScenarioDamagedError, ScenarioNotFoundError):
            store.keep_version(scenario_id, cause=Cause.LEFT)


def renamed(scenario: Scenario, trail: UndoLog, name: str) -> tuple[Scenario, UndoLog]:
    """Return a scenario and its history under a name; another one is one more undo step."""
    if name == scenario.name:
        return scenario, trail
    command = Rename(name)
    after = replace(scenario, name=name)
    step = UndoStep(command.label, command.subject, scenario, after)
    return after, UndoLog((*trail.done, step)[-MOST_STEPS:])


def created(
    store: "Store",
    scenario: Scenario,
    model: Model,
    trail: UndoLog = UndoLog(),  # noqa: B008 - frozen
    leaving: int | None = None,
) -> Found:
    """Keep a new scenario with its undo history, in one transaction, and open it."""
    made = store.create(*renamed(scenario, trail, store.free_name(scenario.name)))
    return replace(opened(store, made, model, leaving), made=True)
