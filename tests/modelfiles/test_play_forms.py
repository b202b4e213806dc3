"""Forms of a second laptop are read row by row, and what is wrong is told with its place."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import SheetFileError, SheetFileRefusedError
from desktop.domain.play.elsewhere import Elsewhere
from desktop.domain.play.entries import Endorsement, Noted, Offer, Predicted, Rationale, Tie
from desktop.domain.wording import LanguageCode
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.play_form_columns import COLUMNS, SHEETS, Part, What, form_key, heading
from desktop.modelfiles.play_forms import PlayFormError, read_form
from desktop.modelfiles.resources import RESOURCES
from tests.document.play.played import setup
from tests.examples import examples
from tests.modelfiles.workbooks import archive, with_part, workbook

US, RESTRAINT = "us_administration", "us_rhetoric_restraint"
NOTE = {
    What.TIME: "10:46",
    What.KIND: "Strength",
    What.TEXT: "They listened.",
    What.EVALUATOR: "Ana López",
}
MOVE = {What.ROUND: "1", What.TEAM: US, What.LEVER: RESTRAINT, What.SETTING: "80"}
CALL = {
    What.ROUND: "campaign",
    What.TEAM: "Business and investors",
    What.INDICATOR: "irregular_encounters",
    What.DIRECTION: "Down",
}
Filled = Mapping[What, object]


def sheet(part: Part, *rows: Filled, code: LanguageCode = "en") -> list[list[object]]:
    heads: list[object] = [column.heading.text(code) for column in COLUMNS[part]]
    return [heads, *([row.get(column.what) for column in COLUMNS[part]] for row in rows)]


def book(part: Part, *rows: Filled, code: LanguageCode = "en") -> bytes:
    return workbook({SHEETS[part].text(code): sheet(part, *rows, code=code)})


def text(part: Part, *rows: Filled, separator: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(sheet(part, *rows))
    return stream.getvalue().encode("utf-8")


def read(content: bytes, teams: Sequence[str] = ()) -> tuple[Elsewhere, ...]:
    return read_form("form", content, setup().exercise, setup().model, teams)


def told(content: bytes) -> list[tuple[object, object, str]]:
    """Return row, column and reason of all that is wrong; each is one sentence."""
    with pytest.raises((PlayFormError, SheetFileRefusedError, SheetFileError)) as refusal:
        read(content)
    error = refusal.value
    found = error.faults if isinstance(error, PlayFormError) else [error]
    for code in LANGUAGES:
        for fault in (*found, error):
            sentence = load_language(code, RESOURCES).error(fault)
            assert "form" in sentence
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


def test_that_every_sheet_is_told_by_its_headings_in_either_language() -> None:
    for code in LANGUAGES:
        content = workbook(
            {
                "one": sheet(Part.PREDICTIONS, CALL, code=code),
                "two": sheet(Part.NOTES, NOTE, code=code),
                "three": sheet(Part.DECISIONS, MOVE | {What.RATIONALE: "Calm"}, code=code),
                "four": [["Budget", "of somebody else"]],
            }
        )
        entries = [one.entry for one in read(content)]
        assert [type(one) for one in entries] == [Noted, Offer, Rationale, Predicted]
    for part, row in ((Part.NOTES, NOTE), (Part.DECISIONS, MOVE), (Part.PREDICTIONS, CALL)):
        for separator in ",;\t":
            assert read(text(part, row, separator=separator)) == read(book(part, row))


def test_that_a_note_has_its_time_its_author_and_what_it_is_about() -> None:
    first, second = read(
        book(
            Part.NOTES,
            NOTE | {What.ABOUT: "Inject 3", What.TEXT: "'=1+1"},
            {What.TIME: "2:05 p.m.", What.KIND: "mejora", What.TEXT: "Two\nlines"},
        )
    )
    title = setup().exercise.injects[2].id
    assert isinstance(first.entry, Noted)
    assert (first.at, first.author, first.entry.tied_to) == (time(10, 46), "Ana López", title)
    assert first.entry.text == "'=1+1"
    assert isinstance(second.entry, Noted)
    assert (second.at, second.author) == (time(14, 5), "Ana López")
    assert (second.entry.kind, second.entry.text) == ("improvement", "Two\nlines")


@pytest.mark.parametrize(
    ("about", "team"),
    [
        ("Team 2", 1),
        ("Equipo 2", 1),
        ("equipo: 2", 1),
        ("Team Mexican Presidency", 2),
        ("U.S. administration", 0),
        ("mx_presidency", 2),
    ],
)
def test_that_a_note_is_about_a_team_by_its_number_its_id_or_its_name(
    about: str, team: int
) -> None:
    (found,) = read(book(Part.NOTES, NOTE | {What.ABOUT: about}))
    assert isinstance(found.entry, Noted)
    assert (found.entry.tie, found.entry.tied_to) == (Tie.TEAM, setup().exercise.teams[team].id)


def test_that_a_note_is_about_a_team_that_came_later_whatever_it_is_called() -> None:
    for name in ("Team Blue", "Press"):
        (found,) = read(book(Part.NOTES, NOTE | {What.ABOUT: name}), ["Team Blue", "Press"])
        assert isinstance(found.entry, Noted)
        assert (found.entry.tie, found.entry.tied_to) == (Tie.TEAM, name)
    assert told(book(Part.NOTES, NOTE | {What.ABOUT: "Team Green"})) != []


def test_that_a_time_is_taken_as_people_and_spreadsheets_write_it() -> None:
    written = {
        "9:05": time(9, 5),
        "09.05": time(9, 5),
        "9:05:30": time(9, 5, 30),
        "12:10 am": time(0, 10),
        "2026-03-03 00:30": datetime(2026, 3, 3, 0, 30),  # noqa: DTZ001 — by a clock there
        time(23, 59): time(23, 59),
        datetime(2026, 3, 2, 10, 46): datetime(2026, 3, 2, 10, 46),  # noqa: DTZ001
        None: None,
    }
    for cell, at in written.items():
        (found,) = read(book(Part.NOTES, NOTE | {What.TIME: cell}))
        assert found.at == at


def test_that_a_setting_is_taken_as_people_write_it() -> None:
    settings = {
        ("us_tariff_on_mexico", "2.5 %"): 2.5,
        ("us_tariff_on_mexico", "2,5"): 2.5,
        ("legal_pathways", "1,200 k a year"): 1200.0,
        ("legal_pathways", "1200 mil al año"): 1200.0,
        ("us_tariff_coverage", "All goods"): 2.0,
        ("us_tariff_coverage", "level 1"): 1.0,
        ("us_tariff_coverage", "2 · All goods"): 2.0,
        ("us_tariff_on_mexico", "2019 threat, last step"): 25.0,
    }
    for (lever, written), value in settings.items():
        (found,) = read(text(Part.DECISIONS, MOVE | {What.LEVER: lever, What.SETTING: written}))
        assert isinstance(found.entry, Offer)
        assert found.entry.value == value
    (found,) = read(book(Part.DECISIONS, MOVE | {What.SETTING: 80}))
    assert found == Elsewhere(Offer(US, RESTRAINT, 80.0), US, None, "campaign")


def test_that_a_team_without_levers_endorses_or_opposes_a_move() -> None:
    row = {What.KEY: form_key("concurrent_elections", "campaign", "business")}
    move = {What.LEVER: "U.S. administration / Rhetorical restraint: U.S."}
    (found,) = read(book(Part.DECISIONS, row | move | {What.SETTING: "Endorse"}))
    endorsed = Endorsement("business", US, RESTRAINT, endorses=True)
    assert found == Elsewhere(endorsed, "business", None, "campaign")
    named = {What.ROUND: 1, What.TEAM: "Civil society", What.LEVER: RESTRAINT}
    (found,) = read(book(Part.DECISIONS, named | {What.SETTING: "nos oponemos"}))
    assert found.entry == Endorsement("civil_society", US, RESTRAINT, endorses=False)
    assert told(book(Part.DECISIONS, row | {What.SETTING: "80"})) == [
        (2, "New setting", "form_word_unknown")
    ]
    assert told(book(Part.DECISIONS, row | {What.SETTING: "Oppose"})) == [
        (2, "Lever", "cell_empty")
    ]


def test_that_how_much_a_curve_falls_needs_no_sign() -> None:
    (found,) = read(book(Part.PREDICTIONS, CALL | {What.CONFIDENCE: "80%", What.AMOUNT: 5}))
    assert found.entry == Predicted("business", "irregular_encounters", "down", 80, -5.0)


def test_that_the_key_of_a_row_says_what_it_is_and_rows_left_empty_are_nothing() -> None:
    key = form_key("concurrent_elections", "campaign", US, RESTRAINT)
    assert read(book(Part.DECISIONS, {What.KEY: key, What.SETTING: 80}, {What.KEY: key})) == read(
        book(Part.DECISIONS, MOVE)
    )
    assert read(book(Part.NOTES, {What.KEY: form_key("concurrent_elections", "1")})) == ()


def test_that_the_same_note_twice_in_a_form_is_one() -> None:
    assert len(read(book(Part.NOTES, NOTE, NOTE, NOTE | {What.EVALUATOR: " ANA  LOPEZ"}))) == 1


@pytest.mark.parametrize(
    ("part", "row", "column", "reason"),
    [
        (Part.NOTES, NOTE | {What.TIME: "25:00"}, What.TIME, "not_a_time"),
        (Part.NOTES, NOTE | {What.TIME: "noon"}, What.TIME, "not_a_time"),
        (Part.NOTES, NOTE | {What.KIND: None}, What.KIND, "cell_empty"),
        (Part.NOTES, NOTE | {What.KIND: "meh"}, What.KIND, "form_word_unknown"),
        (Part.NOTES, NOTE | {What.TEXT: None}, What.TEXT, "cell_empty"),
        (Part.NOTES, NOTE | {What.EVALUATOR: None}, What.EVALUATOR, "form_without_author"),
        (Part.NOTES, NOTE | {What.EVALUATOR: "A" * 121}, What.EVALUATOR, "form_without_author"),
        (Part.NOTES, NOTE | {What.ABOUT: "7"}, What.ABOUT, "number_of_what"),
        (Part.NOTES, NOTE | {What.ABOUT: "Inject 999"}, What.ABOUT, "name_unknown"),
        (Part.NOTES, NOTE | {What.ABOUT: "coop_framework"}, What.ABOUT, "lever_of_which_team"),
        (Part.NOTES, NOTE | {What.TEXT: "a\u0085b"}, What.TEXT, "unprintable_text"),
        (Part.DECISIONS, MOVE | {What.TEAM: "Martians"}, What.TEAM, "name_unknown"),
        (Part.DECISIONS, MOVE | {What.TEAM: None}, What.TEAM, "cell_empty"),
        (Part.DECISIONS, MOVE | {What.LEVER: "gravity"}, What.LEVER, "name_unknown"),
        (Part.DECISIONS, MOVE | {What.ROUND: "9"}, What.ROUND, "name_unknown"),
        (Part.DECISIONS, MOVE | {What.SETTING: "more"}, What.SETTING, "not_a_setting_of"),
        (Part.DECISIONS, MOVE | {What.SETTING: "80 cats"}, What.SETTING, "not_a_setting_of"),
        (Part.DECISIONS, MOVE | {What.SETTING: "101"}, What.SETTING, "setting_out_of_range"),
        (Part.DECISIONS, MOVE | {What.SETTING: "80.5"}, What.SETTING, "setting_not_exact"),
        (Part.DECISIONS, MOVE | {What.KEY: "mine"}, What.KEY, "form_key_changed"),
        (
            Part.DECISIONS,
            MOVE | {What.KEY: form_key("concurrent_elections", "window", US, RESTRAINT)},
            What.ROUND,
            "form_key_of_another_row",
        ),
        (Part.PREDICTIONS, CALL | {What.DIRECTION: None, What.AMOUNT: 3}, What.DIRECTION,
         "cell_empty"),
        (Part.PREDICTIONS, CALL | {What.CONFIDENCE: "50 %"}, What.CONFIDENCE, "form_confidence"),
        (Part.PREDICTIONS, CALL | {What.AMOUNT: "+3"}, What.AMOUNT,
         "form_amount_against_direction"),
        (Part.PREDICTIONS, CALL | {What.AMOUNT: "1,234"}, What.AMOUNT, "thousands_or_decimals"),
    ],
)  # fmt: skip
def test_that_what_is_wrong_in_a_row_is_told_with_its_place(
    part: Part, row: Filled, column: What, reason: str
) -> None:
    assert told(book(part, row)) == [(2, heading(part, column, "en"), reason)]


def test_that_all_that_is_wrong_is_told_at_once() -> None:
    content = workbook(
        {
            "Notas": sheet(Part.NOTES, NOTE | {What.TIME: "x", What.KIND: "y"}, code="es"),
            "Decisions": sheet(
                Part.DECISIONS, MOVE, MOVE, MOVE | {What.SETTING: 70}, {What.SETTING: 1}
            ),
        }
    )
    assert told(content) == [
        (2, "Fortaleza o mejora", "form_word_unknown"),
        (2, "Hora", "not_a_time"),
        (4, "New setting", "form_row_twice"),
        (5, "Round", "cell_empty"),
        (5, "Team", "cell_empty"),
        (5, "Lever", "cell_empty"),
    ]


def key_of(exercise: str, mark: str = "vecinos1") -> bytes:
    return book(Part.NOTES, NOTE | {What.KEY: f"{mark}:{exercise}:1"})


FORMULA = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (key_of("precursors"), "form_of_another_exercise"),
        (key_of("concurrent_elections", "vecinos2"), "form_of_later_version"),
        (workbook(), "no_sheet_of_form"),
        (b"", "no_sheet_of_form"),
        (workbook({"a": sheet(Part.NOTES, NOTE), "b": sheet(Part.NOTES)}), "sheets_of_form"),
        (book(Part.NOTES, NOTE | {What.TEXT: "=1+1"}), "cell_formula"),
        (text(Part.NOTES, NOTE) + b"\0", "save_as_utf8"),
        (text(Part.NOTES, *[NOTE] * 2_001), "too_many_form_rows"),
        (archive(**{"xl/a.xml": b" " * 9_000_000}), "workbook_too_large"),
        (archive(**{"notes.txt": b""}), "workbook_of_another_kind"),
        (book(Part.NOTES, NOTE)[:-200], "workbook_damaged"),
        (with_part(book(Part.NOTES, NOTE), FORMULA, lambda part: part[:-30]), "workbook_damaged"),
        (b"x" * 1_000_001, "file_of_observations_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_what_is_no_form_of_this_exercise_is_refused_whole(
    content: bytes, reason: str
) -> None:
    assert [one[2] for one in told(content)] == [reason]


def test_that_rows_far_below_are_not_waited_for() -> None:
    rows = b'<row r="1000000"><c r="E1000000" t="inlineStr"><is><t>x</t></is></c></row>'
    content = with_part(
        book(Part.NOTES, NOTE),
        FORMULA,
        lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"),
    )
    assert [one[2] for one in told(content)] == ["too_many_lines"]


def test_that_a_team_that_came_later_can_predict_on_a_form() -> None:
    content = book(Part.PREDICTIONS, CALL | {What.TEAM: "the press"})
    assert told(content) == [(2, "Team", "name_unknown")]
    (found,) = read(content, ["The press"])
    assert isinstance(found.entry, Predicted)
    assert found.entry.team == "The press"


CELLS = st.sampled_from(
    ["80", "25 %", "1,200", "24:00", "mejora", "Inject 3", "decision a/b", "/", "coop_framework",
     "#3", "-5", "1e400", "9" * 400, "\u202e", "٣", "８０", "vecinos1:concurrent_elections:",
     "vecinos1:concurrent_elections:campaign:business:irregular_encounters", "business", "nan"]
) | st.text(max_size=12)  # fmt: skip


@examples(200)
@given(st.sampled_from(Part), st.dictionaries(st.sampled_from(What), CELLS, max_size=5))
def test_that_whatever_stands_in_a_row_is_read_or_told_in_sentences(
    part: Part, row: Filled
) -> None:
    base = {Part.NOTES: NOTE, Part.DECISIONS: MOVE, Part.PREDICTIONS: CALL}[part]
    content = text(part, {**base, **row})
    try:
        found = read(content)
    except (PlayFormError, SheetFileRefusedError, SheetFileError):
        assert told(content)
    else:
        assert all(one.author for one in found)
