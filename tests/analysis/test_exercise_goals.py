"""Goals of an exercise against runs: met by nothing, reached within the purses, by nobody."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from desktop.analysis.exercise_goals import Found, GoalRuns, goal_warnings, movers
from desktop.domain.exercise.costs import move_cost
from desktop.domain.exercise.exercise import Criterion, Exercise, Team
from desktop.engine.compile.compiler import CompiledModel, compile_model
from tests.modelfiles.exercises.example import model, read, source

FAR = 0.0
"""Apprehensions that nobody can bring about."""


@cache
def compiled() -> CompiledModel:
    return compile_model(model())


def exercise(at_most: float = 1800, indicator: str = "irregular_encounters") -> Exercise:
    """Return the example with another line for its goal."""
    one = read(source())
    criterion = Criterion(indicator, None, at_most=at_most)
    return replace(one, goals=(replace(one.goals[0], criteria=(criterion,)),))


def best(one: Exercise) -> Mapping[str, Found]:
    runs = GoalRuns(compiled(), one)
    return {name: runs.best(one.goals[0], who) for name, who in movers(one)}


def spent(team: Team, moves: Mapping[str, float]) -> float:
    levers = model().levers
    return sum(
        move_cost(levers[name], levers[name].default, value, team.side)
        for name, value in moves.items()
        if name in team.levers
    )


def test_that_each_best_line_stays_within_its_purses_and_its_levers() -> None:
    one = exercise(FAR)
    found = best(one)
    assert found.keys() == {"washington", "mexico", ""}
    washington, mexico = one.teams
    for name, teams in (("washington", [washington]), ("mexico", [mexico]), ("", one.teams)):
        (moves,) = found[name].line
        assert moves
        for team in teams:
            assert spent(team, moves) <= team.purse
    alone = {lever for name in ("washington", "mexico") for lever in found[name].line[0]}
    assert "coop_framework" not in alone, "a joint lever needs both"


def test_that_a_smaller_purse_reaches_less() -> None:
    one = exercise(FAR)
    poor = replace(one, teams=tuple(replace(team, purse=1.0) for team in one.teams))
    rich, small = (best(each)["mexico"].outcome.values[0] for each in (one, poor))
    assert rich < small


def test_that_what_only_few_members_take_for_met_is_searched_on() -> None:
    """The few of the search see more deaths when nobody moves than the many of the judgment."""
    one = exercise(indicator="us_opioid_deaths")
    more = Criterion("us_opioid_deaths", None, at_least=70.5)
    found = best(replace(one, goals=(replace(one.goals[0], criteria=(more,)),)))
    assert found["washington"].line != [{}]
    assert found["washington"].outcome.met


@pytest.mark.parametrize(
    ("at_most", "reasons"),
    [(1800, []), (1e6, ["reason.met_by_nothing"]), (FAR, ["reason.reached_by_nobody"])],
)
def test_that_a_designer_is_warned_of_a_goal_without_a_game(
    at_most: float, reasons: list[str]
) -> None:
    found = goal_warnings(compiled(), exercise(at_most))
    assert [one.reason for one in found] == reasons
    assert all(one.id == "calm" and one.fields["values"] for one in found)


def test_that_an_exercise_without_goals_is_warned_of_nothing() -> None:
    assert goal_warnings(compiled(), replace(exercise(), goals=())) == ()
