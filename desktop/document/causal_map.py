"""The causal map: what acts on one element and what it acts on, two steps each way, and its loops.

Elements stand in columns by how many steps they are from the subject: what acts on it to the left,
what it acts on to the right, the strongest uppermost. Numbers of the model, which nothing moves,
are not among them. The same subject in the same run and month has the same map.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.document.causes import ModelGraph

STEPS = 2
MOST_BESIDE = 6
"""Elements of a side that stand beside the subject, unless all are asked for."""
MOST_BEYOND = 8
"""Elements of a side that stand two steps away."""
MOST_LOOPS = 3
LONGEST_LOOP = 8
"""Links of a loop that is looked for."""
_MOST_LOOKS = 20_000
"""Steps taken in looking for loops: beyond that the model is too tangled to tell all."""

StrengthsInto = Callable[[str], Mapping[str, float]]
"""Gives the strength of each link into an element, by what acts: an elasticity."""


class Way(StrEnum):
    """Say on which side of the subject something stands."""

    INPUTS = "inputs"
    OUTPUTS = "outputs"


@dataclass(frozen=True, slots=True)
class MapNode:
    """Place one element; column 0 is the subject's, below 0 is what acts on it."""

    element: str
    column: int
    row: int
    hidden: int = 0
    """How many more on its far side are not shown."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """Hold a link between two elements that are shown."""

    cause: str
    effect: str
    strength: float


@dataclass(frozen=True, slots=True)
class More:
    """Stand for those beside the subject for which there was no room."""

    way: Way
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """Hold a way from the subject back to it."""

    elements: tuple[str, ...]
    """From the subject on; the last acts on the subject."""
    gain: float
    """The product of its links' strengths: by how much one round carries a change on."""

    @property
    def reinforcing(self) -> bool:
        """Say whether a change comes back with its own sign."""
        return self.gain > 0.0

    def has(self, link: MapLink) -> bool:
        """Say whether a link is one of its own."""
        following = (*self.elements[1:], self.elements[0])
        return (link.cause, link.effect) in zip(self.elements, following, strict=True)


@dataclass(frozen=True, slots=True)
class CausalMap:
    """Hold what is shown round a subject."""

    subject: str
    nodes: tuple[MapNode, ...]
    """The subject first, then column by column outwards, each from the top."""
    links: tuple[MapLink, ...]
    more: tuple[More, ...]
    loops: tuple[Loop, ...]
    """Those that carry most first; none that carries nothing in this run."""


def causal_map(
    graph: ModelGraph, subject: str, into: StrengthsInto, whole: Collection[Way] = ()
) -> CausalMap:
    """Return the map round an element; of the sides in `whole` all that stand beside it.

    Raise KeyError where the model has no such element.
    """
    kin = _Kin(graph, into)
    graph.of(subject)
    placed: dict[str, MapNode] = {subject: MapNode(subject, 0, 0)}
    left: dict[Way, list[str]] = {}
    for way in Way:
        side = -1 if way is Way.INPUTS else 1
        near = [one for one in kin.of(subject, way) if one not in placed]
        shown = near if way in whole else near[: _room(near, MOST_BESIDE)]
        for row, element in enumerate(shown):
            placed[element] = MapNode(element, side, row)
        left[way] = near[len(shown) :]
    for way in Way:
        _place_beyond(kin, way, placed)
    unseen = {way: tuple(one for one in some if one not in placed) for way, some in left.items()}
    links = tuple(
        MapLink(cause, effect, kin.strength(cause, effect))
        for effect in placed
        for cause in kin.inputs(effect)
        if cause in placed
    )
    more = tuple(More(way, some) for way, some in unseen.items() if some)
    return CausalMap(subject, tuple(placed.values()), links, more, _loops(kin, subject))


def _room(near: Collection[str], most: int) -> int:
    """Return how many are shown of so many: one that is left alone is shown too."""
    return len(near) if len(near) <= most + 1 else most


class _Kin:
    """Know what acts on what, the strongest first."""

    def __init__(self, graph: ModelGraph, into: StrengthsInto) -> None:
        self._graph, self._into = graph, into

    def inputs(self, element: str) -> tuple[str, ...]:
        """Return what acts on an element, numbers of the model not among it."""
        return self._ranked(
            iter(self._graph.acting_on(element)), lambda one: self.strength(one, element)
        )

    def of(self, element: str, way: Way) -> tuple[str, ...]:
        """Return what stands beside an element on one side."""
        if way is Way.INPUTS:
            return self.inputs(element)
        return self._ranked(
            iter(self._graph.of(element).feeds), lambda one: self.strength(element, one)
        )

    def strength(self, cause: str, effect: str) -> float:
        return self._into(effect).get(cause, 0.0)

    @staticmethod
    def _ranked(found: Iterator[str], strength: Callable[[str], float]) -> tuple[str, ...]:
        return tuple(sorted(found, key=lambda one: (-abs(strength(one)), one)))


def _place_beyond(kin: _Kin, way: Way, placed: dict[str, MapNode]) -> None:
    """Place what stands two steps away, each beside the first that it belongs to."""
    side = -1 if way is Way.INPUTS else 1
    beside = [node for node in placed.values() if node.column == side]
    quota = max(1, MOST_BEYOND // max(1, len(beside)))
    row = 0
    for node in beside:
        far = [one for one in kin.of(node.element, way) if one not in placed]
        shown = far[: min(_room(far, quota), max(0, MOST_BEYOND - row))]
        for element in shown:
            placed[element] = MapNode(element, STEPS * side, row)
            row += 1
        placed[node.element] = MapNode(node.element, side, node.row, len(far) - len(shown))


def _loops(kin: _Kin, subject: str) -> tuple[Loop, ...]:
    """Return the ways back to the subject that carry most in this run."""
    away = _distances(kin, subject)
    found: list[Loop] = []
    looks = 0
    waiting: list[tuple[tuple[str, ...], float]] = [((subject,), 1.0)]
    while waiting and looks < _MOST_LOOKS:
        path, gain = waiting.pop()
        for after in kin.of(path[-1], Way.OUTPUTS):
            looks += 1
            carried = gain * kin.strength(path[-1], after)
            if carried == 0.0:
                continue
            if after == subject:
                found.append(Loop(path, carried))
            elif after not in path and len(path) + away.get(after, LONGEST_LOOP) < LONGEST_LOOP:
                waiting.append(((*path, after), carried))
    found.sort(key=lambda one: (-abs(one.gain), len(one.elements), one.elements))
    return tuple(found[:MOST_LOOPS])


def _distances(kin: _Kin, subject: str) -> dict[str, int]:
    """Return how many links lead from each element to the subject, of those near enough."""
    found = {subject: 0}
    edge = [subject]
    for distance in range(1, LONGEST_LOOP):
        edge = [one for each in edge for one in kin.inputs(each) if one not in found]
        found |= dict.fromkeys(edge, distance)
    return found
