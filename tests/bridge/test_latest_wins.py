"""Of several wants the last is answered: once, in words if it fails, and while it is wanted."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop.bridge.errors import UnexpectedError
from desktop.bridge.job import Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError, VecinosError


class Bench:
    """Keep what is told, on which thread, and how many pieces of work were under way at once."""

    def __init__(self) -> None:
        self.receiver = QObject()
        self.told: list[int] = []
        self.errors: list[VecinosError] = []
        self.steps: list[int] = []
        self.threads: set[int] = set()
        self.worked: list[int] = []
        self.at_once = self.most_at_once = 0
        self.go = threading.Event()
        self.begun = threading.Event()
        self.latest: LatestWins[int] = LatestWins(
            self.receiver, self._hear, self.errors.append, self.steps.append, what="a test"
        )

    def _hear(self, answer: int) -> None:
        self.threads.add(threading.get_ident())
        self.told.append(answer)

    def work(self, answer: int) -> Callable[[Progress], int]:
        """Return work that waits until it may go on."""

        def run(_: Progress) -> int:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self.worked.append(answer)
            self.begun.set()
            assert self.go.wait(10)
            self.at_once -= 1
            return answer

        return run

    def settle(self) -> None:
        """Let all work go on, and wait until none is left."""
        self.go.set()
        until = time.monotonic() + 10
        while self.latest.busy:
            assert time.monotonic() < until
            QCoreApplication.processEvents()


@pytest.fixture
def bench(qapp: QCoreApplication) -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.go.set()
    bench.latest.close()


@pytest.mark.usefixtures("qapp")
@settings(max_examples=30)
@given(st.lists(st.sampled_from(["want", "cancel", "go on"]), min_size=1, max_size=12))
def test_that_the_last_want_is_answered_and_none_that_was_given_up(
    deeds: list[str],
) -> None:
    bench = Bench()
    wanted: int | None = None
    answered: list[int] = []
    for number, deed in enumerate(deeds):
        if deed == "want":
            bench.latest.want(bench.work(number))
            wanted = number
        elif deed == "cancel":
            bench.latest.cancel()
            wanted = None
        else:
            bench.settle()
            bench.go.clear()
            answered += [] if wanted is None else [wanted]
            wanted = None
    bench.settle()
    answered += [] if wanted is None else [wanted]
    bench.latest.close()
    assert bench.told == answered
    assert bench.most_at_once <= 1
    assert bench.threads <= {threading.get_ident()}
    assert not bench.errors


def test_that_of_many_wants_only_the_first_and_the_last_are_worked_on(
    bench: Bench,
) -> None:
    for number in range(50):
        bench.latest.want(bench.work(number))
    bench.settle()
    assert bench.told == [49]
    assert bench.worked == [0, 49]


def test_that_work_learns_that_another_is_wanted(bench: Bench, qtbot: QtBot) -> None:
    given_up = threading.Event()

    def endless(progress: Progress) -> int:
        bench.begun.set()
        while progress.advance(1):
            threading.Event().wait(0.001)
        given_up.set()
        return 1

    bench.latest.want(endless)
    assert bench.begun.wait(10)
    bench.latest.want(lambda _: 2)
    bench.steps.clear()
    qtbot.waitUntil(lambda: bench.told == [2])
    assert given_up.is_set()
    assert bench.steps == []


def test_that_progress_of_what_is_wanted_comes_before_its_answer(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.latest.want(lambda progress: sum(progress.advance(step) for step in (1, 2, 3)))
    qtbot.waitUntil(lambda: bench.told == [3])
    assert bench.steps == [1, 2, 3]


def test_that_failures_are_told_once_and_in_words_and_the_next_want_is_answered(
    bench: Bench, qtbot: QtBot
) -> None:
    known = RunFailedError(variable="trust", month=Month(2030, 1))

    def fail(_: Progress) -> int:
        raise known

    bench.latest.want(fail)
    qtbot.waitUntil(lambda: bench.errors == [known])
    bench.latest.want(lambda _: 1 // 0)
    qtbot.waitUntil(lambda: len(bench.errors) == 2)
    assert isinstance(bench.errors[1], UnexpectedError)
    assert bench.errors[1].fields == {"kind": "ZeroDivisionError"}
    bench.latest.want(lambda _: 7)
    qtbot.waitUntil(lambda: bench.told == [7])
    assert len(bench.errors) == 2


def test_that_closing_waits_for_work_and_tells_nothing_more(bench: Bench, qtbot: QtBot) -> None:
    ended = threading.Event()

    def work(progress: Progress) -> int:
        bench.begun.set()
        while not progress.is_cancelled():
            threading.Event().wait(0.001)
        ended.set()
        return 1

    bench.latest.want(work)
    assert bench.begun.wait(10)
    bench.latest.close()
    assert ended.is_set()
    bench.latest.want(bench.work(2))
    QCoreApplication.processEvents()
    assert bench.told == []
    assert bench.worked == []
    assert not bench.latest.busy


def test_that_a_receiver_that_is_gone_is_told_nothing(bench: Bench) -> None:
    bench.latest.want(bench.work(1))
    bench.receiver.deleteLater()
    QCoreApplication.sendPostedEvents(bench.receiver, QEvent.Type.DeferredDelete)
    bench.settle()
    assert bench.worked == [1]
    assert bench.told == []
