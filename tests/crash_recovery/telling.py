"""What both programs have in common: they tell, and they die where they are told to."""

import argparse
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from db.scenarios.serialization import digest
from desktop.domain.scenario import Scenario
from tests.crash_recovery.account import POINTS


def tell(**told: object) -> None:
    """Write one line at once."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def tell_edit(number: int, scenario: Scenario) -> None:
    """Tell what the state will be when the gesture under way ends."""
    tell(edit=number, digest=digest(scenario))


def tell_state(scenario: Scenario) -> None:
    """Tell a state on the way, which may be found without being asked for."""
    tell(state=digest(scenario))


def tell_ended(number: int) -> None:
    """Tell that a gesture has ended."""
    tell(ended=number, at=time.monotonic())


def arguments() -> argparse.Namespace:
    """Read the command line; see to it that the program dies where it is told to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--die-at", nargs=2, metavar=("POINT", "COUNT"))
    parser.add_argument("--early", action="store_true")
    parser.add_argument("--skip-commit-of-save", type=int, default=0)
    given = parser.parse_args()
    if given.die_at is not None:
        die_at(given.die_at[0], int(given.die_at[1]))
    return given


def die_at(point: str, count: int) -> None:
    """Kill this program when it comes to a point of a write for the count-th time."""
    assert point in POINTS
    left = count

    def passed() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if point == "statement":

        @sa.event.listens_for(sa.Engine, "after_cursor_execute")
        def _(*given: Any) -> None:
            if not str(given[2]).startswith(("SELECT", "PRAGMA", "BEGIN")):
                passed()

        return
    dialect: Any = SQLiteDialect_pysqlite
    commit = dialect.do_commit

    def do_commit(self: object, connection: Any) -> None:
        writing = connection.in_transaction and connection.total_changes > 0
        if point == "commit" and writing:
            passed()
        commit(self, connection)
        if point == "committed" and writing:
            passed()

    dialect.do_commit = do_commit  # to die there is the point


def skip_next_commit() -> None:
    """Plant a mistake: the next change is rolled back, and nobody is told."""
    dialect: Any = SQLiteDialect_pysqlite
    commit = dialect.do_commit

    def do_commit(self: object, connection: Any) -> None:
        if connection.total_changes > 0:
            dialect.do_commit = commit  # only once
            connection.rollback()
        else:
            commit(self, connection)

    dialect.do_commit = do_commit  # the mistake
