"""Steps the states of one block through the months, in a buffer that never leaves the cache."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from desktop.domain.model.model import LookupTable
from desktop.engine.compile.call_batching import Batch, Gather, Packing, Row, Slot, Space
from desktop.engine.compile.graph import Node
from desktop.engine.compile.schedule import Block
from desktop.engine.run.arrays import Array, Arrays, kernel_of
from desktop.engine.run.kernels import KERNELS, is_logical

Call = tuple[Callable[..., object], tuple[Any, ...]]
Impulses = Mapping[str, Mapping[int, float]]
"""Stock id → step at whose end it shows → size."""

_FIRST = 0
"""The axis along which rows are gathered."""
_HELD = "clip"
"""How `take` treats rows outside the buffer, of which there are none: unlike the default it
writes into its target at once."""


class Loop:
    """Step the states of one block through all months (Euler, one month).

    The buffer holds the states' rows, their moves' and those of the month's operations; all of
    it is filled again in every month, and what others need is copied out. All relaxations move in
    one block of rows: `rate × (input − state)`; the accumulations' flows fill the rows after them.
    """

    def __init__(
        self,
        block: Block,
        packing: Packing,
        materialized: frozenset[int],
        arrays: Arrays,
        tables: Mapping[str, LookupTable],
    ) -> None:
        self._arrays = arrays
        self._tables = tables
        self._states = packing.states
        self._packing = packing
        self._width = arrays.members if block.phase.per_member else 1
        self._single, double, _ = map(len, block.state_groups)
        self._relaxing = self._single + double
        self._spaces = {
            space: np.zeros((rows, self._width), bool)
            if space is Space.TRUTHS
            else np.full((rows, self._width), np.nan, arrays.dtype)
            for space, rows in packing.size.items()
        }
        self._now = self._spaces[Space.NUMBERS][: len(self._states)]
        self._moves = self._spaces[Space.MOVES]
        self._rise = np.full((self._relaxing, self._width), np.nan, arrays.dtype)
        self._fall = np.full((double, self._width), np.nan, arrays.dtype)
        self._rising = np.full((double, self._width), np.nan, arrays.dtype)
        self._chunks = arrays.chunks(block.phase)
        self._starts = np.full((len(self._chunks), *self._now.shape), np.nan, arrays.dtype)
        self._place = {state.id: row for row, state in enumerate(self._states)}
        self._pushes: dict[int, list[tuple[int, float]]] = {}
        self._views: dict[tuple[Row, int], Array] = {}
        self._blocks: list[tuple[Array, tuple[Node, ...]]] = []
        self._seen = self._laid_out_seen(block, materialized)
        self._months = self._laid_out(packing.calls)
        self._advance = self._advanced()

    def prepare(self) -> None:
        """Take over starting values and speeds, which only the ensemble decides."""
        for array, nodes in self._blocks:
            for row, node in enumerate(nodes):
                array[row] = self._arrays[node][0]
        for row, state in enumerate(self._states):
            self._starts[0, row] = self._arrays[state.start][0]
            if state.rise is not None:
                self._rise[row] = self._arrays[state.rise][0]
            if state.fall is not None:
                self._fall[row - self._single] = self._arrays[state.fall][0]

    def set_impulses(self, impulses: Impulses) -> None:
        """Take over what the next run's events add to the stocks' changes."""
        self._pushes.clear()
        for name, sizes in impulses.items():
            if name in self._place:
                for step, size in sizes.items():
                    self._pushes.setdefault(step - 1, []).append((self._place[name], size))

    def start(self, chunk: int) -> None:
        """Put the states where they stood in the first month of a chunk."""
        np.copyto(self._now, self._starts[chunk])

    def run(self, chunk: int) -> None:
        """Step the months of one chunk, and on to the first of the next."""
        first, last = self._chunks[chunk]
        np.copyto(self._starts[chunk], self._now)
        for step in range(first, last):
            for call, arguments in self._months[step]:
                call(*arguments)
            for row, size in self._pushes.get(step, ()):
                self._moves[row] += self._moves.dtype.type(size)
            for call, arguments in self._advance:
                call(*arguments)

    def _laid_out_seen(
        self, block: Block, materialized: frozenset[int]
    ) -> list[tuple[Array, Array, Array]]:
        """Return what is copied out each month: the buffer, its rows, and where they go."""
        seen = []
        inside = [state.node for state in self._states] + list(block.inside)
        for whole, truth in itertools.product((True, False), repeat=2):
            nodes = [
                node
                for node in inside
                if node.index in materialized
                and self._arrays.lasts(node) is whole
                and is_logical(node.kind) is truth
            ]
            if not nodes:
                continue
            rows = self._arrays.rows if whole else self._arrays.chunk
            target = self._arrays.empty(nodes[0], (rows, len(nodes), self._width))
            for place, node in enumerate(nodes):
                self._arrays.put(node, target[:, place, :])
            rows_of = [self._packing.row[node.index] for node in nodes]
            index = np.array([row.place for row in rows_of], np.intp)
            seen.append((self._spaces[rows_of[0].space], index, target))
        return seen

    def _laid_out(self, packed: tuple[Batch | Gather, ...]) -> list[list[Call]]:
        """Return each month's calls up to the moves of all states.

        Each place in the month has its calls, which the months take in turn.
        """
        copied, fed = self._copied()
        turns = [self._turns(each) for each in packed]
        turns += [
            [(buffer.take, (index, _FIRST, row, _HELD)) for row in target]
            for buffer, index, target in self._seen
        ]
        turns += [
            [(np.copyto, (self._moves[row], month)) for month in self._arrays.months(node)]
            for row, node in fed
        ]
        turns += [[call] for call in (*copied, *self._relax())]
        return [[calls[step % len(calls)] for calls in turns] for step in range(self._arrays.rows)]

    def _turns(self, packed: Batch | Gather) -> list[Call]:
        """Return the calls of a batch: one, or where it is fed by paths as many as these have."""
        if isinstance(packed, Gather):
            return [self._gather(packed.rows, self._spaces[Space.GATHERED][: len(packed.rows)])]
        count = len(packed.nodes)
        operands = [self._operand(slot, count) for slot in packed.slots]
        kernel = kernel_of(packed.nodes[0], self._tables)
        out = self._rows(packed.out, count)
        return [
            (kernel, (*(views[turn % len(views)] for views in operands), out))
            for turn in range(max(map(len, operands)))
        ]

    def _gather(self, rows: Sequence[int], target: Array) -> Call:
        numbers = self._spaces[Space.NUMBERS]
        if len(rows) == 1:
            return (np.copyto, (target[0], numbers[rows[0]]))
        return (numbers.take, (np.array(rows, np.intp), _FIRST, target, _HELD))

    def _rows(self, first: Row, count: int) -> Array:
        view = self._views.get((first, count))
        if view is None:
            rows = self._spaces[first.space]
            view = rows[first.place] if count == 1 else rows[first.place : first.place + count]
            self._views[first, count] = view
        return view

    def _operand(self, slot: Slot, count: int) -> list[Array]:
        if isinstance(slot, Row):
            return [self._rows(slot, count)]
        alike = all(node is slot[0] for node in slot)
        if count == 1 or (alike and self._arrays[slot[0]].shape[1] == 1):
            return self._arrays.months(slot[0])
        block = self._arrays.empty(slot[0], (count, self._width))
        self._blocks.append((block, slot))
        return [block]

    def _copied(self) -> tuple[list[Call], list[tuple[int, Node]]]:
        """Return what moves states but stands elsewhere: in other rows, or in other blocks."""
        places: list[tuple[int, int]] = []
        fed: list[tuple[int, Node]] = []
        for place, state in enumerate(self._states):
            (mover,) = state.movers
            row = self._packing.row.get(mover.index)
            if row is None:
                fed.append((place, mover))
            elif row.space is Space.NUMBERS:
                places.append((place, row.place))
        calls: list[Call] = []
        for _, run in itertools.groupby(enumerate(places), key=lambda each: each[1][0] - each[0]):
            pairs = [pair for _, pair in run]
            target = self._moves[pairs[0][0] : pairs[-1][0] + 1]
            calls.append(self._gather([row for _, row in pairs], target))
        return calls, fed

    def _relax(self) -> list[Call]:
        """Turn the relaxations' inputs into their moves."""
        single, both = self._single, self._relaxing
        if not both:
            return []
        moves = self._moves[:both]
        calls: list[Call] = [(np.subtract, (moves, self._now[:both], moves))]
        if both > single:
            gaps = self._moves[single:both]
            low, zero, high = (np.array(end, gaps.dtype) for end in (-np.inf, 0.0, np.inf))
            clip = KERNELS["clip"].call
            calls += [
                (clip, (gaps, zero, high, self._rising)),
                (clip, (gaps, low, zero, gaps)),
                (np.multiply, (self._rising, self._rise[single:], self._rising)),
                (np.multiply, (gaps, self._fall, gaps)),
                (np.add, (gaps, self._rising, gaps)),
            ]
        if single:
            calls.append((np.multiply, (moves[:single], self._rise[:single], moves[:single])))
        return calls

    def _advanced(self) -> list[Call]:
        """Return the calls that add the moves, and cut what is bounded."""
        calls: list[Call] = [(np.add, (self._now, self._moves, self._now))]
        first = 0
        for bounds, alike in itertools.groupby(state.bounds for state in self._states):
            last = first + len(list(alike))
            if bounds is not None:
                rows = self._now[first:last]
                ends = (np.array(end, rows.dtype) for end in bounds)
                calls.append((KERNELS["clip"].call, (rows, *ends, rows)))
            first = last
        return calls
