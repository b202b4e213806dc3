"""A month's operations as few calls: like ones side by side on neighbouring rows.

At a thousand members a NumPy call costs three times what its numbers cost. So operations of one
kind that can be worked out together become one call on a block of rows: the rows of the states,
those that pass values on, and apart from them those of the states' moves. Operands that do not lie
side by side are gathered first, or the call is split, whichever is cheaper.

Only the place of a value and the moment it is worked out change, never the arithmetic: every
packing gives the same bits.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.engine.compile.graph import Node, StateNodes
from desktop.engine.run.kernels import is_logical

CALL, ROW, GATHER, GATHERED = 0.30, 0.12, 0.28, 0.09
"""Microseconds of a call and of each of its rows, and of gathering; measured, and only weights."""

WHOLE, FAR, MANY = 0.5, 1.1, 0.4
"""How much it counts, in choosing what is next, that all of a kind is ready, that much hangs on
it, and that it is many. Other weights cost the shipped model 2 % more or less."""
VIEW = 3
"""How many calls ahead the order of a call's rows looks."""

COMMUTING = frozenset({"add", "multiply", "min", "max", "and", "or", "equal", "not_equal"})


class Space(Enum):
    """Name what the rows are rows of; each begins at zero, in an array of its own.

    NumPy's gathering is slow within one array, which is why what is gathered lies elsewhere.
    """

    NUMBERS = "numbers"
    """The states, in their order, then whatever is worked out."""
    TRUTHS = "truths"
    MOVES = "moves"
    """What each state moves by, or towards, in the order of the states."""
    GATHERED = "gathered"


@dataclass(frozen=True, slots=True)
class Row:
    """Name one row, or the first of several."""

    space: Space
    place: int

    def ahead(self, count: int) -> "Row":
        """Return the row so many places further on."""
        return Row(self.space, self.place + count)


Slot = Row | tuple[Node, ...]
"""An operand: its first row, or the nodes it is made of, known before the month."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Hold one call for operations of one kind; they fill the rows from `out` on."""

    nodes: tuple[Node, ...]
    slots: tuple[Slot, ...]
    out: Row


@dataclass(frozen=True, slots=True)
class Gather:
    """Copy these rows of numbers to the first of those kept for it."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Packing:
    """Hold a month's calls, and where values stand when they are done."""

    states: tuple[StateNodes, ...]
    calls: tuple[Batch | Gather, ...]
    row: Mapping[int, Row]
    """Node index → row, of states and of all operations."""
    size: Mapping[Space, int]
    """Rows of each space."""


def pack(
    nodes: Sequence[Node], state_groups: Sequence[Sequence[StateNodes]], lasting: frozenset[int]
) -> Packing:
    """Return a packing of operations given in order, each after its uses.

    The states stay in their groups, one after the other. What is `lasting` can be read at the
    end of the month, as can what moves a state; where nothing else needs that, it stands in the
    row of the move.
    """
    month = _Month(nodes, state_groups)
    return _Packer(month, month.grouped(), lasting).packed()


class _Month:
    """Know what feeds what within one month."""

    def __init__(self, nodes: Sequence[Node], state_groups: Sequence[Sequence[StateNodes]]) -> None:
        self.state_groups = state_groups
        self.nodes = {node.index: node for node in nodes}
        self.states = {state.node.index for group in state_groups for state in group}
        self.uses = {node.index: self._ordered(node) for node in nodes}
        self.kinds = {node.index: self._kind(node) for node in nodes}
        self.moving = {
            index: tuple(use.index for use in uses if self.moves(use))
            for index, uses in self.uses.items()
        }
        self.users: dict[int, list[int]] = defaultdict(list)
        for index, moving in self.moving.items():
            for use in moving:
                self.users[use].append(index)
        self._ahead: dict[int, int] = {}
        for index in reversed(self.nodes):
            ahead = (self._ahead[user] for user in self.users.get(index, ()))
            self._ahead[index] = 1 + max(ahead, default=0)

    def moves(self, node: Node) -> bool:
        """Say whether a node is a state or worked out each month."""
        return node.index in self.nodes or node.index in self.states

    def logical(self, index: int) -> bool:
        """Say whether a node's values are truth values."""
        return index in self.nodes and is_logical(self.nodes[index].kind)

    def _ordered(self, node: Node) -> tuple[Node, ...]:
        """Put what moves first where the order of the operands does not matter."""
        if node.kind not in COMMUTING:
            return node.uses
        return tuple(sorted(node.uses, key=lambda use: not self.moves(use)))

    def _kind(self, node: Node) -> tuple[object, ...]:
        """Return what two operations must have in common to share a call.

        A path has another row each month, so an operation that uses one keeps to itself, and so
        does one that chooses. Cuts share their ends.
        """
        uses = self.uses[node.index]
        alone = node.kind == "if" or any(
            not self.moves(use) and not use.phase.constant for use in uses
        )
        ends = tuple(use.index for use in uses[1:]) if node.kind == "clip" else ()
        sides = tuple(self.moves(use) for use in uses)
        return (node.kind, node.name, sides, ends, node.index if alone else None)

    def grouped(self) -> list[list[int]]:
        """Return the operations in groups of one kind, each group after those it uses."""
        left = Counter(self.kinds.values())
        open_uses = {
            index: len({use for use in moving if use in self.nodes})
            for index, moving in self.moving.items()
        }
        ready: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for index, count in open_uses.items():
            if count == 0:
                ready[self.kinds[index]].append(index)
        farthest = max(self._ahead.values(), default=1)

        def worth(kind: tuple[object, ...]) -> float:
            there = ready[kind]
            ahead = max(self._ahead[index] for index in there)
            whole, far, many = len(there) / left[kind], ahead / farthest, len(there) / 20
            return WHOLE * whole + FAR * far + MANY * many

        groups: list[list[int]] = []
        while ready:
            kind = max(ready, key=worth)
            group = ready.pop(kind)
            left[kind] -= len(group)
            groups.append(group)
            for index in group:
                for user in dict.fromkeys(self.users.get(index, ())):
                    open_uses[user] -= 1
                    if open_uses[user] == 0:
                        ready[self.kinds[user]].append(user)
        return groups


class _Rows:
    """Lend neighbouring rows of a buffer that grows as needed."""

    def __init__(self, first: int) -> None:
        self.count = first
        self._free: set[int] = set()

    def take(self, count: int) -> int:
        """Return the first of so many rows."""
        for first in sorted(self._free):
            if all(first + more in self._free for more in range(count)):
                self._free.difference_update(range(first, first + count))
                return first
        first = self.count
        while first - 1 in self._free:
            first -= 1
        self._free.difference_update(range(first, self.count))
        self.count = first + count
        return first

    def give_back(self, row: int) -> None:
        """Take a row back."""
        self._free.add(row)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Say how a group is called: which sides are gathered, and where the call is split."""

    cost: float
    gathered: tuple[int, ...]
    runs: list[list[int]]


class _Packer:
    """Give every value a row, group by group."""

    def __init__(self, month: _Month, groups: list[list[int]], lasting: frozenset[int]) -> None:
        self._month = month
        self._groups = groups
        self._lasting = lasting
        self._group_of = {index: place for place, group in enumerate(groups) for index in group}
        self._onward: dict[int, tuple[tuple[int, int], ...]] = {}
        for index in (*(index for group in reversed(groups) for index in group), *month.states):
            self._onward[index] = self._way(index)
        self._states = tuple(
            state for group in month.state_groups for state in sorted(group, key=self._state_key)
        )
        count = len(self._states)
        self._row = {
            s.node.index: Row(Space.NUMBERS, place) for place, s in enumerate(self._states)
        }
        movers = [mover.index for state in self._states for mover in state.movers]
        self._movers = frozenset(movers)
        self._homes = {
            mover: Row(Space.MOVES, place)
            for place, mover in enumerate(movers)
            if mover in month.nodes
            and mover not in month.users
            and mover not in lasting
            and movers.count(mover) == 1
        }
        self._spaces = {Space.NUMBERS: _Rows(count), Space.TRUTHS: _Rows(0)}
        self._gathered = 0
        self._left = {index: len(users) for index, users in month.users.items()}
        self._calls: list[Batch | Gather] = []

    def _way(self, index: int) -> tuple[tuple[int, int], ...]:
        """Return the first groups, and sides there, that a value reaches one after the other."""
        users = self._month.users.get(index)
        if not users:
            return ()
        user = min(users, key=lambda user: self._group_of[user])
        side = self._month.moving[user].index(index)
        return ((self._group_of[user], side), *self._onward[user][:VIEW])

    def _state_key(self, state: StateNodes) -> tuple[object, ...]:
        mover = next((self._group_of.get(mover.index, -1) for mover in state.movers), -1)
        return (state.bounds or (), mover, self._onward[state.node.index])

    def packed(self) -> Packing:
        """Return the packing."""
        for group in self._groups:
            self._place(group)
        size = {space: rows.count for space, rows in self._spaces.items()}
        size |= {Space.MOVES: len(self._states), Space.GATHERED: self._gathered}
        return Packing(self._states, tuple(self._calls), self._row, size)

    def _place(self, group: list[int]) -> None:
        month = self._month
        group = sorted(group, key=self._key)
        space = Space.TRUTHS if month.logical(group[0]) else Space.NUMBERS
        new = [index for index in group if index not in self._homes]
        self._row.update({index: self._homes[index] for index in group if index in self._homes})
        if new:
            first = Row(space, self._spaces[space].take(len(new)))
            self._row.update({index: first.ahead(place) for place, index in enumerate(new)})
        layout = min(self._layouts(group), key=lambda layout: layout.cost)
        self._emit(group, layout)
        for use in itertools.chain.from_iterable(month.moving[index] for index in group):
            self._left[use] -= 1
            if self._left[use] == 0 and use in month.nodes:
                self._done(use)
        for index in group:
            if index not in self._left:
                self._done(index)

    def _done(self, index: int) -> None:
        """Give back the row of what nothing needs any more."""
        row = self._row[index]
        if index not in self._lasting and index not in self._movers:
            self._spaces[row.space].give_back(row.place)

    def _key(self, index: int) -> tuple[object, ...]:
        """Lay side by side what goes to one place, and there what comes from one place."""
        moving = self._month.moving[index]
        return (
            self._homes[index].place if index in self._homes else -1,
            self._onward[index][:VIEW],
            tuple(self._group_of.get(use, -1) for use in moving),
            tuple(self._row[use].place for use in moving),
        )

    def _layouts(self, group: list[int]) -> Iterator[_Layout]:
        """Yield the ways to call a group: with some operands gathered, split where it must be."""
        month = self._month
        sides = [side for side, use in enumerate(month.moving[group[0]]) if not month.logical(use)]
        for count in range(len(sides) + 1 if len(group) > 1 else 1):
            for gathered in itertools.combinations(sides, count):
                runs = [[group[0]]]
                for before, after in itertools.pairwise(group):
                    if self._neighbours(before, after, gathered):
                        runs[-1].append(after)
                    else:
                        runs.append([after])
                moved = GATHER * bool(gathered) + GATHERED * count * len(group)
                yield _Layout(CALL * len(runs) + ROW * len(group) + moved, gathered, runs)

    def _neighbours(self, before: int, after: int, gathered: tuple[int, ...]) -> bool:
        if self._row[after] != self._row[before].ahead(1):
            return False
        pairs = zip(self._month.moving[before], self._month.moving[after], strict=True)
        return all(
            side in gathered or self._row[right] == self._row[left].ahead(1)
            for side, (left, right) in enumerate(pairs)
        )

    def _emit(self, group: list[int], layout: _Layout) -> None:
        month, size = self._month, len(group)
        moving = [month.moving[index][side] for side in layout.gathered for index in group]
        if moving:
            self._calls.append(Gather(tuple(self._row[use].place for use in moving)))
            self._gathered = max(self._gathered, len(moving))
        starts = {
            side: Row(Space.GATHERED, size * place) for place, side in enumerate(layout.gathered)
        }
        done = 0
        for run in layout.runs:
            rows = [
                starts[side].ahead(done) if side in starts else self._row[use]
                for side, use in enumerate(month.moving[run[0]])
            ]
            self._calls.append(self._batch(run, iter(rows)))
            done += len(run)

    def _batch(self, run: list[int], rows: Iterator[Row]) -> Batch:
        month = self._month
        uses = [month.uses[index] for index in run]
        slots: tuple[Slot, ...] = tuple(
            next(rows) if month.moves(alike[0]) else alike for alike in zip(*uses, strict=True)
        )
        return Batch(tuple(month.nodes[index] for index in run), slots, self._row[run[0]])
