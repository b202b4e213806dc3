"""What the model is known for, `data/behaviours.toml`: runs, readings, bounds, mutants."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from desktop.arguments.run import read_event, read_setting
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from tests.model_checks.runs import Run, run, shipped

FILE = Path(__file__).parent / "data" / "behaviours.toml"


@dataclass(frozen=True, slots=True)
class Change:
    """Say what is different in a model: parameters, starts of stocks, a piece of one equation."""

    parameters: Mapping[str, float] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    equation: tuple[str, str, str] | tuple[()] = ()
    """Auxiliary, a piece of its equation, and what stands in its place."""
    says: str = ""
    """What is wrong, of a mutant."""

    def on(self, model: Model) -> Model:
        """Return the model with the change made."""
        assert self.parameters.keys() <= model.parameters.keys()
        parameters = {
            name: replace(model.parameters[name], low=value, central=value, high=value)
            for name, value in self.parameters.items()
        }
        stocks = {
            name: replace(model.stocks[name], initial=start) for name, start in self.starts.items()
        }
        auxiliaries = {}
        if self.equation:
            name, old, new = self.equation
            known = model.auxiliaries[name]
            assert old in known.equation
            auxiliaries[name] = replace(known, equation=known.equation.replace(old, new))
        return replace(
            model,
            parameters={**model.parameters, **parameters},
            stocks={**model.stocks, **stocks},
            auxiliaries={**model.auxiliaries, **auxiliaries},
        )


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold one run: settings and events as the command line writes them, and a changed model."""

    set: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    change: Change = field(default_factory=Change)

    @property
    def policy(self) -> Policy:
        """Return what players decide in this run."""
        model = shipped()
        settings = (read_setting(text, model.levers, model.clock) for text in self.set)
        return Policy(
            {lever.id: setting for lever, setting in settings},
            tuple(read_event(text, model.events, model.clock) for text in self.events),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """Read one number: a variable of a run against another run, over some months."""

    name: str
    variable: str
    run: str
    first: str
    last: str
    """The last of its months; the first where it is one alone."""
    against: str
    """The other run; nothing where the level itself is read."""
    measure: Literal["points", "share"]
    least: float
    most: float

    def of(self, runs: Mapping[str, Run]) -> float:
        """Return the number, from the runs by name."""
        clock = shipped().clock
        months = slice(clock.step(Month.parse(self.first)), clock.step(Month.parse(self.last)) + 1)
        mean = float(np.mean(runs[self.run][self.variable][months, 0]))
        if not self.against:
            return mean
        other = float(np.mean(runs[self.against][self.variable][months, 0]))
        return mean / other - 1.0 if self.measure == "share" else mean - other


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Hold one thing that the model does."""

    id: str
    group: str
    says: str
    record: str
    """What is known of it outside the model."""
    runs: Mapping[str, Scene]
    readings: tuple[Reading, ...]
    compared: tuple[tuple[str, str, float], ...]
    """Readings of which the first is at least so many times the second."""
    mutants: tuple[Change, ...]

    def failures(self, change: Change | None = None) -> list[str]:
        """Return what does not hold in the shipped model, or in one with a change."""
        done = {name: _run(scene, change or Change()) for name, scene in self.runs.items()}
        found = {reading.name: reading.of(done) for reading in self.readings}
        wrong = [
            f"{each.name} is {found[each.name]:.4g}, not {each.least:g} to {each.most:g}"
            for each in self.readings
            if not each.least <= found[each.name] <= each.most
        ]
        wrong += [
            f"{one} is {found[one]:.4g}, not {times:g} times {other}, {found[other]:.4g}"
            for one, other, times in self.compared
            if not abs(found[one]) >= times * abs(found[other])
        ]
        return wrong


def _run(scene: Scene, change: Change) -> Run:
    return run(scene.policy, model=_compiled(_frozen(scene.change), _frozen(change)))


_Frozen = tuple[
    tuple[tuple[str, float], ...], tuple[tuple[str, str], ...], tuple[str, str, str] | tuple[()]
]


def _frozen(change: Change) -> _Frozen:
    return tuple(change.parameters.items()), tuple(change.starts.items()), change.equation


@cache
def _compiled(*changes: _Frozen) -> CompiledModel:
    model = shipped()
    for parameters, starts, equation in changes:
        model = Change(dict(parameters), dict(starts), equation).on(model)
    return compile_model(model)


@cache
def behaviours() -> tuple[Behaviour, ...]:
    """Read every behaviour; an unknown key is an error."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["behaviour"]
    return tuple(_behaviour(name, table) for name, table in tables.items())


def _behaviour(name: str, table: dict[str, Any]) -> Behaviour:
    behaviour = Behaviour(
        name,
        table.pop("group"),
        table.pop("says"),
        table.pop("record", ""),
        {each: _scene(scene) for each, scene in table.pop("run").items()},
        tuple(_reading(each, reading) for each, reading in table.pop("reading").items()),
        tuple((one, other, float(times)) for one, other, times in table.pop("compared", [])),
        tuple(_change(each) for each in table.pop("mutant")),
    )
    assert not table, table
    return behaviour


def change_of(table: Mapping[str, Any]) -> Change:
    """Read a change from its table; an unknown key is an error."""
    return _change(dict(table))


def _scene(table: dict[str, Any]) -> Scene:
    return Scene(tuple(table.pop("set", ())), tuple(table.pop("events", ())), _change(table))


def _change(table: dict[str, Any]) -> Change:
    change = Change(
        table.pop("parameters", {}),
        table.pop("starts", {}),
        tuple(table.pop("equation", ())),
        table.pop("says", ""),
    )
    assert not table, table
    return change


def _reading(name: str, table: dict[str, Any]) -> Reading:
    first, _, last = table.pop("months").partition("..")
    reading = Reading(
        name,
        table.pop("variable"),
        table.pop("run"),
        first,
        last or first,
        table.pop("against", ""),
        table.pop("measure", "points"),
        table.pop("least", -np.inf),
        table.pop("most", np.inf),
    )
    assert not table, table
    return reading
