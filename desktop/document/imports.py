"""Bring scenarios of elsewhere into a library, and judge whether this model can run them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.document.former import translated
from desktop.domain.clock import MovedClock
from desktop.domain.ensemble import MOST_MEMBERS
from desktop.domain.errors import ArgumentError, EventSizeError, VecinosError
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.engine.ensemble.assumptions import check_assumptions

if TYPE_CHECKING:
    from db import Library


class ForeignScenarioError(VecinosError):
    """Fields: scenario, part: the lever or event that this model does not have, or not so."""

    code = "foreign_scenario"


class ForeignSizeError(VecinosError):
    """Fields: scenario, event, size, least, most."""

    code = "foreign_size"


class ForeignPackError(VecinosError):
    """Fields: path, scenario, part: as of ForeignScenarioError. Nothing was taken in."""

    code = "pack_foreign"


@dataclass(frozen=True, slots=True)
class Imported:
    """Say what came in; scenarios are as they now stand in the library."""

    ids: tuple[int, ...]
    scenarios: tuple[Scenario, ...]
    renamed: tuple[tuple[str, str], ...]
    """Of those whose name was taken: the name in the pack, and the one here."""
    of_other_models: tuple[Scenario, ...]
    """Those made under another model than the one that projects them here."""


def checked(scenario: Scenario, model: Model) -> Scenario:
    """Return a scenario in this version's words, all of it the model's.

    Raise ForeignScenarioError for a lever, value, event or assumptions not the model's.

    What no run can be asked for counts too: its part is then `members` or `seed`. A size that no
    event has is a ForeignSizeError.
    """
    scenario, clock = translated(scenario), model.clock
    for policy in (scenario.policy, *(package.policy for package in scenario.packages)):
        for lever, setting in policy.settings.items():
            try:
                setting.check(model.levers[lever], clock)
            except (KeyError, ArgumentError) as misfit:
                raise ForeignScenarioError(scenario=scenario.name, part=lever) from misfit
        for planned in policy.events:
            try:
                planned.check(model.events, clock)
            except EventSizeError as misfit:
                raise ForeignSizeError(scenario=scenario.name, **misfit.fields) from misfit
            except ArgumentError as misfit:
                raise ForeignScenarioError(scenario=scenario.name, part=planned.event) from misfit
    try:
        check_assumptions(model, scenario.assumed)
    except ArgumentError as misfit:
        part = scenario.assumptions
        raise ForeignScenarioError(scenario=scenario.name, part=part) from misfit
    if not 0 <= scenario.ensemble.members <= MOST_MEMBERS:
        raise ForeignScenarioError(scenario=scenario.name, part="members")
    if scenario.ensemble.seed < 0:
        raise ForeignScenarioError(scenario=scenario.name, part="seed")
    return scenario


def is_of_other_model(scenario: Scenario, model: Model) -> bool:
    """Say whether a scenario was made under another model; one that does not say was not."""
    # At a vantage that was moved the model has another digest and is the same one.
    moved = isinstance(model.clock, MovedClock)
    return bool(scenario.model_digest) and scenario.model_digest != model.digest and not moved


def scenarios_of_pack(path: Path, model: Model) -> tuple[Scenario, ...]:
    """Return what a pack holds, all of it fit for this model.

    Raises what `read_pack` raises, ForeignSizeError and ForeignPackError. No library is touched,
    nor needed: ask this before one is made.
    """
    from db import read_pack

    found = []
    for scenario in read_pack(path):
        try:
            found.append(checked(scenario, model))
        except ForeignScenarioError as misfit:
            raise ForeignPackError(path=str(path), **misfit.fields) from misfit
    return tuple(found)


def import_scenarios(store: "Library", scenarios: Sequence[Scenario], model: Model) -> Imported:
    """Bring scenarios into a library, all or none; nothing is asked.

    One whose name is taken gets a number behind it.
    """
    kept = store.scenarios.create_all(scenarios)
    names = ((one.name, now.name) for one, now in zip(scenarios, kept.values(), strict=True))
    return Imported(
        ids=tuple(kept),
        scenarios=tuple(kept.values()),
        renamed=tuple((name, now) for name, now in names if name != now),
        of_other_models=tuple(one for one in kept.values() if is_of_other_model(one, model)),
    )
