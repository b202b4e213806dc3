"""Who had a part in what was played, and what would have been played without some of it."""

import math
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.analysis.parts import Medians, Runs, Span, parts
from desktop.document.play.players import (
    Act,
    Decided,
    Drew,
    Released,
    acts,
    by_side,
    by_team,
    policy_with,
)
from desktop.document.play.scenario import policy, request
from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL
from desktop.domain.parts import PlayerKind
from desktop.domain.play.entries import InjectReleased, Offer
from tests.document.play.played import FRAMEWORK, MX, US, WORDS, Table, two_rounds
from tests.views.desks import compiled


@cache
def table() -> Table:
    """Play two rounds, and decide in a third one that is not played yet."""
    table = two_rounds()
    table.begin(round_="review")
    table.enter(Offer(US, WORDS, 20.0), InjectReleased("antennas"))
    return table


def everything() -> frozenset[Act]:
    return frozenset(acts(table().record.state))


def test_that_with_all_that_was_done_it_is_what_was_played() -> None:
    held = two_rounds()
    played = policy(held.setup, held.record.state)
    assert policy_with(held.setup, held.record.state, everything()) == played
    # What is decided in a round that is not played changes nothing.
    assert policy_with(table().setup, table().record.state, everything()) == played


def test_that_with_nothing_that_was_done_it_is_what_the_exercise_opens_with() -> None:
    setup, state = table().setup, table().record.state
    opening = setup.exercise.start.policy
    left = policy_with(setup, state, ())
    assert sorted(one.place for one in left.events) == sorted(one.place for one in opening.events)
    assert set(left.settings) == set(opening.settings)


def test_that_without_one_offer_a_joint_lever_stands_by_the_rule_anew() -> None:
    setup, state = table().setup, table().record.state
    default = setup.model.levers[FRAMEWORK].default
    without = policy_with(setup, state, everything() - {Decided("window", US, FRAMEWORK)})
    setting = without.settings[FRAMEWORK]
    # The offer of the round before stands on: the nearer one then is two beyond the status quo.
    assert [one.value for one in setting.moves(setup.model.clock)] == [default + 1, default + 2]
    alone = everything() - {Decided("campaign", MX, FRAMEWORK), Decided("window", MX, FRAMEWORK)}
    assert FRAMEWORK not in policy_with(setup, state, alone).settings


@given(st.sets(st.integers(0, 12)))
def test_that_nothing_of_a_coalition_is_later_than_what_was_played(gone: set[int]) -> None:
    setup, state = table().setup, table().record.state
    kept = [one for place, one in enumerate(acts(state)) if place not in gone]
    left = policy_with(setup, state, kept)
    left.check(setup.model.levers, setup.model.events, setup.model.clock)
    opening = setup.exercise.start.policy
    later = {one.place for one in left.events if one.month > state.played_until}
    assert later <= {one.place for one in opening.events}
    starts = [one.start for each in left.settings.values() for one in each.moves(setup.model.clock)]
    assert max(starts, default=state.played_until) <= state.played_until


def test_that_players_are_the_sides_what_they_did_together_injects_and_chance() -> None:
    setup, state = table().setup, table().record.state
    found = by_side(setup, state)
    assert {one.kind for one in found} == {
        PlayerKind.US,
        PlayerKind.MX,
        PlayerKind.JOINT,
        PlayerKind.INJECTS,
        PlayerKind.CHANCE,
    }
    assert frozenset().union(*found.values()) == everything()
    injects = next(some for one, some in found.items() if one.kind is PlayerKind.INJECTS)
    assert injects == {Released("made_here"), Released("four_travelers")}
    teams = [one for one in by_team(setup, state) if one.kind is PlayerKind.TEAM]
    assert [one.id for one in teams] == [US, MX]
    assert all(one.name is not None for one in teams)
    assert Drew("window") in everything()


@pytest.mark.parametrize("since", [None, Month(2023, 12), Month(2024, 12)])
def test_that_parts_of_a_play_add_up_to_the_change_of_what_was_drawn(since: Month | None) -> None:
    setup, state = table().setup, table().record.state
    players = by_side(setup, state)
    asked = replace(request(setup, state), ensemble=CENTRAL)
    medians = Medians(
        Runs(compiled(), asked, ["cooperation_depth"]), setup.model.indicators["cooperation_depth"]
    )
    divided = parts(
        medians,
        tuple(players),
        lambda some: policy_with(setup, state, frozenset().union(*(players[one] for one in some))),
        Span(state.played_until, since),
    )
    assert divided is not None
    drawn_line = medians.of(asked.policy)
    at = setup.model.clock.step(state.played_until)
    assert divided.after == drawn_line[at]
    if since is not None:
        assert divided.change == drawn_line[at] - drawn_line[setup.model.clock.step(since)]
        assert divided.anyway != 0.0
    whole = divided.anyway + math.fsum(one.total for one in divided.parts)
    assert whole == pytest.approx(divided.change, abs=1e-9)
    assert any(one.total for one in divided.parts)
