"""A model's equations, read and checked: what depends on what, and in which phase it is known."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.model.model import Model, Shape, Stock
from desktop.engine.compile.phases import Phase, find_phases, in_force
from desktop.engine.language.arithmetic import worked_out
from desktop.engine.language.expressions import (
    RESERVED,
    TIME,
    Expression,
    Name,
    Number,
    Operation,
    Place,
    definitions,
    expand,
    names,
    parse,
    rewrite,
    walk,
)
from desktop.engine.run.states import (
    Accumulation,
    Relaxation,
    State,
    month_share,
    parts,
    relaxation,
)

SMOOTH = "smooth "
"""How the hidden states of smooths are called; a space cannot stand in an id."""


@dataclass(frozen=True)
class Equations:
    """Hold every equation of a model, functions expanded, smooths made states of their own.

    `auxiliaries` stand in order, each after those it uses; `phases` knows every
    name: parameters, paths, auxiliaries and states.
    """

    auxiliaries: Mapping[str, Expression]
    states: Mapping[str, State]
    phases: Mapping[str, Phase]
    places: Mapping[str, Place]
    certain: Mapping[str, float]
    """Parameters that are one number whatever is drawn or held."""

    def needed(self, wanted: Iterable[str]) -> frozenset[str]:
        """Return all auxiliaries and states that these names hang on, themselves included."""
        found: set[str] = set()
        waiting = list(wanted)
        while waiting:
            name = waiting.pop()
            if name in found or name not in self.places:
                continue
            found.add(name)
            own = self.auxiliaries.get(name)
            for part in parts(self.states[name]) if own is None else (own,):
                waiting.extend(names(part))
        return frozenset(found)


def read_equations(model: Model) -> Equations:
    """Read and check all equations of a model; raise ModelFileError naming table and key."""
    _check_ids(model)
    draft = _Draft(model)
    for auxiliary in model.auxiliaries.values():
        draft.add_auxiliary(auxiliary.id, auxiliary.equation)
    for stock in model.stocks.values():
        draft.add_stock(stock)
    _check_names(model, draft)
    order = _in_order(draft)
    auxiliary_uses = {name: draft.uses(name) for name in order}
    phases = find_phases(model, auxiliary_uses, {name: draft.uses(name) for name in draft.states})
    _check_starts(draft, phases)
    _check_references(model, phases)
    auxiliaries = {name: draft.auxiliaries[name] for name in order}
    states = {name: draft.settled(name, phases) for name in draft.states}
    movable = {*model.assumptions.ranged, *model.assumptions.movables}
    certain = {
        p.id: p.central for p in model.parameters.values() if p.certain and p.id not in movable
    }
    return Equations(auxiliaries, states, phases, draft.places, certain)


def _tables(model: Model) -> Iterator[tuple[str, str]]:
    kinds: dict[str, Mapping[str, object]] = {
        "parameter": model.parameters,
        "auxiliary": model.auxiliaries,
        "stock": model.stocks,
        "noise": model.noises,
        "pulse": model.pulses,
        "recorded": model.recorded,
        "channel": model.channels,
        "function": model.functions,
        "lookup": model.lookups,
        "lever": model.forces,
    }
    for kind, elements in kinds.items():
        for element in elements:
            yield f"{kind}.{element}", in_force(element) if kind == "lever" else element


def _check_ids(model: Model) -> None:
    seen: dict[str, str] = {}
    for table, name in _tables(model):
        if name in RESERVED:
            raise Place(table, "id").error("reserved_name", name=name)
        if name in seen:
            raise Place(table, "id").error("duplicate_id", name=name, other=seen[name])
        seen[name] = table


class _Draft:
    """Gather auxiliaries and states while the equations are read one by one."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.auxiliaries: dict[str, Expression] = {}
        self.states: dict[str, State] = {}
        self.places: dict[str, Place] = {}
        self._smooths: dict[Operation, str] = {}
        self._changes: dict[str, Accumulation] = {}
        self._functions = definitions(model.functions)
        self.bodies = {
            (place := Place(f"function.{name}")): (
                definition.arguments,
                expand(definition.body, self._functions, place),
            )
            for name, definition in self._functions.items()
        }

    def add_auxiliary(self, name: str, equation: str) -> None:
        place = Place(f"auxiliary.{name}")
        self.auxiliaries[name] = self._read(equation, place)
        self.places[name] = place

    def add_stock(self, stock: Stock) -> None:
        table = f"stock.{stock.id}"
        start = self._read(stock.initial, Place(table, "initial"))
        place = Place(table, "change" if stock.change is not None else "inflow")
        self.places[stock.id] = place
        if stock.change is None:
            self.states[stock.id] = self._flows(stock, start)
            return
        change = self._read(stock.change, place)
        share = month_share(stock.unit, stock.change_unit, Place(table, "change_unit"))
        flow = change if share == 1.0 else Operation("multiply", (Number(share), change))
        plain = Accumulation(place, start, flow, stock.bounds)
        self._changes[stock.id] = plain
        self.states[stock.id] = relaxation(stock.id, plain, change, share) or plain

    def expressions(self, name: str) -> tuple[Expression, ...]:
        """Return the expressions that define an auxiliary or a state."""
        if name in self.auxiliaries:
            return (self.auxiliaries[name],)
        return parts(self.states[name])

    def uses(self, name: str) -> tuple[str, ...]:
        """Return the names that define an auxiliary or a state."""
        return tuple(used for part in self.expressions(name) for used in names(part))

    def settled(self, name: str, phases: Mapping[str, Phase]) -> State:
        """Return the state; a declared relaxation whose speed moves is an accumulation."""
        state = self.states[name]
        speeds = state.speeds if isinstance(state, Relaxation) else ()
        moving = (used for speed in speeds for used in names(speed) if not phases[used].constant)
        return self._changes.get(name, state) if any(moving) else state

    def _flows(self, stock: Stock, start: Expression) -> Accumulation:
        table = f"stock.{stock.id}"
        total: Expression | None = None
        for key, name, operation in (
            ("inflow", stock.inflow, "add"),
            ("outflow", stock.outflow, "subtract"),
        ):
            if name is None:
                continue
            place = Place(table, key)
            auxiliary = self._model.auxiliaries.get(name)
            if auxiliary is None:
                raise place.error("unknown_flow", name=name)
            share = month_share(stock.unit, auxiliary.unit, place)
            moved = Operation("multiply", (Number(share), Name(name)))
            total = (
                moved
                if total is None and operation == "add"
                else Operation(operation, (total or Number(0.0), moved))
            )
        if total is None:
            raise Place(table, "change").error("no_flow", name=stock.id)
        return Accumulation(self.places[stock.id], start, total, stock.bounds)

    def _read(self, text: str, place: Place) -> Expression:
        expression = expand(parse(text, place), self._functions, place)
        return rewrite(expression, lambda operation: self._settle(operation, place))

    def _settle(self, operation: Operation, place: Place) -> Expression:
        """Work out what only numbers decide, and make smooths states of their own."""
        if operation.name in ("smooth", "smooth3"):
            return self._smooth(operation, place)
        numbers = [each.value for each in operation.arguments if isinstance(each, Number)]
        if len(numbers) == len(operation.arguments):
            value = worked_out(operation.name, numbers)
            if value is not None and not math.isfinite(value):
                raise place.error("bad_number")
            return operation if value is None else Number(value)
        return operation

    def _smooth(self, operation: Operation, place: Place) -> Expression:
        """Return the name of a smooth's last stage; equal smooths share their stages."""
        source, tau, start = operation.arguments
        stages = 3 if operation.name == "smooth3" else 1
        time = Operation("max", (Operation("divide", (tau, Number(float(stages)))), Number(1.0)))
        speed = Operation("divide", (Number(1.0), time))
        for stage in range(1, stages + 1):
            key = Operation(f"stage{stage}", (source, speed, start))
            name = self._smooths.get(key)
            if name is None:
                name = f"{SMOOTH}{len(self._smooths) + 1}"
                self._smooths[key] = name
                self.states[name] = Relaxation(place, start, source, (speed,), None)
                self.places[name] = place
            source = Name(name)
        return source


def _check_names(model: Model, draft: _Draft) -> None:
    known = {name for table, name in _tables(model) if not table.startswith(("function", "lookup"))}
    known |= draft.states.keys() | {TIME}
    for place, (arguments, body) in draft.bodies.items():
        for used in names(body):
            if used not in known and used not in arguments:
                raise place.error("unknown_name", name=used)
    for name, place in draft.places.items():
        for part in draft.expressions(name):
            for used in names(part):
                if used not in known:
                    raise _key_of(draft, name, part, place).error("unknown_name", name=used)
            for node in walk(part):
                if isinstance(node, Operation) and node.name == "lookup":
                    table = node.arguments[0]
                    if not isinstance(table, Name) or table.id not in model.lookups:
                        raise place.error("lookup_table_needed")


def _key_of(draft: _Draft, name: str, part: Expression, place: Place) -> Place:
    """Return the place with the key `initial` where the part is a declared stock's start."""
    state = draft.states.get(name)
    if state is not None and part is state.start and place.table.startswith("stock."):
        return Place(place.table, "initial")
    return place


def _in_order(draft: _Draft) -> tuple[str, ...]:
    """List the auxiliaries, each after those it uses; raise ModelFileError on a circle."""
    done: dict[str, None] = {}
    for first in draft.auxiliaries:
        path: list[str] = []
        steps: list[Iterator[str]] = [iter((first,))]
        while steps:
            name = next(steps[-1], None)
            if name is None:
                steps.pop()
                if path:
                    done[path.pop()] = None
                continue
            if name in done or name not in draft.auxiliaries:
                continue
            if name in path:
                circle = [*path[path.index(name) :], name]
                raise draft.places[name].error("cycle", names=" → ".join(circle))
            path.append(name)
            steps.append(iter(names(draft.auxiliaries[name])))
    return tuple(done)


def _check_starts(draft: _Draft, phases: Mapping[str, Phase]) -> None:
    for name, state in draft.states.items():
        for used in names(state.start):
            if not phases[used].constant:
                raise _key_of(draft, name, state.start, state.place).error(
                    "start_not_constant", name=used
                )
        if isinstance(state, Relaxation) and name.startswith(SMOOTH):
            for used in names(state.speeds[0]):
                if not phases[used].constant:
                    raise state.place.error("time_constant_not_constant", name=used)


def _check_references(model: Model, phases: Mapping[str, Phase]) -> None:
    for indicator in model.indicators.values():
        if indicator.variable not in phases:
            raise Place(f"indicator.{indicator.id}", "variable").error(
                "unknown_name", name=indicator.variable
            )
    for lever in model.levers:
        if lever not in model.forces:
            raise Place(f"lever.{lever}", "lead").error("lever_without_force", name=lever)
    for force in model.forces.values():
        if force.lever not in model.levers:
            raise Place(f"lever.{force.lever}", "id").error("unknown_lever", name=force.lever)
    for effect in model.effects:
        place = Place(f"event.{effect.event}.effect", "target")
        if effect.event not in model.events:
            raise place.error("unknown_event", name=effect.event)
        targets: Mapping[str, object] = (
            model.stocks if effect.shape is Shape.IMPULSE else model.channels
        )
        if effect.target not in targets:
            raise place.error("effect_target", name=effect.target)
