"""Tables in the files of other people, as rows of text: CSV of any make, and workbooks of Excel.

What a file is, its content tells and not its name. pandas takes CSV apart and openpyxl workbooks;
either is imported by the first file that needs it. Nothing is guessed: what could mean two things,
or was not seen by whoever sends the file, is refused with what helps.
"""

import io
import math
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from db import open_to_read
from desktop.domain.errors import (
    SheetFileError,
    SheetFileNotReadError,
    SheetFileRefusedError,
)

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_FILE_BYTES = 1_000_000
_MOST_UNPACKED_BYTES, _MOST_PART_BYTES = 8_000_000, 1_000_000
"""Of a workbook, which is a ZIP archive and can hold a great deal; of each part but its cells."""
_CELLS = ("xl/worksheets/", "xl/sharedStrings")
MOST_COLUMNS = 50
"""What stands further to the right is not read."""
_MOST_CELLS = 1_000_000
"""Of a sheet, rows and blank ones too, that are looked through for what is not read."""
_MOST_LINES = 20_000
"""Of a text, and rows of a sheet, blank ones too: many times what it may hold of figures."""
_MOST_BLANK_ROWS = 1_000
"""Rows without a figure, above the first one of a sheet, that are looked through."""
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins what Excel wrote until 2003, and every workbook with a password."""
_OFFICE = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"mimetype")
"""How the first name in an archive of an office program begins."""
_NAME_AT, _NAME_LENGTH_AT = 30, 26
"""Where an archive says its first name, and in two bytes how long it is."""
_HEAD_BYTES = 4_096
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SEPARATORS = ",;\t"
_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
"""What a file begins with -> how its text is encoded. Without any of them it is UTF-8."""
_LINE_END = re.compile("\r\n?")
_QUOTE = '"'
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\b[^<>]{0,500}\bhidden=["'](?:1|true)["'][^<>]{0,500}>"""
)
_ROW_NUMBER = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]{0,99}\bref=["']([A-Z0-9:]{1,30})["']""")
"""In the XML of a sheet, of which only these few words matter."""

_NO_VALUES = {"f": "cell_formula", "e": "cell_error"}
"""What a cell may hold in place of a value -> why it is refused."""
_LONGEST_SHOWN = 40
"""Characters of what was written that a sentence repeats."""

T = TypeVar("T")
Begins = Callable[[Sequence[str]], bool]
"""Says whether the first row of a table is one of its kind."""
Row = tuple[int, list[str]]
"""The line of a file or the row of a sheet, counted from one, and its cells."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Say what of a workbook was passed over, so that nobody takes it for read."""

    hidden_sheets: int = 0
    """Those that hold anything."""
    far_columns: bool = False
    """Whether anything stands beyond the last column that is read."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the rows of a file that are not blank; columns that are blank throughout are gone."""

    rows: tuple[Row, ...]
    separator: str = ""
    """What stands between the cells of a text; nothing in a workbook."""
    unread: Unread = Unread()
    hidden: frozenset[int] = frozenset()
    """Rows of a workbook that nobody sees who looks at its sheet."""
    merged: tuple[str, ...] = ()
    """Cells of a workbook that are shown as one: `B2:B5`."""


def table_content(path: Path) -> bytes:
    """Return a file's bytes for `read_table`, one more than it takes where the file is too large.

    Raise SheetFileNotReadError where the file cannot be read at all.
    """
    try:
        with open_to_read(path) as stream:
            return stream.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SheetFileNotReadError(path=path) from error


def read_table(
    file: str,
    content: bytes,
    begins: Begins,
    most: int,
    *,
    prose: bool = False,
) -> Table:
    """Return the table of a file, with at most `most` rows; `file` is what a sentence calls it.

    Of several sheets it is the one whose first row `begins` a table. In `prose` a cell may hold
    many signs that part cells, and lines: rows are counted as a spreadsheet does. Raise
    SheetFileError for what is wrong with a line, SheetFileRefusedError for what is
    wrong with the file.
    """
    if len(content) > MOST_FILE_BYTES:
        _refuse(file, "file_of_observations_too_large", most=MOST_FILE_BYTES // 1_000_000)
    if content.startswith(_COMPOUND):
        _refuse(file, "workbook_encrypted" if _ENCRYPTED in content else "workbook_of_another_kind")
    if content.startswith(_ZIP):
        table = _workbook(file, content, begins, most)
        return replace(table, rows=_trimmed(table.rows))
    text = _text(file, content)
    first = text.lstrip("\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = _prose(file, text, separator) if prose else _lines(file, text, separator)
    return Table(_trimmed(_taken(file, lines, most)), separator)


def read_tables(
    file: str, content: bytes, begins: Sequence[Begins], most: int
) -> tuple[Table | None, ...]:
    """Return for each kind of table the one of a file that begins so, None where there is none.

    A text holds one table, a workbook one on each sheet; they are in prose, and times of day stand
    in them. Raise what `read_table` raises.
    """
    if content.startswith(_ZIP) and len(content) <= MOST_FILE_BYTES:

        def read(book: "Workbook") -> tuple[Table | None, ...]:
            return tuple(_table_that(file, book, each, most) for each in begins)

        return _in_workbook(file, content, read)
    table = read_table(file, content, lambda _: True, most, prose=True)
    first = table.rows[0][1] if table.rows else ()
    return tuple(table if each(first) else None for each in begins)


def may_be_table(path: Path) -> bool:
    """Say whether a file is text, or an archive of an office program, by how it begins."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return False
    if head.startswith(_ZIP):
        length = int.from_bytes(head[_NAME_LENGTH_AT : _NAME_LENGTH_AT + 2], "little")
        return head[_NAME_AT : _NAME_AT + length].startswith(_OFFICE)
    if head.startswith((_COMPOUND, *list(_MARKS)[1:])):
        return True
    return all(byte >= 32 or byte in b"\t\r\n" for byte in head)


def shown(text: str) -> str:
    """Return what was written, short enough for a sentence and without what is not seen."""
    seen = "".join(sign for sign in text if sign.isprintable())
    return seen if len(seen) <= _LONGEST_SHOWN else seen[: _LONGEST_SHOWN - 1] + "…"


def _fault(file: str, line: int, reason: str, **fields: object) -> NoReturn:
    raise SheetFileError(file=file, line=line, reason=f"reason.{reason}", **fields)


def _refuse(file: str, reason: str, **fields: object) -> NoReturn:
    raise SheetFileRefusedError(file=file, reason=f"reason.{reason}", **fields)


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Leave out the blank columns beside a table."""
    used = {place for _, cells in rows for place, cell in enumerate(cells) if cell}
    if not used:
        return ()
    return tuple((line, cells[min(used) : max(used) + 1]) for line, cells in rows)


# ---------------------------------------------------------------- text


def _text(file: str, content: bytes) -> str:
    """Return the text of a file with bare line feeds."""
    mark, encoding = next(
        (pair for pair in _MARKS.items() if content.startswith(pair[0])), (b"", "utf-8")
    )
    content = content.removeprefix(mark)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        text = _western(content) if not mark else ""
        if not text:
            read = content[: fault.start].decode(encoding, "ignore")
            _fault(file, 1 + read.count("\n"), "save_as_utf8")
    if "\0" in text:
        _fault(file, 1 + text.count("\n", 0, text.index("\0")), "save_as_utf8")
    return _LINE_END.sub("\n", text)


def _western(content: bytes) -> str:
    """Return a text of Windows-1252, as spreadsheets save by default; nothing if it is none."""
    if any(byte < 32 and byte not in b"\t\r\n" for byte in content):
        return ""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return ""


def _lines(file: str, text: str, separator: str) -> Iterator[Row]:
    """Yield what stands in each line, and the line at which it ends."""
    lines = _counted(file, text)
    widest = 0
    for line, written in enumerate(lines, 1):
        widest = max(widest, count := 1 + written.count(separator))
        if count > MOST_COLUMNS:
            _fault(file, line, "columns_of_observations", n=count)
    line = 0
    for cells in _parsed(file, text, separator, widest):
        line += 1 + sum(cell.count("\n") for cell in cells)
        yield line, cells


def _prose(file: str, text: str, separator: str) -> Iterator[Row]:
    """Yield what stands in each row; a cell may have lines of its own."""
    _counted(file, text)
    if text.count(_QUOTE) % 2:
        # What follows the last one would all be taken for a single cell.
        _refuse(file, "quotation_mark_left_open")
    return enumerate(_parsed(file, text, separator, MOST_COLUMNS), 1)


def _counted(file: str, text: str) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    if len(lines) > _MOST_LINES:
        _refuse(file, "too_many_lines", most=_MOST_LINES)
    return lines


def _parsed(file: str, text: str, separator: str, widest: int) -> Iterator[list[str]]:
    import pandas as pd

    stream = io.StringIO(text)
    try:
        # Its parser in Python keeps a cell that is empty apart from one that is not there.
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                stream,
                sep=separator,
                engine="python",
                header=None,
                names=range(widest),
                index_col=False,
                dtype=str,
                keep_default_na=False,
                skip_blank_lines=False,
            )
    except pd.errors.ParserWarning:
        # Columns beyond the widest would be left out.
        _refuse(file, "columns_far_right")
    except pd.errors.ParserError:
        _fault(file, len(text[: stream.tell()].splitlines()), "not_csv")
    for found in frame.itertuples(index=False, name=None):
        yield [cell for cell in found if isinstance(cell, str)]


def _taken(file: str, lines: Iterable[Row], most: int) -> list[Row]:
    """Return what is not blank, at most `most` of it."""
    rows: list[Row] = []
    for line, found in lines:
        cells = [cell.strip() for cell in found]
        if any(cells):
            if len(rows) == most:
                _fault(file, line, "too_many_observations", most=most - 1)
            rows.append((line, cells))
    return rows


# ---------------------------------------------------------------- workbooks


def _workbook(file: str, content: bytes, begins: Begins, most: int) -> Table:
    def read(book: "Workbook") -> Table:
        return _sheet_table(file, book, _sheet(file, book, begins), most)

    return _in_workbook(file, content, read)


def _in_workbook(file: str, content: bytes, read: "Callable[[Workbook], T]") -> T:
    """Return what is read in a workbook."""
    _check_archive(file, content)
    import openpyxl

    try:
        with warnings.catch_warnings():
            # Of styles and extensions that it leaves out; none of them is a figure.
            warnings.simplefilter("ignore")
            return read(
                openpyxl.load_workbook(
                    io.BytesIO(content), read_only=True, data_only=False, keep_links=False
                )
            )
    except (SheetFileError, SheetFileRefusedError, MemoryError):
        raise
    except Exception as fault:
        # Whatever the parts of a damaged workbook raise: there is no list of it.
        raise SheetFileRefusedError(file=file, reason="reason.workbook_damaged") from fault


def _sheet_table(
    file: str, book: "Workbook", sheet: "ReadOnlyWorksheet", most: int, *, times: bool = False
) -> Table:
    rows = _taken(file, _sheet_rows(file, sheet, times=times), most)
    return Table(tuple(rows), "", _unread(book, sheet), *_looks(sheet))


def _table_that(file: str, book: "Workbook", begins: Begins, most: int) -> Table | None:
    """Return the table of the one sheet that begins so, None where there is none."""
    found = _beginning(file, _visible(book), begins)
    if found is None:
        return None
    table = _sheet_table(file, book, found, most, times=True)
    return replace(table, rows=_trimmed(table.rows))


def _check_archive(file: str, content: bytes) -> None:
    """Refuse an archive that is no workbook of Excel, or too large a one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise SheetFileRefusedError(file=file, reason="reason.workbook_damaged") from fault
    names = {entry.filename for entry in entries}
    if not any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        _refuse(file, "workbook_of_another_kind")
    # What an entry says of its size is as much as is ever unpacked of it.
    others = [entry.file_size for entry in entries if not entry.filename.startswith(_CELLS)]
    total = sum(entry.file_size for entry in entries)
    if total > _MOST_UNPACKED_BYTES or max(others, default=0) > _MOST_PART_BYTES:
        _refuse(file, "workbook_too_large")


def _sheet(file: str, book: "Workbook", begins: Begins) -> "ReadOnlyWorksheet":
    """Return the sheet that holds the table."""
    visible = _visible(book)
    if len(visible) == 1:
        return visible[0]
    found = _beginning(file, visible, begins)
    if found is None:
        _refuse(file, "no_sheet_of_observations")
    return found


def _visible(book: "Workbook") -> list["ReadOnlyWorksheet"]:
    """Return the sheets that somebody sees: what is hidden holds no table."""
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _beginning(
    file: str, sheets: Iterable["ReadOnlyWorksheet"], begins: Begins
) -> "ReadOnlyWorksheet | None":
    """Return the one sheet of several that begins a table, None where none does."""
    found = []
    for sheet in sheets:
        above = islice(_cells(sheet), _MOST_BLANK_ROWS)
        rows = ([text for cell in row if (text := _cell_text(cell))] for row in above)
        if begins(next((cells for cells in rows if cells), [])):
            found.append(sheet)
    if len(found) > 1:
        first, second = (shown(sheet.title) for sheet in found[:2])
        _refuse(file, "sheets_of_observations", first=first, second=second)
    return found[0] if found else None


def _unread(book: "Workbook", sheet: "ReadOnlyWorksheet") -> Unread:
    hidden = [one for one in book.worksheets if one.sheet_state != "visible"]
    return Unread(sum(map(_holds_anything, hidden)), _holds_anything(sheet, MOST_COLUMNS))


def _holds_anything(sheet: "ReadOnlyWorksheet", beyond: int = 0) -> bool:
    """Say whether a sheet holds anything beyond so many columns; not all of a vast one is seen."""
    sheet.reset_dimensions()
    looked = 0
    for row in sheet.iter_rows():
        if any(cell.value is not None for cell in row[beyond:]):
            return True
        # Of rows that are missing there may be any number, without a cell in them.
        looked += 1 + len(row)
        if looked > _MOST_CELLS:
            break
    return False


def _cells(sheet: "ReadOnlyWorksheet") -> Iterable[Sequence["ReadOnlyCell"]]:
    # Some programs write a size of the sheet that is not its own.
    sheet.reset_dimensions()
    rows: Iterable[Sequence[ReadOnlyCell]] = sheet.iter_rows(max_col=MOST_COLUMNS)
    return rows


def _sheet_rows(file: str, sheet: "ReadOnlyWorksheet", *, times: bool) -> Iterator[Row]:
    for number, row in enumerate(_cells(sheet), 1):
        if number > _MOST_LINES:
            _refuse(file, "too_many_lines", most=_MOST_LINES)
        for cell in row:
            if cell.data_type in _NO_VALUES:
                reason, sheet_name = _NO_VALUES[cell.data_type], shown(sheet.title)
                _refuse(file, reason, cell=cell.coordinate, sheet=sheet_name)
        yield number, [_cell_text(cell, times=times) for cell in row]


def _looks(sheet: "ReadOnlyWorksheet") -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the rows of a sheet that are hidden, and its merged cells; openpyxl skips both."""
    with sheet._get_source() as source:  # noqa: SLF001 — the part of the archive, as it is
        part = source.read(_MOST_UNPACKED_BYTES)
    hidden = (_ROW_NUMBER.search(row) for row in _HIDDEN_ROW.findall(part))
    merged = (found.decode("ascii", "replace") for found in _MERGED.findall(part))
    return frozenset(int(found[1]) for found in hidden if found), tuple(merged)


def _cell_text(cell: "ReadOnlyCell", *, times: bool = False) -> str:
    """Return what a cell holds, with every digit of it: `2024-01-31`, `3.85%`, `120.11`.

    With `times` a date keeps its time of day: `2024-01-31 10:46:00`.
    """
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if "%" in cell.number_format and math.isfinite(value):
            return f"{Decimal(repr(value)) * 100:f}%"
        case float() if math.isfinite(value) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(" ", "seconds") if times else value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value).strip()
