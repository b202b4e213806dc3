"""Bad arithmetic, odd numbers of members and models of any size, compiled and in NumPy."""

from collections.abc import Iterator
from contextlib import nullcontext

import numpy as np
import pytest

from desktop.domain.clock import Clock, Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import RunFailedError
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.machine.executor import library_set_aside
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project, variables
from tests.engine.small_models import indicator, model, noise, parameter

YEAR = Clock(Month(2023, 12), Month(2024, 12))


@pytest.fixture(params=["compiled", "numpy"])
def executor(request: pytest.FixtureRequest) -> Iterator[None]:
    with library_set_aside() if request.param == "numpy" else nullcontext():
        yield


@pytest.mark.usefixtures("executor")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("equation", "month"),
    [
        ("1 / (k * (time - 3))", 3),
        ("(time - 4) / (k * (time - 4))", 4),
        ("ln(k * (5.5 - time))", 6),
        ("k * ln(7 - time)", 7),
        ("(k * (6.5 - time)) ** 0.3", 7),
        ("sqrt(k * (6.5 - time))", 7),
        ("exp(k * 100 ** (time - 1))", 3),
        ("k * 10 ** (70 * (time - 1))", 6),
    ],
)
def test_that_arithmetic_that_has_no_outcome_is_named_with_its_month(
    equation: str, month: int, dtype: type[np.floating]
) -> None:
    made = model(
        {"bad": equation, "worse": "min(bad, 0) + max(bad, 0)", "cut": "clip(worse, -1, 1)"},
        parameters=[parameter("k", 0.8, 1.0, 1.2)],
        indicators=[indicator("i", "cut"), indicator("j", "worse")],
        clock=YEAR,
    )
    compiled = compile_model(made)
    draws = compiled.draws(EnsembleChoice(members=5))
    with pytest.raises(RunFailedError) as caught:
        project(compiled, STATUS_QUO, draws, dtype=dtype)
    assert caught.value.fields == {"variable": "bad", "month": YEAR.month(month)}


@pytest.mark.parametrize("members", [0, 1, 127, 128, 129, 1001])
def test_that_one_equation_runs_alike_for_any_number_of_members(members: int) -> None:
    made = model(
        {"y": "p + wind"},
        parameters=[parameter("p", 1.0, 2.0, 5.0)],
        noises=[noise("wind")],
        indicators=[indicator("i", "y", twelve_months=True)],
        clock=YEAR,
    )
    compiled = compile_model(made)
    draws = compiled.draws(EnsembleChoice(members=members))
    runs = []
    for context in (nullcontext(), library_set_aside()):
        with context:
            found = project(compiled, STATUS_QUO, draws)
            runs.append((found.values.tobytes(), bands(found).values.tobytes()))
    assert found.values.shape == (13, 1, max(1, members))
    assert runs[0] == runs[1]
    fan = bands(found).of("i")
    expected = np.percentile(found.of("i"), (5, 25, 50, 75, 95), axis=1)
    assert fan == pytest.approx(expected, rel=1e-14)


@pytest.mark.long
def test_that_thousands_of_equations_with_tens_of_thousands_of_numbers_run_alike() -> None:
    count, each = 2000, 33
    auxiliaries = {}
    for place in range(count):
        before = f"x{place - 1}" if place else "wind"
        gaps = (f"abs({before} - {place * each + term}.5)" for term in range(each))
        auxiliaries[f"x{place}"] = f"({' + '.join(gaps)}) / {each}"
    made = model(auxiliaries, noises=[noise("wind")], clock=YEAR)
    compiled = compile_model(made)
    draws = compiled.draws(EnsembleChoice(members=3))
    fast = variables(compiled, STATUS_QUO, draws)
    with library_set_aside():
        plain = variables(compiled, STATUS_QUO, draws)
    last = fast[f"x{count - 1}"]
    assert np.isfinite(last).all()
    assert len(np.unique(last[-1])) == 3
    for name, values in fast.items():
        assert values.tobytes() == plain[name].tobytes()
