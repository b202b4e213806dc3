"""What is on the desk, and what of it is in the library."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError, LibraryError
from db.file.integrity_report import check_store
from db.library import Library
from db.scenarios.repository import ScenarioRepository
from db.scenarios.run_repository import RunRepository
from desktop.document.commands import Rename, SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog
from desktop.engine.results.projection import Bands
from desktop.session.examples import Examples
from desktop.session.run_keeping import RunKeeping
from desktop.session.save_state import Opened, SaveState
from desktop.session.scenario_autosave import ScenarioAutosave
from tests.session.autosave_bench import MODEL, Bench


@pytest.fixture(autouse=True)
def failed_save_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no save that failed be tried again because the machine is slow."""
    monkeypatch.setattr("desktop.session.saving.AGAIN_MS", 60_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


@pytest.fixture
def bench(path: Path, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(path, qtbot)
    yield made
    made.close()


def _names(path: Path) -> set[str]:
    with Library.open(path, read_only=True) as store:
        return {summary.name for summary in store.scenarios.listed()}


def test_that_a_new_library_starts_with_one_fresh_scenario(bench: Bench, path: Path) -> None:
    bench.start()
    assert bench.document.scenario.name == "Untitled"
    assert bench.state is SaveState.SAVED
    assert _names(path) == {"Untitled"}


def test_that_the_end_of_a_gesture_saves_and_its_middle_does_not(bench: Bench, path: Path) -> None:
    bench.start()
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever("a", Setting(40), gesture))
    bench.document.apply(SetLever("a", Setting(60), gesture))
    bench.rest()
    with Library.open(path, read_only=True) as store:
        assert not store.scenarios.load(store.scenarios.find("Untitled")).policy.settings
    bench.document.end_gesture(gesture)
    bench.rest()
    assert bench.states == [SaveState.SAVED, SaveState.SAVING, SaveState.SAVED]
    with Library.open(path, read_only=True) as store:
        kept = store.scenarios.load(store.scenarios.find("Untitled"))
    assert kept.policy.settings["a"] == Setting(60)


def test_that_undo_is_saved_too(bench: Bench, path: Path) -> None:
    bench.start()
    bench.document.apply(SetLever("a", Setting(40)))
    bench.document.undo()
    bench.rest()
    with Library.open(path, read_only=True) as store:
        assert not store.scenarios.load(store.scenarios.find("Untitled")).policy.settings


def test_that_a_gesture_that_ended_where_it_began_saves_nothing(bench: Bench) -> None:
    bench.start()
    saved: list[int] = []
    bench.lane.saved.connect(saved.append)
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever("a", Setting(40), gesture))
    bench.document.apply(SetLever("a", None, gesture))
    bench.document.end_gesture(gesture)
    bench.rest()
    assert saved == []
    assert bench.states == [SaveState.SAVED, SaveState.SAVING, SaveState.SAVED]


def test_that_the_scenario_open_last_comes_back(path: Path, qtbot: QtBot) -> None:
    with Library.open(path) as store:
        first = store.scenarios.create(Scenario("first", Policy({"a": Setting(40)})))
        store.scenarios.create(Scenario("second"))
        store.scenarios.set_last_opened(first)
    bench = Bench(path, qtbot)
    bench.start()
    assert bench.document.scenario.name == "first"
    assert bench.autosave.id == first
    bench.close()


def test_that_what_was_moved_while_the_library_was_opened_stays_on_the_desk(
    path: Path, qtbot: QtBot
) -> None:
    with Library.open(path) as store:
        store.scenarios.set_last_opened(store.scenarios.create(Scenario("Before")))
    bench = Bench(path, qtbot)
    bench.autosave.start()
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever("a", Setting(40), gesture))
    bench.autosave.save()
    bench.rest()
    bench.document.apply(SetLever("a", Setting(60), gesture))
    bench.document.end_gesture(gesture)
    bench.rest()
    assert bench.document.scenario.policy.settings["a"] == Setting(60)
    assert len(bench.document.history.done) == 1
    assert bench.state is SaveState.SAVED
    assert bench.errors == []
    bench.close()
    with Library.open(path, read_only=True) as store:
        assert {summary.name for summary in store.scenarios.listed()} == {"Before", "start"}
        assert store.scenarios.load(store.scenarios.find("start")).policy.settings["a"] == Setting(
            60
        )
        assert not store.scenarios.load(store.scenarios.find("Before")).policy.settings


def test_that_a_desk_kept_under_a_name_that_is_taken_gets_another_one(
    path: Path, qtbot: QtBot
) -> None:
    with Library.open(path) as store:
        store.scenarios.set_last_opened(store.scenarios.create(Scenario("start")))
    bench = Bench(path, qtbot)
    bench.autosave.start()
    bench.document.apply(SetLever("a", Setting(40)))
    bench.rest()
    assert bench.document.scenario.name == "start 2"
    assert bench.state is SaveState.SAVED
    assert bench.errors == []
    bench.close()
    assert _names(path) == {"start", "start 2"}


def test_that_what_was_moved_before_a_new_library_stood_is_its_first_scenario(
    bench: Bench, path: Path
) -> None:
    bench.autosave.start()
    bench.document.apply(SetLever("a", Setting(40)))
    bench.rest()
    assert bench.document.scenario.policy.settings["a"] == Setting(40)
    assert bench.state is SaveState.SAVED
    with Library.open(path, read_only=True) as store:
        (only,) = store.scenarios.listed()
        assert store.scenarios.load(only.id).policy.settings["a"] == Setting(40)


def test_that_an_answer_that_comes_while_the_desk_closes_asks_for_nothing_more(
    path: Path, qtbot: QtBot
) -> None:
    bench = Bench(path, qtbot)
    bench.start()
    bench.autosave.new("Late")
    with qtbot.captureExceptions() as slipped:
        bench.close()
    assert slipped == []
    assert bench.document.scenario.name == "Late"


def test_that_new_duplicate_rename_and_delete_do_what_they_say(bench: Bench, path: Path) -> None:
    bench.start()
    bench.document.apply(SetLever("a", Setting(40)))
    first = bench.autosave.id
    assert first is not None
    bench.autosave.duplicate(first, "Copy")
    bench.rest()
    assert bench.document.scenario.policy.settings["a"] == Setting(40)
    bench.autosave.new("Copy")
    bench.rest()
    assert bench.document.scenario.name == "Copy 2"
    assert not bench.document.scenario.policy.settings
    bench.autosave.rename(first, "Old")
    bench.document.apply(Rename("Newest"))
    bench.rest()
    assert _names(path) == {"Old", "Copy", "Newest"}
    bench.autosave.delete(first, "Old")
    bench.rest()
    assert _names(path) == {"Copy", "Newest"}
    assert bench.document.scenario.name == "Newest"
    bench.autosave.undelete(first)
    bench.rest()
    assert bench.document.scenario.name == "Old"
    assert not bench.errors


def test_that_deleting_the_only_scenario_leaves_a_fresh_one(bench: Bench, path: Path) -> None:
    bench.start()
    bench.document.apply(Rename("Only"))
    bench.rest()
    assert bench.autosave.id is not None
    bench.autosave.delete(bench.autosave.id, "Only")
    bench.rest()
    assert _names(path) == {"Untitled"}
    assert bench.document.scenario.name == "Untitled"


def test_that_a_name_that_is_taken_is_a_failure_and_the_next_name_is_saved(
    bench: Bench, path: Path
) -> None:
    bench.start()
    bench.autosave.new("Second")
    bench.rest()
    bench.document.apply(Rename("untitled"))
    bench.rest()
    assert [error.code for error in bench.errors] == ["name_taken"]
    assert SaveState.NOT_SAVED is bench.states[-1]
    bench.document.apply(Rename("Third"))
    bench.rest()
    assert bench.state is SaveState.SAVED
    assert _names(path) == {"Untitled", "Third"}


def test_that_a_read_only_library_is_said_and_nothing_is_written(path: Path, qtbot: QtBot) -> None:
    with Library.open(path) as holder:
        holder.scenarios.create(Scenario("kept"))
        bench = Bench(path, qtbot)
        bench.start()
        assert bench.document.scenario.name == "kept"
        assert bench.state is SaveState.READ_ONLY
        assert isinstance(bench.errors[0], LibraryError)
        bench.document.apply(SetLever("a", Setting(40)))
        bench.rest()
        assert bench.state is SaveState.READ_ONLY
        bench.close()
    with Library.open(path, read_only=True) as store:
        assert not store.scenarios.load(store.scenarios.find("kept")).policy.settings


def test_that_a_library_that_cannot_be_made_leaves_the_desk_as_it_is(
    tmp_path: Path, qtbot: QtBot
) -> None:
    bench = Bench(tmp_path / "nowhere" / "a.vecinos", qtbot)
    bench.document.apply(SetLever("a", Setting(40)))
    bench.start()
    assert SaveState.NOT_SAVED is bench.states[-1]
    assert bench.document.scenario.policy.settings["a"] == Setting(40)
    (tmp_path / "nowhere").mkdir()
    bench.autosave.save()
    bench.rest()
    assert bench.state is SaveState.SAVED
    with Library.open(tmp_path / "nowhere" / "a.vecinos", read_only=True) as store:
        assert store.scenarios.load(store.scenarios.find("start")).policy.settings["a"] == Setting(
            40
        )
    bench.close()


def test_that_a_scenario_of_another_model_opens_with_what_this_one_allows(
    path: Path, qtbot: QtBot
) -> None:
    odd = Scenario(
        "odd",
        Policy(
            {"a": Setting(40), "b": Setting(4000), "gone": Setting(1)},
            (PlannedEvent("storm", Month(2030, 1)), PlannedEvent("gone", Month(2030, 1))),
        ),
        charts=("x", "gone"),
        model_version="0",
        model_digest="another",
    )
    with Library.open(path) as store:
        store.scenarios.create(odd)
    bench = Bench(path, qtbot)
    bench.start()
    assert bench.opened == [Opened("odd", "0", other_model=True, dropped=3)]
    assert set(bench.document.scenario.policy.settings) == {"a"}
    assert bench.document.scenario.charts == ("x",)
    bench.rest()
    with Library.open(path, read_only=True) as store:
        assert len(store.scenarios.load(store.scenarios.find("odd")).policy.settings) == 3
    bench.close()


def test_that_the_undo_history_comes_back_when_the_library_is_opened_again(
    bench: Bench, path: Path, qtbot: QtBot
) -> None:
    bench.start()
    before = bench.document.scenario
    bench.document.apply(SetLever("a", Setting(3.0)))
    bench.document.apply(SetLever("a", Setting(4.0)))
    bench.document.undo()
    bench.rest()
    bench.close()
    again = Bench(path, qtbot)
    again.start()
    assert len(again.document.history.done) == 1
    again.document.redo()
    assert again.document.scenario.policy.settings["a"] == Setting(4.0)
    again.document.undo()
    again.document.undo()
    assert again.document.scenario == before
    again.rest()
    again.close()


def test_that_opening_another_scenario_keeps_a_version_of_the_one_left(bench: Bench) -> None:
    bench.start()
    left = bench.autosave.id
    bench.document.apply(SetLever("a", Setting(3.0)))
    bench.autosave.new("other")
    bench.rest()
    assert left is not None
    found: list[Any] = []
    bench.autosave.ask(lambda store: store.versions.listed(left), found.append)
    bench.rest()
    assert len(found[0]) == 1
    bench.autosave.open(left)
    bench.rest()
    bench.autosave.ask(lambda store: store.versions.load(found[0][0].id), found.append)
    bench.rest()
    assert found[1] == bench.document.scenario


def test_that_a_restored_version_is_a_step_that_can_be_undone(bench: Bench) -> None:
    bench.start()
    listed: list[Any] = []
    bench.autosave.versioned.connect(listed.append)
    bench.document.apply(SetLever("a", Setting(3.0)))
    bench.autosave.keep_version("good")
    bench.rest()
    assert [version.name for version in listed[-1]] == ["good"]
    bench.document.apply(SetLever("a", Setting(5.0)))
    bench.autosave.restore(listed[-1][0].id)
    bench.rest()
    assert bench.document.scenario.policy.settings["a"] == Setting(3.0)
    bench.document.undo()
    assert bench.document.scenario.policy.settings["a"] == Setting(5.0)
    assert bench.errors == []


SHIPPED = (
    Scenario("Berg", Policy({"a": Setting(3.0)}), folder="Examples"),
    Scenario("Carnegie", Policy({"a": Setting(4.0)}), folder="Examples"),
)


def test_that_a_new_library_is_given_the_examples_once(path: Path, qtbot: QtBot) -> None:
    def shipped() -> Examples:
        return Examples(SHIPPED, SHIPPED)

    for _ in range(2):
        bench = Bench(path, qtbot)
        lane, document = bench.lane, bench.document
        bench.autosave.close()
        bench.autosave = ScenarioAutosave(
            document, lane, lambda: Scenario("Untitled"), examples=shipped
        )
        bench.start()
        assert _names(path) == {"Berg", "Carnegie", "Untitled"}
        assert document.scenario.name == "Untitled"
        bench.close()


def test_that_an_example_opens_as_one_copy_and_stays_as_shipped(path: Path, qtbot: QtBot) -> None:
    bench = Bench(path, qtbot)
    bench.autosave.close()
    shipped = Examples(SHIPPED, SHIPPED, "{} (mine)".format)
    bench.autosave = ScenarioAutosave(
        bench.document, bench.lane, lambda: Scenario("Untitled"), examples=lambda: shipped
    )
    bench.start()
    with Library.open(path) as store:
        berg = store.scenarios.find("Berg")
    for _ in range(2):
        bench.autosave.open(berg)
        bench.rest()
        assert bench.document.scenario.name == "Berg (mine)"
        assert _names(path) == {"Berg", "Carnegie", "Untitled", "Berg (mine)"}
    bench.document.apply(SetLever("a", Setting(5.0)))
    bench.rest()
    bench.autosave.open(berg)
    bench.rest()
    assert bench.document.scenario.name == "Berg (mine) 2"
    with Library.open(path) as store:
        assert shipped.holds(store.scenarios.load(berg))
    bench.close()


def test_that_examples_that_were_changed_or_deleted_come_back(path: Path) -> None:
    shipped = Examples(SHIPPED, SHIPPED)
    with Library.open(path) as store:
        berg, carnegie = store.scenarios.create_all(SHIPPED)
        assert shipped.bring_back(store) == 0
        store.scenarios.save(berg, replace(store.scenarios.load(berg), notes="changed"))
        store.scenarios.delete(carnegie)
        assert shipped.bring_back(store) == 2
        assert shipped.bring_back(store) == 0
        assert store.scenarios.load(berg).notes == "changed"


# ------------------------------------------------------------ what "saved" covers


def _steps_when_saved(bench: Bench, path: Path) -> list[tuple[Scenario, UndoLog]]:
    """Return what is in the library whenever the autosave says that all is saved."""
    found: list[tuple[Scenario, UndoLog]] = []

    def look(state: SaveState) -> None:
        if state is SaveState.SAVED and bench.autosave.id is not None:
            with Library.open(path, read_only=True) as store:
                found.append(
                    (
                        store.scenarios.load(bench.autosave.id),
                        store.scenarios.undo_log(bench.autosave.id),
                    )
                )

    bench.autosave.state_changed.connect(look)
    return found


@pytest.mark.parametrize("taken", [False, True])
def test_that_what_was_moved_while_the_library_opened_is_saved_with_its_undo_steps(
    bench: Bench, path: Path, taken: bool
) -> None:
    with Library.open(path) as store:
        store.scenarios.create(Scenario("start" if taken else "another"))
    found = _steps_when_saved(bench, path)
    bench.autosave.start()
    bench.document.apply(SetLever("a", Setting(40)))
    bench.document.apply(SetLever("a", Setting(60)))
    bench.document.undo()
    bench.rest()
    assert bench.document.scenario.name == ("start 2" if taken else "start")
    history = bench.document.history
    assert found == [(bench.document.scenario, history.trail())]
    assert [step.label for step in history.done] == ["command.set_lever"] + taken * [
        "command.rename"
    ]


def test_that_a_desk_saved_elsewhere_under_another_name_keeps_its_undo_steps(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.start()
    bench.document.apply(SetLever("a", Setting(40)))
    elsewhere = tmp_path / "stick.vecinos-library"
    for name in ("Untitled", "Untitled 2"):
        with qtbot.waitSignal(bench.autosave.copied):
            bench.autosave.save_elsewhere(elsewhere)
        with Library.open(elsewhere) as store:
            kept = store.scenarios.find(name)
            first = store.scenarios.undo_log(kept).done[0]
        assert first.after.policy.settings == {"a": Setting(40)}


def test_that_nothing_is_called_saved_while_a_gesture_under_way_has_changed_the_desk(
    bench: Bench, path: Path
) -> None:
    bench.start()
    found = _steps_when_saved(bench, path)
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever("a", Setting(40), gesture))
    assert bench.states[-1] is SaveState.SAVING
    bench.autosave.save()
    bench.rest()
    # What was saved on the way is no longer what is on the desk.
    bench.document.apply(SetLever("a", Setting(60), gesture))
    bench.rest()
    assert bench.states[-1] is SaveState.SAVING
    bench.document.end_gesture(gesture)
    bench.rest()
    assert bench.states[-2:] == [SaveState.SAVING, SaveState.SAVED]
    assert found[-1] == (bench.document.scenario, bench.document.history.trail())


def test_that_a_gesture_taken_back_leaves_the_desk_saved_and_what_was_undone_kept(
    bench: Bench, path: Path
) -> None:
    bench.start()
    bench.document.apply(SetLever("a", Setting(40)))
    bench.document.undo()
    bench.rest()
    found = _steps_when_saved(bench, path)
    for save_on_the_way in (False, True):
        gesture = bench.document.begin_gesture()
        bench.document.apply(SetLever("a", Setting(60), gesture))
        bench.document.apply(SetLever("a", None, gesture))
        if save_on_the_way:
            bench.autosave.save()
            bench.rest()
        bench.document.end_gesture(gesture)
        bench.rest()
        assert bench.state is SaveState.SAVED
        assert found[-1] == (bench.document.scenario, bench.document.history.trail())
    assert len(found[-1][1].undone) == 1


# ------------------------------------------------------------ work that is in no library


def _fill_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(path="a.vecinos")

    monkeypatch.setattr(ScenarioRepository, "save", full)


def test_that_nothing_takes_the_place_of_a_desk_that_could_not_be_saved(
    bench: Bench, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.start()
    other = bench.autosave.id
    assert other is not None
    bench.autosave.new("mine")
    bench.rest()
    _fill_up(monkeypatch)
    bench.document.apply(SetLever("a", Setting(40)))
    bench.rest()
    assert bench.state is SaveState.NOT_SAVED
    mine = bench.document.scenario
    ways: tuple[Callable[[], None], ...] = (
        lambda: bench.autosave.open(other),
        lambda: bench.autosave.new("third"),
        lambda: bench.autosave.duplicate(other, "copy"),
        lambda: bench.autosave.undelete(other),
        lambda: bench.autosave.delete(bench.autosave.id or 0, "mine"),
    )
    for replace_desk in ways:
        bench.errors.clear()
        replace_desk()
        bench.rest()
        assert [error.code for error in bench.errors] == ["desk_not_saved"]
        assert bench.document.scenario is mine
    assert _names(path) == {"Untitled", "mine"}
    monkeypatch.undo()
    bench.autosave.save()
    bench.rest()
    bench.autosave.open(other)
    bench.rest()
    assert bench.autosave.id == other
    with Library.open(path, read_only=True) as store:
        assert store.scenarios.load(store.scenarios.find("mine")).policy.settings["a"] == Setting(
            40
        )


def test_that_a_save_that_failed_is_tried_again_by_itself_and_says_what_no_longer_holds(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.session.saving.AGAIN_MS", 20)
    bench = Bench(path, qtbot)
    recovered: list[Any] = []
    bench.autosave.recovered.connect(recovered.append)
    bench.start()
    with monkeypatch.context() as patch:
        _fill_up(patch)
        bench.document.apply(SetLever("a", Setting(40)))
        failed: list[Any] = []
        bench.lane.failed.connect(failed.append)
        qtbot.waitUntil(lambda: len(failed) >= 3)
        assert bench.state is SaveState.NOT_SAVED
        # Told once, however often it is tried.
        assert [error.code for error in bench.errors] == ["library_disk_full"]
    qtbot.waitUntil(lambda: bench.state is SaveState.SAVED)
    assert recovered == bench.errors
    with Library.open(path, read_only=True) as store:
        assert store.scenarios.load(store.scenarios.find("Untitled")).policy.settings[
            "a"
        ] == Setting(40)
    bench.document.apply(SetLever("a", Setting(60)))
    bench.rest()
    assert len(recovered) == 1
    bench.close()


def test_that_a_save_that_fails_on_the_way_keeps_the_next_scenario_off_the_desk(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.start()
    first = bench.autosave.id
    bench.autosave.new("second")
    bench.rest()
    assert first is not None
    _fill_up(monkeypatch)
    bench.document.apply(SetLever("a", Setting(40)))
    # The save is under way; that it fails is only known when the other one is about to be read.
    bench.autosave.open(first)
    bench.rest()
    assert bench.document.scenario.name == "second"
    assert bench.document.scenario.policy.settings["a"] == Setting(40)
    assert [error.code for error in bench.errors] == ["library_disk_full", "desk_not_saved"]


def test_that_what_is_done_while_another_scenario_is_read_is_saved_first(
    bench: Bench, path: Path
) -> None:
    bench.start()
    first = bench.autosave.id
    bench.autosave.new("second")
    bench.rest()
    assert first is not None
    bench.autosave.open(first)
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever("a", Setting(70), gesture))
    bench.rest()
    assert bench.autosave.id == first
    with Library.open(path, read_only=True) as store:
        assert store.scenarios.load(store.scenarios.find("second")).policy.settings["a"] == Setting(
            70
        )


def test_that_a_desk_saved_elsewhere_may_be_replaced(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bench.start()
    first = bench.autosave.id
    bench.autosave.new("second")
    bench.rest()
    assert first is not None
    with monkeypatch.context() as patch:
        _fill_up(patch)
        bench.document.apply(SetLever("a", Setting(40)))
        bench.rest()
    assert not bench.autosave.may_close()
    assert bench.errors[-1].code == "closing_unsaved"
    assert bench.autosave.may_close()
    elsewhere = tmp_path / "stick.vecinos-library"
    with qtbot.waitSignal(bench.autosave.copied):
        bench.autosave.save_elsewhere(elsewhere)
    assert bench.autosave.may_close()
    bench.autosave.open(first)
    bench.rest()
    assert bench.autosave.id == first
    with Library.open(elsewhere) as store:
        copied = store.scenarios.find("second")
        assert store.scenarios.load(copied).policy.settings["a"] == Setting(40)
        assert len(store.scenarios.undo_log(copied).done) == 1


def test_that_a_library_that_can_only_be_read_keeps_changes_on_the_desk(
    path: Path, qtbot: QtBot
) -> None:
    with Library.open(path) as holder:
        first, second = (
            holder.scenarios.create(Scenario("first")),
            holder.scenarios.create(Scenario("second")),
        )
        holder.scenarios.set_last_opened(first)
        bench = Bench(path, qtbot)
        bench.start()
        bench.autosave.open(second)
        bench.rest()
        assert bench.autosave.id == second
        bench.document.apply(SetLever("a", Setting(40)))
        bench.autosave.open(first)
        bench.rest()
        assert bench.autosave.id == second
        assert bench.errors[-1].code == "desk_not_saved"
        bench.close()


# ------------------------------------------------------------ versions and runs


def test_that_saving_by_hand_and_opening_another_scenario_keep_versions(
    bench: Bench, path: Path
) -> None:
    bench.start()
    first = bench.autosave.id
    assert first is not None
    bench.document.apply(SetLever("a", Setting(40)))
    bench.autosave.keep_version()
    bench.document.apply(SetLever("a", Setting(60)))
    bench.autosave.new("second")
    bench.rest()
    with Library.open(path, read_only=True) as store:
        kept = [
            (version.cause.value, store.versions.load(version.id).policy.settings.get("a"))
            for version in store.versions.listed(first)
        ]
    assert kept == [("left", Setting(60)), ("kept", Setting(40))]


def test_that_the_undo_history_is_there_again_when_the_scenario_is_opened(
    bench: Bench, path: Path
) -> None:
    bench.start()
    first = bench.autosave.id
    assert first is not None
    bench.document.apply(SetLever("a", Setting(40)))
    bench.document.apply(SetLever("a", Setting(60)))
    bench.document.undo()
    bench.autosave.new("second")
    bench.rest()
    bench.autosave.open(first)
    bench.rest()
    bench.document.redo()
    assert bench.document.scenario.policy.settings["a"] == Setting(60)
    bench.document.undo()
    bench.document.undo()
    assert not bench.document.scenario.policy.settings


def test_that_what_a_run_came_to_is_kept_once_with_its_bands_and_tried_again_where_it_failed(
    bench: Bench, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.start()
    tries: list[tuple[object, ...]] = []
    real = RunRepository.keep

    def keep(*given: Any) -> None:
        tries.append(given)
        if len(tries) == 1:
            raise DiskFullError(path="a.vecinos")
        real(*given)

    monkeypatch.setattr(RunRepository, "keep", keep)
    clock = MODEL.clock
    bands = Bands(clock, ("x",), np.full((5, clock.steps + 1, 1), 2.0))
    runs = RunKeeping(bench.autosave)
    for _ in range(3):
        runs.keep(bench.document.scenario, bands, MODEL)
        bench.rest()
    assert len(tries) == 2
    assert [error.code for error in bench.errors] == ["library_disk_full"]
    with Library.open(path, read_only=True) as store:
        kept = store.scenarios.find("Untitled")
        (found,) = store.runs.outcomes_of((kept,), "x").values()
        assert {one.p50 for one in found} == {2.0}
        assert [one.model_digest for one in store.runs.bands(kept)] == [MODEL.digest]


def test_that_a_plain_copy_taken_after_saved_while_the_program_runs_holds_everything(
    bench: Bench, path: Path, tmp_path: Path
) -> None:
    bench.start()
    for place in range(5):
        bench.document.apply(SetLever("a", Setting(10.0 * place + 1)))
        bench.autosave.keep_version(f"v{place}")
        bench.qtbot.waitUntil(lambda: bench.state is SaveState.SAVED)
        bench.rest()
        copy = tmp_path / f"copy-{place}.vecinos"
        shutil.copyfile(path, copy)
        with Library.open(copy) as store:
            kept = store.scenarios.find("Untitled")
            assert store.scenarios.load(kept) == bench.document.scenario
            assert len(store.scenarios.undo_log(kept).done) == place + 1
            assert store.versions.listed(kept)[0].name == f"v{place}"
        assert check_store(copy).damaged == ()
        assert not path.with_name(f"{path.name}-journal").exists()
