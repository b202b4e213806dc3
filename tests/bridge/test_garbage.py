"""Where and when reference cycles are collected, and that large arrays are held for nobody."""

import gc
import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import garbage
from desktop.bridge.garbage import GarbageCollector

ENOUGH = 200_000
"""Objects that make Python collect many times over when it is left to itself."""

LET_GO = """
import linecache, os, pathlib
import numpy as np
from desktop.bridge.garbage import give_back, keep_large_blocks_apart

def resident():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

keep_large_blocks_apart()
for _ in range(2):
    np.ones(1 << 20)
large, small = [], []
for _ in range(8):
    large.append(np.ones(1 << 20))
    small.append(bytearray(100_000))
before = resident()
large.clear()
print((before - resident()) >> 20)
small = [bytearray(3000) for _ in range(20_000)]
before = resident()
del small[:-1]
print((before - resident()) >> 20)
linecache.getlines(os.__file__)
give_back()
print((before - resident()) >> 20)
print(len(linecache.cache))
"""
"""Eight arrays of 8 MiB, a block of the heap behind each, after two that glibc could learn from.

Then 57 MiB of small blocks of which the last one stays.
"""


class Dead:
    """Stand in a cycle with itself, and tell on which thread it was ended."""

    def __init__(self, ended: list[int]) -> None:
        self.itself = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


@pytest.fixture(autouse=True)
def python_left_to_itself() -> Iterator[None]:
    """Collect as Python does; the tests' processes do not."""
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def lean(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep out of sight what the process held before, which takes a second or two to search.

    Return what was asked of it all the same.
    """
    asked: list[str] = []
    kept = {name: getattr(gc, name) for name in ("isenabled", "collect", "freeze", "disable")}
    seen = SimpleNamespace(**kept, enable=gc.enable, unfreeze=lambda: asked.append("unfreeze"))
    monkeypatch.setattr(garbage, "gc", seen)
    return asked


@pytest.fixture
def collector(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[GarbageCollector]:
    monkeypatch.setattr(garbage, "EVERY_MS", 5)
    made = GarbageCollector()
    yield made
    made.close()


def _busy_elsewhere() -> None:
    worker = threading.Thread(target=lambda: [[number] for number in range(ENOUGH)])
    worker.start()
    worker.join()


def test_that_a_cycle_ends_on_a_workers_thread_when_python_is_left_to_itself() -> None:
    ended: list[int] = []
    # What the process held before takes seconds to search.
    gc.freeze()
    Dead(ended)
    _busy_elsewhere()
    gc.unfreeze()
    assert len(ended) == 1
    assert ended != [threading.get_ident()]


@pytest.mark.usefixtures("lean")
def test_that_a_cycle_ends_on_the_thread_of_the_widgets(
    qtbot: QtBot, collector: GarbageCollector
) -> None:
    ended: list[int] = []
    collector.begin(lambda: False)
    Dead(ended)
    _busy_elsewhere()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended), timeout=10000)
    assert ended == [threading.get_ident()]


def _outlive_two_searches(qtbot: QtBot, ended: list[int]) -> None:
    """Leave behind what only a whole search finds, and see that none is made for a while."""
    qtbot.wait(2 * garbage.EVERY_MS)
    old: list[Dead] = [Dead(ended)]
    gc.collect(1)
    gc.collect(1)
    old.clear()
    qtbot.wait(20 * garbage.EVERY_MS)
    assert ended == []


@pytest.mark.usefixtures("lean")
def test_that_what_outlived_two_searches_ends_while_nothing_moves(
    qtbot: QtBot, collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "LATEST", 10**6)
    moving = [True]
    ended: list[int] = []
    collector.begin(lambda: moving[0])
    _outlive_two_searches(qtbot, ended)
    moving[0] = False
    qtbot.waitUntil(lambda: bool(ended), timeout=10000)


@pytest.mark.usefixtures("lean")
def test_that_a_lever_let_go_just_now_may_be_taken_up_again(
    qtbot: QtBot, collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "LATEST", 10**6)
    every_other, resting = itertools.cycle((True, False)), [False]
    ended: list[int] = []
    collector.begin(lambda: next(every_other) and not resting[0])
    _outlive_two_searches(qtbot, ended)
    resting[0] = True
    qtbot.waitUntil(lambda: bool(ended), timeout=10000)


@pytest.mark.usefixtures("lean")
def test_that_it_ends_even_if_something_moves_for_long(
    qtbot: QtBot, collector: GarbageCollector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "LATEST", 20)
    ended: list[int] = []
    collector.begin(lambda: True)
    old: list[Dead] = [Dead(ended)]
    gc.collect(0)
    gc.collect(1)
    old.clear()
    qtbot.waitUntil(lambda: bool(ended), timeout=10000)


def test_that_what_stands_at_the_first_search_is_left_out_of_all_later_ones(
    qtbot: QtBot, lean: list[str], collector: GarbageCollector
) -> None:
    early: list[int] = []
    late: list[int] = []
    old: list[Dead] = [Dead(early)]
    collector.begin(lambda: False)
    qtbot.waitUntil(lambda: not collector._first, timeout=10000)
    old.clear()
    Dead(late)
    qtbot.waitUntil(lambda: bool(late), timeout=10000)
    qtbot.wait(20 * garbage.EVERY_MS)
    assert early == []
    collector.close()
    assert lean == ["unfreeze"]


@pytest.mark.parametrize("enabled", [True, False])
def test_that_collecting_is_left_as_it_was(qapp: object, lean: list[str], enabled: bool) -> None:
    if not enabled:
        gc.disable()
    collector = GarbageCollector()
    assert not gc.isenabled()
    collector.begin(lambda: False)
    collector.close()
    assert gc.isenabled() is enabled
    assert lean == ["unfreeze"]


def test_that_memory_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LET_GO], capture_output=True, text=True, check=True, timeout=60
    )
    large, kept, given_back, texts = map(int, done.stdout.split())
    assert large >= 60
    assert kept < 10
    assert given_back >= 40
    assert texts == 0
