"""A change divides among players by exact Shapley values, which add up to it."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.analysis.parts import Medians, Runs, Span, by_lever, coalitions, divide, parts
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.errors import RunFailedError
from desktop.domain.indicator import Change
from desktop.domain.lever import Setting
from desktop.domain.parts import Part, Parts, Player, PlayerKind
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.compare import contrast
from desktop.engine.run.project import project
from tests.engine.small_models import CLOCK, indicator, lever, model, noise, parameter, stock

NAMES = tuple(f"lever_{n:02d}" for n in range(13))
MEMBERS = EnsembleChoice(members=9)
LATER = CLOCK.month(CLOCK.steps)
SOON = CLOCK.month(3)

SMALL = compile_model(
    model(
        {
            # The first two are worth more together; all of them are worth something alone.
            "pushed": " + ".join(f"{n + 1} * {name}_in_force" for n, name in enumerate(NAMES)),
            "both": "lever_00_in_force * lever_01_in_force / 100",
            "seen": "level + pull * pushed + both + chance",
            "zero": "0 * level",
        },
        parameters=(parameter("pull", 0.5, 1.0, 1.5),),
        stocks=(stock("level", "500", "1"),),
        noises=(noise("chance"),),
        levers=tuple(lever(name, lead=0.0, default=0.0) for name in NAMES),
        indicators=(
            indicator("curve", "seen"),
            indicator("in_percent", "seen", change=Change.PERCENT),
            indicator("nothing", "zero", change=Change.PERCENT),
        ),
    )
)


def medians(name: str = "curve") -> Medians:
    request = RunRequest(STATUS_QUO, MEMBERS)
    return Medians(Runs(SMALL, request, [name]), SMALL.model.indicators[name])


def moved(**settings: float) -> Policy:
    return Policy({name: Setting(value) for name, value in settings.items()})


def found(policy: Policy, span: Span | None = None, name: str = "curve") -> Parts:
    players, policy_of = by_lever(policy, SMALL)
    divided = parts(medians(name), players, policy_of, span or Span(LATER))
    assert divided is not None
    return divided


def named(divided: Parts, name: str) -> Part:
    return next(one for one in divided.parts if one.players[0].id == name)


@pytest.mark.parametrize("name", ["curve", "in_percent"])
def test_that_parts_add_up_to_the_change_that_the_headline_prints(name: str) -> None:
    policy = moved(lever_00=40, lever_01=30, lever_05=3)
    divided = found(policy, name=name)
    draws = SMALL.draws(MEMBERS)
    ours, usual = (project(SMALL, one, draws) for one in (policy, STATUS_QUO))
    assert divided.change == contrast(ours, usual, name, CLOCK.steps).change
    assert divided.anyway == 0.0
    assert math.fsum(one.total for one in divided.parts) == pytest.approx(divided.change, abs=1e-9)
    assert [one.players[0].id for one in divided.parts] == ["lever_01", "lever_00", "lever_05"]


def test_that_two_levers_equal_a_sum_by_hand() -> None:
    first, second = moved(lever_00=40), moved(lever_01=30)
    both = moved(lever_00=40, lever_01=30)
    usual, one, other, all_ = (
        medians().of(policy)[CLOCK.steps] for policy in (STATUS_QUO, first, second, both)
    )
    part = named(found(both), "lever_00")
    assert part.own == pytest.approx(one - usual)
    assert part.total == pytest.approx(((one - usual) + (all_ - other)) / 2)
    # Together they are worth 40 × 30 / 100 more, half of it each.
    assert part.interaction == pytest.approx(6.0, abs=0.5)


def test_that_a_change_since_a_month_has_a_part_that_nobody_played() -> None:
    divided = found(moved(lever_02=10), Span(LATER, SOON))
    assert divided.anyway == pytest.approx(CLOCK.steps - 3, abs=2.0)
    assert divided.change == divided.after - divided.before
    whole = divided.anyway + math.fsum(one.total for one in divided.parts)
    assert whole == pytest.approx(divided.change, abs=1e-9)


def test_that_where_nobody_acts_all_of_a_change_came_anyway() -> None:
    divided = found(STATUS_QUO, Span(LATER, SOON))
    assert divided.parts == ()
    assert divided.change == divided.anyway != 0.0


def test_that_a_lever_at_its_status_quo_has_no_part_and_takes_no_run() -> None:
    policy = moved(lever_00=40, lever_01=0, lever_02=5)
    players, policy_of = by_lever(policy, SMALL)
    runs = medians()
    divided = parts(runs, players, policy_of, Span(LATER))
    assert divided is not None
    assert (named(divided, "lever_01").own, named(divided, "lever_01").interaction) == (0.0, 0.0)
    assert runs.runs == 4


def test_that_of_thirteen_levers_seven_stand_alone_and_at_most_300_runs_are_made() -> None:
    policy = moved(**{name: 4.0 + n for n, name in enumerate(NAMES)})
    players, policy_of = by_lever(policy, SMALL)
    runs, steps = medians(), list[int]()

    def advance(done: int) -> bool:
        steps.append(done)
        return True

    divided = parts(runs, players, policy_of, Span(LATER), advance)
    assert divided is not None
    assert runs.runs == coalitions(13) == steps[-1] <= 300
    together = max(divided.parts, key=lambda one: len(one.players))
    # The weakest; the first is helped by the second.
    assert {one.id for one in together.players} == set(NAMES[:6])
    assert len(divided.parts) == 8
    assert math.fsum(one.total for one in divided.parts) == pytest.approx(divided.change, abs=1e-9)


def test_that_work_nobody_wants_any_more_ends_before_its_next_run() -> None:
    players, policy_of = by_lever(moved(lever_00=1, lever_01=2), SMALL)
    runs = medians()
    assert parts(runs, players, policy_of, Span(LATER), lambda done: done < 2) is None
    assert runs.runs == 2


def test_that_a_percentage_of_nothing_and_a_run_beyond_the_finite_are_told() -> None:
    with pytest.raises(RunFailedError):
        found(moved(lever_00=40), name="nothing")
    endless = compile_model(
        model(
            {"seen": "exp(first_in_force * 100)"},
            levers=(lever("first", lead=0.0, default=0.0),),
            indicators=(indicator("curve", "seen"),),
        )
    )
    players, policy_of = by_lever(moved(first=100), endless)
    asked = Runs(endless, RunRequest(STATUS_QUO, MEMBERS), ["curve"])
    runs = Medians(asked, endless.model.indicators["curve"])
    with pytest.raises(RunFailedError):
        parts(runs, players, policy_of, Span(LATER))


# ------------------------------------------------------------ the division itself

WORTHS = st.lists(st.floats(-1e6, 1e6), min_size=16, max_size=16)
FOUR = tuple(Player(PlayerKind.LEVER, name) for name in "abcd")


def game(worths: list[float]):  # type: ignore[no-untyped-def]  # a worth for each of 16 coalitions
    places = {player: 1 << n for n, player in enumerate(FOUR)}
    return lambda coalition: worths[sum(places[one] for one in coalition)]


@given(WORTHS)
def test_that_a_part_is_the_mean_over_all_orders_of_coming_in(worths: list[float]) -> None:
    worth = game(worths)
    divided = divide(FOUR, worth)
    assert divided is not None
    for part in divided:
        (player,) = part.players
        added = []
        for order in permutations(FOUR):
            before = frozenset(order[: order.index(player)])
            added.append(worth(before | {player}) - worth(before))
        assert part.total == pytest.approx(math.fsum(added) / 24, abs=1e-6)
        assert part.own == worth(frozenset({player})) - worth(frozenset())
    whole = worth(frozenset(FOUR)) - worth(frozenset())
    assert math.fsum(one.total for one in divided) == pytest.approx(whole, abs=1e-8)


@given(WORTHS, st.permutations(FOUR))
def test_that_the_order_of_players_changes_no_bit(worths: list[float], order: list[Player]) -> None:
    first, second = divide(FOUR, game(worths)), divide(order, game(worths))
    assert first is not None
    assert second is not None
    assert sorted(first, key=lambda one: one.players) == sorted(second, key=lambda one: one.players)
