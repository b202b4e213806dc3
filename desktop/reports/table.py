"""Tables in files: the one place that makes and writes them with pandas.

The same table gives the same bytes every time: numbers have nine significant digits and a
point, lines end in a line feed, and a workbook carries a fixed date. Text stays text in both.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias

import pandas as pd
import xlsxwriter

from desktop.document.causes import runs_in_words
from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import STATUS_QUO
from desktop.domain.text_cells import acts
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Bands
from desktop.engine.run.project import project
from desktop.reports.cells import Cell, csv_bytes
from desktop.reports.output import (
    TABLE_SUFFIXES,
    UnwritableOutputError,
    check_suffix,
    whole_file,
)
from desktop.reports.projection_rows import COLUMNS, projection_rows

Table: TypeAlias = pd.DataFrame
"""What whoever asks for a table need know of pandas."""

_WORKBOOK_DATE = datetime(2024, 1, 1)  # noqa: DTZ001 — a workbook's date has no time zone
_LONGEST_IN_WORKBOOK = 32_767
MOST_OFFERED = 255
"""Characters that a list of words to choose from may have, commas between them."""
_NARROWEST, _WIDEST = 12, 48
"""Of a column in prose, in characters."""
_LAST_ROW = 2_000
"""To which a form offers words to choose from."""


def projection_table(
    bands: Bands,
    baseline: Bands,
    units: Mapping[str, str],
    indicators: Sequence[str],
    *,
    until: Month | None = None,
) -> Table:
    """Return the table of `projection_rows`."""
    rows = projection_rows(bands, baseline, units, indicators, until=until)
    return table_from_rows(COLUMNS, rows)


def table_from_rows(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    """Return rows as a table."""
    return pd.DataFrame(rows, columns=list(headings))


def table_of(compiled: CompiledModel, asked: RunRequest) -> Table:
    """Project a request, and lay out every indicator beside the status quo of the same draws.

    Raise RunFailedError, which names its variable in words.
    """
    model = compiled.model
    with runs_in_words(model):
        draws = compiled.draws(asked.ensemble, asked.assumptions)
        baseline = bands(project(compiled, STATUS_QUO, draws))
        found = bands(project(compiled, asked.policy, draws))
    units = {indicator.id: indicator.unit for indicator in model.indicators.values()}
    return projection_table(found, baseline, units, tuple(model.indicators))


def table_bytes(table: Table) -> bytes:
    """Return a table as CSV in UTF-8."""
    return csv_bytes([str(column) for column in table], table.itertuples(index=False, name=None))


def frame(columns: Sequence[str], arrays: Sequence[object]) -> Table:
    """Return columns of equal length, each an array or a list of texts, as a table."""
    return pd.DataFrame(dict(zip(columns, arrays, strict=True)))


def append_csv(table: Table, stream: BinaryIO, *, first: bool) -> None:
    """Write rows of a long table to a file that is open, with its headings where it begins."""
    table.to_csv(stream, header=first, index=False, float_format="%.9g", lineterminator="\n")


def write_table(table: Table, path: Path, name: str = "projection", *, prose: bool = False) -> None:
    """Write a table as .csv or .xlsx, whole or not at all; a workbook as in `workbook_bytes`.

    Nothing that begins with `=` becomes a formula. Raise UnknownFormatError or
    UnwritableOutputError, also for a text in `prose` that no cell of a workbook holds.
    """
    check_suffix(path, TABLE_SUFFIXES)
    in_text = path.suffix.lower() == ".csv"
    if prose and not in_text and table.map(_is_too_long).any(axis=None):
        raise UnwritableOutputError(path=path, reason="reason.cell_too_long")
    # Made in memory: what fails is then the writing, and not a library half-way through it.
    content = table_bytes(table) if in_text else workbook_bytes(table, name, prose=prose)
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def workbook_bytes(table: Table, name: str = "projection", *, prose: bool = False) -> bytes:
    """Return a table as a workbook of one sheet, in `prose` with cells that break their lines.

    A text that a spreadsheet might take for a formula is marked as text, so that it stays text
    when it is edited; one longer than a cell of a workbook, 32,767 characters, is cut.
    """
    return _workbook(lambda book: _add_sheet(book, table, name, prose=prose))


def form_bytes(sheets: Mapping[str, Table], choices: Mapping[str, Sequence[str]]) -> bytes:
    """Return tables to be filled in by hand as the sheets of a workbook, by their names.

    Every cell is text, so that no program makes a date of what is typed; a cell below one of the
    headings in `choices` offers these words, and takes others too.
    """

    def fill(book: xlsxwriter.Workbook) -> None:
        typed = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for name, table in sheets.items():
            sheet = _add_sheet(book, table, name, prose=True, empty=typed)
            for place, words in enumerate(map(str, table)):
                if choices.get(words):
                    offered = {"validate": "list", "source": list(choices[words])}
                    free = {"error_type": "information", "show_error": False}
                    sheet.data_validation(1, place, _LAST_ROW, place, offered | free)

    return _workbook(fill)


def _workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _WORKBOOK_DATE})
    fill(book)
    book.close()
    return stream.getvalue()


def _add_sheet(
    book: xlsxwriter.Workbook,
    table: Table,
    name: str,
    *,
    prose: bool,
    empty: xlsxwriter.format.Format | None = None,
) -> xlsxwriter.worksheet.Worksheet:
    """Add a table as a sheet; `empty` is how cells look in which something shall be typed."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1 if prose else 0)
    looks = {"text_wrap": True, "valign": "top"} if prose else {}
    heading = book.add_format({"bold": True} | looks)
    plain = book.add_format(looks) if prose else None
    as_text = book.add_format({"quote_prefix": True} | looks)
    for column, words in enumerate(table):
        sheet.write_string(0, column, str(words), heading)
        if prose:
            longest = max(len(str(cell)) for cell in (words, *table[words]))
            width = min(max(longest + 2, _NARROWEST), _WIDEST)
            sheet.set_column(column, column, width, empty)
    for place, row in enumerate(table.itertuples(index=False, name=None), start=1):
        for column, cell in enumerate(row):
            if empty is not None and cell == "":
                sheet.write_blank(place, column, None, empty)
            elif isinstance(cell, str):
                text = cell[:_LONGEST_IN_WORKBOOK]
                sheet.write_string(place, column, text, as_text if acts(text) else plain)
            else:
                sheet.write_number(place, column, cell, plain)
    return sheet


def _is_too_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > _LONGEST_IN_WORKBOOK
