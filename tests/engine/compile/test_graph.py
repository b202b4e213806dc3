"""What a graph saves: operations that another form of the same equation does without."""

from collections import Counter

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.compile.graph import following
from desktop.engine.run.project import variables
from tests.engine.small_models import indicator, model, noise, parameter


@pytest.mark.parametrize(
    ("equation", "costly"),
    [
        ("k * exp(wind) * exp(2 * wind) * wind ** 2", {"exp": 1}),
        ("abs(wind) ** k * (1 + abs(wind)) ** k / exp(wind)", {"exp": 1, "ln": 2}),
        ("exp(wind) + exp(k * wind)", {"exp": 2}),
        ("exp(wind) * exp(k)", {"exp": 2}),
        ("ln(exp(k * wind))", {}),
        ("exp(wind) ** k", {"exp": 1}),
        ("(2 + wind) ** -1.5", {}),
    ],
)
def test_that_powers_and_logarithms_are_no_more_than_they_must(
    equation: str, costly: dict[str, int]
) -> None:
    made = model(
        {"y": equation},
        parameters=[parameter("k", 0.4, 0.6, 0.9)],
        noises=[noise("wind")],
        indicators=[indicator("i", "y")],
    )
    compiled = compile_model(made)
    draws = compiled.draws(EnsembleChoice(members=40))
    nodes = following([compiled.program(compiled.drawn).graph.variables["y"]])
    counted = Counter(node.kind for node in nodes.values() if node.kind in {"exp", "ln"})
    assert counted == costly
    found = variables(compiled, STATUS_QUO, draws)
    wind, k = draws.noises["wind"].astype(float), draws.parameters["k"]
    plain = {"k": k, "wind": wind, "exp": np.exp, "ln": np.log, "abs": np.abs}
    expected = eval(equation, {"__builtins__": {}}, plain)  # one of those above
    assert found["y"] == pytest.approx(expected, rel=1e-13)


def test_that_a_power_of_zero_is_one_also_of_what_has_no_logarithm() -> None:
    made = model(
        {"y": "(0 * wind) ** k * exp(wind) * 2 ** (k + wind)", "k": "0 * wind"},
        noises=[noise("wind")],
        indicators=[indicator("i", "y")],
    )
    compiled = compile_model(made)
    draws = compiled.draws(EnsembleChoice(members=40))
    wind = draws.noises["wind"].astype(float)
    found = variables(compiled, STATUS_QUO, draws)["y"]
    assert found == pytest.approx(np.exp(wind) * 2**wind, rel=1e-13)
