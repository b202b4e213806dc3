"""A document for paper as a tree of blocks, which each writer puts into its own format."""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

from desktop.domain.wording import LanguageCode

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold; a tab and the end of a line stay."""

BOX = "\u2610"
"""A box to tick; the shipped font has it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words of one kind; the end of a line in them stays one."""

    text: str
    strong: bool = False
    emphasis: bool = False
    language: LanguageCode | None = None
    """None is that of the part."""

    def __post_init__(self) -> None:
        _make_printable(self, "text")


Text: TypeAlias = tuple[Run, ...]
"""Words of several kinds in one line of reading."""


def plain(words: str) -> Text:
    """Return words without emphasis."""
    return (Run(words),)


def strong(words: str) -> Text:
    """Return words in bold."""
    return (Run(words, strong=True),)


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold a heading; level 1 is that of a part, 2 and 3 stand inside it."""

    text: Text
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold a paragraph; a note is smaller, and one that introduces stays with what follows it."""

    text: Text
    note: bool = False
    introduces: bool = False


@dataclass(frozen=True, slots=True)
class ItemList:
    """Hold a list, with bullets or numbered from 1."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """Hold boxes to tick, one under the other, each with its words."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WriteOn:
    """Hold empty lines to write on by hand."""

    lines: int


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the cells of one row, and the least height it has, in lines of writing by hand."""

    cells: tuple[Text, ...]
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table; its head is repeated on each page, and no row is cut that fits on one.

    `widths` are shares of the width between the margins, one a column, together 1. `alt` says in
    a sentence what the table holds. With `row_heads` the first cell of each row names the row.
    """

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    alt: str
    row_heads: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", tuple(_CONTROL.sub("", head) for head in self.heads))
        _make_printable(self, "alt")
        columns = len(self.heads)
        if len(self.widths) != columns or any(len(row.cells) != columns for row in self.rows):
            raise ValueError("a row or the widths have other columns than the head")


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture as PNG with what it shows in words; `width` is a share of the page's."""

    png: bytes = field(repr=False)
    alt: str
    width: float = 1.0

    def __post_init__(self) -> None:
        _make_printable(self, "alt")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Begin a new page."""


Block: TypeAlias = Heading | Paragraph | ItemList | Boxes | WriteOn | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what begins on a page of its own in one language, and what stands on each of its pages.

    `page` names `{page}` and `{pages}`, which count through the whole document.
    """

    language: LanguageCode
    title: str
    handling: str
    disclaimer: str
    page: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        _make_printable(self, "title", "handling", "disclaimer")


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """Hold a document: its parts one behind the other; one in two languages has parts in both."""

    title: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        _make_printable(self, "title")


def _make_printable(made: object, *names: str) -> None:
    for name in names:
        object.__setattr__(made, name, _CONTROL.sub("", getattr(made, name)))
