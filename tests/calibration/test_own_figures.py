"""The projection from the model's own vantage beside the figures that people added."""

import math
from datetime import date
from functools import cache

import numpy as np
import pytest

from desktop.calibration.own_figures import OwnRecord, own_record
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.observation import Observation

FEW = EnsembleChoice(members=60)
BORDER, ENCOUNTERS = "usbp_sw_apprehensions", "irregular_encounters"


def year(value: float, months: int = 12) -> tuple[Observation, ...]:
    return tuple(
        Observation(BORDER, Month(2024, 1).plus(step), value, "CBP", date(2026, 1, 5))
        for step in range(months)
    )


@cache
def record(value: float, months: int = 12) -> OwnRecord:
    return own_record(year(value, months), ensemble=FEW)


def test_that_what_was_added_decides_nothing_of_the_projection() -> None:
    low, high = record(60.0), record(2000.0)
    assert np.array_equal(low.curves[ENCOUNTERS].bands, high.curves[ENCOUNTERS].bands)
    assert low.vantage == Month(2023, 12)


def test_that_the_newest_year_is_held_against_its_bands() -> None:
    newest = record(60.0).newest[ENCOUNTERS]
    assert newest.month == Month(2024, 12)
    assert newest.observed == pytest.approx(720.0)
    curve = record(60.0).curves[ENCOUNTERS]
    assert newest.percentiles == pytest.approx(curve.bands[:, 12])
    assert newest.error == pytest.approx((curve.bands[2, 12] - 720.0) / 720.0)


def test_that_inside_and_outside_are_told_apart() -> None:
    bands = record(60.0).curves[ENCOUNTERS].bands[:, 12]
    median, edge, beyond = bands[2], (bands[3] + bands[4]) / 2, bands[4] * 1.2
    for value, in_50, in_90 in ((median, True, True), (edge, False, True), (beyond, False, False)):
        newest = record(float(value) / 12).newest[ENCOUNTERS]
        assert (newest.in_50, newest.in_90) == (in_50, in_90)


def test_that_a_full_year_has_skill_and_a_part_of_one_has_none() -> None:
    skill = record(60.0).skill
    assert skill is not None
    assert skill.n == 1
    last = record(60.0).curves[ENCOUNTERS].points[0].last
    assert last is not None
    error = abs(math.log(720.0) - record(60.0).curves[ENCOUNTERS].points[0].percentiles[2])
    assert skill.relative_error == pytest.approx(error / abs(last - math.log(720.0)))
    part = record(60.0, 5)
    assert part.skill is None
    assert part.newest[ENCOUNTERS].month == Month(2024, 5)


def test_that_only_series_with_figures_have_curves() -> None:
    assert set(record(60.0).curves) == {ENCOUNTERS}
    assert own_record((), ensemble=FEW).curves == {}
