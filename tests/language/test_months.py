"""Months and days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.language.language import LANGUAGES, load_language
from desktop.language.months import read_day, read_month
from desktop.modelfiles.resources import RESOURCES

SPOKEN = {code: load_language(code, RESOURCES) for code in LANGUAGES}


@given(st.builds(Month, st.integers(1, 9999), st.integers(1, 12)))
def test_that_what_the_program_writes_it_reads_back(month: Month) -> None:
    for language in SPOKEN.values():
        assert read_month(str(month), language.code) == month
        # Words for a year before 1000 have fewer than four digits.
        if month.year >= 1000:
            assert read_month(SPOKEN["es"].date(month), language.code) == month
            assert read_month(SPOKEN["en"].date(month), language.code) == month


@pytest.mark.parametrize(
    "text",
    [
        "March 2026",
        "marzo 2026",
        "marzo de 2026",
        "MARZO DEL 2026",
        "mar-26",
        "Mar. 2026",
        "2026 March",
        "3/2026",
        "03-2026",
        "2026-03",
        "2026/3",
        " 2026-03-01 ",
        "2026-03-01 00:00:00",
        "31/03/2026",
        "3/31/2026",
    ],
)
def test_that_a_month_is_read_as_people_write_it(text: str) -> None:
    for code in LANGUAGES:
        assert read_month(text, code) == Month(2026, 3)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "3/26", "m-26", "ju-26", "13/2026", "2026-00", "March", "0000-01"],
)
def test_that_what_could_be_another_month_or_none_is_refused(text: str) -> None:
    for code in LANGUAGES:
        with pytest.raises(BadMonthError):
            read_month(text, code)


def test_that_the_language_decides_where_a_date_could_be_two() -> None:
    assert read_day("3/4/2026", "en") == date(2026, 3, 4)
    assert read_day("3/4/2026", "es") == date(2026, 4, 3)
    assert read_day("30/02/2026", "es") is None
