"""The strength of a link is an elasticity in the run that stands, and what a run would show."""

import numpy as np
import pytest

from desktop.analysis.movers import Movers
from desktop.analysis.strengths import Strengths
from desktop.domain.assumptions import NEUTRAL
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from tests.engine.small_models import CLOCK, certain, lever, model, noise, stock
from tests.views.desks import compiled

LAST = CLOCK.steps
EQUATIONS = {
    "powered": "3 * first_in_force ** 0.5",
    "divided": "powered / (2 * second_in_force)",
    "pushed": "ln(first_in_force / 60)",
    "raised": "10 * exp(pushed)",
    "followed": "smooth(first_in_force, 6, 20)",
    "doubled": "smooth(first_in_force, 6, 20) + first_in_force",
    "idle": "0 * first_in_force",
}
STOCKS = {
    "gathered": ("100", "0.1 * first_in_force - 0.05 * gathered"),
    "nearing": ("20", "(first_in_force - nearing) / months"),
}


def small(factor: str = "first_in_force") -> CompiledModel:
    """Return a model in whose equations the first lever stands as this."""

    def put(equation: str) -> str:
        return equation.replace("first_in_force", factor)

    return compile_model(
        model(
            {name: put(one) for name, one in EQUATIONS.items()},
            stocks=[stock(name, start, put(one)) for name, (start, one) in STOCKS.items()],
            parameters=(certain("months", 12.0),),
            noises=(noise("chance"),),
            levers=tuple(lever(name, lead=2.0) for name in ("first", "second")),
        )
    )


POLICY = Policy({"first": Setting(60.0), "second": Setting(30.0)})
SMALL = small()
STRENGTHS = Strengths(SMALL, POLICY, NEUTRAL)


def at(effect: str, cause: str, step: int = LAST) -> float:
    return float(STRENGTHS.into(effect)[cause][step])


def test_that_what_answers_at_once_has_the_elasticity_of_its_equation() -> None:
    assert at("powered", "first_in_force") == pytest.approx(0.5, abs=1e-4)
    assert at("divided", "powered") == pytest.approx(1.0, abs=1e-4)
    assert at("divided", "second_in_force") == pytest.approx(-1.0, abs=1e-3)
    assert at("idle", "first_in_force") == 0.0


def test_that_a_stock_gathers_and_a_smooth_follows_what_came_before() -> None:
    for name in ("nearing", "gathered", "followed"):
        path = STRENGTHS.into(name)["first_in_force"]
        assert path[0] == 0.0
        assert np.all(np.diff(path[:40]) > -1e-12)
        assert path[LAST] == pytest.approx(1.0, abs=0.01)
    # With both terms of one size, half of the answer comes at once.
    assert 0.4 < at("doubled", "first_in_force", 1) < at("doubled", "first_in_force")


@pytest.mark.parametrize("name", ["nearing", "gathered", "followed", "doubled", "powered"])
def test_that_the_strength_is_what_a_run_with_a_larger_input_shows(name: str) -> None:
    other = small("(1.01 * first_in_force)")
    mine, theirs = (Movers(one).run(POLICY, NEUTRAL)[name] for one in (SMALL, other))
    shown = (theirs - mine) / mine / 0.01
    assert np.allclose(STRENGTHS.into(name)["first_in_force"], shown, atol=5e-3)


def test_that_along_a_way_strengths_multiply_even_through_what_is_about_zero() -> None:
    # What stands in the exponent ends at zero, where nothing has a percent of itself.
    assert STRENGTHS.run["pushed"][LAST] == pytest.approx(0.0, abs=1e-3)
    through = at("pushed", "first_in_force") * at("raised", "pushed")
    assert through == pytest.approx(1.0, abs=0.02)


def test_that_parameters_are_inputs_and_an_element_no_equation_makes_has_none() -> None:
    assert at("nearing", "months", 10) < 0.0
    assert STRENGTHS.into("chance") == {}
    assert STRENGTHS.into("first_in_force") == {}


def test_that_of_the_model_that_ships_every_strength_is_a_number() -> None:
    found = Strengths(compiled(), STATUS_QUO, NEUTRAL)
    small = compiled().model
    for name in (*small.auxiliaries, *small.stocks):
        for path in found.into(name).values():
            assert path.shape == (small.clock.steps + 1,)
            assert np.isfinite(path).all()
    # As the evidence has it: a tenth more groups, three in a hundred more homicides.
    push = found.into("homicide_push")
    assert push["fragmentation"][-1] == pytest.approx(0.3, abs=0.01)
