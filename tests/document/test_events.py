"""Events placed, moved and removed one by one; futures drawn and taken back."""

import pytest

from db.scenarios.serialization import content, scenario_of
from desktop.document.commands import ResetPolicy, SetLever
from desktop.document.document import Document
from desktop.document.events import ClearFuture, DrawFuture, MoveEvent, PlaceEvent, RemoveEvent
from desktop.document.future import draw_future
from desktop.domain.clock import Month
from desktop.domain.errors import MonthOutOfRangeError
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent
from desktop.domain.scenario import Scenario
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
    assert len(document.model.events) == 30
    for event in document.model.events:
        for month in (clock.first_planned, Month(2030, 6), clock.horizon):
            document.apply(PlaceEvent(PlannedEvent(event, month)))
    assert len(document.scenario.policy.events) == 90
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
