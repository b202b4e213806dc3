"""What takes long comes once for each key, off the widgets' thread, and never silently."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from desktop.bridge.cached_answers import CachedAnswers
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError, VecinosError


class Bench:
    """Keep what was worked out, on which thread, and what was told."""

    def __init__(self, work: Callable[[str], str]) -> None:
        self.receiver = QObject()
        self.worked: list[tuple[str, int]] = []
        self.told: list[str] = []
        self.errors: list[VecinosError] = []
        self._work = work
        self.answers: CachedAnswers[str, str] = CachedAnswers(
            self._answer, self.receiver, self.told.append, self.errors.append, what="a test"
        )

    def _answer(self, key: str) -> str:
        self.worked.append((key, threading.get_ident()))
        return self._work(key)


Benches = Callable[[Callable[[str], str]], Bench]


@pytest.fixture
def bench(qapp: QCoreApplication) -> Iterator[Benches]:
    made: list[Bench] = []

    def make(work: Callable[[str], str]) -> Bench:
        made.append(Bench(work))
        return made[-1]

    yield make
    for one in made:
        one.answers.close()
        one.receiver.deleteLater()


def test_that_what_is_known_is_told_at_once_and_worked_out_no_more(
    bench: Benches, qtbot: QtBot
) -> None:
    kept = bench(str.upper)
    kept.answers.want("a")
    assert kept.told == []
    qtbot.waitUntil(lambda: kept.told == ["A"])
    kept.answers.want("a")
    assert kept.told == ["A", "A"]
    ((_, thread),) = kept.worked
    assert thread != threading.get_ident()


def test_that_what_was_under_way_is_known_though_another_was_wanted(
    bench: Benches, qtbot: QtBot
) -> None:
    go = threading.Event()

    def slow(key: str) -> str:
        assert go.wait(10)
        return key.upper()

    kept = bench(slow)
    for key in ("a", "b", "c"):
        kept.answers.want(key)
    go.set()
    qtbot.waitUntil(lambda: kept.told == ["C"])
    kept.answers.want("a")
    assert kept.told == ["C", "A"]
    assert [key for key, _ in kept.worked] == ["a", "c"]


def test_that_leaving_and_coming_back_works_nothing_out_twice(bench: Benches, qtbot: QtBot) -> None:
    go = threading.Event()

    def slow(key: str) -> str:
        assert go.wait(10)
        return key.upper()

    kept = bench(slow)
    kept.answers.want("a")
    kept.answers.cancel()
    kept.answers.want("a")
    go.set()
    qtbot.waitUntil(lambda: kept.told == ["A"])
    assert len(kept.worked) == 1


def test_that_what_failed_is_told_and_tried_again(bench: Benches, qtbot: QtBot) -> None:
    known = RunFailedError(variable="x", month=Month(2020, 1))
    failures = [known]

    def failing(key: str) -> str:
        if failures:
            raise failures.pop()
        return key.upper()

    kept = bench(failing)
    kept.answers.want("a")
    qtbot.waitUntil(lambda: kept.errors == [known])
    kept.answers.want("a")
    qtbot.waitUntil(lambda: kept.told == ["A"])
