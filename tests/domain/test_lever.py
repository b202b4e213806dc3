"""Settings over time, their checks, and what a lever costs."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Month
from desktop.domain.errors import (
    ArgumentError,
    BadRampError,
    MonthOutOfRangeError,
    MonthsReversedError,
    MoreDecimalsError,
    ValueOutOfRangeError,
)
from desktop.domain.lever import Lever, Setting
from tests.domain.levers import CLOCK, lever, levers, settings

MONTHS = [CLOCK.month(step) for step in range(1, CLOCK.steps + 1)]


@given(st.data())
def test_that_a_setting_stays_between_the_status_quo_and_its_value(data: st.DataObject) -> None:
    one = data.draw(levers())
    setting = data.draw(settings(one))
    setting.check(one, CLOCK)
    low, high = sorted((one.default, setting.value))
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    path = [setting.in_month(month, one.default, CLOCK) for month in MONTHS]
    assert all(low - slack <= value <= high + slack for value in path)


@given(st.data())
def test_that_a_ramp_moves_in_equal_parts_and_arrives(data: st.DataObject) -> None:
    ramp = data.draw(st.integers(1, 60))
    start = data.draw(st.integers(1, CLOCK.steps - ramp))
    setting = Setting(value=75, start=CLOCK.month(start), ramp=ramp)
    path = [setting.in_month(CLOCK.month(start + k), 25, CLOCK) for k in range(-1, ramp)]
    assert path[0] == 25
    assert path[-1] == 75
    parts = [later - earlier for earlier, later in pairwise(path)]
    assert all(math.isclose(part, 50 / ramp, abs_tol=1e-9) for part in parts)


def test_that_a_setting_without_a_ramp_is_whole_in_its_first_month() -> None:
    setting = Setting(value=60, start=Month(2025, 2))
    assert setting.in_month(Month(2025, 1), 25, CLOCK) == 25
    assert setting.in_month(Month(2025, 2), 25, CLOCK) == 60
    assert setting == replace(setting, ramp=0)
    assert replace(setting, ramp=1).in_month(Month(2025, 2), 25, CLOCK) == 60


def test_that_a_setting_without_a_start_begins_after_the_vantage() -> None:
    setting = Setting(value=60)
    assert setting.in_month(CLOCK.first, 25, CLOCK) == 60
    assert setting.in_month(CLOCK.vantage, 25, CLOCK) == 25


def test_that_the_status_quo_returns_after_the_last_month() -> None:
    setting = Setting(value=60, start=Month(2025, 2), last=Month(2026, 2))
    assert setting.in_month(Month(2026, 2), 25, CLOCK) == 60
    assert setting.in_month(Month(2026, 3), 25, CLOCK) == 25


@pytest.mark.parametrize("value", [-0.001, 100.001, math.nan, math.inf, -math.inf])
def test_that_a_value_outside_the_range_is_refused(value: float) -> None:
    with pytest.raises(ValueOutOfRangeError) as caught:
        lever("a").check(value)
    assert caught.value.fields["low"] == 0
    assert caught.value.fields["high"] == 100


@pytest.mark.parametrize("month", [CLOCK.vantage, CLOCK.horizon.plus(1)])
def test_that_months_outside_the_run_are_refused(month: Month) -> None:
    with pytest.raises(MonthOutOfRangeError):
        Setting(10, start=month).check(lever("a"), CLOCK)
    with pytest.raises(MonthOutOfRangeError):
        Setting(10, last=month).check(lever("a"), CLOCK)


def test_that_a_setting_cannot_end_before_it_starts() -> None:
    with pytest.raises(MonthsReversedError):
        Setting(10, start=Month(2026, 1), last=Month(2025, 12)).check(lever("a"), CLOCK)


@pytest.mark.parametrize("ramp", [-1, CLOCK.steps + 1])
def test_that_a_ramp_must_fit_into_the_run(ramp: int) -> None:
    with pytest.raises(BadRampError):
        Setting(10, ramp=ramp).check(lever("a"), CLOCK)


@given(levers(), st.floats(0, 1))
def test_that_cost_grows_with_distance_and_never_passes_its_full_size(
    one: Lever, share: float
) -> None:
    value = min(one.high, max(one.low, one.low + share * (one.high - one.low)))
    further = one.high if value >= one.default else one.low
    for near, far, most in zip(
        one.cost(value), one.cost(further), (one.cost_us, one.cost_mx), strict=True
    ):
        assert 0 <= near <= far <= most
        assert (2 * near).is_integer()


@given(levers())
def test_that_the_status_quo_costs_nothing_and_the_farther_end_costs_all(one: Lever) -> None:
    assert one.cost(one.default) == (0, 0)
    ends = (one.low, one.high)
    assert (one.cost_us, one.cost_mx) in [one.cost(end) for end in ends]


def test_that_cost_is_counted_over_the_longer_side() -> None:
    assert lever("a").cost(62.5) == (3, 1.5)
    assert lever("a").cost(0) == (2, 1)


@pytest.mark.parametrize(
    ("text", "decimals", "choices"),
    [
        ("1.500", 0, ("1500", "2")),
        ("2.000", 0, ("2000", "2")),
        ("42.5", 0, ("42", "43")),
        ("0.25", 1, ("0.2", "0.3")),
        ("1.250", 1, ("1250", "1.2")),
    ],
)
def test_that_a_value_with_too_many_decimals_is_asked_about_and_never_rounded(
    text: str, decimals: int, choices: tuple[str, ...]
) -> None:
    wide = replace(lever("a"), low=0.0, high=2500.0, decimals=decimals)
    with pytest.raises(ArgumentError) as told:
        wide.check_typed(text, float(text))
    assert told.value.fields["choices"] == choices


@pytest.mark.parametrize("text", ["1500", "42.0", "25.00", "0", "1.5e3"])
def test_that_a_value_that_can_mean_one_thing_only_is_not_asked_about(text: str) -> None:
    whole = replace(lever("a"), low=0.0, high=2500.0, decimals=0)
    whole.check_typed(text, float(text))
    with pytest.raises(MoreDecimalsError):
        whole.check_typed(f"{float(text) + 0.5}", float(text) + 0.5)
