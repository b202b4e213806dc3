"""What it would take, asked of the real model: answers run again, and honest ones."""

import itertools

import numpy as np
import pytest

from desktop.analysis.goal_seek import (
    AskingCancelledError,
    NothingToMoveError,
    Reach,
    moved,
    what_it_takes,
)
from desktop.analysis.lever_arms import arm_values, moves_cost
from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL, EnsembleChoice, RunRequest
from desktop.domain.inquiry import Goal, Reached
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.engine.results.bands import percentiles
from desktop.engine.results.projection import MEDIAN
from desktop.engine.run.project import project
from tests.views.desks import compiled

MONTH = Month(2030, 12)
FEW = EnsembleChoice(members=100)
SMALL = ("mx_security_spending", "youth_prevention", "us_demand_reduction")
ALL = tuple(compiled().model.levers)
HELD = tuple(name for name in ALL if name not in SMALL)
ASKED = RunRequest(Policy({"youth_prevention": Setting(200.0, Month(2026, 3), 12)}), FEW)


def goal(indicator: str, share: float, *, request: RunRequest = ASKED) -> Goal:
    """Ask for a share of where the middle line would be."""
    reach = Reach(compiled(), request, Goal(indicator, MONTH, 0.0, at_least=True))
    return Goal(indicator, MONTH, share * reach.median(reach.members({})), share > 1.0)


def again(request: RunRequest, asked: Goal, moves: dict[str, float]) -> float:
    """Return the middle line in the month of a goal, from a run of its own."""
    draws = compiled().draws(request.ensemble, request.assumptions)
    policy = moved(request.policy, moves, compiled().model.levers)
    line = percentiles(project(compiled(), policy, draws).of(asked.indicator))[MEDIAN]
    return float(line[compiled().model.clock.step(asked.month)])


def test_that_an_answer_run_again_reaches_the_target_to_the_last_bit() -> None:
    asked = goal("homicide_rate", 0.93)
    answer = what_it_takes(compiled(), ASKED, asked, HELD)
    assert answer.reached is Reached.FOUND
    moves = {one.lever: one.after for one in answer.moves}
    assert again(ASKED, asked, moves) == answer.then <= asked.value < answer.now
    assert answer.share_then >= 0.5 > answer.share_now
    # Its own start and ramp stay those of the lever.
    settings = moved(ASKED.policy, {"youth_prevention": 300.0}, compiled().model.levers).settings
    assert settings["youth_prevention"] == Setting(300.0, Month(2026, 3), 12)


def test_that_held_levers_do_not_move_and_all_of_them_held_is_told() -> None:
    asked = goal("homicide_rate", 0.99)
    answer = what_it_takes(compiled(), ASKED, asked, (*HELD, "mx_security_spending"))
    assert {one.lever for one in answer.moves} <= {"youth_prevention", "us_demand_reduction"}
    with pytest.raises(NothingToMoveError):
        what_it_takes(compiled(), ASKED, asked, ALL)


def test_that_a_target_outside_the_fan_is_told_so_with_the_farthest_settings() -> None:
    answer = what_it_takes(compiled(), ASKED, goal("homicide_rate", 0.02), HELD)
    assert answer.reached is Reached.OUTSIDE
    assert answer.share_then == 0.0
    assert answer.then < answer.now
    within = what_it_takes(compiled(), ASKED, goal("homicide_rate", 0.6), HELD)
    assert within.reached is Reached.WITHIN
    assert 0.0 < within.share_then < 0.5


def test_that_what_is_reached_already_takes_nothing() -> None:
    asked = Goal("homicide_rate", MONTH, 100.0, at_least=False)
    answer = what_it_takes(compiled(), RunRequest(Policy(), CENTRAL), asked)
    assert (answer.reached, answer.moves, answer.cost_mx) == (Reached.ALREADY, (), 0.0)


def test_that_a_search_cancelled_in_its_last_run_has_no_answer() -> None:
    told: list[int] = []

    def until_the_last(percent: int) -> bool:
        told.append(percent)
        return percent < 100

    with pytest.raises(AskingCancelledError):
        what_it_takes(compiled(), ASKED, goal("homicide_rate", 0.93), HELD, until_the_last)
    assert told == sorted(told)
    assert told[-1] == 100


@pytest.mark.long
@pytest.mark.parametrize(
    ("indicator", "share"),
    [("homicide_rate", 0.95), ("homicide_rate", 0.8), ("us_opioid_deaths", 0.85)],
)
def test_that_brute_force_over_three_levers_of_the_model_finds_nothing_smaller(
    indicator: str, share: float
) -> None:
    asked = goal(indicator, share)
    levers = {name: compiled().model.levers[name] for name in SMALL}
    before = {name: 200.0 if name == "youth_prevention" else levers[name].default for name in SMALL}
    answer = what_it_takes(compiled(), ASKED, asked, HELD)
    moves = {one.lever: one.after for one in answer.moves}
    reach = Reach(compiled(), ASKED, asked)
    ways = [
        [None, *(v for end in (one.low, one.high) for v, _ in arm_values(one, before[name], end))]
        for name, one in levers.items()
    ]
    best = None
    for values in itertools.product(*ways):
        tried = {name: v for name, v in zip(levers, values, strict=True) if v is not None}
        rank = len(tried), sum(moves_cost(levers, before, tried))
        if (best is None or rank < best) and reach.score(tried, np.float32) >= 0.0:
            best = rank
    if answer.reached is Reached.FOUND:
        assert best == (len(moves), sum(moves_cost(levers, before, moves)))
    else:
        assert best is None
