"""One link of the built model alone: its source is pushed, and all else is held.

An isolated model keeps the shipped equations of the effect and of what is named as standing
between, and nothing else moves: every other stock, auxiliary, lever, noise, pulse and channel is a
number, its value at the vantage of the central run. The source is a number too, until it is pushed
in the first month. What is measured is the difference between the run with the push and without.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Clock
from desktop.domain.lever import Lever, Setting
from desktop.domain.model.model import Auxiliary, LeverForce, Model, Parameter, Stock
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.compile.phases import in_force
from tests.model_checks.runs import compiled, run, shipped

Floats = NDArray[np.float64]

PUSHED = "pushed"
"""The lever of an isolated model that pushes the source."""
MONTHS = 180
"""Of an isolated run, if it is not said to be longer."""


@dataclass(frozen=True, slots=True)
class Isolation:
    """Say what is pushed, what answers, and what else may move."""

    source: str
    """An auxiliary, a stock, a path, a parameter, or a lever: its setting, with its lead.

    Empty where nothing is pushed and the effect moves by itself.
    """
    effect: str
    push: float
    """Added to the source from the first month on."""
    through: tuple[str, ...] = ()
    """Variables between source and effect, whose own equations hold."""
    hold: Mapping[str, float] = field(default_factory=dict)
    """What is held, or starts, elsewhere than at the vantage; the source too."""
    parameters: Mapping[str, float] = field(default_factory=dict)
    """Parameters elsewhere than at their central values."""
    felt: str = "{source}"
    """What the effect feels of the source, a mutation: `2 * {base} - {source}`."""
    leak: bool = False
    """Let the effect follow the source by a way of its own, past every parameter."""
    flat: bool = False
    """Let every level of the lever in `source` stand for what the default stands for."""
    released: float = 0.0
    """Push the effect's own start by this instead of a source."""
    months: int = MONTHS
    """Length of the run."""

    @property
    def is_lever(self) -> bool:
        """Say whether a lever's setting is pushed."""
        return self.source in shipped().levers


@cache
def vantage() -> Mapping[str, float]:
    """Return every variable of the central run at the vantage."""
    return {name: float(values[0, 0]) for name, values in run().items()}


def base(isolation: Isolation) -> float:
    """Return where the source stands before it is pushed."""
    if isolation.source in isolation.hold:
        return isolation.hold[isolation.source]
    if isolation.is_lever:
        return shipped().levers[isolation.source].default
    if isolation.source in shipped().parameters:
        return shipped().parameters[isolation.source].central
    return vantage()[isolation.source]


def answers(isolation: Isolation) -> tuple[Floats, Floats]:
    """Return the effect at every step, (TIME,), without the push and with it."""
    model = compile_model(isolated(isolation))
    still = _effect(isolation, model, STATUS_QUO)
    if isolation.released:
        released = replace(model.model, stocks=dict(model.model.stocks))
        stock = model.model.stocks[isolation.effect]
        moved = replace(stock, initial=f"({stock.initial}) + {isolation.released!r}")
        released = replace(released, stocks={**released.stocks, stock.id: moved})
        return still, _effect(isolation, compile_model(released), STATUS_QUO)
    if isolation.is_lever:
        value = base(isolation) + isolation.push
        return still, _effect(isolation, model, Policy({isolation.source: Setting(value)}))
    return still, _effect(isolation, model, Policy({PUSHED: Setting(1.0)}))


def _effect(isolation: Isolation, model: CompiledModel, chosen: Policy) -> Floats:
    values: Floats = np.asarray(run(chosen, model=model)[isolation.effect][:, 0], np.float64)
    return values


def isolated(isolation: Isolation) -> Model:
    """Return the shipped model with nothing left to move but the link."""
    model = shipped()
    moving = {isolation.effect, *isolation.through}
    phases = compiled().equations.phases
    auxiliaries = {
        name: known
        if name in moving or phases[name].constant
        else replace(known, equation=_held(name, isolation))
        for name, known in model.auxiliaries.items()
    }
    stocks = {
        name: _starting(stock, isolation) for name, stock in model.stocks.items() if name in moving
    }
    others = {*model.stocks, *model.noises, *model.pulses, *model.channels} - moving
    others |= {in_force(lever) for lever in model.forces}
    levers = {PUSHED: _switch(next(iter(model.levers.values())))}
    forces = {PUSHED: LeverForce(PUSHED, (), 0.0, None)}
    if isolation.is_lever:
        force = model.forces[isolation.source]
        now = vantage()[in_force(isolation.source)]
        flat = tuple(now for _ in force.levels)
        levers = {isolation.source: model.levers[isolation.source]}
        forces = {isolation.source: replace(force, levels=flat) if isolation.flat else force}
        others -= {in_force(isolation.source)}
    auxiliaries |= {name: _auxiliary(name, _held(name, isolation)) for name in others}
    parameters = {
        name: _certain(known, isolation.parameters.get(name, known.central))
        for name, known in model.parameters.items()
        if name != isolation.source
    }
    assert isolation.parameters.keys() <= model.parameters.keys()
    if isolation.source and not isolation.is_lever:
        pushed = f"{base(isolation)!r} + {isolation.push!r} * {in_force(PUSHED)}"
        auxiliaries[isolation.source] = _auxiliary(isolation.source, pushed)
    alone = replace(
        model,
        clock=Clock(model.clock.vantage, model.clock.vantage.plus(isolation.months)),
        parameters=parameters,
        auxiliaries=auxiliaries,
        stocks=stocks,
        noises={},
        pulses={},
        channels={},
        effects=(),
        events={},
        indicators={},
        levers=levers,
        forces=forces,
    )
    return _pruned(_leaking(_mutated(alone, isolation, moving), isolation), isolation.effect)


def _pruned(model: Model, effect: str) -> Model:
    """Leave out every auxiliary that the effect does not hang on, so that little is compiled."""
    waiting = [effect, *model.stocks]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(WORD.findall(" ".join(_texts(model, name))))
    auxiliaries = {name: known for name, known in model.auxiliaries.items() if name in needed}
    parameters = {name: known for name, known in model.parameters.items() if name in needed}
    return replace(model, auxiliaries=auxiliaries, parameters=parameters)


WORD = re.compile(r"[a-z][a-z0-9_]*")


def _texts(model: Model, name: str) -> tuple[str, ...]:
    if name in model.auxiliaries:
        return (model.auxiliaries[name].equation,)
    if name in model.functions:
        return (model.functions[name].equation,)
    if name in model.stocks:
        stock = model.stocks[name]
        return tuple(filter(None, (stock.initial, stock.change, stock.inflow, stock.outflow)))
    return ()


def _switch(lever: Lever) -> Lever:
    return replace(lever, id=PUSHED, low=0.0, high=1.0, default=0.0, levels=(), lead=0.0)


def _held(name: str, isolation: Isolation) -> str:
    return repr(float(isolation.hold.get(name, vantage()[name])))


def _starting(stock: Stock, isolation: Isolation) -> Stock:
    if stock.id in isolation.hold:
        return replace(stock, initial=repr(float(isolation.hold[stock.id])))
    return stock


def _auxiliary(name: str, equation: str) -> Auxiliary:
    known: Auxiliary | Stock | None = shipped().auxiliaries.get(name) or shipped().stocks.get(name)
    evidence = next(iter(shipped().auxiliaries.values())).evidence
    return Auxiliary(name, "1" if known is None else known.unit, equation, evidence)


def _certain(parameter: Parameter, value: float) -> Parameter:
    return replace(parameter, low=value, central=value, high=value, least=None, most=None)


def _source_name(isolation: Isolation) -> str:
    return in_force(isolation.source) if isolation.is_lever else isolation.source


def _mutated(model: Model, isolation: Isolation, moving: set[str]) -> Model:
    """Let all that moves feel `felt` in the source's place."""
    if isolation.felt == "{source}":
        return model
    source = _source_name(isolation)
    word = re.compile(rf"\b{source}\b")
    felt = isolation.felt.format(source=source, base=repr(_start_of(isolation)))

    def deceived(text: str | None) -> str | None:
        return None if text is None else word.sub("felt_of_source", text)

    auxiliaries = {
        name: replace(known, equation=deceived(known.equation) or "") if name in moving else known
        for name, known in model.auxiliaries.items()
    }
    stocks = {
        name: replace(
            known,
            change=deceived(known.change),
            inflow=deceived(known.inflow),
            outflow=deceived(known.outflow),
        )
        for name, known in model.stocks.items()
    }
    unit = shipped().auxiliaries[source].unit if source in shipped().auxiliaries else "1"
    auxiliaries["felt_of_source"] = replace(_auxiliary("felt_of_source", felt), unit=unit)
    return replace(model, auxiliaries=auxiliaries, stocks=stocks)


def _start_of(isolation: Isolation) -> float:
    """Return where what the equations feel of the source stands before the push."""
    if isolation.is_lever:
        return vantage()[in_force(isolation.source)]
    return base(isolation)


def _leaking(model: Model, isolation: Isolation) -> Model:
    if not isolation.leak:
        return model
    past = f"-0.01 * {isolation.effect}" if isolation.released else "0.01 * time"
    if isolation.source:
        past = f"0.1 * ({_source_name(isolation)} - {_start_of(isolation)!r}) / {isolation.push!r}"
    known = model.auxiliaries.get(isolation.effect)
    if known is not None:
        open_gate = replace(known, equation=f"({known.equation}) * (1 + {past}) + {past}")
        return replace(model, auxiliaries={**model.auxiliaries, known.id: open_gate})
    stock = model.stocks[isolation.effect]
    change = stock.change or f"{stock.inflow} - {stock.outflow}"
    leaking = replace(stock, inflow=None, outflow=None, change=f"{change} + {past}")
    return replace(model, stocks={**model.stocks, stock.id: leaking})
