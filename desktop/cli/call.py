"""What several commands ask of a call: its model, its scenario, its library, a place to write."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.errors import OptionNeedsError
from desktop.arguments.parse import CommandLine
from desktop.arguments.run import policy
from desktop.domain.assumptions import Assumptions
from desktop.domain.scenario import Scenario
from desktop.engine.ensemble.assumptions import check_assumptions
from desktop.language.language import Language
from desktop.reports.listing import Listing
from desktop.reports.output import check_suffix
from desktop.reports.streams import complain, write_out

if TYPE_CHECKING:
    from db import Library
    from desktop.domain.model.model import Model


@dataclass(frozen=True, slots=True)
class Call:
    """Hold what every command is given."""

    line: CommandLine
    language: Language
    resources: Path


def show(call: Call, found: Listing) -> int:
    """Write a list, as JSON where that is asked for, and return the exit code."""
    write_out(found.as_json() if "--json" in call.line.switches else found.as_columns())
    return 0


def model_of(call: Call) -> "Model":
    """Return the model."""
    from desktop.modelfiles.read import read_model

    return read_model(call.resources)


def model_and_scenario(call: Call) -> "tuple[Model, Scenario]":
    """Return the model, and the scenario named, or the status quo, with what else is asked for."""
    line = call.line
    name, assumed = line.value("--scenario"), line.value("--assumptions")
    if name is None and line.value("--store") is not None:
        raise OptionNeedsError(option="--store", needed="--scenario")
    assumptions = None if assumed is None else Assumptions.parse(assumed, mark=",")
    scenario = Scenario(name=call.language.text("scenarios.untitled"))
    if name is None:
        model = model_of(call)
    else:
        model, scenario = kept_scenario(call, name)
    if assumptions is not None:
        check_assumptions(model, assumptions)
        scenario = replace(scenario, assumptions=assumptions.text)
    asked = policy(line, scenario.combined, model.levers, model.events, model.clock)
    return model, replace(scenario, policy=asked, packages=())


def kept_scenario(call: Call, name: str) -> "tuple[Model, Scenario]":
    """Return a scenario of the library by its name, and the model at the vantage chosen there."""
    from desktop.document.imports import checked
    from desktop.modelfiles.read import at_chosen_vantage

    with open_store(call.line) as store:
        scenario = store.scenarios.load(store.scenarios.find(name))
        state = store.observations.state()
    model = at_chosen_vantage(model_of(call), state, call.resources)
    scenario = checked(scenario, model)
    tell_of_other_model(call, scenario, model)
    return model, scenario


def tell_of_other_model(call: Call, scenario: Scenario, model: "Model") -> None:
    """Say so, on standard error, if a scenario was made under another model."""
    from desktop.document.imports import is_of_other_model

    if is_of_other_model(scenario, model):
        name, made, now = scenario.name, scenario.model_version, model.version
        complain(call.language.text("notice.other_model", scenario=name, made=made, now=now))


def open_store(line: CommandLine) -> "Library":
    """Open the library that --store names, or this person's own, to read only; make none."""
    from db import Library, default_location

    return Library.open(line.value("--store") or default_location(), create=False, read_only=True)


def output_path(text: str | None, suffixes: tuple[str, ...]) -> Path | None:
    """Return the path that was typed, None without one; raise UnknownFormatError for its end."""
    if text is None:
        return None
    path = Path(text)
    check_suffix(path, suffixes)
    return path
