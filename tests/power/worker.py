"""A program of its own that works on a library, an older library or a pack, and says what is done.

After each change it prints a line: the number of the change, and a digest of all there is then.
"""

import argparse
import hashlib
import itertools
import json
import os
import random
import stat
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import sqlalchemy as sa

from db.file import backups
from db.library import Library
from db.packs.pack import packed
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.observation import Observation
from desktop.domain.outcome import Outcome
from desktop.domain.play.entries import MomentMarked, PlayHeader, Pulse, Recorded
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog, UndoStep
from desktop.reports.pack_file import write_pack
from tests.db.samples import sample

LIBRARY = "a.vecinos-library"
PACK = "a.vecinos"
PACKS = 30


def held(path: Path) -> str:
    """Return a digest of everything a library and its backups hold, opening it as people would."""
    with Library.open(path, create=False) as store:
        return _held(store, path)


def _held(store: Library, path: Path) -> str:
    every = (*store.scenarios.listed(), *store.scenarios.trash())
    inside = [
        (store.scenarios.load(one.id), store.scenarios.undo_log(one.id))
        for one in store.scenarios.listed()
    ]
    kept = [
        (one, store.versions.load(one.id))
        for each in every
        for one in store.versions.listed(each.id)
    ]
    runs = [
        (store.runs.outcomes_of((one.id,), "x"), store.runs.bands(one.id))
        for one in store.scenarios.listed()
    ]
    plays = [
        (store.plays.copy(one.id), store.plays.last_pulse(one.id)) for one in store.plays.listed()
    ]
    copies = [
        (one.path.name, one.format, hashlib.sha256(one.path.read_bytes()).hexdigest())
        for one in backups.backups(path)
        if not one.before_upgrade
    ]
    rest = (
        store.observations.listed(),
        store.observations.vantage(),
        store.scenarios.last_opened(),
    )
    return _digest([every, inside, kept, runs, plays, copies, rest])


def _digest(held: object) -> str:
    return hashlib.sha256(repr(held).encode()).hexdigest()


def changes(store: Library, chosen: random.Random) -> Iterator[None]:
    """Make changes of every kind for ever, and yield after each."""
    one = store.scenarios.create(sample("Uno"))
    yield
    for turn in itertools.count(1):
        now, steps = store.scenarios.load(one), list(store.scenarios.undo_log(one).done)
        for _ in range(3):
            setting = Setting(round(chosen.uniform(0, 100), 2))
            after = replace(now, policy=now.policy.with_setting("legal_pathways", setting))
            steps.append(UndoStep("command.set_lever", "legal_pathways", now, after))
            store.scenarios.save(one, after, UndoLog(tuple(steps)))
            now = after
            yield
        bands = BandSnapshot("1", "d", (Month(2025, 12),), {"x": ((1.0,),) * 5})
        store.runs.keep(one, now, [Outcome("x", 2030, 1, 2, 3, 4, 5)], bands)
        yield
        store.versions.keep(one, f"Versión {turn}")
        yield
        long = "ñandú " * 4000
        first, second, _ = store.scenarios.create_all(
            Scenario(f"{turn} {each}", notes=long) for each in "abc"
        )
        yield
        yield from play(store, turn)
        store.scenarios.delete(first)
        yield
        month = Month(2024 + turn, 1)
        store.observations.add([Observation("remittances", month, 5.0, "Banco", date(2026, 1, 2))])
        yield
        store.observations.set_vantage(month)
        yield
        store.back_up(always=True)
        yield
        store.scenarios.rename(second, f"Otro {turn}")
        yield
        store.scenarios.set_last_opened(one)
        yield
        store.scenarios.undelete(first)
        yield


def play(store: Library, turn: int) -> Iterator[None]:
    """Begin a play, record in it and let it beat, and yield after each."""
    now = datetime(2026, 3, 2, turn % 24, tzinfo=UTC)
    one = store.plays.begin(f"Sesión {turn}", PlayHeader("# uno", "1", "d"))
    yield
    store.plays.append(one, Recorded(1, now, 0.0, "facilitator", MomentMarked("ñandú " * 2000)))
    yield
    store.plays.beat(one, Pulse(1.0, 60.0, running=True, instant=now))
    yield


def work_on_library(path: Path, count: int) -> None:
    """Make the program's own library and changes in it; tell after each what it holds."""
    with (
        mock.patch("db.file.opening.default_location", return_value=path),
        Library.open(path) as store,
    ):
        tell(0, _held(store, path))
        made = itertools.islice(changes(store, random.Random(5)), count)
        for number, _ in enumerate(made, start=1):
            tell(number, _held(store, path))


def upgrade(path: Path, _: int) -> None:
    """Open a library of an older format."""
    with Library.open(path) as store:
        tell(0, _held(store, path))


def work_on_pack(path: Path, count: int) -> None:
    """Write one pack over the other."""
    for number in range(count):
        write_pack(packed([Scenario(f"{number}", notes="ñ" * 500 * number)]), path)
        tell(number, hashlib.sha256(path.read_bytes()).hexdigest())


def tell(number: int, found: str) -> None:
    """Print a line at once: the change that is done, and what there is from now on."""
    os.write(1, json.dumps([number, found]).encode() + b"\n")


def main() -> None:
    """Work as told; with a switch, with what makes it safe left out."""
    works = {"library": work_on_library, "upgrade": upgrade, "pack": work_on_pack}
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=works)
    parser.add_argument("path", type=Path)
    parser.add_argument("--changes", type=int, default=0)
    parser.add_argument("--journal-unflushed", action="store_true")
    parser.add_argument("--folder-unflushed", action="store_true")
    given = parser.parse_args()
    if given.journal_unflushed:
        # What SQLite does by default, and what the library did once.
        sa.event.listen(sa.Engine, "connect", _flush_no_removal)
    with mock.patch("os.fsync", _flush_files_alone) if given.folder_unflushed else nullcontext():
        works[given.work](given.path, given.changes)


def _flush_no_removal(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = FULL")


_flush = os.fsync


def _flush_files_alone(number: int) -> None:
    if not stat.S_ISDIR(os.fstat(number).st_mode):
        _flush(number)


if __name__ == "__main__":
    main()
