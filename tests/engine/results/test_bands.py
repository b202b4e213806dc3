"""Percentiles by their definition."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import UnknownIndicatorError
from desktop.domain.policy import STATUS_QUO
from desktop.engine.ensemble.draws import draw
from desktop.engine.machine.native import BUILDS, Library
from desktop.engine.results.bands import bands, percentiles
from desktop.engine.results.projection import PERCENTILES, Projection
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


EVERY_BUILD = [Library(build=build) for build in range(len(BUILDS))]
"""One that the processor does not offer is the best that it does."""

SHAPES: dict[str, Callable[[np.random.Generator, tuple[int, int]], NDArray[np.floating]]] = {
    "even": lambda rng, size: rng.random(size),
    "normal": lambda rng, size: rng.standard_normal(size),
    "a long tail": lambda rng, size: np.exp(8 * rng.standard_normal(size)),
    "few values": lambda rng, size: rng.integers(0, 4, size).astype(float),
    "one value": lambda _, size: np.full(size, -3.0),
    "nearly one value": lambda rng, size: 1.0 + rng.integers(0, 3, size) * 2.0**-52,
    "subnormal": lambda rng, size: rng.integers(0, 9, size) * 5e-324,
    "huge": lambda rng, size: rng.choice([-1.7e308, 0.0, 1.7e308], size),
}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("members", [1, 2, 3, 20, 127, 1000, 4000])
def test_that_selected_percentiles_have_the_bits_of_sorted_ones(
    dtype: type[np.floating], shape: str, members: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with np.errstate(all="ignore"):
        values = SHAPES[shape](np.random.default_rng(members), (30, members)).astype(dtype)
        monkeypatch.setattr("desktop.engine.results.bands.library", lambda: None)
        ordered = percentiles(values)
        for build in EVERY_BUILD:
            monkeypatch.setattr("desktop.engine.results.bands.library", lambda build=build: build)
            assert np.array_equal(percentiles(values), ordered, equal_nan=True), build.build


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_that_what_is_not_finite_leaves_no_percentile(
    odd: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.arange(120.0).reshape(3, 40)
    values[1, 7] = odd
    for _ in range(2):
        found = percentiles(values)
        assert np.isnan(found[:, 1]).all()
        assert np.isfinite(found[:, [0, 2]]).all()
        monkeypatch.setattr("desktop.engine.results.bands.library", lambda: None)


def test_that_bands_of_an_unknown_indicator_are_refused() -> None:
    with pytest.raises(UnknownIndicatorError):
        bands(projection(3), ["nobody"])
