"""Projections from the past: what they are given, and what they are held against."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.calibration.hindcast import ORIGINS, YEARS, Hindcast, hindcast
from desktop.calibration.report import FILE, read_skill, report
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import MissingResourceError
from desktop.domain.historical_record import Past
from desktop.domain.history import Series
from desktop.modelfiles.ensembles import FOLDER
from desktop.modelfiles.read import read_model, read_record
from desktop.modelfiles.resources import RESOURCES
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
    still = replace(past, levers={}, drivers={})
    other = hindcast(ORIGIN, past=still, ensemble=FEW)
    for name in ("irregular_encounters", "us_opioid_deaths"):
        assert (made.curves[name].bands != other.curves[name].bands).any()


def test_that_the_shipped_report_is_that_of_the_shipped_ensembles() -> None:
    found, kept = report(hindcasts().values()), read_skill()
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
    kept = read_skill()
    assert {target.name for target in kept.targets} == {
        "coverage_90",
        "coverage_50",
        "score_ratio",
        "width_ratio",
        "relative_error",
    }
    assert [target.name for target in kept.missed] == []


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda text: "[" * 100_000, id="deep"),
        pytest.param(lambda text: "[]", id="another thing"),
        pytest.param(lambda text: text[: len(text) // 2], id="cut"),
        pytest.param(lambda text: re.sub(r'"n": \d+', '"n": "x"', text, count=1), id="a word"),
        pytest.param(lambda text: re.sub(r'"bias": [^,]+', '"bias": 1e999', text), id="no end"),
    ],
)
def test_that_a_spoiled_report_counts_as_missing(
    tmp_path: Path, alter: Callable[[str], str]
) -> None:
    kept = tmp_path / FOLDER / FILE
    kept.parent.mkdir()
    text = (RESOURCES / FOLDER / FILE).read_text(encoding="utf-8")
    assert alter(text) != text
    kept.write_text(alter(text), encoding="utf-8")
    with pytest.raises(MissingResourceError):
        read_skill(tmp_path)


def test_that_no_series_is_hidden() -> None:
    kept = read_skill()
    counted = {line.series for line in read_model().indicators.values() if line.series is not None}
    assert {row.series for row in kept.rows} == counted
    assert {row.origin for row in kept.rows} == {origin.year for origin in ORIGINS}
    assert sum(row.n for row in kept.rows) == kept.pooled.n
