"""What the exported file says, read as XML; that others compute the same is in model_checks."""

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
from desktop.engine.run.project import run_member, variables
from desktop.reports.xmile.file import NAMESPACE, xmile
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


def unit(root: ET.Element, name: str) -> str:
    """Return the unit of a variable."""
    (found,) = root.iterfind(f".//x:variables/*[@name='{name}']/x:units", SPACE)
    return found.text or ""


def path(root: ET.Element, name: str) -> list[float]:
    """Return what a variable that only the month decides is at every step."""

    class Scope(dict[str, Any]):
        def __missing__(self, used: str) -> Any:
            self[used] = eval(equation(root, used), {}, self)
            return self[used]

    steps = range(CLOCK.steps + 1)
    return [Scope(TIME=float(step), MAX=max, MIN=min)[name] for step in steps]


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
        ("a if b > c else c", "IF b > c THEN a ELSE c"),
        ("a if b > 0 and (c > 0 and a > b) else 1", "IF b > 0 AND c > 0 AND a > b THEN a ELSE 1"),
        ("a if not (b >= c or a != b) else 1", "IF b < c AND a = b THEN a ELSE 1"),
        ("a if b > c and a > c or a == c else 1", "IF y_condition > 0 OR a = c THEN a ELSE 1"),
        ("(a if b > c else c) + (a if b > c else c)", "y_choice + y_choice"),
        ("a if b > c else (b if c > a else c)", "IF b > c THEN a ELSE y_choice"),
        ("2 * smooth(a + time, b, c)", "2 * y_smooth"),
        ("2 * smooth3(time, b, c)", "2 * y_smooth_3"),
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


@pytest.mark.long
def test_that_a_member_goes_out_with_its_own_numbers() -> None:
    made = rivals()
    request = RunRequest(policy(), EnsembleChoice(members=9))
    draws = draw(made, request.ensemble)
    run = run_member(compile_model(made), request.policy, draws, 4)

    root = exported(made, request, 4)

    assert float(equation(root, "p_0")) == draws.parameters["p_0"][4] == run.parameters["p_0"]
    assert path(root, "weather") == draws.noises["weather"][:, 4].tolist()
    assert equation(exported(made), "weather") == "0"


def test_that_a_path_is_a_point_a_month_of_what_is_in_force() -> None:
    moved = policy({"duty": Setting(30.0, CLOCK.first.plus(5), 4)})
    root = exported(rivals(), RunRequest(moved, CENTRAL))
    duty = path(root, "duty_in_force")
    assert duty[5] == 0.0
    assert 0.0 < duty[6] < duty[9] < duty[-1] == pytest.approx(30.0)
    assert "duty" not in named(root)


def test_that_an_impulse_moves_the_stock_in_the_month_before_it_shows() -> None:
    shaken = policy(events=[("quarrel", "2024-03")])
    root = exported(rivals(), RunRequest(shaken, CENTRAL))
    impulses = enumerate(path(root, "anger_impulse"))
    assert {step: size for step, size in impulses if size} == {2: 12.0}
    assert equation(root, "anger_flow").endswith(" + anger_impulse")


def flow_of(*stocks: Any, flows: Sequence[str] = (), unit: str = "idx/year") -> str:
    made = model(dict.fromkeys(flows, "1"), stocks=stocks, units=dict.fromkeys(flows, unit))
    return equation(exported(made), "s_flow")


def test_that_a_flow_is_a_month_s_and_stays_within_the_bounds() -> None:
    assert flow_of(stock("s", "1", "2 - s")) == "2 - s"
    yearly = flow_of(stock("s", "1", "2 - s", period="year"))
    assert yearly == "(2 - s) / (12 * one_month_per_year)"
    bounded = flow_of(stock("s", "1", "2 - s", bounds=(-40.0, 60.0)))
    least, most = "((-40) * one_idx - s) / one_month", "(60 * one_idx - s) / one_month"
    assert bounded == f"MAX({least}, MIN(2 - s, {most}))"
    both = flow_of(stock("s", "1", inflow="a", outflow="b"), flows=("a", "b"))
    assert both == "a / (12 * one_month_per_year) - b / (12 * one_month_per_year)"
    out = flow_of(stock("s", "1", outflow="b"), flows=("b",), unit="idx/month")
    assert out == "(-b)"


def test_that_equal_readings_of_a_table_share_one_auxiliary() -> None:
    made = model(
        {
            "y": "lookup(bend, time) + lookup(bend, time)",
            "z": "lookup(bend, time + 1)",
        },
        lookups=[LookupTable("bend", "1", (0.0, 20.0, 50.0, 100.0), (1.0, 8.0, 8.0, -2.0))],
        parameters=[certain("bend_reading_2", 0.0)],
    )
    root = exported(made)
    assert equation(root, "y") == "bend_reading + bend_reading"
    # Its name was taken.
    assert equation(root, "z") == "bend_reading_3"
    assert equation(root, "bend_place") == "TIME + 1"
    steps = np.arange(CLOCK.steps + 1)
    expected = np.interp(steps, (0.0, 20.0, 50.0, 100.0), (1.0, 8.0, 8.0, -2.0))
    np.testing.assert_allclose(path(root, "bend_reading"), expected, rtol=1e-14)
    np.testing.assert_allclose(path(root, "bend_reading_3")[:-1], expected[1:], rtol=1e-14)


def test_that_a_table_read_at_months_is_read_at_their_number() -> None:
    bend = LookupTable("bend", "idx", (0.0, 9.0), (1.0, 8.0), "month")
    root = exported(model({"y": "lookup(bend, time)"}, lookups=[bend]))
    assert equation(root, "bend_place") == "TIME / one_month"
    assert equation(root, "bend_reading") == "(1 * bend_0 + 8 * bend_9) * one_idx"


def test_that_a_smooth_is_a_stock_that_takes_no_less_than_a_month() -> None:
    made = model(
        {"y": "smooth3(time, tau, 4) + smooth(time, tau, 4) + smooth(time, tau, 4)"},
        parameters=[certain("tau", 6.0)],
    )
    root = exported(made)
    assert equation(root, "y") == "y_smooth_3 + y_smooth_4 + y_smooth_4"
    assert [equation(root, f"y_smooth{stage}") for stage in ("", "_2", "_3", "_4")] == ["4"] * 4
    held = "MAX(tau / 3, one_month)"
    assert equation(root, "y_smooth_flow") == f"(TIME - y_smooth) / {held}"
    assert equation(root, "y_smooth_3_flow") == f"(y_smooth_2 - y_smooth_3) / {held}"
    assert equation(root, "y_smooth_4_flow") == "(TIME - y_smooth_4) / MAX(tau, one_month)"
    assert unit(root, "y_smooth_4_flow") == "1"


def test_that_units_are_words_and_parts_of_equations_have_theirs() -> None:
    made = model(
        {"rate": "2", "y": "smooth(100 * (rate if rate > k else 0) / k, 3, 0)"},
        parameters=[certain("k", 1.0)],
        units={"rate": "%/year"},
    )
    root = exported(made)
    names = ("rate", "y_choice", "y_smooth", "y_smooth_flow", "one_month", "start_date")
    assert [unit(root, name) for name in names] == [
        "percent/year",
        "percent/year",
        "percent/year",
        "percent/year/month",
        "month",
        "year",
    ]
    declared = {each.attrib["name"] for each in root.iterfind("x:model_units/x:unit", SPACE)}
    assert {"percent", "month", "year"} <= declared


def test_that_the_date_of_every_month_is_in_the_file() -> None:
    root = exported(model({"y": "time"}))
    dates = path(root, "calendar_date")
    assert dates[0] == CLOCK.vantage.year_fraction
    assert dates[-1] == pytest.approx(CLOCK.horizon.year_fraction)
    assert (root.findtext(".//x:header/x:name", "", SPACE)).endswith(str(CLOCK.vantage))


def test_that_the_picture_shows_every_variable_and_what_moves_it() -> None:
    root = exported(rivals())
    view = "x:model/x:views/x:view"
    shown = [each.attrib["name"] for each in root.iterfind(f"{view}/*[@name]", SPACE)]
    assert sorted(shown) == sorted(named(root))
    arrows = {
        (each.findtext("x:from", "", SPACE), each.findtext("x:to", "", SPACE))
        for each in root.iterfind(f"{view}/x:connector", SPACE)
    }
    assert {("duty_in_force", "answer"), ("trust", "trust_flow")} <= arrows
    assert {used for used, _ in arrows}.isdisjoint(rivals().parameters)


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
