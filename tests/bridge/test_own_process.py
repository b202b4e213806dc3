"""Work in a process of its own: its answer, its steps, its failures, and an end to it."""

import os
import threading
import time
from collections.abc import Callable

import pytest

from desktop.bridge.errors import OwnProcessEndedError, UnexpectedError
from desktop.bridge.job import JobCancelledError, Progress
from desktop.bridge.own_process import in_own_process
from desktop.domain.errors import UnknownLeverError, VecinosError

Advance = Callable[[int], bool]


def counted(most: int, advance: Advance) -> tuple[int, int]:
    for done in range(most):
        assert advance(done)
    return most, os.getpid()


def failing(what: str, advance: Advance) -> None:
    advance(1)
    if what == "known":
        raise UnknownLeverError(lever="no_such")
    if what == "unknown":
        raise KeyError(what)
    os._exit(3)


def endless(seconds: int, advance: Advance) -> None:
    advance(seconds)
    time.sleep(seconds)


def test_that_an_answer_comes_from_another_process_with_the_steps_in_between() -> None:
    told: list[int] = []
    most, process = in_own_process(counted, 3, Progress(told.append))
    assert most == 3
    assert process != os.getpid()
    assert told == [0, 1, 2]


@pytest.mark.long
@pytest.mark.parametrize(
    ("what", "error"),
    [("known", UnknownLeverError), ("unknown", UnexpectedError), ("gone", OwnProcessEndedError)],
)
def test_that_what_went_wrong_there_is_told_here(what: str, error: type[VecinosError]) -> None:
    with pytest.raises(error) as raised:
        in_own_process(failing, what, Progress(lambda _: None))
    if what == "known":
        assert raised.value.fields == {"lever": "no_such"}


@pytest.mark.long
def test_that_the_process_ends_when_nobody_waits_any_more() -> None:
    begun = threading.Event()
    progress = Progress(lambda _: begun.set())
    raised: list[Exception] = []

    def ask() -> None:
        try:
            in_own_process(endless, 600, progress)
        except JobCancelledError as error:
            raised.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert begun.wait(60)
    progress.cancel()
    thread.join(30)
    assert not thread.is_alive()
    assert len(raised) == 1
