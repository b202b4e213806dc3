import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.charts.axes import FEWEST_TICKS, MOST_TICKS, ticks, value_axis, year_ticks
from desktop.domain.clock import Month
from tests.charts.examples import COOPERATION, HOMICIDE

sizes = st.floats(1e-4, 1e7)


@given(st.floats(-1e6, 1e6), sizes)
def test_that_every_range_has_three_to_five_ticks_inside_it(low: float, span: float) -> None:
    high = low + span
    if high - low < 1e-6 * max(abs(low), abs(high)):
        return
    places, decimals = ticks(low, high)
    assert FEWEST_TICKS <= len(places) <= MOST_TICKS
    slack = 1e-6 * (high - low)
    assert all(low - slack <= place <= high + slack for place in places)
    assert len({f"{place:.{decimals}f}" for place in places}) == len(places)


@given(sizes)
def test_that_a_range_from_zero_is_divided_by_one_two_two_and_a_half_or_five(high: float) -> None:
    places, _ = ticks(0.0, high)
    step = places[1] - places[0]
    assert places[0] == 0.0
    leading = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(leading - digit) for digit in (1, 2, 2.5, 5)) < 1e-3


@pytest.mark.parametrize("bad", [(1.0, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_that_a_range_without_width_has_no_ticks(bad: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        ticks(*bad)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_that_an_open_axis_starts_at_zero_and_covers_every_value(values: list[float]) -> None:
    axis = value_axis(HOMICIDE, [np.array(values)])
    assert axis.low == 0.0
    assert axis.high >= max(values)


def test_that_an_axis_goes_below_zero_only_with_its_curve() -> None:
    axis = value_axis(HOMICIDE, [np.array([-3.0, 8.0])])
    assert axis.low <= -3.0
    assert 0.0 in axis.ticks


def test_that_an_index_keeps_its_declared_bounds() -> None:
    axis = value_axis(COOPERATION, [np.array([30.0, 34.0])])
    assert (axis.low, axis.high) == (0.0, 100.0)
    assert axis.ticks == (0.0, 25.0, 50.0, 75.0, 100.0)


def test_that_a_bounded_share_fits_its_curve_but_never_passes_its_bound() -> None:
    share = replace(COOPERATION, unit="%")
    assert value_axis(share, [np.array([15.0, 28.0])]).high < 50.0
    assert value_axis(share, [np.array([40.0, 99.0])]).high == 100.0


def test_that_gaps_in_a_series_do_not_disturb_the_axis() -> None:
    with_gap = value_axis(HOMICIDE, [np.array([1.0, np.nan, 9.0])])
    assert with_gap == value_axis(HOMICIDE, [np.array([1.0, 9.0])])


def test_that_an_axis_without_values_still_has_a_range() -> None:
    axis = value_axis(HOMICIDE, [])
    assert axis.low < axis.high


def test_that_years_are_marked_every_five_where_they_begin_inside() -> None:
    assert year_ticks(Month(2012, 1), Month(2036, 12)) == (2015, 2020, 2025, 2030, 2035)
    assert year_ticks(Month(2015, 1), Month(2020, 12)) == (2015, 2020)
    assert year_ticks(Month(2015, 2), Month(2019, 12)) == ()
