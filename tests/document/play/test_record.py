"""The record of a play, and what it comes to."""

import pytest

from desktop.document.play import errors
from desktop.document.play.fold import fold
from desktop.document.play.scenario import policy, request
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.play.entries import (
    Advanced,
    Begun,
    Correction,
    CountdownChanged,
    Endorsement,
    InjectReleased,
    InjectShown,
    Noted,
    Offer,
    StageBegun,
)
from tests.document.play.played import Table

US, MX = "us_administration", "mx_presidency"


@pytest.fixture
def table() -> Table:
    return Table()


def test_that_nothing_is_played_before_play_begins_and_it_begins_once(table: Table) -> None:
    with pytest.raises(errors.NotBegunError):
        table.enter(StageBegun("campaign", "brief", 60.0))
    table.enter(Begun())
    with pytest.raises(errors.BegunTwiceError):
        table.enter(Begun())
    assert [one.number for one in table.record.entries] == [1]


def test_that_a_decision_holds_from_the_first_month_of_the_next_advance(table: Table) -> None:
    table.begin()
    table.enter(Offer(US, "us_rhetoric_restraint", 80.0), Advanced("campaign"))
    settings = policy(table.setup, table.record.state).settings
    assert settings["us_rhetoric_restraint"] == Setting(80.0, Month(2024, 1))
    assert table.record.state.played_until == Month(2024, 12)


def test_that_a_joint_lever_moves_by_the_offer_nearer_to_the_status_quo(table: Table) -> None:
    table.begin()
    lever = table.setup.model.levers["coop_framework"]
    table.enter(Offer(US, lever.id, lever.default + 2))
    assert lever.id not in policy(table.setup, table.record.state).settings
    table.enter(Offer(MX, lever.id, lever.default + 1))
    assert policy(table.setup, table.record.state).settings[lever.id].value == lever.default + 1


def test_that_nobody_spends_more_than_the_purse(table: Table) -> None:
    table.begin()
    levers = [table.setup.model.levers[one] for one in table.record.state.teams[US].levers]
    wished = [Offer(US, one.id, one.high if one.default < one.high else one.low) for one in levers]
    with pytest.raises(errors.OverspentError) as found:
        table.enter(*wished)
    assert found.value.fields["purse"] == 12
    assert table.record.state.spent(US) <= 12


def test_that_an_endorsement_adds_two_points_and_needs_a_move(table: Table) -> None:
    table.begin()
    move = Endorsement("business", US, "us_rhetoric_restraint", endorses=True)
    with pytest.raises(errors.NoMoveError):
        table.enter(move)
    table.enter(Offer(US, "us_rhetoric_restraint", 80.0), move)
    assert table.record.state.purse(US) == 14
    table.enter(Offer(US, "us_rhetoric_restraint", table.setup.model.levers[move.lever].default))
    assert table.record.state.purse(US) == 12


def test_that_a_released_inject_is_locked_and_its_shock_strikes_no_played_month(
    table: Table,
) -> None:
    table.begin()
    name = next(one.id for one in table.setup.exercise.injects if one.shock is not None)
    table.enter(InjectShown(name))
    assert table.record.state.shown_inject == name
    table.enter(Advanced("campaign"), InjectReleased(name))
    (event,) = policy(table.setup, table.record.state).events
    assert event.month == Month(2025, 1)
    with pytest.raises(errors.InjectLockedError):
        table.enter(InjectReleased(name))


def test_that_what_is_taken_back_counts_no_longer_and_time_cannot_be(table: Table) -> None:
    table.begin()
    before = table.record.state
    offer = table.enter(Offer(US, "us_rhetoric_restraint", 80.0))
    table.enter(Correction(offer.number))
    assert table.record.state.made == before.made
    with pytest.raises(errors.FixedEntryError):
        table.enter(Correction(2))
    with pytest.raises(errors.NoSuchEntryError):
        table.enter(Correction(offer.number))


def test_that_an_advance_is_taken_back_only_while_nothing_has_followed(table: Table) -> None:
    table.begin()
    offer = table.enter(Offer(US, "us_rhetoric_restraint", 80.0))
    advance = table.enter(Advanced("campaign"))
    with pytest.raises(errors.MonthsPlayedError):
        table.enter(Correction(offer.number))
    table.enter(Noted("calm", "strength"), Correction(advance.number))
    assert table.record.state.played_until == Month(2023, 12)
    assert [one.said.text for one in table.record.state.notes] == ["calm"]
    advance = table.enter(Advanced("campaign"))
    table.enter(StageBegun("campaign", "discuss", 60.0))
    with pytest.raises(errors.MonthsPlayedError):
        table.enter(Correction(advance.number))


def test_that_a_countdown_is_counted_by_seconds_of_the_exercise(table: Table) -> None:
    table.begin()
    table.enter(CountdownChanged("hold"))
    countdown = table.record.state.countdown
    assert countdown is not None
    assert countdown.left(10_000.0) == 540.0
    table.enter(CountdownChanged("add", 60.0), CountdownChanged("run"))
    countdown = table.record.state.countdown
    assert countdown is not None
    assert countdown.left(4 * 60.0 + 100.0) == 500.0


def test_that_folding_a_record_again_comes_to_the_same(table: Table) -> None:
    table.begin()
    offer = table.enter(Offer(US, "us_rhetoric_restraint", 80.0))
    table.enter(Correction(offer.number), Offer(US, "us_rhetoric_restraint", 40.0))
    table.enter(Advanced("campaign"))
    assert fold(table.setup, table.record.entries) == table.record.state
    assert request(table.setup, table.record.state).ensemble.members == 1000
