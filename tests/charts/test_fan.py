"""The lines of a fan, and lines on their way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from desktop.charts.fan import between, held

VALUES = st.floats(-1e9, 1e9)
LINES = arrays(float, (5, 7), elements=VALUES)


@given(LINES, LINES, st.floats(0.0, 1.0), st.integers(0, 6))
def test_that_lines_on_their_way_begin_and_end_exactly_and_never_stray(
    before: np.ndarray, after: np.ndarray, share: float, step: int
) -> None:
    assert between(before, after, 0.0) is before
    assert between(before, after, 1.0) is after
    found = between(before, after, share)
    slack = 1e-6
    assert (found >= np.minimum(before, after) - slack).all()
    assert (found <= np.maximum(before, after) + slack).all()
    # What is held from a month on is so all the way.
    seen = between(held(before, step), held(after, step), share)
    assert (seen[:, step:] == seen[:, step : step + 1]).all()
