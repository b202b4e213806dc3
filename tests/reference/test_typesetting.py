"""Equations as mathematics."""

import pytest

from desktop.engine.language.expressions import Expression, Name, Place, parse
from docs.reference import typesetting
from docs.reference.typesetting import Formula, Letters, drawn


def formula(text: str, own: str = "own") -> Formula:
    expression: Expression = parse(text, Place("auxiliary.own"))
    return Letters(own, [expression]).formula("y", expression)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "drawn", lambda latex: latex)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("a_0 * exp(-b / c)", r"y = a\, \exp \left(\frac{-b}{c}\right)"),
        ("rate * (rate / rate_0) ** pull", r"y = a\, {\left(\frac{a}{a_{0}}\right)}^{b}"),
        ("one - (two - three)", r"y =  a - \left(b - c\right)"),
        ("clip(x, low, high)", r"y = \left[a\right]_{b}^{c}"),
        ("smooth(x, tau, start)", r"y = \mathrm{S}_{b} \left(a ; c\right)"),
        ("one if two > 0 else three", r"y = \begin{cases} b & a > 0 \\ c & a \leq 0 \end{cases}"),
        ("own * time", r"y = y\, t"),
        ("nsat(x, 3)", r"y = \mathrm{nsat} \left(a , 3\right)"),
        ("one if not two <= 1 else 2", r"y = \begin{cases} b & a > 1 \\ 2 & a \leq 1 \end{cases}"),
    ],
)
def test_that_operations_are_written_as_mathematics(text: str, latex: str, written: None) -> None:
    assert formula(text).svgs[0].replace(" ", "").startswith(latex.replace(" ", ""))


def test_that_a_value_at_the_vantage_bears_the_letter_of_what_it_starts() -> None:
    symbols = {name: symbol for symbol, name in formula("rate / rate_0 + other_0").symbols}
    assert symbols["rate_0"].letter == symbols["rate"].letter
    assert symbols["rate_0"].start
    assert not symbols["other_0"].start


def test_that_every_name_of_an_equation_has_a_letter_of_its_own(written: None) -> None:
    names = [f"name{place}" for place in range(40)]
    symbols = [symbol.latex for symbol, _ in formula(" + ".join(names)).symbols]
    assert len(set(symbols)) == 40
    assert "e" not in symbols


def test_that_long_sums_take_several_lines_and_lose_nothing(written: None) -> None:
    names = [f"name{place}" for place in range(30)]
    made = formula(" + ".join(names))
    assert len(made.svgs) > 1
    joined = " ".join(made.svgs)
    assert all(symbol.latex in joined for symbol, _ in made.symbols)


def test_that_a_factor_that_begins_a_line_has_a_sign_before_it(written: None) -> None:
    made = formula(" * ".join(f"name{place}" for place in range(30)))
    assert len(made.svgs) > 1
    assert all(line.startswith(r"\quad \cdot ") for line in made.svgs[1:])


def test_that_a_drawing_is_svg_in_the_colour_of_the_text() -> None:
    svg = drawn(r"y = \frac{a}{b}")
    assert svg.startswith('<svg class="math"')
    assert "currentColor" in svg
    assert "<text" not in svg
    assert "vertical-align" in svg


def test_that_an_expression_of_one_name_is_that_letter() -> None:
    assert Letters("own", [Name("other")])["other"].letter == "a"
