"""What comes onto the desk in place of what is there takes nothing with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.session.save_state import SaveState
from tests.session.autosave_bench import MODEL, Bench

LATER, LATEST = replace(MODEL, version="2"), replace(MODEL, version="3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


@pytest.fixture
def bench(path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(path, qtbot)
    made.start()
    yield made
    made.close()


def told(bench: Bench) -> list[str]:
    """Reopen the desk over another model; return what will be told of it."""
    heard: list[str] = []
    bench.autosave.reopen(
        LATER,
        lambda: heard.append("before"),
        lambda: heard.append("after"),
        lambda: heard.append("refused"),
    )
    return heard


def test_that_an_edit_made_while_the_desk_is_read_anew_stays_on_it(
    bench: Bench, path: Path
) -> None:
    heard = told(bench)
    bench.document.apply(SetLever("a", Setting(40)))
    bench.rest()
    assert heard == ["before", "after"]
    assert bench.document.model is LATER
    assert bench.state is SaveState.SAVED
    assert bench.document.scenario.policy.settings == {"a": Setting(40)}
    assert len(bench.document.history.done) == 1
    with Library.open(path, read_only=True) as store:
        assert store.scenarios.load(bench.autosave.id or 0) == bench.document.scenario


def test_that_an_edit_of_a_library_that_can_only_be_read_keeps_another_model_off(
    path: Path, qtbot: QtBot
) -> None:
    with Library.open(path) as holder:
        holder.scenarios.create(Scenario("held"))
        bench = Bench(path, qtbot)
        bench.start()
        assert bench.state is SaveState.READ_ONLY
        heard = told(bench)
        bench.document.apply(SetLever("a", Setting(40)))
        bench.rest()
        assert heard == ["refused"]
        assert bench.errors[-1].code == "desk_not_saved"
        assert bench.document.model is MODEL
        assert bench.document.scenario.policy.settings == {"a": Setting(40)}
        bench.close()


def test_that_the_desk_goes_over_the_model_that_was_asked_for_last(bench: Bench) -> None:
    first = told(bench)
    bench.document.apply(SetLever("a", Setting(40)))
    second: list[str] = []
    bench.autosave.reopen(LATEST, lambda: second.append("before"), lambda: second.append("after"))
    bench.rest()
    assert (first, second) == ([], ["before", "after"])
    assert bench.document.model is LATEST


def test_that_opening_what_is_on_the_desk_does_not_take_back_an_edit_made_meanwhile(
    bench: Bench,
) -> None:
    bench.autosave.open(bench.autosave.id or 0)
    bench.document.apply(SetLever("a", Setting(40)))
    bench.rest()
    assert bench.state is SaveState.SAVED
    assert bench.document.scenario.policy.settings == {"a": Setting(40)}


def test_that_an_edit_of_a_library_that_can_only_be_read_keeps_the_next_scenario_off(
    path: Path, qtbot: QtBot
) -> None:
    with Library.open(path) as holder:
        other = holder.scenarios.create(Scenario("other"))
        holder.scenarios.set_last_opened(holder.scenarios.create(Scenario("held")))
        bench = Bench(path, qtbot)
        bench.start()
        bench.autosave.open(other)
        bench.document.apply(SetLever("a", Setting(40)))
        bench.rest()
        assert bench.errors[-1].code == "desk_not_saved"
        assert bench.document.scenario.name == "held"
        assert bench.document.scenario.policy.settings == {"a": Setting(40)}
        bench.close()


def test_that_a_new_scenario_waits_for_what_was_moved_while_the_library_was_opened(
    path: Path, qtbot: QtBot
) -> None:
    with Library.open(path) as store:
        store.scenarios.create(Scenario("there"))
    bench = Bench(path, qtbot)
    bench.autosave.start()
    bench.document.apply(SetLever("a", Setting(40)))
    bench.autosave.new("next")
    bench.rest()
    bench.close()
    assert bench.document.scenario.name == "next"
    with Library.open(path, read_only=True) as store:
        kept = {one.name: store.scenarios.load(one.id) for one in store.scenarios.listed()}
    assert {name: dict(one.policy.settings) for name, one in kept.items()} == {
        "there": {},
        "start": {"a": Setting(40)},
        "next": {},
    }
