"""Plays to report on, and the words of a report."""

from collections.abc import Iterable

import pytest

from desktop.document.play.fold import fold
from desktop.domain.play.entries import PlayHeader, Recorded
from desktop.language.language import Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.after_action import course
from desktop.reports.after_action.played import PlayedExercise
from desktop.reports.after_action.report import after_action_report
from desktop.reports.paper.tree import (
    Boxes,
    Heading,
    ItemList,
    PaperDocument,
    Paragraph,
    Part,
    Picture,
    Table,
    Text,
)
from tests.document.play.played import Table as PlayTable
from tests.reports.paper.samples import png

ENGLISH, SPANISH = (load_language(code, RESOURCES) for code in ("en", "es"))


def played(table: PlayTable, name: str = "A morning") -> PlayedExercise:
    """Return what was entered, as one that was played under another model."""
    return of_entries(table, table.record.entries, name)


def of_entries(
    table: PlayTable, entries: Iterable[Recorded], name: str = "A morning"
) -> PlayedExercise:
    """Return the same of other entries."""
    kept, header = tuple(entries), PlayHeader("", "0.2", "another")
    state = fold(table.setup, kept)
    return PlayedExercise(name, header, table.setup, kept, state, same_model=False)


def report(
    made: PlayedExercise, *languages: Language, named: bool = True, quick: pytest.MonkeyPatch
) -> PaperDocument:
    """Return the report with a blank in the place of each curve."""
    quick.setattr(course, "grey_picture", lambda _: Picture(png(), "A curve"))
    return after_action_report(made, languages or (ENGLISH,), named=named)


def words(part: Part) -> str:
    """Return all words of a part, those of tables a line for each row."""
    found = []
    for block in part.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(_said(block.text))
            case ItemList() | Boxes():
                found += [_said(item) for item in block.items]
            case Table():
                found.append(" | ".join(block.heads))
                found += [" | ".join(map(_said, row.cells)) for row in block.rows]
    return "\n".join(found)


def _said(text: Text) -> str:
    return "".join(run.text for run in text)
