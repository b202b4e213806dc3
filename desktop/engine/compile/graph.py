"""Equations as a graph of array operations, each shared by all that need it."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from desktop.engine.compile.equations import Equations
from desktop.engine.compile.phases import Phase
from desktop.engine.language.arithmetic import worked_out
from desktop.engine.language.expressions import Expression, Name, Number, Operation
from desktop.engine.run.states import Accumulation, Relaxation


@dataclass(frozen=True, eq=False, slots=True)
class Node:
    """Hold one number, input, state or operation; two nodes are equal only if they are one."""

    index: int
    kind: str
    """`number`, `input` (parameter or path), `state`, or the kernel's name."""
    uses: "tuple[Node, ...]"
    phase: Phase
    name: str = ""
    """Id of an input, a state or a lookup table."""
    value: float = 0.0
    """Of a number."""


@dataclass(frozen=True, slots=True)
class StateNodes:
    """Hold the nodes that start and move one state."""

    id: str
    node: Node
    start: Node
    input: Node | None
    """Of a relaxation; then `rise` is set."""
    rise: Node | None
    fall: Node | None
    flow: Node | None
    """Of an accumulation."""
    bounds: tuple[float, float] | None

    @property
    def movers(self) -> tuple[Node, ...]:
        """Return the nodes that are needed in every month to move the state."""
        mover = self.input or self.flow
        return () if mover is None else (mover,)

    @property
    def constants(self) -> tuple[Node, ...]:
        """Return the nodes that are needed once."""
        return tuple(each for each in (self.start, self.rise, self.fall) if each is not None)


@dataclass(slots=True)
class Graph:
    """Hold the operations that some variables need."""

    nodes: list[Node] = field(default_factory=list)
    states: dict[str, StateNodes] = field(default_factory=dict)
    variables: dict[str, Node] = field(default_factory=dict)
    """Every auxiliary, state and input that is needed, by name."""


def build_graph(equations: Equations, wanted: Iterable[str]) -> Graph:
    """Return the graph of everything the wanted names need, common parts once."""
    wanted = list(wanted)
    needed = equations.needed(wanted)
    builder = _Builder(equations)
    for name in equations.states:
        if name in needed:
            builder.declare_state(name)
    for name, expression in equations.auxiliaries.items():
        if name in needed:
            builder.define(name, expression)
    for name, state in equations.states.items():
        if name in needed:
            builder.define_state(name, state)
    for name in wanted:
        builder.node(Name(name))
    return builder.graph


class _Builder:
    def __init__(self, equations: Equations) -> None:
        self.graph = Graph()
        self._phases = equations.phases
        self._certain = equations.certain
        self._known: dict[tuple[object, ...], Node] = {}

    def declare_state(self, name: str) -> None:
        self.graph.variables[name] = self._leaf("state", name, self._phases[name])

    def define(self, name: str, expression: Expression) -> None:
        self.graph.variables[name] = self.node(expression)

    def define_state(self, name: str, state: Relaxation | Accumulation) -> None:
        own = self.graph.variables[name]
        start = self.node(state.start)
        if isinstance(state, Accumulation):
            nodes = StateNodes(
                name, own, start, None, None, None, self.node(state.flow), state.bounds
            )
        else:
            fall = None if state.fall is None else self.node(state.fall)
            nodes = StateNodes(
                name,
                own,
                start,
                self.node(state.input),
                self.node(state.rise),
                fall,
                None,
                state.bounds,
            )
        self.graph.states[name] = nodes

    def node(self, expression: Expression) -> Node:
        """Return the node of an expression."""
        if isinstance(expression, Number):
            return self.number(expression.value)
        if isinstance(expression, Name):
            known = self.graph.variables.get(expression.id)
            if known is None and expression.id in self._certain:
                return self.number(self._certain[expression.id])
            if known is None:
                known = self._leaf("input", expression.id, self._phases[expression.id])
                self.graph.variables[expression.id] = known
            return known
        return self._operation(expression)

    def number(self, value: float) -> Node:
        """Return the node of a number."""
        key = ("number", value, str(value))
        return self._intern(key, lambda index: Node(index, "number", (), Phase.NUMBER, "", value))

    def _leaf(self, kind: str, name: str, phase: Phase) -> Node:
        return self._intern((kind, name), lambda index: Node(index, kind, (), phase, name))

    def _intern(self, key: tuple[object, ...], make: Callable[[int], Node]) -> Node:
        node = self._known.get(key)
        if node is None:
            node = make(len(self.graph.nodes))
            self.graph.nodes.append(node)
            self._known[key] = node
        return node

    def _apply(self, kind: str, *uses: Node, name: str = "") -> Node:
        """Return the node of a kernel; numbers alone are worked out at once."""
        if not name and kind != "power" and all(use.kind == "number" for use in uses):
            value = worked_out(kind, [use.value for use in uses])
            if value is not None and math.isfinite(value):
                return self.number(value)
        phase = Phase.NUMBER
        for use in uses:
            phase = phase.with_(use.phase)
        key = (kind, name, *(use.index for use in uses))
        return self._intern(key, lambda index: Node(index, kind, uses, phase, name))

    def _operation(self, operation: Operation) -> Node:
        if operation.name in ("multiply", "divide"):
            return self._product(operation)
        if operation.name in ("add", "subtract", "negate"):
            return self._sum(operation)
        arguments = operation.arguments
        if operation.name == "lookup":
            table = arguments[0]
            assert isinstance(table, Name)
            return self._apply("lookup", self.node(arguments[1]), name=table.id)
        uses = [self.node(each) for each in arguments]
        if operation.name == "power":
            return self._power(*uses)
        if operation.name == "clip":
            return self._clipped(*uses)
        return self._apply(operation.name, *uses)

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
            case _:
                if base.kind == exponent.kind == "number":
                    value = worked_out("power", [base.value, exponent.value])
                    if value is not None and math.isfinite(value):
                        return self.number(value)
                # Powers of one base share its logarithm.
                return self._apply("power", self._apply("ln", base), exponent)

    def _squared(self, base: Node) -> Node:
        return self._apply("multiply", base, base)

    def _product(self, operation: Operation) -> Node:
        """Multiply early-known factors first, so that only late ones are left for the loop."""
        factors = [
            (self.node(factor), inverse) for factor, inverse in _factors(operation, inverse=False)
        ]
        result: Node | None = None
        for above, below in _by_phase(factors):
            for node in above:
                empty = result is None or _is(result, 1.0)
                result = node if empty or result is None else self._multiplied(result, node)
            divisor: Node | None = None
            for node in below:
                divisor = node if divisor is None else self._multiplied(divisor, node)
            if divisor is not None:
                result = self._apply("divide", result or self.number(1.0), divisor)
        assert result is not None
        return result

    def _multiplied(self, left: Node, right: Node) -> Node:
        if _is(left, -1.0):
            return self._apply("negate", right)
        return self._apply("multiply", left, right)

    def _sum(self, operation: Operation) -> Node:
        """Add early-known terms first, so that only late ones are left for the loop."""
        terms = [(self.node(term), minus) for term, minus in _terms(operation, minus=False)]
        result: Node | None = None
        for plus, minus in _by_phase(terms):
            for node in plus:
                empty = result is None or _is(result, 0.0)
                result = node if empty or result is None else self._apply("add", result, node)
            for node in minus:
                result = (
                    self._apply("negate", node)
                    if result is None
                    else self._apply("subtract", result, node)
                )
        assert result is not None
        return result


def _is(node: Node, value: float) -> bool:
    return node.kind == "number" and node.value == value


def _factors(expression: Expression, inverse: bool) -> Iterator[tuple[Expression, bool]]:
    if isinstance(expression, Operation) and expression.name in ("multiply", "divide"):
        left, right = expression.arguments
        yield from _factors(left, inverse)
        yield from _factors(right, inverse != (expression.name == "divide"))
    elif isinstance(expression, Operation) and expression.name == "negate":
        yield Number(-1.0), False
        yield from _factors(expression.arguments[0], inverse)
    else:
        yield expression, inverse


def _terms(expression: Expression, minus: bool) -> Iterator[tuple[Expression, bool]]:
    if isinstance(expression, Operation) and expression.name in ("add", "subtract"):
        left, right = expression.arguments
        yield from _terms(left, minus)
        yield from _terms(right, minus != (expression.name == "subtract"))
    elif isinstance(expression, Operation) and expression.name == "negate":
        yield from _terms(expression.arguments[0], not minus)
    else:
        yield expression, minus


def _by_phase(parts: list[tuple[Node, bool]]) -> Iterator[tuple[list[Node], list[Node]]]:
    """Split (node, turned) parts by phase, earliest first: straight ones and turned ones."""
    ordered = sorted(parts, key=lambda part: part[0].phase)
    for _, group in itertools.groupby(ordered, key=lambda part: part[0].phase):
        straight: list[Node] = []
        turned: list[Node] = []
        for node, is_turned in group:
            (turned if is_turned else straight).append(node)
        yield straight, turned


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
