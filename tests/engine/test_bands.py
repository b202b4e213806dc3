"""Percentiles by their definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.errors import UnknownIndicatorError
from desktop.domain.policy import STATUS_QUO
from desktop.engine.bands import bands, percentiles
from desktop.engine.projection import PERCENTILES, Projection
from tests.engine.small_models import CLOCK


def projection(members: int, dtype: type[np.floating] = np.float64) -> Projection:
    shape = (CLOCK.steps + 1, 3, members)
    values = np.random.default_rng(1).standard_normal(shape).astype(dtype)
    values.flags.writeable = False
    request = RunRequest(STATUS_QUO, EnsembleChoice(members=members))
    return Projection(CLOCK, request, ("a", "b", "c"), values)


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


def test_that_bands_of_an_unknown_indicator_are_refused() -> None:
    with pytest.raises(UnknownIndicatorError):
        bands(projection(3), ["nobody"])
