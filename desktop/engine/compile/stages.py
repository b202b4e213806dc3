"""The five programs of a run, each fed by those before it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.engine.compile.graph import Graph, Node, following
from desktop.engine.compile.phases import Phase
from desktop.engine.machine.bytecode import Assembler, Code

_LEAVES = ("number", "input", "state")
_CONSTANT = (Phase.NUMBER, Phase.COMMON_PARAMETER, Phase.PER_MEMBER_PARAMETER)


class Stages(NamedTuple):
    """Hold the programs of a run, each after those that feed it.

    Only what the draws decide is in the first three: they serve every policy.
    """

    constants: Code
    """What follows from parameters alone, once."""
    calendar: Code
    """Month by month, what no policy changes and all members share."""
    drivers: Code
    """The same, member by member: exactly the drivers of `members`."""
    paths: Code
    """What hangs on the policy and all members share."""
    members: Code
    """All else, member by member; its results are the run's."""


def make_stages(graph: Graph, results: Sequence[Node], pushed: frozenset[str]) -> Stages:
    """Return the programs that work out the results and what they need, and nothing else."""
    roots, after = list(results), {}
    for state in graph.states.values():
        roots += [state.start, state.next]
        # A state moves as soon as what moves it is known: no row holds that for longer.
        after[state.next.index] = state.next.uses[1].index
    needed = [node for node in following(roots).values() if node.kind not in _LEAVES]
    needed.sort(key=lambda node: after.get(node.index, node.index))

    def stage(phases: Iterable[Phase], wanted: Iterable[Node], *, shared: bool) -> Code:
        within = frozenset(phases)
        return Assembler(
            [node for node in needed if node.phase in within],
            [state for state in graph.states.values() if state.node.phase in within],
            [*dict.fromkeys(wanted)] if shared else list(wanted),
            pushed,
            is_scalar=lambda node: not shared and not node.phase.per_member,
        ).code()

    members = stage({Phase.PER_MEMBER_PATH}, results, shared=False)
    drivers = stage({Phase.PER_MEMBER_DRIVER}, members.drivers, shared=False)
    common = [*members.paths, *drivers.paths]
    paths = stage(
        {Phase.COMMON_PATH}, (n for n in common if n.phase is Phase.COMMON_PATH), shared=True
    )
    calendar = stage(
        {Phase.COMMON_DRIVER},
        (n for n in [*common, *paths.drivers] if n.phase is Phase.COMMON_DRIVER),
        shared=True,
    )
    fed = (node for code in (calendar, drivers, paths, members) for node in code.constants)
    constants = stage(_CONSTANT, (node for node in fed if node.kind != "number"), shared=True)
    return Stages(constants, calendar, drivers, paths, members)
