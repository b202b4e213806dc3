"""Equations as people read them."""

import numpy as np
import pytest

from desktop.document.causes import ModelGraph
from desktop.engine.language.expressions import Place, parse
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.element_words import ElementWords
from desktop.reports.equation import LONGEST, Equation, figure
from tests.views.desks import compiled, look

PLACE = Place("auxiliary.test")


def _lines(text: str, code: str = "en") -> list[str]:
    language = load_language("es" if code == "es" else "en", RESOURCES)
    written = Equation(language, lambda name: name.replace("_", " ").capitalize())
    return ["  " * line.depth + line.text for line in written.lines(parse(text, PLACE))]


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        ("a + b - c", "A + B − C"),
        ("a - (b - c)", "A − (B − C)"),
        ("a - (b + c)", "A − (B + C)"),
        ("a + (b + c)", "A + B + C"),
        ("a / (b / c)", "A ÷ (B ÷ C)"),
        ("a * b / c", "A × B ÷ C"),
        ("(a + b) * c", "(A + B) × C"),
        ("-a * b", "(− A) × B"),
        ("-a + b", "− A + B"),
        ("a ** b", "A to the power B"),
        ("a ** (-b)", "A to the power (− B)"),
        ("(a * b) ** 0.25", "(A × B) to the power 0.25"),
        ("a ** b ** c", "A to the power (B to the power C)"),
        ("a if b > 0 else c", "if B > 0 then A otherwise C"),
        ("0 if not a < 1 else b", "if not (A < 1) then 0 otherwise B"),
        ("min(a, b)", "smaller of (A; B)"),
        ("clip(a, 0, 100)", "held within limits (A; from 0; to 100)"),
        ("smooth(a, t, s)", "gradually (A; over T; from S)"),
        ("exp(-a / b)", "exp ((− A) ÷ B)"),
        ("1000 * a", "1,000 × A"),
    ],
)
def test_that_a_short_equation_stands_on_one_line(equation: str, line: str) -> None:
    assert _lines(equation) == [line]


def test_that_spanish_words_its_functions() -> None:
    assert _lines("max(a, b) if c > 0 else ln(a)", "es") == [
        "si C > 0",
        "entonces mayor de (A; B)",
        "si no ln (A)",
    ]


def test_that_a_long_sum_has_a_term_a_line() -> None:
    found = _lines("first_long_name * second_long_name + third_long_name - fourth_name * fifth")
    assert found == [
        "First long name × Second long name",
        "+ Third long name",
        "− Fourth name × Fifth",
    ]


def test_that_long_factors_of_a_term_are_set_in() -> None:
    found = _lines("a_rather_long_name * another_rather_long_name * third + the_second_term")
    assert found == [
        "A rather long name",
        "  × Another rather long name",
        "  × Third",
        "+ The second term",
    ]


def test_that_no_line_of_the_model_is_longer_than_its_names_make_it() -> None:
    causes = ModelGraph(compiled().model)
    for code in ("en", "es"):
        words = ElementWords(causes, look(code).language)
        for element in (*compiled().model.auxiliaries, *compiled().model.stocks):
            for _, equation in causes.of(element).equations:
                for line in words.equation(equation):
                    names = [piece for piece in line.pieces if piece.id]
                    assert len(line.text) <= LONGEST or len(names) <= 3, line.text


def test_that_chance_that_adds_up_says_what_a_year_adds() -> None:
    causes = ModelGraph(compiled().model)
    words = ElementWords(causes, look("en").language)
    (waves,) = words.nature(causes.of("epidemic_course_noise"))
    (swings,) = words.nature(causes.of("job_openings_noise"))
    assert "a year adds 0.25 either way" in waves
    assert "adds" not in swings


def test_that_no_id_of_the_model_is_shown() -> None:
    causes = ModelGraph(compiled().model)
    for code in ("en", "es"):
        words = ElementWords(causes, look(code).language)
        for element in (*compiled().model.auxiliaries, *compiled().model.stocks):
            cause = causes.of(element)
            lines = [line for _, e in cause.equations for line in words.equation(e)]
            lines += [line for _, found in words.definitions(cause) for line in found]
            assert not [line.text for line in lines if "_" in line.text], element


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (24.583, "24.58"), (1692.4, "1,692"), (0.003199, "0.003199"), (-0.5, "−0.5"),
     (1_234_567.0, "1,234,567"), (1e-9, "0"), (0.3, "0.3"), (12.0, "12")],
)  # fmt: skip
def test_that_a_figure_has_about_four_digits(value: float, shown: str) -> None:
    assert figure(value, load_language("en", RESOURCES)) == shown


def test_that_values_of_a_run_have_three_digits_and_numbers_of_an_equation_four() -> None:
    language, model = load_language("en", RESOURCES), compiled().model
    element = next(name for name, one in model.stocks.items() if one.unit == "1")
    path = np.zeros(model.clock.steps + 1)
    path[-1] = -0.28791
    told = ElementWords(ModelGraph(model), language).values(
        element, model.clock.horizon, {element: path}
    )
    assert told == "0 → −0.288"
    assert figure(-0.28791, language) == "−0.2879"
