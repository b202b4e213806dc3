"""Where a line of measured values breaks."""

from desktop.domain.history import stretches


def test_that_months_and_years_in_a_row_are_one_line() -> None:
    assert stretches([2020.0, 2021.0, 2022.0]) == [slice(0, 3)]


def test_that_a_line_breaks_where_years_are_not_known() -> None:
    assert stretches([2014.9, 2021.9, 2022.9, 2023.9]) == [slice(0, 1), slice(1, 4)]


def test_that_one_value_or_none_breaks_nothing() -> None:
    assert stretches([2014.0]) == [slice(0, 1)]
    assert stretches([]) == [slice(0, 0)]
