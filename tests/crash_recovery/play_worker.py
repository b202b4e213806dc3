"""A play whose entries are added to a library, one after the other, until it is killed."""

import itertools
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from db.library import Library
from desktop.domain.play.entries import (
    FACILITATOR,
    Begun,
    CountdownChanged,
    Entry,
    Joined,
    MomentMarked,
    Noted,
    PlayHeader,
    Pulse,
    Rationale,
    Recorded,
    StageBegun,
)
from tests.crash_recovery.telling import arguments, tell

HEADER = PlayHeader("# an exercise\n", "1", "d")
MORNING = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
BETWEEN = 0.01
ENTRIES = 5_000
"""More than are added before the last kill."""
TEAM = "us_administration"


def entries() -> tuple[Recorded, ...]:
    """Return what is played, the same every time."""
    return tuple(
        Recorded(number, MORNING + timedelta(seconds=number), float(number), FACILITATOR, entry)
        for number, entry in enumerate(itertools.islice(_said(), ENTRIES), 1)
    )


def _said() -> Iterator[Entry]:
    yield from (Begun(), StageBegun("campaign", "deliberate", 600.0))
    for number in itertools.count():
        yield Noted(f"Observé algo importante, {number}", "strength")
        yield Joined(f"Persona {number}", TEAM)
        yield Rationale(TEAM, "Porque así conviene ⚖" * 20)
        yield CountdownChanged("add", 1.0)
        yield MomentMarked()


def pulse_after(number: int) -> Pulse:
    """Return the pulse that beats after an entry."""
    return Pulse(float(number), 600.0 + number, running=True, instant=MORNING)


def main() -> None:
    """Add an entry every ten milliseconds, from where the play stands; now and then let it beat."""
    given = arguments()
    played = entries()
    with Library.open(given.path) as store:
        kept = store.plays.listed()
        play = kept[0].id if kept else store.plays.begin("Ensayo", HEADER)
        done = len(store.plays.entries(play))
        tell(ready=done)
        for one in played[done:]:
            store.plays.append(play, one)
            tell(saved=one.number)
            if one.number % 3 == 0:
                store.plays.beat(play, pulse_after(one.number))
                tell(beat=one.number)
            time.sleep(BETWEEN)
    while True:
        time.sleep(1.0)


if __name__ == "__main__":
    main()
