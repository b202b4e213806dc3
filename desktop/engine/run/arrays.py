"""Where a run keeps its numbers."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from desktop.domain.model.model import LookupTable
from desktop.engine.compile.graph import Node
from desktop.engine.compile.phases import Phase
from desktop.engine.run.kernels import KERNELS, is_logical, lookup

Array = NDArray[Any]

CHUNK = 1 << 16
"""Bytes of one array that is worked on at a time, so that what is made stays in the cache."""


class Arrays:
    """Keep each node's values as (rows, width): one row or one a step, one column or one a member.

    What only passes from one part of a run to the next is kept for a few months at a time: those
    rows are filled again and again. Every array starts as NaN, so that what is never filled
    cannot pass for zero.
    """

    def __init__(
        self, rows: int, members: int, dtype: DTypeLike, whole: frozenset[int] = frozenset()
    ) -> None:
        self.rows = rows
        self._whole = whole
        self.members = members
        self.dtype = np.dtype(dtype)
        self._of: dict[int, Array] = {}
        self._views: dict[int, list[Array]] = {}
        months = max(1, CHUNK // (members * self.dtype.itemsize))
        self.chunk = min(months, rows)
        """Months worked on at a time."""

    def chunks(self, phase: Phase) -> list[tuple[int, int]]:
        """Return the first step and the one after the last of each run of months.

        What all members share is small: the whole horizon is one run.
        """
        months = self.chunk if phase.per_member else self.rows
        return [(first, min(first + months, self.rows)) for first in range(0, self.rows, months)]

    def __getitem__(self, node: Node) -> Array:
        return self._of[node.index]

    def put(self, node: Node, array: Array) -> None:
        """Give a node an array that something else fills, (1 or TIME, 1 or MEMBER)."""
        self._of[node.index] = array

    def allocate(self, node: Node) -> Array:
        """Give a node an array of its own, (1, a chunk's months or TIME; 1 or MEMBER)."""
        array = self.empty(node, (self.rows if self.lasts(node) else self.chunk, self.width(node)))
        self._of[node.index] = array
        return array

    def lasts(self, node: Node) -> bool:
        """Say whether the whole horizon is kept of a node."""
        return node.kind == "input" or node.index in self._whole or not node.phase.per_member

    def width(self, node: Node) -> int:
        """Count a node's columns."""
        return self.members if node.phase.per_member else 1

    def empty(self, node: Node, shape: tuple[int, ...]) -> Array:
        """Return a new array of the node's type, of this shape: NaN, or false."""
        if is_logical(node.kind):
            return np.zeros(shape, bool)
        return np.full(shape, np.nan, self.dtype)

    def part(self, node: Node, first: int, last: int) -> Array:
        """Return a view of the rows that hold one chunk, (1 or its months, 1 or MEMBER)."""
        array = self._of[node.index]
        if array.shape[0] == 1:
            return array
        return array[first:last] if array.shape[0] == self.rows else array[: last - first]

    def months(self, node: Node) -> list[Array]:
        """Return a view of each row, which the steps take in turn; one where nothing changes.

        Each is (MEMBER,), or without dimension where all members share the value. All that ask get
        the same ones: fewer objects are walked through in a run.
        """
        views = self._views.get(node.index)
        if views is None:
            rows = self._of[node.index]
            views = [row.reshape(()) for row in rows] if rows.shape[1] == 1 else [*rows]
            self._views[node.index] = views
        return views


def kernel_of(node: Node, tables: Mapping[str, LookupTable]) -> Callable[..., object]:
    """Return the call that works out a node."""
    if node.kind == "lookup":
        table = tables[node.name]
        return partial(lookup, np.array(table.x), np.array(table.y))
    return KERNELS[node.kind].call


class Pool:
    """Lend arrays that are needed for a few calls only, so that they stay in the cache."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._idle: dict[tuple[bool, tuple[int, ...]], list[Array]] = {}

    def take(self, node: Node, shape: tuple[int, ...]) -> Array:
        """Lend an array for a node, of this shape; what stands in it is of no meaning."""
        idle = self._idle.get((is_logical(node.kind), shape))
        return idle.pop() if idle else self._arrays.empty(node, shape)

    def give_back(self, node: Node, array: Array) -> None:
        """Take an array back, of whatever shape, from a node that is done with."""
        self._idle.setdefault((is_logical(node.kind), array.shape), []).append(array)
