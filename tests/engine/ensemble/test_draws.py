"""Draws as a value: the same members for every policy, each parameter held or moved."""

from functools import lru_cache

import numpy as np
import pytest

from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL, MOST_MEMBERS, EnsembleChoice
from desktop.domain.errors import MemberCountError, RunFailedError
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.ensemble.draws import Draws, draw
from desktop.engine.results.compare import contrast
from desktop.engine.run.project import project, run_member, variables
from desktop.modelfiles.read import read_model
from tests.engine.small_models import certain, model, parameter, rivals, stock

SOME = EnsembleChoice(members=20)
RIVALS = compile_model(rivals())


@lru_cache(maxsize=1)
def real() -> CompiledModel:
    return compile_model(read_model())


def everything(compiled: CompiledModel, draws: Draws) -> bytes:
    """Return every variable of a run of the status quo, and each indicator's line, as bits."""
    found = variables(compiled, STATUS_QUO, draws).values()
    lines = project(compiled, STATUS_QUO, draws).values
    return b"".join(values.tobytes() for values in (*found, lines))


def test_that_a_choice_draws_the_same_members_again() -> None:
    one, other = draw(rivals(), SOME), draw(rivals(), SOME)
    assert one.members == 20
    for name, values in one.parameters.items():
        assert values.tobytes() == other.parameters[name].tobytes()
    for name, path in one.noises.items():
        assert path.tobytes() == other.noises[name].tobytes()
    assert one.paired_with(other)
    assert not one.paired_with(draw(rivals(), EnsembleChoice(members=20, seed=1)))


def test_that_draws_are_made_once_and_no_assumptions_draw_noises_again() -> None:
    compiled = real()
    draws = compiled.draws(SOME)
    assert compiled.draws(SOME) is draws
    other = compiled.draws(SOME, Assumptions("articles"))
    assert other is not draws
    assert other.noises is draws.noises
    assert other.paired_with(draws)


def test_that_no_value_of_draws_can_be_written_over() -> None:
    draws = draw(rivals(), SOME).with_parameter("p_0", 150.0).moved("k", offset=1.0)
    for values in (*draws.parameters.values(), *draws.noises.values()):
        assert not values.flags.writeable


@pytest.mark.parametrize("members", [-1, MOST_MEMBERS + 1, 100_000])
def test_that_no_absurd_number_of_members_is_drawn(members: int) -> None:
    with pytest.raises(MemberCountError):
        draw(rivals(), EnsembleChoice(members=members))


def test_that_draws_of_another_model_are_refused() -> None:
    other = draw(model({"y": "1"}), SOME)
    with pytest.raises(ValueError, match="another model"):
        project(RIVALS, STATUS_QUO, other)
    shorter = draw(read_model(horizon=read_model().clock.vantage.plus(24)), SOME)
    with pytest.raises(ValueError, match="another model"):
        run_member(real(), STATUS_QUO, shorter)


def test_that_every_parameter_held_at_its_central_value_leaves_the_central_run_to_the_bit() -> None:
    compiled = real()
    central = compiled.draws(CENTRAL)
    held = central
    for name, known in compiled.model.parameters.items():
        held = held.with_parameter(name, known.central)
    assert everything(compiled, held) == everything(compiled, central)


def test_that_members_all_of_whose_parameters_are_held_are_the_central_run() -> None:
    compiled = real()
    held = compiled.draws(EnsembleChoice(members=3, noise=False))
    for name, known in compiled.model.parameters.items():
        held = held.with_parameter(name, known.central)
    fixed = compiled.draws(EnsembleChoice(members=3, noise=False, fixed_parameters=True))
    assert everything(compiled, held) == everything(compiled, fixed)


def shaken(compiled: CompiledModel, end: str) -> Policy:
    """Set every lever to its low or high end, and let every event happen."""
    events = (
        PlannedEvent(event, Month(2026 + place % 9, 1 + place % 12))
        for place, event in enumerate(compiled.model.events)
    )
    levers = compiled.model.levers.values()
    return Policy({each.id: Setting(getattr(each, end)) for each in levers}, tuple(events))


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.long)])
def test_that_each_parameter_that_is_moved_moves_the_run(every: int) -> None:
    """Some do only far from where they stand, and some only where the run fails of it."""
    compiled = real()
    drawn = compiled.draws(EnsembleChoice(members=8, calibrated=False))
    # What these two say is not so leaves others nothing to say.
    drawn = drawn.with_parameter("truce_held", 1.0).with_parameter("china_duty", 60.0)
    high, low = (shaken(compiled, end) for end in ("high", "low"))
    # A tariff on all goods asks neither for the share of sectors nor who uses the agreement.
    narrower = [high.with_setting("us_tariff_coverage", Setting(level)) for level in (0, 1)]
    policies = [high, low, *narrower]
    usual = [variables(compiled, policy, drawn) for policy in policies]

    def moves(draws: Draws) -> bool:
        try:
            return any(
                not np.allclose(values, there[name], rtol=1e-9, atol=1e-12)
                for policy, there in zip(policies, usual, strict=True)
                for name, values in variables(compiled, policy, draws).items()
            )
        except RunFailedError:
            return True

    names = list(compiled.model.parameters)[::every]
    assert any(name in compiled.equations.certain for name in names)
    for name in names:
        size = max(abs(compiled.model.parameters[name].central), 1.0)
        offsets = (size / 10, -size / 10, size * 10, -size * 10)
        assert any(moves(drawn.moved(name, offset=offset)) for offset in offsets), name


def test_that_a_certain_parameter_held_elsewhere_is_as_in_a_model_that_says_so() -> None:
    def made(exponent: float) -> CompiledModel:
        equations = {"y": "(time + 2) ** exponent / 7 + exponent * s"}
        stocks = [stock("s", "exponent", "(4 - s) / 3")]
        return compile_model(
            model(equations, parameters=[certain("exponent", exponent)], stocks=stocks)
        )

    written, held = made(1.7), made(2.0)
    draws = held.draws(CENTRAL).with_parameter("exponent", 1.7)
    there = variables(written, STATUS_QUO, written.draws(CENTRAL))
    for name, values in variables(held, STATUS_QUO, draws).items():
        assert np.allclose(values, there[name], rtol=1e-13, atol=0.0)
    alone = run_member(held, STATUS_QUO, draws)
    assert alone.parameters["exponent"] == 1.7
    assert np.allclose(alone.values["y"], there["y"][:, 0], rtol=1e-13)


def test_that_a_held_parameter_leaves_the_other_members_paired() -> None:
    draws = RIVALS.draws(SOME)
    held = draws.with_parameter("p_0", 150.0)
    assert (held.parameters["p_0"] == np.full(20, 150.0)).all()
    assert held.parameters["slow"] is draws.parameters["slow"]
    assert held.noises is draws.noises
    low, high = (project(RIVALS, STATUS_QUO, each) for each in (held, draws.moved("p_0", factor=2)))
    assert contrast(high, low, "pressure", 24).agreement == 1.0


def test_that_moved_draws_keep_their_spread_and_their_limits() -> None:
    made = model({"y": "a"}, parameters=[parameter("a", 1, 2, 4, least=0.5, most=6.0)])
    draws = draw(made, SOME)
    values = draws.parameters["a"]
    assert (draws.moved("a", factor=1.1).parameters["a"] == values * 1.1).all()
    assert (draws.moved("a", offset=0.1).parameters["a"] == values + 0.1).all()
    assert (draws.moved("a", offset=-9.0).parameters["a"] == 0.5).all()
    assert (draws.moved("a", factor=99.0).parameters["a"] == 6.0).all()


@pytest.mark.parametrize("value", [0.4, 6.1, float("nan")])
def test_that_no_parameter_is_held_outside_its_limits(value: float) -> None:
    made = model({"y": "a"}, parameters=[parameter("a", 1, 2, 4, least=0.5, most=6.0)])
    with pytest.raises(ValueError, match="a cannot be"):
        draw(made, SOME).with_parameter("a", value)


def test_that_no_parameter_is_moved_out_of_the_finite_and_none_that_there_is_not() -> None:
    draws = RIVALS.draws(SOME)
    with pytest.raises(ValueError, match="cannot be moved"):
        draws.moved("p_0", offset=float("inf"))
    with pytest.raises(ValueError, match="no parameter q_0"):
        draws.moved("q_0", factor=2.0)
    with pytest.raises(ValueError, match="no parameter q_0"):
        draws.with_parameter("q_0", 2.0)


def test_that_draws_move_nothing_behind_anothers_back() -> None:
    """The arrays of a run serve the next one: each draws' own values must reach it."""
    draws = RIVALS.draws(SOME)
    moved = draws.moved("elasticity", offset=0.1)
    first = project(RIVALS, STATUS_QUO, draws).values.tobytes()
    assert project(RIVALS, STATUS_QUO, moved).values.tobytes() != first
    assert project(RIVALS, STATUS_QUO, draws).values.tobytes() == first
