"""The file: a model's variables with the numbers of one member.

The file is self-contained: the member's parameter values are constants, and what is made before
the time loop — levers in force, events, pulses, noise — is written as a function of the month.
Time is in months since the vantage, the step is one month, the method Euler's. The equations are
those of the model files with their one-line functions written out, so that another program
repeats this engine's arithmetic without any of its code. They use nothing that only some programs
know: smooths are stocks, tables are sums, choices are variables of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from xml.etree import ElementTree as ET

from desktop.domain.clock import Clock
from desktop.domain.model.model import Model, Shape, Stock
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
    names,
    parse,
    rewrite,
)
from desktop.engine.results.projection import MemberRun
from desktop.reports.xmile.equations import written
from desktop.reports.xmile.units import MONTH, PURE, per_month, spelled, symbols, unit_of
from desktop.reports.xmile.view import Drawn, view

NAMESPACE = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
PRODUCT = "Vecinos"

_MONTHS_IN_YEAR = "month/year"
_ZERO, _ONE, _TWELVE = Number(0.0), Number(1.0), Number(12.0)
_OPPOSITE = {
    "and": "or",
    "or": "and",
    "less": "greater_equal",
    "greater_equal": "less",
    "greater": "less_equal",
    "less_equal": "greater",
    "equal": "not_equal",
    "not_equal": "equal",
}
_LOGIC = ("and", "or")
_TERMS = 14
"""Terms of one sum; a parser or two would run out of stack on a hundred."""


def xmile(model: Model, run: MemberRun) -> str:
    """Return a run as an XMILE file; every name of the model files is in it."""
    return _Export(model, run).text()


class _Export:
    """Build the file, element by element."""

    def __init__(self, model: Model, run: MemberRun) -> None:
        self._model = model
        self._run = run
        self._functions = {
            name: Definition(
                function.arguments, parse(function.equation, Place(f"function.{name}"))
            )
            for name, function in model.functions.items()
        }
        self._paths = {name: (unit, doc) for name, unit, doc in self._path_words()}
        declared = (model.parameters, model.stocks, model.auxiliaries)
        self._units = {each.id: each.unit for kind in declared for each in kind.values()}
        self._units |= {name: unit for name, (unit, _) in self._paths.items()}
        self._variables = ET.Element("variables")
        self._drawn: list[Drawn] = []
        self._helpers: dict[Expression, Name] = {}
        """What stands for a part of an equation; equal parts share it."""
        self._silent = set(model.parameters)
        """What brings nothing but numbers."""

    def text(self) -> str:
        """Return the whole file."""
        for stock in self._model.stocks.values():
            self._add_declared(stock)
        for auxiliary in self._model.auxiliaries.values():
            read = self._read(auxiliary.equation, Place(f"auxiliary.{auxiliary.id}"))
            equation = self._plain(read, auxiliary.id)
            self._add("aux", auxiliary.id, equation, auxiliary.unit, auxiliary.evidence.name.en)
        for name, (unit, doc) in self._paths.items():
            self._add_path(name, self._run.paths[name].tolist(), unit, doc)
        for parameter in self._model.parameters.values():
            value = Number(self._run.parameters[parameter.id])
            self._add("aux", parameter.id, value, parameter.unit, parameter.evidence.name.en)
        self._add_calendar()
        root = ET.Element("xmile", {"version": "1.0", "xmlns": NAMESPACE})
        self._add_header(root)
        _add_times(root, self._model.clock)
        self._add_units(root)
        model = ET.SubElement(root, "model")
        model.append(self._variables)
        ET.SubElement(model, "views").append(view(self._drawn, self._silent))
        ET.indent(root)
        declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
        return f"{declaration}{ET.tostring(root, encoding='unicode')}\n"

    def _add_header(self, root: ET.Element) -> None:
        header = ET.SubElement(root, "header")
        ET.SubElement(header, "vendor").text = PRODUCT
        ET.SubElement(header, "product", {"version": self._model.version}).text = PRODUCT
        began = f"from the end of {self._model.clock.vantage}"
        ET.SubElement(header, "name").text = f"{PRODUCT} model {self._model.version}, {began}"

    def _add_units(self, root: ET.Element) -> None:
        units = ET.SubElement(root, "model_units")
        simple = {k: v for unit in self._units.values() for k, v in symbols(spelled(unit)).items()}
        for name, alias in sorted(simple.items()):
            element = ET.SubElement(units, "unit", {"name": name})
            if alias is not None:
                ET.SubElement(element, "alias").text = alias

    def _add(self, kind: str, name: str, equation: Expression, unit: str, doc: str) -> ET.Element:
        element = ET.SubElement(self._variables, kind, {"name": name})
        if doc:
            ET.SubElement(element, "doc").text = doc
        ET.SubElement(element, "eqn").text = written(equation)
        ET.SubElement(element, "units").text = spelled(unit)
        self._units[name] = unit
        uses = tuple(used for used in names(equation) if used != TIME)
        self._drawn.append(Drawn(kind, name, uses))
        return element

    def _add_stock(
        self, name: str, start: Expression, flow: Expression, unit: str, doc: str
    ) -> None:
        """Add a stock and its one flow, a month's."""
        inflow = self._free(f"{name}_flow")
        element = self._add("stock", name, start, unit, doc)
        ET.SubElement(element, "inflow").text = inflow
        self._add("flow", inflow, flow, per_month(unit), "")

    def _add_declared(self, stock: Stock) -> None:
        """Add a stock of the model; bounds cut its flow."""
        place = Place(f"stock.{stock.id}", "initial")
        start = self._plain(self._read(stock.initial, place), stock.id)
        moved = self._monthly(stock)
        if stock.id in self._struck():
            moved = Operation("add", (moved, Name(self._impulse_path(stock))))
        if stock.bounds is not None:
            least, most = (self._room(stock, end) for end in stock.bounds)
            moved = Operation("clip", (moved, least, most))
        flow = self._plain(moved, stock.id)
        self._add_stock(stock.id, start, flow, stock.unit, stock.evidence.name.en)

    def _room(self, stock: Stock, end: float) -> Expression:
        """Return how far a stock is from one of its bounds, as a month's flow."""
        bound = self._measured(Number(end), stock.unit)
        return Operation(
            "divide", (Operation("subtract", (bound, Name(stock.id))), self._one(MONTH))
        )

    def _monthly(self, stock: Stock) -> Expression:
        """Return what a month moves, before any event."""
        if stock.change is not None:
            change = self._read(stock.change, Place(f"stock.{stock.id}", "change"))
            return self._per_month(change, stock.change_unit)
        moved = [
            (sign, self._per_month(Name(flow), self._model.auxiliaries[flow].unit))
            for sign, flow in (("add", stock.inflow), ("subtract", stock.outflow))
            if flow is not None
        ]
        total: Expression | None = None
        for sign, part in moved:
            if total is None:
                total = part if sign == "add" else Operation("negate", (part,))
            else:
                total = Operation(sign, (total, part))
        assert total is not None
        return total

    def _per_month(self, flow: Expression, unit: str) -> Expression:
        if unit.endswith("/month"):
            return flow
        return Operation("divide", (flow, self._measured(_TWELVE, _MONTHS_IN_YEAR)))

    def _struck(self) -> frozenset[str]:
        """Return the stocks that some event of the model moves at once."""
        return frozenset(
            effect.target for effect in self._model.effects if effect.shape is Shape.IMPULSE
        )

    def _impulse_path(self, stock: Stock) -> str:
        """Add what events give a stock during each month, and return its name."""
        name = self._free(f"{stock.id}_impulse")
        path = [0.0] * (self._model.clock.steps + 1)
        for step, size in self._run.impulses.get(stock.id, {}).items():
            # It shows at the end of the month, so it moves the stock from the step before.
            path[step - 1] += size
        self._add_path(name, path, per_month(stock.unit), "")
        return name

    def _path_words(self) -> Iterator[tuple[str, str, str]]:
        """Yield each path's name, unit and English words."""
        model = self._model
        for force in model.forces.values():
            yield (
                in_force(force.lever),
                force.unit,
                f"{model.levers[force.lever].name.en}: in force",
            )
        for noise in model.noises.values():
            yield noise.id, noise.unit, noise.evidence.name.en
        for channel in model.channels.values():
            yield channel.id, channel.unit, ""
        for pulse in model.pulses:
            yield pulse, PURE, ""
        for path in model.recorded.values():
            yield path.id, path.unit, path.name.en

    def _add_path(self, name: str, path: Sequence[float], unit: str, doc: str) -> None:
        month = self._number(Operation("divide", (Name(TIME), self._one(MONTH))), "month_number")
        self._add_table(name, "month", month, list(enumerate(path)), unit, doc)

    def _add_table(
        self,
        name: str,
        table: str,
        x: Expression,
        points: Sequence[tuple[float, float]],
        unit: str,
        doc: str,
    ) -> None:
        """Add what a table says at x: the sum of its levels, each times its weight there.

        A graphical function would say the same, but no form of it is read by all programs.
        """
        levels = _levels(points)
        if len(levels) == 1:
            self._add("aux", name, Number(points[0][1]), unit, doc)
            return
        terms: list[Expression] = []
        for place, level in enumerate(levels):
            if level.y != 0.0:
                called = f"{table}_{level.first:g}"
                if level.last != level.first:
                    called += f"_to_{level.last:g}"
                weight = self._number(_weight(x, levels, place), called.replace(".", "_"))
                terms.append(Operation("multiply", (Number(level.y), weight)))
        if len(terms) > _TERMS:
            parts = [terms[first : first + _TERMS] for first in range(0, len(terms), _TERMS)]
            terms = [self._number(_sum(part), f"{name}_part") for part in parts]
        self._add("aux", name, self._measured(_sum(terms), unit), unit, doc)

    def _add_calendar(self) -> None:
        start = self._free("start_date")
        began = self._model.clock.vantage
        self._add("aux", start, Number(began.year_fraction), "year", f"The end of {began}")
        years = self._per_month(Name(TIME), "month/year")
        equation = Operation("add", (Name(start), years))
        self._add("aux", self._free("calendar_date"), equation, "year", "The date, in years")

    def _read(self, text: str, place: Place) -> Expression:
        return expand(parse(text, place), self._functions, place)

    def _plain(self, expression: Expression, owner: str) -> Expression:
        """Return an equation in what every program knows; only the whole of it is a choice."""
        change = partial(self._replaced, owner=owner)
        if isinstance(expression, Operation) and expression.name == "if":
            return Operation("if", tuple(rewrite(each, change) for each in expression.arguments))
        return rewrite(expression, change)

    def _replaced(self, operation: Operation, owner: str) -> Expression:
        match operation:
            case Operation("clip", (x, least, most)):
                return Operation("max", (least, Operation("min", (x, most))))
            case Operation("smooth", (source, tau, start)):
                return self._smooth(source, tau, start, owner)
            case Operation("smooth3", (source, tau, start)):
                third = Operation("divide", (tau, Number(3.0)))
                return reduce(
                    lambda stage, _: self._smooth(stage, third, start, owner), range(3), source
                )
            case Operation("lookup", (Name(table), x)):
                return self._look_up(table, x)
            case Operation("if"):
                return self._helper(operation, f"{owner}_choice")
            case Operation("not", (inside,)):
                return _opposite(inside)
            case Operation("and" | "or" as name, sides):
                return Operation(name, tuple(self._side(side, name, owner) for side in sides))
        return operation

    def _side(self, side: Expression, name: str, owner: str) -> Expression:
        """Return one side of AND or OR; what would need brackets is a variable of its own."""
        if not isinstance(side, Operation) or side.name not in _LOGIC or side.name == name:
            return side
        held = self._helper(Operation("if", (side, _ONE, _ZERO)), f"{owner}_condition")
        return Operation("greater", (held, _ZERO))

    def _smooth(
        self, source: Expression, tau: Expression, start: Expression, owner: str
    ) -> Expression:
        """Return the stock that follows a source, in no less than a month."""
        key = Operation("smooth", (source, tau, start))
        if key not in self._helpers:
            name = self._free(f"{owner}_smooth")
            gap = Operation("subtract", (source, Name(name)))
            time = Operation("max", (tau, self._one(MONTH)))
            unit = unit_of(Operation("add", (source, start)), self._units)
            self._add_stock(name, start, Operation("divide", (gap, time)), unit, "")
            self._helpers[key] = Name(name)
        return self._helpers[key]

    def _look_up(self, table: str, x: Expression) -> Expression:
        key = Operation("lookup", (Name(table), x))
        if key not in self._helpers:
            entry = self._model.lookups[table]
            name = self._free(f"{table}_reading")
            if entry.x_unit != PURE:
                x = Operation("divide", (x, self._one(entry.x_unit)))
            place = self._helper(x, f"{table}_place") if isinstance(x, Operation) else x
            points = list(zip(entry.x, entry.y, strict=True))
            self._add_table(name, table, place, points, entry.unit, "")
            self._helpers[key] = Name(name)
        return self._helpers[key]

    def _measured(self, value: Expression, unit: str) -> Expression:
        """Return a pure value in a unit; zero needs none."""
        if unit == PURE or value == _ZERO:
            return value
        return Operation("multiply", (value, self._one(unit)))

    def _one(self, unit: str) -> Name:
        """Return the variable that is one of a unit, which gives bare numbers theirs."""
        words = spelled(unit).replace("/", "_per_").replace("*", "_")
        name = Name(f"one_{words}")
        if name.id not in self._units:
            self._add("aux", name.id, _ONE, unit, "")
            self._silent.add(name.id)
        return name

    def _number(self, expression: Expression, name: str) -> Name:
        helper = self._helper(expression, name)
        self._silent.add(helper.id)
        return helper

    def _helper(self, expression: Expression, name: str) -> Name:
        if expression not in self._helpers:
            free = self._free(name)
            self._add("aux", free, expression, unit_of(expression, self._units), "")
            self._helpers[expression] = Name(free)
        return self._helpers[expression]

    def _free(self, name: str) -> str:
        """Return a name that nothing else bears."""
        found, count = name, 1
        while found in self._units:
            count += 1
            found = f"{name}_{count}"
        return found


def _opposite(condition: Expression) -> Expression:
    assert isinstance(condition, Operation)
    sides = condition.arguments
    if condition.name in _LOGIC:
        sides = tuple(map(_opposite, sides))
    return Operation(_OPPOSITE[condition.name], sides)


def _sum(terms: Sequence[Expression]) -> Expression:
    return reduce(lambda left, right: Operation("add", (left, right)), terms)


@dataclass(frozen=True, slots=True)
class _Level:
    """Hold a stretch of a table on one level."""

    first: float
    last: float
    y: float


def _levels(points: Sequence[tuple[float, float]]) -> list[_Level]:
    levels: list[_Level] = []
    for x, y in points:
        first = levels.pop().first if levels and levels[-1].y == y else x
        levels.append(_Level(first, x, y))
    return levels


def _weight(x: Expression, levels: Sequence[_Level], place: int) -> Expression:
    """Return 1 where the table has this level, falling to 0 at its neighbors, as far as any."""
    level = levels[place]
    sides: list[Expression] = []
    if place > 0:
        before = levels[place - 1].last
        sides.append(_slope(x, Number(before), level.first - before))
    if place + 1 < len(levels):
        after = levels[place + 1].first
        sides.append(_slope(Number(after), x, after - level.last))
    if level.first != level.last or len(sides) == 1:
        sides.append(_ONE)
    least = reduce(lambda left, right: Operation("min", (left, right)), sides)
    return Operation("max", (_ZERO, least))


def _slope(upper: Expression, lower: Expression, width: float) -> Expression:
    gap = Operation("subtract", (upper, lower))
    return gap if width == 1.0 else Operation("divide", (gap, Number(width)))


def _add_times(root: ET.Element, clock: Clock) -> None:
    times = ET.SubElement(root, "sim_specs", {"method": "euler", "time_units": "months"})
    for name, value in (("start", 0), ("stop", clock.steps), ("dt", 1)):
        ET.SubElement(times, name).text = str(value)
