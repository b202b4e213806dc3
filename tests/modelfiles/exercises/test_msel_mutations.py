"""Sheets of injects that something happened to: refused with a sentence, or taken whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import SheetFileRefusedError
from desktop.domain.wording import Wording
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.exercises.form import paragraphs
from desktop.modelfiles.exercises.msel import MselFileError, msel_rows, read_msel
from desktop.modelfiles.exercises.write import new_file
from desktop.modelfiles.resources import RESOURCES
from tests.examples import examples
from tests.modelfiles.exercises.example import model, read
from tests.modelfiles.exercises.test_msel import (
    Writer,
    as_book,
    as_csv,
    book,
    example,
    rich,
    text,
)

SOUND = {"csv": as_csv(rich()), "xlsx": as_book(rich(), "es")}
SAID = [load_language(code, RESOURCES) for code in LANGUAGES]
ODD = st.sampled_from(
    (
        "", " ", "0", "-1", "1e308", "nan", "1,5", "1.500,00", "31/02/2024", "0000-00", "caravan",
        "offer", "first", "=1+1", "'", '"', ";", "\n", "1.", "1. a\n1. b", "21. x", "\u202e",
        "\ufeff", "é", "true", "contingency", "shock", "a.b", "inject", "[inject]", "x" * 9_000,
        "#N/A",
    )
)  # fmt: skip
CELLS = ODD | st.text(max_size=12)


def taken_or_told(content: bytes) -> bool:
    """Say whether a sheet is taken; it then comes back as it is, and else all is one sentence."""
    try:
        changes = read_msel("list", content, example(), model())
    except (MselFileError, SheetFileRefusedError) as refusal:
        faults = refusal.faults if isinstance(refusal, MselFileError) else ()
        for language in SAID:
            for fault in (refusal, *faults):
                sentence = language.error(fault)
                assert "list" in sentence
                assert "\n" not in sentence
        return False
    again = read_msel("list", as_csv(changes.exercise), changes.exercise, model())
    assert again.exercise == changes.exercise
    return True


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(SOUND))
@examples(500)
@given(data=st.data())
def test_that_a_sheet_with_changed_bytes_is_taken_whole_or_refused(
    kind: str, data: st.DataObject
) -> None:
    content = bytearray(SOUND[kind])
    assert taken_or_told(bytes(content))
    for _ in range(data.draw(st.integers(1, 4))):
        if not content:
            break
        at = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(("change", "drop", "cut", "double"))):
            case "change":
                content[at] = data.draw(st.integers(0, 255))
            case "drop":
                del content[at : at + data.draw(st.integers(1, 40))]
            case "double":
                content[at:at] = content[at : at + data.draw(st.integers(1, 40))]
            case _:
                del content[at:]
    taken_or_told(bytes(content))


@pytest.mark.long
@examples(1_000)
@given(data=st.data())
def test_that_a_sheet_with_other_cells_is_taken_whole_or_refused(data: st.DataObject) -> None:
    headings, rows = msel_rows(rich(), data.draw(st.sampled_from(LANGUAGES)))
    sheet: list[list[object]] = [[*headings]]
    sheet.extend([*cells] for cells in rows)
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(0, len(sheet) - 1))
        column = data.draw(st.integers(0, len(headings) - 1))
        match data.draw(st.sampled_from(("cell", "row", "column", "swap", "more"))):
            case "cell":
                sheet[row][column : column + 1] = [data.draw(CELLS)]
            case "row":
                sheet[row : row + 1] = [sheet[row]] * data.draw(st.sampled_from((0, 2)))
            case "column":
                for one in sheet:
                    del one[column : column + 1]
            case "swap":
                sheet = [one[column:] + one[:column] for one in sheet]
            case _:
                sheet[row].append(data.draw(CELLS))
        if not sheet:
            break
    separator = data.draw(st.sampled_from(",;\t"))
    taken_or_told(text(sheet, separator))


@pytest.mark.long
@examples(200)
@given(st.lists(CELLS, min_size=1, max_size=20), st.integers(0, 40))
def test_that_a_workbook_with_other_cells_is_taken_whole_or_refused(
    cells: list[str], start: int
) -> None:
    headings, rows = msel_rows(rich(), "en")
    plain = [_writable(cell) for cell in cells]
    rows[0][start : start + len(plain)] = plain[: len(headings) - start]
    taken_or_told(book([headings, *rows]))


def _writable(cell: str) -> str:
    """Return what a workbook can hold of a text."""
    return "".join(sign for sign in cell if sign.isprintable() or sign == "\n")


# A blank at the end of a cell is nobody's text, a hard one neither.
SIGNS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30)


@pytest.mark.long
@examples(300)
@given(
    st.lists(SIGNS, min_size=1, max_size=4),
    st.lists(SIGNS, min_size=1, max_size=3),
    st.sampled_from((as_csv, as_book)),
)
def test_that_any_printable_text_comes_back_from_its_cell(
    prose: list[str], items: list[str], write: Writer
) -> None:
    note = paragraphs("\n\n".join(("Thus:", *filter(str.isprintable, prose), "so.")))
    questions = tuple(
        Wording(words, "") for item in items if str.isprintable(item) and (words := item.strip())
    )
    caravan, offer = example().injects
    caravan = replace(caravan, note=Wording(note, note), questions=questions)
    exercise = replace(example(), injects=(caravan, offer))
    again = read(new_file(exercise).encode("utf-8"))
    assert read_msel("list", write(again, "es"), again, model()).exercise == again
