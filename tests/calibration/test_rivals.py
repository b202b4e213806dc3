"""The rivals that a projection is held against, and what is demanded beside them."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.calibration.hindcast import ORIGINS, YEARS
from desktop.calibration.rival_skill import RivalBands, beside_rivals, rival_skills, targets_alone
from desktop.calibration.rivals import FEWEST, Rival, rival_bands
from desktop.calibration.skill import Point, summed
from desktop.calibration.track_record import read_track_record
from desktop.calibration.window import Observed, observed
from desktop.modelfiles.read import read_model, read_record

FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)
WIDE = (0.0, 2.0, 4.0, 6.0, 8.0)


def known(logs: list[float], last: int = 2012) -> Observed:
    return Observed("a", tuple(range(last - len(logs) + 1, last + 1)), np.array(logs))


def points() -> list[Point]:
    made = [
        Point("trade", "series", 2012, 2013, 3.0, FIVE, 2.0, WIDE),
        Point("trade", "series", 2012, 2014, 6.0, FIVE, 2.0, WIDE),
        Point("deaths", "other", 2012, 2013, 3.0, FIVE, None, None),
    ]
    bands: RivalBands = {(Rival.LAST, "trade", 2012): (FIVE, WIDE, WIDE)}
    return beside_rivals(made, bands)


def test_that_walks_drift_or_stay_and_widen_as_changes_did() -> None:
    found = rival_bands(known([0.0, 0.1, 0.4, 0.6]), 2012, 3)
    assert set(found) == {Rival.LAST, Rival.LONG_WALK}
    assert found[Rival.LAST][2] == pytest.approx([0.6] * 4)
    assert found[Rival.LONG_WALK][2] == pytest.approx([0.6, 0.8, 1.0, 1.2])
    last = found[Rival.LAST]
    sd = np.sqrt((0.1**2 + 0.3**2 + 0.2**2) / 3)
    assert last[4, 3] - last[0, 3] == pytest.approx(2 * 1.6448536 * sd * np.sqrt(3))


@pytest.mark.long
def test_that_an_autoregression_carries_changes_on_and_a_smoothing_follows_a_trend() -> None:
    changes = [0.3]
    for step in range(30):
        changes.append(0.05 + 0.8 * (changes[-1] - 0.05) + 0.01 * (-1) ** step)
    found = rival_bands(known(np.cumsum(changes).tolist()), 2012, 3)
    middle = found[Rival.AUTOREGRESSION][2]
    assert np.diff(middle) == pytest.approx([changes[-1]] * 3, abs=0.03)
    trend = rival_bands(known([0.1 * year + 0.01 * (-1) ** year for year in range(20)]), 2012, 3)
    assert np.diff(trend[Rival.SMOOTHING][2])[1:] == pytest.approx([0.1, 0.1], abs=0.02)
    for bands in (*found.values(), *trend.values()):
        assert bands.shape == (5, 4)
        assert (np.diff(bands[:, 1:], axis=0) > 0).all()


def test_that_too_little_known_makes_fewer_rivals_and_a_gap_ends_a_history() -> None:
    assert rival_bands(known([0.0, 0.1, 0.2]), 2012, 3) == {}
    assert rival_bands(known([0.0] * 9, last=2011), 2012, 3) == {}
    years = (1990, *range(2014 - FEWEST, 2013))
    broken = Observed("a", years, np.sin(np.arange(len(years))))
    assert set(rival_bands(broken, 2012, 3)) == {Rival.LAST, Rival.LONG_WALK}


def test_that_rivals_are_summed_up_over_the_points_they_were_fitted_for() -> None:
    last, walk = rival_skills(points())
    assert (last.rival, last.n, walk.rival, walk.n) == (Rival.LAST, 2, Rival.WALK, 2)
    # Widths of 4 and 8; the model's 4, and 4 with a miss of one.
    assert last.interval_score == pytest.approx(6.0)
    assert walk.interval_score == pytest.approx(8.0)
    assert last.score_ratio == pytest.approx(28.0 / 12.0)
    assert (walk.coverage_90, walk.model_coverage_90) == (1.0, 0.5)
    # Errors of 1 and 2 for the walk, 0 and 3 for the model, 1 and 4 for the last value.
    assert walk.relative_error == pytest.approx(3.0 / 5.0)
    assert walk.error_ratio == pytest.approx(3.0 / 3.0)


def test_that_a_projection_told_nothing_is_held_against_the_best_rival_of_each_series() -> None:
    made = points()
    rivals = (*rival_skills(made[:2], "trade", "series"), *rival_skills(made))
    found = {target.name: target for target in targets_alone(summed(made), rivals, ())}
    assert found["best_rival_ratio"].indicator == "trade"
    assert found["best_rival_ratio"].value == pytest.approx(28.0 / 12.0)
    assert not found["best_rival_ratio"].met
    assert found["coverage_50"].value == pytest.approx(2 / 3)
    assert "long_walk_ratio" not in found
    pooled = replace(rivals[-1], rival=Rival.LONG_WALK, score_ratio=0.85)
    assert targets_alone(summed(made), (pooled,), ())[2].met


def fitted(name: str, origin: int) -> None:
    bands, indicator = read_track_record().bands, read_model().indicators[name]
    found = observed(name, read_record().series[str(indicator.series)], 1900, origin)
    made = rival_bands(found, origin, YEARS)
    assert {rival for rival, *of in bands if of == [name, origin]} == set(made)
    for rival, percentiles in made.items():
        kept = np.array(bands[rival, name, origin]).T
        assert kept == pytest.approx(percentiles[:, 1:], abs=2e-3), rival


@pytest.mark.long
def test_that_a_shipped_rival_is_fitted_to_what_was_known() -> None:
    fitted("us_mx_trade", 2012)


@pytest.mark.long
def test_that_every_shipped_rival_is_fitted_to_what_was_known() -> None:
    measured = [each.id for each in read_model().indicators.values() if each.series is not None]
    assert len(measured) >= 8
    for name in measured:
        for origin in ORIGINS:
            fitted(name, origin.year)
