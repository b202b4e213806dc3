"""Equations as a graph of array operations, each shared by all that need it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce
from itertools import groupby, pairwise

from desktop.domain.model.model import LookupTable
from desktop.engine.compile.equations import Equations
from desktop.engine.compile.phases import Phase
from desktop.engine.language.arithmetic import worked_out
from desktop.engine.language.expressions import Expression, Name, Number, Operation
from desktop.engine.run.states import Accumulation, State, parts


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """Hold one number, input, state or operation; two nodes are equal only if they are one."""

    index: int
    kind: str
    """`number`, `input` (parameter or path), `state`, or the kernel's name."""
    uses: "tuple[Node, ...]"
    phase: Phase
    name: str = ""
    """Id of an input or a state."""
    value: float = 0.0
    """Of a number."""


@dataclass(frozen=True, slots=True)
class StateNodes:
    """Hold the nodes that start and move one state."""

    id: str
    node: Node
    start: Node
    next: Node
    """Of the same state a month later, before events and bounds: `add` takes the state and a flow,
    `relax` the state, its input, and one or two shares of the gap between them."""
    bounds: tuple[float, float] | None


@dataclass(slots=True)
class Graph:
    """Hold the operations that some variables need."""

    states: dict[str, StateNodes] = field(default_factory=dict)
    variables: dict[str, Node] = field(default_factory=dict)
    """Every auxiliary, state and input that is needed, by name."""


def build_graph(
    equations: Equations, wanted: Sequence[str], tables: Mapping[str, LookupTable]
) -> Graph:
    """Return the graph of everything the wanted names need, common parts once."""
    needed = equations.needed(wanted)
    builder = _Builder(equations, tables)
    variables = builder.graph.variables
    for name in equations.states:
        if name in needed:
            variables[name] = builder.leaf("state", name)
    for name, expression in equations.auxiliaries.items():
        if name in needed:
            variables[name] = builder.node(expression)
    for name, state in equations.states.items():
        if name in needed:
            builder.define_state(name, state)
    for name in wanted:
        builder.node(Name(name))
    return builder.graph


class _Builder:
    def __init__(self, equations: Equations, tables: Mapping[str, LookupTable]) -> None:
        self.graph = Graph()
        self._tables = tables
        self._phases = equations.phases
        self._certain = equations.certain
        self._known: dict[tuple[object, ...], Node] = {}

    def define_state(self, name: str, state: State) -> None:
        own = self.graph.variables[name]
        kind = "add" if isinstance(state, Accumulation) else "relax"
        start, *moving = (self.node(part) for part in parts(state))
        following = self._apply(kind, own, *moving, name=name)
        self.graph.states[name] = StateNodes(name, own, start, following, state.bounds)

    def node(self, expression: Expression) -> Node:
        """Return the node of an expression."""
        if isinstance(expression, Number):
            return self.number(expression.value)
        if isinstance(expression, Name):
            known = self.graph.variables.get(expression.id)
            if known is None and expression.id in self._certain:
                return self.number(self._certain[expression.id])
            if known is None:
                known = self.graph.variables[expression.id] = self.leaf("input", expression.id)
            return known
        return self._operation(expression)

    def number(self, value: float) -> Node:
        """Return the node of a number."""
        return self._interned("number", Phase.NUMBER, value=value)

    def leaf(self, kind: str, name: str) -> Node:
        """Return the node of a state or an input."""
        return self._interned(kind, self._phases[name], name=name)

    def _interned(
        self, kind: str, phase: Phase, *uses: Node, name: str = "", value: float = 0.0
    ) -> Node:
        # As text, 0 and −0 are two numbers.
        key = (kind, name, repr(value), *(use.index for use in uses))
        if key not in self._known:
            self._known[key] = Node(len(self._known), kind, uses, phase, name, value)
        return self._known[key]

    def _apply(self, kind: str, *uses: Node, name: str = "") -> Node:
        """Return the node of a kernel; numbers alone are worked out at once."""
        if not name and all(use.kind == "number" for use in uses):
            value = worked_out(kind, [use.value for use in uses])
            if value is not None and math.isfinite(value):
                return self.number(value)
        phase = Phase.NUMBER
        for use in uses:
            phase = phase.with_(use.phase)
        return self._interned(kind, phase, *uses, name=name)

    def _operation(self, operation: Operation) -> Node:
        name, arguments = operation.name, operation.arguments
        if name in ("multiply", "divide"):
            return self._product(operation)
        if name in ("add", "subtract", "negate"):
            return self._sum(self._operands(operation, ("add", "subtract")))
        if name == "lookup":
            table, x = arguments
            assert isinstance(table, Name)
            return self._looked_up(self._tables[table.id], self.node(x))
        uses = [self.node(each) for each in arguments]
        match name:
            case "power":
                return self._power(*uses)
            case "ln" if uses[0].kind == "exp":
                return uses[0].uses[0]
            case "clip":
                return self._clipped(*uses)
            case "greater" | "greater_equal":
                return self._apply(name.replace("greater", "less"), *reversed(uses))
            case "not":
                return self._apply("subtract", self.number(1.0), *uses)
        return self._apply({"and": "multiply", "or": "max"}.get(name, name), *uses)

    def _looked_up(self, table: LookupTable, x: Node) -> Node:
        """Choose among the straight lines between the table's points, held at its ends."""
        points = [(self.number(at), value) for at, value in zip(table.x, table.y, strict=True)]
        # What is not a number is beside no point and keeps what it starts with.
        found = self._apply("multiply", x, self.number(0.0))
        for (low, left), (high, right) in pairwise(points):
            slope = self.number((right - left) / (high.value - low.value))
            risen = self._apply("multiply", self._apply("subtract", x, low), slope)
            line = self._apply("add", risen, self.number(left))
            found = self._apply("if", self._apply("less_equal", low, x), line, found)
        (first, start), (last, end) = points[0], points[-1]
        found = self._apply("if", self._apply("less", x, first), self.number(start), found)
        return self._apply("if", self._apply("less_equal", last, x), self.number(end), found)

    def _clipped(self, value: Node, low: Node, high: Node) -> Node:
        """Cut at both ends at once where they are numbers in their order."""
        if low.kind == high.kind == "number" and low.value <= high.value:
            return self._apply("clip", value, low, high)
        return self._apply("max", low, self._apply("min", value, high))

    def _power(self, base: Node, exponent: Node) -> Node:
        """Replace the powers that a cheaper kernel gives exactly, or to the last bit or two."""
        match exponent.value if exponent.kind == "number" else None:
            case 1.0:
                return base
            case 2.0:
                return self._squared(base)
            case 4.0:
                return self._squared(self._squared(base))
            case 0.5:
                return self._apply("sqrt", base)
            case 0.25:
                return self._apply("sqrt", self._apply("sqrt", base))
            case -1.0:
                return self._apply("divide", self.number(1.0), base)
            case -1.5:
                rooted = self._apply("multiply", base, self._apply("sqrt", base))
                return self._apply("divide", self.number(1.0), rooted)
            case _:
                if base.kind == exponent.kind == "number":
                    value = worked_out("power", [base.value, exponent.value])
                    if value is not None and math.isfinite(value):
                        return self.number(value)
                # Powers of one base share its logarithm.
                logarithm = base.uses[0] if base.kind == "exp" else self._apply("ln", base)
                return self._apply("exp", self._apply("weigh", logarithm, exponent))

    def _squared(self, base: Node) -> Node:
        return self._apply("multiply", base, base)

    def _product(self, operation: Operation) -> Node:
        """Multiply early-known factors first, so that only late ones are left for the loop."""
        result: Node | None = None
        factors = self._operands(operation, ("multiply", "divide"))
        for above, below in _by_phase(self._multiplied_powers(factors)):
            for node in above:
                empty = result is None or _is(result, 1.0)
                result = node if empty or result is None else self._apply("multiply", result, node)
            if below:
                divisor = reduce(partial(self._apply, "multiply"), below)
                result = self._apply("divide", result or self.number(1.0), divisor)
        assert result is not None
        return result

    def _multiplied_powers(self, factors: "list[_Operand]") -> "list[_Operand]":
        """Add the exponents of what is e to the something in every month: one power is left."""
        powers = [each for each in factors if each[0].kind == "exp" and not each[0].phase.constant]
        if len(powers) < 2:
            return factors
        exponent = self._sum([(power.uses[0], turned) for power, turned in powers])
        rest = [each for each in factors if each not in powers]
        return [*rest, (self._apply("exp", exponent), False)]

    def _sum(self, terms: "list[_Operand]") -> Node:
        """Add early-known terms first, so that only late ones are left for the loop."""
        result: Node | None = None
        for plus, minus in _by_phase(terms):
            for node in plus:
                empty = result is None or _is(result, 0.0)
                result = node if empty or result is None else self._apply("add", result, node)
            for node in minus:
                first = ("multiply", self.number(-1.0)) if result is None else ("subtract", result)
                result = self._apply(*first, node)
        assert result is not None
        return result

    def _operands(self, operation: Operation, pair: tuple[str, str]) -> "list[_Operand]":
        return [(self.node(each), turned) for each, turned in _operands(operation, pair)]


_Operand = tuple[Node, bool]
"""What is added or multiplied, and whether it is subtracted or divided by instead."""


def _by_phase(operands: list[_Operand]) -> Iterator[tuple[list[Node], list[Node]]]:
    """Yield operands by phase, earliest first: straight ones and turned ones."""
    ordered = sorted(operands, key=lambda operand: operand[0].phase)
    for _, group in groupby(ordered, key=lambda operand: operand[0].phase):
        sides: tuple[list[Node], list[Node]] = ([], [])
        for node, turned in group:
            sides[turned].append(node)
        yield sides


def _is(node: Node, value: float) -> bool:
    return node.kind == "number" and node.value == value


def _operands(
    expression: Expression, pair: tuple[str, str], turned: bool = False
) -> Iterator[tuple[Expression, bool]]:
    """Yield what nested operations of a pair join, and whether the second of the pair turns it."""
    if isinstance(expression, Operation) and expression.name in pair:
        left, right = expression.arguments
        yield from _operands(left, pair, turned)
        yield from _operands(right, pair, turned != (expression.name == pair[1]))
    elif isinstance(expression, Operation) and expression.name == "negate":
        product = "multiply" in pair
        if product:
            yield Number(-1.0), False
        yield from _operands(expression.arguments[0], pair, turned == product)
    else:
        yield expression, turned


def following(nodes: Iterable[Node]) -> Mapping[int, Node]:
    """Return these nodes and all they use within one month, by index, each after its uses."""
    found: dict[int, Node] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node.index not in found:
            found[node.index] = node
            waiting.extend(node.uses)
    return dict(sorted(found.items()))
