"""Turns a part of a graph into a program: instructions on rows of members, a month at a time.

A row holds one value a member, a scalar one for all of them. Rows are, in this order: the states
as they stand in the month, as they stand in the next, working rows, constants, drivers, results;
scalars are numbers, then paths, then what events push. An instruction writes one row. A program is
data; what runs it knows no model.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.engine.compile.graph import Node, StateNodes

_FIRSTS = (
    "multiply_vv",
    "multiply_vs",
    "add_vv",
    "add_vs",
    "subtract_vv",
    "subtract_sv",
    "weigh_vv",
)
_SECONDS = (
    *("add_v", "add_s", "multiply_v", "multiply_s", "subtract_v", "from_v", "from_s"),
    *("clip_ss", "ln_", "exp_", "relax_vv"),
)


def _joined(first: str, second: str) -> str:
    (one, form), (two, rest) = first.split("_"), second.split("_")
    return f"{one}_{two}_{form}{rest}"


PAIRS = {(first, second): _joined(first, second) for first in _FIRSTS for second in _SECONDS}
"""Operations that do two at once: the second takes the outcome of the first, `relax` as its input
and `from` to take it away from its operand."""
OPERATIONS = (
    *("fill_s", "copy_v", "sqrt_v", "abs_v", "exp_v", "ln_v"),
    *("add_vv", "add_vs", "subtract_vv", "subtract_vs", "subtract_sv"),
    *("multiply_vv", "multiply_vs", "divide_vv", "divide_vs", "divide_sv"),
    *("min_vv", "min_vs", "max_vv", "max_vs"),
    *("less_vv", "less_vs", "less_sv", "less_equal_vv", "less_equal_vs", "less_equal_sv"),
    *("equal_vv", "equal_vs", "not_equal_vv", "not_equal_vs", "weigh_vv", "weigh_vs"),
    *("clip_vss", "if_vvv", "relax_vvv", "relax_vsv", "relax_vvvv", "relax_vsvv"),
    *PAIRS.values(),
)
"""Each operation with its operands: `v` a row, `s` a scalar. Truth is 1, falsehood 0; `weigh`
multiplies a logarithm by an exponent, and gives 0 for an exponent of 0; `relax` moves a state
toward its input, by one share of the gap or by another one where the input lies below."""
STOP = len(OPERATIONS)
"""Stands after the last instruction."""
WORDS = 6
"""Numbers of an instruction: operation, target row, up to four operands."""

_CODE = {name: code for code, name in enumerate(OPERATIONS)}
_SYMMETRIC = frozenset({"add", "multiply", "min", "max", "equal", "not_equal"})
_ROWS = ("state", "next", "work", "constant", "driver", "result")
_SCALARS = ("number", "path", "push")


def letters(name: str) -> str:
    """Return the operands of an operation, in order."""
    return name.rpartition("_")[2]


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

    def reads(self) -> NDArray[np.bool_]:
        """Return which drivers an instruction reads: (INSTRUCTION, DRIVER)."""
        first = self.rows - len(self.results) - len(self.drivers)
        found = np.zeros((len(self.even), len(self.drivers)), np.bool_)
        for number, (operation, _, *operands) in enumerate(self.even[:-1].tolist()):
            for kind, row in zip(letters(OPERATIONS[operation]), operands, strict=False):
                if kind == "v" and 0 <= row - first < len(self.drivers):
                    found[number, row - first] = True
        return found

    def needs(self) -> NDArray[np.bool_]:
        """Return what each result hangs on, in whatever month: (RESULT, INSTRUCTION).

        What stands after the last instruction is needed by all.
        """
        states = len(self.states)
        steps = self.even[:-1].tolist()
        writer: dict[int, int] = {}
        sources: list[list[int]] = []
        read: list[list[int]] = []
        for number, (operation, target, *operands) in enumerate(steps):
            kinds = zip(letters(OPERATIONS[operation]), operands, strict=False)
            rows = [row for kind, row in kinds if kind == "v"]
            sources.append([writer[row] for row in rows if row in writer])
            read.append([row for row in rows if row < states])
            writer[target] = number
        for found, rows in zip(sources, read, strict=True):
            # A state is what it became a month before.
            found += [writer[states + row] for row in rows]
        first = self.rows - len(self.results)
        # Of each instruction a bit for each result, until one more look finds nothing.
        needed = [1 << target - first if target >= first else 0 for _, target, *_ in steps]
        before: list[int] = []
        while needed != before:
            before = needed.copy()
            for number in reversed(range(len(steps))):
                for source in sources[number]:
                    needed[source] |= needed[number]
        every = (1 << len(self.results)) - 1
        return np.array(
            [
                [each >> result & 1 for each in (*needed, every)]
                for result in range(len(self.results))
            ],
            np.bool_,
        )


class _Place(NamedTuple):
    """Name a row or a scalar until it is known how many there are of each kind."""

    kind: str
    number: int


@dataclass(slots=True)
class _Step:
    """Hold one instruction to be, which works out a node."""

    name: str
    uses: list[Node]
    node: Node


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
        pushed: frozenset[str],
        is_scalar: Callable[[Node], bool],
    ) -> None:
        self._nodes = nodes
        self._states = states
        self._results = results
        self._pushed = [state.id for state in states if state.id in pushed]
        self._is_scalar = is_scalar
        self._own = {node.index for node in nodes} | {state.node.index for state in states}
        self._fed: dict[str, dict[object, tuple[int, Any]]] = {
            kind: {} for kind in ("constant", "driver", "number", "path")
        }
        """Kind → number and meaning of each row or scalar that is fed."""
        self._row: dict[int, _Place] = {}
        self._code: list[tuple[str, tuple[_Place, ...]]] = []
        self._idle: list[_Place] = []
        self._work = 0

    def code(self) -> Code:
        """Return the program."""
        for number, state in enumerate(self._states):
            self._row[state.node.index] = _Place("state", number)
        starts = [self._operand(state.start, "v").number for state in self._states]
        wanted = [*enumerate(self._results)]
        targets = {node.index: _Place("result", number) for number, node in reversed(wanted)}
        for number, state in enumerate(self._states):
            targets[state.next.index] = _Place("next", number)
        steps = self._steps(targets.keys())
        for step, ended in zip(steps, _last_uses(steps), strict=True):
            target = targets.get(step.node.index) or self._take()
            self._row[step.node.index] = target
            operands = zip(step.uses, letters(step.name), strict=True)
            self._emit(step.name, target, *(self._operand(*each) for each in operands))
            if target.kind == "next":
                self._bound(self._states[target.number], target)
            places = [self._row[index] for index in ended if index in self._row]
            self._idle += [place for place in places if place.kind == "work"]
        for number, node in wanted:
            if self._row.get(node.index) != _Place("result", number):
                self._emit("copy_v", _Place("result", number), self._operand(node, "v"))
        return self._finished(starts)

    # ------------------------------------------------------------ steps

    def _steps(self, kept: Collection[int]) -> list[_Step]:
        """Return what is to be done, in order, and in one step what only one step needs."""
        uses = Counter(use.index for node in self._nodes for use in node.uses)
        uses.update(kept)
        steps: dict[int, _Step] = {}
        for node in self._nodes:
            step = steps[node.index] = self._step_of(node)
            self._join(step, steps, uses)
        return [*steps.values()]

    def _step_of(self, node: Node) -> _Step:
        kind, uses = node.kind, list(node.uses)
        if kind in _SYMMETRIC and self._form(uses) == "sv":
            uses.reverse()
        # Where no operation takes numbers as scalars they are rows, else whatever is one.
        rows = "".join("v" if use.kind == "number" else self._letter(use) for use in uses)
        forms = (self._form(uses), rows, "v" * len(uses))
        return _Step(next(n for f in forms if (n := f"{kind}_{f}") in _CODE), uses, node)

    def _join(self, step: _Step, steps: dict[int, _Step], uses: Mapping[int, int]) -> None:
        """Take into a step the one that works out an operand which nothing else needs."""
        for place, use in enumerate(step.uses):
            first = steps.get(use.index)
            if first is None or not uses[use.index] == step.uses.count(use) == 1:
                continue
            rest = step.uses[:place] + step.uses[place + 1 :]
            kind, _, form = step.name.rpartition("_")
            second = {
                "clip": "clip_ss" if place == 0 else "",
                "relax": "relax_vv" if (place, form) == (1, "vvv") else "",
                "subtract": ("subtract_" if place == 0 else "from_") + self._form(rest),
            }.get(kind, f"{kind}_{self._form(rest)}")
            if (first.name, second) in PAIRS:
                del steps[use.index]
                step.name, step.uses = PAIRS[first.name, second], [*first.uses, *rest]
                return

    # ------------------------------------------------------------ operands

    def _form(self, nodes: Iterable[Node]) -> str:
        return "".join(map(self._letter, nodes))

    def _letter(self, node: Node) -> str:
        row = node.index in self._own or node.phase.constant or not self._is_scalar(node)
        return "v" if row and node.kind != "number" else "s"

    def _place(self, kind: str, key: object, meaning: object) -> _Place:
        fed = self._fed[kind]
        return _Place(kind, fed.setdefault(key, (len(fed), meaning))[0])

    def _number(self, value: float) -> _Place:
        # As text, 0 and −0 are two numbers.
        return self._place("number", repr(value), value)

    def _operand(self, node: Node, letter: str) -> _Place:
        """Return where a node stands: for `v` a row, also of what is a scalar."""
        if node.index in self._row:
            return self._row[node.index]
        if node.kind == "number" and letter == "s":
            return self._number(node.value)
        if node.phase.constant:
            return self._place("constant", node.index, node)
        if not self._is_scalar(node):
            return self._place("driver", node.index, node)
        path = self._place("path", node.index, node)
        if letter == "s":
            return path
        row = self._take()
        self._emit("fill_s", row, path)
        return row

    def _take(self) -> _Place:
        if self._idle:
            return self._idle.pop()
        self._work += 1
        return _Place("work", self._work - 1)

    # ------------------------------------------------------------ instructions

    def _emit(self, name: str, target: _Place, *operands: _Place) -> None:
        self._code.append((name, (target, *operands)))

    def _bound(self, state: StateNodes, target: _Place) -> None:
        """Let events push a state, and keep it inside its bounds."""
        if state.id in self._pushed:
            self._emit("add_vs", target, target, _Place("push", self._pushed.index(state.id)))
        if state.bounds is not None:
            self._emit("clip_vss", target, target, *map(self._number, state.bounds))

    def _finished(self, starts: list[int]) -> Code:
        states = len(self._states)
        sizes = {kind: len(fed) for kind, fed in self._fed.items()}
        sizes |= {"state": states, "next": states, "work": self._work}
        first = {
            kind: sum(sizes[before] for before in kinds[:place])
            for kinds in (_ROWS, _SCALARS)
            for place, kind in enumerate(kinds)
        }
        even = np.zeros((len(self._code) + 1, WORDS), np.uint32)
        odd = even.copy()
        turned = {"state": "next", "next": "state"}
        for place, (name, operands) in enumerate(self._code):
            for code, other in ((even, {}), (odd, turned)):
                words = [first[other.get(each.kind, each.kind)] + each.number for each in operands]
                code[place, : len(words) + 1] = [_CODE[name], *words]
        even[-1, 0] = odd[-1, 0] = STOP
        meant = {kind: tuple(each for _, each in fed.values()) for kind, fed in self._fed.items()}
        return Code(
            even=even,
            odd=odd,
            states=tuple(self._states),
            starts=np.array(starts, np.int32),
            work=self._work,
            constants=meant["constant"],
            drivers=meant["driver"],
            results=tuple(self._results),
            numbers=meant["number"],
            paths=meant["path"],
            pushes=tuple(self._pushed),
        )


def _last_uses(steps: Sequence[_Step]) -> list[set[int]]:
    """Return for each step the nodes that nothing after it needs."""
    seen: set[int] = set()
    ended: list[set[int]] = []
    for step in reversed(steps):
        ended.append({step.node.index, *(use.index for use in step.uses)} - seen)
        seen |= ended[-1]
    return ended[::-1]
