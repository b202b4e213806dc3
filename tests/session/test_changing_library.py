"""Going on in another library, or over another model, loses nothing and leaves nothing running."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError
from db.library import Library
from db.scenarios.repository import ScenarioRepository
from desktop.bridge.store_lane import StoreLane
from desktop.document.commands import SetLever
from desktop.domain.errors import RunFailedError
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.session import session as session_module
from desktop.session.session import Session
from tests.session.test_session import FIGURES, MOVED, saved, session_alone
from tests.views.desks import FEW, TARIFF


class Bench:
    """Hold a session over the first of two libraries, and the lanes that it made."""

    def __init__(self, qtbot: QtBot, session: Session, folder: Path) -> None:
        self.qtbot, self.session = qtbot, session
        self.document = session.document
        self.first, self.second = folder / "a.vecinos-library", folder / "b.vecinos-library"
        for path in (self.first, self.second):
            with Library.open(path) as store:
                store.scenarios.create(Scenario("Talk", ensemble=FEW))
                store.observations.add(FIGURES)
        self.lanes: list[StoreLane] = []
        self.refusals: list[str] = []

    def start(self) -> None:
        autosave = self.session.open_library(self.first)
        autosave.failed.connect(lambda error: self.refusals.append(error.code))
        self.session.failed.connect(lambda error: self.refusals.append(error.code))
        self.rest()

    def rest(self) -> None:
        saved(self.qtbot, self.session)
        self.qtbot.waitUntil(lambda: not self.session.projector.busy, timeout=20000)
        own_data = self.session.own_data
        self.qtbot.waitUntil(lambda: own_data.observations == FIGURES, timeout=20000)

    def change_library(self) -> None:
        self.session.change_library(str(self.second))

    def until_open(self) -> None:
        """Wait until the second library is open, and that is told."""
        assert self.lanes[-1].flush(20)

    def until_changed(self) -> None:
        """Wait until the session goes on in the second library."""
        location = str(self.second)
        self.qtbot.waitUntil(lambda: self.session.library.location == location, timeout=20000)
        self.rest()

    def save(self) -> None:
        assert self.session.autosave is not None
        self.session.autosave.save()
        saved(self.qtbot, self.session)

    @property
    def tariff(self) -> Setting | None:
        return self.document.scenario.policy.settings.get(TARIFF)


def kept(path: Path) -> Setting | None:
    """Return what the one scenario of a library sets the tariff to."""
    with Library.open(path, read_only=True) as store:
        return store.scenarios.load(store.scenarios.find("Talk")).policy.settings.get(TARIFF)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    with session_alone() as session:
        made = Bench(qtbot, session, tmp_path)

        def lane(location: str | Path, *, create: bool = True) -> StoreLane:
            made.lanes.append(StoreLane(location, create=create))
            return made.lanes[-1]

        monkeypatch.setattr(session_module, "StoreLane", lane)
        made.start()
        yield made


def fill_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(path="a.vecinos")

    monkeypatch.setattr(ScenarioRepository, "save", full)


def test_that_a_library_that_was_asked_for_waits_for_the_end_of_a_gesture(bench: Bench) -> None:
    bench.change_library()
    gesture = bench.document.begin_gesture()
    bench.document.apply(SetLever(TARIFF, Setting(25), gesture))
    bench.until_open()
    assert bench.session.library.location == str(bench.first)
    bench.document.end_gesture(gesture)
    bench.until_changed()
    assert (kept(bench.first), bench.tariff) == (Setting(25), None)


def test_that_work_that_cannot_be_saved_keeps_the_next_library_off_the_desk(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.change_library()
    with monkeypatch.context() as patch:
        fill_up(patch)
        bench.document.apply(SetLever(TARIFF, Setting(25)))
        bench.until_open()
        bench.qtbot.waitUntil(lambda: "desk_not_saved" in bench.refusals, timeout=20000)
    assert bench.session.library.location == str(bench.first)
    assert bench.tariff == Setting(25)
    # The one that was refused is closed, and may be asked for again.
    bench.save()
    bench.change_library()
    bench.until_changed()
    assert kept(bench.first) == Setting(25)


def test_that_each_library_keeps_the_run_of_its_own_scenario(bench: Bench) -> None:
    bench.change_library()
    bench.until_changed()
    bench.session.close()
    for path in (bench.first, bench.second):
        with Library.open(path, read_only=True) as store:
            number = store.scenarios.find("Talk")
            indicator = next(iter(bench.session.model.indicators))
            assert number in store.runs.outcomes_of((number,), indicator)


@pytest.mark.long
def test_that_a_month_to_start_from_that_failed_is_tried_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = bench.session
    moves: list[tuple[object, object]] = []
    session.vantage_moved.connect(lambda now, before: moves.append((now, before)))

    def broken(_: object) -> None:
        raise RunFailedError

    with monkeypatch.context() as patch:
        patch.setattr(session_module, "compile_model", broken)
        session.own_data.choose_vantage(MOVED)
        bench.qtbot.waitUntil(lambda: bool(bench.refusals), timeout=20000)
    with monkeypatch.context() as patch:
        fill_up(patch)
        bench.document.apply(SetLever(TARIFF, Setting(25)))
        session.own_data.choose_vantage(MOVED)
        bench.qtbot.waitUntil(lambda: "desk_not_saved" in bench.refusals, timeout=30000)
    bench.save()
    session.own_data.choose_vantage(MOVED)
    bench.qtbot.waitUntil(lambda: bool(moves), timeout=30000)
    assert moves == [(MOVED, None)]
    assert session.model.clock.vantage == MOVED
    assert bench.tariff == Setting(25)


def test_that_a_session_that_ends_opens_and_makes_nothing_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(model: Model) -> CompiledModel:
        begun.set()
        threading.Event().wait(0.5)
        return compile_model(model)

    monkeypatch.setattr(session_module, "compile_model", slow)
    session = bench.session
    session.own_data.choose_vantage(MOVED)
    bench.qtbot.waitUntil(begun.is_set, timeout=20000)
    names = {"store", "making another model"}
    running = {thread for thread in threading.enumerate() if thread.name in names}
    assert {thread.name for thread in running} == names
    told: list[str] = []
    session.library_opened.connect(lambda: told.append(session.library.location))
    bench.change_library()
    session.close()
    QCoreApplication.processEvents()
    assert told == []
    assert not any(thread.is_alive() for thread in running)
