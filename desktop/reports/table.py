"""Tables in files: the one place that lays them out and writes them with pandas.

The same table gives the same bytes every time: numbers have nine significant digits and a
point, lines end in a line feed, and a workbook carries a fixed date. Text stays text in both.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd
import xlsxwriter
from numpy.typing import NDArray

from desktop.document.causes import runs_in_words
from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import PERCENTILES, Bands
from desktop.engine.run.project import project
from desktop.reports.cells import SIGNIFICANT_DIGITS, acts, csv_bytes
from desktop.reports.output import TABLE_SUFFIXES, check_suffix, whole_file

Table: TypeAlias = pd.DataFrame
"""What whoever asks for a table need know of pandas."""

COLUMNS = ("time", "indicator", "unit", *(f"p{p:02d}" for p in PERCENTILES), "baseline_p50")

_WORKBOOK_DATE = datetime(2024, 1, 1)  # noqa: DTZ001 — a workbook's date has no time zone
_LONGEST_IN_WORKBOOK = 32_767
_MEDIAN = PERCENTILES.index(50)


def projection_table(
    bands: Bands,
    baseline: Bands,
    units: Mapping[str, str],
    indicators: Sequence[str],
    *,
    until: Month | None = None,
) -> Table:
    """Lay out bands as one row for each month after the vantage and indicator.

    The last month is `until`, or the horizon.

    `units` gives the formal unit of each indicator. Rows are ordered by month, then by
    `indicators`; the percentiles are float64 at nine significant digits.
    """
    clock = bands.clock
    last = clock.steps if until is None else max(0, min(clock.step(until), clock.steps))
    months = [str(clock.month(step)) for step in range(1, last + 1)]
    rows = pd.MultiIndex.from_product([months, indicators], names=["time", "indicator"])
    columns = {
        f"p{percentile:02d}": _column(bands, row, last, indicators)
        for row, percentile in enumerate(PERCENTILES)
    }
    columns["baseline_p50"] = _column(baseline, _MEDIAN, last, indicators)
    table = pd.DataFrame(columns, index=rows).reset_index()
    return table.assign(unit=table["indicator"].map(dict(units)))[list(COLUMNS)]


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


def with_notes(table: Table, notes: Mapping[str, str]) -> Table:
    """Return a table with one more column a note, the same text in every row.

    What a figure holds under then stays beside it, also where rows are sorted or taken out.
    """
    return table.assign(**notes)


def table_bytes(table: Table) -> bytes:
    """Return a table as CSV in UTF-8."""
    return csv_bytes([str(column) for column in table], table.itertuples(index=False, name=None))


def write_table(table: Table, path: Path) -> None:
    """Write a table as .csv or .xlsx, whole or not at all.

    Nothing that begins with `=` becomes a formula. Raise UnknownFormatError or
    UnwritableOutputError.
    """
    check_suffix(path, TABLE_SUFFIXES)
    # Made in memory: what fails is then the writing, and not a library half-way through it.
    content = table_bytes(table) if path.suffix.lower() == ".csv" else workbook_bytes(table)
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def _column(bands: Bands, row: int, last: int, indicators: Sequence[str]) -> NDArray[np.float64]:
    chosen = [bands.indicators.index(indicator) for indicator in indicators]
    return _rounded(bands.values[row, 1 : last + 1, chosen].T.ravel().astype(np.float64))


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    # Adding zero turns a negative zero into a plain one.
    return np.array([float(f"{value:.{SIGNIFICANT_DIGITS}g}") for value in values]) + 0.0


def workbook_bytes(table: Table, name: str = "projection") -> bytes:
    """Return a table as a workbook of one sheet.

    A text that a spreadsheet might take for a formula is marked as text, so that it stays text
    when it is edited; one longer than a cell of a workbook, 32,767 characters, is cut.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _WORKBOOK_DATE})
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    heading, as_text = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    for column, words in enumerate(table):
        sheet.write_string(0, column, str(words), heading)
    for place, row in enumerate(table.itertuples(index=False, name=None), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell[:_LONGEST_IN_WORKBOOK]
                sheet.write_string(place, column, text, as_text if acts(text) else None)
            else:
                sheet.write_number(place, column, cell)
    book.close()
    return stream.getvalue()
