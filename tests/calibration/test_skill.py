"""Scores by hand, and the walk that the model is held against."""

import math

import numpy as np
import pytest

from desktop.calibration.skill import Point, Target, interval_score, summed, targets
from desktop.calibration.walk import fitted_walk
from desktop.calibration.window import Observed

FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)


def point(
    observed: float,
    *,
    year: int = 2013,
    last: float | None = 2.0,
    walk: tuple[float, float, float, float, float] | None = (0.0, 2.0, 4.0, 6.0, 8.0),
) -> Point:
    return Point("trade", "series", 2012, year, observed, FIVE, last, walk)


def test_that_an_interval_score_is_the_width_and_twenty_times_the_miss() -> None:
    assert interval_score(1.0, 5.0, 3.0) == 4.0
    assert interval_score(1.0, 5.0, 5.5) == pytest.approx(4.0 + 20 * 0.5)
    assert interval_score(1.0, 5.0, 0.0) == pytest.approx(4.0 + 20 * 1.0)


def test_that_skill_sums_up_what_was_held_and_missed() -> None:
    skill = summed([point(3.5), point(4.5), point(6.0)])
    assert skill.n == 3
    assert skill.coverage_50 == pytest.approx(1 / 3)
    assert skill.coverage_90 == pytest.approx(2 / 3)
    assert skill.bias == pytest.approx(3.0 - 14.0 / 3)
    assert skill.interval_score == pytest.approx((4.0 + 4.0 + 24.0) / 3)
    # Errors of 0.5, 1.5 and 3 against those of the last value, 1.5, 2.5 and 4.
    assert skill.relative_error == pytest.approx(5.0 / 8.0)
    assert skill.walk_score == 8.0
    assert skill.score_ratio == pytest.approx(32.0 / 24.0)


def test_that_widths_are_compared_three_years_ahead() -> None:
    assert summed([point(3.0)]).width_ratio is None
    assert summed([point(3.0), point(3.0, year=2015)]).width_ratio == pytest.approx(0.5)


def test_that_points_without_a_rival_still_count_for_coverage() -> None:
    skill = summed([point(9.0, last=None, walk=None)])
    assert (skill.n, skill.coverage_90, skill.walk_n) == (1, 0.0, 0)
    assert skill.relative_error is None
    assert skill.score_ratio is None


def test_that_targets_say_what_is_met() -> None:
    found = {target.name: target.met for target in targets(summed([point(3.5), point(9.0)]))}
    assert found["coverage_90"] is False
    assert found["coverage_50"] is True
    assert Target("a", 1.0, None, 1.0).met
    assert not Target("a", 0.79, 0.80, 0.97).met


def test_that_the_walk_drifts_and_widens_as_its_changes_did() -> None:
    known = Observed("a", (2008, 2009, 2010, 2011), np.array([0.0, 0.1, 0.4, 0.6]))
    walk = fitted_walk(known, 2011)
    assert walk is not None
    assert walk.drift == pytest.approx(0.2)
    assert walk.sd == pytest.approx(0.1)
    bands = walk.bands(3)
    assert bands[:, 0] == pytest.approx([0.6] * 5)
    assert bands[2] == pytest.approx([0.6, 0.8, 1.0, 1.2])
    assert bands[4, 3] - bands[0, 3] == pytest.approx(2 * 1.6448536 * 0.1 * math.sqrt(3))


def test_that_too_few_years_make_no_walk() -> None:
    assert fitted_walk(Observed("a", (2010, 2011, 2012), np.zeros(3)), 2012) is None
    assert fitted_walk(Observed("a", tuple(range(2007, 2012)), np.zeros(5)), 2012) is None
    assert fitted_walk(Observed("a", (), np.zeros(0)), 2012) is None
    # A gap between two years is no change from one to the next.
    gap = Observed("a", (2007, 2009, 2011, 2012), np.zeros(4))
    assert fitted_walk(gap, 2012) is None
