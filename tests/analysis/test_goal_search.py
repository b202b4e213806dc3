"""The smallest moves that reach a goal, against looking through all there are."""

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from desktop.analysis.goal_search import Stage, search
from desktop.analysis.lever_arms import Values, moves_cost
from desktop.domain.lever import Lever
from tests.engine.small_models import lever

NOTCHES = 12


def made(seed: int) -> tuple[dict[str, Lever], dict[str, float], "Curve"]:
    """Return three levers, where they stand, and a curve that they move, also together."""
    chance = random.Random(seed)
    levers, before = {}, {}
    for name in ("a", "b", "c"):
        default = float(chance.choice([0, 4, 6, NOTCHES]))
        costs = [float(chance.randint(0, 10)) for _ in range(2)]
        levers[name] = replace(
            lever(name, 0.0, NOTCHES, default), decimals=0, cost_us=costs[0], cost_mx=costs[1]
        )
        before[name] = float(chance.choice([default, chance.randint(0, NOTCHES)]))
    sizes = {name: chance.choice([-1, 1]) * chance.random() for name in levers}
    together = {
        (one, other): chance.choice([0, 0, 0.8, -0.3]) * min(abs(sizes[one]), abs(sizes[other]))
        for one, other in itertools.combinations(levers, 2)
    }
    return levers, before, Curve(before, sizes, together)


class Curve:
    """Move with every lever one way, and with two that help more or less than their sum."""

    def __init__(
        self,
        before: Values,
        sizes: Mapping[str, float],
        together: Mapping[tuple[str, str], float],
    ) -> None:
        self._before, self._sizes, self._together = before, sizes, together

    def __call__(self, values: Values) -> float:
        way = {
            name: (values.get(name, at) - at) / NOTCHES * (1 if self._sizes[name] > 0 else -1)
            for name, at in self._before.items()
        }
        alone = sum(abs(self._sizes[name]) * share for name, share in way.items())
        return alone + sum(
            size * max(way[one], 0.0) * max(way[other], 0.0)
            for (one, other), size in self._together.items()
        )


def every(before: Values) -> list[dict[str, float]]:
    """Return every setting of three levers, as moves from where they stand."""
    places = itertools.product(range(NOTCHES + 1), repeat=3)
    return [
        {name: float(at) for name, at in zip(before, one, strict=True) if at != before[name]}
        for one in places
    ]


def against_all(seed: int, *, bent: bool = False) -> None:
    """Hold a search against every setting; bent, its rough scores are large and of another form."""
    levers, before, curve = made(seed)

    def rough(moves: Values) -> float:
        come = curve(moves)
        return 1.2 * (come + 0.1 * come * come * (1 if come > 0 else -1)) - need

    known = [(moves, curve(moves)) for moves in every(before)]
    need = random.Random(-seed).uniform(0.2, 1.1) * max(value for _, value in known)
    reached = [
        (len(moves), sum(moves_cost(levers, before, moves)))
        for moves, value in known
        if value >= need
    ]
    found = search(levers, before, lambda moves: curve(moves) - need, rough=rough if bent else None)
    if reached:
        assert found.score >= 0.0
        assert found.exact
        assert (len(found.values), sum(moves_cost(levers, before, found.values))) == min(reached)
    else:
        assert found.score < 0.0


def test_that_brute_force_over_three_levers_finds_no_fewer_moves_and_none_that_cost_less() -> None:
    for seed in range(12):
        against_all(seed)


def test_that_rough_scores_that_are_wrong_by_a_quarter_cost_nothing_but_time() -> None:
    for seed in range(12):
        against_all(seed, bent=True)


@pytest.mark.long
@pytest.mark.parametrize("bent", [False, True])
@pytest.mark.parametrize("seed", range(12, 400))
def test_that_brute_force_finds_nothing_smaller_whatever_the_levers_are(
    seed: int, *, bent: bool
) -> None:
    against_all(seed, bent=bent)


LEVERS = {name: replace(lever(name), decimals=0, cost_us=4.0, cost_mx=2.0) for name in "ab"}
STAND = dict.fromkeys(LEVERS, 20.0)


def test_that_no_lever_goes_farther_than_the_goal_needs() -> None:
    found = search(LEVERS, STAND, lambda moves: moves.get("a", 20.0) - 57.0)
    assert found.values == {"a": 57.0}


def test_that_going_back_to_the_status_quo_is_free_and_tried_first() -> None:
    # Either lever alone reaches it; one of them has been set before.
    stand = {"a": 80.0, "b": 20.0}
    found = search(
        LEVERS, stand, lambda moves: max(50.0 - moves.get("a", 80.0), moves.get("b", 20.0) - 50.0)
    )
    assert found.values == {"a": 50.0}
    assert moves_cost(LEVERS, stand, found.values) == (0.0, 0.0)


def test_that_levers_that_move_nothing_alone_are_tried_together() -> None:
    def both(moves: Values) -> float:
        return min(moves.get("a", 20.0), moves.get("b", 20.0)) - 40.0

    assert search(LEVERS, STAND, both).values == {"a": 40.0, "b": 40.0}


def test_that_a_goal_no_setting_reaches_is_answered_with_the_farthest() -> None:
    def near(moves: Values) -> float:
        return moves.get("a", 20.0) - moves.get("b", 20.0) - 500.0

    found = search(LEVERS, STAND, near)
    assert (found.values, found.score) == ({"a": 100.0, "b": 0.0}, -400.0)


def test_that_the_exact_score_has_the_last_word() -> None:
    # In the coarse one 57 is already enough.
    found = search(
        LEVERS,
        STAND,
        lambda moves: moves.get("a", 20.0) - 56.999,
        exact=lambda moves: moves.get("a", 20.0) - 57.0005,
    )
    assert found.values == {"a": 58.0}


def test_that_a_search_ends_where_it_is_told_to() -> None:
    class EnoughError(Exception):
        pass

    def advance(stage: Stage, done: float) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        search(LEVERS, STAND, lambda moves: -1.0, advance=advance)
