"""Turns a part of a graph into a program: instructions on rows of members, a month at a time.

A row holds one value a member, a scalar one for all of them. Rows are, in this order: the states
as they stand in the month, as they stand in the next, working rows, constants, drivers, results;
scalars are numbers, then paths, then what events push. An instruction writes one row. A program is
data; what runs it knows no model.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop.domain.model.model import LookupTable
from desktop.engine.compile.graph import Node, StateNodes

FIRSTS = ("multiply_vv", "multiply_vs", "add_vv", "add_vs", "subtract_vv", "subtract_sv")
SECONDS = (
    *("add_v", "add_s", "multiply_v", "multiply_s", "subtract_v", "from_v", "from_s"),
    *("clip_ss", "ln", "relax_vv"),
)
"""What can follow at once on what is in FIRSTS, in one instruction; `from` takes the first's
outcome away from its operand."""
OPERATIONS = (
    *("fill_s", "copy_v", "sqrt_v", "abs_v", "exp_v", "ln_v"),
    *("add_vv", "add_vs", "subtract_vv", "subtract_vs", "subtract_sv"),
    *("multiply_vv", "multiply_vs", "divide_vv", "divide_vs", "divide_sv"),
    *("min_vv", "min_vs", "max_vv", "max_vs"),
    *("less_vv", "less_vs", "less_sv", "less_equal_vv", "less_equal_vs", "less_equal_sv"),
    *("equal_vv", "equal_vs", "not_equal_vv", "not_equal_vs", "power_vv", "power_vs"),
    *("clip_vss", "if_vvv", "relax_vvv", "relax_vsv", "relax_vvvv", "relax_vsvv"),
    *(f"{first}_{second}" for first in FIRSTS for second in SECONDS),
)
"""Each operation with its operands: `v` a row, `s` a scalar. Truth is 1, falsehood 0; `power`
takes the logarithm of its base."""
STOP = len(OPERATIONS)
"""Stands after the last instruction."""
WORDS = 6
"""Numbers of an instruction: operation, target row, up to four operands."""

_CODE = {name: code for code, name in enumerate(OPERATIONS)}
_TURNED = {"greater": "less", "greater_equal": "less_equal"}
_SYMMETRIC = frozenset({"add", "multiply", "min", "max", "equal", "not_equal"})
_ROWS = ("state", "next", "work", "constant", "driver", "result")
_SCALARS = ("number", "path", "push")


@dataclass(frozen=True, slots=True)
class Code:
    """Hold a program and what its rows and scalars stand for."""

    even: NDArray[np.uint32]
    """(INSTRUCTION, WORDS), for the first month and every other one after it."""
    odd: NDArray[np.uint32]
    """The same with both rows of each state exchanged."""
    states: tuple[StateNodes, ...]
    starts: NDArray[np.int32]
    """(STATE,): the constant each state starts from."""
    work: int
    constants: tuple[Node, ...]
    drivers: tuple[Node, ...]
    results: tuple[Node, ...]
    numbers: tuple[float, ...]
    paths: tuple[Node, ...]
    """Scalars that differ from month to month."""
    pushes: tuple[str, ...]
    """Stocks that events can push."""

    @property
    def rows(self) -> int:
        """Count all rows."""
        fixed = len(self.constants) + len(self.drivers) + len(self.results)
        return 2 * len(self.states) + self.work + fixed


@dataclass(frozen=True, slots=True)
class _Place:
    """Name a row or a scalar until it is known how many there are of each kind."""

    kind: str
    number: int


@dataclass(slots=True)
class _Step:
    """Hold one instruction to be: what works out a node, or a state's next value."""

    name: str
    uses: list[Node]
    node: Node | None = None
    state: int = -1


class Assembler:
    """Make the program that works out `nodes`, each after those it uses, and moves `states`.

    Of what they use from elsewhere and what differs from month to month, `is_scalar` says whether
    it is one value for all members. `pushed` are the stocks that events can push.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        states: Sequence[StateNodes],
        results: Sequence[Node],
        tables: Mapping[str, LookupTable],
        pushed: frozenset[str],
        is_scalar: Callable[[Node], bool],
    ) -> None:
        self._nodes = nodes
        self._states = states
        self._results = results
        self._tables = tables
        self._pushed = [state.id for state in states if state.id in pushed]
        self._is_scalar = is_scalar
        self._own = {node.index for node in nodes} | {state.node.index for state in states}
        self._known: dict[str, dict[object, _Place]] = {}
        self._nodes_of: dict[str, list[Node]] = {"constant": [], "driver": [], "path": []}
        self._row: dict[int, _Place] = {}
        self._code: list[tuple[str, tuple[_Place, ...]]] = []
        self._idle: list[_Place] = []
        self._work = 0

    def code(self) -> Code:
        """Return the program."""
        for number, state in enumerate(self._states):
            self._row[state.node.index] = _Place("state", number)
        starts = [self._constant(state.start).number for state in self._states]
        kept = {node.index: place for place, node in reversed([*enumerate(self._results)])}
        steps = self._steps(kept)
        ended = _last_uses(steps)
        for position, step in enumerate(steps):
            self._emit_step(step, kept)
            for index in ended.get(position, ()):
                if self._row[index].kind == "work":
                    self._idle.append(self._row[index])
        for number, node in enumerate(self._results):
            if self._row.get(node.index) != _Place("result", number):
                self._emit("copy_v", _Place("result", number), self._vector(node))
        return self._finished(starts)

    # ------------------------------------------------------------ steps

    def _steps(self, kept: Mapping[int, int]) -> list[_Step]:
        """Return what is to be done, in order, and in one step what only one step needs."""
        moved: dict[int, list[int]] = {}
        for number, state in enumerate(self._states):
            moved.setdefault(state.movers[0].index, []).append(number)
        uses = Counter(use.index for node in self._nodes for use in node.uses)
        uses.update(state.movers[0].index for state in self._states)
        uses.update(kept.keys())
        steps: dict[int, _Step] = {}
        last: list[_Step] = []
        for node in self._nodes:
            step = self._step_of(node)
            self._join(step, steps, uses)
            steps[node.index] = step
            for number in moved.pop(node.index, ()):
                step = self._move(number)
                self._join(step, steps, uses)
                steps[-1 - number] = step
        for numbers in moved.values():
            last += [self._move(number) for number in numbers]
        return [*steps.values(), *last]

    def _step_of(self, node: Node) -> _Step:
        kind, uses = _TURNED.get(node.kind, node.kind), list(node.uses)
        if kind != node.kind:
            uses.reverse()
        kind = {"and": "multiply", "or": "max"}.get(kind, kind)
        if kind in _SYMMETRIC and self._form(uses) == "sv":
            uses.reverse()
        if kind in ("negate", "not", "lookup"):
            return _Step(kind, uses, node)
        name = f"{kind}_{self._form(uses)}"
        if name not in _CODE:
            name = f"{kind}_{'v' * len(uses)}"
        return _Step(name, uses, node)

    def _move(self, number: int) -> _Step:
        """Work out where a state stands in the next month."""
        state = self._states[number]
        if state.flow is not None:
            name, uses = f"add_v{self._form([state.flow])}", [state.node, state.flow]
        else:
            speeds = [speed for speed in (state.rise, state.fall) if speed is not None]
            assert state.input is not None
            form = "s" if self._form([state.input]) == "s" and state.input.kind != "number" else "v"
            name = f"relax_v{form}{'v' * len(speeds)}"
            uses = [state.node, state.input, *speeds]
        return _Step(name, uses, state=number)

    def _join(self, step: _Step, steps: dict[int, _Step], uses: Mapping[int, int]) -> None:
        """Take into a step the one that works out an operand which nothing else needs."""
        for place, use in enumerate(step.uses):
            first = steps.get(use.index)
            single = uses[use.index] == step.uses.count(use) == 1
            if first is None or not single or first.name not in FIRSTS:
                continue
            rest = step.uses[:place] + step.uses[place + 1 :]
            kind, _, form = step.name.rpartition("_")
            second = {
                "clip": "clip_ss",
                "ln": "ln",
                "relax": "relax_vv" if (place, form) == (1, "vvv") else "",
                "subtract": ("subtract_" if place == 0 else "from_") + self._form(rest),
            }.get(kind, f"{kind}_{self._form(rest)}")
            if second in SECONDS and (kind != "clip" or place == 0):
                del steps[use.index]
                step.name, step.uses = f"{first.name}_{second}", [*first.uses, *rest]
                return

    # ------------------------------------------------------------ operands

    def _form(self, nodes: Iterable[Node]) -> str:
        return "".join("s" if self._scalar(node) else "v" for node in nodes)

    def _scalar(self, node: Node) -> bool:
        if node.index in self._own or (node.phase.constant and node.kind != "number"):
            return False
        return node.kind == "number" or self._is_scalar(node)

    def _place(self, kind: str, key: object) -> _Place:
        known = self._known.setdefault(kind, {})
        return known.setdefault(key, _Place(kind, len(known)))

    def _of(self, kind: str, node: Node) -> _Place:
        place = self._place(kind, node.index)
        if place.number == len(self._nodes_of[kind]):
            self._nodes_of[kind].append(node)
        return place

    def _number(self, value: float) -> _Place:
        # As text, 0 and −0 are two numbers.
        return self._place("number", repr(value))

    def _constant(self, node: Node) -> _Place:
        return self._of("constant", node)

    def _operand(self, node: Node) -> _Place:
        if node.index in self._row:
            return self._row[node.index]
        if node.kind == "number":
            return self._number(node.value)
        if node.phase.constant:
            return self._constant(node)
        return self._of("path" if self._is_scalar(node) else "driver", node)

    def _vector(self, node: Node) -> _Place:
        """Return a row of a node, also of what is a scalar."""
        if node.kind == "number":
            return self._constant(node)
        place = self._operand(node)
        if place.kind != "path":
            return place
        row = self._take()
        self._emit("fill_s", row, place)
        return row

    def _take(self) -> _Place:
        if self._idle:
            return self._idle.pop()
        self._work += 1
        return _Place("work", self._work - 1)

    # ------------------------------------------------------------ instructions

    def _emit(self, name: str, target: _Place, *operands: _Place) -> None:
        self._code.append((name, (target, *operands)))

    def _emit_step(self, step: _Step, kept: Mapping[int, int]) -> None:
        if step.node is None:
            target = _Place("next", step.state)
        else:
            number = kept.get(step.node.index)
            target = self._take() if number is None else _Place("result", number)
            self._row[step.node.index] = target
        if step.node is not None and step.name == "lookup":
            self._look_up(self._tables[step.node.name], self._vector(step.uses[0]), target)
        elif step.name == "negate":
            self._emit("multiply_vs", target, self._vector(step.uses[0]), self._number(-1.0))
        elif step.name == "not":
            self._emit("subtract_sv", target, self._number(1.0), self._vector(step.uses[0]))
        else:
            forms = letters(step.name)
            operands = [
                self._operand(use) if letter == "s" else self._vector(use)
                for letter, use in zip(forms, step.uses, strict=True)
            ]
            self._emit(step.name, target, *operands)
        if step.node is None:
            self._bound(self._states[step.state], target)

    def _bound(self, state: StateNodes, target: _Place) -> None:
        """Let events push a state, and keep it inside its bounds."""
        if state.id in self._pushed:
            self._emit("add_vs", target, target, _Place("push", self._pushed.index(state.id)))
        if state.bounds is not None:
            self._emit("clip_vss", target, target, *map(self._number, state.bounds))

    def _look_up(self, table: LookupTable, x: _Place, target: _Place) -> None:
        """Choose among the straight lines between the table's points, held at its ends."""
        line, here = self._take(), self._take()
        # What is not a number is beside no point and keeps what it starts with.
        self._emit("multiply_vs", target, x, self._number(0.0))
        points = [*zip(table.x, table.y, strict=True)]
        for (low, left), (high, right) in pairwise(points):
            self._emit("subtract_vs", line, x, self._number(low))
            self._emit("multiply_vs", line, line, self._number((right - left) / (high - low)))
            self._emit("add_vs", line, line, self._number(left))
            self._emit("less_equal_sv", here, self._number(low), x)
            self._emit("if_vvv", target, here, line, target)
        for (end, value), operation in ((points[0], "less_vs"), (points[-1], "less_equal_sv")):
            self._emit("fill_s", line, self._number(value))
            operands = [x, self._number(end)]
            self._emit(operation, here, *(operands if operation == "less_vs" else operands[::-1]))
            self._emit("if_vvv", target, here, line, target)
        self._idle += [line, here]

    def _finished(self, starts: list[int]) -> Code:
        states = len(self._states)
        sizes = {kind: len(known) for kind, known in self._known.items()}
        sizes |= {"state": states, "next": states, "work": self._work, "push": len(self._pushed)}
        first = {**_firsts(sizes, _ROWS), **_firsts(sizes, _SCALARS)}
        even = np.zeros((len(self._code) + 1, WORDS), np.uint32)
        odd = even.copy()
        turned = {"state": "next", "next": "state"}
        for place, (name, operands) in enumerate(self._code):
            for code, other in ((even, {}), (odd, turned)):
                words = [first[other.get(each.kind, each.kind)] + each.number for each in operands]
                code[place, : len(words) + 1] = [_CODE[name], *words]
        even[-1, 0] = odd[-1, 0] = STOP
        return Code(
            even=even,
            odd=odd,
            states=tuple(self._states),
            starts=np.array(starts, np.int32),
            work=self._work,
            constants=tuple(self._nodes_of["constant"]),
            drivers=tuple(self._nodes_of["driver"]),
            results=tuple(self._results),
            numbers=tuple(float(str(key)) for key in self._known.get("number", {})),
            paths=tuple(self._nodes_of["path"]),
            pushes=tuple(self._pushed),
        )


def _last_uses(steps: Sequence[_Step]) -> dict[int, list[int]]:
    """Return, by position, the nodes worked out here that nothing after it needs."""
    last = {step.node.index: at for at, step in enumerate(steps) if step.node is not None}
    for position, step in enumerate(steps):
        for use in step.uses:
            if use.index in last:
                last[use.index] = position
    ended: dict[int, list[int]] = {}
    for index, position in last.items():
        ended.setdefault(position, []).append(index)
    return ended


def letters(name: str) -> str:
    """Return the operands of an operation, in order."""
    return "".join(part for part in name.split("_") if set(part) <= {"v", "s"})


def _firsts(sizes: Mapping[str, int], kinds: Sequence[str]) -> dict[str, int]:
    """Return where each kind begins."""
    return {
        kind: sum(sizes.get(other, 0) for other in kinds[:place])
        for place, kind in enumerate(kinds)
    }
