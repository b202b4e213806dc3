"""What is computed of the past comes once, off the thread of the widgets, and never silently."""

import threading

from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop.bridge.errors import UnexpectedError
from desktop.bridge.track_record import Done, TrackRecord
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError


def results(spy: QSignalSpy) -> list[Done]:
    return [spy.at(place)[0] for place in range(spy.count())]


def test_that_work_is_done_once_and_not_on_the_thread_of_the_widgets(qtbot: QtBot) -> None:
    record = TrackRecord()
    spy = QSignalSpy(record.done)
    threads = []

    def work() -> str:
        threads.append(threading.get_ident())
        return "found"

    record.want("a", work)
    qtbot.waitUntil(lambda: spy.count() == 1)
    record.want("a", work)
    assert [done.result for done in results(spy)] == ["found", "found"]
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()
    assert record.kept("a") == "found"
    record.close()


def test_that_of_several_wishes_only_the_last_is_granted(qtbot: QtBot) -> None:
    record = TrackRecord()
    go = threading.Event()
    done: list[str] = []
    record.done.connect(lambda each: done.append(each.name))

    def slow() -> int:
        assert go.wait(10)
        return 1

    record.want("first", slow)
    record.want("second", lambda: 2)
    record.want("third", lambda: 3)
    assert record.busy
    go.set()
    qtbot.waitUntil(lambda: not record.busy)
    qtbot.waitUntil(lambda: done == ["first", "third"])
    record.close()


def test_that_a_wish_forgotten_is_not_granted(qtbot: QtBot) -> None:
    record = TrackRecord()
    go = threading.Event()
    record.want("first", lambda: go.wait(10))
    record.want("second", lambda: 2)
    record.forget()
    go.set()
    qtbot.waitUntil(lambda: not record.busy)
    assert record.kept("second") is None
    record.close()


def test_that_failures_are_told_and_not_kept(qtbot: QtBot) -> None:
    record = TrackRecord()
    spy = QSignalSpy(record.done)
    known = RunFailedError(variable="x", month=Month(2020, 1))

    def failing() -> object:
        raise known

    def mistaken() -> object:
        return dict[int, int]()[1]

    record.want("a", failing)
    qtbot.waitUntil(lambda: spy.count() == 1)
    record.want("a", mistaken)
    qtbot.waitUntil(lambda: spy.count() == 2)
    first, second = results(spy)
    assert first.error is known
    assert isinstance(second.error, UnexpectedError)
    record.want("a", lambda: "now")
    qtbot.waitUntil(lambda: spy.count() == 3)
    assert results(spy)[-1].result == "now"
    record.close()


def test_that_closing_waits_for_work_and_tells_nobody(qtbot: QtBot) -> None:
    record = TrackRecord()
    told: list[object] = []
    record.done.connect(told.append)
    started = threading.Event()

    def work() -> int:
        started.set()
        return 1

    record.want("a", work)
    assert started.wait(10)
    record.close()
    record.close()
    record.want("b", work)
    assert told == []
    assert not record.busy
