"""What every test may count on: no display is needed, and nothing is left running."""

import faulthandler
import gc
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

import pytest
import tomli

from db.file import upgrade
from desktop.language import language
from desktop.modelfiles import read
from tests.homes import home
from tests.shipped import (
    compiled_once,
    languages_read_once,
    models_read_once,
    records_read_once,
    tables_found_once,
)

# Before anything else imports them from there.
language.load_language = languages_read_once(language.load_language)
read.read_model = models_read_once(read.read_model)
read.read_record = records_read_once(read.read_record)
upgrade.migrate = tables_found_once(upgrade.migrate)
compiled_once()
# Files spoilt on purpose stand among many that are not.
tomli.loads = lru_cache(128)(tomli.loads)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Tests start the program a hundred times; it is compiled once, as on any machine.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# No reference cycle is searched for in the middle of a test, where it might end a widget on a
# worker, nor while tests are collected. The window does the same: desktop/bridge/garbage.py.
gc.disable()

_GUI_FIXTURES = {"qtbot", "qapp"}
ROOT = Path(__file__).parent
LONGEST = (
    "end_to_end/test_openings.py",
    "crash_recovery/test_kills.py",
    "calibration/test_natural_experiments.py",
    "features/test_features.py",
    "db/test_hostile_cells.py",
    "end_to_end/test_play.py",
    "views/window/test_main_window.py",
    "views/test_overlap.py",
    "test_cli.py",
    "reports/paper/test_writers.py",
    "test_architecture.py",
    "db/test_every_field.py",
    "views/evaluation/test_hindcast_view.py",
    "end_to_end/test_first_hour.py",
    "end_to_end/test_real_window.py",
    "session/test_scenario_autosave.py",
    "db/test_drafts.py",
    "crash_recovery/test_play_kills.py",
    "calibration/test_calibrate.py",
    "db/test_bad_files.py",
    "db/test_packs.py",
    "app/test_start.py",
    "app/test_offscreen.py",
    "power/test_power_cuts.py",
)
"""Modules whose quick tests take longest, the longest first."""
_FAR = (5000, 5000)
"""Beyond the screen."""
_PATIENCE = 2.0
"""Seconds a thread may take to notice that it was told to end."""
_TESTS = pytest.StashKey[int]()
_CRASH = pytest.StashKey[TextIO]()
_CRASHED = pytest.StashKey[list[str]]()
_RUNS_TESTS = re.compile(r"[/\\](_pytest|pluggy|xdist|execnet)[/\\]|^Extension modules")
_SEARCHED = 4000
"""Tests without windows after which all reference cycles are searched for: a second or two."""


@pytest.fixture(scope="session", autouse=True)
def nobodys_own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep library, preferences and log of all tests, and of what they start, away from home."""
    os.environ.update(home(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def garbage_of_plain_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """Search what a test has made, and now and then all there is."""
    yield
    if not _GUI_FIXTURES.intersection(request.fixturenames):
        tests = request.session.stash[_TESTS] = request.session.stash.get(_TESTS, 0) + 1
        gc.collect(1 if tests % _SEARCHED else 2)


@pytest.fixture(autouse=True)
def pointer_away(request: pytest.FixtureRequest) -> None:
    """Put the pointer where no window is: it begins over every one, and stays where a test ends."""
    if _GUI_FIXTURES.intersection(request.fixturenames):
        request.getfixturevalue("qapp")
        from PySide6.QtGui import QCursor

        QCursor.setPos(*_FAR)


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a GUI test that leaves a window, a running timer or a thread."""
    if not _GUI_FIXTURES.intersection(request.fixturenames):
        yield
        return
    request.getfixturevalue("qapp")
    threads = set(threading.enumerate())
    windows = {_address(window) for window in _windows()}
    # What exists now is kept out of the collector's sight: only what the test makes is searched.
    gc.freeze()
    try:
        yield
        _settle()
        leaks = _leaks(threads, windows)
        if leaks:
            # Cycles keep widgets alive that nobody holds any more.
            gc.collect()
            for thread in set(threading.enumerate()) - threads:
                thread.join(_PATIENCE)
            _settle()
            leaks = _leaks(threads, windows)
    finally:
        gc.collect()
        gc.unfreeze()
    assert not leaks, f"the test leaves behind: {', '.join(leaks)}"


def _windows() -> list[object]:
    from PySide6.QtWidgets import QApplication

    return list(QApplication.topLevelWidgets())


def _settle() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _leaks(threads_before: set[threading.Thread], windows_before: set[int]) -> list[str]:
    from PySide6.QtCore import Qt, QThread, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    found = [repr(window) for window in _windows() if _address(window) not in windows_before]
    found += [
        repr(thread)
        for thread in set(threading.enumerate()) - threads_before
        if not isinstance(thread, threading._DummyThread)
        # The engine's second thread lives as long as the program.
        and not thread.name.startswith("engine_")
    ]
    # Nothing comes under the pointer of the next test while either is there.
    if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        found.append("a mouse button that is held")
    if QApplication.activePopupWidget() is not None:
        found.append(f"{QApplication.activePopupWidget()!r} over all others")
    here = QThread.currentThread()
    for thing in gc.get_objects():
        if isinstance(thing, QTimer):
            running = _alive(thing) and thing.isActive()
        elif isinstance(thing, QThread):
            running = thing is not here and _alive(thing) and thing.isRunning()
        else:
            continue
        if running:
            found.append(repr(thing))
    return found


def _alive(thing: object) -> bool:
    shiboken = sys.modules["shiboken6"]
    return bool(shiboken.isValid(thing))


def _address(window: object) -> int:
    """Return what tells a window from others; Python may have another object for it each time."""
    shiboken = sys.modules["shiboken6"]
    return int(shiboken.getCppPointer(window)[0])


_ELSEWHERE = pytest.StashKey[list[str]]()
"""Tests left out on this system, and what each of them needs."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left waiting for another's in the end.

    All else stays in its random order. Where it cannot run, what is marked `posix` is left out.
    """
    rank = {ROOT / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))
    if os.name != "posix":
        config.stash[_ELSEWHERE] = []
        for item in list(items):
            if mark := item.get_closest_marker("posix"):
                items.remove(item)
                config.hook.pytest_deselected(items=[item])
                config.stash[_ELSEWHERE].append(f"{item.name} needs {mark.args[0]}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Let Python end as it always does, and clear away cycles before it takes modules apart."""
    gc.enable()
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            # What was copied is Python's own, and Qt would let it go after Python is gone.
            QGuiApplication.clipboard().clear()


def _last_words(worker: dict[str, str]) -> Path:
    """Return where a process of tests says where it was when it crashed."""
    return Path(tempfile.gettempdir(), f"crash-{worker['testrunuid']}-{worker['workerid']}.txt")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Have a process of tests that crashes write down where it was."""
    worker = getattr(session.config, "workerinput", None)
    if worker is not None:
        faulthandler.enable(session.config.stash.setdefault(_CRASH, _last_words(worker).open("w")))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what a process of tests wrote down, if it crashed."""
    path = _last_words(node.workerinput)
    if path.exists():
        lines = [line for line in path.read_text().splitlines() if not _RUNS_TESTS.search(line)]
        node.config.stash.setdefault(_CRASHED, []).extend(lines)
        path.unlink()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print where a process crashed, what kills, faults and power cuts left, what ran elsewhere."""
    for line in terminalreporter.config.stash.get(_CRASHED, ()):
        terminalreporter.write_line(f"crashed: {line}")
    for line in terminalreporter.config.stash.get(_ELSEWHERE, ()):
        terminalreporter.write_line(f"not on Windows: {line}")
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, told in getattr(report, "user_properties", ()):
                if name in ("kills", "faults", "power"):
                    terminalreporter.write_line(str(told))
