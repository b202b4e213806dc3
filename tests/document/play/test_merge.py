"""What comes from another laptop is taken in once, with its author, and never in the way."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.document.play import errors
from desktop.document.play.merge import Choice, MergePlan, elsewhere, plan
from desktop.domain.play.elsewhere import Elsewhere, source_of
from desktop.domain.play.entries import (
    Advanced,
    Correction,
    Endorsement,
    Joined,
    MomentMarked,
    Noted,
    NoteKind,
    Offer,
    Predicted,
    Rationale,
    StageBegun,
    TeamAdded,
)
from tests.document.play.played import MORNING, Table
from tests.examples import examples

US, MX, RESTRAINT = "us_administration", "mx_presidency", "us_rhetoric_restraint"
NOW = MORNING + timedelta(hours=1)


def note(text: str, author: str = "Ana López", at: datetime | time | None = None) -> Elsewhere:
    source = source_of(author, "" if at is None else at.isoformat(), text)
    return Elsewhere(Noted(text, NoteKind.STRENGTH.value, source=source), author, at)


def offer(value: float, lever: str = RESTRAINT, round_: str = "campaign") -> Elsewhere:
    return Elsewhere(Offer(US, lever, value), US, None, round_)


def planned(
    table: Table,
    found: Sequence[Elsewhere],
    ahead: timedelta = timedelta(),
    chosen: Collection[Choice] = (),
) -> MergePlan:
    record = table.record
    return plan(table.setup, record.state, record.entries, found, ahead, NOW, chosen, UTC)


def take(
    table: Table,
    found: Sequence[Elsewhere],
    ahead: timedelta = timedelta(),
    chosen: Collection[Choice] = (),
) -> MergePlan:
    """Take in what was planned, entry by entry."""
    made = planned(table, found, ahead, chosen)
    for one in made.entering:
        table.record.add(one.entry, one.instant or NOW, 0.0, one.author)
    return made


def begun() -> Table:
    table = Table()
    table.begin()
    return table


def notes(table: Table) -> set[tuple[str, str, datetime]]:
    return {
        (one.recorded.author, one.said.text, one.recorded.instant)
        for one in table.record.state.notes
    }


def test_that_taking_in_the_same_twice_adds_nothing() -> None:
    table = begun()
    found = [
        note("calm", at=time(15, 5)),
        note("no time"),
        offer(80.0),
        Elsewhere(Rationale(US, "Why not"), US, None, "campaign"),
        Elsewhere(Predicted(US, "fdi_new", "up", 80, 5.0), US, None, "campaign"),
        Elsewhere(Endorsement("business", US, RESTRAINT, endorses=True), "b", None, "campaign"),
        Elsewhere(TeamAdded("Press"), "facilitator"),
        Elsewhere(Joined("Ana López", "Press"), "facilitator"),
    ]
    first = take(table, found)
    assert (len(first.new), first.here, first.conflicts) == (len(found), (), ())
    entries = table.record.entries
    for ahead in (timedelta(), timedelta(minutes=7)):
        again = take(table, found, ahead)
        assert (again.new, len(again.here), again.conflicts) == ((), len(found), ())
    assert table.record.entries == entries


SAID = st.builds(
    note,
    st.text(min_size=1, max_size=8),
    st.sampled_from(["Ana López", "ana lopez", "Bo", "Cy"]),
    st.none() | st.times(),
)


@examples(200)
@given(st.lists(SAID, max_size=8), st.lists(SAID, max_size=8), st.integers(-7200, 7200))
def test_that_the_order_of_two_evaluators_does_not_matter(
    one: list[Elsewhere], other: list[Elsewhere], seconds: int
) -> None:
    came = []
    for order in ((one, other), (other, one), (other, one, other)):
        table = begun()
        for found in order:
            made = planned(table, found, timedelta(seconds=seconds))
            everything = {each.choice for each in (*made.new, *made.conflicts)}
            take(table, found, timedelta(seconds=seconds), everything)
        came.append({(name.casefold()[:3], *said) for name, *said in notes(table)})
    assert came[0] == came[1] == came[2]


def test_that_the_difference_of_a_clock_is_taken_out_and_a_note_stands_where_it_was_taken() -> None:
    table = begun()
    first, second = list(table.setup.rounds)[:2]
    record = table.record
    record.add(Advanced(first), MORNING + timedelta(minutes=20), 1200.0)
    record.add(StageBegun(second, "brief", 60.0), MORNING + timedelta(minutes=30), 1800.0)
    take(
        table,
        [note("early", at=time(15, 22)), note("late", at=time(15, 52))],
        timedelta(minutes=12),
    )
    early, late = record.state.notes
    assert early.recorded.instant == MORNING + timedelta(minutes=10)
    assert (early.round, late.round) == (first, second)
    assert (early.month, late.month) == (
        table.setup.exercise.start.vantage,
        record.state.played_until,
    )


def test_that_a_time_past_midnight_is_of_the_next_day() -> None:
    table = Table()
    begins = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
    table.record.add(TeamAdded("Press"), begins, 0.0)
    found = [note("late", at=time(0, 30)), note("dated", at=datetime(2026, 3, 2, 23, 0))]  # noqa: DTZ001
    record = table.record
    night = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    made = plan(table.setup, record.state, record.entries, found, timedelta(), night, (), UTC)
    assert [one.instant for one in made.new] == [
        begins + timedelta(hours=1),
        datetime(2026, 3, 3, 0, 30, tzinfo=UTC),
    ]


def test_that_a_clock_twelve_hours_off_is_noticed() -> None:
    table = begun()
    found = [note("calm", at=time(3, 10))]
    (odd,) = planned(table, found).conflicts
    assert isinstance(odd.why, errors.OddTimeError)
    assert odd.allowed
    (right,) = planned(table, found, timedelta(hours=-12)).new
    assert right.instant == MORNING + timedelta(minutes=10)


def test_that_two_spellings_of_an_evaluator_are_one() -> None:
    table = begun()
    table.enter(Joined("Ana López"))
    take(table, [note("calm", "ANA  LOPEZ"), note("calm", "Ana López"), note("firm", "ana lópez")])
    assert {author for author, _, _ in notes(table)} == {"Ana López"}
    assert len(notes(table)) == 2


def test_that_what_stands_here_gives_way_only_if_somebody_chooses() -> None:
    table = begun()
    table.enter(Offer(US, RESTRAINT, 70.0), Predicted(US, "fdi_new", "up", 80))
    found = [offer(80.0), Elsewhere(Predicted(US, "fdi_new", "down", 60), US, None, "campaign")]
    made = take(table, found)
    assert [one.here for one in made.conflicts] == [
        Offer(US, RESTRAINT, 70.0),
        Predicted(US, "fdi_new", "up", 80),
    ]
    assert made.entering == ()
    take(table, found, chosen={made.conflicts[0].choice})
    assert table.record.state.offer(US, RESTRAINT) == 80.0
    assert [type(one.entry) for one in planned(table, found).conflicts] == [Predicted]


def test_that_what_the_rules_refuse_is_told_and_stops_nothing_else() -> None:
    table = begun()
    levers = [table.setup.model.levers[name] for name in table.record.state.teams[US].levers]
    dear = [
        offer(one.high if one.default < one.high else one.low, one.id) for one in levers
    ]  # fmt: skip
    stranger = replace(offer(50.0), entry=Offer("martians", RESTRAINT, 50.0))
    made = planned(table, [*dear, stranger, note("calm")])
    everything = {one.choice for one in made.conflicts}
    made = take(table, [*dear, stranger, note("calm")], chosen=everything)
    reasons = {type(one.why) for one in made.conflicts if not one.allowed}
    assert reasons == {errors.OverspentError, errors.UnknownInPlayError}
    assert len(notes(table)) == 1
    assert table.record.state.spent(US) <= table.record.state.purse(US)


def test_that_decisions_of_other_rounds_are_told_and_never_taken() -> None:
    table = Table()
    before = planned(table, [offer(80.0)]).conflicts
    assert isinstance(before[0].why, errors.NotBegunError)
    table.begin()
    table.enter(Offer(US, RESTRAINT, 70.0), Advanced("campaign"))
    late = planned(table, [offer(80.0), offer(70.0)])
    assert isinstance(late.conflicts[0].why, errors.OfferTooLateError)
    assert len(late.here) == 1
    table.begin("brief", "window")
    found = [offer(80.0), offer(80.0, round_="review"), offer(70.0, round_="window")]
    made = planned(table, found, chosen={one.choice for one in planned(table, found).conflicts})
    assert [type(one.why) for one in made.conflicts] == [
        errors.RoundPlayedError,
        errors.WrongRoundError,
    ]
    assert not any(one.allowed for one in made.conflicts)
    assert len(made.here) == 1


def test_that_a_play_that_does_not_go_on_takes_notes_and_people_alone() -> None:
    table = begun()
    record = table.record
    team, joined = Elsewhere(TeamAdded("Press"), "bo"), Elsewhere(Joined("Ana"), "bo")
    found = [offer(80.0), team, joined, note("calm")]
    made = plan(table.setup, record.state, record.entries, found, timedelta(), NOW, only_said=True)
    assert [type(one.entry) for one in made.new] == [Joined, Noted]
    assert {type(one.why) for one in made.conflicts} == {errors.OnlySaidError}
    assert not any(one.allowed for one in made.conflicts)


def test_that_a_note_that_was_taken_back_comes_again_only_by_choice() -> None:
    table = begun()
    take(table, [note("calm")])
    table.enter(Correction(len(table.record.entries)))
    (conflict,) = take(table, [note("calm")]).conflicts
    assert isinstance(conflict.why, errors.TakenBackError)
    take(table, [note("calm")], chosen={conflict.choice})
    assert len(notes(table)) == 1


def test_that_two_laptops_that_exchange_their_records_come_to_the_same() -> None:
    here, there = begun(), begun()
    here.enter(Noted("ours", "strength"), MomentMarked("now"))
    there.enter(
        Noted("theirs", "improvement"), MomentMarked(), Joined("Bo", "business"),
        TeamAdded("Press"), Offer(US, RESTRAINT, 70.0), Offer(US, RESTRAINT, 80.0),
        Predicted("business", "fdi_new", "up", 80),
    )  # fmt: skip
    there.enter(Noted("a slip", "strength"))
    there.enter(Correction(len(there.record.entries)))
    for one, other in ((here, there), (there, here), (here, there), (there, here)):
        take(one, list(elsewhere(other.record.entries)))
    for one, other in ((here, there), (there, here)):
        made = planned(one, list(elsewhere(other.record.entries)))
        assert (made.new, made.conflicts) == ((), ())
    assert {text for _, text, _ in notes(here)} == {"ours", "now", "theirs", ""}
    assert notes(here) == notes(there)
    assert here.record.state.offer(US, RESTRAINT) == 80.0
    assert set(here.record.state.roster) == set(there.record.state.roster) == {("business", "Bo")}
