"""One run of a model as XMILE 1.0, the exchange format of system dynamics.

The file is self-contained: the member's parameter values are constants, and what is made before
the time loop — levers in force, events, pulses, noise — are graphical functions of TIME, a point
a month. Time is in months since the vantage, the step is one month, the method Euler's. The
equations are those of the model files with their one-line functions written out, so that another
program repeats this engine's arithmetic without any of its code.
"""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from desktop.domain.model.model import LookupTable, Model, Shape, Stock
from desktop.engine.compile.phases import in_force
from desktop.engine.language.expressions import (
    TIME,
    Expression,
    Name,
    Number,
    Operation,
    Place,
    definitions,
    expand,
    parse,
)
from desktop.engine.results.projection import MemberRun
from desktop.engine.run.states import FLOW_PERIODS

NAMESPACE = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
PRODUCT = "Vecinos"

_SIGNS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "power": "^",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "=",
    "not_equal": "<>",
    "and": "AND",
    "or": "OR",
}
_STRENGTH = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2, "power": 3}
_CALLS = {"min": "MIN", "max": "MAX", "exp": "EXP", "ln": "LN", "sqrt": "SQRT", "abs": "ABS"}
_LOGIC = ("and", "or")
_CONDITION = 0
_ATOM = 9


def xmile(model: Model, run: MemberRun) -> str:
    """Return a run as an XMILE file; every name in it is that of the model files."""
    return _Export(model, run).text()


class _Export:
    """Build the file, element by element."""

    def __init__(self, model: Model, run: MemberRun) -> None:
        self._model = model
        self._run = run
        self._functions = definitions(model.functions)
        self._taken = {*run.parameters, *run.paths, *model.stocks, *model.auxiliaries}
        self._variables = ET.Element("variables")
        self._lookups: dict[tuple[str, str], str] = {}

    def text(self) -> str:
        """Return the whole file."""
        for stock in self._model.stocks.values():
            self._add_stock(stock)
        for auxiliary in self._model.auxiliaries.values():
            place = Place(f"auxiliary.{auxiliary.id}")
            equation = self._written(self._read(auxiliary.equation, place))
            self._add("aux", auxiliary.id, equation, auxiliary.unit, auxiliary.evidence.name.en)
        for name, unit, doc in self._path_words():
            self._add_path(name, self._run.paths[name].tolist(), unit, doc)
        for parameter in self._model.parameters.values():
            value = _number(self._run.parameters[parameter.id])
            self._add("aux", parameter.id, value, parameter.unit, parameter.evidence.name.en)
        root = ET.Element("xmile", {"version": "1.0", "xmlns": NAMESPACE})
        version = self._model.version
        header = _with_texts(ET.SubElement(root, "header"), vendor=PRODUCT)
        ET.SubElement(header, "product", {"version": version}).text = PRODUCT
        _with_texts(header, name=f"{PRODUCT} model {version}")
        times = ET.SubElement(root, "sim_specs", {"method": "euler", "time_units": "months"})
        _with_texts(times, start="0", stop=str(self._model.clock.steps), dt="1")
        ET.SubElement(root, "model").append(self._variables)
        ET.indent(root)
        declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
        return f"{declaration}{ET.tostring(root, encoding='unicode')}\n"

    def _add(self, kind: str, name: str, equation: str, unit: str, doc: str) -> ET.Element:
        element = ET.SubElement(self._variables, kind, {"name": name})
        words = {"doc": doc} if doc else {}
        return _with_texts(element, **words, eqn=equation, units=unit)

    def _add_stock(self, stock: Stock) -> None:
        """Add a stock and its one flow, a month's; bounds cut the flow."""
        table = f"stock.{stock.id}"
        start = self._written(self._read(stock.initial, Place(table, "initial")))
        element = self._add("stock", stock.id, start, stock.unit, stock.evidence.name.en)
        flow = self._free(f"{stock.id}_flow")
        ET.SubElement(element, "inflow").text = flow
        moved = self._monthly(stock)
        struck = {each.target for each in self._model.effects if each.shape is Shape.IMPULSE}
        if stock.id in struck:
            moved = Operation("add", (moved, Name(self._impulse_path(stock))))
        if stock.bounds is not None:
            least, most = (
                Operation("subtract", (Number(end), Name(stock.id))) for end in stock.bounds
            )
            moved = Operation("clip", (moved, least, most))
        self._add("flow", flow, self._written(moved), f"{stock.unit}/month", "")

    def _monthly(self, stock: Stock) -> Expression:
        """Return what a month moves, before any event."""
        if stock.change is not None:
            change = self._read(stock.change, Place(f"stock.{stock.id}", "change"))
            return _per_month(change, stock.change_unit)
        inflow, outflow = (
            None if flow is None else _per_month(Name(flow), self._model.auxiliaries[flow].unit)
            for flow in (stock.inflow, stock.outflow)
        )
        if outflow is None:
            assert inflow is not None
            return inflow
        if inflow is None:
            return Operation("negate", (outflow,))
        return Operation("subtract", (inflow, outflow))

    def _impulse_path(self, stock: Stock) -> str:
        """Add what events give a stock during each month, and return its name."""
        name = self._free(f"{stock.id}_impulse")
        path = [0.0] * (self._model.clock.steps + 1)
        for step, size in self._run.impulses.get(stock.id, {}).items():
            # It shows at the end of the month, so it moves the stock from the step before.
            path[step - 1] += size
        self._add_path(name, path, f"{stock.unit}/month", "")
        return name

    def _path_words(self) -> Iterator[tuple[str, str, str]]:
        """Yield each path's name, unit and English words."""
        model = self._model
        for force in model.forces.values():
            words = f"{model.levers[force.lever].name.en}: in force"
            yield in_force(force.lever), force.unit, words
        for noise in model.noises.values():
            yield noise.id, noise.unit, noise.evidence.name.en
        for channel in model.channels.values():
            yield channel.id, channel.unit, ""
        for pulse in model.pulses:
            yield pulse, "1", ""
        for path in model.recorded.values():
            yield path.id, path.unit, path.name.en

    def _add_path(self, name: str, path: Sequence[float], unit: str, doc: str) -> None:
        element = self._add("aux", name, "TIME", unit, doc)
        points = ET.SubElement(element, "gf")
        ET.SubElement(points, "xscale", {"min": "0", "max": str(len(path) - 1)})
        _with_texts(points, ypts=_numbers(path))

    def _read(self, text: str, place: Place) -> Expression:
        return expand(parse(text, place), self._functions, place)

    def _look_up(self, table: str, x: str) -> str:
        """Return the auxiliary that reads a table; equal readings share it."""
        name = self._lookups.get((table, x))
        if name is None:
            name = self._lookups[table, x] = self._free(f"{table}_reading")
            entry: LookupTable = self._model.lookups[table]
            points = ET.SubElement(self._add("aux", name, x, entry.unit, ""), "gf")
            _with_texts(points, xpts=_numbers(entry.x), ypts=_numbers(entry.y))
        return name

    def _free(self, name: str) -> str:
        """Return a name that nothing else bears."""
        found, count = name, 1
        while found in self._taken:
            count += 1
            found = f"{name}_{count}"
        self._taken.add(found)
        return found

    # ------------------------------------------------------------ expressions

    def _written(self, expression: Expression) -> str:
        """Return an expression in XMILE's syntax, with the brackets its precedence asks for."""
        return self._part(expression)[0]

    def _part(self, expression: Expression) -> tuple[str, int]:
        """Return the text and how strongly it holds together."""
        match expression:
            case Number(value):
                return (_number(value), _ATOM) if value >= 0 else (f"({_number(value)})", _ATOM)
            case Name(name):
                return ("TIME" if name == TIME else name), _ATOM
            case Operation(name, (left, right)) if name in _STRENGTH:
                return self._arithmetic(name, left, right), _STRENGTH[name]
            case Operation(name, (left, right)) if name in _SIGNS:
                return self._condition(name, left, right), _CONDITION
            case Operation("lookup", (Name(table), x)):
                return self._look_up(table, self._written(x)), _ATOM
        return self._call(expression.name, expression.arguments), _ATOM

    def _arithmetic(self, name: str, left: Expression, right: Expression) -> str:
        strength = _STRENGTH[name]
        # On the right side `a - (b - c)` needs brackets, on both sides `(a ^ b) ^ c`.
        sides = (self._held(left, strength + (name == "power")), self._held(right, strength + 1))
        return f" {_SIGNS[name]} ".join(sides)

    def _condition(self, name: str, left: Expression, right: Expression) -> str:
        texts = [self._written(side) for side in (left, right)]
        for place, side in enumerate((left, right)):
            # Comparisons need no brackets and some readers stumble over them; readers differ in
            # whether AND binds more than OR.
            if isinstance(side, Operation) and side.name in _LOGIC and side.name != name:
                texts[place] = f"({texts[place]})"
        return f" {_SIGNS[name]} ".join(texts)

    def _held(self, expression: Expression, strength: int) -> str:
        text, own = self._part(expression)
        return text if own >= strength else f"({text})"

    def _call(self, name: str, arguments: Sequence[Expression]) -> str:
        texts = [self._written(each) for each in arguments]
        match name:
            case "negate":
                return f"(-{self._held(arguments[0], _ATOM)})"
            case "not":
                return f"(NOT {self._held(arguments[0], _ATOM)})"
            case "if":
                return f"(IF {self._held(arguments[0], _ATOM)} THEN {texts[1]} ELSE {texts[2]})"
            case "clip":
                return f"MAX({texts[1]}, MIN({texts[0]}, {texts[2]}))"
            case "smooth":
                return f"SMTH1({texts[0]}, MAX({texts[1]}, 1), {texts[2]})"
            case "smooth3":
                # Three stages, none of them under one month.
                return f"SMTH3({texts[0]}, MAX({texts[1]}, 3), {texts[2]})"
        return f"{_CALLS[name]}({', '.join(texts)})"


def _per_month(flow: Expression, unit: str) -> Expression:
    months = round(1.0 / FLOW_PERIODS[unit.rpartition("/")[2]])
    return flow if months == 1 else Operation("divide", (flow, Number(float(months))))


def _with_texts(element: ET.Element, **texts: str) -> ET.Element:
    for name, text in texts.items():
        ET.SubElement(element, name).text = text
    return element


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")


def _numbers(values: Sequence[float]) -> str:
    return ",".join(map(_number, values))
