"""How long the record of a play keeps whoever waits for it; `python -m tests.bench.play_bench`.

A play of *Concurrent elections* with 5,000 entries, ten times what a half day comes to, with notes
of two hundred signs. Entries and pulses are written and flushed one by one, as in play.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from db.library import Library
from db.plays.summary import PlayCopy
from desktop.document.play.fold import fold
from desktop.domain.play.entries import (
    FACILITATOR,
    CountdownChanged,
    Entry,
    Joined,
    MomentMarked,
    Noted,
    PlayHeader,
    Pulse,
    Rationale,
    Recorded,
)
from desktop.modelfiles.resources import RESOURCES
from tests.bench.timing import Line, line
from tests.document.play.played import MORNING, Table, setup

ENTRIES = 5_000
WRITTEN = 200
REOPENED = 10
ENTRY_BUDGET, REOPEN_BUDGET, PULSE_BUDGET = 50.0, 1_000.0, 50.0
TEAM = "us_administration"
SAID: tuple[Entry, ...] = (
    Noted("Observé que los dos equipos se escuchan. " * 5, "strength"),
    Rationale(TEAM, "Porque así conviene a los dos lados. " * 5),
    Joined("Una persona más", TEAM),
    MomentMarked(),
    CountdownChanged("add", 1.0),
)


def record() -> tuple[Recorded, ...]:
    table = Table()
    table.begin()
    begun = table.record.entries
    return begun + tuple(
        Recorded(
            number,
            MORNING + timedelta(seconds=number),
            60.0 * len(begun) + number,
            FACILITATOR,
            SAID[number % len(SAID)],
        )
        for number in range(len(begun) + 1, ENTRIES + 1)
    )


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


def measure(path: Path) -> list[Line]:
    """Write a play, let it beat, and open it again and again."""
    exercise = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")
    played, setting = record(), setup()
    copy = PlayCopy("Bench", MORNING, PlayHeader(exercise, "1", "d"), played)
    last = len(played) - WRITTEN

    with Library.open(path) as store:
        play = store.plays.take_in(replace(copy, entries=played[:last])).play.id

        def reopen() -> None:
            with Library.open(path, read_only=True) as again:
                again.plays.load_header(play)
                assert fold(setting, again.plays.entries(play)).number == ENTRIES

        written = [timed(lambda one=one: store.plays.append(play, one)) for one in played[last:]]  # type: ignore[misc]  # mypy asks for the type of the default
        pulse = Pulse(1.0, 1.0, running=True, instant=MORNING)
        beaten = [timed(lambda: store.plays.beat(play, pulse)) for _ in range(WRITTEN)]
        reopened = [timed(reopen) for _ in range(REOPENED)]
    return [
        line("play: an entry to the disk, after 4,800", written, ENTRY_BUDGET, warm_up=3),
        line("play: a pulse to the disk", beaten, PULSE_BUDGET, warm_up=3),
        line("play: 5,000 entries opened again and folded", reopened, REOPEN_BUDGET, warm_up=1),
    ]


def main() -> int:
    """Print one line a measurement."""
    with tempfile.TemporaryDirectory(prefix="vecinos-bench-") as folder:
        for found in measure(Path(folder) / "play.vecinos-library"):
            sys.stdout.write(found.json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
