"""Workbooks for tests: whole, odd and hostile ones."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEADER = ("month", "value", "source", "source_date")
FIGURES = (
    HEADER,
    (date(2024, 1, 1), 124.22, "CBP", date(2024, 2, 13)),
    (date(2024, 2, 1), 140.638, "CBP", date(2024, 3, 22)),
)
Sheet = Sequence[Sequence[object]]


def workbook(
    sheets: Mapping[str, Sheet] | None = None,
    *,
    hidden: Sequence[str] = (),
    merged: str = "",
    since_1904: bool = False,
) -> bytes:
    """Return a workbook of sheets, by default of one with two figures."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in (sheets or {"figures": FIGURES}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
        if merged:
            sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with one of its parts changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, change(part) if entry == name else part)
    return stream.getvalue()


def with_rows(rows: str) -> bytes:
    """Return a workbook whose sheet has more rows, as XML, after its figures."""
    return with_part(
        workbook(),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )


def archive(**parts: bytes) -> bytes:
    """Return a ZIP archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()
