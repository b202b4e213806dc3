"""Libraries with one cell that no program would write, and all that can be asked of them."""

import itertools
import math
import random
import shutil
import sqlite3
import typing
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import UnionType
from typing import Any

from db.errors import BusyLibraryError
from db.file import backups
from db.file.integrity_report import check_store
from db.library import Library
from db.packs.pack import packed, packed_play
from db.scenarios.summary import Order, ScenarioQuery
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Setting
from desktop.domain.observation import Observation
from desktop.domain.outcome import Outcome
from desktop.domain.pin import Pin
from desktop.domain.play.entries import (
    Begun,
    Correction,
    Ended,
    Entry,
    MomentMarked,
    PlayHeader,
    Pulse,
    Recorded,
)
from desktop.domain.policy import Policy
from desktop.domain.report import CorrectiveAction, ReportDraft, ReportHistory
from desktop.domain.scenario import Package, Scenario, TargetLine
from desktop.domain.undo_log import UndoLog, UndoStep
from desktop.domain.wording import Wording
from tests.db.samples import sample

VICTIM = replace(
    sample("Víctima"),
    folder="Talleres/Norte",
    tags=("borrador", "norte"),
    packages=(Package("Carnegie", Policy({"coop_framework": Setting(3.0)})),),
    targets=(TargetLine("remittances", 7.0, Month(2030, 12)),),
)
BYSTANDER = sample("Vecina", value=12.5)
BANDS = BandSnapshot("1", "d", (Month(2025, 12),), {"remittances": ((1.0,),) * 5})
OUTCOMES = [Outcome("remittances", year, 1.0, 2.0, 3.0, 4.0, 5.0) for year in (2030, 2036)]
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
PLAYED: tuple[Entry, ...] = (Begun(), MomentMarked("Aquí"), Correction(2), Ended())
PULSE = Pulse(60.0, 30.0, running=True, instant=NOON)
OF_THE_WHOLE = ("library", "library_format")
"""Tables without which there is no library."""
DEEP = 100_000


def moved(scenario: Scenario, value: float) -> Scenario:
    policy = scenario.policy.with_setting("legal_pathways", Setting(value))
    return replace(scenario, policy=policy)


def make(path: Path) -> None:
    """Make a library with something in every table: ids 1, 2 and, in the trash, 3."""
    states = [VICTIM, moved(VICTIM, 1.0), moved(VICTIM, 2.0), moved(VICTIM, 3.0)]
    steps = [
        UndoStep("command.set_lever", "legal_pathways", before, after)
        for before, after in itertools.pairwise(states)
    ]
    with Library.open(path) as store:
        victim = store.scenarios.create(states[0])
        store.scenarios.save(victim, states[2], UndoLog(tuple(steps[:2]), (steps[2],)))
        store.versions.keep(victim, "Primera")
        store.runs.keep(victim, states[2], OUTCOMES, BANDS)
        store.scenarios.create(BYSTANDER)
        store.scenarios.delete(store.scenarios.create(sample("En la papelera")))
        store.scenarios.set_last_opened(victim)
        for month in (1, 2):
            added = Observation("remittances", Month(2026, month), 5.0, "Banco", date(2026, 3, 2))
            store.observations.add([added])
        store.observations.withdraw([2])
        store.observations.set_vantage(Month(2026, 1))
        make_exercises(store)
        make_plays(store)
        store.pins.put(Pin("A", VICTIM, scenario_id=victim), BANDS)
        store.pins.put(Pin("B", BYSTANDER), None)
        store.back_up(always=True)
    with closing(sqlite3.connect(path)) as connection:
        for table, _ in columns(path):
            # Each must hold something that can be altered.
            assert connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() != (0,), table


def make_exercises(store: Library) -> None:
    """Keep two exercises, the first with an earlier state."""
    one, _ = store.exercises.create_all([("Ensayo", "# uno"), ("Otro", "# dos")])
    store.exercises.save(one.id, "Ensayo", "# uno más")


def make_plays(store: Library) -> None:
    """Keep two plays, the first with people's words and a pulse."""
    for name in ("Sesión", "Otra sesión"):
        play = store.plays.begin(name, PlayHeader(f"# {name}", "1", "d"))
        for number, entry in enumerate(PLAYED, 1):
            store.plays.append(play, Recorded(number, NOON, 60.0, "facilitator", entry))
        store.plays.beat(play, PULSE)
        first = ReportDraft(seen=4, summary=Wording("So it went", "Así fue"))
        second = replace(first, actions=(CorrectiveAction("a"),))
        store.reports.save(play, ReportHistory(((1, first),), 1))
        store.reports.save(play, ReportHistory(((1, first), (2, second)), 2))


def columns(path: Path) -> list[tuple[str, str]]:
    """Return every table and column of a library."""
    with closing(sqlite3.connect(path)) as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        tables = [name for (name,) in connection.execute(named)]
        return [
            (table, str(row[1]))
            for table in tables
            for row in connection.execute(f"PRAGMA table_info({table})")
        ]


def nested(before: bytes = b"[") -> bytes:
    return before * DEEP


VALUES: dict[str, Any] = {
    "nothing": None,
    "empty text": "",
    "a word": "x",
    "another's id": 2,
    "nobody's id": 999,
    "minus one": -1,
    "largest integer": 2**63 - 1,
    "least integer": -(2**63),
    "beyond 32 bits": 2**31,
    "a fraction": 2.5,
    "infinity": float("inf"),
    "bytes": b"\xff\xfe\x00\x9c",
    "a long text": "ñ" * 300_000,
    "many digits": "9" * 5000,
    "deep lists": nested().decode(),
    "deep objects": nested(b'{"a":').decode(),
    "an object": '{"name":5,"settings":[],"events":{}}',
    "a list": "[null]",
    "infinity in JSON": '{"name":"x","settings":{"a":{"value":Infinity}},"events":[]}',
    "a month that is none": "2026-13",
    "an instant that is none": "2026-02-30 25:61:00.000000",
    "an instant of another form": "2026-02-03T04:05:06+02:00",
    "the last of all instants": "9999-12-31 23:59:59.999999",
    "a sign nobody sees": "\u202e\u2028",
    "NUL": "a\0b",
    "deep lists, packed": zlib.compress(nested()),
    "bands of depth": zlib.compress(b'{"model":["",""],"months":' + nested() + b"}\n"),
    "bands without end": zlib.compress(
        b'{"model":["",""],"months":["2025-01",1e9],"curves":[["x",0,1e999]]}\n'
    ),
    "bands to infinity": zlib.compress(
        b'{"model":["",""],"months":["2025-01",1],"curves":[["remittances",0,1e999]]}\n' + bytes(12)
    ),
    "bands of no calendar": zlib.compress(
        b'{"model":["",""],"months":["2025-01",1000000],"curves":[["remittances",0,1]]}\n'
        + bytes(12)
    ),
    "a bomb": zlib.compress(bytes(40_000_000)),
    "no UTF-8": "CAST(x'ff80c3' AS TEXT)",
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """Name one cell and what is put there."""

    table: str
    column: str
    value: str


def every(path: Path) -> list[Hostile]:
    """Return every column with every value."""
    return [Hostile(*column, value) for column in columns(path) for value in VALUES]


def spoil(path: Path, hostile: Hostile) -> bool:
    """Put the value into the first row of its table, whatever the schema says; False if it cannot.

    The first row is always the victim's.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        named = "type = 'table' AND name = ?"
        (kept,) = connection.execute(
            f"SELECT sql FROM sqlite_master WHERE {named}", (hostile.table,)
        ).fetchone()
        rewritten = f"UPDATE sqlite_master SET sql = ? WHERE {named}"
        loose = kept.replace("NOT NULL", "")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(rewritten, (loose, hostile.table))
        connection.execute("PRAGMA writable_schema = RESET")
        where = f'rowid = (SELECT min(rowid) FROM "{hostile.table}")'
        # The text that is none can only be made by SQL.
        value = VALUES[hostile.value]
        put, given = (value, ()) if hostile.value == "no UTF-8" else ("?", (value,))
        done = True
        try:
            connection.execute(
                f'UPDATE "{hostile.table}" SET "{hostile.column}" = {put} WHERE {where}', given
            )
        except sqlite3.Error:
            done = False
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(rewritten, (kept, hostile.table))
        connection.execute("PRAGMA writable_schema = RESET")
    return done


@dataclass
class Account:
    """Count altered libraries and what was asked of them, and hold what fell short."""

    seed: int
    tried: int = 0
    asked: int = 0
    refused: int = 0
    short: list[str] = field(default_factory=list)
    cells_short: set[Hostile] = field(default_factory=set)

    def line(self) -> str:
        """Return the account in one line."""
        fell = len(self.cells_short)
        return (
            f"hostile cells: tried {self.tried}, held {self.tried - fell}, fell short {fell}; "
            f"{self.asked} questions and changes, {self.refused} answered with a sentence; "
            f"seed {self.seed}"
        )


Act = Callable[[], object]


def try_cells(template: Path, folder: Path, cells: Sequence[Hostile], seed: int) -> Account:
    """Put each hostile cell into a copy of a library and ask everything of it."""
    account = Account(seed)
    for hostile in cells:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template.parent, folder)
        path = folder / template.name
        if spoil(path, hostile):
            account.tried += 1
            _Trial(account, hostile, path).run()
    return account


class _Trial:
    def __init__(self, account: Account, hostile: Hostile, path: Path) -> None:
        self._account, self._hostile, self._path = account, hostile, path

    def run(self) -> None:
        """Read, change, look again; whoever is not concerned must be there in the end."""
        for read_only in (True, False):
            store = self._ask("open", partial(Library.open, self._path, read_only=read_only))
            if isinstance(store, Library):
                with store:
                    for name, act in questions(store):
                        self._ask(name, act)
                    for name, act in () if read_only else changes(store):
                        self._ask(name, act)
        self._ask("check-store", lambda: check_store(self._path))
        self._ask("backups", lambda: backups.backups(self._path))
        out = self._path.with_name("out.vecinos-library")
        self._ask("restore", lambda: backups.restore(self._path, 1, out))
        if self._hostile.table not in OF_THE_WHOLE:
            self._bystander()

    def _bystander(self) -> None:
        try:
            with Library.open(self._path, read_only=True) as store:
                found = store.scenarios.load(2)
                assert [one.entry for one in store.plays.entries(2)] == list(PLAYED)
        except VecinosError as error:
            # SQLite itself finds some of what is hostile; a file is refused then, and kept.
            if error.code not in ("library_damaged", "library_spoiled"):
                self._note("bystander", error)
        else:
            if found not in (BYSTANDER, moved(BYSTANDER, 77.0)):
                self._note("bystander", found)

    def _ask(self, name: str, act: Act) -> object:
        self._account.asked += 1
        try:
            found = act()
        except BusyLibraryError as error:
            self._note(f"{name}: nobody holds it", error)
        except VecinosError:
            self._account.refused += 1
        except Exception as error:
            self._note(name, error)
        else:
            wrong = next(untyped(found), None)
            if wrong is not None:
                self._note(f"{name}: not what it should be", wrong)
            return found
        return None

    def _note(self, name: str, found: object) -> None:
        self._account.cells_short.add(self._hostile)
        self._account.short.append(f"{self._hostile}: {name}: {repr(found)[:200]}")


def questions(store: Library) -> Iterator[tuple[str, Act]]:
    """Yield all that can be asked."""
    for order in Order:
        query = ScenarioQuery(order=order, indicator="remittances")
        yield f"list by {order}", partial(store.scenarios.listed, query)
    yield "trash", store.scenarios.trash
    for query in (
        ScenarioQuery(text="carnegie"),
        ScenarioQuery(folder="Talleres", tags=("borrador",)),
        ScenarioQuery(indicator="remittances", least=0.0, most=9.0, limit=2),
    ):
        yield f"list {query}", partial(store.scenarios.listed, query)
        yield f"count {query}", partial(store.scenarios.count, query)
    yield "folders", store.scenarios.folders
    yield "tags", store.scenarios.tags
    yield "free name", partial(store.scenarios.free_name, "Víctima")
    yield "find", partial(store.scenarios.named_or_in_folder, "Víctima")
    yield "find folder", partial(store.scenarios.named_or_in_folder, "Talleres")
    yield "last opened", store.scenarios.last_opened
    for one in (1, 2):
        yield "load", partial(_loaded, store, one)
        yield "trail", partial(store.scenarios.undo_log, one)
        yield "sound", partial(store.scenarios.soundness, (one,))
        yield "versions", partial(store.versions.listed, one)
        yield "version", partial(_version, store, one)
        yield "version's bands", partial(store.versions.bands, one)
        yield "bands", partial(store.runs.bands, one)
    yield "fans", partial(store.runs.fans_of, (1, 2), "remittances")
    yield "outcomes of", partial(store.runs.outcomes_of, (1, 2), "remittances")
    yield "observations", store.observations.listed
    yield "vantage", store.observations.vantage
    yield "pins", partial(_pins, store)
    yield "names of pins", partial(store.pins.present, (1, 2))
    yield "damaged pins", lambda: list(store.pins.damaged())
    yield "exercises", store.exercises.listed
    yield "exercise", partial(store.exercises.load, 1)
    yield "exercise's versions", partial(store.exercises.versions, 1)
    yield "exercise's version", partial(store.exercises.load_version, 1)
    yield "damaged exercises", lambda: list(store.exercises.damaged())
    yield "plays", store.plays.listed
    yield "find play", partial(store.plays.find, "Sesión")
    yield "play", partial(store.plays.load_header, 1)
    yield "entries", partial(_entries, store)
    yield "pulse", partial(store.plays.last_pulse, 1)
    yield "damaged plays", lambda: list(store.plays.damaged())
    yield "report", partial(store.reports.load, 1)
    yield "report's versions", partial(store.reports.versions, 1)
    yield "report's version", partial(store.reports.load_version, 1)
    yield "damaged reports", lambda: list(store.reports.damaged())
    yield "pack of a play", lambda: packed_play(store.plays.copy(1))
    yield "pack", lambda: packed([store.scenarios.load(1), store.scenarios.load(2)])


def _loaded(store: Library, one: int) -> Scenario:
    return whole(store.scenarios.load(one))


def _version(store: Library, one: int) -> Scenario:
    return whole(store.versions.load(one))


def _pins(store: Library) -> tuple[tuple[Pin, BandSnapshot | None], ...]:
    """Fail unless the pins are those that were kept."""
    found = store.pins.listed()
    for pin, _ in found:
        whole(pin.state)
    return found


def whole(found: Scenario) -> Scenario:
    """Fail unless a scenario is one that was kept."""
    plain = replace(found, name="", folder="", tags=())
    kept = [moved(VICTIM, value) for value in (2000.0, 1.0, 2.0, 77.0)]
    kept += [BYSTANDER, moved(BYSTANDER, 77.0)]
    assert plain in [replace(one, name="", folder="", tags=()) for one in kept], found
    return found


def _entries(store: Library) -> tuple[Recorded, ...]:
    """Fail unless the entries are those that were kept, words aside: no digest covers them."""
    found = store.plays.entries(1)
    bare = [
        MomentMarked() if isinstance(each.entry, MomentMarked) else each.entry for each in found
    ]
    kept = [Begun(), MomentMarked(), Correction(2), Ended(), Correction(4)]
    assert bare in (kept[:4], kept), found
    return found


def changes(store: Library) -> Iterator[tuple[str, Act]]:
    """Yield all that can be changed, what takes most away at the end."""
    for one, scenario in ((1, VICTIM), (2, BYSTANDER)):
        step = UndoStep("command.set_lever", "legal_pathways", scenario, moved(scenario, 77.0))
        yield "keep version", partial(store.versions.keep, one, "Otra")
        yield "rename", partial(store.scenarios.rename, one, f"Nueva {one}")
        yield "duplicate", partial(store.scenarios.duplicate, one, f"Copia {one}")
        yield "file", partial(store.scenarios.file, one, "Sur", ("sur",))
        yield "run", partial(store.runs.keep, one, scenario, OUTCOMES, BANDS)
        yield "save", partial(store.scenarios.save, one, step.after, UndoLog((step,)))
        yield "load what was saved", partial(_loaded, store, one)
        yield "opened", partial(store.scenarios.set_last_opened, one)
    yield "name version", partial(store.versions.rename, 1, "Mía")
    yield "create", partial(store.scenarios.create, sample("Cuarta"))
    yield "create all", partial(store.scenarios.create_all, [sample("Víctima"), sample("Vecina")])
    added = Observation("remittances", Month(2026, 5), 5.0, "Banco", date(2026, 6, 2))
    yield "add", partial(store.observations.add, [added])
    yield "withdraw", partial(store.observations.withdraw, [1])
    yield "put back", partial(store.observations.restore, [2])
    yield "put back again", partial(store.observations.restore, [1])
    yield "pin", partial(store.pins.put, Pin("C", BYSTANDER), BANDS)
    yield "take off a pin", partial(store.pins.take_off, ("C",))
    yield "choose", partial(store.observations.set_vantage, Month(2026, 2))
    entry = Recorded(5, NOON, 60.0, "facilitator", Correction(4))
    yield "append", partial(store.plays.append, 1, entry)
    yield "entries again", partial(_entries, store)
    yield "beat", partial(store.plays.beat, 1, PULSE)
    yield "rename play", partial(store.plays.rename, 1, "Mía")
    yield "back up", partial(store.back_up, always=True)
    yield "delete", partial(store.scenarios.delete, 1)
    yield "take out", partial(store.scenarios.undelete, 1, renamed=True)
    yield "erase", store.scenarios.erase


def untyped(found: object) -> Iterator[str]:
    """Yield what its record does not promise, all the way down: another type, infinity, no year."""
    if isinstance(found, Month) and not 0 <= found.year <= 9999:
        yield repr(found)
    elif is_dataclass(found) or hasattr(found, "_fields"):
        for name, hint in typing.get_type_hints(type(found)).items():
            value = getattr(found, name, None)
            if not _fits(value, hint):
                yield f"{type(found).__name__}.{name} = {repr(value)[:60]}"
            yield from untyped(value)
    elif isinstance(found, float) and not math.isfinite(found):
        yield repr(found)
    elif isinstance(found, list | tuple | frozenset):
        for each in found:
            yield from untyped(each)
    elif isinstance(found, dict):
        yield from untyped((*found, *found.values()))


def _fits(value: object, hint: Any) -> bool:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, UnionType):
        return any(_fits(value, each) for each in typing.get_args(hint))
    kind = origin or hint
    if kind is type(None):
        return value is None
    if kind is int or kind is float:
        return (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and (kind is float or isinstance(value, int))
        )
    return not isinstance(kind, type) or isinstance(value, kind)


def sampled(path: Path, count: int, seed: int) -> list[Hostile]:
    """Return some of the cells; every table comes up where there are enough of them."""
    chosen = random.Random(seed)
    by_table: dict[str, list[Hostile]] = {}
    for hostile in every(path):
        by_table.setdefault(hostile.table, []).append(hostile)
    turns = list(by_table.values())
    return [chosen.choice(turns[number % len(turns)]) for number in range(count)]
