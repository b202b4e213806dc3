"""Works out what feeds back into nothing, many months with one call."""

from collections.abc import Iterable, Mapping

import numpy as np

from desktop.domain.model.model import LookupTable
from desktop.engine.compile.graph import Node
from desktop.engine.compile.phases import Phase
from desktop.engine.run.arrays import Array, Arrays, Pool, kernel_of
from desktop.engine.run.loop import Call


class VectorBlock:
    """Work out nodes for the months of a chunk; leave alone what would come out the same.

    Most levers stand still, in time and from run to run. A row of an array that follows from
    parameters and such levers alone holds already what would be written there: so each chunk
    is asked which of the paths differ from those that the rows were last filled from.
    """

    def __init__(
        self,
        nodes: tuple[Node, ...],
        phase: Phase,
        materialized: frozenset[int],
        arrays: Arrays,
        tables: Mapping[str, LookupTable],
    ) -> None:
        self._nodes = nodes
        self._materialized = materialized
        self._arrays = arrays
        self._spans = arrays.chunks(phase)
        longest = self._spans[0][1]
        lent = self._lent(longest)
        kernels = [kernel_of(node, tables) for node in nodes]

        def part(node: Node, first: int, last: int) -> Array:
            found = lent.get(node.index)
            return arrays.part(node, first, last) if found is None else found[: last - first]

        self._calls: list[list[Call]] = [
            [
                (kernel, tuple(part(each, first, last) for each in (*node.uses, node)))
                for kernel, node in zip(kernels, nodes, strict=True)
            ]
            for first, last in self._spans
        ]
        self._paths, self._fed, self._always = self._sources()
        self._seen = np.zeros((len(self._paths), longest), arrays.dtype)
        self._filled = np.zeros(longest, bool)
        self._some: dict[tuple[int, bytes], list[Call]] = {}

    def forget(self) -> None:
        """Fill everything anew: the parameters are others."""
        self._filled[:] = False

    def run(self, chunk: int) -> None:
        """Fill the rows of one chunk."""
        for call, arguments in self._due(chunk):
            call(*arguments)

    def _due(self, chunk: int) -> list[Call]:
        if not self._paths or len(self._always) == len(self._nodes):
            return self._calls[chunk]
        first, last = self._spans[chunk]
        count = last - first
        paths = np.array([self._arrays.part(node, first, last)[:, 0] for node in self._paths])
        seen = self._seen[:, :count]
        # Bits are compared and not numbers, so that a zero's sign is minded.
        bits = f"u{paths.dtype.itemsize}"
        changed = (paths.view(bits) != seen.view(bits)).any(axis=1)
        if not self._filled[:count].all():
            changed[:] = True
        seen[...] = paths
        self._filled[:count] = True
        key = (chunk, changed.tobytes())
        calls = self._some.get(key)
        if calls is None:
            if len(self._some) >= 16 * len(self._spans):
                self._some.clear()
            calls = self._some[key] = self._chosen(chunk, changed)
        return calls

    def _lent(self, longest: int) -> dict[int, Array]:
        """Give every node an array: its own if it is materialized, else one that others use too."""
        pool = Pool(self._arrays)
        ended = _last_uses(self._nodes, self._materialized)
        lent: dict[int, Array] = {}
        for position, node in enumerate(self._nodes):
            if node.index in self._materialized:
                self._arrays.allocate(node)
            else:
                lent[node.index] = pool.take(node, (longest, self._arrays.width(node)))
            for done in ended.get(position, ()):
                pool.give_back(done, lent[done.index])
        return lent

    def _sources(self) -> tuple[list[Node], dict[int, frozenset[int]], frozenset[int]]:
        """Return the paths all members share, the nodes they reach, and those always to be filled.

        Always: what differs from member to member along time, and what lasts, for each of its
        rows stands for another month.
        """
        inside = {node.index for node in self._nodes}
        paths: dict[int, Node] = {}
        fed: dict[int, set[int]] = {}
        always: set[int] = set()
        for node in self._nodes:
            feeds = fed.setdefault(node.index, set())
            lasting = node.index in self._materialized and self._arrays.lasts(node)
            for use in node.uses:
                if use.index in inside:
                    feeds |= fed[use.index]
                    lasting = lasting or use.index in always
                elif use.phase.per_member and not use.phase.constant:
                    lasting = True
                elif not use.phase.constant:
                    paths[use.index] = use
                    feeds.add(use.index)
            if lasting:
                always.add(node.index)
        reached = {
            place: frozenset(node for node, feeds in fed.items() if index in feeds)
            for place, index in enumerate(paths)
        }
        return list(paths.values()), reached, frozenset(always)

    def _chosen(self, chunk: int, changed: Iterable[bool]) -> list[Call]:
        """Return the calls of what is due, and of what is lent to it on the way."""
        due = set(self._always)
        for place, other in enumerate(changed):
            if other:
                due |= self._fed[place]
        wanted = due & self._materialized
        for node in reversed(self._nodes):
            if node.index in wanted:
                wanted |= {use.index for use in node.uses if use.index not in self._materialized}
        return [
            call
            for call, node in zip(self._calls[chunk], self._nodes, strict=True)
            if node.index in wanted
        ]


def _last_uses(nodes: tuple[Node, ...], materialized: frozenset[int]) -> dict[int, list[Node]]:
    """Return, by position, which of these nodes are not needed after it."""
    last: dict[int, tuple[int, Node]] = {}
    inside = {node.index for node in nodes}
    for position, node in enumerate(nodes):
        last[node.index] = (position, node)
        for use in node.uses:
            if use.index in inside:
                last[use.index] = (position, use)
    ended: dict[int, list[Node]] = {}
    for position, node in last.values():
        if node.index not in materialized:
            ended.setdefault(position, []).append(node)
    return ended
