"""Wedges add up to the distance between the two lines that a chart draws, in every month."""

from dataclasses import replace

import numpy as np
import pytest

from desktop.analysis.parts import Runs
from desktop.analysis.wedges import Grouping, WedgeQuestion, Wedges, runs_wanted, wedges
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.indicator import Change
from desktop.domain.lever import Family, Holder, Lever, Setting
from desktop.domain.model.model import Effect, Shape
from desktop.domain.parts import PlayerKind
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.results.compare import contrast
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import project
from tests.engine.small_models import CLOCK, indicator, lever, model, noise, stock
from tests.views.desks import compiled

MEMBERS = EnsembleChoice(members=9)
STORM = PlannedEvent("storm", CLOCK.month(30))
FLOOD = PlannedEvent("flood", CLOCK.month(60))
LATER = CLOCK.month(12)
NAMES = tuple(f"lever_{n:02d}" for n in range(10))


def _lever(place: int, name: str) -> Lever:
    families, holders = tuple(Family), tuple(Holder)
    return replace(
        lever(name, lead=4.0, default=0.0),
        family=families[place % 2],
        holder=holders[place % 3],
    )


SMALL = compile_model(
    model(
        {
            # The first two work against each other, and are worth more together.
            "pushed": "lever_00_in_force - 2 * lever_01_in_force + "
            + " + ".join(f"{n} * {name}_in_force" for n, name in enumerate(NAMES) if n > 2),
            "both": "lever_00_in_force * lever_01_in_force / 50",
            "seen": "900 + level + pushed + both + chance + gale",
        },
        stocks=(stock("level", "500", "0.1 * pushed"),),
        noises=(noise("chance"),),
        channels=("gale",),
        effects=(
            Effect("storm", "gale", 50.0, Shape.WINDOW, 500.0, 0),
            Effect("flood", "level", 40.0, Shape.IMPULSE, 0.0, 0),
        ),
        levers=tuple(_lever(place, name) for place, name in enumerate(NAMES)),
        indicators=(
            indicator("curve", "seen", twelve_months=True),
            indicator("in_percent", "seen", change=Change.PERCENT),
        ),
    )
)


def moved(*events: PlannedEvent, **settings: float) -> Policy:
    return Policy({name: Setting(value) for name, value in settings.items()}, events)


def found(
    policy: Policy,
    grouping: Grouping = Grouping.LEVER,
    *,
    drawn: tuple[PlannedEvent, ...] = (),
    monthly: bool = False,
    name: str = "curve",
    over: CompiledModel = SMALL,
) -> Wedges:
    question = WedgeQuestion(RunRequest(policy, MEMBERS), name, grouping, drawn, monthly)
    divided = wedges(Runs(over, question.request, [name], monthly=monthly), question)
    assert divided is not None
    return divided


def summed(divided: Wedges) -> FloatArray:
    parts = np.array([one.own + one.interaction for one in divided.shares])
    found: FloatArray = parts.sum(axis=0)
    return found


FOUR = moved(STORM, FLOOD, lever_00=40, lever_01=30, lever_04=5)


@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("monthly", [False, True])
def test_that_wedges_add_up_to_the_distance_drawn_in_every_month(
    grouping: Grouping, monthly: bool
) -> None:
    divided = found(FOUR, grouping, drawn=(FLOOD,), monthly=monthly)
    draws = SMALL.draws(MEMBERS)
    ours, usual = (
        np.median(project(SMALL, one, draws, monthly=monthly).of("curve"), axis=1)
        for one in (FOUR, STATUS_QUO)
    )
    assert np.max(np.abs(summed(divided) - (ours - usual))) <= 1e-9
    assert np.ptp(divided.change) > 1.0


def test_that_the_sum_is_the_change_that_the_headline_prints() -> None:
    divided = found(FOUR, name="in_percent")
    draws = SMALL.draws(MEMBERS)
    ours, usual = (project(SMALL, one, draws) for one in (FOUR, STATUS_QUO))
    for step in range(CLOCK.steps + 1):
        told = summed(divided)[step] / abs(divided.before[step]) * 100.0
        printed = contrast(ours, usual, "in_percent", step).change
        assert told == pytest.approx(printed, abs=1e-9)


def test_that_of_a_model_that_ships_the_wedges_add_up_too() -> None:
    levers = [one for one in compiled().model.levers.values() if one.default != one.high][:3]
    policy = Policy({one.id: Setting(one.high) for one in levers})
    divided = found(policy, name="homicide_rate", over=compiled())
    assert np.max(np.abs(summed(divided) - divided.change)) <= 1e-9
    assert len(divided.shares) == 3


def test_that_sides_and_families_hold_what_their_levers_do_and_events_stand_apart() -> None:
    sides = found(FOUR, Grouping.SIDE, drawn=(FLOOD,))
    kinds = {one.players[0].kind for one in sides.shares}
    us, mx = PlayerKind.US, PlayerKind.MX
    assert kinds == {us, mx, PlayerKind.EVENT, PlayerKind.CHANCE}
    families = found(FOUR, Grouping.FAMILY, drawn=(FLOOD,))
    named = {(one.players[0].kind, one.players[0].id) for one in families.shares}
    assert named == {
        (PlayerKind.FAMILY, Family.SECURITY),
        (PlayerKind.FAMILY, Family.DRUGS),
        (PlayerKind.EVENT, ""),
        (PlayerKind.CHANCE, ""),
    }
    levers = {(one.players[0].kind, one.players[0].id) for one in found(FOUR).shares}
    assert (PlayerKind.EVENT, "storm") in levers
    assert (PlayerKind.LEVER, "lever_01") in levers


def test_that_what_comes_only_together_is_told_apart_from_what_came_alone() -> None:
    divided = found(moved(lever_00=40, lever_01=30), name="in_percent")
    for one in divided.shares:
        # 40 × 30 / 50 = 24 together, half of it each.
        assert one.interaction[-1] == pytest.approx(12.0, abs=0.5)
    own = {one.players[0].id: one.own[-1] for one in divided.shares}
    assert own["lever_00"] > 0.0 > own["lever_01"]


def test_that_a_lever_at_its_status_quo_has_no_wedge_nor_one_that_moves_nothing() -> None:
    divided = found(moved(lever_00=40, lever_02=60, lever_04=0))
    assert [one.players[0].id for one in divided.shares] == ["lever_00"]
    nothing = found(moved(lever_02=60))
    assert (nothing.shares, nothing.first) == ((), 0)
    assert not nothing.change.any()


def test_that_wedges_begin_where_the_policy_does() -> None:
    divided = found(Policy({"lever_00": Setting(40, LATER)}), monthly=True)
    assert divided.first == 11
    assert not divided.change[:12].any()
    assert divided.change[12] != 0.0


def test_that_of_ten_levers_seven_stand_alone_and_the_rest_is_one_wedge() -> None:
    policy = moved(**dict.fromkeys((n for n in NAMES if n != "lever_02"), 5.0))
    question = WedgeQuestion(RunRequest(policy, MEMBERS), "curve")
    done = list[int]()

    def advance(step: int) -> bool:
        done.append(step)
        return True

    runs = Runs(SMALL, question.request, ["curve"])
    divided = wedges(runs, question, advance)
    assert divided is not None
    assert done[-1] == runs_wanted(question, SMALL.model) == len(runs)
    assert sorted(len(one.players) for one in divided.shares) == [1] * 7 + [2]
    assert np.max(np.abs(summed(divided) - divided.change)) <= 1e-9
    sizes = [abs(one.total[40]) for one in divided.ranked(40)]
    assert sizes == sorted(sizes, reverse=True)


def test_that_an_answer_nobody_wants_any_more_ends_before_its_next_run() -> None:
    question = WedgeQuestion(RunRequest(FOUR, MEMBERS), "curve")
    runs = Runs(SMALL, question.request, ["curve"])
    assert wedges(runs, question, lambda done: done < 2) is None
    assert len(runs) == 2
