"""What a page shows of one thing: plain records that a template lays out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.reports.equation import Line
from docs.reference.typesetting import Symbol


@dataclass(frozen=True, slots=True)
class Ref:
    """Hold a few words, and the anchor they lead to."""

    text: str
    anchor: str = ""
    """Of an entry; empty for plain words."""
    address: str = ""
    """Of a page outside; empty for none."""
    foreign: bool = False
    """True for what is not translated: a title, a publisher's own words."""
    code: bool = False
    """True for an id, as the model files write it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one line of an entry: a heading, and what stands behind it."""

    head: str
    refs: tuple[Ref, ...]
    listed: bool = False
    """One under the other rather than side by side."""
    key: str = ""
    """Message of the heading."""


@dataclass(frozen=True, slots=True)
class Legend:
    """Say which letter is which name."""

    symbol: Symbol
    ref: Ref


@dataclass(frozen=True, slots=True)
class Typeset:
    """Hold one equation: drawn, its letters, and in words."""

    head: str
    svgs: tuple[str, ...]
    legend: tuple[Legend, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold all that is shown of one thing."""

    anchor: str
    id: str
    """As the model files write it."""
    title: str
    kind: str
    """Message of the pages' own words."""
    sentences: tuple[str, ...] = ()
    equations: tuple[Typeset, ...] = ()
    facts: tuple[Fact, ...] = ()
    foreign_title: bool = False
    small: bool = False
    """One of many numbers, set smaller."""


@dataclass(frozen=True, slots=True)
class Section:
    """Hold entries under a heading."""

    head: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Hold one page of the site, one chapter of the book."""

    id: str
    title: str
    sections: tuple[Section, ...] = field(default=())

    @property
    def entries(self) -> Iterable[Entry]:
        """Return all entries in order."""
        return (entry for section in self.sections for entry in section.entries)
