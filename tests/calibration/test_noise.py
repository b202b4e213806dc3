"""How large a noise is, where it stands at an origin, and how well few years tell it."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.calibration.noise import (
    AHEAD,
    LEAST,
    SD_DOUBT,
    Run,
    common_scale,
    fit,
    fit_all,
    less,
    path_covariance,
)
from desktop.calibration.window import DRIVERS, REGIMES, Observed
from desktop.domain.model.model import FittedGrowth, FittedNoise, Growth, Noise
from desktop.engine.ensemble.sampling import fitted_path, noise_path
from desktop.modelfiles.read import read_model
from tests.engine.small_models import noise

SWINGS = FittedNoise(tau=24.0, sd=0.2)
WAVES = FittedNoise(tau=3.0, sd=0.05, growth=FittedGrowth(24.0, 0.2))
WALK = FittedNoise(tau=3.0, sd=0.05, growth=FittedGrowth(1.0, 0.2))


def judged(fitted: FittedNoise) -> Noise:
    plain = noise("mist", fitted.tau, fitted.sd)
    growth = fitted.growth and Growth(fitted.growth.tau, fitted.growth.sd)
    return replace(plain, growth=growth)


def yearly(path: np.ndarray) -> np.ndarray:
    years = (len(path) - 1) // 12
    means = path[1 : 12 * years + 1].reshape(years, 12, -1).mean(axis=1)
    return np.concatenate([np.zeros((1, means.shape[1])), means])


def simulated(made: FittedNoise, years: int, seed: int) -> Observed:
    """Return a record that strays as such a noise does, after a long past."""
    path = noise_path(judged(made), 1, seed, 12 * (years + 20))[12 * 20 :]
    return Observed("a", tuple(range(2007, 2007 + years)), yearly(path)[1:, 0])


def width(fitted: FittedNoise, year: int) -> float:
    found = yearly(fitted_path(judged(fitted), fitted, 2000, 1, 12 * year))[year]
    low, high = np.percentile(found, [5, 95])
    return float(high - low)


@pytest.mark.parametrize("made", [SWINGS, WAVES, WALK])
def test_that_yearly_means_vary_as_the_noise_itself_does(made: FittedNoise) -> None:
    paths = yearly(noise_path(judged(made), 20_000, 1, 48))
    assert np.cov(paths) == pytest.approx(path_covariance(made, 4), abs=0.006)


@pytest.mark.parametrize("made", [WAVES, WALK])
def test_that_growth_adds_in_a_year_what_it_says(made: FittedNoise) -> None:
    path = noise_path(judged(replace(made, sd=1e-9)), 20_000, 1, 60)
    assert (path[60] - path[48]).std() == pytest.approx(0.2, rel=0.03)


def test_that_what_adds_up_widens_as_swings_do_not() -> None:
    assert width(SWINGS, 7) < 1.15 * width(SWINGS, 3)
    assert width(WALK, 7) > 1.45 * width(WALK, 3)
    assert width(WAVES, 7) > 1.6 * width(WAVES, 3)


@pytest.mark.parametrize("made", [SWINGS, WAVES, WALK])
def test_that_many_years_overrule_what_was_judged(made: FittedNoise) -> None:
    growth = made.growth and replace(made.growth, sd=3 * made.growth.sd)
    wild = replace(made, sd=3 * made.sd, growth=growth)
    found = [fit(made, each, 2066) for each in (simulated(wild, 60, seed) for seed in range(5))]
    reach = [path_covariance(each, AHEAD)[AHEAD, AHEAD] for each in found]
    wanted = path_covariance(wild, AHEAD)[AHEAD, AHEAD]
    assert 0.7 * wanted < np.median(reach) < 1.4 * wanted
    assert max(each.doubt for each in found) < 0.3


def test_that_without_years_the_judged_size_stands_in_full_doubt() -> None:
    found = fit(SWINGS, Observed("a", (), np.zeros(0)), 2023)
    assert found.sd == pytest.approx(SWINGS.sd, rel=0.05)
    assert found.doubt == pytest.approx(SD_DOUBT, rel=0.1)
    assert found.rest == 0.0
    assert found.rest_doubt == pytest.approx(SWINGS.sd, rel=0.2)


def test_that_more_years_leave_less_doubt() -> None:
    few, many = simulated(WALK, 6, 1), simulated(WALK, 30, 1)
    assert fit(WALK, many, 2036).doubt < fit(WALK, few, 2012).doubt


def test_that_wilder_years_make_a_larger_noise() -> None:
    years = tuple(range(2007, 2013))
    calm = Observed("a", years, np.array([0.0, 0.02, -0.01, 0.01, 0.0, 0.02]))
    wild = Observed("a", years, np.array([0.0, 0.9, -0.3, 0.8, 0.1, -0.7]))
    assert fit(SWINGS, calm, 2012).sd < SWINGS.sd < fit(SWINGS, wild, 2012).sd


def test_that_a_year_out_of_line_is_returned_from() -> None:
    years = tuple(range(1993, 2013))
    level = np.tile([0.02, -0.02], 10)
    found = fit(replace(WALK, sd=0.3), Observed("a", years, level + 0.8 * (level > 1)), 2012)
    assert abs(found.rest) < 0.03
    level[-1] = 0.8
    assert fit(replace(WALK, sd=0.3), Observed("a", years, level), 2012).rest < -0.1


def test_that_a_wave_goes_on_where_growth_has_a_memory() -> None:
    years = tuple(range(2000, 2013))
    risen = Observed("a", years, np.concatenate([np.zeros(9), np.arange(1, 5) * 0.4]))
    waves, walk = fit(WAVES, risen, 2012), fit(WALK, risen, 2012)
    assert waves.growth is not None
    assert walk.growth is not None
    assert 0.25 < waves.growth.start < 0.55
    assert waves.growth.start_doubt < waves.growth.sd
    path = fitted_path(judged(waves), waves, 400, 1, 36)
    # It goes on at 0.4 a year, which fades within two years.
    assert 0.3 < np.median(path[36]) < 0.9
    assert abs(np.median(fitted_path(judged(walk), walk, 400, 1, 36)[36])) < 0.15


def test_that_what_was_judged_too_calm_is_scaled_together() -> None:
    calm = [FittedNoise(24, 0.1), FittedNoise(12, 0.4)]
    found = [FittedNoise(24, 0.2), FittedNoise(12, 0.8)]
    assert common_scale(calm, found) == pytest.approx(2.0)
    assert common_scale([], []) == 1.0


def still(*indicators: str, years: int = 17, spread: float = 0.0) -> dict[str, np.ndarray]:
    """Return what members say who differ by so much after each year, and else stand still."""
    apart = spread * np.sqrt(np.arange(years))[:, np.newaxis] * np.linspace(-1.7, 1.7, 99)
    return dict.fromkeys(indicators, apart)


def record(indicator: str, logs: np.ndarray) -> dict[str, Observed]:
    return {indicator: Observed(indicator, tuple(range(2007, 2007 + len(logs))), logs)}


def test_that_the_gap_goes_on_at_the_mean_pace_before_the_run() -> None:
    members = {"a": np.array([[5.0], [5.1], [5.2]])}
    years = {"a": Observed("a", (2005, 2007, 2009), np.array([1.0, 1.0, 1.5]))}
    gap = Run(2007, years, members).gap("a")
    assert gap.years == (2005, 2007, 2009)
    assert gap.logs - gap.logs[1] == pytest.approx([0.2, 0.0, 0.3])


def test_that_what_nobody_observed_takes_the_common_scale() -> None:
    prior = {REGIMES["remittances"]: SWINGS, REGIMES["fentanyl_seizures"]: SWINGS}
    wild = record("remittances", np.cumsum(np.tile([0.8, -0.7], 9)[:17]))
    run = Run(2007, wild, still("remittances"))
    found = fit_all(prior, run, run, 2023)
    assert found["seizure_noise"].sd > 1.3 * SWINGS.sd
    assert found["seizure_noise"].doubt > found["remittance_noise"].doubt


def test_that_noise_leaves_out_what_members_differ_by_of_themselves() -> None:
    wild = record("homicide_rate", np.cumsum(np.tile([0.8, -0.7], 9)[:17]))
    prior = {"violence_noise": WALK}
    alike = Run(2007, wild, still("homicide_rate"))
    apart = Run(2007, wild, still("homicide_rate", spread=0.2))
    whole = fit_all(prior, alike, alike, 2023)["violence_noise"]
    rest = fit_all(prior, apart, apart, 2023)["violence_noise"]
    variance = [path_covariance(each, AHEAD)[AHEAD, AHEAD] for each in (whole, rest)]
    assert variance[0] - variance[1] == pytest.approx(apart.variance("homicide_rate"), rel=0.02)
    assert rest.growth is not None
    assert less(rest, 99.0).sd == pytest.approx(rest.sd * LEAST**0.5)


def test_that_a_driver_carries_what_only_its_record_explains() -> None:
    """The driver rose and the indicator with it: told so, nothing is left for the regime."""
    risen = np.concatenate([np.zeros(9), np.arange(1, 9) * 0.4])
    known = record("us_opioid_deaths", risen)
    told = Run(2007, known, {"us_opioid_deaths": risen[:, np.newaxis] + np.zeros(9)})
    untold = Run(2007, known, still("us_opioid_deaths"))
    prior = {"epidemic_noise": SWINGS, DRIVERS["us_opioid_deaths"]: WAVES}
    found = fit_all(prior, told, untold, 2023)
    driver = found[DRIVERS["us_opioid_deaths"]]
    assert driver.growth is not None
    assert driver.growth.start > 0.25
    assert found["epidemic_noise"].sd < SWINGS.sd
    assert found["epidemic_noise"].rest == 0.0


def test_that_doubt_about_the_size_gives_each_member_its_own() -> None:
    made = noise("mist", 24.0, 0.2)
    sure = fitted_path(made, FittedNoise(24.0, 0.2), 400, 1, 60)
    doubted = fitted_path(made, FittedNoise(24.0, 0.2, 0.5), 400, 1, 60)
    ratios = doubted[1:] / sure[1:]
    assert (ratios.std(axis=0) < 1e-9).all()
    assert np.log(ratios[0]).std() == pytest.approx(0.5, rel=0.05)
    assert np.median(ratios[0]) == pytest.approx(1.0, rel=0.02)


def test_that_every_series_but_a_second_count_or_a_program_has_a_regime_of_its_own() -> None:
    model = read_model()
    counted = {line.id for line in model.indicators.values() if line.series is not None}
    carriers = (*REGIMES.values(), *DRIVERS.values())
    assert counted - {"homicides_registered", "port_encounters"} == set(REGIMES)
    assert set(DRIVERS) <= set(REGIMES)
    assert set(carriers) <= set(model.noises)
    assert len(set(carriers)) == len(carriers)
