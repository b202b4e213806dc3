"""A job tells what came of its work once, with its words, to whoever is still there."""

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop.bridge.errors import UnexpectedError
from desktop.bridge.job import Job, Progress
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError, VecinosError


@pytest.fixture
def receiver(qapp: QCoreApplication) -> Iterator[QObject]:
    receiver = QObject()
    yield receiver
    receiver.deleteLater()


def test_that_a_result_comes_on_the_widgets_thread_from_another_one(
    receiver: QObject, qtbot: QtBot
) -> None:
    threads: list[int] = []
    told: list[str] = []

    def work(_: Progress) -> str:
        threads.append(threading.get_ident())
        return "found"

    def done(found: str) -> None:
        threads.append(threading.get_ident())
        told.append(found)

    Job(work).then(receiver, done).start()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["found"]
    assert threads[0] != threads[1] == threading.get_ident()


def test_that_no_result_is_a_result_too(receiver: QObject, qtbot: QtBot) -> None:
    told: list[None] = []
    Job(lambda _: None).then(receiver, told.append).start()
    qtbot.waitUntil(lambda: told == [None])


def test_that_a_failure_with_words_is_told_as_it_is(receiver: QObject, qtbot: QtBot) -> None:
    error = RunFailedError(variable="trust", month=Month(2030, 1))
    told: list[object] = []

    def work(_: Progress) -> None:
        raise error

    Job(work).then(receiver, lambda _: told.append("done"), told.append).start()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [error]


def test_that_a_mistake_of_the_program_is_told_and_logged(
    receiver: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[VecinosError] = []

    def work(_: Progress) -> float:
        return 1 / 0

    with caplog.at_level(logging.ERROR):
        Job(work, "dividing").then(receiver, lambda _: None, told.append).start()
        qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], UnexpectedError)
    assert told[0].fields == {"kind": "ZeroDivisionError"}
    (record,) = [one for one in caplog.records if one.name == "desktop.bridge.job"]
    assert record.getMessage() == "dividing ended unexpectedly"
    assert record.exc_info is not None


def test_that_progress_comes_in_order_and_before_the_result(
    receiver: QObject, qtbot: QtBot
) -> None:
    told: list[object] = []

    def work(progress: Progress) -> str:
        assert all(progress.advance(step) for step in (1, 2, 3))
        return "end"

    Job(work).follow(receiver, told.append).then(receiver, told.append).start()
    qtbot.waitUntil(lambda: told[-1:] == ["end"])
    assert told == [1, 2, 3, "end"]


def test_that_a_closed_job_stops_its_work_and_tells_nothing_more(
    receiver: QObject, qtbot: QtBot
) -> None:
    told: list[object] = []
    begun, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        while progress.advance(1):
            threading.Event().wait(0.001)
        ended.set()
        return "too late"

    job = Job(work).follow(receiver, told.append).then(receiver, told.append, told.append).start()
    assert begun.wait(10)
    job.close()
    assert ended.is_set()
    told.clear()
    QCoreApplication.processEvents()
    assert told == []


def test_that_a_job_cancelled_before_it_runs_does_nothing(
    receiver: QObject, qapp: QCoreApplication
) -> None:
    told: list[object] = []
    job = Job(lambda _: told.append("worked")).then(receiver, told.append, told.append)
    job.cancel()
    job.run()
    job.deliver()
    assert told == []


def test_that_a_receiver_that_is_gone_is_told_nothing_and_the_others_are(
    receiver: QObject, qtbot: QtBot
) -> None:
    free = threading.Event()
    gone: list[bool] = []
    told: list[bool] = []
    leaving = QObject()
    job = Job(lambda _: free.wait(10)).then(leaving, gone.append).then(receiver, told.append)
    job.start()
    leaving.deleteLater()
    QCoreApplication.sendPostedEvents(leaving, QEvent.Type.DeferredDelete)
    free.set()
    qtbot.waitUntil(lambda: told == [True])
    assert gone == []


def test_that_a_receiver_that_stumbles_keeps_no_other_waiting(
    receiver: QObject, qtbot: QtBot
) -> None:
    told: list[int] = []

    def stumble(_: int) -> None:
        raise LookupError("a receiver stumbled")

    with qtbot.captureExceptions() as stumbled:
        Job(lambda _: 1).then(receiver, stumble).then(receiver, told.append).start()
        qtbot.waitUntil(lambda: told == [1])
    assert [kind for kind, _, _ in stumbled] == [LookupError]
