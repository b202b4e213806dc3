"""Futures drawn by chance."""

from collections import Counter
from dataclasses import replace

import pytest

from desktop.document.future import draw_future
from desktop.domain.clock import Month
from desktop.domain.indicator import CalendarEntry, Country, Event, Season, Vote
from desktop.domain.lever import Family, Grade
from desktop.domain.model.model import Model
from desktop.domain.wording import Wording
from tests.document.models import plain_model

NAME = Wording("Event", "Suceso")
REVIEWS = (Month(2026, 7), Month(2027, 7))
DRAWS = 400


def _model(*events: Event) -> Model:
    return replace(
        plain_model(),
        events={event.id: event for event in events},
        calendar=(
            *(CalendarEntry(month, "review", NAME) for month in (*REVIEWS, Month(2020, 7))),
            CalendarEntry(Month(2025, 1), "inauguration", NAME),
            CalendarEntry(Month(2030, 10), "water", NAME),
        ),
        votes=(
            Vote(Month(2030, 6), Country.MX, midterm=False),
            Vote(Month(2027, 6), Country.MX, midterm=True),
            Vote(Month(2028, 11), Country.US, midterm=False),
        ),
    )


def _event(
    season: Season | None = None, chance: tuple[float, float] = (0.2, 0.4), id_: str = "e"
) -> Event:
    return Event(id_, Family.TRADE, NAME, NAME, chance, Grade.C, (), (), season)


def _months(event: Event) -> Counter[Month]:
    model = _model(event)
    return Counter(p.month for number in range(DRAWS) for p in draw_future(model, number))


def test_that_the_same_number_draws_the_same_future_and_another_another() -> None:
    model = _model(_event())
    assert draw_future(model, 3) == draw_future(model, 3)
    assert len({draw_future(model, number) for number in range(20)}) > 15


def test_that_one_more_event_moves_none_of_the_others() -> None:
    alone = draw_future(_model(_event()), 5)
    both = draw_future(_model(_event(), _event(id_="f")), 5)
    assert tuple(planned for planned in both if planned.event == "e") == alone


def test_that_events_come_as_often_as_their_chance_says() -> None:
    model = _model(_event())
    years = model.clock.steps / 12
    found = sum(len(draw_future(model, number)) for number in range(DRAWS)) / DRAWS / years
    assert found == pytest.approx(0.3, abs=0.03)


def test_that_events_lie_in_the_projection_in_the_order_of_their_months() -> None:
    model = _model(_event(chance=(1, 1)))
    drawn = draw_future(model, 1)
    months = [planned.month for planned in drawn]
    assert months == sorted(months)
    assert model.clock.first <= months[0]
    assert months[-1] <= model.clock.horizon
    assert len(months) == model.clock.horizon.year - model.clock.first.year + 1


def test_that_a_review_stalls_only_in_the_months_of_reviews() -> None:
    assert set(_months(_event(Season.REVIEW))) == set(REVIEWS)


def test_that_an_opening_follows_an_inauguration() -> None:
    assert set(_months(_event(Season.INAUGURATION))) == {Month(2025, m) for m in range(1, 5)}


@pytest.mark.parametrize(
    ("season", "year", "last"),
    [(Season.MX_VOTE, 2030, 6), (Season.US_VOTE, 2028, 11), (Season.WATER, 2030, 10)],
)
def test_that_a_season_ends_with_its_date_and_comes_at_its_high_chance(
    season: Season, year: int, last: int
) -> None:
    found = _months(_event(season, (0.05, 0.9)))
    within = sum(count for month, count in found.items() if month.year == year)
    other = sum(count for month, count in found.items() if month.year == 2033)
    assert within / DRAWS == pytest.approx(0.9, abs=0.05)
    assert other / DRAWS == pytest.approx(0.05, abs=0.04)
    assert max(month for month in found if month.year == year) <= Month(year, last)


def test_that_a_mexican_midterm_lies_halfway() -> None:
    found = _months(_event(Season.MX_VOTE, (0.0, 0.8)))
    assert sum(found.values()) / DRAWS == pytest.approx(0.8 + 0.4, abs=0.08)
