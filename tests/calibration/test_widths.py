"""How wide bands are beside history's own changes, and the years that nothing was chosen by."""

from dataclasses import replace

import pytest

from desktop.calibration.hindcast import ORIGINS
from desktop.calibration.report import report
from desktop.calibration.rival_skill import (
    CHOSEN_UNTIL,
    OF_HISTORY,
    periods,
    rival_skills,
    targets_alone,
)
from desktop.calibration.skill import summed
from desktop.calibration.told import Told
from desktop.calibration.widths import AHEAD, Width, widths
from desktop.modelfiles.read import read_model
from tests.views.desks import compiled
from tests.views.evaluation import examples


@pytest.fixture(scope="module")
def shipped() -> tuple[Width, ...]:
    return widths()


def test_that_every_long_record_has_a_width_three_and_seven_years_ahead(
    shipped: tuple[Width, ...],
) -> None:
    found = {(each.indicator, each.years) for each in shipped}
    series = read_model().series
    for indicator in read_model().indicators.values():
        known = () if indicator.series is None else series[indicator.series].months
        if known and known[0].year <= 2000 and known[-1].year == 2023:
            assert {(indicator.id, years) for years in AHEAD} <= found


def test_that_bands_go_on_widening_as_the_record_does(shipped: tuple[Width, ...]) -> None:
    """Swings around a level would be no wider after seven years than after three."""
    by_name = {(each.indicator, each.years): each for each in shipped}
    for name in {each.indicator for each in shipped}:
        near, far = (by_name[name, years] for years in AHEAD)
        assert far.band > 1.15 * near.band
        assert far.history > near.history


def test_that_the_width_farthest_from_history_is_the_one_that_counts() -> None:
    found = report([examples.hindcast(compiled().model, ORIGINS[0])])
    wide = (
        Width("fdi_inflow", 3, 1.3, 1.0),
        Width("fdi_inflow", 7, 0.5, 1.0),
        Width("remittances", 3, 1.0, 1.0),
    )
    by_name = {
        each.indicator: each
        for each in targets_alone(found.pooled, found.rivals, wide)
        if each.name == "width_of_history"
    }
    assert by_name["fdi_inflow"].value == 0.5
    assert not by_name["fdi_inflow"].met
    assert by_name["remittances"].met
    assert (by_name["remittances"].least, by_name["remittances"].most) == OF_HISTORY


def test_that_later_years_are_scored_apart() -> None:
    record = examples.record(compiled().model)
    early, late = record.told[Told.NOTHING].periods
    assert early.last == CHOSEN_UNTIL
    assert late.first == CHOSEN_UNTIL + 1
    assert early.n + late.n == record.told[Told.NOTHING].pooled.n


@pytest.mark.mutant
def test_that_a_later_year_moves_only_the_later_period() -> None:
    made = examples.hindcast(compiled().model, ORIGINS[-1])
    points = [
        replace(point, rivals={"long_walk": point.walk or point.percentiles})
        for point in examples.hindcast(compiled().model, ORIGINS[-2]).points
    ] + [
        replace(point, rivals={"long_walk": point.walk or point.percentiles})
        for point in made.points
    ]
    spoilt = [
        replace(point, observed=point.observed + 2.0) if point.year > CHOSEN_UNTIL else point
        for point in points
    ]
    (early, late), (same, other) = periods(points), periods(spoilt)
    assert early == same
    assert other.interval_score > late.interval_score
    assert summed(spoilt).interval_score > summed(points).interval_score
    assert rival_skills(spoilt)[0].interval_score > rival_skills(points)[0].interval_score
