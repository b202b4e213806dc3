"""Goals of exercises: none is met when nobody moves, and each by some line of play."""

from dataclasses import replace

import pytest

from desktop.domain.exercise.exercise import Exercise
from desktop.modelfiles.exercises.read import exercise_files, read_exercise_file
from tests.model_checks.exercises import ENDS, faults, rows
from tests.model_checks.runs import shipped

FILES = exercise_files()


def exercise(number: int = 0) -> Exercise:
    return read_exercise_file(FILES[number], shipped())


@pytest.mark.parametrize("number", range(len(FILES)), ids=[path.stem for path in FILES])
def test_that_every_goal_has_to_be_played_for_and_can_be_reached(number: int) -> None:
    found = list(rows(exercise(number)))
    assert found
    assert list(faults(found)) == []


def test_that_the_ends_of_cooperation_and_escalation_are_ends_of_levers() -> None:
    for levers in ENDS.values():
        assert set(levers) <= set(shipped().levers)
        assert set(levers.values()) <= {"low", "high"}


@pytest.mark.mutant
@pytest.mark.parametrize(("at_most", "told"), [(1e6, "nobody moves"), (0.0, "by no line")])
def test_that_a_goal_without_a_game_is_told(at_most: float, told: str) -> None:
    one = exercise(next(n for n, path in enumerate(FILES) if path.stem == "demo"))
    (goal, *_) = one.goals
    (criterion,) = goal.criteria
    spoilt = replace(goal, criteria=(replace(criterion, at_most=at_most),))
    (sentence,) = faults(list(rows(replace(one, goals=(spoilt,)))))
    assert told in sentence
