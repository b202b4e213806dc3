import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from db.errors import LockedLibraryError, NotALibraryError, ScenarioNotFoundError
from db.file.backups import make
from db.library import Library
from desktop.bridge.errors import UnexpectedError
from desktop.bridge.store_lane import StoreLane
from desktop.domain.scenario import Scenario

if TYPE_CHECKING:
    from desktop.domain.errors import VecinosError

A = Scenario("a")
B = Scenario("b")


def noted(scenario: Scenario, notes: str) -> Scenario:
    return replace(scenario, notes=notes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


@pytest.fixture
def kept(path: Path) -> int:
    with Library.open(path) as store:
        return store.scenarios.create(A)


@pytest.fixture
def lane(path: Path, qapp: QCoreApplication) -> Iterator[StoreLane]:
    lane = StoreLane(path)
    yield lane
    assert lane.close(10)
    assert "store" not in {thread.name for thread in threading.enumerate()}
    lane.deleteLater()


class Gate:
    """Hold the lane up, so that requests gather behind it."""

    def __init__(self, lane: StoreLane) -> None:
        self._reached, self._free = threading.Event(), threading.Event()
        lane.submit(self._wait)
        assert self._reached.wait(10)

    def _wait(self, store: Library) -> None:
        self._reached.set()
        assert self._free.wait(10)

    def open(self) -> None:
        self._free.set()


def stored(path: Path, scenario_id: int) -> Scenario:
    with Library.open(path, read_only=True) as store:
        return store.scenarios.load(scenario_id)


def test_that_a_save_is_told_once_it_is_in_the_file(
    lane: StoreLane, path: Path, kept: int, qtbot: QtBot
) -> None:
    found: list[Scenario] = []
    lane.saved.connect(lambda _: found.append(stored(path, kept)))
    with qtbot.waitSignal(lane.saved) as told:
        lane.request_save(kept, noted(A, "one"), 17)
    assert told.args == [17]
    assert found == [noted(A, "one")]


def test_that_of_several_wanted_saves_the_latest_is_made(
    lane: StoreLane, path: Path, kept: int, qtbot: QtBot
) -> None:
    told: list[int] = []
    lane.saved.connect(told.append)
    gate = Gate(lane)
    for revision in range(1, 50):
        lane.request_save(kept, noted(A, str(revision)), revision)
    gate.open()
    assert lane.flush(10)
    assert told == [49]
    assert stored(path, kept) == noted(A, "49")


def test_that_saves_of_two_scenarios_do_not_displace_each_other(
    lane: StoreLane, path: Path, kept: int
) -> None:
    with Library.open(path) as store:
        other = store.scenarios.create(B)
    gate = Gate(lane)
    lane.request_save(kept, noted(A, "1"), 1)
    lane.request_save(other, noted(B, "2"), 2)
    lane.request_save(kept, noted(A, "3"), 3)
    gate.open()
    assert lane.flush(10)
    assert stored(path, kept) == noted(A, "3")
    assert stored(path, other) == noted(B, "2")


def test_that_work_sees_the_library_as_it_stood_when_it_was_asked_for(
    lane: StoreLane, kept: int, qtbot: QtBot
) -> None:
    gate = Gate(lane)
    lane.request_save(kept, noted(A, "before"), 1)
    made: list[int] = []
    lane.submit(lambda store: store.scenarios.duplicate(kept, "copy")).then(lane, made.append)
    lane.request_save(kept, noted(A, "after"), 2)
    gate.open()
    assert lane.flush(10)
    assert len(made) == 1
    told: list[tuple[Scenario, Scenario]] = []
    lane.submit(lambda store: (store.scenarios.load(made[0]), store.scenarios.load(kept))).then(
        lane, told.append
    )
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(Scenario("copy", notes="before"), noted(A, "after"))]


def test_that_work_that_fails_tells_its_own_job_and_the_lane_goes_on(
    lane: StoreLane, path: Path, kept: int, qtbot: QtBot
) -> None:
    elsewhere: list[object] = []
    lane.failed.connect(elsewhere.append)
    told: list[VecinosError] = []
    done: list[object] = []
    lane.submit(lambda store: store.scenarios.load(99)).then(lane, done.append, told.append)
    lane.submit(lambda store: 1 // 0).then(lane, done.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert isinstance(told[0], ScenarioNotFoundError)
    assert isinstance(told[1], UnexpectedError)
    assert told[1].fields == {"kind": "ZeroDivisionError"}
    assert done == []
    assert elsewhere == []
    lane.request_save(kept, noted(A, "still"), 1)
    assert lane.flush(10)
    assert stored(path, kept) == noted(A, "still")


def test_that_a_save_that_fails_says_why(lane: StoreLane, kept: int, qtbot: QtBot) -> None:
    with qtbot.waitSignal(lane.failed) as told:
        lane.request_save(kept + 1, A, 1)
    assert isinstance(told.args[0], ScenarioNotFoundError)


def test_that_signals_come_on_the_thread_of_the_lane_also_to_plain_functions(
    lane: StoreLane, kept: int, qtbot: QtBot
) -> None:
    threads: list[threading.Thread] = []

    def hear(*_: object) -> None:
        threads.append(threading.current_thread())

    lane.opened.connect(hear)
    lane.saved.connect(hear)
    job = lane.submit(lambda store: threads.append(threading.current_thread()))
    job.then(lane, hear)
    lane.request_save(kept, A, 1)
    qtbot.waitUntil(lambda: len(threads) == 4)
    assert threads[0].name == "store"
    assert set(threads[1:]) == {threading.current_thread()}


def test_that_an_open_library_says_why_it_can_only_be_read(
    lane: StoreLane, path: Path, kept: int, qtbot: QtBot
) -> None:
    with Library.open(path):
        with qtbot.waitSignal(lane.opened) as told:
            lane.submit(lambda store: store.scenarios.load(kept))
        assert isinstance(told.args[0], LockedLibraryError)
        with qtbot.waitSignal(lane.failed) as refused:
            lane.request_save(kept, noted(A, "x"), 1)
        assert isinstance(refused.args[0], LockedLibraryError)


def test_that_a_library_that_could_not_be_opened_is_tried_again(
    lane: StoreLane, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Library.open(tmp_path / "b.vecinos") as store:
        kept = store.scenarios.create(A)
    path.write_text("not yet")
    with qtbot.waitSignal(lane.failed) as told:
        lane.request_save(kept, A, 1)
    assert isinstance(told.args[0], NotALibraryError)
    shutil.copyfile(tmp_path / "b.vecinos", path)
    with qtbot.waitSignal(lane.saved):
        lane.request_save(kept, noted(A, "now"), 2)


def test_that_closing_does_what_was_asked_for_and_ends_the_thread(
    path: Path, kept: int, qapp: QCoreApplication
) -> None:
    lane = StoreLane(path)
    told: list[int] = []
    lane.saved.connect(told.append)
    lane.request_save(kept, noted(A, "last"), 5)
    assert lane.close(10)
    assert lane.close(10)
    assert told == [5]
    with Library.open(path) as store:
        assert not store.read_only
        assert store.scenarios.load(kept) == noted(A, "last")
    with pytest.raises(RuntimeError):
        lane.request_save(kept, A, 6)


def test_that_waiting_for_slow_work_ends_when_it_should(lane: StoreLane, kept: int) -> None:
    gate = Gate(lane)
    # That these come back at all is the proof: the work behind the gate never ends by itself.
    assert not lane.flush(0.05)
    assert not lane.close(0.05)
    gate.open()


def test_that_a_lane_never_used_starts_no_thread_and_makes_no_file(
    path: Path, qapp: QCoreApplication
) -> None:
    lane = StoreLane(path)
    assert "store" not in {thread.name for thread in threading.enumerate()}
    assert lane.flush(1)
    assert lane.close()
    assert not path.exists()


def test_that_importing_the_lane_imports_no_database() -> None:
    script = (
        "import sys, desktop.bridge.store_lane\n"
        "sys.exit(int(bool({'sqlalchemy', 'alembic', 'filelock'} & set(sys.modules))))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False)
    assert done.returncode == 0


def _unplugged(path: Path) -> None:
    shutil.rmtree(path.parent)


def _moved(path: Path) -> None:
    path.unlink()


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (_moved, "library_gone"),
        (_unplugged, "library_gone"),
        (_emptied, "library_empty"),
        (_a_folder, "library_folder"),
    ],
)
def test_that_a_library_that_was_open_before_and_is_gone_is_told_and_never_made(
    happened: Callable[[Path], None], told: str, tmp_path: Path, qapp: QCoreApplication
) -> None:
    path = tmp_path / "stick" / "a.vecinos-library"
    path.parent.mkdir()
    Library.open(path).close()
    happened(path)
    before = sorted(tmp_path.rglob("*"))
    lane = StoreLane(path, create=False)
    errors: list[Any] = []
    for _ in range(2):
        # What is asked for later tries again.
        lane.submit(lambda store: store.scenarios.count()).then(lane, lambda _: None, errors.append)
        assert lane.flush(10)
    assert lane.close(10)
    assert [error.code for error in errors] == [told, told]
    assert sorted(tmp_path.rglob("*")) == before
    lane.deleteLater()


def test_that_a_library_that_is_gone_but_has_a_backup_is_told_with_it(
    path: Path, kept: int, qapp: QCoreApplication
) -> None:
    made = make(path, datetime.now(UTC))
    path.unlink()
    lane = StoreLane(path, create=False)
    errors: list[Any] = []
    lane.submit(lambda store: store.scenarios.count()).then(lane, lambda _: None, errors.append)
    assert lane.flush(10)
    assert lane.close(10)
    assert [(error.code, error.fields["backup"]) for error in errors] == [
        ("library_missing", str(made))
    ]
    assert not path.exists()
    lane.deleteLater()
