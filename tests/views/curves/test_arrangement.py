"""How many charts fit where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.document import slots
from desktop.views.curves.arrangement import COUNTS, Arrangement, arrange, best, fits

INDICATORS = tuple("abcdefghij")


@pytest.mark.parametrize(
    ("width", "columns"), [(760, 2), (1100, 2), (1180, 2), (1181, 3), (1600, 3)]
)
def test_that_six_charts_stand_three_abreast_only_in_a_wide_centre(
    width: int, columns: int
) -> None:
    assert arrange(6, width, 700) == Arrangement(6, 6 // columns, columns)


@given(st.sampled_from(COUNTS), st.integers(1, 3000), st.integers(1, 2000))
def test_that_the_best_layout_fits_and_never_exceeds_the_wish(
    wish: int, width: int, height: int
) -> None:
    found = best(wish, width, height)
    assert found.count <= wish
    assert found.count == 1 or fits(found.count, width, height)
    assert found.rows * found.columns >= found.count
    larger = [count for count in COUNTS if found.count < count <= wish]
    assert not any(fits(count, width, height) for count in larger)


@given(st.integers(600, 3000), st.integers(400, 2000))
def test_that_a_larger_window_never_shows_fewer_charts(width: int, height: int) -> None:
    assert best(9, width + 50, height).count >= best(9, width, height).count or width <= 1180
    assert best(9, width, height + 50).count >= best(9, width, height).count


@given(st.permutations(INDICATORS), st.integers(0, 5), st.sampled_from(INDICATORS))
def test_that_a_swap_keeps_every_indicator_once(
    order: list[str], slot: int, indicator: str
) -> None:
    chosen = tuple(order[:6])
    after = slots.put(chosen, INDICATORS, slot, indicator, 6)
    assert after[slot] == indicator
    assert len(after) == len(set(after)) == 6
    assert sorted(slots.slots(after, INDICATORS)) == sorted(INDICATORS)
    if indicator in chosen:
        assert after[chosen.index(indicator)] == chosen[slot]


def test_that_a_choice_of_more_slots_survives_a_smaller_grid() -> None:
    chosen = tuple("abcdef")
    assert slots.put(chosen, INDICATORS, 0, "b", 2) == ("b", "a", "c", "d", "e", "f")
