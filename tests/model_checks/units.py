"""Do the units of every equation agree; `python -m tests.model_checks.units` lists what does not.

Each equation is evaluated once more on quantities, numbers that carry the unit which the model
files give them, at the vantage. Adding, comparing or choosing between two units that differ is a
fault even where Pint could convert one to the other: the engine computes with bare numbers and
converts nothing, so a year beside a month, or a thousand people beside single ones, is an error
of that size.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pint

from desktop.domain.ensemble import CENTRAL
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.compile.phases import in_force
from desktop.engine.language.expressions import (
    TIME,
    Definition,
    Expression,
    Name,
    Number,
    Operation,
    Place,
    expand,
    parse,
)
from desktop.engine.run.project import variables
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES

Quantity: TypeAlias = Any
"""Pint makes its classes at run time, one set a registry."""

EXACT = 1e-9
"""Relative difference up to which two numbers are the same."""
PURE = "1"
MONTH = "month"
_SPELLED = {"%": "percent", PURE: "dimensionless"}


class UnitError(Exception):
    """Say what does not agree; `left` and `right` are the two units, where there are two."""

    def __init__(self, what: str, left: str, right: str) -> None:
        super().__init__(what)
        self.what = what
        self.left = left
        self.right = right


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one fault and the place of its equation."""

    place: Place
    fault: UnitError

    def text(self) -> str:
        """Return the finding as printed."""
        fault = self.fault
        return f"{self.place.table} {self.place.key}: {fault.what}: {fault.left} and {fault.right}"


class Units:
    """Hold the formal units of `units.toml` as Pint's."""

    def __init__(self, file: Path) -> None:
        self._entries: dict[str, dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))["unit"]
        # An empty registry: nothing is known but what the file says.
        self._registry: Any = pint.UnitRegistry(None)
        simple = [name for name in self._entries if name != PURE and _symbols(name) == [name]]
        bases = {base for name in simple for base in self._entries[name]["dimension"]}
        for base in sorted(bases):
            self._registry.define(f"base_{base} = [{base}]")
        for name in simple:
            entry = self._entries[name]
            parts = [f"base_{base}**{power}" for base, power in entry["dimension"].items()]
            factors = " * ".join([repr(float(entry.get("scale", 1))), *parts])
            self._registry.define(f"{_SPELLED.get(name, name)} = {factors}")

    def faults(self) -> Iterator[str]:
        """Name each compound unit that is not the product of its parts."""
        for name, entry in self._entries.items():
            if "scale" in entry and _symbols(name) != [name]:
                yield f"{name}: the scale of a compound unit follows from its parts"
            try:
                made = self.quantity(1.0, name).to_base_units()
            except pint.UndefinedUnitError as missing:
                yield f"{name}: {_shown(str(missing.args[0]))} is not a unit of units.toml"
                continue
            told = {f"[{base}]": power for base, power in entry["dimension"].items()}
            if dict(made.dimensionality) != told:
                yield f"{name}: its parts give {dict(made.dimensionality)}, not {told}"

    def quantity(self, value: float, unit: str) -> Quantity:
        """Return a number with a formal unit."""
        above, *below = unit.split("/")
        made = self._registry.Quantity(np.float64(value), "")
        for symbol in above.split("*"):
            made = made * self._unit(symbol)
        for part in below:
            for symbol in part.split("*"):
                made = made / self._unit(symbol)
        return made

    def _unit(self, symbol: str) -> Quantity:
        return self._registry.Quantity(1.0, _SPELLED.get(symbol, symbol))


def _symbols(unit: str) -> list[str]:
    return unit.replace("*", "/").split("/")


def _shown(text: str) -> str:
    return reduce(lambda told, pair: told.replace(pair[1], pair[0]), _SPELLED.items(), text)


def _told(quantity: Quantity) -> str:
    """Return a quantity's unit and dimension as printed."""
    return f"{_shown(str(quantity.units)).replace(' ', '')} {_shown(str(quantity.dimensionality))}"


def written(expression: Expression) -> str:
    """Return an expression in short, for a message."""
    if isinstance(expression, Number):
        return f"{expression.value:g}"
    if isinstance(expression, Name):
        return expression.id
    parts = [written(each) for each in expression.arguments]
    sign = _SIGNS.get(expression.name)
    if sign is not None and len(parts) == 2:
        return f"({parts[0]} {sign} {parts[1]})"
    if expression.name == "if":
        return f"({parts[1]} if {parts[0]} else {parts[2]})"
    return f"{expression.name}({', '.join(parts)})"


_SIGNS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "less": "<",
    "less_equal": "<=", "greater": ">", "greater_equal": ">=", "equal": "==", "not_equal": "!=",
    "and": "and", "or": "or",
}  # fmt: skip


def _brief(expression: Expression) -> str:
    text = written(expression)
    return text if len(text) <= 70 else f"{text[:69]}…"


class _Evaluation:
    """Evaluate expressions on quantities at the vantage."""

    def __init__(self, units: Units, known: Mapping[str, Quantity], model: Model) -> None:
        self._units = units
        self._known = known
        self._lookups = model.lookups

    def number(self, expression: Expression) -> Quantity:
        """Return the quantity an expression stands for; raise UnitError."""
        match expression:
            case Number(value):
                return self._units.quantity(value, PURE)
            case Name(name):
                return self._known[name]
            case Operation("add" | "subtract" | "min" | "max" | "clip"):
                return self._alike(expression, expression.arguments)
            case Operation("if", (condition, then, otherwise)):
                values = self._same(expression, then, otherwise)
                return values[0 if self._truth(condition) else 1]
            case Operation("multiply", (left, right)):
                return self.number(left) * self.number(right)
            case Operation("divide", (left, right)):
                return self.number(left) / self.number(right)
            case Operation("negate" | "abs" as name, (inside,)):
                value = self.number(inside)
                return -value if name == "negate" else abs(value)
            case Operation("sqrt", (inside,)):
                return self.number(inside) ** 0.5
            case Operation("power", (base, Number(exponent))):
                return self.number(base) ** exponent
            case Operation("power", (base, exponent)):
                return self._pure(expression, base) ** self._pure(expression, exponent).magnitude
            case Operation("exp" | "ln" as name, (inside,)):
                value = self._pure(expression, inside)
                return np.exp(value) if name == "exp" else np.log(value)
            case Operation("smooth" | "smooth3", (source, tau, start)):
                months = self._units.quantity(1.0, MONTH)
                self._check(expression, "its time constant", self.number(tau), "months", months)
                # At the vantage it stands at its start, in the unit of what it follows.
                return self._same(expression, source, start)[1]
            case Operation("lookup", (Name(table), place)):
                return self._looked_up(expression, table, place)
        raise AssertionError(expression)

    def _truth(self, condition: Expression) -> bool:
        match condition:
            case Operation("not", (inside,)):
                return not self._truth(inside)
            case Operation("and" | "or" as name, (left, right)):
                both = self._truth(left), self._truth(right)
                return all(both) if name == "and" else any(both)
            case Operation(name, (left, right)):
                first, second = self._same(condition, left, right)
                return bool(_COMPARED[name](first.magnitude, second.magnitude))
        raise AssertionError(condition)

    def _looked_up(self, whole: Expression, table: str, place: Expression) -> Quantity:
        entry = self._lookups[table]
        x = self.number(place)
        told = self._units.quantity(1.0, entry.x_unit)
        self._check(whole, _brief(place), x, "the table's x", told)
        return self._units.quantity(np.interp(x.magnitude, entry.x, entry.y), entry.unit)

    def _alike(self, whole: Operation, parts: tuple[Expression, ...]) -> Quantity:
        first, *others = self._same(whole, *parts)
        match whole.name:
            case "add":
                return first + others[0]
            case "subtract":
                return first - others[0]
            case "min":
                return np.minimum(first, others[0])
            case "max":
                return np.maximum(first, others[0])
        return np.maximum(others[0], np.minimum(first, others[1]))

    def _same(self, whole: Expression, *parts: Expression) -> list[Quantity]:
        """Return the values of parts that must have one unit; a bare zero takes any."""
        values = [self.number(part) for part in parts]
        leading = next((i for i, part in enumerate(parts) if part != Number(0.0)), 0)
        for place, part in enumerate(parts):
            if part == Number(0.0):
                values[place] = values[leading] * 0.0
                continue
            self._check(whole, _brief(parts[leading]), values[leading], _brief(part), values[place])
        return values

    def _pure(self, whole: Expression, part: Expression) -> Quantity:
        value = self.number(part)
        self._check(whole, _brief(part), value, "a pure number", self._units.quantity(1.0, PURE))
        return value

    def _check(
        self, whole: Expression, one: str, left: Quantity, other: str, right: Quantity
    ) -> None:
        problem = mismatch(left, right)
        if problem:
            what = f"in {_brief(whole)}, {one} and {other} {problem}"
            raise UnitError(what, _told(left), _told(right))


_COMPARED: Mapping[str, Any] = {
    "less": np.less, "less_equal": np.less_equal, "greater": np.greater,
    "greater_equal": np.greater_equal, "equal": np.equal, "not_equal": np.not_equal,
}  # fmt: skip


def mismatch(left: Quantity, right: Quantity) -> str:
    """Say how two units differ, or nothing."""
    if left.dimensionality != right.dimensionality:
        return "differ in dimension"
    # Quantities of the same unit, so that only the units are compared.
    ratio = (1.0 * left.units).to_base_units().magnitude
    ratio /= (1.0 * right.units).to_base_units().magnitude
    apart = max(ratio, 1.0 / ratio)
    return "" if apart <= 1.0 + EXACT else f"are of one dimension but {apart:.6g} times apart"


class UnitCheck:
    """Check a model; `findings` is empty where every unit agrees."""

    def __init__(
        self, model: Model, units: Units, values: Mapping[str, float] | None = None
    ) -> None:
        self.model = model
        self.units = units
        self.checked = 0
        self.findings: list[Finding] = []
        self._functions = {
            name: Definition(f.arguments, parse(f.equation, Place(f"function.{name}")))
            for name, f in model.functions.items()
        }
        self.values = _at_vantage(compile_model(model)) if values is None else values
        """Every name's number in the central run at the vantage."""
        self._evaluation = _Evaluation(units, self._known(), model)
        with np.errstate(all="ignore"):
            self._run()

    def _known(self) -> dict[str, Quantity]:
        model, values, unit = self.model, self.values, {TIME: MONTH}
        for parameter in model.parameters.values():
            unit[parameter.id] = parameter.unit
        unit |= {element.id: element.unit for element in model.auxiliaries.values()}
        unit |= {element.id: element.unit for element in model.stocks.values()}
        unit |= {path.id: path.unit for path in model.noises.values()}
        unit |= {path.id: path.unit for path in model.channels.values()}
        unit |= dict.fromkeys(model.pulses, PURE)
        unit |= {in_force(force.lever): force.unit for force in model.forces.values()}
        return {name: self.units.quantity(values[name], unit[name]) for name in unit}

    def _run(self) -> None:
        for auxiliary in self.model.auxiliaries.values():
            place = Place(f"auxiliary.{auxiliary.id}")
            self._equation(place, auxiliary.equation, auxiliary.unit, self.values[auxiliary.id])
        for stock in self.model.stocks.values():
            table = f"stock.{stock.id}"
            start = self.values[stock.id]
            self._equation(Place(table, "initial"), stock.initial, stock.unit, start)
            if stock.change is not None:
                self._equation(Place(table, "change"), stock.change, stock.change_unit, None)
            for key, flow in (("inflow", stock.inflow), ("outflow", stock.outflow)):
                if flow is not None:
                    self._flow(Place(table, key), flow, stock.unit)
        for indicator in self.model.indicators.values():
            place = Place(f"indicator.{indicator.id}", "scale")
            carried = self._evaluation.number(Name(indicator.variable)).units
            scaled = 1.0 * carried / self.units.quantity(indicator.scale, PURE)
            shown = self.units.quantity(1.0, indicator.unit)
            self._conversion(place, scaled, shown)

    def _conversion(self, place: Place, scaled: Quantity, shown: Quantity) -> None:
        self.checked += 1
        if scaled.dimensionality != shown.dimensionality:
            fault = UnitError("the variable and the indicator", _told(scaled), _told(shown))
            self.findings.append(Finding(place, fault))
            return
        ratio = float((scaled / shown).to_base_units().magnitude)
        if abs(ratio - 1.0) > EXACT:
            fault = UnitError(f"the scale is {ratio:.6g} times off", _told(scaled), _told(shown))
            self.findings.append(Finding(place, fault))

    def _flow(self, place: Place, flow: str, unit: str) -> None:
        self.checked += 1
        moved = self._evaluation.number(Name(flow)) * self.units.quantity(1.0, MONTH)
        held = self.units.quantity(1.0, unit)
        if moved.dimensionality != held.dimensionality:
            fault = UnitError("flow times time and stock", _told(moved), _told(held))
            self.findings.append(Finding(place, fault))

    def _equation(self, place: Place, text: str, unit: str, value: float | None) -> None:
        self.checked += 1
        expression = parse(text, place)
        if expression == Number(0.0):
            return  # A bare zero takes any unit.
        try:
            found = self._evaluation.number(expand(expression, self._functions, place))
            self._compare(found, self.units.quantity(1.0, unit), value)
        except UnitError as fault:
            self.findings.append(Finding(place, fault))

    def _compare(self, found: Quantity, declared: Quantity, value: float | None) -> None:
        problem = mismatch(found, declared)
        if not problem and value is not None:
            made = float(found.to(declared.units).magnitude)
            if not np.isclose(made, value, rtol=EXACT, atol=0.0):
                problem = f"make {made:.9g}, the engine {value:.9g}"
        if problem:
            raise UnitError(f"equation and unit {problem}", _told(found), _told(declared))


def _at_vantage(compiled: CompiledModel) -> dict[str, float]:
    """Return every name's number in the central run at the vantage."""
    draws = compiled.draws(CENTRAL)
    found = {
        name: float(path[0, 0]) for name, path in variables(compiled, STATUS_QUO, draws).items()
    }
    inputs = {**draws.parameters, **draws.noises, **compiled.calendar}
    return {**{name: float(np.ravel(path)[0]) for name, path in inputs.items()}, **found}


def check_units(resources: Path = RESOURCES) -> UnitCheck:
    """Check the units of a resources folder's model."""
    return UnitCheck(read_model(resources), Units(resources / "model" / "units.toml"))


def main() -> int:
    """List what does not agree; return the exit code."""
    try:
        faults = list(Units(RESOURCES / "model" / "units.toml").faults())
        check = None if faults else check_units()
    except VecinosError as error:
        sys.stdout.write(f"The model cannot be read: {error.fields}\n")
        return 1
    lines = faults if check is None else [finding.text() for finding in check.findings]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    if check is not None:
        sys.stdout.write(f"{check.checked} checked, {len(lines)} do not agree\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
