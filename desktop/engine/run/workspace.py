"""The arrays of one run and the calls that fill them, laid out once and used again.

Member counts are small beside the cost of a NumPy call, so everything that is not the call itself
is done before the first month: every operand of every month is a view made in advance, and a
month is a walk through a list of (function, arguments).
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import DTypeLike

from desktop.domain.model.model import LookupTable
from desktop.engine.compile.graph import Node
from desktop.engine.compile.phases import Phase
from desktop.engine.compile.schedule import Schedule
from desktop.engine.run.arrays import Array, Arrays
from desktop.engine.run.loop import Impulses, Loop
from desktop.engine.run.vector_block import VectorBlock

_Block = tuple[Phase, VectorBlock, Loop | None, VectorBlock]

Abandoned = Callable[[], bool]
"""Says whether nobody waits for a run any more; asked every few months of it."""


class RunAbandonedError(Exception):
    """Mark a run that was left in the middle because nobody waits for it: no failure."""


def never() -> bool:
    """Say that somebody waits for the run to its end."""
    return False


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
        self._constant_block = VectorBlock(
            schedule.constants, Phase.PER_MEMBER_PARAMETER, every, self._exact, tables
        )
        for node in schedule.constants:
            self._add_constant(node)
        self._blocks: list[_Block] = []
        for block in schedule.blocks:
            before = VectorBlock(
                block.before, block.phase, schedule.materialized, self._arrays, tables
            )
            loop = None
            if block.states:
                packing = schedule.packings[block.phase]
                loop = Loop(block, packing, schedule.materialized, self._arrays, tables)
            after = VectorBlock(
                block.after, block.phase, schedule.materialized, self._arrays, tables
            )
            self._blocks.append((block.phase, before, loop, after))
        self._run: tuple[Mapping[str, Array], Impulses] | None = None

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

        `inputs` are the parameters, (MEMBER,) or (1,), and the drivers' paths, (TIME,) or
        (TIME, MEMBER), in the model's units; names that the schedule does not want are left out.
        """
        self._run = None
        self._fill(inputs)
        self._constant_block.run(0)
        for node in self._constants:
            np.copyto(self._arrays[node], self._exact[node], casting="same_kind")
        for _, before, loop, after in self._blocks:
            before.forget()
            after.forget()
            if loop is not None:
                loop.prepare()
        self._step([block for block in self._blocks if block[0] <= Phase.PER_MEMBER_DRIVER], 0)

    def run(
        self, paths: Mapping[str, Array], impulses: Impulses, abandoned: Abandoned = never
    ) -> None:
        """Work out all that the policy decides: `paths` are (TIME,).

        Months before the first in which anything differs from the last run are as they were.
        Raise RunAbandonedError a few months after `abandoned` has become true.
        """
        first = self._first_change(paths, impulses)
        self._run = None
        self._fill(paths)
        for _, _, loop, _ in self._blocks:
            if loop is not None:
                loop.set_impulses(impulses)
        blocks = [block for block in self._blocks if block[0] > Phase.PER_MEMBER_DRIVER]
        self._step(blocks, first, abandoned)
        self._run = (paths, impulses)

    def _first_change(self, paths: Mapping[str, Array], impulses: Impulses) -> int:
        """Return the first step at which a run is not fed what the last one was."""
        rows = self._arrays.rows
        if self._run is None or self._run[0].keys() != paths.keys():
            return 0
        first = rows
        for name, path in paths.items():
            if name in self._inputs:
                other = path.view(np.uint64) != self._run[0][name].view(np.uint64)
                if other.any():
                    first = min(first, int(other.argmax()))
        for name in impulses.keys() | self._run[1].keys():
            here, there = impulses.get(name, {}), self._run[1].get(name, {})
            for step in here.keys() | there.keys():
                # A stock that an event reaches at a step is pushed on the way there.
                if here.get(step) != there.get(step):
                    first = min(first, step - 1)
        return first

    def _step(self, blocks: list[_Block], first: int, abandoned: Abandoned = never) -> None:
        """Work through the horizon a few months at a time, every block in turn.

        Chunks that end before the step `first` are left as they are.
        """
        common = [block for block in blocks if not block[0].per_member]
        per_member = [block for block in blocks if block[0].per_member]
        for together in (common, per_member):
            chunks = self._arrays.chunks(together[0][0]) if together else []
            due = [chunk for chunk, (_, end) in enumerate(chunks) if end > first]
            for chunk in due:
                if abandoned():
                    raise RunAbandonedError
                for _, before, loop, after in together:
                    before.run(chunk)
                    if loop is not None:
                        if chunk == due[0]:
                            loop.start(chunk)
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
