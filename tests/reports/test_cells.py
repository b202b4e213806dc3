"""Tables for spreadsheets: text that looks like a formula stays text, and all of it comes back."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.text_cells import acts, text_cell, text_of
from desktop.reports.cells import csv_bytes, tab_separated, visible, width
from desktop.reports.listing import Listing
from desktop.reports.table import workbook_bytes
from tests.examples import examples

INJECTIONS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org?x="&A1,"click")',
    '=IMPORTXML(CONCAT("http://example.org/",A1),"//a")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\t",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\u2066@x",
    "\x0b=1",
    "\x1f-1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "﹦1",
    "﹢1",
    "﹣1",
    "﹫x",
    "⁼1",
    "'=1+1",
    '=1+1","=2+2',
    "=1+1\n=2+2",
    "-2+3+cmd|' /C calc'!E1",
    "+",
    "=",
    "--1",
    "@",
)
HARMLESS = (
    "",
    "Plan A",
    "a=1",
    "1-1",
    "x@y.org",
    "ñandú",
    "−5 %",
    "“=1”",
    "🌵",
    "1e5",
    "(=1)",
    "·=1",
)
DANGEROUS_FIRST = set("=+-@\t\r\n＝＋－＠")

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
hostile = st.builds(
    str.__add__, st.text("=+-@'\t\r\n ＝＋－＠\ufeff\u202e\"", min_size=1, max_size=4), texts
)


@pytest.mark.parametrize("text", INJECTIONS)
def test_that_no_cell_begins_with_what_makes_a_formula(text: str) -> None:
    assert acts(text)
    (row,) = list(csv.reader(io.StringIO(csv_bytes([text], []).decode(), newline="")))
    assert row == ["'" + text]
    for line in tab_separated(["h"], [[text]]).splitlines():
        assert line[0] not in DANGEROUS_FIRST


@pytest.mark.parametrize("text", HARMLESS)
def test_that_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert not acts(text)
    assert text_cell(text) == text


@examples(300)
@given(text=texts | hostile | st.sampled_from(INJECTIONS))
def test_that_a_text_comes_back_from_its_cell(text: str) -> None:
    assert text_of(text_cell(text)) == text
    assert text_cell(text)[:1] not in DANGEROUS_FIRST or text == ""


rows = st.lists(
    st.tuples(texts | hostile, st.floats(-1e9, 1e9), st.integers(-(10**9), 10**9)), max_size=5
)


@examples(100)
@given(table=rows)
@example(table=[(text, -1.5, -2) for text in INJECTIONS])
def test_that_csv_comes_back_through_pandas(table: list[tuple[str, float, int]]) -> None:
    written = csv_bytes(["name", "value", "count"], table)
    found = pd.read_csv(
        io.BytesIO(written), dtype={"name": str}, keep_default_na=False, lineterminator=None
    )
    expected = [text.replace("\r\n", "\n").replace("\r", "\n") for text, _, _ in table]
    names = [text_of(name).replace("\r\n", "\n").replace("\r", "\n") for name in found["name"]]
    assert names == expected
    assert list(found["value"]) == [float(f"{value:.9g}") for _, value, _ in table]
    assert list(found["count"]) == [count for _, _, count in table]


@examples(60)
@given(table=rows)
@example(table=[(text, -1.5, -2) for text in INJECTIONS])
def test_that_a_workbook_comes_back_through_openpyxl(table: list[tuple[str, float, int]]) -> None:
    # Signs that XML cannot hold are escaped in a way that openpyxl does not take back.
    sound = [
        (
            "".join(sign for sign in text if sign >= " " and sign not in "_\ufffe\uffff"),
            number,
            whole,
        )
        for text, number, whole in table
    ]
    written = workbook_bytes(pd.DataFrame(sound, columns=["name", "value", "count"]))
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    assert sheet is not None
    found = list(sheet.iter_rows(min_row=2))
    for (name, value, count), (text, number, whole) in zip(found, sound, strict=True):
        assert (name.value or "") == text
        assert name.data_type != "f"
        assert (value.value, count.value) == (pytest.approx(number, rel=1e-15), whole)
        assert name.quotePrefix or not acts(text) or not text


def test_that_a_workbook_of_injections_holds_no_formula_and_no_link() -> None:
    table = pd.DataFrame({"=name": [*INJECTIONS, "http://example.org", "x" * 40_000]})
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(table))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert sheet.count('t="s"') == len(table) + 1
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()


@dataclass(frozen=True)
class Named:
    name: str


@pytest.mark.parametrize(
    "name", ["\x1b[2J\x1b]0;title\x07", "a\nb", "a\rb", "\x9b31m", "\u202eevil", "a\u2028b", "\x7f"]
)
def test_that_a_list_does_not_speak_to_the_terminal(name: str) -> None:
    found = Listing((Named(name),), ("NAME",), [(name,)])
    _, line = found.as_columns().rstrip("\n").split("\n")
    assert line.isprintable()
    assert len(line) == len(name)
    assert all(each.isprintable() for each in found.as_json().rstrip("\n").split("\n"))
    assert json.loads(found.as_json()) == [{"name": name}]


def test_that_columns_stand_under_each_other_in_any_script() -> None:
    names = ["Plan", "计划", "n\u0303andú", "👨\u200d👩\u200d👧"]
    found = Listing((), ("NAME", "X"), [(name, "x") for name in names])
    lines = found.as_columns().splitlines()
    assert {width(line[: line.rindex(" ")]) for line in lines} == {width(lines[0]) - 2}
    assert [visible(name) for name in names] == names
