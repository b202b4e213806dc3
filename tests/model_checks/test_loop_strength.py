"""Which of the evidence's loops change anything that can be seen, and which do not."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import CompiledModel
from tests.model_checks.runs import compiled, mutant, run, shipped, starting, year

TABLE = tomllib.loads((Path(__file__).parent / "data" / "loops.toml").read_text(encoding="utf-8"))
LOOPS: Mapping[str, Mapping[str, Any]] = TABLE["loop"]
LEAST: float = TABLE["least"]["share"]
WEAKER, STRONGER = 0.02, 20.0
"""Factors on a loop's parameters that turn whether it matters."""

Shares = dict[tuple[str, str], float]


def answers(loop: str, model: CompiledModel) -> Shares:
    """Return what each probe does to each curve, as a share of the curve's level."""
    still = run(STATUS_QUO, model=model)
    found = {}
    for lever, value in LOOPS[loop]["probes"].items():
        moved = run(starting("2025-01", lever, value), model=model)
        for indicator in shipped().indicators.values():
            before, after = (
                float(year(each[indicator.variable], 2030)[0]) for each in (still, moved)
            )
            found[lever, indicator.id] = (after - before) / before
    return found


def scaled(loop: str, factor: float) -> CompiledModel:
    """Return the model with a loop's parameters multiplied."""
    known = shipped().parameters
    return mutant(**{name: factor * known[name].central for name in LOOPS[loop]["cut"]})


def added(loop: str, model: CompiledModel) -> Mapping[str, float]:
    """Return the largest change of any answer, by curve, that comes from the loop."""
    closed, opened = answers(loop, model), answers(loop, cut(loop))
    largest: dict[str, float] = {}
    for (lever, curve), share in closed.items():
        change = abs(share - opened[lever, curve])
        largest[curve] = max(largest.get(curve, 0.0), change)
    return largest


@cache
def cut(loop: str) -> CompiledModel:
    return scaled(loop, 0.0)


def matters(loop: str, model: CompiledModel) -> bool:
    """Say whether the loop changes an answer that can be seen."""
    table, largest = LOOPS[loop], added(loop, model)
    return largest[table["moves"]] >= LEAST if table["matters"] else max(largest.values()) >= LEAST


@pytest.mark.parametrize("loop", LOOPS)
def test_that_a_loop_matters_where_it_is_said_to(loop: str) -> None:
    assert matters(loop, compiled()) == LOOPS[loop]["matters"], added(loop, compiled())


@pytest.mark.mutant
@pytest.mark.parametrize("loop", LOOPS)
def test_that_a_loop_much_weaker_or_stronger_would_be_noticed(loop: str) -> None:
    strong = LOOPS[loop]["matters"]
    turned = scaled(loop, WEAKER if strong else STRONGER)
    assert matters(loop, turned) != strong
