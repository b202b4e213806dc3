"""A play is gone through again round by round, each with what happened in it."""

from desktop.document.play.replay import replayed
from desktop.domain.clock import Month
from desktop.domain.play.entries import Correction, InjectReleased, Offer, StageBegun
from tests.document.play.played import FRAMEWORK, MX, US, WORDS, Table, two_rounds


def test_that_each_round_has_what_was_decided_released_and_drawn_in_it() -> None:
    table = two_rounds()
    before, first, second = replayed(table.setup, table.record.state, table.record.entries)
    assert (before.round, before.until, before.offers) == ("", Month(2023, 12), ())
    assert (first.round, first.until, first.played) == ("campaign", Month(2024, 12), True)
    assert first.offers[:2] == (Offer(US, WORDS, 80.0), Offer(MX, "dea_access", 55.0))
    assert first.injects == ("made_here",)
    assert (second.round, second.until) == ("window", Month(2025, 12))
    assert second.offers == (Offer(US, FRAMEWORK, 2.0, 6), Offer(MX, FRAMEWORK, 3.0))
    assert second.injects == ("four_travelers",)
    assert second.drawn == table.record.state.drawn["window"].events


def test_that_what_was_taken_back_did_not_happen_and_a_round_cut_short_is_not_played() -> None:
    table = two_rounds()
    table.begin(round_="review")
    table.enter(Offer(US, WORDS, 20.0), InjectReleased("antennas"))
    table.enter(Correction(len(table.record.entries)))
    *_, last = replayed(table.setup, table.record.state, table.record.entries)
    assert (last.round, last.played, last.until) == ("review", False, Month(2025, 12))
    assert last.offers == (Offer(US, WORDS, 20.0),)
    assert last.injects == ()


def test_that_a_round_without_decisions_and_a_play_without_rounds_can_be_replayed() -> None:
    table = Table()
    assert len(replayed(table.setup, table.record.state, table.record.entries)) == 1
    table.begin()
    table.enter(StageBegun("campaign", "predict", 60.0))
    _, only = replayed(table.setup, table.record.state, table.record.entries)
    assert (only.round, only.offers, only.injects, only.drawn) == ("campaign", (), (), ())
