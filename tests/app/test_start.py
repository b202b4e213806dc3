"""What a start opens, and what it waits for."""

import re
import sys
from inspect import signature
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.file.location import default_location
from db.library import Library
from db.packs.pack import packed
from desktop.app import start
from desktop.app.desk import build
from desktop.app.qt_application import application
from desktop.bridge.opened_files import OpenedFiles
from desktop.bridge.preferences import Preferences
from desktop.engine.machine import executor
from desktop.engine.machine.native import NoCompiledEngineError
from desktop.session.projector import Projector, RunPlacement
from tests.app.starts import plan, run_elsewhere
from tests.homes import home
from tests.views.desks import open_desk, sparing


def names(library: Path) -> set[str]:
    with Library.open(library, read_only=True) as store:
        return {each.name for each in store.scenarios.listed()}


def test_that_packs_named_on_the_command_line_or_by_the_system_are_brought_into_the_library(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pack, library = tmp_path / "shared.vecinos", tmp_path / "own.vecinos-library"
    clicked = tmp_path / "clicked.vecinos"
    pack.write_bytes(packed([plan("Plan A"), plan("Plan B")]))
    clicked.write_bytes(packed([plan("Plan C")]))
    Library.open(library).close()
    with open_desk(qtbot) as desk:
        desk.preferences.library = str(library)
        files = OpenedFiles(qapp)
        # As macOS hands over a double-click, before there is a library to take it.
        files.eventFilter(qapp, QFileOpenEvent(str(clicked)))
        start._after_first_curve(desk, str(pack), files)
        desk.projector.refresh()
        qtbot.waitUntil(lambda: not desk.window.desk.notice.isHidden(), timeout=20_000)
        # The second pack is taken after the first.
        qtbot.waitUntil(lambda: {"Plan A", "Plan B", "Plan C"} <= names(library), timeout=20_000)
        assert desk.lane is not None
        assert desk.lane.flush(20.0)
    assert {"Plan A", "Plan B", "Plan C"} <= names(library)
    assert desk.preferences.library == str(library)


def test_that_numpy_in_the_place_of_the_compiled_engine_is_told_of_in_a_bar_that_stays(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        notice = desk.window.desk.notice
        start._tell_of_numpy(desk)
        assert notice.isHidden()
        trouble = NoCompiledEngineError(path=Path("machine.so"), reason="reason.other_processor")
        monkeypatch.setattr(executor, "_loaded", lambda: trouble)
        start._tell_of_numpy(desk)
        assert not notice.isHidden()
        assert not notice._leaving.isActive()
        assert "machine.so was made for another processor" in notice.sentence
        desk.window.set_language("es")
        assert "machine.so se hizo para otro procesador" in notice.sentence


def test_that_the_own_library_is_made_at_the_first_start_and_never_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in home(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    asked: list[tuple[str, bool]] = []
    desk = SimpleNamespace(
        preferences=Preferences(),
        open_library=lambda where, *, create: asked.append((str(where), create)),
    )
    own = default_location()
    start._open_last(desk)  # type: ignore[arg-type]  # what it uses of a desk
    desk.preferences.remember(str(own.with_suffix(".vecinos")))
    start._open_last(desk)  # type: ignore[arg-type]  # as above
    desk.preferences.library = "/media/stick/talks.vecinos-library"
    start._open_last(desk)  # type: ignore[arg-type]  # as above
    assert asked == [
        (str(own), True),
        (str(own), False),
        ("/media/stick/talks.vecinos-library", False),
    ]


def test_that_the_desk_makes_its_runs_where_that_was_measured_to_be_best() -> None:
    # docs/decisions: live runs on the widgets' thread, exact ones beside it.
    assert signature(build).parameters["lane"].default is RunPlacement.SPLIT
    assert signature(Projector).parameters["lane"].default is RunPlacement.SPLIT


@pytest.mark.usefixtures("qapp")
def test_that_a_thread_of_work_lets_the_widgets_go_on_within_a_millisecond(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(sys, "setswitchinterval", asked.append)
    application()
    assert asked == [0.001]


def test_that_the_first_curve_waits_for_no_database_no_tables_and_no_writer_of_files(
    tmp_path: Path,
) -> None:
    code = (
        "import sys, desktop.app; "
        "slow = {'sqlalchemy', 'alembic', 'pandas', 'openpyxl', 'db.library', 'tomlkit', 'docx', "
        "'desktop.views.exercise.exercise_page'}; "
        "print(sorted(slow & set(sys.modules)))"
    )
    done = run_elsewhere(code, tmp_path, QT_QPA_PLATFORM="offscreen")
    assert done.stdout.strip() == "[]", done.stderr
    assert not re.search("Traceback", done.stderr)
