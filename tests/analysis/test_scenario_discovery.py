"""A planted break is found, and noise is told to be noise."""

import numpy as np
import pytest

from desktop.analysis.scenario_discovery import LEAST_MEMBERS, NoMembersError, where_it_breaks
from desktop.domain.clock import Month
from desktop.domain.inquiry import Broken, Goal
from desktop.engine.results.projection import FloatArray

GOAL = Goal("curve", Month(2030, 12), 0.0, at_least=True)
MEMBERS, PARAMETERS = 1000, 60


def members(seed: int) -> tuple[np.random.Generator, dict[str, FloatArray]]:
    chance = np.random.default_rng(seed)
    return chance, {f"p{n}": chance.normal(size=MEMBERS) for n in range(PARAMETERS)}


def planted(seed: int, wrong: float = 0.05) -> tuple[FloatArray, dict[str, FloatArray]]:
    """Return members that miss the goal where two conditions hold, and a few others."""
    chance, parameters = members(seed)
    misses = (parameters["p3"] > 0.3) & (parameters["p7"] < 0.2)
    return np.where(misses ^ (chance.random(MEMBERS) < wrong), -1.0, 1.0), parameters


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_that_a_planted_break_of_two_conditions_is_found_with_its_shares(seed: int) -> None:
    outcome, parameters = planted(seed)
    answer = where_it_breaks(GOAL, outcome, parameters)
    assert answer.broken is Broken.FOUND
    found = {one.parameter: (one.at_least, one.value) for one in answer.conditions}
    assert found.keys() == {"p3", "p7"}
    assert {name: at_least for name, (at_least, _) in found.items()} == {"p3": True, "p7": False}
    assert [found[name][1] for name in ("p3", "p7")] == pytest.approx([0.3, 0.2], abs=0.15)
    # One in twenty is planted wrong on either side.
    inside = (parameters["p3"] >= found["p3"][1]) & (parameters["p7"] <= found["p7"][1])
    missed = outcome < 0
    assert answer.missing == missed.mean()
    assert answer.caught == pytest.approx((inside & missed).sum() / missed.sum(), abs=0.08)
    assert answer.false == pytest.approx((inside & ~missed).sum() / inside.sum(), abs=0.08)


def test_that_one_condition_is_found_alone_where_there_is_but_one() -> None:
    _, parameters = members(4)
    answer = where_it_breaks(GOAL, np.where(parameters["p5"] < -0.5, -1.0, 1.0), parameters)
    assert [(one.parameter, one.at_least) for one in answer.conditions] == [("p5", False)]
    assert answer.caught > 0.9
    assert answer.false < 0.1


def noise(seed: int) -> Broken:
    chance, parameters = members(seed)
    return where_it_breaks(GOAL, chance.normal(size=MEMBERS) + 0.4, parameters).broken


def test_that_noise_has_no_such_condition() -> None:
    assert [noise(seed) for seed in range(5)] == [Broken.NOWHERE] * 5


@pytest.mark.long
def test_that_noise_passes_hardly_ever() -> None:
    assert sum(noise(seed) is Broken.FOUND for seed in range(5, 205)) <= 1


@pytest.mark.long
def test_that_a_planted_break_is_found_nearly_always() -> None:
    found = 0
    for seed in range(10, 110):
        conditions = where_it_breaks(GOAL, *planted(seed, 0.1)).conditions
        found += {one.parameter for one in conditions} == {"p3", "p7"}
    assert found >= 97


@pytest.mark.parametrize(
    ("level", "broken"), [(5.0, Broken.NEVER), (-5.0, Broken.ALWAYS)], ids=["never", "always"]
)
def test_that_a_plan_that_never_or_always_breaks_is_told_so(level: float, broken: Broken) -> None:
    chance, parameters = members(6)
    answer = where_it_breaks(GOAL, chance.normal(size=MEMBERS) + level, parameters)
    assert (answer.broken, answer.conditions) == (broken, ())


def test_that_too_few_members_are_refused_and_what_is_certain_says_nothing() -> None:
    few = {"p": np.zeros(LEAST_MEMBERS - 1)}
    with pytest.raises(NoMembersError):
        where_it_breaks(GOAL, np.zeros(LEAST_MEMBERS - 1), few)
    chance, _ = members(7)
    alike = {"p": np.ones(MEMBERS)}
    assert where_it_breaks(GOAL, chance.normal(size=MEMBERS), alike).broken is Broken.NOWHERE
