"""Every lever at both ends, every pair of levers at theirs: finite, inside, and the right way."""

import itertools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop.domain.errors import RunFailedError
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, Policy
from tests.model_checks.batch import Batch, Run
from tests.model_checks.behaviours import change_of
from tests.model_checks.runs import policy, run, shipped, starting, year

DATA = Path(__file__).parent / "data"
BOUNDS: dict[str, Any] = tomllib.loads((DATA / "bounds.toml").read_text(encoding="utf-8"))
LEVERS: dict[str, Any] = tomllib.loads((DATA / "levers.toml").read_text(encoding="utf-8"))

End = tuple[str, float]

SINGLES = 200
"""Members at single ends; a quarter of them in the quick suite."""
PAIRS = 50
AT_ONCE = 1000
"""Members of one run of the engine."""
ROOM = 1e-9
"""Share of a range by which rounding may pass its end."""
SHARE = 0.9
"""Of members in which a lever never worsens its own target."""


def ends(lever: str) -> list[End]:
    """Return the ends of a lever that are not its status quo."""
    known = shipped().levers[lever]
    return [(lever, end) for end in (known.low, known.high) if end != known.default]


def beside(lever: str) -> dict[str, float]:
    """Return what must stand beside a lever that does nothing alone."""
    return {name: float(value) for name, value in LEVERS["lever"][lever].get("beside", {}).items()}


def bounds() -> Iterator[tuple[str, float, float]]:
    """Yield every variable with the least and the most it may be."""
    for name, (least, most) in BOUNDS["bounds"].items():
        yield name, least, most
    for name, force in shipped().forces.items():
        lever = shipped().levers[name]
        stands_for = force.levels or (lever.low, lever.high)
        yield f"{name}_in_force", min(stands_for), max(stands_for)


def outside(values: Run, place: int) -> list[str]:
    """Return what leaves its bounds under one of the policies."""
    found = []
    for name, least, most in bounds():
        room = ROOM * (most - least)
        low, high = float(values[name][:, place].min()), float(values[name][:, place].max())
        if not (least - room <= low and high <= most + room):
            found.append(f"{name}: {low:.4g} to {high:.4g}, not {least:g} to {most:g}")
    return found


@cache
def batch(members: int) -> Batch:
    return Batch(shipped(), members)


def runs(of: Batch, policies: Sequence[Policy], turned: float = 1.0) -> Iterator[tuple[Run, int]]:
    """Run policies, always as many at a time, and yield each one's place in its run."""
    size = max(1, AT_ONCE // (of.members + 1))
    for first in range(0, len(policies), size):
        some = list(policies[first : first + size])
        values = of.run(some + [STATUS_QUO] * (size - len(some)), turned)
        yield from ((values, place) for place in range(len(some)))


def faults(of: Batch, policies: Sequence[Policy]) -> list[str]:
    """Return what is not finite, or outside, under some policies."""
    try:
        return [fault for values, place in runs(of, policies) for fault in outside(values, place)]
    except RunFailedError as error:
        return [str(error)]


Swept = tuple[list[str], NDArray[np.floating]]
"""What leaves its bounds at an end of a lever; its target's gain, (TIME, MEMBER)."""


@cache
def swept(members: int, turned: float = 1.0) -> dict[End, Swept]:
    """Run every lever at its ends, with what must stand beside it.

    The gain is against what stands beside the lever alone, in the lever's good direction.
    """
    every = [end for lever in shipped().levers for end in ends(lever)]
    together = [policy(**{**beside(lever), lever: end}) for lever, end in every]
    alone = [STATUS_QUO, *(policy(**beside(lever)) for lever in shipped().levers if beside(lever))]
    still = {
        chosen: {
            name: values[lever.target.variable][:, place].copy()
            for name, lever in shipped().levers.items()
        }
        for chosen, (values, place) in zip(alone, runs(batch(members), alone, turned), strict=True)
    }
    found: dict[End, Swept] = {}
    for (name, end), (values, place) in zip(
        every, runs(batch(members), together, turned), strict=True
    ):
        lever = shipped().levers[name]
        way = lever.target.sign * (1 if end > lever.default else -1)
        gain = values[lever.target.variable][:, place] - still[policy(**beside(name))][name]
        found[name, end] = outside(values, place), way * gain
    return found


def worsened(lever: str, members: int, turned: float = 1.0) -> list[str]:
    """Return the ends at which a lever worsens its own target.

    Where its worth is in dispute the central run alone must not.
    """
    found = []
    for each in ends(lever):
        _, gain = swept(members, turned)[each]
        least, room = gain.min(axis=0), ROOM * float(np.abs(gain).max())
        share = float((least[1:] >= -room).mean())
        if not (least[0] >= -room and gain[:, 0].max() > 0):
            found.append(f"{each[1]:g}: {least[0]:.3g} in the central run")
        if lever not in LEVERS["contested"] and not share >= SHARE:
            found.append(f"{each[1]:g}: never in {share:.0%} of members only")
    return found


SIZES = [SINGLES // 4, pytest.param(SINGLES, marks=pytest.mark.long)]


@pytest.mark.parametrize("members", SIZES)
@pytest.mark.parametrize("lever", shipped().levers)
def test_that_everything_stays_inside_at_the_ends_of_a_lever(lever: str, members: int) -> None:
    assert [fault for end in ends(lever) for fault in swept(members)[end][0]] == []


@pytest.mark.parametrize("members", SIZES)
@pytest.mark.parametrize("lever", shipped().levers)
def test_that_a_lever_never_worsens_its_own_target(lever: str, members: int) -> None:
    assert worsened(lever, members) == []


@pytest.mark.mutant
@pytest.mark.parametrize("lever", shipped().levers)
def test_that_a_lever_that_acts_the_other_way_is_noticed(lever: str) -> None:
    # A fifth of the way on the other side of the status quo, where every equation still holds.
    assert worsened(lever, SINGLES // 4, turned=-0.2)


def pairs(first: str) -> list[Policy]:
    """Return a lever at both ends with every later lever at both ends."""
    names = list(shipped().levers)
    return [
        policy(**{first: one, other: two})
        for other in names[names.index(first) + 1 :]
        for one, two in itertools.product(_both(first), _both(other))
    ]


def _both(lever: str) -> tuple[float, float]:
    return shipped().levers[lever].low, shipped().levers[lever].high


@pytest.mark.long
@pytest.mark.parametrize("lever", list(shipped().levers)[:-1])
def test_that_everything_stays_inside_with_every_pair_of_ends(lever: str) -> None:
    assert faults(batch(PAIRS), pairs(lever)) == []


def test_that_everything_stays_inside_with_some_pairs_of_ends() -> None:
    every = [each for lever in shipped().levers for each in pairs(lever)]
    assert len(every) == 2 * len(shipped().levers) * (len(shipped().levers) - 1)
    assert faults(batch(PAIRS), every[::58]) == []


@pytest.mark.mutant
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(place, marks=pytest.mark.long if place else ())
        for place in range(len(BOUNDS["mutant"]))
    ],
)
def test_that_what_is_spoiled_leaves_its_bounds(place: int) -> None:
    table = dict(BOUNDS["mutant"][place])
    corner = policy(**{name: float(value) for name, value in table.pop("at").items()})
    says = table["says"]
    spoiled = Batch(change_of(table).on(shipped()), PAIRS)
    assert faults(batch(PAIRS), [corner]) == []
    assert faults(spoiled, [corner]), says


def test_that_every_stock_and_auxiliary_has_bounds() -> None:
    assert BOUNDS["bounds"].keys() == shipped().stocks.keys() | shipped().auxiliaries.keys()


def test_that_a_batch_computes_what_the_engine_computes() -> None:
    corner = policy(("us_drone_strike", "2025-01"), legal_pathways=0.0, coop_framework=4.0)
    together = batch(PAIRS).run([STATUS_QUO, corner])
    alone = run(corner)
    for name, values in alone.items():
        np.testing.assert_allclose(together[name][:, 1, :1], values, rtol=1e-9, atol=1e-9)


# What each lever does with every other at the status quo


Shifts = Mapping[str, float]
"""Each indicator's change of the central run's mean of 2030, as a share of its level."""


def shifts(
    ends_of_levers: Sequence[End], model: Model, stands: Mapping[str, float] | None = None
) -> dict[End, Shifts]:
    """Return what each lever does at one end, stepped in January 2025."""
    policies = []
    for lever, end in ends_of_levers:
        still = policy(**(beside(lever) if stands is None else stands))
        moved = starting("2025-01", lever, end).settings
        policies += [still, Policy({**still.settings, **moved})]
    values = Batch(model, 0).run(policies)
    found: dict[End, Shifts] = {}
    for place, each in enumerate(ends_of_levers):
        level = {
            indicator.id: year(values[indicator.variable][:, 2 * place : 2 * place + 2, 0], 2030)
            for indicator in model.indicators.values()
        }
        found[each] = {name: float(two[1] / two[0] - 1.0) for name, two in level.items()}
    return found


@cache
def shipped_shifts() -> dict[End, Shifts]:
    return shifts([end for lever in shipped().levers for end in ends(lever)], shipped())


def shows(lever: str, found: Mapping[End, Shifts]) -> bool:
    """Say whether a lever moves its indicator the way the evidence says."""
    row = LEVERS["lever"][lever]
    return bool(row["sign"] * found[lever, row["to"]][row["indicator"]] >= LEVERS["moved"])


@pytest.mark.parametrize("lever", shipped().levers)
def test_that_a_lever_shows_the_sign_of_the_evidence(lever: str) -> None:
    assert shows(lever, shipped_shifts())


@pytest.mark.mutant
@pytest.mark.parametrize(
    "lever",
    [
        pytest.param(lever, marks=() if place % 15 == 0 else pytest.mark.long)
        for place, lever in enumerate(shipped().levers)
    ],
)
def test_that_a_lever_with_its_sign_turned_does_not(lever: str) -> None:
    row = LEVERS["lever"][lever]
    assert not shows(lever, shifts([(lever, row["to"])], change_of(row["mutant"]).on(shipped())))


def test_that_what_needs_company_does_nothing_without_it() -> None:
    for lever, row in LEVERS["lever"].items():
        if "not_beside" in row:
            idle = shifts([(lever, row["to"])], shipped(), row["not_beside"])[lever, row["to"]]
            assert all(abs(shift) < LEVERS["moved"] for shift in idle.values()), lever


def movers(found: Mapping[End, Shifts]) -> dict[str, set[str]]:
    """Return which levers move each indicator at one of their ends."""
    return {
        indicator: {
            lever for (lever, _), shift in found.items() if abs(shift[indicator]) >= LEVERS["moved"]
        }
        for indicator in shipped().indicators
    }


def lonely(found: Mapping[End, Shifts]) -> set[str]:
    """Return the indicators that fewer than two levers move."""
    return {indicator for indicator, levers in movers(found).items() if len(levers) < 2}


def test_that_every_indicator_is_moved_by_two_levers() -> None:
    assert lonely(shipped_shifts()) == set()


@pytest.mark.mutant
def test_that_an_indicator_that_one_lever_moves_is_noticed() -> None:
    deaf = change_of(LEVERS["deaf"]).on(shipped())
    every = [end for lever in shipped().levers for end in ends(lever)]
    assert lonely(shifts(every, deaf))


def worse(shift: Shifts) -> set[str]:
    """Return the indicators that a shift plainly moves away from what is held to be better."""
    signs = {"up": 1, "down": -1, "none": 0}
    return {
        indicator
        for indicator, change in shift.items()
        if change * signs[shipped().indicators[indicator].better] < -5 * LEVERS["moved"]
    }


def test_that_what_is_contested_worsens_something() -> None:
    for lever in LEVERS["contested"]:
        assert worse(shipped_shifts()[lever, shipped().levers[lever].high]), lever


@pytest.mark.mutant
def test_that_a_contested_lever_without_its_costs_worsens_nothing() -> None:
    table = dict(LEVERS["costless"])
    end = table["lever"], shipped().levers[table.pop("lever")].high
    assert not worse(shifts([end], change_of(table).on(shipped()))[end])
