"""What people added, followed as the open library changes."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.bridge.job import Job
from desktop.domain.clock import Month
from desktop.domain.observation import Observation
from tests.views.desks import open_desk, sparing

JANUARY = Observation("mx_remittances_usd", Month(2024, 1), 4.575, "Banxico", date(2024, 3, 1))


def test_that_another_library_brings_its_own_figures(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / "a.vecinos-library", tmp_path / "b.vecinos-library"
    with Library.open(first) as store:
        store.observations.add([JANUARY])
    Library.open(second).close()
    with open_desk(qtbot, library=first, preferences=sparing()) as desk:
        own = desk.session.own_data
        qtbot.waitUntil(lambda: own.observations == (JANUARY,), timeout=10000)
        assert own.series["mx_remittances_usd"].months[-1] == JANUARY.month
        desk.session.change_library(str(second))
        qtbot.waitUntil(lambda: own.writable and own.observations == (), timeout=20000)
        assert own.series == desk.document.model.series


def test_that_an_altered_figure_is_listed_and_not_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        store.observations.add([JANUARY])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE observation SET value = 9")
    connection.commit()
    connection.close()
    with open_desk(qtbot, library=path, preferences=sparing()) as desk:
        own = desk.session.own_data
        qtbot.waitUntil(lambda: len(own.kept) == 1, timeout=10000)
        assert own.observations == ()
        assert own.series == desk.document.model.series


def test_that_adding_a_figure_is_one_trip_to_the_library(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.vecinos-library"
    with open_desk(qtbot, library=path, preferences=sparing()) as desk:
        own, lane = desk.session.own_data, desk.session.library.lane
        assert lane is not None
        lane.flush(10)
        trips: list[object] = []
        submit = lane.submit

        def counted(work: Callable[[Library], object], **named: int | None) -> Job[object]:
            trips.append(work)
            return submit(work, **named)

        monkeypatch.setattr(lane, "submit", counted)
        added: list[tuple[int, ...]] = []
        own.add([JANUARY], added.append)
        qtbot.waitUntil(lambda: bool(added), timeout=10000)
        lane.flush(10)
        QCoreApplication.processEvents()
        assert own.observations == own.state.observations == (JANUARY,)
        assert len(trips) == 1


def test_that_a_figure_added_meanwhile_is_told_and_seen(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos-library"
    with open_desk(qtbot, library=path, preferences=sparing()) as desk:
        own = desk.session.own_data
        taken: list[tuple[int, ...]] = []
        own.add([JANUARY], taken.append)
        own.add([JANUARY], taken.append)
        banner = desk.window.desk.banner
        # The refusal may be told before what was added first has been read back.
        qtbot.waitUntil(lambda: banner.error is not None and own.observations != (), timeout=10000)
        assert banner.error is not None
        assert banner.error.code == "observation_added"
        assert (len(taken), own.observations) == (1, (JANUARY,))
