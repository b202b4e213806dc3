"""How large a noise is, and how well few years tell it."""

import numpy as np
import pytest

from desktop.calibration.noise import (
    AHEAD,
    SD_DOUBT,
    common_scale,
    fit,
    fit_all,
    moves,
    yearly_covariance,
)
from desktop.calibration.window import REGIMES, Observed
from desktop.domain.model.model import FittedNoise, Noise
from desktop.engine.ensemble.sampling import fitted_path, noise_path
from desktop.modelfiles.read import read_model
from tests.engine.small_models import noise

JUDGED = FittedNoise(tau=24.0, sd=0.2)


def yearly(path: np.ndarray) -> np.ndarray:
    years = (len(path) - 1) // 12
    means = path[1 : 12 * years + 1].reshape(years, 12, -1).mean(axis=1)
    return np.concatenate([np.zeros((1, means.shape[1])), means])


def simulated(sd: float, tau: float, years: int, seed: int) -> Observed:
    """Return a record that strays from zero as such a noise does, after a long past."""
    made: Noise = noise("mist", tau, sd)
    path = noise_path(made, 1, seed, 12 * (years + 20))[12 * 20 :]
    means = path[1 : 12 * years + 1].reshape(years, 12).mean(axis=1)
    return Observed("a", tuple(range(2007, 2007 + years)), means)


def test_that_yearly_means_vary_as_the_noise_itself_does() -> None:
    paths = yearly(noise_path(noise("mist", 24.0, 1.0), 20_000, 1, 48))
    assert np.cov(paths) == pytest.approx(yearly_covariance(24.0, 4), abs=0.02)


def test_that_moves_are_counted_up_to_three_years_apart() -> None:
    gap = np.array([0.0, 1.0, 3.0])
    assert moves(Observed("a", (2007, 2008, 2012), gap), gap) == [(1, 1.0)]
    near = moves(Observed("a", (2007, 2008, 2010), gap), gap)
    assert near == [(1, 1.0), (3, 3.0), (2, 2.0)]


def test_that_many_years_overrule_what_was_judged() -> None:
    found = [
        fit(JUDGED, moves(each, each.logs))
        for each in (simulated(0.6, 24.0, 60, seed) for seed in range(12))
    ]
    reach = [each.sd**2 * yearly_covariance(each.tau, AHEAD)[AHEAD, AHEAD] for each in found]
    # Away from rest a move over three years has the variance of going and of coming back.
    wanted = 0.6**2 * yearly_covariance(24.0, AHEAD)[AHEAD, AHEAD]
    assert 0.7 * wanted < np.median(reach) < 1.8 * wanted
    assert max(each.doubt for each in found) < 0.25


def test_that_without_years_the_judged_size_stands_in_full_doubt() -> None:
    found = fit(JUDGED, [])
    assert found.sd == pytest.approx(JUDGED.sd, rel=0.05)
    assert found.tau == pytest.approx(JUDGED.tau, rel=0.05)
    assert found.doubt == pytest.approx(SD_DOUBT, rel=0.1)


def test_that_more_years_leave_less_doubt() -> None:
    few, many = simulated(0.3, 24.0, 6, 1), simulated(0.3, 24.0, 30, 1)
    assert fit(JUDGED, moves(many, many.logs)).doubt < fit(JUDGED, moves(few, few.logs)).doubt


def test_that_wilder_years_make_a_larger_noise() -> None:
    calm, wild = [(1, 0.02), (1, -0.03)], [(1, 0.9), (1, -1.2)]
    assert fit(JUDGED, calm).sd < JUDGED.sd < fit(JUDGED, wild).sd


def test_that_what_was_judged_too_calm_is_scaled_together() -> None:
    judged = [FittedNoise(24, 0.1), FittedNoise(12, 0.4)]
    found = [FittedNoise(20, 0.2), FittedNoise(10, 0.8)]
    assert common_scale(judged, found) == pytest.approx(2.0)
    assert common_scale([], []) == 1.0


def test_that_what_nobody_observed_takes_the_common_scale() -> None:
    prior = {REGIMES["remittances"]: JUDGED, REGIMES["fentanyl_seizures"]: JUDGED}
    years = tuple(range(2007, 2024))
    wild = np.cumsum(np.tile([0.8, -0.7], 9)[:17])
    observed = Observed("remittances", years, wild)
    found = fit_all(prior, (observed,), {"remittances": np.zeros(17)}, 2007)
    assert found["seizure_noise"].sd > 1.3 * JUDGED.sd
    assert found["seizure_noise"].doubt > found["remittance_noise"].doubt


def test_that_doubt_about_the_size_gives_each_member_its_own() -> None:
    made = noise("mist", 24.0, 0.2)
    sure = fitted_path(made, FittedNoise(24.0, 0.2), 400, 1, 60)
    doubted = fitted_path(made, FittedNoise(24.0, 0.2, 0.5), 400, 1, 60)
    ratios = doubted[1:] / sure[1:]
    assert (ratios.std(axis=0) < 1e-9).all()
    assert np.log(ratios[0]).std() == pytest.approx(0.5, rel=0.05)
    assert np.median(ratios[0]) == pytest.approx(1.0, rel=0.02)


def test_that_every_indicator_with_a_series_has_a_regime_of_its_own() -> None:
    model = read_model()
    counted = {line.id for line in model.indicators.values() if line.series is not None}
    assert counted == set(REGIMES)
    assert set(REGIMES.values()) <= set(model.noises)
    assert len(set(REGIMES.values())) == len(REGIMES)
