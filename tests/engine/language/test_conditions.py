"""Conditions on numbers that have names."""

import pytest

from desktop.domain.errors import ModelFileError
from desktop.engine.language.conditions import read_condition
from desktop.engine.language.expressions import Place

HERE = Place("warning.here", "condition")


@pytest.mark.parametrize(
    ("text", "given", "holds"),
    [
        ("a >= 2 and b < 3", {"a": 2, "b": 2.9}, True),
        ("a >= 2 and b < 3", {"a": 2, "b": 3}, False),
        ("a > 5 or not b == 1", {"a": 0, "b": 1}, False),
        ("a > 5 or not b == 1", {"a": 0, "b": 2}, True),
        ("max(a, b) - min(a, b) * 2 > -1", {"a": 1, "b": 4}, True),
        ("a + b != 5", {"a": 1, "b": 4}, False),
    ],
)
def test_that_a_condition_is_answered_as_it_is_written(
    text: str, given: dict[str, float], *, holds: bool
) -> None:
    condition = read_condition(text, HERE)
    assert set(condition.names) == {"a", "b"}
    assert bool(condition.holds(given)) is holds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("__import__('os').system('ls') > 1", "forbidden_syntax"),
        ("a.b > 1", "forbidden_syntax"),
        ("a", "condition_needed"),
        ("a if b > 1 else 2", "condition_needed"),
        ("1 < a < 3", "chained_comparison"),
        ("a / b > 1", "not_in_condition"),
        ("exp(a) > 1", "not_in_condition"),
        ("min(a, b, a) > 1", "not_in_condition"),
        ("a >", "not_an_equation"),
        ("(" * 4001, "too_long"),
        ("not " * 80 + "a > 1", "too_deep"),
    ],
)
def test_that_anything_else_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(ModelFileError) as refused:
        read_condition(text, HERE)
    fields = refused.value.fields
    assert fields["reason"] == f"reason.{reason}"
    assert (fields["table"], fields["key"]) == ("warning.here", "condition")
