"""Reading figures that people add to measured series."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month
from desktop.domain.errors import (
    ObservationError,
    SheetFileError,
    SheetFileRefusedError,
    VecinosError,
)
from desktop.domain.model.model import Model
from desktop.domain.observation import MOST_AT_ONCE, Observation
from desktop.language.language import load_language
from desktop.modelfiles.observations import (
    ImportRules,
    extend_series,
    missing_months,
    read_observations,
    typed_observation,
)
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.modelfiles.workbooks import HEADER as HEADINGS
from tests.modelfiles.workbooks import with_part, workbook

BORDER = "usbp_sw_apprehensions"
HOMICIDES = "mx_homicides_inegi_annual"
HEADER = "month,value,source,source_date\n"
SOURCE = "CBP"
UNCLEAR = "thousands_or_decimals"
GOOD = HEADER + f"2024-01,124.22,{SOURCE},2024-02-13\n2024-02,140.638,{SOURCE},2024-03-22\n"
YEAR = tuple(
    Observation(BORDER, Month(2024, month), 100.0 + month, SOURCE, date(2025, 1, 20))
    for month in range(1, 13)
)


@cache
def model() -> Model:
    return read_model(RESOURCES)


def ground(series: str = BORDER, *known: Month) -> ImportRules:
    # What row() says of them.
    return ImportRules.of(model(), series, dict.fromkeys(known, 124.0))


def read(text: str | bytes, series: str = BORDER, *known: Month) -> tuple[Observation, ...]:
    content = text.encode() if isinstance(text, str) else text
    return read_observations("mine.csv", content, ground(series, *known)).figures


def refusal(text: str | bytes, series: str = BORDER, *known: Month) -> tuple[int, str]:
    """Return the line, 0 where the file is refused as a whole, and the reason."""
    with pytest.raises((SheetFileError, SheetFileRefusedError)) as told:
        read(text, series, *known)
    fields = told.value.fields
    line = fields.get("line", 0)
    assert isinstance(line, int)
    for code in ("en", "es"):
        sentence = load_language(code, RESOURCES).error(told.value)
        assert not line or str(line) in sentence
        assert "mine.csv" in sentence
    return line, str(fields["reason"]).removeprefix("reason.")


def test_that_a_file_is_read_by_month() -> None:
    first, second = read(GOOD)
    assert first == Observation(BORDER, Month(2024, 1), 124.22, SOURCE, date(2024, 2, 13))
    assert (second.month, second.value) == (Month(2024, 2), 140.638)


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        b"\xfe\xff" + GOOD.encode("utf-16-be"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(HEADER, "Mes;Valor;Fuente;Fecha de la fuente\n")
        .replace("0,", "0;")
        .replace(",", ";")
        .encode(),
        GOOD.replace("CBP", '"CBP"').encode(),
        GOOD.replace("source_date", "Source date").encode() + b"\n,,,\n\n",
        GOOD.replace(",", " , ").encode(),
    ],
    ids=("bom", "utf16", "utf16be", "crlf", "semicolon", "spanish", "quoted", "blank", "spaces"),
)
def test_that_what_spreadsheets_write_is_read_alike(content: bytes) -> None:
    assert read(content) == read(GOOD)


def test_that_the_sequence_of_lines_does_not_count() -> None:
    header, first, second = GOOD.splitlines(keepends=True)
    assert read(header + second + first) == read(GOOD)


def row(
    month: str = "2024-01", value: str = "124", source: str = "CBP", day: str = "2024-02-13"
) -> str:
    return f"{HEADER}{month},{value},{source},{day}\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no_observations"),
        (HEADER, 1, "no_observations"),
        ("month,value\n2024-01,3\n", 1, "header_of_observations"),
        (GOOD.partition("\n")[2], 1, "header_of_observations"),
        (row() + "2024-02,3,CBP\n", 3, "columns_of_observations"),
        (row(value="1,240.5"), 2, "columns_of_observations"),
        (row(month="Ene-uary 2024"), 2, "not_a_month"),
        (row(month="1/24"), 2, "not_a_month"),
        (row(month="0000-01"), 2, "not_a_month"),
        (row(month="2024-13"), 2, "not_a_month"),
        (row(month="2023-12"), 2, "month_differs"),
        (row(month="1990-12"), 2, "month_published"),
        (row(month="2037-01", day="2037-02-01"), 2, "month_beyond"),
        (row(value=""), 2, "not_a_figure"),
        (row(value="NaN"), 2, "not_a_figure"),
        (row(value="inf"), 2, "not_a_figure"),
        (row(value="1e"), 2, "not_a_figure"),
        (row().replace(",", ";").replace("124", "1,240"), 2, "thousands_or_decimals"),
        (
            row().replace(",", ";").replace("124", "124,2") + "2024-02;124.25;CBP;2024-03-22\n",
            3,
            "mixed_decimals",
        ),
        (row(value='"124,2"'), 2, "not_a_figure"),
        (row(value="١٢٤"), 2, "not_a_figure"),
        (row(value="124220"), 2, "not_in_the_unit"),
        (row(value="0.12422"), 2, "not_in_the_unit"),
        (row(value="-124"), 2, "not_in_the_unit"),
        (row(value="0"), 2, "not_in_the_unit"),
        (row(source=""), 2, "observation_without_source"),
        (row(source="a" * 301), 2, "source_too_long"),
        (row(source='"a\tb"'), 2, "source_not_one_line"),
        (row(day=""), 2, "not_a_date"),
        (row(day="13/13/2024"), 2, "not_a_date"),
        (row(day="2024-02-30"), 2, "not_a_date"),
        (row(day="2024-01-30"), 2, "source_too_early"),
        (row() + "2024-01,124,CBP,2024-02-13\n", 3, "month_twice"),
        (row() + "2024-01,125,CBP,2024-02-13\n", 3, "month_twice"),
        (row() + '2024-02,"12', 3, "not_csv"),
        (row().encode() + b"2024-02,\0", 3, "save_as_utf8"),
        (GOOD.encode("utf-16")[:-1], 3, "save_as_utf8"),
        (b"PK\x03\x04\x14\0\0\0", 0, "workbook_damaged"),
        (b"x" * 1_000_001, 0, "file_of_observations_too_large"),
        (row(source="a" * 140_000), 2, "not_csv"),
        (HEADER + "," * 100, 2, "columns_of_observations"),
        (row() + '2024-02,"12"4,CBP,2024-03-22\n', 3, "not_csv"),
        (row(source='"CBP\n"') + "2024-02,12x,CBP,2024-03-22\n", 4, "not_a_figure"),
        (row(month="٢٠٢٤-٠١"), 2, "not_a_month"),
        (row(value="12 4"), 2, "not_a_figure"),
        (row(value="124%"), 2, "not_a_figure"),
        (workbook({"a": [HEADINGS, ("2024-01", "120,11", "CBP", "2024-02-13")]}), 2, UNCLEAR),
        (workbook({"a": [HEADINGS, ("2024-01", "1,240", "CBP", "2024-02-13")]}), 2, UNCLEAR),
        (workbook({"a": [HEADINGS, ("2024-01", True, "CBP", "2024-02-13")]}), 2, "not_a_figure"),
        (workbook({"a": [HEADINGS[:2], ("2024-01", 120)]}), 1, "header_of_observations"),
    ],
)
def test_that_a_bad_file_is_refused_with_its_line(
    text: str | bytes, line: int, reason: str
) -> None:
    assert refusal(text) == (line, reason)


def test_that_a_month_that_was_added_is_not_added_again() -> None:
    with pytest.raises(ObservationError):
        typed_observation(ground(BORDER, Month(2024, 2)), ("2024-02", "124", "CBP", "2024-03-22"))


def test_that_a_file_of_too_many_lines_is_refused() -> None:
    long = ImportRules(model().series[BORDER], ground().unit, Month(9998, 12))
    lines = (f"{Month(2024, 1).plus(n)},100,CBP,9999-01-01\n" for n in range(MOST_AT_ONCE + 1))
    with pytest.raises(SheetFileError) as told:
        read_observations("a.csv", (HEADER + "".join(lines)).encode(), long)
    assert told.value.fields["reason"] == "reason.too_many_observations"


def test_that_a_yearly_series_takes_decembers_only() -> None:
    (found,) = read(row("2024-12", "19.3", day="2025-07-01"), HOMICIDES)
    assert found.month == Month(2024, 12)
    assert refusal(row("2024-06", "19.3"), HOMICIDES) == (2, "not_a_december")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_that_no_bytes_at_all_make_it_stumble(content: bytes) -> None:
    for begun in (content, HEADER.encode() + content, GOOD.encode() + content):
        try:
            found = read(begun)
        except (SheetFileError, SheetFileRefusedError):
            continue
        assert len({one.month for one in found}) == len(found) > 0


@given(st.integers(0, len(GOOD) - 1))
def test_that_a_file_cut_short_gives_no_figure_that_was_not_in_it(length: int) -> None:
    try:
        found = read(GOOD[:length])
    except SheetFileError:
        return
    assert set(found) <= {*read(GOOD)}


def test_that_what_is_typed_is_checked_alike() -> None:
    typed = typed_observation(ground(), (" 2024-01 ", "124.22", "CBP ", "2024-02-13"))
    assert typed == read(GOOD)[0]
    with pytest.raises(ObservationError) as told:
        typed_observation(ground(), ("2023-06", "124.22", "CBP", "2024-02-13"))
    for code in ("en", "es"):
        error: VecinosError = told.value
        assert "2023" in load_language(code, RESOURCES).error(error)


def test_that_a_full_year_makes_one_more_value_of_twelve_months() -> None:
    base = model().series[BORDER]
    longer = extend_series(model().series, YEAR)[BORDER]
    total = sum(one.value for one in YEAR)
    assert longer.months[-1] == Month(2024, 12)
    assert longer.values[-1] == pytest.approx(total)
    assert longer.raw_values[-1] == pytest.approx(YEAR[-1].value * 12)
    published = len(base.months)
    assert longer.values[:published] == base.values
    december = base.raw_values[-11:]
    assert longer.values[published] == pytest.approx(sum(december) / 12 + YEAR[0].value)


def test_that_twelve_months_are_told_only_where_all_are_known() -> None:
    base = model().series[BORDER]
    late = extend_series(model().series, YEAR[3:])[BORDER]
    assert late.months == base.months
    assert late.raw_months[len(base.raw_months) :] == tuple(one.month for one in YEAR[3:])
    assert missing_months(base, YEAR[3:]) == tuple(one.month for one in YEAR[:3])
    assert missing_months(base, YEAR) == ()
    assert missing_months(base, ()) == ()


def test_that_a_level_is_averaged_and_not_added_up() -> None:
    base = model().series["us_unemployment_rate"]
    added = Observation(base.id, Month(2024, 1), 3.7, "BLS", date(2024, 2, 2))
    longer = extend_series(model().series, [added])[base.id]
    assert longer.raw_values[-1] == 3.7
    assert longer.values[-1] == pytest.approx((sum(base.raw_values[-11:]) + 3.7) / 12)


def test_that_a_sum_and_a_quotient_follow_their_parts() -> None:
    day = date(2025, 6, 1)
    series = model().series
    added = [
        *(
            Observation("us_imports_from_mexico", Month(2024, m), 40.0, "Census", day)
            for m in range(1, 13)
        ),
        *(
            Observation("us_exports_to_mexico", Month(2023, 10).plus(m), 27.0, "Census", day)
            for m in range(1, 15)
        ),
        Observation("mx_fdi_inflows_usd", Month(2024, 12), 36.0, "BdeM", day),
        Observation("lac_fdi_inflows_usd_mn", Month(2024, 12), 180.0, "ECLAC", day),
    ]
    found = extend_series(series, added)
    trade, share = found["us_mx_goods_trade"], found["mx_fdi_regional_share"]
    assert (trade.months[-1], trade.raw_months[-1]) == (Month(2024, 12), Month(2024, 12))
    assert trade.values[-1] == pytest.approx(12 * 67.0)
    assert share.months[-1] == Month(2024, 12)
    assert share.values[-1] == pytest.approx(20.0)
    assert found["mx_remittances_usd"] is series["mx_remittances_usd"]


def test_that_the_published_part_of_a_derived_series_stays_as_it_was() -> None:
    day = date(2024, 4, 1)
    added = [Observation("us_imports_from_mexico", Month(2024, 1), 38.0, "Census", day)]
    series = model().series["us_mx_goods_trade"]
    longer = extend_series(model().series, added)["us_mx_goods_trade"]
    assert longer.values[: len(series.values)] == pytest.approx(series.values)


def test_that_figures_of_unknown_series_and_of_published_months_are_left_out() -> None:
    day = date(2025, 1, 1)
    strange = [
        Observation("no_such_series", Month(2024, 1), 1.0, "x", day),
        Observation(BORDER, Month(2023, 12), 1.0, "x", day),
    ]
    assert extend_series(model().series, strange) == dict(model().series)


def test_that_every_published_series_takes_its_own_last_figure_again() -> None:
    for name, series in model().series.items():
        if series.made_of is None:
            on = ground(name)
            figure = (series.raw_values or series.values)[-1] / (12 if series.adds_up else 1)
            month = on.last.plus(12)
            day = f"{month.year + 1}-02-01"
            typed = typed_observation(on, (str(month), f"{figure:.6f}", "x", day))
            assert typed.value == pytest.approx(figure, rel=1e-3)


def test_that_rows_that_are_there_already_are_passed_over_and_counted() -> None:
    update = row() + "2024-02,130.22,CBP,2024-03-22\n"
    found = read_observations("u.csv", update.encode(), ground(BORDER, Month(2024, 1)))
    assert [one.month for one in found.figures] == [Month(2024, 2)]
    assert found.known == 1
    base = model().series[BORDER]
    figure = base.raw_values[-1] / 12
    published = row(str(base.raw_months[-1]), f"{figure:.6f}") + "2024-02,130,CBP,2024-03-22\n"
    assert read_observations("u.csv", published.encode(), ground()).known == 1


def test_that_a_figure_unlike_the_one_that_is_there_stops_the_file_with_both_named() -> None:
    with pytest.raises(SheetFileError) as told:
        read(row(value="130"), BORDER, Month(2024, 1))
    for code in ("en", "es"):
        sentence = load_language(code, RESOURCES).error(told.value)
        assert "130" in sentence
        assert "124" in sentence
    assert refusal(row(), BORDER, Month(2024, 1)) == (0, "all_known")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"month,value,source,source_date\nJan-24,120.11,CBP,2/13/2024\n", 120.11),
        (b"mes,valor,fuente,fecha_de_la_fuente\nene-24,120.11,CBP,13/02/2024\n", 120.11),
        (b"month,value,source,source_date\n2024-01-01,120.11,CBP,2024-02-13\n", 120.11),
        (row(value="120.11000000000001").encode(), 120.11),
        (row(value="1.2011E+02").encode(), 120.11),
        (row(value='"0,120.11"').encode(), 120.11),
        (b"mes;valor;fuente;fecha_de_la_fuente\n2024-01;120,11;CBP;2024-02-13\n", 120.11),
        (row(value="120.11").replace(",", "\t").encode("utf-16"), 120.11),
        (row(value="120.11").replace(",", "\t").encode(), 120.11),
        (row(value="120.11", source="Secretaría").encode("cp1252"), 120.11),
        (row(value="0\u00a0120.11").encode(), 120.11),
        (workbook({"a": [HEADINGS, (date(2024, 1, 1), 120.11, "CBP", date(2024, 2, 13))]}), 120.11),
        (workbook({"a": [HEADINGS, ("Jan-24", "120.11", "CBP", "2/13/2024")]}), 120.11),
    ],
)
def test_that_what_excel_and_other_programs_leave_is_read(content: bytes, value: float) -> None:
    (one,) = read(content)
    assert one.month == Month(2024, 1)
    assert one.value == pytest.approx(value)
    assert one.dated == date(2024, 2, 13)


def test_that_numbers_the_program_writes_are_read_back() -> None:
    for code in ("en", "es"):
        language = load_language(code, RESOURCES)
        assert language.number(-1234.5, 1) == "−1,234.5"
        typed = ("2024-01", language.number(124.5, 1), "CBP", "2024-02-13")
        assert typed_observation(ground(), typed, language.code).value == 124.5
        month = language.date(Month(2024, 1))
        assert typed_observation(ground(), (month, *typed[1:]), code).month == Month(2024, 1)


def test_that_a_share_is_read_as_its_workbook_shows_it() -> None:
    content = workbook({"a": [HEADINGS, ("2024-01", 0.0385, "BLS", "2024-02-02")]})
    shown = with_part(
        content, "xl/styles.xml", lambda part: part.replace(b'numFmtId="0"', b'numFmtId="10"')
    )
    (one,) = read(shown, "us_unemployment_rate")
    assert one.value == 3.85
    assert read(row(value="3.85\u00a0%"), "us_unemployment_rate")[0].value == 3.85
    assert refusal(content, "us_unemployment_rate") == (2, "not_in_the_unit")


def test_that_a_year_of_a_workbook_is_its_december() -> None:
    content = workbook({"a": [HEADINGS, (2024, 25.1, "INEGI", "2025-07-30")]})
    assert read(content, HOMICIDES)[0].month == Month(2024, 12)


def test_that_the_month_of_a_years_figure_is_told_without_a_comma() -> None:
    with pytest.raises(SheetFileError) as told:
        read(row("2024-05", "25.1", day="2025-07-30"), HOMICIDES)
    for code in ("en", "es"):
        assert "2024-12" in load_language(code, RESOURCES).error(told.value)
    (one,) = read(row("2024", "25.1", day="2025-07-30"), HOMICIDES)
    assert one.month == Month(2024, 12)
