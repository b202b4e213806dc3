"""Keeping the names of people out of a report."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.document.play.state import Setup
from desktop.domain.play.entries import FACILITATOR, Joined, Recorded
from desktop.reports.paper.slides import Slide
from desktop.reports.paper.tree import (
    Block,
    Boxes,
    Heading,
    ItemList,
    PaperDocument,
    Paragraph,
    Part,
    Picture,
    Row,
    Table,
    Text,
)

_LEAST = 2
"""Letters of a name; a single one stands in every sentence."""
_LEAST_WORD = 4
"""Letters of one word of a name that is looked for by itself, and only where people speak."""


def names_of_people(setup: Setup, entries: Iterable[Recorded]) -> tuple[str, ...]:
    """Return every name of a person: on the roster, in the exercise, or as an author of entries.

    Somebody who was taken off the roster again is still somebody.
    """
    known = {FACILITATOR, *(one.id for one in setup.exercise.teams)}
    for team in setup.exercise.teams:
        known |= {team.name.en, team.name.es}
    names: list[str] = [name for team in setup.exercise.teams for name in team.members]
    for one in entries:
        if isinstance(one.entry, Joined):
            names.append(one.entry.name)
        if one.author not in known:
            names.append(one.author)
    found = dict.fromkeys(" ".join(name.split()) for name in names)
    return tuple(name for name in found if len(name) >= _LEAST)


class Withheld:
    """Put a mark in the place of every name."""

    def __init__(self, names: Sequence[str], mark: str) -> None:
        self._mark = mark
        words = {word for name in names for word in name.split() if len(word) >= _LEAST_WORD}
        self._exactly = _any_of(names)
        self._said = _any_of((*names, *words), re.IGNORECASE)

    def said(self, words: str) -> str:
        """Return what somebody said without names, nor words of names, however they are written."""
        return words if self._said is None else self._said.sub(self._mark, words)

    def document(self, document: PaperDocument) -> PaperDocument:
        """Return a document in which no whole name stands any more."""
        parts = tuple(self._part(part) for part in document.parts)
        return PaperDocument(self.line(document.title), parts)

    def line(self, words: str) -> str:
        """Return a line without whole names."""
        return words if self._exactly is None else self._exactly.sub(self._mark, words)

    def slide(self, slide: Slide) -> Slide:
        """Return a slide in which no whole name stands any more."""
        chart, picture, table = slide.chart, slide.picture, slide.table
        return replace(
            slide,
            title=self.line(slide.title),
            points=tuple(self._text(text) for text in slide.points),
            picture=None if picture is None else replace(picture, alt=self.line(picture.alt)),
            chart=None if chart is None else replace(chart, alt=self.line(chart.alt)),
            table=None if table is None else self._table(table),
        )

    def _part(self, part: Part) -> Part:
        return replace(
            part,
            title=self.line(part.title),
            handling=self.line(part.handling),
            blocks=tuple(self._block(block) for block in part.blocks),
        )

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, text=self._text(block.text))
            case ItemList() | Boxes():
                return replace(block, items=tuple(self._text(item) for item in block.items))
            case Table():
                return self._table(block)
            case Picture():
                return replace(block, alt=self.line(block.alt))
        return block

    def _table(self, table: Table) -> Table:
        rows = tuple(self._row(row) for row in table.rows)
        return replace(table, rows=rows, alt=self.line(table.alt))

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(self._text(cell) for cell in row.cells))

    def _text(self, text: Text) -> Text:
        return tuple(replace(run, text=self.line(run.text)) for run in text)


def _any_of(names: Iterable[str], flags: int = 0) -> re.Pattern[str] | None:
    """Return what finds any of the names, the longest first, however their words are parted."""
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    spelled = [r"\s+".join(re.escape(word) for word in name.split()) for name in longest]
    if not spelled:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", flags)
