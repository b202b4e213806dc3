"""The MSEL as a sheet: it comes back as it was, and what is wrong with one is told row by row."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from desktop.domain.clock import Month
from desktop.domain.errors import SheetFileRefusedError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.injects import ExpectedAction, Inject, Trigger, Weight
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.drafts import read_draft
from desktop.modelfiles.exercises.msel import MselChanges, MselFileError, msel_rows, read_msel
from desktop.modelfiles.exercises.msel_columns import COLUMNS, HEADINGS
from desktop.modelfiles.exercises.plain import plain
from desktop.modelfiles.exercises.read import exercise_files
from desktop.modelfiles.headed_sheet import plain_heading
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.table import table_bytes, table_from_rows, workbook_bytes
from tests.modelfiles.exercises.example import model, read, source
from tests.modelfiles.workbooks import with_part, workbook

Rows = list[list[object]]
Writer = Callable[[Exercise, LanguageCode], bytes]
SHEET = "xl/worksheets/sheet1.xml"


def as_csv(exercise: Exercise, code: LanguageCode = "en") -> bytes:
    return table_bytes(table_from_rows(*msel_rows(exercise, code)))


def as_book(exercise: Exercise, code: LanguageCode = "en") -> bytes:
    return workbook_bytes(table_from_rows(*msel_rows(exercise, code)), "MSEL", prose=True)


def example() -> Exercise:
    return read(source())


def rich() -> Exercise:
    """Return the example with whatever is hard to keep in a cell."""
    caravan, offer = example().injects
    hard = replace(
        caravan,
        title=Wording("=1+1", "-1"),
        controller=Wording("'tis", "''dos"),
        note=Wording('One, "two"; three.\n\n2. @four', ""),
        remarks=Wording("", "_x0041_ Ñandú ¿sí?"),
        questions=(
            Wording("First?\n\n2. no number\n\n\\3) nor this", "=¿Uno?"),
            Wording("", "2. ¿Dos?"),
        ),
        expected=(ExpectedAction(Wording("1. Wait.", ""), Weight.USEFUL),),
        objectives=(),
        after=("offer",),
    )
    line = Trigger(Wording("+Up", "@Alto"), indicator="us_mx_trade", at_least=-0.1234567890123)
    return replace(example(), injects=(replace(offer, after=(), trigger=line), hard))


def take(content: bytes, exercise: Exercise | None = None) -> MselChanges:
    return read_msel("list", content, exercise or example(), model())


def changed(heading: str, value: object, row: int = 1) -> Rows:
    """Return the example's sheet with one cell changed."""
    headings, rows = msel_rows(example(), "en")
    sheet: Rows = [[*headings]]
    for cells in rows:
        sheet.append([*cells])
    sheet[row][headings.index(heading)] = value
    return sheet


def book(rows: Sequence[Sequence[object]]) -> bytes:
    return workbook({"MSEL": rows})


def text(rows: Sequence[Sequence[object]], separator: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8")


def first(changes: MselChanges) -> Inject:
    return changes.exercise.injects[0]


def told(content: bytes) -> list[tuple[object, object, str]]:
    """Return row, column and reason of all that is wrong; each is one sentence."""
    with pytest.raises((MselFileError, SheetFileRefusedError)) as refusal:
        take(content)
    error = refusal.value
    found = error.faults if isinstance(error, MselFileError) else [error]
    for code in LANGUAGES:
        for fault in (*found, error):
            sentence = load_language(code, RESOURCES).error(fault)
            assert "list" in sentence
            assert sentence.endswith(".")
            assert "\n" not in sentence
    return [
        (
            fault.fields.get("row"),
            fault.fields.get("column"),
            str(fault.fields["reason"]).removeprefix("reason."),
        )
        for fault in found
    ]


def test_that_no_two_columns_share_a_heading_and_every_field_has_one() -> None:
    assert len(HEADINGS) == 2 * len(COLUMNS)
    held = {column.path[0] for column in COLUMNS}
    assert held == set(Inject.__dataclass_fields__)
    for column, other in pairwise(COLUMNS):
        if column.path[-1] == "en":
            assert other.path == (*column.path[:-1], "es")


@pytest.mark.parametrize("write", [as_csv, as_book])
def test_that_a_sheet_comes_back_as_it_was(write: Writer) -> None:
    for exercise in (example(), rich(), *(read(path.read_bytes()) for path in exercise_files())):
        for code in LANGUAGES:
            content = write(exercise, code)
            changes = take(content, exercise)
            assert changes.exercise == exercise
            assert (changes.added, changes.changed, changes.removed) == ((), (), ())
            whole = take(content, replace(exercise, injects=()))
            assert whole.exercise == exercise
            assert as_csv(whole.exercise, code) == as_csv(exercise, code)


def test_that_no_cell_of_a_sheet_is_taken_for_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(rich()).decode("utf-8"))))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert "'=1+1" in rows[2]


def test_that_an_apostrophe_of_somebodys_own_stays() -> None:
    for write in (text, book):
        changes = take(write(changed("Title (English)", "'Tis time")))
        assert first(changes).title.en == "'Tis time"


@pytest.mark.parametrize(
    "encode",
    [
        lambda sheet: b"\xef\xbb\xbf" + sheet,
        lambda sheet: sheet.decode("utf-8").encode("cp1252"),
        lambda sheet: text(list(csv.reader(io.StringIO(sheet.decode("utf-8")))), ";"),
        lambda sheet: sheet.replace("Título".encode(), b"TITULO"),
    ],
)
def test_that_a_sheet_is_read_as_spreadsheets_write_it(encode: Callable[[bytes], bytes]) -> None:
    assert take(encode(as_csv(example(), "es"))).exercise == example()


@pytest.mark.parametrize(
    ("heading", "written", "month"),
    [
        ("Month of the story", "4/3/2024", Month(2024, 4)),
        ("Mes de la historia", "4/3/2024", Month(2024, 3)),
        ("Month of the story", "31/01/2024", Month(2024, 1)),
        ("Mes de la historia", "ene-24", Month(2024, 1)),
        ("Month of the story", date(2024, 5, 31), Month(2024, 5)),
    ],
)
def test_that_months_are_read_as_people_write_them(
    heading: str, written: object, month: Month
) -> None:
    key = "Id" if heading.startswith("Month") else "Identificador"
    rows = [(key, heading), ("caravan", written), ("offer", "2024-02")]
    assert first(take(book(rows))).date == month
    since = workbook({"MSEL": rows}, since_1904=True)
    assert first(take(since)).date == month


def test_that_a_column_that_is_missing_leaves_what_was_there() -> None:
    rows = [["ID", "Título (inglés)", "Title (Spanish)"], ["caravan", "A word", "Una palabra"]]
    caravan = example().injects[0]
    kept = replace(caravan, title=Wording("A word", "Una palabra"))
    assert take(book(rows)).exercise == replace(example(), injects=(kept,))


def test_that_what_a_sheet_does_is_told_inject_by_inject() -> None:
    headings, (caravan, offer) = msel_rows(example(), "en")
    caravan[headings.index("Minute")] = 9
    offer[headings.index("After injects")] = ""
    echo = ["echo", *offer[1:]]
    changes = take(book([headings, offer, caravan, echo]))
    assert (changes.added, changes.changed, changes.removed) == (
        ("echo",),
        ("offer", "caravan"),
        (),
    )
    assert changes.reordered
    fewer = take(book([headings, caravan]))
    assert (fewer.removed, fewer.reordered) == (("offer",), False)
    assert [one.id for one in fewer.exercise.injects] == ["caravan"]


def test_that_lines_without_numbers_are_texts_too() -> None:
    changes = take(book(changed("Questions (English)", "Who?\n\nWhy?")))
    assert first(changes).questions == (Wording("Who?", ""), Wording("Why?", ""))


HEAD, (CARAVAN, _) = msel_rows(example(), "en")
QUESTIONS, WEIGHTS, WHEN = "Questions (English)", "Weights of the actions", "Trigger: at most"
WRONG_CELLS = [
    ("Id", "", "cell_empty"),
    ("Id", "a.b", "bad_inject_id"),
    ("Round", "", "cell_empty"),
    ("Round", "third", "unknown_name"),
    ("Trigger: lever", "wall", "unknown_name"),
    ("Shock: event", "migrant_caravam", "name_not_quite"),
    ("Month of the story", "soon", "not_a_month"),
    ("After injects", "caravan", "waits_for_itself"),
    (WHEN, "1,800", "thousands_or_decimals"),
    ("Minute", "noon", "not_number"),
    ("Text (Spanish)", "a" * 9_000, "text_too_long"),
    (WEIGHTS, "3; 5", "out_of_limits"),
    (WEIGHTS, "3; 2; 1", "weight_without_action"),
    (QUESTIONS, "a\n1. b", "lines_half_numbered"),
    (QUESTIONS, "2. a\n1. b", "numbers_do_not_rise"),
    (QUESTIONS, "999. a", "too_many"),
]


@pytest.mark.parametrize(("heading", "written", "reason"), WRONG_CELLS)
def test_that_what_is_wrong_with_a_cell_is_told_with_its_place(
    heading: str, written: str, reason: str
) -> None:
    assert (2, heading, reason) in told(text(changed(heading, written)))


def _big() -> bytes:
    return with_part(book([HEAD]), SHEET, lambda part: part + b" " * 50_000_000)


HIDDEN = with_part(
    book([HEAD, CARAVAN]), SHEET, lambda part: part.replace(b'<row r="2"', b'<row r="2" hidden="1"')
)
MERGED = workbook({"MSEL": changed("Round", "first")}, merged="B2:B3")
WRONG_FILES: dict[str, tuple[bytes | Callable[[], bytes], tuple[object, object]]] = {
    "cells_merged": (MERGED, (2, "B2:B3")),
    "row_hidden": (HIDDEN, (2, "–")),
    "workbook_too_large": (_big, (None, None)),
    "cell_formula": (book(changed("Minute", "=1+1")), (None, None)),
    "inject_twice": (book(changed("Id", "offer")), (3, "Id")),
    "heading_not_quite": (text([[*HEAD, "Titel (English)"], CARAVAN]), (1, "Titel (English)")),
    "heading_unknown": (text([[*HEAD, "Dogs"], CARAVAN]), (1, "Dogs")),
    "column_twice": (text([[*HEAD, "título (inglés)"], CARAVAN]), (1, "título (inglés)")),
    "column_without_heading": (text([HEAD, [*CARAVAN, "x"]]), (2, str(len(HEAD) + 1))),
    "no_headings_of_injects": (text([["month"], ["2024-01"]]), (None, None)),
    "columns_far_right": (text([["Id"] * 60, ["a"] * 60]), (None, None)),
    "save_as_utf8": (b"Id,Round\ncaravan,fi\0rst\n", (2, "–")),
    "quotation_mark_left_open": (b'Id,Round\ncaravan,"first\n', (None, None)),
    "too_many_injects": (text([["Id"], *([f"i{n}"] for n in range(201))]), (202, "–")),
    "too_many_lines": (b"Id\n" + b"a\n" * 400_000, (None, None)),
    "sheets_of_injects": (workbook({"a": [HEAD], "b": [HEAD]}), (None, None)),
    "no_sheet_of_injects": (workbook({"a": [["x"]], "b": []}), (None, None)),
}


@pytest.mark.parametrize("reason", sorted(WRONG_FILES))
def test_that_what_is_wrong_with_a_file_is_told(reason: str) -> None:
    made, place = WRONG_FILES[reason]
    content = made if isinstance(made, bytes) else made()
    assert (*place, reason) in told(content)


def test_that_rows_are_counted_as_a_spreadsheet_does() -> None:
    sheet = changed("Round", "third", 2)
    sheet[1][HEAD.index("Remarks (English)")] = "A\n\nB"
    assert told(text([sheet[0], [], *sheet[1:]])) == [(4, "Round", "unknown_name")]


def test_that_an_exercise_that_is_not_finished_takes_a_sheet() -> None:
    unfinished = source().replace(b"capability = {", b"capabilities = {")
    draft = read_draft("small.toml", unfinished, model()).exercise
    changes = take(as_csv(example()), replace(draft, injects=()))
    assert changes.exercise.injects == example().injects
    assert plain(replace(changes.exercise, injects=())) == plain(replace(draft, injects=()))


def test_that_headings_are_compared_without_case_and_accents() -> None:
    assert plain_heading(" TITULO  (Inglés) ") == plain_heading("Título (inglés)")
