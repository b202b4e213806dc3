"""Connections to a PostgreSQL server that answer within a time, whatever the server does.

A server that hangs keeps its connections open, and so does a network that is gone: neither the
driver nor the server itself would ever end the wait. Imported only where the driver is there.
"""

import logging
import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa
from psycopg.abc import PQGen
from psycopg.waiting import Ready, Wait

from db.errors import ServerOptionError

CONNECT_SECONDS = 5
"""How long a connection may take to be made; `connect_timeout` in the address says otherwise."""
SILENT_SECONDS = 10
"""How long a statement may go unanswered; `tcp_user_timeout` (ms, 0: for ever) says otherwise."""

T = TypeVar("T")

# What the driver tells of an interruption goes to the desk's log, but not to standard error.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class PatientConnection(psycopg.Connection[Any]):
    """Close itself where the server keeps silent for too long."""

    silent_seconds: float = SILENT_SECONDS

    def wait(self, gen: PQGen[T], *limits: Any, **named: Any) -> T:
        """Consume a generator that operates on the connection, as the driver asks to."""
        return super().wait(self._bounded(gen) if self.silent_seconds else gen, *limits, **named)

    def _bounded(self, gen: PQGen[T]) -> Generator[Wait, Ready | int, T]:
        """Forward what the driver waits for; it looks in every tenth of a second."""
        heard = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > self.silent_seconds:
                    self.close()
                    raise psycopg.OperationalError("the server does not answer")
                wanted = gen.send(ready)
        except StopIteration as end:
            found: T = end.value
            return found


def prepare(engine: sa.Engine, url: sa.URL, shown: str) -> None:
    """Have an engine connect patiently; raise ServerOptionError for what is no option."""
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    if not known.issuperset(url.query):
        raise ServerOptionError(path=shown)
    try:
        silent = int(str(url.query.get("tcp_user_timeout", SILENT_SECONDS * 1000))) / 1000
    except ValueError as error:
        raise ServerOptionError(path=shown) from error

    def connect(
        dialect: sa.Dialect, record: object, arguments: tuple[str, ...], options: dict[str, Any]
    ) -> PatientConnection:
        options.setdefault("connect_timeout", CONNECT_SECONDS)
        options.setdefault("tcp_user_timeout", SILENT_SECONDS * 1000)
        # Whatever the database's own encoding, texts come and go whole or are refused.
        options["client_encoding"] = "utf8"
        connection = PatientConnection.connect(*arguments, **options)
        connection.silent_seconds = silent
        if not (connection.info.parameter_status("DateStyle") or "").startswith("ISO"):
            # The driver reads instants in no other style, and a server may be set to any.
            connection.autocommit = True
            connection.execute("SET datestyle TO ISO")
            connection.autocommit = False
        return connection

    sa.event.listen(engine, "do_connect", connect)
