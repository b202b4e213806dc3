"""Connections to PostgreSQL, as far as they can be tried without a server."""

import socket
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest
from psycopg.waiting import Ready, Wait

from db import postgresql
from db.errors import LocationError, ServerOptionError, ServerUnreachableError
from db.library import Library
from db.postgresql import PatientConnection

PLACE = "postgresql+psycopg://ana@127.0.0.1:{}/vecinos?{}"


@pytest.mark.parametrize(
    "options",
    [
        "nonsense=1",
        "PASSWORD=a",
        "autocommit=1",
        "row_factory=a",
        "prepare_threshold=a",
        "port=a",
        "port=1&port=2",
        "tcp_user_timeout=a",
        "connect_timeout=a",
    ],
)
def test_that_an_option_that_postgresql_does_not_know_is_told(options: str) -> None:
    with pytest.raises(ServerOptionError):
        Library.open(PLACE.format(1, options))


def test_that_a_driver_that_cannot_be_used_is_told() -> None:
    with pytest.raises(LocationError):
        Library.open("postgresql+psycopg_async://ana@127.0.0.1:1/vecinos")


@contextmanager
def mute_server() -> Iterator[int]:
    """Yield the port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_that_a_server_that_never_greets_is_given_up() -> None:
    with mute_server() as port:
        begin = time.monotonic()
        with pytest.raises(ServerUnreachableError):
            Library.open(PLACE.format(port, "connect_timeout=2&sslmode=disable"))
    assert time.monotonic() - begin < 20


class _Unanswered:
    """Stand for a connection on which a statement was sent."""

    silent_seconds = 0.05
    closed = threading.Event()

    def close(self) -> None:
        self.closed.set()


def _statement() -> Generator[Wait, Ready | int, str]:
    while not (yield Wait.R):
        pass
    return "answer"


def test_that_a_statement_that_goes_unanswered_for_too_long_closes_its_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [100.0]
    monkeypatch.setattr(postgresql, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    waiting = _Unanswered()
    bounded = PatientConnection._bounded(waiting, _statement())  # type: ignore[arg-type]  # what it uses of a connection
    assert next(bounded) is Wait.R
    assert bounded.send(Ready.NONE) is Wait.R
    clock[0] += 2 * waiting.silent_seconds
    with pytest.raises(psycopg.OperationalError):
        bounded.send(Ready.NONE)
    assert waiting.closed.is_set()


def test_that_a_statement_that_is_answered_in_time_gives_its_answer() -> None:
    bounded = PatientConnection._bounded(_Unanswered(), _statement())  # type: ignore[arg-type]  # what it uses of a connection
    next(bounded)
    with pytest.raises(StopIteration) as answer:
        bounded.send(Ready.R)
    assert answer.value.value == "answer"
