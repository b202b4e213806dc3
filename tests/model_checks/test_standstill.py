"""The start: no chart steps at the vantage, and with history at rest nothing drifts."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import project
from tests.model_checks.behaviours import change_of
from tests.model_checks.runs import CENTRAL, run, shipped

DATA = Path(__file__).parent / "data"
STARTS: dict[str, Any] = tomllib.loads((DATA / "starts.toml").read_text(encoding="utf-8"))
BOUNDS: dict[str, Any] = tomllib.loads((DATA / "bounds.toml").read_text(encoding="utf-8"))["bounds"]
STILL = EnsembleChoice(members=50, noise=False)


def at_rest(model: Model, but: str = "") -> Model:
    """Return a model with what is in motion at rest, except for one thing."""
    parameters = dict(model.parameters)
    for name, place in STARTS["rest"].items():
        if name != but:
            value = parameters[place].central if isinstance(place, str) else float(place)
            parameters[name] = replace(parameters[name], low=value, central=value, high=value)
    pulses = {name: replace(pulse, votes=()) for name, pulse in model.pulses.items()}
    return replace(model, parameters=parameters, pulses=model.pulses if but == "votes" else pulses)


def drifting(model: Model) -> dict[str, float]:
    """Return every variable that drifts in thirteen years, in any member, and how far."""
    found = {}
    for name, values in run(ensemble=STILL, model=compile_model(model)).items():
        size = np.abs(values[0])
        if name in BOUNDS:
            size = np.where(size > 0, size, BOUNDS[name][1] - BOUNDS[name][0])
        drift = float((np.abs(values - values[0]) / np.maximum(size, 1e-9)).max())
        if not drift <= STARTS["allow"]["drift"]:
            found[name] = drift
    return found


def steps(model: Model) -> dict[str, float]:
    """Return every indicator that steps in its first month, on its chart or in the model.

    The start is the last twelve months of the series where there is one; the chart, and the month
    that the model computes, must both set out from there.
    """
    found = {}
    compiled = compile_model(model)
    # As many members as a chart shows: with fewer, chance alone moves a median.
    for ensemble in (CENTRAL, EnsembleChoice()):
        lines = project(compiled, STATUS_QUO, compiled.draws(ensemble))
        values = run(ensemble=ensemble, model=compiled)
        for indicator in model.indicators.values():
            start = float(np.median(lines.of(indicator.id)[0]))
            if indicator.series is not None:
                start = float(model.series[indicator.series].values[-1])
            first = float(np.median(lines.of(indicator.id)[1]))
            month = indicator.scale * float(np.median(values[indicator.variable][1]))
            step = max(abs(first / start - 1.0), abs(month / start - 1.0))
            if not step <= STARTS["allow"]["step"]:
                found[indicator.id] = step
    return found


def test_that_no_chart_steps_at_the_vantage_and_no_model_beneath_it() -> None:
    assert steps(shipped()) == {}


def test_that_with_history_at_rest_nothing_drifts_in_thirteen_years() -> None:
    assert drifting(at_rest(shipped())) == {}


@pytest.mark.mutant
@pytest.mark.parametrize(
    "left",
    [
        pytest.param(name, marks=pytest.mark.long if place % 5 else ())
        for place, name in enumerate(STARTS["moves"])
    ],
)
def test_that_what_is_left_in_motion_drifts(left: str) -> None:
    assert STARTS["moves"][left] in drifting(at_rest(shipped(), but=left))


@pytest.mark.mutant
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=pytest.mark.long if place > 1 else ())
        for place in range(len(STARTS["mutant"]))
    ],
)
def test_that_a_start_out_of_place_is_noticed(place: int) -> None:
    table = dict(STARTS["mutant"][place])
    where = table.pop("steps", None), table.pop("drifts", None)
    spoiled = change_of(table).on(shipped())
    if where[0]:
        assert where[0] in steps(spoiled), table["says"]
    else:
        assert where[1] in drifting(at_rest(spoiled)), table["says"]


def test_that_all_that_rests_is_known_to_move() -> None:
    assert {*STARTS["rest"], "votes"} == STARTS["moves"].keys()
