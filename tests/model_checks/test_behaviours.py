"""What the model is known for, in the central run, and the mutants that do not do it."""

import pytest

from desktop.domain.lever import Family
from tests.model_checks.behaviours import Behaviour, Change, behaviours
from tests.model_checks.runs import shipped

BEHAVIORS = {behaviour.id: behaviour for behaviour in behaviours()}


def quick(behaviour: Behaviour, place: int) -> bool:
    """Say whether a mutant is tried in the quick suite: one of each named behavior."""
    return behaviour.group == "behaviors" and place == 0


@pytest.mark.parametrize("name", BEHAVIORS)
def test_that_the_model_does_what_it_is_known_for(name: str) -> None:
    assert BEHAVIORS[name].failures() == [], BEHAVIORS[name].says


@pytest.mark.mutant
@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param(name, place, marks=() if quick(each, place) else pytest.mark.long)
        for name, each in BEHAVIORS.items()
        for place in range(len(each.mutants))
    ],
)
def test_that_a_mutant_does_not(name: str, place: int) -> None:
    mutant: Change = BEHAVIORS[name].mutants[place]
    assert BEHAVIORS[name].failures(mutant), mutant.says


def test_that_every_behavior_has_a_mutant_and_says_what_it_is() -> None:
    for behaviour in BEHAVIORS.values():
        assert behaviour.says.endswith(".")
        assert behaviour.mutants
        assert all(mutant.says for mutant in behaviour.mutants)
        read = {reading.run for reading in behaviour.readings}
        read |= {reading.against for reading in behaviour.readings}
        assert read - {""} == behaviour.runs.keys()


def test_that_every_family_has_a_lever_that_is_better_here_and_worse_there() -> None:
    families = {family: BEHAVIORS[f"trade_off_{family}"] for family in Family}
    for family, behaviour in families.items():
        moved = behaviour.runs["moved"].policy.settings
        assert {shipped().levers[lever].family for lever in moved} == {family}
        better, worse = (_side(behaviour, name) for name in ("better", "worse"))
        assert better > 0 > worse, behaviour.id


def _side(behaviour: Behaviour, name: str) -> int:
    """Return 1 where a reading's indicator moves the way that is held to be better."""
    reading = next(each for each in behaviour.readings if each.name == name)
    indicator = shipped().indicators[reading.variable]
    wanted = {"up": 1, "down": -1}[indicator.better]
    return wanted * (1 if reading.least > 0 else -1)
