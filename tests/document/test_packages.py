"""What commands do to a scenario that holds packages."""

import pytest

from desktop.document.commands import ResetPolicy, SetLever
from desktop.document.document import Document
from desktop.document.events import PlaceEvents
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario
from tests.document.models import plain_model

MODEL = plain_model()
EVENT = next(iter(MODEL.events))
EARLY, LATE = PlannedEvent(EVENT, Month(2026, 3)), PlannedEvent(EVENT, Month(2028, 9))


@pytest.fixture
def document() -> Document:
    packages = (Package("first", Policy({"a": Setting(20)}, (EARLY, LATE))),)
    return Document(MODEL, Scenario("s", packages=packages))


def test_that_a_lever_put_back_to_where_the_package_has_it_is_no_own_setting(
    document: Document,
) -> None:
    document.apply(SetLever("a", Setting(60)))
    assert document.scenario.combined.settings == {"a": Setting(60)}
    document.apply(SetLever("a", Setting(20)))
    assert not document.scenario.policy.settings
    assert document.scenario.combined.settings == {"a": Setting(20)}


def test_that_the_status_quo_against_a_package_is_an_own_setting(document: Document) -> None:
    default = Setting(MODEL.levers["a"].default)
    document.apply(SetLever("a", default))
    assert document.scenario.combined.settings == {"a": default}


def test_that_an_event_of_a_package_can_be_taken_away(document: Document) -> None:
    document.apply(PlaceEvents((LATE,)))
    assert _placed(document) == (LATE,)
    assert not document.scenario.policy.events
    document.undo()
    assert _placed(document) == (EARLY, LATE)


def _placed(document: Document) -> tuple[PlannedEvent, ...]:
    return document.scenario.combined.events


def test_that_placed_events_beside_those_of_a_package_happen_once(document: Document) -> None:
    own = PlannedEvent(EVENT, Month(2030, 1))
    document.apply(PlaceEvents((EARLY, own, LATE)))
    assert document.scenario.policy.events == (own,)
    assert set(document.scenario.combined.events) == {EARLY, LATE, own}


def test_that_resetting_the_policy_takes_packages_away_and_keeps_their_events(
    document: Document,
) -> None:
    document.apply(ResetPolicy())
    assert not document.scenario.packages
    assert document.scenario.combined == Policy(events=(EARLY, LATE))
