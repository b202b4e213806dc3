"""What commands do to a scenario that holds packages."""

from dataclasses import replace

import pytest

from desktop.document.commands import ResetPolicy, SetLever
from desktop.document.document import Document
from desktop.document.events import DrawFuture, PlaceEvents
from desktop.document.packages import (
    ApplyPackage,
    KeepPackage,
    MovePackage,
    RemovePackage,
    RenamePackage,
    SwitchPackage,
    chosen_packages,
)
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


def _names(document: Document) -> list[str]:
    return [package.name for package in chosen_packages(document.scenario)]


def test_that_keeping_what_is_set_as_a_package_changes_no_lever_and_no_event(
    document: Document,
) -> None:
    document.apply(SetLever("a", Setting(60)))
    document.apply(PlaceEvents((EARLY, LATE, PlannedEvent(EVENT, Month(2030, 1)))))
    before = document.scenario
    document.apply(KeepPackage("second"))
    assert document.scenario.combined == before.combined
    assert document.scenario.policy == Policy()
    assert _names(document) == ["first", "second"]
    document.undo()
    assert document.scenario == before


def test_that_without_anything_set_there_is_nothing_to_keep(document: Document) -> None:
    document.apply(KeepPackage("second"))
    assert _names(document) == ["first"]
    assert not document.history.done


def test_that_an_applied_package_holds_whatever_was_set_since(document: Document) -> None:
    first = document.scenario.packages[0]
    document.apply(SetLever("a", Setting(60)))
    document.apply(KeepPackage("second"))
    document.apply(SetLever("a", Setting(80)))
    document.apply(SetLever("b", Setting(MODEL.levers["b"].high)))
    document.apply(ApplyPackage(first))
    assert document.scenario.combined.settings["a"] == Setting(20)
    assert document.scenario.policy.settings.keys() == {"b"}
    assert _names(document) == ["second", "first"]


def test_that_an_applied_package_gives_its_events_their_size_whatever_was_set_since(
    document: Document,
) -> None:
    (package,) = document.scenario.packages
    own = PlannedEvent(EVENT, Month(2030, 1))
    document.apply(PlaceEvents((replace(EARLY, size=2.0), LATE, own)))
    assert set(_placed(document)) == {replace(EARLY, size=2.0), LATE, own}
    document.apply(ApplyPackage(package))
    assert document.scenario.policy.events == (own,)
    assert set(_placed(document)) == {EARLY, LATE, own}


def test_that_a_package_taken_in_twice_stands_there_once(document: Document) -> None:
    package = Package(" First ", Policy({"a": Setting(30)}))
    document.apply(ApplyPackage(package))
    assert chosen_packages(document.scenario) == (package,)


def test_that_renaming_keeps_the_place_and_removing_takes_the_settings_along(
    document: Document,
) -> None:
    document.apply(SetLever("a", Setting(60)))
    document.apply(KeepPackage("second"))
    first, second = chosen_packages(document.scenario)
    document.apply(RenamePackage(first, "other"))
    assert _names(document) == ["other", "second"]
    document.apply(RemovePackage(second))
    assert document.scenario.combined.settings == {"a": Setting(20)}
    assert len(document.history.done) == 4


def test_that_what_chance_drew_is_none_of_the_packages_and_stays(document: Document) -> None:
    document.apply(DrawFuture(1, "Future 1"))
    drawn = document.scenario.drawn
    document.apply(SetLever("a", Setting(60)))
    document.apply(KeepPackage("second"))
    for package in chosen_packages(document.scenario):
        document.apply(ApplyPackage(package))
    assert _names(document) == ["first", "second"]
    assert document.scenario.drawn == drawn


def test_that_a_package_that_is_off_counts_for_nothing_and_keeps_its_place_and_content(
    document: Document,
) -> None:
    (first,) = document.scenario.packages
    document.apply(SetLever("b", Setting(5)))
    document.apply(KeepPackage("second"))
    document.apply(SwitchPackage(first, on=False))
    assert document.scenario.combined.settings == {"b": Setting(5)}
    assert not _placed(document)
    off = document.scenario.packages[0]
    assert (off.policy, off.on) == (first.policy, False)
    document.apply(PlaceEvents(()))
    document.apply(SwitchPackage(off, on=True))
    assert document.scenario.packages[0] == first
    for _ in range(2):
        document.undo()
    assert document.scenario.combined.settings == {"a": Setting(20), "b": Setting(5)}


def test_that_of_two_packages_that_set_a_lever_the_upper_one_holds_after_a_move(
    document: Document,
) -> None:
    (first,) = document.scenario.packages
    second = Package("second", Policy({"a": Setting(40)}))
    document.apply(ApplyPackage(second))
    document.apply(DrawFuture(1, "Chance"))
    document.apply(MovePackage(first, up=True))
    assert document.scenario.combined.settings["a"] == Setting(20)
    assert [one.name for one in chosen_packages(document.scenario)] == ["second", "first"]
    before = document.scenario
    document.apply(MovePackage(first, up=True))
    document.apply(MovePackage(Package("gone"), up=False))
    assert document.scenario == before
    document.undo()
    assert document.scenario.combined.settings["a"] == Setting(40)
    document.apply(MovePackage(second, up=False))
    assert document.scenario.combined.settings["a"] == Setting(20)
