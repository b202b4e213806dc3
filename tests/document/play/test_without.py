"""What would have been played without some of it, against what was played."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from desktop.document.play.errors import NothingPlayedError
from desktop.document.play.players import Act, Decided, Released, acts, policy_with
from desktop.document.play.state import Setup
from desktop.document.play.without import runs_without, without
from desktop.domain.play.entries import InjectReleased, Offer
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.results.bands import percentiles
from desktop.engine.run.project import project
from tests.document.play.played import US, WORDS, Table, two_rounds
from tests.views.desks import compiled

CURVES = ("cooperation_depth", "tpu")
MONTHS = 25
"""The vantage and two years."""


@cache
def table() -> Table:
    """Play two rounds, and decide in a third one that is not played yet."""
    table = two_rounds()
    table.begin(round_="review")
    table.enter(Offer(US, WORDS, 20.0), InjectReleased("antennas"))
    return table


def setup() -> Setup:
    exercise = table().setup.exercise
    return Setup(replace(exercise, start=replace(exercise.start, members=40)), table().setup.model)


def everything() -> frozenset[Act]:
    return frozenset(acts(table().record.state))


def decisions() -> frozenset[Act]:
    return frozenset(one for one in everything() if isinstance(one, Decided))


def test_that_without_nothing_the_difference_is_zero_in_every_month_and_run() -> None:
    found = without(compiled(), setup(), table().record.state, (), CURVES)
    assert found is not None
    assert tuple(found) == CURVES
    for one in found.values():
        assert one.difference.shape == one.bands.shape == one.was.shape == (5, MONTHS)
        assert not one.difference.any()
        assert np.array_equal(one.bands, one.was)
        assert np.ptp(one.was) > 0.0


def test_that_without_any_decision_it_is_the_status_quo_with_its_injects() -> None:
    state = table().record.state
    found = without(compiled(), setup(), state, decisions(), CURVES)
    assert found is not None
    opening = setup().exercise.start.policy
    brought = [state.injects[one].strikes for one in ("made_here", "four_travelers")]
    struck = (*opening.events, *filter(None, brought), *state.drawn["window"].events)
    asked, _ = runs_without(setup(), state, ())
    draws = compiled().draws(asked.ensemble, asked.assumptions)
    alone = project(compiled(), Policy(opening.settings, struck), draws, indicators=CURVES)
    for one in CURVES:
        expected = percentiles(alone.of(one)[:MONTHS])
        assert np.array_equal(found[one].bands, expected)
    assert found["cooperation_depth"].difference.any()


def test_that_without_anything_at_all_it_is_what_the_exercise_opens_with() -> None:
    found = without(compiled(), setup(), table().record.state, everything(), CURVES)
    assert found is not None
    asked, instead = runs_without(setup(), table().record.state, everything())
    assert instead == policy_with(setup(), table().record.state, ())
    if not setup().exercise.start.policy.settings and not setup().exercise.start.policy.events:
        assert instead == STATUS_QUO
    draws = compiled().draws(asked.ensemble, asked.assumptions)
    alone = project(compiled(), setup().exercise.start.policy, draws, indicators=CURVES)
    for one in CURVES:
        assert np.array_equal(found[one].bands, percentiles(alone.of(one)[:MONTHS]))


def test_that_the_band_is_that_of_differences_member_by_member() -> None:
    out = (Released("made_here"),)
    found = without(compiled(), setup(), table().record.state, out, CURVES)
    assert found is not None
    asked, instead = runs_without(setup(), table().record.state, out)
    draws = compiled().draws(asked.ensemble, asked.assumptions)
    was, would = (
        project(compiled(), one, draws, indicators=CURVES) for one in (asked.policy, instead)
    )
    for one in CURVES:
        apart = would.of(one) - was.of(one)
        if one in would.percent:
            apart = 100.0 * apart / np.abs(was.of(one))
        expected = np.percentile(apart[:MONTHS], (5, 25, 50, 75, 95), axis=1)
        np.testing.assert_allclose(found[one].difference, expected, atol=1e-9)
        assert found[one].at_last.change_high == pytest.approx(expected[-1, -1], abs=1e-9)
    # What is not paired is wider by far: it would count the ensemble's own width twice.
    paired = found["cooperation_depth"]
    assert np.ptp(paired.difference[:, -1]) < 0.5 * np.ptp(paired.was[:, -1])


def test_that_what_is_decided_and_not_played_yet_changes_nothing() -> None:
    early = two_rounds()
    out = (Released("made_here"),)
    late = runs_without(table().setup, table().record.state, out)
    assert late == runs_without(early.setup, early.record.state, out)


def test_that_it_ends_between_two_runs_when_nobody_waits() -> None:
    told: list[int] = []

    def advance(done: int) -> bool:
        told.append(done)
        return done < 1

    assert without(compiled(), setup(), table().record.state, (), CURVES, advance) is None
    assert told == [0, 1]


def test_that_before_any_month_is_played_there_is_nothing_to_take_out() -> None:
    fresh = Table()
    fresh.begin()
    with pytest.raises(NothingPlayedError):
        runs_without(fresh.setup, fresh.record.state, ())
