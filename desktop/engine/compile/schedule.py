"""When each node of a graph is worked out: once, for the whole horizon, or month by month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop.engine.compile.call_batching import Packing, pack
from desktop.engine.compile.graph import Graph, Node, StateNodes, following
from desktop.engine.compile.phases import Phase

LEAVES = ("number", "input", "state")


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one phase: what precedes its states, the loop that steps them, and what follows.

    `before` and `after` are worked out for the whole horizon at once, `inside` once a month.
    """

    phase: Phase
    before: tuple[Node, ...]
    states: tuple[StateNodes, ...]
    inside: tuple[Node, ...]
    after: tuple[Node, ...]

    @property
    def state_groups(self) -> tuple[tuple[StateNodes, ...], ...]:
        """Return the states sorted by how they move: at one speed, at two, by a flow."""
        return (
            tuple(s for s in self.states if s.input is not None and s.fall is None),
            tuple(s for s in self.states if s.input is not None and s.fall is not None),
            tuple(s for s in self.states if s.input is None),
        )


@dataclass(frozen=True)
class Schedule:
    """Hold the order of a whole run."""

    leaves: tuple[Node, ...]
    constants: tuple[Node, ...]
    blocks: tuple[Block, ...]
    """One for each phase that has anything, in the order of the phases."""
    materialized: frozenset[int]
    """Nodes that another part uses than the one that makes them."""
    whole: frozenset[int]
    """Nodes whose values must last: the targets, and the drivers, which serve many runs."""

    @cached_property
    def packings(self) -> Mapping[Phase, Packing]:
        """Return how the months of each block with states are packed, for any number of members."""
        return {
            block.phase: pack(block.inside, block.state_groups, self.materialized)
            for block in self.blocks
            if block.states
        }


def make_schedule(graph: Graph, targets: Iterable[str]) -> Schedule:
    """Order what the targets need; nothing else is ever worked out."""
    states = list(graph.states.values())
    roots = [graph.variables[name] for name in targets]
    for state in states:
        roots += [state.node, *state.movers, *state.constants]
    needed = following(roots).values()
    blocks = tuple(
        block
        for phase in Phase
        if not phase.constant
        and (block := _block(phase, needed, [s for s in states if s.node.phase is phase]))
    )
    lasting = {graph.variables[name].index for name in targets}
    lasting |= {node.index for node in needed if node.phase <= Phase.PER_MEMBER_DRIVER}
    return Schedule(
        leaves=tuple(node for node in needed if node.kind in LEAVES),
        constants=tuple(n for n in needed if n.phase.constant and n.kind not in LEAVES),
        blocks=blocks,
        materialized=_materialized(blocks, [graph.variables[name] for name in targets]),
        whole=frozenset(lasting),
    )


def _block(phase: Phase, needed: Iterable[Node], states: list[StateNodes]) -> Block | None:
    operations = [n for n in needed if n.phase is phase and n.kind not in LEAVES]
    if not operations and not states:
        return None
    touched = {state.node.index for state in states}
    for node in operations:
        if any(use.index in touched for use in node.uses):
            touched.add(node.index)
    moving = following([mover for state in states for mover in state.movers])
    inside = [n for n in operations if n.index in touched and n.index in moving]
    return Block(
        phase,
        before=tuple(n for n in operations if n.index not in touched),
        states=tuple(states),
        inside=tuple(inside),
        after=tuple(n for n in operations if n.index in touched and n.index not in moving),
    )


def _materialized(blocks: tuple[Block, ...], targets: list[Node]) -> frozenset[int]:
    """Find what is used by another part than the one that makes it."""
    maker: dict[int, tuple[int, str]] = {}
    for number, block in enumerate(blocks):
        for part in ("before", "inside", "after"):
            for node in getattr(block, part):
                maker[node.index] = (number, part)
        for state in block.states:
            maker[state.node.index] = (number, "inside")
    materialized = {node.index for node in targets}
    for number, block in enumerate(blocks):
        for part in ("before", "inside", "after"):
            for node in getattr(block, part):
                materialized |= {u.index for u in node.uses if maker.get(u.index) != (number, part)}
        for state in block.states:
            movers = {mover.index for mover in state.movers}
            materialized |= {index for index in movers if maker.get(index) != (number, "inside")}
    return frozenset(materialized)
