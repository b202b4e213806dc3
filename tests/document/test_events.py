"""Events placed, moved, resized and removed one by one; futures drawn and taken back."""

import math
from dataclasses import replace

import pytest

from db.scenarios.serialization import content, scenario_of
from desktop.document.commands import ResetPolicy, SetLever
from desktop.document.document import Document
from desktop.document.events import (
    ClearFuture,
    DrawFuture,
    MoveEvent,
    PlaceEvent,
    RemoveEvent,
    ResizeEvent,
)
from desktop.document.future import draw_future
from desktop.domain.clock import Month
from desktop.domain.errors import EventSizeError, MonthOutOfRangeError
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario
from tests.views.desks import compiled

CARAVAN = PlannedEvent("migrant_caravan", Month(2028, 9))
THREAT = PlannedEvent("tariff_threat", Month(2027, 3))


@pytest.fixture
def document() -> Document:
    return Document(compiled().model, Scenario("a"))


def _own(document: Document) -> list[PlannedEvent]:
    return list(document.scenario.policy.events)


def test_that_every_event_of_the_model_can_be_placed_in_any_projected_month(
    document: Document,
) -> None:
    clock = document.model.clock
    for event in document.model.events:
        for month in (clock.first_planned, Month(2030, 6), clock.horizon):
            document.apply(PlaceEvent(PlannedEvent(event, month)))
    assert len(document.scenario.policy.events) == 3 * len(document.model.events)
    while document.history.done:
        document.undo()
    assert _own(document) == []


def test_that_a_month_before_the_projection_is_refused_and_changes_nothing(
    document: Document,
) -> None:
    document.apply(PlaceEvent(THREAT))
    early = document.model.clock.first_planned.plus(-1)
    with pytest.raises(MonthOutOfRangeError):
        document.apply(MoveEvent(THREAT, early))
    assert _own(document) == [THREAT]
    assert len(document.history.done) == 1


def test_that_an_event_is_moved_and_removed_in_a_step_each(document: Document) -> None:
    document.apply(PlaceEvent(CARAVAN))
    document.apply(PlaceEvent(THREAT))
    assert _own(document) == [THREAT, CARAVAN]
    document.apply(MoveEvent(THREAT, Month(2029, 1)))
    moved = PlannedEvent(THREAT.event, Month(2029, 1))
    assert _own(document) == [CARAVAN, moved]
    document.apply(RemoveEvent(CARAVAN))
    assert _own(document) == [moved]
    assert [step.subject for step in document.history.done] == [
        "migrant_caravan",
        "tariff_threat",
        "tariff_threat",
        "migrant_caravan",
    ]
    document.undo()
    document.undo()
    assert _own(document) == [THREAT, CARAVAN]


def test_that_a_drawn_future_is_one_thing_beside_what_is_decided(document: Document) -> None:
    document.apply(PlaceEvent(CARAVAN))
    document.apply(DrawFuture(1, "Future 1"))
    scenario = document.scenario
    drawn = set(draw_future(document.model, 1))
    assert scenario.decided.events == (CARAVAN,)
    assert set(scenario.drawn) == drawn - {CARAVAN}
    assert set(scenario.combined.events) == drawn | {CARAVAN}
    document.apply(DrawFuture(2, "Future 2"))
    assert [package.future for package in document.scenario.packages] == [2]
    document.apply(ClearFuture())
    assert document.scenario.combined.events == (CARAVAN,)


def test_that_a_drawn_event_that_is_moved_becomes_ones_own(document: Document) -> None:
    document.apply(DrawFuture(1, "Future 1"))
    first = document.scenario.drawn[0]
    document.apply(MoveEvent(first, Month(2036, 12)))
    moved = PlannedEvent(first.event, Month(2036, 12))
    assert document.scenario.decided.events == (moved,)
    assert first not in document.scenario.combined.events


def test_that_a_reset_of_the_policy_leaves_the_drawn_future_as_it_is(document: Document) -> None:
    document.apply(DrawFuture(3, "Future 3"))
    drawn = document.scenario.packages
    document.apply(SetLever("us_tariff_on_mexico", Setting(25.0)))
    document.apply(ResetPolicy())
    assert document.scenario.packages == drawn
    assert _own(document) == []


def test_that_a_drawn_future_is_kept_as_drawn(document: Document) -> None:
    document.apply(PlaceEvent(CARAVAN))
    document.apply(DrawFuture(4, "Future 4"))
    assert scenario_of(content(document.scenario)) == document.scenario


def test_that_an_event_is_resized_in_a_step_and_keeps_its_size_where_it_goes(
    document: Document,
) -> None:
    document.apply(PlaceEvent(THREAT))
    document.apply(ResizeEvent(THREAT, 0.5))
    half = replace(THREAT, size=0.5)
    assert _own(document) == [half]
    document.apply(MoveEvent(half, Month(2029, 1)))
    assert _own(document) == [replace(half, month=Month(2029, 1))]
    document.undo()
    document.undo()
    assert _own(document) == [THREAT]
    for size in (-1.0, 3.5, math.nan):
        with pytest.raises(EventSizeError):
            document.apply(ResizeEvent(THREAT, size))
    assert _own(document) == [THREAT]


def test_that_an_event_happens_once_a_month_in_the_size_it_was_given_last(
    document: Document,
) -> None:
    document.apply(PlaceEvent(THREAT))
    document.apply(PlaceEvent(replace(THREAT, size=2.0)))
    assert _own(document) == [replace(THREAT, size=2.0)]


def test_that_a_packages_event_takes_another_size_of_the_scenarios_own() -> None:
    policy = Policy(events=(THREAT, CARAVAN))
    document = Document(compiled().model, Scenario("a", packages=(Package("p", policy),)))
    document.apply(ResizeEvent(THREAT, 2.0))
    double = replace(THREAT, size=2.0)
    assert list(document.scenario.combined.events) == [double, CARAVAN]
    assert document.scenario.packages[0].policy == policy
    document.apply(RemoveEvent(CARAVAN))
    assert list(document.scenario.combined.events) == [double]
    document.apply(ResizeEvent(double, 1.0))
    assert _own(document) == []
    assert list(document.scenario.combined.events) == [THREAT]


def test_that_a_drawn_event_is_somebodys_own_in_another_size(document: Document) -> None:
    document.apply(DrawFuture(7, "a future"))
    first = document.scenario.drawn[0]
    document.apply(ResizeEvent(first, 0.5))
    assert replace(first, size=0.5) in document.scenario.decided.events
    assert {one.place for one in document.scenario.drawn}.isdisjoint({first.place})
    document.apply(ClearFuture())
    assert document.scenario.combined.events == (replace(first, size=0.5),)
