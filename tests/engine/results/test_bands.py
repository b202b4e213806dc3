"""Percentiles by their definition."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import UnknownIndicatorError
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.ensemble.draws import draw
from desktop.engine.results.bands import bands, live_bands, percentiles
from desktop.engine.results.projection import PERCENTILES, Projection
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model
from tests.engine.small_models import CLOCK, model


def projection(members: int, dtype: type[np.floating] = np.float64) -> Projection:
    shape = (CLOCK.steps + 1, 3, members)
    values = np.random.default_rng(1).standard_normal(shape).astype(dtype)
    values.flags.writeable = False
    draws = draw(model(), EnsembleChoice(members=members))
    return Projection(CLOCK, STATUS_QUO, draws, ("a", "b", "c"), values)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_that_percentiles_are_numpys_linear_ones(values: list[float]) -> None:
    expected = np.quantile(values, [p / 100 for p in PERCENTILES], method="linear")
    assert percentiles(np.array(values)).tolist() == pytest.approx(expected.tolist(), abs=1e-6)


@pytest.mark.parametrize("members", [1, 2, 200, 1001])
def test_that_bands_are_percentiles_over_the_members(members: int) -> None:
    made = projection(members)
    expected = np.quantile(made.values, [p / 100 for p in PERCENTILES], axis=-1)
    assert np.allclose(bands(made).values, expected, rtol=1e-12, atol=1e-12)


def test_that_some_indicators_have_the_same_bands_as_among_all() -> None:
    made = projection(50)
    some = bands(made, ["c", "a"])
    assert some.indicators == ("c", "a")
    assert (some.of("c") == bands(made).of("c")).all()
    assert (some.of("a") == bands(made).of("a")).all()


def test_that_taking_bands_leaves_the_projection_alone() -> None:
    made = projection(50, np.float32)
    before = made.values.copy()
    found = bands(made)
    assert (made.values == before).all()
    assert not found.values.flags.writeable
    assert found.values.dtype == np.float32


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("members", [1, 2, 1000])
def test_that_live_bands_are_at_most_a_step_away(members: int, dtype: type[np.floating]) -> None:
    made = projection(members, dtype)
    found = live_bands(made)
    reach = made.values.max(axis=-1) - made.values.min(axis=-1)
    away = np.abs(found.values - bands(made).values)
    assert (away <= 1.01 * reach / 65534 + 1e-6).all()
    assert found.indicators == made.indicators
    assert found.values.dtype == dtype
    assert not found.values.flags.writeable


@pytest.mark.parametrize("value", [0.0, -3.0, 1e-45, 1e30])
def test_that_live_bands_of_members_that_agree_are_their_value(value: float) -> None:
    made = projection(9, np.float32)
    alike = replace(made, values=np.full_like(made.values, value))
    assert np.allclose(live_bands(alike).values, alike.values[:, :, 0], rtol=1e-6, atol=1e-37)


def test_that_live_bands_survive_a_reach_beyond_their_precision() -> None:
    made = projection(2, np.float32)
    values = made.values.copy()
    values[5, 1] = (-3e38, 3e38)
    wide = replace(made, values=values)
    with np.errstate(all="ignore"):
        found, exact = live_bands(wide).values, bands(wide).values
    assert np.array_equal(found, exact, equal_nan=True)


def test_that_live_bands_are_within_a_pixel_of_the_exact_ones() -> None:
    model = read_model()
    compiled = compile_model(model)
    rng = random.Random(7)
    height = 400
    near, points = 0, 0
    for _ in range(4):
        moved = rng.sample(list(model.levers.values()), 5)
        policy = Policy({lever.id: Setting(rng.choice([lever.low, lever.high])) for lever in moved})
        live = project(compiled, policy, compiled.draws(EnsembleChoice()), dtype=np.float32)
        shown, exact = live_bands(live).values, bands(live).values
        reach = exact.max(axis=(0, 1)) - exact.min(axis=(0, 1))
        near += int((np.abs(shown - exact) * height <= reach).sum())
        points += shown.size
    assert near >= 0.99 * points


def test_that_bands_of_an_unknown_indicator_are_refused() -> None:
    with pytest.raises(UnknownIndicatorError):
        bands(projection(3), ["nobody"])
