"""The default line of a flow: the mean of the last twelve months."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL
from desktop.domain.history import Series
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.ensemble.draws import draw
from desktop.engine.run.project import project
from tests.engine.small_models import certain, indicator, model, series

VANTAGE = Month(2023, 12)
OBSERVED = {VANTAGE.plus(-back): 100.0 + 10 * back for back in range(30)}


def line(history: Series | None, *, twelve_months: bool = True) -> list[float]:
    made = model(
        {"flow": "12 + time / 2"},
        parameters=[certain("k", 1)],
        indicators=[
            indicator(
                "i",
                "flow",
                scale=10,
                twelve_months=twelve_months,
                series=None if history is None else history.id,
            )
        ],
        all_series=[] if history is None else [history],
    )
    run = project(compile_model(made), STATUS_QUO, draw(made, CENTRAL))
    return [float(value) for value in run.of("i")[:, 0]]


def test_that_the_line_joins_the_observed_months() -> None:
    found = line(series("s", OBSERVED))
    observed = [OBSERVED[VANTAGE.plus(back)] for back in range(-11, 1)]
    projected = [10 * (12 + step / 2) for step in range(1, 157)]
    months = [*observed, *projected]
    expected = [sum(months[step : step + 12]) / 12 for step in range(157)]
    assert found == pytest.approx(expected)


def test_that_a_flow_without_a_series_stood_at_its_start() -> None:
    found = line(None)
    assert found[0] == pytest.approx(120.0)
    assert found[1] == pytest.approx(120.0 + 5.0 / 12)
    assert found[12] == pytest.approx(np.mean([120 + 5 * step for step in range(1, 13)]))


def test_that_yearly_or_short_history_counts_as_none() -> None:
    yearly = replace(
        series("s", OBSERVED), months=(VANTAGE,), values=(7.0,), raw_months=(), raw_values=()
    )
    short = series("s", {month: value for month, value in OBSERVED.items() if month < VANTAGE})
    assert line(yearly) == line(None)
    assert line(short) == line(None)


def test_that_a_level_is_shown_as_it_is() -> None:
    assert line(series("s", OBSERVED), twelve_months=False)[:3] == pytest.approx([120, 125, 130])
