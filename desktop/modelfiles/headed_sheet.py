"""Sheets whose first row names their columns, in either language, each column at any place."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Generic, Protocol, TypeVar

from desktop.domain.lines import bare_key
from desktop.domain.text_cells import text_of
from desktop.domain.wording import LanguageCode, Wording
from desktop.modelfiles.spreadsheets import Row, Table, shown
from desktop.modelfiles.tables import NO_NAME


class Headed(Protocol):
    """Stand for a column that has a heading."""

    @property
    def heading(self) -> Wording:
        """Return the heading in both languages."""


C = TypeVar("C", bound=Headed)
Headings = Mapping[str, tuple[C, tuple[LanguageCode, ...]]]
"""Heading, as it is compared -> its column, and the languages in which it is called so."""


class Fault(Protocol):
    """Take note of what is wrong: at a row, in a column, for a reason and the fields it names."""

    def __call__(self, row: int, column: str, reason: str, **fields: object) -> None:
        """Note it."""


def plain_heading(text: str) -> str:
    """Return a heading as it is compared: case, accents and spacing do not count."""
    return bare_key(text.replace("_", " "))


def headings_of(columns: Iterable[C]) -> dict[str, tuple[C, tuple[LanguageCode, ...]]]:
    """Return the columns by their headings in each language."""
    found: dict[str, tuple[C, tuple[LanguageCode, ...]]] = {}
    codes: tuple[LanguageCode, ...] = ("en", "es")
    for column in columns:
        for code in codes:
            heading = plain_heading(column.heading.text(code))
            _, known = found.get(heading, (column, ()))
            found[heading] = (column, (*known, code))
    return found


@dataclass(eq=False)
class HeadedSheet(Generic[C]):
    """Find the columns of a sheet by its first row, and note what stands in the way of reading."""

    sheet: Table
    headings: Headings[C]
    fault: Fault
    columns: list[tuple[int, C, str]] = field(default_factory=list)
    """Place in a row, what is there, and its heading as it is written."""
    code: LanguageCode = "en"
    """The language of most headings."""

    def __post_init__(self) -> None:
        self._read_headings(self.sheet.rows[0])
        self._check_what_is_seen()

    def at(self, cells: Sequence[str], place: int) -> str:
        """Return the text at a place of a row, empty where the row is shorter."""
        return self._text(cells[place]) if place < len(cells) else ""

    def _text(self, cell: str) -> str:
        """Return the text that a cell stands for."""
        return text_of(cell) if self.sheet.separator else cell

    def _read_headings(self, header: Row) -> None:
        row, cells = header
        codes: list[LanguageCode] = []
        first: dict[str, str] = {}
        for place, written in enumerate(cells):
            heading = shown(written)
            known = self.headings.get(plain_heading(self._text(written)))
            if not written:
                if any(self.at(other, place) for _, other in self.sheet.rows):
                    self.fault(row, str(place + 1), "column_without_heading")
            elif known is None:
                self._unknown(row, heading)
            elif known[0].heading.en in first:
                self.fault(row, heading, "column_twice", name=first[known[0].heading.en])
            else:
                column, languages = known
                first[column.heading.en] = heading
                codes += languages
                self.columns.append((place, column, heading))
        self.code = "es" if codes.count("es") > codes.count("en") else "en"
        longest = len(cells)
        for number, other in self.sheet.rows[1:]:
            if any(other[longest:]):
                self.fault(number, str(longest + 1), "column_without_heading")

    def _unknown(self, row: int, heading: str) -> None:
        near = get_close_matches(plain_heading(heading), self.headings, 1)
        if near:
            column, codes = self.headings[near[0]]
            self.fault(row, heading, "heading_not_quite", near=column.heading.text(codes[0]))
        else:
            self.fault(row, heading, "heading_unknown")

    def _check_what_is_seen(self) -> None:
        """Note what somebody who looks at the sheet takes for something else."""
        for row, _ in self.sheet.rows:
            if row in self.sheet.hidden:
                self.fault(row, NO_NAME, "row_hidden")
        for cells in self.sheet.merged:
            found = re.search(r"[0-9]+", cells)
            self.fault(int(found[0]) if found else 1, cells, "cells_merged")


def names_one_of(headings: Iterable[str]) -> Callable[[Sequence[str]], bool]:
    """Return a test whether the first row of a sheet has one of these headings."""
    keys = frozenset(map(plain_heading, headings))
    return lambda cells: any(plain_heading(cell) in keys for cell in cells)
