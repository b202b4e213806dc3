"""Likely replies: for every lever and event, in both languages, each with its ground."""

from itertools import pairwise

import pytest

from tests.model_checks.runs import shipped

LEVERS = {reply.lever for reply in shipped().replies.values() if reply.lever}
EVENTS = {reply.event for reply in shipped().replies.values() if reply.event}


def test_that_every_lever_and_every_event_has_a_reply() -> None:
    assert shipped().levers.keys() == LEVERS
    assert shipped().events.keys() == EVENTS


@pytest.mark.parametrize("name", tuple(shipped().replies))
def test_that_a_reply_rests_on_a_claim_or_a_publication(name: str) -> None:
    reply = shipped().replies[name]
    assert reply.claims or reply.sources
    assert set(reply.claims) <= shipped().claims.keys()
    assert reply.text.en != reply.text.es
    assert reply.text.en.endswith(".")
    assert reply.text.es.endswith(".")
    assert max(len(reply.text.en), len(reply.text.es)) <= 160


@pytest.mark.parametrize(
    "name", tuple(name for name, reply in shipped().replies.items() if reply.lever)
)
def test_that_a_reply_to_a_lever_is_meant_for_the_end_it_names_and_for_no_other(name: str) -> None:
    reply = shipped().replies[name]
    assert reply.lever is not None
    lever = shipped().levers[reply.lever]
    ends = (lever.low, lever.high) if reply.direction > 0 else (lever.high, lever.low)
    assert reply.answers(ends[1], lever.default)
    assert not reply.answers(ends[0], lever.default)
    assert not reply.answers(lever.default, lever.default)
    if reply.beyond is not None:
        assert (reply.beyond - lever.default) * reply.direction > 0


def test_that_the_words_for_chances_stand_for_ranges_that_do_not_overlap() -> None:
    chances = {reply.chance for reply in shipped().replies.values()}
    ranges = sorted((chance.low, chance.high) for chance in chances)
    assert len(ranges) >= 3
    for (_, high), (low, _) in pairwise(ranges):
        assert high <= low


def test_that_both_governments_and_others_answer() -> None:
    parties = {reply.by.id for reply in shipped().replies.values()}
    assert {"us", "mx", "china", "canada", "firms", "groups", "society"} <= parties
