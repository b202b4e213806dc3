"""The arrays of one run and the calls that fill them, laid out once and used again.

Member counts are small beside the cost of a NumPy call, so everything that is not the call itself
is done before the first month: every operand of every month is a view made in advance, and a
month is a walk through a list of (function, arguments).
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import DTypeLike

from desktop.engine.arrays import Array, Arrays, Pool
from desktop.engine.graph import Node
from desktop.engine.kernels import KERNELS, lookup
from desktop.engine.model import LookupTable
from desktop.engine.phases import Phase
from desktop.engine.schedule import Block, Schedule

Call = tuple[Callable[..., object], tuple[Array, ...]]
Impulses = Mapping[str, Mapping[int, float]]
"""Stock id → step at whose end it shows → size."""


def _last_uses(nodes: tuple[Node, ...], kept: frozenset[int]) -> dict[int, list[Node]]:
    """Return, by position, which of these nodes are not needed after it."""
    last: dict[int, tuple[int, Node]] = {}
    own = {node.index for node in nodes}
    for position, node in enumerate(nodes):
        last[node.index] = (position, node)
        for use in node.uses:
            if use.index in own:
                last[use.index] = (position, use)
    ended: dict[int, list[Node]] = {}
    for position, node in last.values():
        if node.index not in kept:
            ended.setdefault(position, []).append(node)
    return ended


class Sheet:
    """Work out nodes for many months with one call a node."""

    def __init__(
        self,
        nodes: tuple[Node, ...],
        phase: Phase,
        kept: frozenset[int],
        arrays: Arrays,
        tables: Mapping[str, LookupTable],
    ) -> None:
        chunks = arrays.chunks(phase)
        longest = chunks[0][1]
        pool = Pool(arrays)
        ended = _last_uses(nodes, kept)
        lent: dict[int, Array] = {}
        for position, node in enumerate(nodes):
            if node.index in kept:
                arrays.allocate(node)
            else:
                lent[node.index] = pool.take(node, (longest, arrays.width(node)))
            for done in ended.get(position, ()):
                pool.give_back(done, lent[done.index])
        kernels = [_kernel(node, tables) for node in nodes]

        def part(node: Node, first: int, last: int) -> Array:
            found = lent.get(node.index)
            return arrays.part(node, first, last) if found is None else found[: last - first]

        self._chunks: list[list[Call]] = [
            [
                (kernel, tuple(part(each, first, last) for each in (*node.uses, node)))
                for kernel, node in zip(kernels, nodes, strict=True)
            ]
            for first, last in chunks
        ]

    def run(self, chunk: int) -> None:
        """Fill the rows of one chunk."""
        for call, arguments in self._chunks[chunk]:
            call(*arguments)


def _kernel(node: Node, tables: Mapping[str, LookupTable]) -> Callable[..., object]:
    if node.kind == "lookup":
        table = tables[node.name]
        return partial(_looked_up, np.array(table.x), np.array(table.y))
    return KERNELS[node.kind].call


def _looked_up(table_x: Array, table_y: Array, x: Array, out: Array) -> None:
    lookup(x, table_x, table_y, out)


class Loop:
    """Step the states of one block through all months (Euler, one month).

    All relaxations move in one block of rows: `rate × (input − state)`; the accumulations' flows
    fill the rows after them.
    """

    def __init__(
        self,
        block: Block,
        kept: frozenset[int],
        arrays: Arrays,
        tables: Mapping[str, LookupTable],
    ) -> None:
        states = sorted(block.states, key=lambda state: state.bounds is not None)
        single = [s for s in states if s.input is not None and s.fall is None]
        double = [s for s in states if s.input is not None and s.fall is not None]
        flows = [s for s in states if s.input is None]
        self._states = [*single, *double, *flows]
        self._relaxing = len(single) + len(double)
        self._single = len(single)
        self._arrays = arrays
        width = arrays.members if block.phase.own else 1
        rows = len(self._states)
        self._values = np.full((arrays.rows, rows, width), np.nan, arrays.dtype)
        self._moves = np.full((rows, width), np.nan, arrays.dtype)
        self._rise = np.full((self._relaxing, width), np.nan, arrays.dtype)
        self._fall = np.full((len(double), width), np.nan, arrays.dtype)
        self._rising = np.full((len(double), width), np.nan, arrays.dtype)
        self._least, self._most = self._limits(width)
        self._row = {state.id: row for row, state in enumerate(self._states)}
        for row, state in enumerate(self._states):
            arrays.put(state.node, self._values[:, row, :])
        self._chunks = arrays.chunks(block.phase)
        self._pushes: dict[int, list[tuple[int, float]]] = {}
        self._widened: list[tuple[Array, Array]] = []
        self._months = self._laid_out(block, kept, tables)
        self._advances = [self._advance(step) for step in range(arrays.rows - 1)]

    def _limits(self, width: int) -> tuple[Array, Array]:
        """Return bounds for the rows from the first bounded state on, endless where it has none."""
        bounds = [state.bounds for state in self._states]
        first = next((row for row, bound in enumerate(bounds) if bound is not None), len(bounds))
        ends = [bound or (-np.inf, np.inf) for bound in bounds[first:]]
        table = np.array(ends, self._moves.dtype).reshape(-1, 2)
        low, high = (np.repeat(table[:, [side]], width, axis=1) for side in (0, 1))
        return low, high

    def prepare(self) -> None:
        """Take over starting values and speeds, which only the ensemble decides."""
        for wide, narrow in self._widened:
            wide[:] = narrow[0]
        for row, state in enumerate(self._states):
            self._values[0, row] = self._arrays[state.start][0]
            if state.rise is not None:
                self._rise[row] = self._arrays[state.rise][0]
            if state.fall is not None:
                self._fall[row - self._single] = self._arrays[state.fall][0]

    def aim(self, impulses: Impulses) -> None:
        """Take over what the next run's events add to the stocks' changes."""
        self._pushes.clear()
        for name, sizes in impulses.items():
            if name in self._row:
                for step, size in sizes.items():
                    self._pushes.setdefault(step - 1, []).append((self._row[name], size))

    def run(self, chunk: int) -> None:
        """Step the months of one chunk, and on to the first of the next."""
        first, last = self._chunks[chunk]
        for step in range(first, last):
            for call, arguments in self._months[step]:
                call(*arguments)
            if step == self._arrays.rows - 1:
                return
            for row, size in self._pushes.get(step, ()):
                self._moves[row] += self._moves.dtype.type(size)
            for call, arguments in self._advances[step]:
                call(*arguments)

    def _laid_out(
        self, block: Block, kept: frozenset[int], tables: Mapping[str, LookupTable]
    ) -> list[list[Call]]:
        """Return each month's calls, up to the moves of all states."""
        arrays = self._arrays
        pool = Pool(arrays)
        width = self._moves.shape[1]
        outs: dict[int, Array] = {}
        rows: dict[int, int] = {}
        copied: list[tuple[int, Node]] = []
        inside = {node.index for node in block.inside}
        for row, state in enumerate(self._states):
            (mover,) = state.movers
            if mover.index in inside and mover.index not in kept and mover.index not in rows:
                rows[mover.index] = row
            else:
                copied.append((row, mover))
        ended = _last_uses(block.inside, kept | rows.keys())
        for position, node in enumerate(block.inside):
            if node.index in rows:
                outs[node.index] = self._moves[rows[node.index]]
            elif node.index in kept:
                arrays.allocate(node)
            else:
                outs[node.index] = pool.take(node, (width,))
            for done in ended.get(position, ()):
                pool.give_back(done, outs[done.index])
        kernels = [_kernel(node, tables) for node in block.inside]

        full = self._full_width(block, width)

        def use(node: Node, step: int) -> Array:
            found = outs.get(node.index)
            return arrays.month(node, step) if found is None else found

        def operands(node: Node, step: int) -> tuple[Array, ...]:
            if node.kind in ("min", "max"):
                return tuple(
                    full[each.index] if each.index in full else use(each, step)
                    for each in node.uses
                )
            return tuple(use(each, step) for each in node.uses)

        def out(node: Node, step: int) -> Array:
            found = outs.get(node.index)
            return arrays.row(node, step) if found is None else found

        months: list[list[Call]] = []
        for step in range(arrays.rows):
            calls: list[Call] = [
                (kernel, (*operands(node, step), out(node, step)))
                for kernel, node in zip(kernels, block.inside, strict=True)
            ]
            calls += [(np.copyto, (self._moves[row], use(node, step))) for row, node in copied]
            months.append(calls + self._relax(step))
        return months

    def _full_width(self, block: Block, width: int) -> dict[int, Array]:
        """Return rows for the constants of min and max, which are slow with a single value."""
        full: dict[int, Array] = {}
        for node in block.inside:
            for use in node.uses if node.kind in ("min", "max") else ():
                if use.phase.constant and self._arrays[use].shape[1] < width:
                    full[use.index] = np.full(width, np.nan, self._moves.dtype)
                    self._widened.append((full[use.index], self._arrays[use]))
        return full

    def _relax(self, step: int) -> list[Call]:
        """Turn the relaxations' inputs into their moves."""
        single, both = self._single, self._relaxing
        if not both:
            return []
        moves = self._moves[:both]
        calls: list[Call] = [(np.subtract, (moves, self._values[step, :both], moves))]
        zero = np.zeros_like(self._rising)
        if both > single:
            gaps = self._moves[single:both]
            calls += [
                (KERNELS["max"].call, (gaps, zero, self._rising)),
                (KERNELS["min"].call, (gaps, zero, gaps)),
                (np.multiply, (self._rising, self._rise[single:], self._rising)),
                (np.multiply, (gaps, self._fall, gaps)),
                (np.add, (gaps, self._rising, gaps)),
            ]
        if single:
            calls.append((np.multiply, (moves[:single], self._rise[:single], moves[:single])))
        return calls

    def _advance(self, step: int) -> list[Call]:
        """Add the moves, and cut them so that bounded states, among the last rows, stay inside."""
        there = self._values[step + 1]
        calls: list[Call] = [(np.add, (self._values[step], self._moves, there))]
        if self._least.size:
            inside = there[-len(self._least) :]
            calls += [
                (KERNELS["max"].call, (inside, self._least, inside)),
                (KERNELS["min"].call, (inside, self._most, inside)),
            ]
        return calls


_Block = tuple[Phase, Sheet, Loop | None, Sheet]


class Workspace:
    """Run one schedule for one number of members; keeps its arrays, so one run at a time."""

    def __init__(
        self,
        schedule: Schedule,
        tables: Mapping[str, LookupTable],
        rows: int,
        members: int,
        dtype: DTypeLike,
    ) -> None:
        self._exact = Arrays(1, members, np.float64)
        self._arrays = Arrays(rows, members, dtype, schedule.whole)
        self._constants: list[Node] = []
        self._inputs: dict[str, Array] = {}
        for node in schedule.leaves:
            self._lay_out(node)
        every = frozenset(node.index for node in schedule.constants)
        self._sheet = Sheet(schedule.constants, Phase.OWN_PARAMETER, every, self._exact, tables)
        for node in schedule.constants:
            self._add_constant(node)
        self._blocks: list[_Block] = []
        for block in schedule.blocks:
            before = Sheet(block.before, block.phase, schedule.kept, self._arrays, tables)
            loop = Loop(block, schedule.kept, self._arrays, tables) if block.states else None
            after = Sheet(block.after, block.phase, schedule.kept, self._arrays, tables)
            self._blocks.append((block.phase, before, loop, after))

    def _lay_out(self, node: Node) -> None:
        if node.kind == "number":
            self._exact.put(node, np.full((1, 1), node.value))
            self._add_constant(node)
        elif node.kind == "input" and node.phase.constant:
            self._inputs[node.name] = self._exact.allocate(node)
            self._add_constant(node)
        elif node.kind == "input":
            self._inputs[node.name] = self._arrays.allocate(node)

    def _add_constant(self, node: Node) -> None:
        """Work constants out in double precision, whatever the run's own."""
        self._arrays.put(node, self._arrays.empty(node, self._exact[node].shape))
        self._constants.append(node)

    def prepare(self, inputs: Mapping[str, Array]) -> None:
        """Work out all that only the ensemble decides.

        `inputs` are the parameters, one value a member, and the drivers' paths, (TIME,) or
        (TIME, MEMBER); names that the schedule does not want are left out.
        """
        self._fill(inputs)
        self._sheet.run(0)
        for node in self._constants:
            np.copyto(self._arrays[node], self._exact[node], casting="same_kind")
        for _, _, loop, _ in self._blocks:
            if loop is not None:
                loop.prepare()
        self._step([block for block in self._blocks if block[0] <= Phase.OWN_DRIVER])

    def run(self, paths: Mapping[str, Array], impulses: Impulses) -> None:
        """Work out all that the policy decides: `paths` are (TIME,)."""
        self._fill(paths)
        for _, _, loop, _ in self._blocks:
            if loop is not None:
                loop.aim(impulses)
        self._step([block for block in self._blocks if block[0] > Phase.OWN_DRIVER])

    def _step(self, blocks: list[_Block]) -> None:
        """Work through the horizon a few months at a time, every block in turn."""
        shared = [block for block in blocks if not block[0].own]
        own = [block for block in blocks if block[0].own]
        for together in (shared, own):
            chunks = len(self._arrays.chunks(together[0][0])) if together else 0
            for chunk in range(chunks):
                for _, before, loop, after in together:
                    before.run(chunk)
                    if loop is not None:
                        loop.run(chunk)
                    after.run(chunk)

    def values(self, node: Node) -> Array:
        """Return a target's values, (1 or TIME, 1 or MEMBER); the next run overwrites them."""
        return self._arrays[node]

    def _fill(self, inputs: Mapping[str, Array]) -> None:
        for name, values in inputs.items():
            array = self._inputs.get(name)
            if array is None:
                continue
            if array.shape[0] == 1:
                array[0] = values
            else:
                array[...] = values if values.ndim == 2 else values[:, np.newaxis]
