"""What a run takes for true where the evidence leaves room: a set, sides of conflicts, own values.

The documents that founded the model and the measured studies disagree in places. Each place is a
conflict; its side is what it is set to. `Assumptions` is a choice and knows no model; the catalogue
is what there is to choose from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from desktop.domain.errors import BadAssumptionsError
from desktop.domain.wording import Wording

NEUTRAL_SET = "neutral"
MARK = ";"
"""Between the parts of the written form."""
_DIGITS = 9

Held = TypeVar("Held")


class Side(StrEnum):
    """Name what a conflict can be set to."""

    POOLED = "pooled"
    """The model as it stands: both readings within one range."""
    ARTICLES = "articles"
    STUDIES = "studies"


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Choose a set, and where one departs from it: sides of conflicts and values of parameters.

    Both are in the order of their ids, so that equal choices are equal and hash alike.
    """

    set: str = NEUTRAL_SET
    sides: tuple[tuple[str, Side], ...] = ()
    values: tuple[tuple[str, float], ...] = ()
    """Parameters held at one value in every member, in the model's own unit."""

    @property
    def text(self) -> str:
        """Return the written form, `set;conflict=side;parameter=value`; `parse` reads it back."""
        sides = [f"{conflict}={side.value}" for conflict, side in self.sides]
        values = [f"{parameter}={value:.{_DIGITS}g}" for parameter, value in self.values]
        return MARK.join((self.set, *sides, *values))

    @classmethod
    def parse(cls, text: str, mark: str = MARK) -> "Assumptions":
        """Read the written form; raise BadAssumptionsError where it is none.

        Whether a set, a conflict or a parameter of that name exists is not asked here.
        """
        name, *parts = text.split(mark)
        sides: dict[str, Side] = {}
        values: dict[str, float] = {}
        for part in parts:
            key, equals, value = part.partition("=")
            if not (key and equals and value) or key in sides or key in values:
                raise BadAssumptionsError(text=text)
            if value in set(Side):
                sides[key] = Side(value)
            else:
                values[key] = _number(value, text)
        if not name or "=" in name:
            raise BadAssumptionsError(text=text)
        return cls(name, _ordered(sides.items()), _ordered(values.items()))

    def side(self, conflict: str) -> Side | None:
        """Return what a conflict is set to by itself; None where it follows the set."""
        return dict(self.sides).get(conflict)

    def value(self, parameter: str) -> float | None:
        """Return the value a parameter is held at, or None."""
        return dict(self.values).get(parameter)

    def with_side(self, conflict: str, side: Side | None) -> "Assumptions":
        """Return these with one conflict set by itself, or following the set again."""
        kept = [(name, other) for name, other in self.sides if name != conflict]
        if side is not None:
            kept.append((conflict, side))
        return replace(self, sides=_ordered(kept))

    def with_value(self, parameter: str, value: float | None) -> "Assumptions":
        """Return these with one parameter held at a value, or as the set has it again."""
        kept = [(name, other) for name, other in self.values if name != parameter]
        if value is not None:
            kept.append((parameter, float(f"{value:.{_DIGITS}g}")))
        return replace(self, values=_ordered(kept))


NEUTRAL = Assumptions()
"""The model as it stands; the default baseline is made under these."""


def _ordered(pairs: Iterable[tuple[str, Held]]) -> tuple[tuple[str, Held], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def _number(value: str, text: str) -> float:
    try:
        number = float(value)
    except ValueError as fault:
        raise BadAssumptionsError(text=text) from fault
    # Python reads `nan` and `inf` too, and neither is a quantity.
    if not abs(number) < float("inf"):
        raise BadAssumptionsError(text=text)
    return float(f"{number:.{_DIGITS}g}")


@dataclass(frozen=True, slots=True)
class Override:
    """Give a parameter another 5th, 50th and 95th percentile, with the reason for it."""

    parameter: str
    low: float
    central: float
    high: float
    reason: Wording
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Hold one side of a conflict: what it says, what it rests on, which parameters it sets."""

    text: Wording
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    overrides: Mapping[str, Override]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold one place where the documents and the studies disagree."""

    id: str
    name: Wording
    links: frozenset[int]
    articles: Position
    studies: Position

    @property
    def parameters(self) -> tuple[str, ...]:
        """Name the parameters that belong to this conflict alone, in the order of the file."""
        return tuple(dict.fromkeys((*self.articles.overrides, *self.studies.overrides)))

    def position(self, side: Side) -> Position | None:
        """Return what a side holds; None for the pool of both."""
        return {Side.ARTICLES: self.articles, Side.STUDIES: self.studies}.get(side)


@dataclass(frozen=True, slots=True)
class ShrinkExemption:
    """Name parameters that a set's shrinking leaves alone, and why."""

    parameters: tuple[str, ...]
    reason: Wording


@dataclass(frozen=True, slots=True)
class AssumptionSet:
    """Hold one named set: the side every conflict takes under it, and what else it sets."""

    id: str
    name: Wording
    short: Wording
    """At most 22 characters, for labels in a chart."""
    text: Wording
    side: Side
    overrides: Mapping[str, Override]
    shrink: float | None = None
    """Factor on low and central size of every effect of grade C; high stays. None for no such."""
    kept: tuple[ShrinkExemption, ...] = ()


@dataclass(frozen=True, slots=True)
class AdjustableParameter:
    """Let a person hold one parameter at a value of their own."""

    parameter: str
    low: float
    high: float
    step: float
    text: Wording | None
    """What it stands for, of those that the file puts forward; None of every other number."""
    display: Wording
    """Value with unit, one field `{value}`."""
    scale: float
    """The value shown is the model's times this."""
    decimals: int
    driver: bool
    """An exogenous driver, and no size of a link."""


@dataclass(frozen=True, slots=True)
class AssumptionCatalogue:
    """Hold everything that can be assumed, in the order of the file."""

    sets: Mapping[str, AssumptionSet] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    movables: Mapping[str, AdjustableParameter] = field(default_factory=dict)
    """Those that the file puts forward first, then every other number that has a range."""

    @property
    def ranged(self) -> frozenset[str]:
        """Name the parameters to which a set or a side gives a range."""
        positions = [
            position
            for conflict in self.conflicts.values()
            for position in (conflict.articles, conflict.studies)
        ]
        tables = [position.overrides for position in positions]
        tables += [one.overrides for one in self.sets.values()]
        return frozenset(name for table in tables for name in table)

    def side(self, assumptions: Assumptions, conflict: str) -> Side:
        """Return what a conflict is set to, by itself or by the set."""
        own = assumptions.side(conflict)
        if own is not None:
            return own
        found = self.sets.get(assumptions.set)
        return Side.POOLED if found is None else found.side

    def plain(self, assumptions: Assumptions) -> Assumptions:
        """Return the same choice without sides that only repeat what the set says."""
        kept = assumptions
        for conflict, side in assumptions.sides:
            if self.side(assumptions.with_side(conflict, None), conflict) is side:
                kept = kept.with_side(conflict, None)
        return kept
