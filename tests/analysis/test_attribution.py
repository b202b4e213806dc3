"""What moves a curve is found by taking each cause away, and the way it takes by the equations."""

import pytest

from desktop.analysis.attribution import (
    Attribution,
    Attributions,
    CauseKind,
    Link,
    Question,
)
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.model.model import Effect, Shape
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.language.expressions import names
from desktop.engine.run.project import project
from desktop.engine.run.states import parts
from tests.engine.small_models import CLOCK, indicator, lever, model, stock
from tests.views.desks import compiled

SPRING = Month(2027, 3)
STORM, FLOOD = PlannedEvent("storm", SPRING), PlannedEvent("flood", SPRING)

SMALL = compile_model(
    model(
        {
            "wider": "2 * first_in_force",
            "narrower": "0 - second_in_force",
            "between": "wider + smooth(narrower, 2, 0) + gale",
            "seen": "between + level",
            "apart": "third_in_force",
        },
        stocks=(stock("level", "0", "0"),),
        channels=("gale",),
        effects=(
            Effect("storm", "gale", 500.0, Shape.WINDOW, 500.0, 0),
            Effect("flood", "level", 40.0, Shape.IMPULSE, 0.0, 0),
        ),
        levers=tuple(lever(name, lead=0.0) for name in ("first", "second", "third")),
        indicators=(indicator("curve", "seen"),),
    )
)


def asked(
    *events: PlannedEvent, drawn: tuple[PlannedEvent, ...] = (), **settings: float
) -> Attribution:
    policy = Policy({name: Setting(value) for name, value in settings.items()}, events)
    found = Attributions(SMALL).of(Question(RunRequest(policy), "curve", CLOCK.steps, drawn))
    assert found is not None
    return found


def test_that_each_lever_has_the_effect_that_is_gone_without_it() -> None:
    found = asked(first=60, second=30, third=90)
    assert [one.id for one in found.drivers] == ["first", "second"]
    first, second = found.drivers
    assert (first.effect, second.effect) == pytest.approx((80.0, -10.0))
    assert (first.share, second.share) == pytest.approx((8 / 9, 1 / 9))
    assert found.toward(rises=True) == (first,)
    assert found.toward(rises=False) == (second,)


def test_that_a_chain_names_what_is_passed_through_and_which_way_it_went() -> None:
    first, second = asked(first=60, second=30).drivers
    assert first.chain == (Link("wider", rises=True), Link("between", rises=True))
    assert second.chain == (Link("narrower", rises=False), Link("between", rises=False))


def test_that_of_two_ways_the_chain_is_the_stronger() -> None:
    forked = compile_model(
        model(
            {
                "weak": "1 * first_in_force",
                "strong": "3 * first_in_force",
                "seen": "weak + strong",
            },
            levers=(lever("first", lead=0.0),),
            indicators=(indicator("curve", "seen"),),
        )
    )
    request = RunRequest(Policy({"first": Setting(50.0)}))
    found = Attributions(forked).of(Question(request, "curve", CLOCK.steps))
    assert found is not None
    assert found.drivers[0].chain == (Link("strong", rises=True),)


def test_that_placed_events_count_by_kind_and_drawn_ones_as_one() -> None:
    again = PlannedEvent("flood", SPRING.plus(2))
    placed = asked(STORM, FLOOD, again)
    assert [(one.kind, one.id, one.count) for one in placed.drivers] == [
        (CauseKind.EVENT, "storm", 1),
        (CauseKind.EVENT, "flood", 2),
    ]
    assert placed.drivers[1].effect == pytest.approx(80.0)
    assert placed.drivers[1].chain == (Link("level", rises=True),)
    assert placed.drivers[0].chain == (Link("between", rises=True),)
    drawn = asked(STORM, FLOOD, again, drawn=(FLOOD, again))
    assert [(one.kind, one.id, one.count) for one in drawn.drivers] == [
        (CauseKind.EVENT, "storm", 1),
        (CauseKind.CHANCE, "", 2),
    ]


def test_that_causes_of_nearly_equal_weight_are_named_together() -> None:
    found = asked(FLOOD, first=40.0, second=5.0)
    assert [one.effect for one in found.drivers] == pytest.approx([40.0, 40.0, 15.0])
    assert len(found.main(rises=True)) == 2
    assert found.main(rises=False) == ()


def test_that_nothing_changed_has_no_cause() -> None:
    assert asked().drivers == ()


def test_that_an_answer_nobody_wants_any_more_is_none() -> None:
    policy = Policy({"first": Setting(60.0)})
    question = Question(RunRequest(policy), "curve", CLOCK.steps)
    assert Attributions(SMALL).of(question, lambda: True) is None


def test_that_one_lever_alone_accounts_for_the_whole_central_change() -> None:
    real, alone = compiled(), EnsembleChoice(members=0)
    policy = Policy({"legal_pathways": Setting(60.0)})
    attributions = Attributions(real)
    with_it, without = (project(real, each, real.draws(alone)) for each in (policy, Policy()))
    step = real.model.clock.step(Month(2030, 12))
    for name in ("irregular_encounters", "remittances", "homicide_rate", "cooperation_depth"):
        found = attributions.of(Question(RunRequest(policy), name, step))
        assert found is not None
        (only,) = found.drivers
        gap = with_it.of(name)[step, 0] - without.of(name)[step, 0]
        assert only.effect == pytest.approx(float(gap))
        assert only.chain[0].element == "pathways_ratio"
        assert only.chain[-1].element in _inputs(name)


def _inputs(name: str) -> set[str]:
    equations = compiled().equations
    variable = compiled().model.indicators[name].variable
    if variable in equations.auxiliaries:
        return set(names(equations.auxiliaries[variable]))
    return {each for part in parts(equations.states[variable]) for each in names(part)}
