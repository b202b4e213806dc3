"""Figures that are asked for once more, and those that are not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import accumulate

import pytest

from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.model.model import Model
from desktop.domain.observation import Observation
from desktop.modelfiles.doubts import Doubt, doubts
from desktop.modelfiles.observations import ImportRules
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES

BORDER, DEATHS = "usbp_sw_apprehensions", "us_overdose_synthetic_opioid_deaths"
UNEMPLOYMENT = "us_unemployment_rate"
JANUARY, OCTOBER = Month(2025, 1), Month(2024, 10)
FALLEN = (29.1, 8.3, 7.2, 8.4, 8.7, 6.1, 4.6, 6.3, 8.4, 7.9, 7.3, 6.5)
"""Months after a great fall, from January: their sum is below one month of the year before."""
PEAK = 140.0


@cache
def model() -> Model:
    return read_model(RESOURCES)


def figures(series: str, first: Month, values: Sequence[float]) -> list[Observation]:
    day = date(2030, 1, 1)
    return [
        Observation(series, first.plus(step), value, "x", day) for step, value in enumerate(values)
    ]


def found(series: str, first: Month, *values: float) -> set[Doubt]:
    return set(doubts(ImportRules.of(model(), series), figures(series, first, values)).values())


def cut(series: Series, size: int) -> Series:
    """Return a series as it was when it had so many periods."""
    if not series.raw_months:
        return replace(series, months=series.months[:size], values=series.values[:size])
    return replace(series, raw_months=series.raw_months[:size], raw_values=series.raw_values[:size])


@pytest.mark.parametrize(
    ("series", "first", "values", "doubt"),
    [
        (UNEMPLOYMENT, Month(2024, 1), (38.0,), Doubt.FAR),
        (UNEMPLOYMENT, Month(2024, 1), (0.38,), Doubt.FAR),
        (DEATHS, Month(2024, 5), (60.0, 60.5, 61.0, 61.5), Doubt.TWELVE_MONTHS),
        (BORDER, Month(2024, 1), (900.0, 1000.0), Doubt.RUNNING_SUM),
        # October to December are known, and so is what four months and a year come to.
        (BORDER, Month(2024, 1), (753.0,), Doubt.RUNNING_SUM),
        (BORDER, Month(2024, 1), (124.0, 140.0, 402.0), Doubt.RUNNING_SUM),
        # January and February are missing.
        (BORDER, Month(2024, 3), (402.0, 530.0), Doubt.RUNNING_SUM),
    ],
)
def test_that_totals_running_sums_and_slips_of_the_point_are_doubtful(
    series: str, first: Month, values: tuple[float, ...], doubt: Doubt
) -> None:
    assert doubt in found(series, first, *values)


def test_that_single_months_near_the_last_ones_are_not_doubtful() -> None:
    assert not found(UNEMPLOYMENT, Month(2024, 1), 3.7, 3.9, 3.8)
    assert not found(BORDER, Month(2024, 1), 124.22, 140.638, 137.5, 128.9, 117.9, 83.5)


@pytest.mark.parametrize("first", [JANUARY, OCTOBER])
@pytest.mark.parametrize("months", [4, 12])
def test_that_sums_of_a_year_are_told_also_where_they_are_below_one_month_of_before(
    first: Month, months: int
) -> None:
    fell = figures(BORDER, Month(2024, 1), [PEAK] * 9)
    ground = ImportRules.of(model(), BORDER, {one.month: one.value for one in fell})
    sums = list(accumulate([8.0 + step % 3 for step in range(months)]))
    assert max(sums) < PEAK
    told = doubts(ground, figures(BORDER, first, sums))
    assert len(told) == months
    assert set(told.values()) == {Doubt.RUNNING_SUM}


def test_that_months_after_a_great_fall_are_no_running_sum() -> None:
    assert Doubt.RUNNING_SUM not in found(BORDER, JANUARY, *FALLEN)


def test_that_twelve_months_are_told_also_where_they_are_not_far_from_the_years_before() -> None:
    fell = figures(BORDER, Month(2024, 1), [PEAK, *FALLEN[1:]])
    fell += figures(BORDER, JANUARY, [8.0] * 12)
    ground = ImportRules.of(model(), BORDER, {one.month: one.value for one in fell})
    after = figures(BORDER, Month(2026, 1), [12 * 8.0])
    assert set(doubts(ground, after).values()) == {Doubt.TWELVE_MONTHS}


PORTS = "cbp_sw_ofo_encounters"
RECOVERY = {
    PORTS: {Month(2022, 4), *(Month(2021, month) for month in range(1, 9))},
}
"""Ports open again after the pandemic, month upon month, and Ukrainians come in April 2022."""


@pytest.mark.parametrize(
    "name", [name for name, series in model().series.items() if series.made_of is None]
)
def test_that_published_months_are_taken_for_no_sum_wherever_their_series_is_cut(name: str) -> None:
    series = model().series[name]
    months, values = series.raw_months, series.raw_values
    if not months:
        months, values = series.months, series.values
    parts = 12 if series.adds_up else 1
    asked: set[tuple[Month, Doubt]] = set()
    for size in range(36 if series.raw_months else 5, len(months) - 1):
        ground = replace(ImportRules.of(model(), name), series=cut(series, size))
        after = [value / parts for value in values[size : size + 12]]
        told = dict(doubts(ground, figures(name, months[size], after)))
        for month in RECOVERY.get(name, set()) & told.keys():
            del told[month]
        assert set(told.values()) <= {Doubt.FAR}, (name, months[size], told)
        # Only the month that comes next is one that anybody could add.
        asked |= {(month, doubt) for month, doubt in told.items() if month == months[size]}
    spring = {(Month(2020, 4), Doubt.FAR)}
    assert asked == (spring if name in (UNEMPLOYMENT, PORTS) else set())
