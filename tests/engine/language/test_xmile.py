"""What the exported file says, read as XML; that it computes the same is checked with PySD."""

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.model.model import Effect, Function, LookupTable, Model, Shape
from desktop.engine.compile.compiler import compile_model
from desktop.engine.ensemble.draws import draw
from desktop.engine.language.xmile import NAMESPACE, xmile
from desktop.engine.run.project import run_member, variables
from tests.engine.runs import CENTRAL, policy
from tests.engine.small_models import CLOCK, certain, lever, model, parameter, rivals, stock

SPACE = {"x": NAMESPACE}


def exported(made: Model, request: RunRequest | None = None, member: int = 0) -> ET.Element:
    """Return the exported file of a run, the central one if none is given."""
    request = request or RunRequest(policy(), CENTRAL)
    draws = draw(made, request.ensemble)
    text = xmile(made, run_member(compile_model(made), request.policy, draws, member))
    return ET.fromstring(text)


def equation(root: ET.Element, name: str) -> str:
    """Return the equation of a variable."""
    (found,) = root.iterfind(f".//x:variables/*[@name='{name}']/x:eqn", SPACE)
    return found.text or ""


def points(root: ET.Element, name: str, axis: str = "ypts") -> list[float]:
    """Return the points of a graphical function."""
    (found,) = root.iterfind(f".//x:variables/*[@name='{name}']/x:gf/x:{axis}", SPACE)
    return [float(point) for point in (found.text or "").split(",")]


def named(root: ET.Element) -> list[str]:
    """Return the names of all variables."""
    return [found.attrib["name"] for found in root.iterfind(".//x:variables/*", SPACE)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a + b * c", "a + b * c"),
        ("(a + b) * c", "(a + b) * c"),
        ("a - (b - c)", "a - (b - c)"),
        ("a - b - c", "a - b - c"),
        ("a / (b / c)", "a / (b / c)"),
        ("a / b / c", "a / b / c"),
        ("a * (b / c)", "a * (b / c)"),
        ("a ** b ** c", "a ^ (b ^ c)"),
        ("(a ** b) ** c", "(a ^ b) ^ c"),
        ("-a ** b", "(-(a ^ b))"),
        ("(-a) ** 2", "(-a) ^ 2"),
        ("a ** -b", "a ^ (-b)"),
        ("2.5 * a + time / 1e-9", "2.5 * a + TIME / 1e-09"),
        ("max(a, min(b, c))", "MAX(a, MIN(b, c))"),
        ("clip(a, 0, 1)", "MAX(0, MIN(a, 1))"),
        ("exp(a) + ln(b) + sqrt(c) + abs(a - b)", "EXP(a) + LN(b) + SQRT(c) + ABS(a - b)"),
        ("a if b > c else c", "(IF (b > c) THEN a ELSE c)"),
        (
            "a if not (b >= c) and a != b or a == c else 1",
            "(IF (((NOT (b >= c)) AND a <> b) OR a = c) THEN a ELSE 1)",
        ),
        # Brackets round a comparison stop some readers.
        ("a if b > 0 and c > 0 else 1", "(IF (b > 0 AND c > 0) THEN a ELSE 1)"),
        (
            "a if b > 0 and (c > 0 and a > b) else 1",
            "(IF (b > 0 AND c > 0 AND a > b) THEN a ELSE 1)",
        ),
        ("smooth(a + time, b, c)", "SMTH1(a + TIME, MAX(b, 1), c)"),
        ("2 * smooth3(time, b, c)", "2 * SMTH3(TIME, MAX(b, 3), c)"),
        ("half(a + b)", "(a + b) / 2"),
    ],
)
def test_that_an_equation_is_written_with_the_brackets_it_needs(
    written: str, expected: str
) -> None:
    made = model(
        {"y": written},
        parameters=[certain(name, value) for name, value in (("a", 2.0), ("b", 3.0), ("c", 4.0))],
        functions=[Function("half", ("x",), "x / 2")],
    )
    assert equation(exported(made), "y") == expected


def test_that_time_runs_from_the_vantage_in_months() -> None:
    root = exported(model({"y": "time"}))
    times = {name: root.findtext(f".//x:{name}", "", SPACE) for name in ("start", "stop", "dt")}
    assert times == {"start": "0", "stop": str(CLOCK.steps), "dt": "1"}


def test_that_a_member_goes_out_with_its_own_numbers() -> None:
    made = rivals()
    request = RunRequest(policy(), EnsembleChoice(members=9))
    draws = draw(made, request.ensemble)
    run = run_member(compile_model(made), request.policy, draws, 4)

    root = exported(made, request, 4)

    assert float(equation(root, "p_0")) == draws.parameters["p_0"][4] == run.parameters["p_0"]
    assert points(root, "weather") == draws.noises["weather"][:, 4].tolist()
    assert points(root, "weather") != points(exported(made), "weather")


def test_that_a_path_is_a_point_a_month_of_what_is_in_force() -> None:
    moved = policy({"duty": Setting(30.0, CLOCK.first.plus(5), 4)})
    root = exported(rivals(), RunRequest(moved, CENTRAL))
    path = points(root, "duty_in_force")
    assert equation(root, "duty_in_force") == "TIME"
    assert len(path) == CLOCK.steps + 1
    assert path[5] == 0.0
    assert 0.0 < path[6] < path[9] < path[-1] == pytest.approx(30.0)
    assert "duty" not in named(root)


def test_that_an_impulse_moves_the_stock_in_the_month_before_it_shows() -> None:
    shaken = policy(events=[("quarrel", "2024-03")])
    root = exported(rivals(), RunRequest(shaken, CENTRAL))
    path = points(root, "anger_impulse")
    assert {step: size for step, size in enumerate(path) if size} == {2: 12.0}
    assert equation(root, "anger_flow").endswith(" + anger_impulse")


def flow_of(*stocks: Any, flows: Sequence[str] = (), unit: str = "idx/year") -> str:
    made = model(dict.fromkeys(flows, "1"), stocks=stocks, units=dict.fromkeys(flows, unit))
    return equation(exported(made), "s_flow")


def test_that_a_flow_is_a_month_s_and_stays_within_the_bounds() -> None:
    assert flow_of(stock("s", "1", "2 - s")) == "2 - s"
    assert flow_of(stock("s", "1", "2 - s", period="year")) == "(2 - s) / 12"
    bounded = flow_of(stock("s", "1", "2 - s", bounds=(-40.0, 60.0)))
    assert bounded == "MAX((-40) - s, MIN(2 - s, 60 - s))"
    both = flow_of(stock("s", "1", inflow="a", outflow="b"), flows=("a", "b"))
    assert both == "a / 12 - b / 12"
    out = flow_of(stock("s", "1", outflow="b"), flows=("b",), unit="idx/month")
    assert out == "(-b)"


def test_that_equal_readings_of_a_table_share_one_auxiliary() -> None:
    made = model(
        {
            "y": "lookup(bend, time) + lookup(bend, time)",
            "z": "lookup(bend, time + 1)",
        },
        lookups=[LookupTable("bend", "idx", (0.0, 100.0), (1.0, 8.0))],
        parameters=[certain("bend_reading_2", 0.0)],
    )
    root = exported(made)
    assert equation(root, "y") == "bend_reading + bend_reading"
    assert equation(root, "bend_reading") == "TIME"
    # Its name was taken.
    assert equation(root, "z") == "bend_reading_3"
    assert equation(root, "bend_reading_3") == "TIME + 1"
    assert points(root, "bend_reading", "xpts") == [0.0, 100.0]
    assert points(root, "bend_reading") == [1.0, 8.0]


def test_that_no_two_variables_share_a_name() -> None:
    made = model(
        {"s_flow": "s", "s_impulse": "1"},
        stocks=[stock("s", "1", "-s")],
        parameters=[parameter("s_flow_2", 0, 1, 2)],
        effects=[Effect("quarrel", "s", 1.0, Shape.IMPULSE, 0.0, 0)],
        levers=[lever("duty")],
    )
    names = named(exported(made))
    assert len(set(names)) == len(names)
    assert {"s_flow", "s_flow_2", "s_flow_3", "s_impulse", "s_impulse_2"} <= set(names)


def test_that_every_variable_of_a_run_is_in_the_file() -> None:
    made = rivals()
    run = run_member(compile_model(made), policy(), draw(made, CENTRAL))
    assert {*run.values, *made.parameters} <= set(named(exported(made)))


def test_that_a_member_alone_is_what_it_is_among_the_others() -> None:
    compiled = compile_model(rivals())
    shaken = policy({"duty": Setting(25.0)}, [("quarrel", "2026-05")])
    draws = compiled.draws(EnsembleChoice(members=9))

    among = variables(compiled, shaken, draws)
    for member in (0, 8):
        alone = run_member(compiled, shaken, draws, member).values
        assert alone.keys() == among.keys()
        for name, values in alone.items():
            np.testing.assert_allclose(values, among[name][:, member], rtol=1e-13, err_msg=name)
            assert not values.flags.writeable
