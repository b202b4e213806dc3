"""What of a scenario a model can run: fit an older one, begin a new one."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop.document.former import translated
from desktop.domain.clock import MovedClock
from desktop.domain.errors import ArgumentError
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog
from desktop.engine.ensemble.assumptions import fitted_assumptions


def fitted(scenario: Scenario, model: Model) -> tuple[Scenario, int]:
    """Return the scenario with what this model allows, and how many things that left out."""
    scenario = translated(scenario)
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
        if lever in model.levers
        and _passes(partial(setting.check, model.levers[lever], model.clock))
    }
    events = tuple(
        planned
        for planned in policy.events
        if _passes(partial(planned.check, model.events, model.clock))
    )
    dropped = len(policy.settings) - len(settings) + len(policy.events) - len(events)
    return Policy(settings, events), dropped


def _passes(check: Callable[[], None]) -> bool:
    try:
        check()
    except ArgumentError:
        return False
    return True


def all_fit(trail: UndoLog, model: Model) -> bool:
    """Say whether every state that undoing and redoing leads to is one the model allows."""
    states = [state for step in (*trail.done, *trail.undone) for state in (step.before, step.after)]
    return all(fitted(state, model)[0] == state for state in states)


def fresh_scenario(model: Model, name: str) -> Scenario:
    """Return a scenario without departures from the status quo, made under a model."""
    return Scenario(name, model_version=model.version, model_digest=digest_at_any_vantage(model))


def digest_at_any_vantage(model: Model) -> str:
    """Return what tells the model in a scenario; a moved vantage makes it no other model."""
    return "" if isinstance(model.clock, MovedClock) else model.digest
