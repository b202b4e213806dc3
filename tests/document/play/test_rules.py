"""What holds of every play, whatever is entered: random scripts, and garbage in every field."""

import math
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.document.play import errors
from desktop.document.play.fold import can_be_taken_back, fold
from desktop.document.play.record import PlayRecord
from desktop.document.play.rules import in_force
from desktop.document.play.scenario import policy, request
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.play import entries as e
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import project
from tests.document.play.played import MORNING
from tests.document.play.small import MX, SCRIPTS, US, Choice, play, setup, timeless
from tests.examples import examples


@given(SCRIPTS)
@examples(60)
def test_that_a_record_folded_again_comes_to_the_same_and_nobody_overspends(
    script: list[Choice],
) -> None:
    for record, added in play(script):
        state = record.state
        assert all(state.purse(team) >= 0 for team in state.teams)
        if isinstance(added.entry, e.Advanced):
            assert all(state.spent(team) <= state.purse(team) for team in state.teams)
        assert fold(setup(), record.entries) == state


@given(SCRIPTS, st.data())
@examples(60)
def test_that_what_is_taken_back_and_entered_again_was_never_taken_back(
    script: list[Choice], data: st.DataObject
) -> None:
    *_, (record, last) = play(script)
    before, entries = record.state, record.entries
    if can_be_taken_back(entries, last.number):
        record.add(e.Correction(last.number), MORNING, 9000.0)
        record.add(last.entry, MORNING, 9001.0)
        assert timeless(record.state) == timeless(before)
    number = data.draw(st.integers(1, len(entries)))
    record = PlayRecord(setup(), entries)
    corrections = any(isinstance(one.entry, e.Correction) for one in entries)
    try:
        record.add(e.Correction(number), MORNING, 9000.0)
    except errors.PlayError:
        return
    if not corrections:
        left = [one for one in entries if one.number != number]
        never = [replace(one, number=place) for place, one in enumerate(left, 1)]
        assert timeless(record.state) == timeless(fold(setup(), never))


@given(SCRIPTS)
@examples(60)
def test_that_nothing_entered_later_moves_a_month_that_was_played(script: list[Choice]) -> None:
    played: dict[Month, object] = {}
    reached = setup().exercise.start.vantage
    for record, added in play(script):
        until = record.state.played_until
        asked = policy(setup(), record.state)
        asked.check(setup().model.levers, setup().model.events, setup().model.clock)
        now = _in_months(asked, until)
        if until >= reached:
            # An advance that is taken back, while nothing has followed, is the one way back.
            assert {month: now[month] for month in played if month <= reached} == played
        played, reached = now, until
        if isinstance(added.entry, e.InjectReleased):
            strikes = record.state.injects[added.entry.inject].strikes
            assert strikes is None or until < strikes.month <= setup().horizon


def _in_months(asked: Policy, until: Month) -> dict[Month, object]:
    """Return the settings and the events of every month so far."""
    clock = setup().model.clock
    found: dict[Month, object] = {}
    for step in range(until.minus(clock.vantage)):
        month = clock.first.plus(step)
        settings = {
            name: setting.in_month(month, setup().model.levers[name].default, clock)
            for name, setting in asked.settings.items()
            if setting.moves(clock)[0].start <= month
        }
        found[month] = settings, {one for one in asked.events if one.month == month}
    return found


@given(SCRIPTS)
@examples(9)
def test_that_played_months_are_the_same_to_the_bit_after_every_advance(
    script: list[Choice],
) -> None:
    compiled = compile_model(setup().model)
    before: np.ndarray[Any, Any] | None = None
    for record, added in play(script):
        if isinstance(added.entry, e.Correction):
            # It may be of an advance.
            before = None
        if not isinstance(added.entry, e.Advanced | e.Ended | e.InjectReleased | e.EventsDrawn):
            continue
        asked = request(setup(), record.state)
        values = project(compiled, asked.policy, compiled.draws(asked.ensemble)).values
        if before is not None:
            assert np.array_equal(before, values[: len(before)])
        months = record.state.played_until.minus(setup().model.clock.vantage)
        before = values[: months + 1]


def _by_hand(status_quo: float, us: float, mx: float) -> float:
    """Return what the rule of the room says, in its own words."""
    if us == status_quo or mx == status_quo or (us < status_quo) != (mx < status_quo):
        return status_quo
    return us if abs(us - status_quo) <= abs(mx - status_quo) else mx


@given(st.integers(0, 1000), st.integers(0, 1000))
@examples(200)
def test_that_a_joint_lever_comes_to_what_the_rule_of_the_room_says(us: int, mx: int) -> None:
    lever = setup().model.levers["coop_framework"]
    low, high = lever.low, lever.high
    one, other = (low + share / 1000 * (high - low) for share in (us, mx))
    offers = {(US, lever.id): one, (MX, lever.id): other}
    assert in_force(setup(), offers, lever.id) == _by_hand(lever.default, one, other)


GARBAGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**30), math.nan, math.inf, -math.inf, 1e308, -0.0]),
    st.floats(),
    st.text(),
    st.sampled_from(["", "\0", "\ud800", "x" * 100_000, "first", "caravan", "a\nb", US, "up"]),
    st.sampled_from([b"x", (), [], {}, ("x",), (PlannedEvent("x", Month(9999, 1), math.nan),)]),
    st.builds(lambda figures: (figures,), st.builds(e.Figures, st.text(), st.just(((1.0,),)))),
)


@given(st.sampled_from(sorted(e.KINDS)), st.data())
@examples(600)
def test_that_garbage_in_any_field_is_refused_in_words_and_leaves_nothing_behind(
    kind: str, data: st.DataObject
) -> None:
    record = _begun()
    state, count = record.state, len(record.entries)
    garbage = {one.name: data.draw(GARBAGE, one.name) for one in fields(e.KINDS[kind])}
    refusal: VecinosError | None = None
    try:
        record.add(e.KINDS[kind](**garbage), MORNING, 300.0)
    except VecinosError as error:
        refusal = error
    if refusal is None:
        assert fold(setup(), record.entries) == record.state
    else:
        assert (record.state, len(record.entries)) == (state, count)
        assert all(len(str(one)) < 300 for one in refusal.fields.values())


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 100_001, "", "\u200b"])
def test_that_nobody_says_what_cannot_be_kept_or_seen(text: str) -> None:
    record = _begun()
    with pytest.raises(errors.BadEntryError) as found:
        record.add(e.Noted(text, "strength"), MORNING, 300.0)
    assert found.value.fields["field"] == "text"


def _begun() -> PlayRecord:
    record = PlayRecord(setup())
    for entry in (e.Begun(), e.StageBegun("first", "decide", 60.0)):
        record.add(entry, MORNING, 60.0)
    return record


@pytest.fixture
def record() -> PlayRecord:
    return _begun()


def enter(record: PlayRecord, *entries: e.Entry) -> PlayState:
    """Add entries, and return where play stands."""
    for entry in entries:
        record.add(entry, MORNING, 60.0 * len(record.entries))
    return record.state


BORDER, TARIFF, JOINT = "us_border_enforcement", "us_tariff_on_mexico", "coop_framework"


def test_that_what_was_opposed_keeps_months_from_being_played_until_moves_are_smaller(
    record: PlayRecord,
) -> None:
    enter(record, e.Offer(US, TARIFF, 30.0), e.Offer(US, BORDER, 100.0))
    state = enter(record, e.Endorsement("press", US, TARIFF, endorses=False))
    assert (state.spent(US), state.purse(US)) == (10.0, 8.0)
    with pytest.raises(errors.OverspentError):
        enter(record, e.Advanced("first"))
    # Still too much, but less than before.
    assert enter(record, e.Offer(US, BORDER, 88.0)).spent(US) == 9.0
    with pytest.raises(errors.OverspentError):
        enter(record, e.Offer(US, BORDER, 100.0))
    assert enter(record, e.Offer(US, BORDER, 75.0), e.Advanced("first")).advanced


def test_that_an_inject_is_put_away_as_it_was_found(record: PlayRecord) -> None:
    def becomes(*entries: e.Entry) -> tuple[InjectStatus, str | None]:
        state = enter(record, *entries)
        return state.injects["caravan"].status, state.shown_inject

    show = e.InjectShown("caravan")
    assert becomes(e.InjectSkipped("caravan"), show, show) == (InjectStatus.SHOWN, "caravan")
    assert becomes(e.InjectShown("")) == (InjectStatus.SKIPPED, None)
    assert becomes(show, e.InjectShown("offer")) == (InjectStatus.SKIPPED, "offer")
    assert becomes(e.Ended()) == (InjectStatus.SKIPPED, None)
    with pytest.raises(errors.PlayOverError):
        enter(record, show)


def test_that_an_inject_released_when_all_months_are_played_strikes_nothing(
    record: PlayRecord,
) -> None:
    near = replace(setup().exercise.start, horizon=Month(2024, 12))
    record = PlayRecord(Setup(replace(setup().exercise, start=near), setup().model))
    enter(record, e.Begun(), e.StageBegun("first", "decide", 0.0), e.Advanced("first"))
    state = enter(record, e.InjectReleased("caravan"), e.StageBegun("second", "decide", 0.0))
    assert state.injects["caravan"].status is InjectStatus.RELEASED
    assert state.injects["caravan"].strikes is None
    with pytest.raises(errors.BeyondHorizonError):
        enter(record, e.Advanced("second"))


def test_that_whoever_goes_on_too_early_goes_back_and_loses_no_decision(
    record: PlayRecord,
) -> None:
    enter(record, e.Offer(US, TARIFF, 10.0), e.Advanced("first"))
    early = enter(record, e.StageBegun("second", "decide", 60.0), e.Offer(US, TARIFF, 20.0))
    predicting = enter(record, e.StageBegun("second", "predict", 60.0))
    back = enter(record, e.StageBegun("first", "discuss", 60.0))
    assert (back.round, back.advanced) == ("first", True)
    assert early.standing == predicting.standing == back.standing
    with pytest.raises(errors.OfferTooLateError):
        enter(record, e.Offer(US, TARIFF, 0.0))
    with pytest.raises(errors.AdvancedTwiceError):
        enter(record, e.StageBegun("first", "decide", 60.0))
    again = enter(record, e.StageBegun("second", "decide", 60.0))
    assert (again.made, again.standing) == (early.made, early.standing)
    with pytest.raises(errors.WrongRoundError):
        enter(record, e.Advanced("second"), e.StageBegun("first", "discuss", 60.0))


def test_that_of_two_joint_offers_the_slower_one_sets_the_pace(record: PlayRecord) -> None:
    ramps = set()
    for offers in (((US, 9), (MX, 3)), ((MX, 3), (US, 9))):
        state = enter(record, *(e.Offer(team, JOINT, 2.0, ramp) for team, ramp in offers))
        ramps.add(policy(setup(), state).settings[JOINT].ramp)
    assert ramps == {9}


def test_that_an_opening_plan_holds_until_its_team_decides(record: PlayRecord) -> None:
    planned = setup().exercise.start.policy.settings[TARIFF]
    assert policy(setup(), record.state).settings[TARIFF] == planned
    state = enter(record, e.Offer(US, BORDER, 60.0), e.Advanced("first"))
    assert policy(setup(), state).settings[TARIFF] == planned
    enter(record, e.StageBegun("second", "decide", 0.0), e.Offer(US, TARIFF, 0.0))
    settings = policy(setup(), record.state).settings[TARIFF]
    assert (settings.value, settings.start, settings.earlier) == (0.0, Month(2025, 1), ())


def test_that_a_round_without_months_is_gone_through_and_its_decisions_hold_from_the_next_month(
    record: PlayRecord,
) -> None:
    enter(record, e.Advanced("first"), e.StageBegun("second", "decide", 0.0), e.Advanced("second"))
    enter(record, e.StageBegun("third", "decide", 0.0), e.Offer(US, BORDER, 60.0))
    before, state = record.state.played_until, enter(record, e.Advanced("third"))
    assert state.played_until == before
    assert policy(setup(), state).settings[BORDER].start == before.plus(1)


def test_that_without_teams_the_facilitator_moves_the_levers(record: PlayRecord) -> None:
    guided = Setup(replace(setup().exercise, teams=()), setup().model)
    record = PlayRecord(guided)
    enter(record, e.Begun(), e.StageBegun("first", "predict", 0.0), e.TeamAdded("Left side"))
    with pytest.raises(errors.UnknownInPlayError):
        enter(record, e.Offer("Left side", BORDER, 60.0))
    state = enter(
        record, e.Offer(e.FACILITATOR, BORDER, 60.0, 6), e.Offer("facilitator", JOINT, 0.0)
    )
    settings = policy(guided, state).settings
    assert (settings[BORDER].value, settings[BORDER].ramp) == (60.0, 6)
    assert settings[JOINT].value == 0.0


def test_that_what_moves_no_month_can_be_taken_back_after_months_were_played(
    record: PlayRecord,
) -> None:
    declared = record.add(e.GoalDeclared("calm"), MORNING, 200.0)
    released = record.add(e.InjectReleased("caravan"), MORNING, 200.0)
    enter(record, e.Advanced("first"), e.Correction(declared.number))
    assert record.state.declared == ()
    with pytest.raises(errors.MonthsPlayedError):
        enter(record, e.Correction(released.number))
