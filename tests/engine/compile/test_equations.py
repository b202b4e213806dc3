"""What a model may not say, and in which phase its parts are known."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.clock import Month
from desktop.domain.errors import ModelFileError
from desktop.domain.model.model import (
    Effect,
    ElectionPulse,
    Function,
    LeverForce,
    LookupTable,
    Model,
    Shape,
)
from desktop.engine.compile import equations
from desktop.engine.compile.compiler import compile_model
from desktop.engine.compile.equations import read_equations
from desktop.engine.compile.graph import following
from desktop.engine.compile.phases import Phase
from desktop.modelfiles.resources import RESOURCES
from tests.engine.runs import central
from tests.engine.small_models import (
    certain,
    indicator,
    lever,
    model,
    noise,
    parameter,
    rivals,
    stock,
)

BAD: dict[str, tuple[Callable[[], Model], str, str, str]] = {
    "a name nobody knows": (
        lambda: model({"y": "2 * nobody"}),
        "unknown_name",
        "auxiliary.y",
        "equation",
    ),
    "a lever by its setting": (
        lambda: model({"y": "duty"}, levers=[lever("duty")]),
        "unknown_name",
        "auxiliary.y",
        "equation",
    ),
    "an unknown name in a stock's start": (
        lambda: model(stocks=[stock("s", "nobody", "-s")]),
        "unknown_name",
        "stock.s",
        "initial",
    ),
    "an unknown name in a stock's change": (
        lambda: model(stocks=[stock("s", "1", "(nobody - s) / 3")]),
        "unknown_name",
        "stock.s",
        "change",
    ),
    "an unknown name in a smooth": (
        lambda: model({"y": "smooth(nobody, 3, 1)"}),
        "unknown_name",
        "auxiliary.y",
        "equation",
    ),
    "auxiliaries in a circle": (
        lambda: model({"a": "b + 1", "b": "c", "c": "2 * a"}),
        "cycle",
        "auxiliary.a",
        "equation",
    ),
    "an auxiliary of itself": (lambda: model({"a": "a"}), "cycle", "auxiliary.a", "equation"),
    "a start that moves": (
        lambda: model({"x": "time"}, stocks=[stock("s", "x", "-s")]),
        "start_not_constant",
        "stock.s",
        "initial",
    ),
    "a smooth whose start moves": (
        lambda: model({"y": "smooth(time, 3, time)"}),
        "start_not_constant",
        "auxiliary.y",
        "equation",
    ),
    "a smooth whose time constant moves": (
        lambda: model({"y": "smooth(time, time, 1)"}),
        "time_constant_not_constant",
        "auxiliary.y",
        "equation",
    ),
    "a flow per week": (
        lambda: model(stocks=[stock("s", "1", "-s", period="week")]),
        "flow_unit",
        "stock.s",
        "change_unit",
    ),
    "an inflow in the stock's own unit": (
        lambda: model({"f": "1"}, stocks=[stock("s", "1", inflow="f")]),
        "flow_unit",
        "stock.s",
        "inflow",
    ),
    "an outflow nobody knows": (
        lambda: model(stocks=[stock("s", "1", outflow="f")]),
        "unknown_flow",
        "stock.s",
        "outflow",
    ),
    "a stock that nothing moves": (
        lambda: model(stocks=[stock("s", "1")]),
        "no_flow",
        "stock.s",
        "change",
    ),
    "a table that is a number": (
        lambda: model({"y": "lookup(3, 1)"}),
        "lookup_table_needed",
        "auxiliary.y",
        "equation",
    ),
    "a table nobody knows": (
        lambda: model({"y": "lookup(t, 1)"}),
        "lookup_table_needed",
        "auxiliary.y",
        "equation",
    ),
    "an element called time": (
        lambda: model({"time": "1"}),
        "reserved_name",
        "auxiliary.time",
        "id",
    ),
    "one id for two": (
        lambda: model({"x": "1"}, parameters=[certain("x", 1)]),
        "duplicate_id",
        "auxiliary.x",
        "id",
    ),
    "an indicator of nothing": (
        lambda: model(indicators=[indicator("i", "nobody")]),
        "unknown_name",
        "indicator.i",
        "variable",
    ),
    "an impulse on a channel": (
        lambda: model(channels=["c"], effects=[Effect("e", "c", 1, Shape.IMPULSE, 0, 0)]),
        "effect_target",
        "event.e.effect",
        "target",
    ),
    "a fade on a stock": (
        lambda: model(
            stocks=[stock("s", "1", "-s")], effects=[Effect("e", "s", 1, Shape.FADE, 3, 0)]
        ),
        "effect_target",
        "event.e.effect",
        "target",
    ),
    "a lever without a force": (
        lambda: model(levers=[lever("duty")], forces=[]),
        "lever_without_force",
        "lever.duty",
        "lead",
    ),
    "a force without a lever": (
        lambda: model(forces=[LeverForce("duty", (), 1, None)]),
        "unknown_lever",
        "lever.duty",
        "id",
    ),
    "a number beyond all": (
        lambda: model(stocks=[stock("s", "9 ** 9 ** 9", "-s")]),
        "bad_number",
        "stock.s",
        "initial",
    ),
    "an unused function of nothing known": (
        lambda: model(functions=[Function("f", ("x",), "x + nobody")]),
        "unknown_name",
        "function.f",
        "equation",
    ),
    "functions in a circle": (
        lambda: model(functions=[Function("f", ("x",), "f(x)")]),
        "cycle",
        "function.f",
        "equation",
    ),
    "a bad function": (
        lambda: model(functions=[Function("f", ("x",), "x.y")]),
        "forbidden_syntax",
        "function.f",
        "equation",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_that_a_bad_model_is_refused_with_table_key_and_reason(case: str) -> None:
    make, reason, table, key = BAD[case]
    with pytest.raises(ModelFileError) as caught:
        compile_model(make())
    fields = caught.value.fields
    assert (fields["reason"], fields["table"], fields["key"]) == (f"reason.{reason}", table, key)
    assert fields["file"] == ""


def test_that_a_circle_is_named_step_by_step() -> None:
    with pytest.raises(ModelFileError) as caught:
        compile_model(model({"a": "b + 1", "b": "c", "c": "2 * a"}))
    assert caught.value.fields["names"] == "a → b → c → a"


def test_that_a_loop_through_a_stock_or_a_smooth_is_no_circle() -> None:
    values = central(
        model({"a": "smooth(b, 3, 1)", "b": "2 * a + s"}, stocks=[stock("s", "1", "-a")])
    )
    assert (values["a"][0], values["b"][0], values["s"][1]) == (1.0, 3.0, 0.0)


def test_that_a_thousand_auxiliaries_in_a_row_are_no_trouble() -> None:
    chain = {"x0": "time"} | {f"x{i}": f"x{i - 1} + 1" for i in range(1, 1000)}
    assert central(model(chain))["x999"][:2].tolist() == [999.0, 1000.0]


def test_that_each_name_is_known_in_its_phase() -> None:
    made = model(
        {
            "two": "2 * fixed",
            "own": "two * spread",
            "climb": "fixed * time",
            "fog": "exp(mist)",
            "duty_effect": "duty_in_force * 2",
            "own_effect": "duty_effect * spread",
            "late": "smooth(own_effect, 3, fixed)",
            "calm": "smooth(climb, 3, fixed)",
            "fed_back": "a_stock * 2",
        },
        parameters=[certain("fixed", 2), parameter("spread", 1, 2, 3)],
        noises=[noise("mist")],
        levers=[lever("duty")],
        pulses=[ElectionPulse("season", (Month(2024, 11),), 14, 3)],
        stocks=[stock("a_stock", "1", "b_stock"), stock("b_stock", "1", "-a_stock + duty_effect")],
    )
    phases = read_equations(made).phases
    assert phases["two"] is Phase.COMMON_PARAMETER
    assert phases["own"] is Phase.PER_MEMBER_PARAMETER
    assert phases["climb"] is Phase.COMMON_DRIVER
    assert phases["season"] is Phase.COMMON_DRIVER
    assert phases["fog"] is Phase.PER_MEMBER_DRIVER
    assert phases["duty_effect"] is Phase.COMMON_PATH
    assert phases["own_effect"] is Phase.PER_MEMBER_PATH
    assert phases["late"] is Phase.PER_MEMBER_PATH
    assert phases["calm"] is Phase.COMMON_DRIVER
    assert phases["fed_back"] is Phase.COMMON_PATH


def test_that_an_event_makes_its_stock_a_path() -> None:
    made = model(
        stocks=[stock("scar", "0", "-scar / 24")],
        effects=[Effect("raid", "scar", 20, Shape.IMPULSE, 0, 0)],
    )
    assert read_equations(made).phases["scar"] is Phase.COMMON_PATH


def test_that_equal_smooths_are_one_state() -> None:
    made = model({"y": "smooth(time, 3, 0)", "z": "smooth(time, 3, 0) + smooth(time, 4, 0)"})
    assert len(read_equations(made).states) == 2


def test_that_the_model_with_everything_compiles() -> None:
    needed = following(compile_model(rivals()).program(["score"]).graph.variables.values())
    assert "if" in {node.kind for node in needed.values()}


def test_that_a_table_is_held_at_its_ends() -> None:
    made = model(
        {"y": "lookup(bend, time)"},
        lookups=[LookupTable("bend", "1", (1.0, 3.0), (10.0, 30.0))],
    )
    assert central(made)["y"][:6].tolist() == [10, 10, 20, 30, 30, 30]


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_every_reason_has_its_sentence(code: str) -> None:
    engine = Path(equations.__file__).parents[1]
    source = "".join(path.read_text("utf-8") for path in sorted(engine.rglob("*.py")))
    reasons = set(re.findall(r"\.error\(\s*\"([a-z_]+)\"", source))
    assert {"unknown_name", "cycle", "bad_number", "flow_unit"} <= reasons
    catalogue = RESOURCES / "i18n" / code / "LC_MESSAGES" / "vecinos.po"
    worded = set(re.findall(r'msgid "reason\.([a-z_]+)"', catalogue.read_text("utf-8")))
    assert reasons <= worded
