"""Numbers alone are worked out alike on every system."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.language.arithmetic import worked_out


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("exp", [1.0], math.e),
        ("ln", [10.0], 2.302585092994046),
        ("power", [10.0, 3.0], 1000.0),
        ("power", [-8.0, 3.0], -512.0),
        ("power", [2.0, 0.5], math.sqrt(2.0)),
        ("exp", [-1000.0], 0.0),
        ("exp", [1000.0], math.inf),
        ("ln", [0.0], -math.inf),
        ("power", [0.0, -1.0], math.inf),
        ("power", [0.0, 0.0], 1.0),
        ("exp", [0.0], 1.0),
        ("power", [10.0, 400.0], math.inf),
    ],
)
def test_that_a_number_is_the_nearest_there_is(
    kind: str, values: list[float], expected: float
) -> None:
    assert worked_out(kind, values) == expected


@pytest.mark.parametrize(("kind", "values"), [("ln", [-1.0]), ("power", [-8.0, 0.5])])
def test_that_what_is_no_number_stays_none(kind: str, values: list[float]) -> None:
    found = worked_out(kind, values)
    assert found is not None
    assert math.isnan(found)


@given(st.floats(-300, 300))
def test_that_ln_takes_back_what_exp_made(x: float) -> None:
    found = worked_out("exp", [x])
    assert found is not None
    assert worked_out("ln", [found]) == pytest.approx(x, rel=1e-15, abs=2e-16)
