"""What a field of a record can hold; see `fields`."""

from dataclasses import dataclass
from typing import Any, TypeAlias

MOST_PARTS = 1000
"""Of whatever a scenario holds several: settings, events, charts, packages, target lines, each."""
LARGEST_SMALL, LARGEST = 2**31 - 1, 2**63 - 1
"""Of whole numbers, in the two sizes that every database has."""


@dataclass(frozen=True, slots=True)
class Text:
    """Hold any text of Unicode without NUL."""

    most: int | None = None
    """Characters (code points)."""
    visible: bool = False
    """There is something to see in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of text with something to see in it."""

    most: int


@dataclass(frozen=True, slots=True)
class FolderPath:
    """Hold names of folders with `/` between, each a line; empty at the top."""

    most: int


@dataclass(frozen=True, slots=True)
class Whole:
    """Hold a whole number; its negative has the same limit."""

    largest: int = LARGEST_SMALL


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a finite number."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Hold yes or no."""


@dataclass(frozen=True, slots=True)
class YearMonth:
    """Hold a Month of the years 0 to 9999."""


@dataclass(frozen=True, slots=True)
class Record:
    """Hold a record; plain data has its fields by name."""

    of: type[Any]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a record; plain data has its fields in order, without the last ones at their default."""

    of: type[Any]


@dataclass(frozen=True, slots=True)
class Several:
    """Hold a tuple."""

    of: "Kind"
    most: int = MOST_PARTS
    least: int = 0
    """In plain data; none at all is said by leaving the field out."""


@dataclass(frozen=True, slots=True)
class WholeSet:
    """Hold a frozen set of whole numbers."""

    of: Whole
    most: int = MOST_PARTS


@dataclass(frozen=True, slots=True)
class Keyed:
    """Hold a mapping from texts."""

    of: "Kind"
    most: int = MOST_PARTS


@dataclass(frozen=True, slots=True)
class Within:
    """Hold a record whose fields count as fields of the record that holds it."""

    of: type[Any]


Kind: TypeAlias = (
    Text | Line | FolderPath | Whole | Number | Switch | YearMonth
    | Record | Row | Several | WholeSet | Keyed | Within
)  # fmt: skip
