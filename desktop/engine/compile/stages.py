"""The programs of a run, each fed by those before it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop.engine.compile.graph import Graph, Node, following
from desktop.engine.compile.phases import Phase
from desktop.engine.machine.bytecode import Assembler, Code

_LEAVES = ("number", "input", "state")
_CONSTANT = (Phase.NUMBER, Phase.COMMON_PARAMETER, Phase.PER_MEMBER_PARAMETER)


class Stages:
    """Make the programs of a run, each fed by those before it, and nothing that no result needs.

    `constants`, `calendar` and `drivers` hang on the draws alone: they serve every policy.
    """

    constants: Code
    """What follows from parameters alone, once."""
    calendar: Code
    """Month by month, what no policy changes and all members share."""
    paths: Code
    """What hangs on the policy and all members share."""
    exact: Code
    """All else, member by member; its results are the run's."""

    def __init__(self, graph: Graph, results: Sequence[Node], pushed: frozenset[str]) -> None:
        roots, after = list(results), {}
        for state in graph.states.values():
            roots += [state.start, state.next]
            # A state moves as soon as what moves it is known: no row holds that for longer.
            after[state.next.index] = state.next.uses[1].index
        needed = [node for node in following(roots).values() if node.kind not in _LEAVES]
        needed.sort(key=lambda node: after.get(node.index, node.index))
        self._needed = needed
        self._states = [*graph.states.values()]
        self._results = results
        self._pushed = pushed
        self.exact = self._stage({Phase.PER_MEMBER_DRIVER, Phase.PER_MEMBER_PATH}, results)
        common = self.exact.paths
        self.paths = self._shared(
            {Phase.COMMON_PATH}, (node for node in common if node.phase is Phase.COMMON_PATH)
        )
        self.calendar = self._shared(
            {Phase.COMMON_DRIVER},
            (n for n in (*common, *self.paths.drivers) if n.phase is Phase.COMMON_DRIVER),
        )
        fed = (node for code in (self.calendar, self.exact, self.paths) for node in code.constants)
        self.constants = self._shared(_CONSTANT, (node for node in fed if node.kind != "number"))

    @cached_property
    def members(self) -> Code:
        """Work out the same as `exact` for the picture that moves, fed by `drivers`."""
        return self._stage({Phase.PER_MEMBER_PATH}, self._results)

    def moving(self, results: Iterable[int]) -> tuple[Code, NDArray[np.bool_]]:
        """Return `members` without what only other results need, and which drivers are read.

        Rows stay where they are. The drivers are (DRIVER,), in the order of `drivers`.
        """
        kept = self._needs[list(results)].any(axis=0)
        code = replace(self.members, even=self.members.even[kept], odd=self.members.odd[kept])
        return code, np.logical_or.reduce(self._reads[kept])

    @cached_property
    def _needs(self) -> NDArray[np.bool_]:
        return self.members.needs()

    @cached_property
    def _reads(self) -> NDArray[np.bool_]:
        return self.members.reads()

    @cached_property
    def drivers(self) -> Code:
        """Work out, month by month and member by member, what no policy changes.

        Its results are exactly the drivers of `members`. They are kept in single precision only:
        to work them out in every exact run takes a seventh of it, and to keep them 35 MB.
        """
        return self._stage({Phase.PER_MEMBER_DRIVER}, self.members.drivers)

    def _shared(self, phases: Iterable[Phase], wanted: Iterable[Node]) -> Code:
        return self._stage(phases, [*dict.fromkeys(wanted)], shared=True)

    def _stage(
        self, phases: Iterable[Phase], wanted: Sequence[Node], *, shared: bool = False
    ) -> Code:
        within = frozenset(phases)
        return Assembler(
            [node for node in self._needed if node.phase in within],
            [state for state in self._states if state.node.phase in within],
            wanted,
            self._pushed,
            is_scalar=lambda node: not shared and not node.phase.per_member,
        ).code()
