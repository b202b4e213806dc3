"""The model starts in balance: nothing moves but what history left in motion."""

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import STATUS_QUO
from desktop.engine.run.project import project
from tests.model_checks.runs import CENTRAL, compiled, frozen_drivers, mutant, policy, run, shipped

IN_MOTION = {"us_rhetoric", "mx_rhetoric", "migrant_stock", "cartel_members", "summit"}
"""Stocks that 2023 moves from the first month on.

Its heated debate, its open jobs, the growth of criminal groups and the summit of November.
"""


def test_that_every_indicator_starts_where_its_series_or_its_parameter_stands() -> None:
    central = run()
    for indicator in shipped().indicators.values():
        start = float(central[indicator.variable][0, 0]) * indicator.scale
        if indicator.series is not None:
            assert start == pytest.approx(shipped().series[indicator.series].values[-1], rel=1e-9)
        elif indicator.start_range is not None:
            assert indicator.start_range[0] < start < indicator.start_range[1]


def test_that_at_frozen_drivers_nothing_drifts_in_any_member() -> None:
    still = run(ensemble=EnsembleChoice(members=100, noise=False), model=frozen_drivers())
    for name, values in still.items():
        size = np.maximum(np.abs(values[0]), 1e-6)
        assert (np.abs(values - values[0]) / size).max() <= 1e-3, name


@pytest.mark.mutant
def test_that_a_lever_away_from_its_reference_would_drift() -> None:
    # The mutant of the test above: a reference value that is not the lever's default.
    leaning = run(model=mutant(pathways_0=1000.0))
    other = run()["irregular_encounters"]
    assert leaning["irregular_encounters"][24, 0] > 1.01 * other[24, 0]


def test_that_stocks_move_in_the_first_month_only_if_history_left_them_in_motion() -> None:
    first = run(ensemble=EnsembleChoice(members=100, noise=False))
    moved = {
        name
        for name in shipped().stocks
        if np.abs(first[name][1] - first[name][0]).max() > 1e-9 * np.abs(first[name][0]).max()
    }
    assert moved == IN_MOTION


def test_that_no_chart_steps_at_the_vantage() -> None:
    for ensemble in (CENTRAL, EnsembleChoice(members=500)):
        lines = project(compiled(), STATUS_QUO, compiled().draws(ensemble))
        for indicator in lines.indicators:
            medians = np.median(lines.of(indicator)[:2], axis=1)
            assert medians[1] == pytest.approx(medians[0], rel=0.02), indicator


def test_that_starting_values_span_the_range_that_is_shown() -> None:
    lines = project(compiled(), STATUS_QUO, compiled().draws(EnsembleChoice(members=1000)))
    for indicator in shipped().indicators.values():
        if indicator.start_range is not None:
            low, high = np.percentile(lines.of(indicator.id)[0], [5, 95])
            assert low == pytest.approx(indicator.start_range[0], rel=0.02)
            assert high == pytest.approx(indicator.start_range[1], rel=0.02)


def test_that_everything_stays_inside_its_bounds_at_random_corners_of_the_lever_space() -> None:
    generator = np.random.Generator(np.random.PCG64(7))
    events = list(shipped().events)
    for _ in range(12):
        ends = {
            lever.id: float((lever.low, lever.default, lever.high)[generator.integers(3)])
            for lever in shipped().levers.values()
        }
        injected = [
            (events[generator.integers(len(events))], f"20{generator.integers(24, 37)}-06")
            for _ in range(4)
        ]
        values = run(policy(*injected, **ends), EnsembleChoice(members=50))
        for name, found in values.items():
            assert np.isfinite(found).all(), name
        for indicator in shipped().indicators.values():
            if indicator.bounds is not None:
                assert values[indicator.variable].min() >= indicator.bounds[0]
                assert values[indicator.variable].max() <= indicator.bounds[1]
        assert values["irregular_encounters"].max() < 4.01 * values["irregular_encounters"][0, 0]
        assert values["homicide_rate"].max() < 4.06 * values["homicide_rate"][0, 0]
        assert values["local_police_capacity"].min() >= 3
