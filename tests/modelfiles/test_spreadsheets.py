"""Reading tables in files of other people's programs."""

import io
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.packs.pack import packed
from desktop.domain.errors import SheetFileError, SheetFileRefusedError
from desktop.domain.scenario import Scenario
from desktop.language.language import load_language
from desktop.modelfiles.observations import COLUMNS
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.spreadsheets import Table, Unread, may_be_table, read_table
from desktop.reports.table import table_bytes, workbook_bytes
from tests.modelfiles.workbooks import (
    FIGURES,
    HEADER,
    archive,
    with_part,
    with_rows,
    workbook,
)

READ = [
    list(HEADER),
    ["2024-01-01", "124.22", "CBP", "2024-02-13"],
    ["2024-02-01", "140.638", "CBP", "2024-03-22"],
]
BOOK = workbook()
"""Made once: a workbook holds the time at which it was made."""
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol">'
    + b"".join(
        f'<!ENTITY {after} "{f"&{one};" * 10}">'.encode()
        for one, after in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + b"]>"
)
FIRST_CELL = '<row r="4"><c r="A4" t="inlineStr"><is><t>'


def table(content: bytes) -> Table:
    return read_table("mine", content, lambda cells: tuple(cells) == COLUMNS, 2_001)


def cells(content: bytes) -> list[list[str]]:
    return [row for _, row in table(content).rows]


def refusal(content: bytes) -> str:
    with pytest.raises((SheetFileError, SheetFileRefusedError)) as told:
        table(content)
    for code in ("en", "es"):
        assert "mine" in load_language(code, RESOURCES).error(told.value)
    return str(told.value.fields["reason"]).removeprefix("reason.")


@pytest.mark.parametrize(
    "content",
    [
        workbook(),
        workbook(since_1904=True),
        workbook({"notes": [("about",)], "figures": FIGURES, "more": []}),
        workbook({"old": FIGURES, "figures": FIGURES}, hidden=["old"]),
        workbook({"figures": [(), *((None, *row, None) for row in FIGURES)]}),
        workbook({"figures": [*FIGURES[:1], (), *FIGURES[1:], ()]}),
        with_part(workbook(), "docProps/app.xml", lambda _: b"<broken"),
        with_part(
            workbook(),
            "[Content_Types].xml",
            lambda part: part.replace(
                b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                b"vnd.ms-excel.sheet.macroEnabled.main",
            ),
        ),
        with_part(
            workbook(),
            "xl/worksheets/sheet1.xml",
            lambda part: part.replace(b"A1:D3", b"A1:XFD1048576"),
        ),
        with_part(
            workbook(), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"A1:D3", b"A1")
        ),
    ],
    ids=(
        "plain", "since_1904", "among_others", "beside_a_hidden_one", "not_at_the_corner",
        "blank_rows", "broken_properties", "with_macros", "wrong_size", "no_size",
    ),
)  # fmt: skip
def test_that_the_sheet_of_a_workbook_is_read_as_it_is_seen(content: bytes) -> None:
    assert cells(content) == READ


def test_that_hidden_sheets_and_far_columns_are_told_and_not_read() -> None:
    head, *rows = FIGURES
    far = [head, *((*row, *[None] * 60, "far") for row in rows)]
    for sheets, unread in (
        ({"figures": far}, Unread(0, far_columns=True)),
        ({"figures": FIGURES, "old": FIGURES, "empty": []}, Unread(1)),
        ({"figures": FIGURES}, Unread()),
    ):
        found = table(workbook(sheets, hidden=["old", "empty"]))
        assert [row for _, row in found.rows] == READ
        assert found.unread == unread


def test_that_rows_which_a_hidden_sheet_says_are_missing_hold_nothing_up() -> None:
    far = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'
    content = with_part(
        workbook({"figures": FIGURES, "old": []}, hidden=["old"]),
        "xl/worksheets/sheet2.xml",
        lambda part: part.replace(b"</sheetData>", far),
    )
    assert table(content).unread == Unread()


def test_that_numbers_of_a_workbook_keep_every_digit() -> None:
    day = datetime.fromisoformat("2024-01-31T09:30")
    row = ("2024-01", 5.15034567890123, 2024, True, 2024.0, 1e-7, day)
    (found,) = cells(workbook({"a": [row]}))
    assert found == [
        "2024-01", "5.15034567890123", "2024", "TRUE", "2024", "1e-07", "2024-01-31",
    ]  # fmt: skip


def test_that_merged_cells_hold_their_figure_once() -> None:
    merged = workbook({"a": [("x", 1), ("y", 2)]}, merged="A1:A2")
    assert cells(merged) == [["x", "1"], ["", "2"]]


def test_that_the_rows_of_a_sheet_keep_their_numbers() -> None:
    rows = table(with_rows('<row r="9"><c r="A9"><v>7</v></c></row>')).rows
    assert [number for number, _ in rows] == [1, 2, 3, 9]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbook()[:-200], "workbook_damaged"),
        (workbook()[:2_000], "workbook_damaged"),
        (archive(), "workbook_of_another_kind"),
        (archive(readme=b"hello"), "workbook_of_another_kind"),
        (archive(**{"word/document.xml": b"<a/>"}), "workbook_of_another_kind"),
        (archive(**{"content.xml": b"<office/>"}), "workbook_of_another_kind"),
        (archive(**{"xl/workbook.bin": b"1"}), "workbook_of_another_kind"),
        (archive(**{"xl/workbook.xml": b"<workbook/>"}), "workbook_damaged"),
        (OLD, "workbook_of_another_kind"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
        (workbook({"a": FIGURES, "b": FIGURES}), "sheets_of_observations"),
        (workbook({"a": [("x",)], "b": []}), "no_sheet_of_observations"),
        (workbook({"a": FIGURES, "b": [], "c": []}, hidden=["a"]), "no_sheet_of_observations"),
        (workbook({"a": [*FIGURES, ("2024-03", "=1+1", "CBP")]}), "cell_formula"),
        (workbook({"a": [*FIGURES, ("2024-03", "#N/A", "CBP")]}), "cell_error"),
        (with_rows('<row r="999999999"><c r="A999999999"><v>1</v></c></row>'), "too_many_lines"),
        (with_rows("<row/>" * 30_000), "too_many_lines"),
        (with_rows("<row><c><v>1</v></c></row>" * 200_000), "too_many_observations"),
        (with_rows('<row r="4"><c r="A4"><v>x</v></c></row>'), "workbook_damaged"),
        (with_rows(f'<row r="4"><c r="A4"><v>{"9" * 5_000}</v></c></row>'), "workbook_damaged"),
        (with_rows('<row r="4"><c r="ZZZZZ4"><v>1</v></c></row>'), "workbook_damaged"),
        (
            with_part(workbook(), "xl/styles.xml", lambda part: part + b" " * 2_000_000),
            "workbook_too_large",
        ),
        (
            with_part(
                with_rows(FIRST_CELL + "&j;</t></is></c></row>"),
                "xl/worksheets/sheet1.xml",
                lambda part: ENTITIES + part[part.index(b"<worksheet") :],
            ),
            "workbook_damaged",
        ),
        ("\n".join(["a,b"] * 20_001).encode(), "too_many_lines"),
    ],
)
def test_that_what_cannot_be_read_is_refused_at_once_with_what_helps(
    content: bytes, reason: str
) -> None:
    assert refusal(content) == reason


def test_that_a_sheet_that_unpacks_to_too_much_is_refused() -> None:
    assert refusal(with_rows(" " * 50_000_000)) == "workbook_too_large"


def test_that_a_formula_is_named_by_its_cell_and_sheet() -> None:
    with pytest.raises(SheetFileRefusedError) as told:
        table(workbook({"Border": [*FIGURES, ("2024-03", "=SUM(B2:B3)", "CBP")]}))
    assert load_language("en", RESOURCES).error(told.value) == (
        "Nothing was taken from mine: cell B4 of sheet “Border” holds a formula; "
        "copy the cells and paste them as values."
    )


def test_that_an_entry_with_a_password_is_refused() -> None:
    content = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for entry in book.infolist():
            content[entry.header_offset + 6] |= 1
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    assert refusal(bytes(content)) == "workbook_damaged"


@given(st.data())
def test_that_a_workbook_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    begun = time.monotonic()
    with suppress(SheetFileError, SheetFileRefusedError):
        table(bytes(content[: data.draw(st.integers(4, len(content)))]))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("content", "may_be"),
    [
        (b"month,value\n", True),
        (b"Secretar\xeda;1\r\n", True),
        ("month\tvalue".encode("utf-16"), True),
        (workbook(), True),
        (workbook_bytes(pd.DataFrame({"a": [1]})), True),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), True),
        (OLD, True),
        (packed([Scenario("One")]), False),
        (archive(readme=b"hello"), False),
        (b"SQLite format 3\0", False),
        (b"\x89PNG\r\n\x1a\n\0\0", False),
        (None, False),
    ],
)
def test_that_figures_are_told_from_packs_and_libraries_by_how_they_begin(
    content: bytes | None, may_be: bool, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    assert may_be_table(path) == may_be


def test_that_tables_which_the_program_writes_are_read_back() -> None:
    words = ["Migración − 1,234.5", "a\u00a0b", 'say "so"', "line, with commas", "=no formula"]
    written = pd.DataFrame({"month": words, "value": [-1234.5, 0.1, 1e-9, 2.0, 123456.789]})
    for content in (table_bytes(written), workbook_bytes(written)):
        (head, *rows) = cells(content)
        assert head == ["month", "value"]
        assert [float(value) for _, value in rows] == [-1234.5, 0.1, 1e-9, 2.0, 123456.789]
        # Text that acts has an apostrophe in CSV, by which spreadsheets mean text.
        assert [word.removeprefix("'") for word, _ in rows] == words


def test_that_what_reads_files_is_imported_by_the_first_file() -> None:
    code = (
        "import sys; from desktop.modelfiles.observations import ImportRules, read_observations;"
        "from desktop.modelfiles.spreadsheets import read_table;"
        "names = {'pandas', 'openpyxl'};"
        "assert not names & set(sys.modules), 'at once';"
        "read_table('a', b'a,b\\n1,2', lambda cells: True, 9);"
        "assert names & set(sys.modules) == {'pandas'}, 'for text'"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
