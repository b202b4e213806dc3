"""What each lever does is on its page, and every lever does something."""

import pytest

from tests.model_checks.lever_effects import NOTHING, PAGE, SMALL, Effects, Row, page
from tests.model_checks.runs import compiled, shipped


@pytest.fixture(scope="module")
def effects() -> Effects:
    return Effects(compiled())


@pytest.fixture(scope="module")
def rows(effects: Effects) -> tuple[Row, ...]:
    return effects.rows


def test_that_the_page_is_what_the_model_says(effects: Effects) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(effects), "run make levers-doc"


def test_that_every_lever_moves_its_target_and_a_curve_at_one_of_its_ends(
    rows: tuple[Row, ...],
) -> None:
    own = {known.variable for known in shipped().indicators.values()}
    for lever in shipped().levers.values():
        ends = [row for row in rows if row.lever.id == lever.id]
        assert any(abs(row.target.share) >= NOTHING for row in ends), lever.id
        assert any(row.curves for row in ends) or lever.target.variable in own, lever.id


def test_that_effects_are_listed_by_size_and_within_the_horizon(rows: tuple[Row, ...]) -> None:
    for row in rows:
        sizes = [round(abs(effect.share), 9) for effect in row.curves]
        assert sizes == sorted(sizes, reverse=True)
        assert all(0 < effect.step <= shipped().clock.steps for effect in row.curves)


def test_that_raising_a_lever_moves_its_target_the_way_it_says(rows: tuple[Row, ...]) -> None:
    for row in rows:
        if abs(row.target.share) >= NOTHING:
            up = row.end > row.lever.default
            assert (row.target.change > 0) == (up == (row.lever.target.sign > 0)), row.lever.id


def test_that_a_lever_says_its_effect_is_small_where_it_is(rows: tuple[Row, ...]) -> None:
    largest: dict[str, float] = {}
    for row in rows:
        if not row.beside:
            shares = [abs(effect.share) for effect in row.curves]
            largest[row.lever.id] = max(largest.get(row.lever.id, 0.0), *shares, 0.0)
    said = {lever.id for lever in shipped().levers.values() if lever.small_effect}
    assert said == {lever for lever, share in largest.items() if share < SMALL}
