"""Projections from the past: what they are given, and what they are held against."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.calibration.hindcast import ORIGINS, YEARS, Hindcast, hindcast
from desktop.calibration.report import report
from desktop.calibration.told import Told
from desktop.calibration.track_record import read_track_record
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.historical_record import Past
from desktop.domain.history import Series
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.projection import PERCENTILES
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model, read_record
from tests.calibration.shipped import hindcasts

FEW = EnsembleChoice(members=40)
ORIGIN = Month(2016, 12)


@pytest.fixture(scope="module")
def past() -> Past:
    return read_record()


@pytest.fixture(scope="module")
def made(past: Past) -> Hindcast:
    return hindcast(ORIGIN, past=past, ensemble=FEW)


def test_that_every_indicator_with_a_series_has_a_curve(made: Hindcast) -> None:
    counted = {line.id for line in read_model().indicators.values() if line.series is not None}
    assert set(made.curves) == counted
    assert made.ensemble == ORIGIN


def test_that_a_curve_starts_at_the_last_twelve_months(made: Hindcast, past: Past) -> None:
    for name in ("us_mx_trade", "remittances", "irregular_encounters", "homicide_rate"):
        curve = made.curves[name]
        known = dict(zip(curve.series.months, curve.series.values, strict=True))
        assert curve.bands[:, 0] == pytest.approx([known[ORIGIN]] * 5, rel=0.02)
        assert curve.bands.shape == (5, 12 * YEARS + 1)


def test_that_points_are_the_years_after_the_origin(made: Hindcast) -> None:
    curve = made.curves["us_mx_trade"]
    assert [point.year for point in curve.points] == [2017, 2018, 2019]
    assert all(point.percentiles == tuple(sorted(point.percentiles)) for point in curve.points)
    known = dict(zip(curve.series.months, curve.series.values, strict=True))
    assert np.exp(curve.points[1].observed) == pytest.approx(known[Month(2018, 12)])
    assert made.curves["fentanyl_seizures"].walk is None


def after(series: Series, factor: float) -> Series:
    """Return a series whose values after the origin are others."""
    return replace(
        series,
        values=tuple(
            value * factor if month > ORIGIN else value
            for month, value in zip(series.months, series.values, strict=True)
        ),
        raw_values=tuple(
            value * factor if month > ORIGIN else value
            for month, value in zip(series.raw_months, series.raw_values, strict=True)
        ),
    )


def test_that_what_is_projected_hangs_on_no_later_count(made: Hindcast, past: Past) -> None:
    driven = {driver.series for driver in past.drivers.values()}
    spoilt = replace(
        past,
        series={
            name: each if name in driven else after(each, 9.0) for name, each in past.series.items()
        },
    )
    other = hindcast(ORIGIN, past=spoilt, ensemble=FEW)
    for name, curve in made.curves.items():
        assert (curve.bands == other.curves[name].bands).all()
        assert curve.points != other.curves[name].points or not curve.points


def test_that_levers_and_drivers_take_their_real_course(made: Hindcast, past: Past) -> None:
    other = hindcast(ORIGIN, told=Told.NOTHING, past=past, ensemble=FEW)
    assert (made.told, other.told) == (Told.BOTH, Told.NOTHING)
    for name in ("irregular_encounters", "us_opioid_deaths"):
        assert (made.curves[name].bands != other.curves[name].bands).any()


def test_that_told_nothing_is_what_a_user_projects_from_the_same_month(past: Past) -> None:
    told = hindcast(ORIGIN, told=Told.NOTHING, past=past, ensemble=FEW)
    compiled = compile_model(read_model(vantage=ORIGIN, horizon=ORIGIN.plus(12 * YEARS)))
    own = project(compiled, STATUS_QUO, compiled.draws(FEW), indicators=list(told.curves))
    for name, curve in told.curves.items():
        assert (curve.bands == np.percentile(own.of(name), PERCENTILES, axis=1)).all()


def test_that_the_shipped_report_is_that_of_the_shipped_ensembles() -> None:
    record = read_track_record()
    found, kept = report(hindcasts().values(), record.bands), record.told[Told.BOTH]
    assert len(found.rows) == len(kept.rows) >= 30
    for mine, theirs in zip(
        (*found.rows, *found.by_series, *found.by_origin, found.pooled),
        (*kept.rows, *kept.by_series, *kept.by_origin, kept.pooled),
        strict=True,
    ):
        assert mine.n == theirs.n
        assert mine.interval_score == pytest.approx(theirs.interval_score, rel=1e-4)
        assert (mine.coverage_50, mine.coverage_90) == pytest.approx(
            (theirs.coverage_50, theirs.coverage_90), rel=1e-4
        )


def test_that_the_pooled_skill_meets_what_is_demanded() -> None:
    kept = read_track_record().told[Told.BOTH]
    assert {target.name for target in kept.targets} == {
        "coverage_90",
        "coverage_50",
        "score_ratio",
        "width_ratio",
        "relative_error",
    }
    assert [target.name for target in kept.missed] == []


def test_that_no_series_is_hidden() -> None:
    kept = read_track_record().told[Told.BOTH]
    counted = {line.series for line in read_model().indicators.values() if line.series is not None}
    assert {row.series for row in kept.rows} == counted
    assert {row.origin for row in kept.rows} == {origin.year for origin in ORIGINS}
    assert sum(row.n for row in kept.rows) == kept.pooled.n
