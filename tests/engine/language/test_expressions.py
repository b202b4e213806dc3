"""The equation language against Python's own arithmetic, and against hostile text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import ModelFileError
from desktop.domain.model.model import Function
from desktop.engine.language.expressions import (
    Definition,
    Expression,
    Name,
    Number,
    Operation,
    Place,
    expand,
    names,
    parse,
    walk,
)
from tests.engine.runs import central
from tests.engine.small_models import certain, model

HERE = Place("auxiliary.y")


def reason_of(text: str) -> str:
    with pytest.raises(ModelFileError) as caught:
        parse(text, HERE)
    fields = caught.value.fields
    assert (fields["file"], fields["table"], fields["key"]) == ("", "auxiliary.y", "equation")
    return str(fields["reason"]).removeprefix("reason.")


FINITE = st.floats(0.1, 20.0).map(lambda x: round(x, 3))
LEAVES = st.one_of(FINITE.map(repr), st.sampled_from(["a", "b", "c"]))


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda p: f"({p[0]} + {p[1]})"),
        two.map(lambda p: f"({p[0]} - {p[1]})"),
        two.map(lambda p: f"{p[0]} * {p[1]}"),
        two.map(lambda p: f"({p[0]} / (1 + abs({p[1]})))"),
        two.map(lambda p: f"min({p[0]}, {p[1]})"),
        two.map(lambda p: f"max({p[0]}, -{p[1]})"),
        two.map(lambda p: f"abs({p[0]}) ** (1 / (1 + abs({p[1]})))"),
        st.tuples(inner, inner, inner).map(
            lambda p: f"({p[0]} if {p[1]} > {p[2]} or not {p[0]} <= 1 else {p[2]})"
        ),
        inner.map(lambda x: f"exp(-abs({x}))"),
        inner.map(lambda x: f"ln(1 + abs({x}))"),
        inner.map(lambda x: f"clip({x}, 0, 9)"),
        inner.map(lambda x: f"(sqrt(abs({x})) ** 2 - +{x})"),
    )


PYTHON = {
    "min": min,
    "max": max,
    "abs": abs,
    "exp": math.exp,
    "ln": math.log,
    "sqrt": math.sqrt,
    "clip": lambda x, low, high: max(low, min(x, high)),
}


@given(st.recursive(LEAVES, _grow, max_leaves=14), FINITE, FINITE, FINITE)
def test_that_an_equation_gives_what_python_gives(text: str, a: float, b: float, c: float) -> None:
    made = model({"y": text}, parameters=[certain("a", a), certain("b", b), certain("c", c)])
    expected = eval(text, {"__builtins__": {}}, {**PYTHON, "a": a, "b": b, "c": c})
    found = central(made)["y"]
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("__import__('os').system('true')", "forbidden_syntax"),
        ("a.__class__", "forbidden_syntax"),
        ("(lambda: 1)()", "forbidden_syntax"),
        ("lambda x: x", "forbidden_syntax"),
        ("[x for x in y]", "forbidden_syntax"),
        ("a[0]", "forbidden_syntax"),
        ("'text'", "forbidden_syntax"),
        ("True", "forbidden_syntax"),
        ("1j", "forbidden_syntax"),
        ("f'{a}'", "forbidden_syntax"),
        ("a @ b", "forbidden_syntax"),
        ("a // b", "forbidden_syntax"),
        ("a % b", "forbidden_syntax"),
        ("~a", "forbidden_syntax"),
        ("(a := 2)", "forbidden_syntax"),
        ("max(a, b, key=c)", "forbidden_syntax"),
        ("max(*a)", "forbidden_syntax"),
        ("a if b else c", "condition_needed"),
        ("a if min(b, 1) else c", "condition_needed"),
        ("a if 1 < b < 2 else c", "chained_comparison"),
        ("a > b", "comparison_outside_condition"),
        ("min(a > b, 1)", "comparison_outside_condition"),
        ("a and b", "comparison_outside_condition"),
        ("not a", "comparison_outside_condition"),
        ("a if b is c else 1", "condition_needed"),
        ("1e999", "bad_number"),
        ("9" * 4000, "bad_number"),
        ("a +", "not_an_equation"),
        ("import os", "not_an_equation"),
        ("", "not_an_equation"),
        ("a\x00b", "not_an_equation"),
        ("1if a > b else 2", "not_an_equation"),
        ("a" * 5000, "too_long"),
        ("-" * 500 + "a", "too_deep"),
        ("+".join("a" * 200), "too_deep"),
        ("abs(" * 80 + "a" + ")" * 80, "too_deep"),
        ("(" * 1900 + "a" + ")" * 1900, "not_an_equation"),
    ],
)
def test_that_hostile_text_ends_in_one_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason


@given(st.text(max_size=80))
def test_that_no_text_does_anything_but_parse_or_fail(text: str) -> None:
    try:
        tree = parse(text, HERE)
    except ModelFileError:
        return
    assert all(isinstance(node, Number | Name | Operation) for node in walk(tree))


def test_that_brackets_alone_are_no_depth() -> None:
    assert parse("(" * 150 + "a" + ")" * 150, HERE) == Name("a")


def test_that_line_breaks_in_an_equation_count_as_spaces() -> None:
    assert parse("a\n  + b", HERE) == parse("a + b", HERE)


def test_that_names_come_in_order_and_once_without_tables() -> None:
    assert names(parse("b + a * b + lookup(t, c) + time", HERE)) == ("b", "a", "c", "time")


def body(text: str) -> Expression:
    return parse(text, HERE)


def test_that_functions_are_expanded_with_their_arguments() -> None:
    functions = {
        "sat": Definition(("x", "k"), body("1 - exp(-x / k)")),
        "twice": Definition(("x",), body("2 * sat(x, 3)")),
    }
    found = expand(body("twice(x + 1)"), functions, HERE)
    assert found == body("2 * (1 - exp(-(x + 1) / 3))")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sat(1)", "wrong_arity"),
        ("min(1)", "wrong_arity"),
        ("smooth(1, 2)", "wrong_arity"),
        ("round(1)", "unknown_function"),
        ("ping(1)", "cycle"),
        ("bomb(bomb(bomb(bomb(bomb(bomb(1))))))", "too_long"),
    ],
)
def test_that_a_bad_call_ends_in_one_reason(text: str, reason: str) -> None:
    functions = {
        "sat": Definition(("x", "k"), body("1 - exp(-x / k)")),
        "ping": Definition(("x",), body("pong(x)")),
        "pong": Definition(("x",), body("ping(x)")),
        "bomb": Definition(("x",), body("x + x + x + x + x + x + x + x")),
    }
    with pytest.raises(ModelFileError) as caught:
        expand(body(text), functions, HERE)
    assert caught.value.fields["reason"] == f"reason.{reason}"


@pytest.mark.parametrize("text", ["9 ** 9 ** 9 ** 9", "1 / 0", "ln(-1)", "exp(1000)", "0 ** (-1)"])
def test_that_numbers_that_cannot_be_worked_out_are_refused(text: str) -> None:
    with pytest.raises(ModelFileError) as caught:
        central(model({"y": text}))
    assert caught.value.fields["reason"] == "reason.bad_number"
    assert caught.value.fields["table"] == "auxiliary.y"


def test_that_a_function_may_be_written_over_another() -> None:
    made = model(
        {"y": "soft(3, 2)"},
        functions=[
            Function("fourth", ("x",), "x ** 4"),
            Function("soft", ("z", "c"), "z / (1 + fourth(abs(z / c))) ** 0.25"),
        ],
    )
    assert central(made)["y"][0] == pytest.approx(3 / (1 + 1.5**4) ** 0.25)
