"""What matters: uncertainties by their ranks, levers by their ends."""

import numpy as np
import pytest

from desktop.analysis.goal_seek import AskingCancelledError
from desktop.analysis.scenario_discovery import NoMembersError
from desktop.analysis.tornado import levers, rank_correlation, uncertain_parameters, uncertainties
from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.inquiry import Asked
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import project
from tests.views.desks import compiled

MONTH = Month(2030, 12)


def test_that_the_correlation_is_spearmans_with_ties_too() -> None:
    chance = np.random.default_rng(1)
    rows = chance.integers(0, 9, size=(3, 80)).astype(float)
    outcome = rows[0] + chance.normal(size=80).round(1)

    def places(values: FloatArray) -> FloatArray:
        less, alike = (
            (one(values, values[:, np.newaxis])).sum(axis=1) for one in (np.less, np.equal)
        )
        found: FloatArray = less + (alike + 1) / 2
        return found

    wanted = [np.corrcoef(places(row), places(outcome))[0, 1] for row in rows]
    np.testing.assert_allclose(rank_correlation(rows, outcome), wanted, atol=1e-12)


def test_that_what_moves_the_curve_is_named_and_chance_is_left_out() -> None:
    chance = np.random.default_rng(2)
    parameters = {f"p{n}": chance.normal(size=800) for n in range(150)}
    parameters["same"] = np.ones(800)
    outcome = 2 * parameters["p4"] - parameters["p9"] + chance.normal(size=800)
    answer = uncertainties("curve", MONTH, outcome, parameters)
    assert [one.id for one in answer.bars] == ["p4", "p9"]
    up, down = answer.bars
    assert up.high == -up.low > 0.5
    assert down.high == -down.low < -0.2
    assert answer.asked is Asked.UNCERTAINTIES
    with pytest.raises(NoMembersError):
        uncertainties("curve", MONTH, np.zeros(1), {})


def test_that_both_ends_of_each_lever_are_run_alone_from_the_policy_as_it_stands() -> None:
    model = compiled().model
    request = RunRequest(Policy({"mx_security_spending": Setting(1.2)}), CENTRAL)
    answer = levers(compiled(), request, "homicide_rate", MONTH)
    sizes = [one.reach for one in answer.bars]
    assert sizes == sorted(sizes, reverse=True)
    draws = compiled().draws(CENTRAL)
    step = model.clock.step(MONTH)

    def line(value: float) -> float:
        policy = Policy({"mx_security_spending": Setting(value)})
        return float(project(compiled(), policy, draws).of("homicide_rate")[step, 0])

    lever = model.levers["mx_security_spending"]
    (bar,) = (one for one in answer.bars if one.id == lever.id)
    now = line(1.2)
    assert bar.low == pytest.approx((line(lever.low) / now - 1) * 100)
    assert bar.high == pytest.approx((line(lever.high) / now - 1) * 100)
    assert bar.high < 0 < bar.low


def test_that_the_question_about_levers_ends_in_its_last_run_too() -> None:
    with pytest.raises(AskingCancelledError):
        levers(compiled(), RunRequest(Policy(), CENTRAL), "homicide_rate", MONTH, lambda p: p < 100)


def test_that_only_parameters_with_a_value_for_every_member_are_uncertain() -> None:
    some = {"a": np.zeros(3), "b": np.zeros(1)}
    assert list(uncertain_parameters(some, 3)) == ["a"]
    assert uncertain_parameters(some, 1) == {}
