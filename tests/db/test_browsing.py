"""What a browser asks of the store: pages, outcomes of many, moving, erasing, copying."""

import time
from pathlib import Path

import pytest

from db.errors import BadFolderError, NameTakenError, ScenarioNotFoundError
from db.library import Library
from db.scenarios.mapping import words
from db.scenarios.summary import Cause, Order, ScenarioQuery
from desktop.domain.lever import Setting
from desktop.domain.outcome import Outcome
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog, UndoStep
from tests.db.samples import NO_CURVES


def _names(store: Library, query: ScenarioQuery) -> list[str]:
    return [summary.name for summary in store.scenarios.listed(query)]


def test_that_pages_put_together_are_the_whole_list(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.vecinos-library") as store:
        store.scenarios.create_all(Scenario(f"Número {number}") for number in range(23))
        whole = _names(store, ScenarioQuery(order=Order.NAME))
        pages = [
            name
            for offset in range(0, 30, 7)
            for name in _names(store, ScenarioQuery(order=Order.NAME, limit=7, first=offset))
        ]
        assert pages == whole
        assert store.scenarios.count(ScenarioQuery(text="numero", limit=7)) == 23
        assert store.scenarios.count(ScenarioQuery(text="numero 22", limit=7)) == 1
        assert store.scenarios.count(ScenarioQuery(indicator="remittances", least=0)) == 0


def test_that_names_are_ordered_without_accents_and_with_enye_after_n(tmp_path: Path) -> None:
    wanted = ["Anzuelo", "Añil", "Áreas", "boda", "Éxodo", "Zona"]
    with Library.open(tmp_path / "a.vecinos-library") as store:
        store.scenarios.create_all(Scenario(name) for name in reversed(wanted))
        assert _names(store, ScenarioQuery(order=Order.NAME)) == wanted
        assert _names(store, ScenarioQuery(order=Order.NAME, reverse=True)) == wanted[::-1]


def test_that_outcomes_of_many_come_at_once_in_order_of_years(tmp_path: Path) -> None:
    kept = [Outcome("remittances", year, 1, 2, 3, 4, 5) for year in (2036, 2030)]
    with Library.open(tmp_path / "a.vecinos-library") as store:
        first, second = store.scenarios.create_all([Scenario("a"), Scenario("b")])
        store.runs.keep(first, Scenario("a"), kept, NO_CURVES)
        assert store.runs.outcomes_of((first, second), "remittances") == {
            first: tuple(reversed(kept))
        }
        assert store.runs.outcomes_of((first,), "homicide_rate") == {}


def test_that_moving_a_scenario_keeps_its_undo_history(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos-library"
    before = Scenario("a", folder="Old", tags=("x",))
    filed = Scenario("a", folder="New", tags=())
    set_ = Scenario("a", Policy({"us_tariff_on_mexico": Setting(25)}), folder="New")
    steps = UndoLog(
        (
            UndoStep("command.file", None, before, filed),
            UndoStep("command.set_lever", "us_tariff_on_mexico", filed, set_),
        )
    )
    with Library.open(path) as store:
        number = store.scenarios.create(before)
        store.scenarios.save(number, set_, steps)
        store.scenarios.file(number, "Third/Deeper", ("one", "two"))
    with Library.open(path) as store:
        assert store.scenarios.load(number).folder == "Third/Deeper"
        assert store.scenarios.load(number).tags == ("one", "two")
        trail = store.scenarios.undo_log(number)
        assert trail.done[1].before.policy == Policy()
        assert trail.done[0].before.folder == "Old"
        assert [s.name for s in store.scenarios.listed(ScenarioQuery(folder="third"))] == ["a"]
        with pytest.raises(BadFolderError):
            store.scenarios.file(number, "a//b", ())


def test_that_erasing_takes_only_what_lies_in_the_trash(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a.vecinos-library") as store:
        one, two, three = store.scenarios.create_all([Scenario("a"), Scenario("b"), Scenario("c")])
        store.versions.keep(one, cause=Cause.KEPT)
        store.scenarios.delete(one)
        store.scenarios.delete(two)
        assert store.scenarios.erase((one, three)) == 1
        assert [summary.name for summary in store.scenarios.trash()] == ["b"]
        assert store.scenarios.load(three).name == "c"
        assert store.versions.listed(one) == ()
        with pytest.raises(ScenarioNotFoundError):
            store.scenarios.undelete(one)
        assert store.scenarios.erase() == 1
        assert store.scenarios.trash() == ()
        assert store.scenarios.create(Scenario("a")) > three


def test_that_a_copy_of_a_library_is_a_library(tmp_path: Path) -> None:
    copy = tmp_path / "copy.vecinos-library"
    with Library.open(tmp_path / "a.vecinos-library") as store:
        store.scenarios.create(Scenario("a"))
        store.copy_to(copy)
        store.scenarios.create(Scenario("later"))
    with Library.open(copy, create=False) as copied:
        assert [summary.name for summary in copied.scenarios.listed()] == ["a"]


def test_that_what_comes_out_of_the_trash_gives_way_to_whoever_has_its_name(
    tmp_path: Path,
) -> None:
    with Library.open(tmp_path / "a.vecinos-library") as store:
        first = store.scenarios.create(Scenario("Talk"))
        store.scenarios.delete(first)
        store.scenarios.create(Scenario("talk"))
        with pytest.raises(NameTakenError):
            store.scenarios.undelete(first)
        store.scenarios.undelete(first, renamed=True)
        assert store.scenarios.load(first).name == "Talk 2"
        with pytest.raises(ScenarioNotFoundError):
            store.scenarios.undelete(first)


def test_that_notes_of_ten_thousand_different_words_are_found_and_hold_up_no_save(
    tmp_path: Path,
) -> None:
    notes = " ".join(f"{number:08x}" for number in range(10_000))
    begun = time.process_time()
    found = words(Scenario("long", notes=notes))
    assert time.process_time() - begun < 0.25
    assert set(found.split()) == {"long", *notes.split()}
    with Library.open(tmp_path / "a") as store:
        store.scenarios.create(Scenario("long", notes=notes))
        assert store.scenarios.listed(ScenarioQuery(text="00001f4")) != ()
