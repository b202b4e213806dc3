"""What survives other assumptions: directions agree, or a switch is named that turns them."""

from dataclasses import replace

import pytest

from desktop.analysis.survival import Conclusion, conclusions, sets_of, switches_of
from desktop.domain.assumptions import NEUTRAL, Assumptions, Side
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.results.compare import contrast
from desktop.engine.run.project import project
from tests.engine.small_models import certain, indicator, lever, model, parameter
from tests.engine.test_parameters_under import CATALOGUE

MOVED = Policy({"push": Setting(60.0)})
FEW = EnsembleChoice(members=40)
STEP = 60


@pytest.fixture(scope="module")
def compiled() -> CompiledModel:
    made = model(
        {
            "sure": "weight * push_in_force",
            "torn": "root_a * push_in_force",
            "idle": "free * duty * fixed",
        },
        parameters=[
            parameter("free", 1, 2, 4),
            parameter("weight", 0.2, 0.4, 0.6),
            parameter("root_a", -2, 0.5, 2),
            certain("fixed", 7),
            certain("duty", 11),
        ],
        levers=[lever("push")],
        indicators=[indicator(name, name) for name in ("sure", "torn", "idle")],
    )
    return compile_model(replace(made, assumptions=CATALOGUE))


def found(compiled: CompiledModel, ours: Assumptions = NEUTRAL) -> dict[str, Conclusion]:
    variants = (*sets_of(CATALOGUE, ours), *switches_of(CATALOGUE))
    asked = RunRequest(MOVED, FEW, ours)
    result = conclusions(compiled, asked, variants, STEP, lambda _: True)
    assert result is not None
    return {one.indicator: one for one in result}


def test_that_a_change_of_one_sign_under_every_set_holds(compiled: CompiledModel) -> None:
    sets = sets_of(CATALOGUE, NEUTRAL)
    held = found(compiled)
    assert held["sure"].holds(sets)
    assert [held["sure"].direction(one) for one in sets] == [1, 1, 1]
    assert held["sure"].breakers() == ()


def test_that_a_change_whose_sign_hangs_on_a_conflict_does_not_hold(
    compiled: CompiledModel,
) -> None:
    torn = found(compiled)["torn"]
    sets = sets_of(CATALOGUE, NEUTRAL)
    by_set = {one.set: torn.direction(one) for one in sets}
    assert by_set["articles"] == 1
    assert by_set["studies"] == -1
    assert not torn.holds(sets)
    assert (torn.breakers()[-1].conflict, torn.breakers()[-1].side) == ("root", Side.STUDIES)


def test_that_what_the_policy_leaves_alone_is_no_conclusion(compiled: CompiledModel) -> None:
    idle = found(compiled)["idle"]
    assert {idle.direction(one) for one in idle.contrasts} == {0}
    assert not idle.holds(sets_of(CATALOGUE, NEUTRAL))


def test_that_each_change_is_that_against_the_same_sets_status_quo(
    compiled: CompiledModel,
) -> None:
    for variant, held in found(compiled)["torn"].contrasts.items():
        asked = RunRequest(MOVED, FEW, variant.assumptions)
        runs = [
            project(compiled, one.policy, compiled.draws(one.ensemble, one.assumptions))
            for one in (asked, replace(asked, policy=STATUS_QUO))
        ]
        assert contrast(runs[0], runs[1], "torn", STEP) == held


def test_that_ones_own_assumptions_are_tried_beside_the_sets() -> None:
    own = NEUTRAL.with_value("duty", 40)
    assert [one.assumptions for one in sets_of(CATALOGUE, own)][-1] == own
    assert len(sets_of(CATALOGUE, Assumptions("studies"))) == len(CATALOGUE.sets)


def test_that_each_conflict_is_tried_on_either_side_alone() -> None:
    tried = switches_of(CATALOGUE)
    assert [(one.conflict, one.side) for one in tried] == [
        ("root", Side.ARTICLES),
        ("root", Side.STUDIES),
    ]


def test_that_the_work_stops_when_it_is_told_to(compiled: CompiledModel) -> None:
    told: list[int] = []

    def tell(done: int) -> bool:
        told.append(done)
        return done < 2

    variants = switches_of(CATALOGUE)
    assert conclusions(compiled, RunRequest(MOVED, FEW), variants, STEP, tell) is None
    assert told == [1, 2]
