"""Random play of events over the horizon: nothing sits at its bounds."""

from collections.abc import Callable

import pytest

from desktop.domain.clock import Month
from tests.model_checks.behaviours import change_of
from tests.model_checks.play import PLAY, chance, histories, shares, stuck
from tests.model_checks.runs import shipped

QUICK = 25
"""Histories in the quick suite."""


def play(number: int, tell: Callable[[str, object], None]) -> set[str]:
    found = shares(shipped(), number)
    tell("shares of member-months at a bound, of", f"{len(found)} indices and indicators")
    for name, share in sorted(found.items(), key=lambda each: -each[1]):
        tell(name, f"{share:.1%}")
    return stuck(found)


@pytest.mark.long
def test_that_in_random_play_no_indicator_sits_at_a_bound(
    record_property: Callable[[str, object], None],
) -> None:
    assert play(PLAY["histories"], record_property) == set()


def test_that_in_some_random_play_no_indicator_sits_at_a_bound() -> None:
    assert play(QUICK, lambda name, share: None) == set()


@pytest.mark.mutant
@pytest.mark.long
@pytest.mark.parametrize("place", range(len(PLAY["mutant"])))
def test_that_what_gets_stuck_is_noticed(place: int) -> None:
    table = dict(PLAY["mutant"][place])
    where = table.pop("stuck")
    assert where in stuck(shares(change_of(table).on(shipped()), QUICK)), table["says"]


def test_that_events_come_as_often_as_they_are_said_to() -> None:
    years = shipped().clock.steps / 12
    played = histories(PLAY["histories"])
    for event in shipped().events.values():
        yearly = sum(each.event == event.id for h in played for each in h.events) / (
            len(played) * years
        )
        low, high = event.yearly_chance
        if event.id in {*PLAY["only"], *PLAY["years"]}:
            # In their own months and years only, so that a mean over all is lower.
            assert 0 < yearly < high
        else:
            # A chance of one or more a year is a little less than their number.
            middle = (low + high) / 2
            assert 0.75 * middle <= yearly < 1.5 * middle + 0.02, event.id


def test_that_some_events_keep_to_their_calendar() -> None:
    review, violence = "usmca_review_stall", "election_violence"
    assert chance(review, Month(2027, 7), 0.65) == 0.65
    assert chance(review, Month(2025, 7), 0.65) == 0.0
    assert chance(review, Month(2027, 8), 0.65) == 0.0
    assert chance(violence, Month(2030, 3), 0.5) > chance(violence, Month(2027, 3), 0.5)
    assert chance(violence, Month(2027, 3), 0.5) > chance(violence, Month(2028, 3), 0.5)


def test_that_a_history_is_the_same_each_time() -> None:
    histories.cache_clear()
    first = histories(3)
    histories.cache_clear()
    assert histories(3) == first
