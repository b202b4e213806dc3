"""Months and steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Clock, Month
from desktop.domain.errors import BadMonthError

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


@given(MONTHS)
def test_that_a_month_written_out_reads_back(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert Month.from_ordinal(month.ordinal) == month


@given(MONTHS, st.integers(-600, 600), st.integers(-600, 600))
def test_that_months_add_like_whole_numbers(month: Month, some: int, more: int) -> None:
    assert month.plus(some).plus(more) == month.plus(some + more)
    assert month.plus(some).minus(month) == some


@given(MONTHS, MONTHS)
def test_that_months_sort_as_their_written_form_does(one: Month, other: Month) -> None:
    assert (one < other) == (str(one) < str(other))
    assert (one < other) == (one.minus(other) < 0)


@pytest.mark.parametrize(
    "text",
    [
        "2025",
        "2025-13",
        "2025-00",
        "25-01",
        "2025-1",
        "2025/01",
        " 2025-01",
        "2025-01\n",
        "２０２５-01",
        "",
    ],
)
def test_that_anything_but_year_and_month_is_refused(text: str) -> None:
    with pytest.raises(BadMonthError):
        Month.parse(text)


def test_that_december_ends_on_the_next_round_year() -> None:
    assert Month(2023, 12).year_fraction == 2024.0


@given(st.integers(-500, 500))
def test_that_a_step_and_its_month_name_each_other(step: int) -> None:
    clock = Clock(Month(2023, 12), Month(2036, 12))
    assert clock.step(clock.month(step)) == step


def test_that_the_clock_counts_thirteen_years_of_steps() -> None:
    clock = Clock(Month(2023, 12), Month(2036, 12))
    assert clock.steps == 156
    assert clock.first == Month(2024, 1)
    assert clock.month(clock.steps) == clock.horizon
