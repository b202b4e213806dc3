"""Assumptions give parameters other ranges and leave the members' scores alone."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.domain.assumptions import (
    NEUTRAL,
    AdjustableParameter,
    AssumptionCatalogue,
    Assumptions,
    AssumptionSet,
    Conflict,
    Override,
    Position,
    ShrinkExemption,
    Side,
)
from desktop.domain.ensemble import CENTRAL, EnsembleChoice
from desktop.domain.errors import (
    AssumptionOutOfRangeError,
    UnknownAssumptionError,
    UnknownAssumptionsError,
)
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO
from desktop.engine.compile.compiler import compile_model
from desktop.engine.ensemble.assumptions import check_assumptions, parameters_under
from desktop.engine.ensemble.sampling import scores
from desktop.engine.run.project import project, run_member
from tests.engine.runs import parameter_values
from tests.engine.small_models import WORDS, certain, indicator, model, parameter


def override(name: str, low: float, central: float, high: float) -> Override:
    return Override(name, low, central, high, WORDS, ("S1",))


def position(*overrides: Override) -> Position:
    return Position(WORDS, ("B1",), ("S1",), {one.parameter: one for one in overrides})


CATALOGUE = AssumptionCatalogue(
    sets={
        "neutral": AssumptionSet("neutral", WORDS, WORDS, WORDS, Side.POOLED, {}),
        "articles": AssumptionSet(
            "articles", WORDS, WORDS, WORDS, Side.ARTICLES, {"free": override("free", 2, 3, 4)}
        ),
        "studies": AssumptionSet(
            "studies",
            WORDS,
            WORDS,
            WORDS,
            Side.STUDIES,
            {},
            shrink=0.5,
            kept=(ShrinkExemption(("weight",), WORDS),),
        ),
    },
    conflicts={
        "root": Conflict(
            "root",
            WORDS,
            frozenset({80}),
            position(override("root_a", 0, 1, 2), override("fixed", 3, 4, 5)),
            position(override("root_a", -2, -1, 0)),
        )
    },
    movables={"duty": AdjustableParameter("duty", 0, 60, 1, WORDS, WORDS, 1, 0, driver=True)},
)


def small() -> Model:
    made = model(
        {"y": "free + weight + root_a + fixed * duty"},
        parameters=[
            parameter("free", 1, 2, 4),
            parameter("weight", 0.2, 0.4, 0.6),
            parameter("root_a", -2, 0.5, 2),
            certain("fixed", 7),
            certain("duty", 11),
        ],
        indicators=[indicator("y", "y")],
    )
    return replace(made, assumptions=CATALOGUE)


def ranges(assumptions: Assumptions) -> dict[str, list[float]]:
    found = parameters_under(small(), assumptions).values()
    return {one.id: [one.low, one.central, one.high] for one in found}


def test_that_the_neutral_choice_is_the_model_itself() -> None:
    made = small()
    assert parameters_under(made, NEUTRAL) is made.parameters


def test_that_a_set_gives_its_sides_and_its_own_ranges() -> None:
    found = ranges(Assumptions("articles"))
    assert found["free"] == [2, 3, 4]
    assert found["root_a"] == [0, 1, 2]
    assert found["fixed"] == [3, 4, 5]
    assert found["weight"] == [0.2, 0.4, 0.6]


def test_that_a_shrinking_set_halves_low_and_central_and_leaves_high() -> None:
    found = ranges(Assumptions("studies"))
    assert found["free"] == [0.5, 1, 4]
    assert found["weight"] == [0.2, 0.4, 0.6], "what the set keeps is as it was"
    assert found["root_a"] == [-2, -1, 0], "a conflict's parameter is its side's"
    assert found["fixed"] == [7, 7, 7], "and the model's own where the side does not name it"


def test_that_one_conflict_is_set_by_itself_and_pooled_again() -> None:
    assert ranges(NEUTRAL.with_side("root", Side.ARTICLES))["root_a"] == [0, 1, 2]
    assert ranges(NEUTRAL.with_side("root", Side.ARTICLES))["free"] == [1, 2, 4]
    pooled = ranges(Assumptions("studies").with_side("root", Side.POOLED))
    assert pooled["root_a"] == [-2, 0.5, 2]


def test_that_a_value_of_ones_own_holds_in_every_member() -> None:
    made = small()
    choice = EnsembleChoice(members=20)
    values = parameter_values(made, choice, NEUTRAL.with_value("duty", 60))
    assert (values["duty"] == 60).all()


def test_that_the_members_keep_their_scores_under_all_assumptions() -> None:
    made, choice = small(), EnsembleChoice(members=50)
    plain = scores(made, choice)
    for assumed in (Assumptions("articles"), Assumptions("studies")):
        other = scores(made, choice, assumed)
        assert plain.keys() <= other.keys()
        for name, z in plain.items():
            assert (other[name] == z).all()
    drawn = parameter_values(made, choice)["free"]
    moved = parameter_values(made, choice, Assumptions("articles"))["free"]
    assert (np.argsort(drawn) == np.argsort(moved)).all()


def test_that_a_parameter_which_was_certain_is_drawn_where_a_side_gives_it_a_range() -> None:
    values = parameter_values(small(), EnsembleChoice(members=50), Assumptions("articles"))
    assert len(set(values["fixed"])) == 50


def test_that_the_central_run_under_a_set_has_the_sets_central_values() -> None:
    compiled = compile_model(small())
    draws = compiled.draws(CENTRAL, Assumptions("articles").with_value("duty", 10))
    found = run_member(compiled, STATUS_QUO, draws)
    assert found.parameters["free"] == 3
    assert found.values["y"][0] == pytest.approx(3 + 0.4 + 1 + 4 * 10)
    assert project(compiled, STATUS_QUO, draws).of("y")[0, 0] == pytest.approx(44.4)


def test_that_runs_under_other_assumptions_do_not_disturb_each_other() -> None:
    compiled = compile_model(small())
    choice = EnsembleChoice(members=30)
    drawn = [compiled.draws(choice, Assumptions(name)) for name in CATALOGUE.sets]
    first = [project(compiled, STATUS_QUO, draws).of("y") for draws in drawn]
    again = [project(compiled, STATUS_QUO, draws).of("y") for draws in reversed(drawn)]
    for one, other in zip(first, reversed(again), strict=True):
        assert (one == other).all()
    assert (first[0] != first[1]).any()


@pytest.mark.parametrize(
    ("assumptions", "error"),
    [
        (Assumptions("hopeful"), UnknownAssumptionsError),
        (NEUTRAL.with_side("climate", Side.STUDIES), UnknownAssumptionError),
        (NEUTRAL.with_value("free", 2), UnknownAssumptionError),
        (NEUTRAL.with_value("duty", 61), AssumptionOutOfRangeError),
        (NEUTRAL.with_value("duty", -1), AssumptionOutOfRangeError),
    ],
)
def test_that_what_the_catalogue_does_not_have_is_refused(
    assumptions: Assumptions, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_assumptions(small(), assumptions)
    with pytest.raises(error):
        compile_model(small()).draws(EnsembleChoice(), assumptions)
