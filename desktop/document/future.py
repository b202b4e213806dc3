"""One possible future: events drawn by chance, the same for the same number."""

from collections.abc import Iterator
from random import Random

from desktop.domain.clock import Month
from desktop.domain.indicator import Country, Event, Season
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent

_OPENING = 4
"""Months of a new government in which an opening may come, its first included."""
_BEFORE_VOTE = 8
"""Months of a campaign in which what hangs on a vote may come, that of the vote included."""


def draw_future(model: Model, number: int) -> tuple[PlannedEvent, ...]:
    """Return the events of one future over the whole projection, in the order of their months.

    Each event has its own stream of chance, so one more in the model moves none of the others.
    Where in its judged range an event's chance lies is drawn once a future; then every year, or
    every date it hangs on, is drawn for itself.
    """
    drawn = []
    for event in model.events.values():
        chance = Random(f"{number} {event.id}")  # noqa: S311 - a game of chance, no secret
        place = chance.random()
        for likelihood, months in _occasions(model, event, place):
            struck, which = chance.random(), chance.random()
            if struck < likelihood and months:
                drawn.append(PlannedEvent(event.id, months[int(which * len(months))]))
    return tuple(sorted(drawn, key=lambda planned: (planned.month, planned.event)))


def _occasions(
    model: Model, event: Event, place: float
) -> Iterator[tuple[float, tuple[Month, ...]]]:
    """Yield the chance of each occasion and the months in which it may strike."""
    low, high = event.yearly_chance
    drawn = low + (high - low) * place
    if event.season in (Season.REVIEW, Season.INAUGURATION):
        length = _OPENING if event.season is Season.INAUGURATION else 1
        for month in _dates(model, event.season.value):
            yield drawn, _within(model, month, month.plus(length - 1))
        return
    for year in range(model.clock.first.year, model.clock.horizon.year + 1):
        first, last = Month(year, 1), Month(year, 12)
        weight, end = _weight(model, event.season, year)
        if weight is None:
            yield drawn, _within(model, first, last)
        else:
            if end is not None:
                first, last = max(first, end.plus(1 - _BEFORE_VOTE)), end
            yield low + (high - low) * weight, _within(model, first, last)


def _weight(model: Model, season: Season | None, year: int) -> tuple[float | None, Month | None]:
    """Return where in its range the chance of a year lies, and the date that ends the season.

    None for the former means that no date matters.
    """
    if season is None:
        return None, None
    if season is Season.WATER:
        ends = [month for month in _dates(model, season.value) if month.year == year]
        return (1.0, ends[0]) if ends else (0.0, None)
    country = Country.US if season is Season.US_VOTE else Country.MX
    votes = [vote for vote in model.votes if vote.month.year == year and vote.country is country]
    if not votes:
        return 0.0, None
    halfway = season is Season.MX_VOTE and votes[0].midterm
    return (0.5 if halfway else 1.0), votes[0].month


def _dates(model: Model, kind: str) -> tuple[Month, ...]:
    return tuple(entry.month for entry in model.calendar if entry.kind == kind)


def _within(model: Model, first: Month, last: Month) -> tuple[Month, ...]:
    """Return the months of a span that are projected."""
    start, end = max(first, model.clock.first), min(last, model.clock.horizon)
    return tuple(start.plus(step) for step in range(end.minus(start) + 1))
