from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.charts.labels import election_marks, mark_labels, push_apart
from desktop.domain.indicator import Country
from tests.charts.examples import VOTES

heights = st.lists(st.floats(0, 200), min_size=1, max_size=6).map(sorted)


@given(heights)
def test_that_labels_never_overlap_and_stay_inside(wanted: list[float]) -> None:
    placed = push_apart(wanted, [15.0] * (len(wanted) - 1), 0.0, 200.0)
    assert all(below - above >= 15.0 - 1e-9 for above, below in pairwise(placed))
    assert placed[0] >= 0.0
    assert placed[-1] <= 200.0 + 1e-9


@given(heights)
def test_that_labels_with_room_stay_where_they_belong(wanted: list[float]) -> None:
    apart = all(below - above >= 15.0 for above, below in pairwise(wanted))
    placed = push_apart(wanted, [15.0] * (len(wanted) - 1), 0.0, 200.0)
    if apart:
        assert placed == pytest.approx(wanted)


@given(st.floats(40, 150), st.floats(0, 15))
def test_that_two_labels_are_pushed_apart_equally(height: float, distance: float) -> None:
    wanted = [height, height + distance]
    above, below = push_apart(wanted, [15.0], 0.0, 200.0)
    assert wanted[0] - above == pytest.approx(below - wanted[1], abs=1e-9)


def test_that_labels_pushed_against_the_edge_all_give_way_to_one_side() -> None:
    assert push_apart([1.0, 2.0, 3.0], [15.0, 15.0], 0.0, 200.0) == [0.0, 15.0, 30.0]
    assert push_apart([198.0, 199.0], [15.0], 0.0, 200.0) == [185.0, 200.0]


def test_that_only_full_elections_after_the_vantage_are_marked() -> None:
    marks = election_marks(VOTES, 2024.0)
    assert [mark.country for mark in marks] == [None, Country.US, Country.MX, Country.US, None]


def test_that_a_year_in_which_both_vote_is_one_strip_from_vote_to_vote() -> None:
    both = election_marks(VOTES, 2024.0)[0]
    assert both.start == pytest.approx(2024.5)
    assert both.end == pytest.approx(2024 + 11 / 12)


@given(st.floats(2, 40))
def test_that_mark_labels_never_overlap(pixels_a_year: float) -> None:
    marks = election_marks(VOTES, 2024.0)
    centres = [(mark.start + mark.end) / 2 * pixels_a_year for mark in marks]
    widths = [33.0 if mark.country is None else 14.0 for mark in marks]
    placed = mark_labels(centres, widths, [mark.country is None for mark in marks])
    shown = [(at, width) for at, width in zip(placed, widths, strict=True) if at is not None]
    for (left, first), (right, second) in pairwise(shown):
        assert right - left >= (first + second) / 2


def test_that_single_votes_lose_their_label_first_when_room_is_short() -> None:
    centres, widths = [100.0, 112.0, 118.0, 124.0, 160.0], [33.0, 14.0, 15.0, 14.0, 33.0]
    both = [True, False, False, False, True]
    assert mark_labels(centres, widths, both) == [100.0, None, None, None, 160.0]
