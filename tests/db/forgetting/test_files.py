"""What is forgotten stands in no byte of a library or beside it, and all figures stay."""

import itertools
import json
import shlex
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.errors import (
    DiskFullError,
    ForgettingUnfinishedError,
    LibraryNotFoundError,
    LockedLibraryError,
    NoForgettingOnServerError,
)
from db.file.backups import backups, folder
from db.file.integrity_report import check_store
from db.file.rows import FORMAT
from db.forgetting import files
from db.forgetting.files import forget
from db.forgetting.wish import Forgotten
from db.library import Library
from db.scenarios.serialization import run_digest
from desktop.domain.play.entries import (
    FACILITATOR,
    Begun,
    Entry,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    PlayHeader,
    Rationale,
    Recorded,
)
from desktop.domain.report import (
    UNSAID,
    CorrectiveAction,
    FeedbackTally,
    ObjectiveRating,
    ReportDraft,
    ReportHistory,
    ReportPoint,
)
from desktop.domain.undo_log import UndoLog, UndoStep
from desktop.domain.wording import Wording
from tests.db.plays.test_repository import NOON
from tests.db.samples import sample, snapshot
from tests.db.test_bad_files import child

MEMBERS = "members = [ \"Zoraida Quispel\", 'Ñoño Vázquez' ] # for now\n"
LEGACY = Path(__file__).parents[1] / "legacy"
EXERCISE = """# the table
[team.us]
members = [ "Zoraida Quispel", 'Ñoño Vázquez' ] # for now
purse = 12
"""
NAMES = ("quispel", "ñoño", "ibarrola", "uranga", "olmedilla", "zubizarreta")
IN_RECORDS = ("kumquat", "wolframite", "zeppelin", "quinoa", "xylophone", "jacaranda", "nopalitos")
IN_REPORTS = ("tamarind", "mezquite", "pitahaya", "huitlacoche", "capulín", "tejocote")
WORDS = (*IN_RECORDS, *IN_REPORTS)
WRITTEN = (
    ReportDraft(summary=Wording("tamarind", "Yago  Olmedilla: mezquite")),
    ReportDraft(
        3,
        Wording("tamarind of Ximena Uranga", "mezquite"),
        (ObjectiveRating("o1", "unable", Wording("pitahaya", "")),),
        (ReportPoint("n6", "strength", 6, Wording("Ximena Uranga? huitlacoche", ""), UNSAID),),
        (CorrectiveAction("a", "n6", Wording("capulín", ""), owner=Wording("Zubizarreta", "")),),
        feedback=(FeedbackTally("q", (0, 1, 2, 0, 4), Wording("tejocote", "")),),
    ),
)
SAID: tuple[tuple[str, Entry], ...] = (
    ("Yago Olmedilla", Begun()),
    (FACILITATOR, Joined("Wenceslao Ibarrola", "us")),
    ("us", Offer("us", "tariff", 12.5, 6)),
    ("us", Rationale("us", "the kumquat, says Ximena Uranga")),
    ("Ximena Uranga", Noted("heard the wolframite of WENCESLAO  ibarrola", "strength")),
    ("Ximena Uranga", MomentMarked("zeppelin", source="0" * 32)),
)


def fill(path: Path) -> None:
    """Put names and words into every place of a library that has one for them."""
    with Library.open(path) as store:
        notes = ("", "quinoa here", "quinoa xylophone", "xylophone, Ximena Uranga: jacaranda")
        states = [replace(sample(), notes=each) for each in notes]
        states.append(replace(states[-1], policy=sample(value=1.0).policy))
        steps = [
            UndoStep("command.set_notes", None, before, after)
            for before, after in itertools.pairwise(states)
        ]
        kept = store.scenarios.create(states[1])
        store.versions.keep(kept, "v")
        store.scenarios.save(kept, states[2], UndoLog(tuple(steps[:2]), (steps[3], steps[2])))
        store.scenarios.create(sample("without notes of anybody"))
        (made,) = store.exercises.create_all([("e", EXERCISE)])
        store.exercises.save(made.id, "e", EXERCISE.replace("12", "11"))
        play = store.plays.begin("p", PlayHeader(EXERCISE, "1", "d"))
        for number, (author, entry) in enumerate(SAID, 1):
            store.plays.append(play, Recorded(number, NOON, float(number), author, entry))
        for number, draft in enumerate(WRITTEN, 1):
            store.reports.save(play, ReportHistory(((number, draft),), number))
        both = ((1, WRITTEN[0]), (2, WRITTEN[1]))
        store.reports.save(play, ReportHistory(both, 2))


def plant(path: Path) -> None:
    """Leave words in free pages, as a build of SQLite does that overwrites nothing."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE passing (words)")
        connection.executemany("INSERT INTO passing VALUES (?)", [("nopalitos " * 300,)] * 9)
        connection.commit()
        connection.execute("DROP TABLE passing")
        connection.commit()


def texts(path: Path) -> Iterator[bytes]:
    """Yield all bytes of a file and, of a library, what is packed in it."""
    yield path.read_bytes()
    if not path.read_bytes().startswith(b"SQLite format 3"):
        return
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            for row in connection.execute(f"SELECT * FROM {table}"):
                for cell in row:
                    if isinstance(cell, bytes):
                        with suppress(zlib.error):
                            yield zlib.decompress(cell)
                    elif isinstance(cell, str):
                        with suppress(ValueError):
                            # JSON escapes what is not ASCII.
                            yield json.dumps(json.loads(cell), ensure_ascii=False).encode()


def tokens(place: Path) -> dict[str, set[str]]:
    """Return, by file, which of the names and words stand in it or in what it has packed."""
    found = {}
    for path in place.rglob("*"):
        if path.is_file():
            read = "".join(each.decode("utf-8", "replace").casefold() for each in texts(path))
            there = {one for one in (*NAMES, *WORDS) if one in read}
            if there:
                found[path.relative_to(place).as_posix()] = there
    return found


def figures(path: Path) -> list[object]:
    """Return what must stay: what runs are asked for, and plays but for who said what."""
    with Library.open(path, read_only=True) as store:
        kept = [store.scenarios.load(one.id) for one in store.scenarios.listed()]
        logs = [store.scenarios.undo_log(one.id) for one in store.scenarios.listed()]
        found: list[object] = [(one.name, run_digest(one)) for one in kept]
        found += [
            {
                run_digest(one)
                for step in (*log.done, *log.undone)
                for one in (step.before, step.after)
            }
            for log in logs
        ]
        for one in store.plays.listed():
            for entry in store.plays.entries(one.id):
                bare: Any = entry.entry
                bare = replace(bare, **dict.fromkeys(bare.WORDS, ""))
                found.append((entry.number, entry.seconds, bare))
        return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a library, a backup and an older file, and planted free pages."""
    place = tmp_path_factory.mktemp("filled")
    made = place / "a.vecinos-library"
    fill(made)
    with Library.open(made) as store:
        assert store.back_up() is not None
    shutil.copy(LEGACY / "format-2.vecinos", place / "a.format-2.vecinos-library")
    for each in (made, *(one.path for one in backups(made))):
        plant(each)
    return place


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    """Return a library of its own for one test, with all that lies beside it."""
    return Path(shutil.copytree(filled, tmp_path / "x")) / "a.vecinos-library"


def test_that_no_byte_holds_what_was_forgotten_and_all_figures_stay(path: Path) -> None:
    before, there = figures(path), tokens(path.parent)
    backup = next(folder(path).glob("*.vecinos-library"))
    assert there[path.name] == there[f"a.backups/{backup.name}"] == {*NAMES, *WORDS}
    old = path.with_name("a.format-2.vecinos-library")
    old_time = old.stat().st_mtime_ns
    (path.parent / f".{path.name}.upgrade").write_bytes(b"kumquat")
    (folder(path) / ".x.forgetting").write_bytes(b"kumquat")
    found = forget(path, names=True, notes=True)
    assert tokens(path.parent) == {}
    assert [one.failure for one in found] == [None] * 3
    assert found[-1].path == path
    assert found[-1].counts == {
        Forgotten.PEOPLE: 7,
        Forgotten.AUTHORS: 3,
        Forgotten.WORDS: 3,
        Forgotten.REPORTS: 4,
        Forgotten.NOTES: 2,
        Forgotten.STEPS: 3,
        Forgotten.VERSIONS: 1,
    }
    assert figures(path) == before
    assert old.stat().st_mtime_ns == old_time
    for each in (path, backup, old):
        assert check_store(each).damaged == ()
    with Library.open(path, read_only=True) as store:
        (log,) = (store.scenarios.undo_log(1),)
        assert (len(log.done), len(log.undone)) == (0, 1)
        assert store.scenarios.find(sample().name) == 1
        report = store.reports.load(1)
        assert report is not None
        assert report.history.draft == ReportDraft(
            3,
            ratings=(ObjectiveRating("o1", "unable"),),
            points=(ReportPoint("n6", "strength", 6),),
            actions=(CorrectiveAction("a", "n6"),),
            feedback=(FeedbackTally("q", (0, 1, 2, 0, 4)),),
        )
        assert len(report.history.states) == 2
    again = forget(path, names=True, notes=True)
    assert [one.counts for one in again] == [{}] * 3


def test_that_names_alone_go_out_of_rosters_authors_and_what_people_wrote(path: Path) -> None:
    before = figures(path)
    forget(path, names=True, notes=False)
    assert set().union(*tokens(path.parent).values()) == {*WORDS} - {"nopalitos"}
    assert figures(path) == before
    with Library.open(path, read_only=True) as store:
        entries = store.plays.entries(1)
        assert [one.author for one in entries] == [FACILITATOR] * 2 + ["us"] * 2 + [FACILITATOR] * 2
        assert entries[3].entry == Rationale("us", "the kumquat, says …")
        assert entries[4].entry == Noted("heard the wolframite of …", "strength")
        assert store.exercises.load(1) == EXERCISE.replace("12", "11").replace(MEMBERS, "")
        log = store.scenarios.undo_log(1)
        assert log.undone[-1].after.notes == "xylophone, …: jacaranda"
        assert log.done[-1].after.notes == "quinoa xylophone"
        report = store.reports.load(1)
        assert report is not None
        assert report.history.draft.points[0].text == Wording("…? huitlacoche", "")
        assert report.history.draft.actions[0].owner == UNSAID
    assert check_store(path).damaged == ()


def test_that_notes_alone_leave_names_and_the_digests_of_a_play(path: Path) -> None:
    digests = _digests(path)
    forget(path, names=False, notes=True)
    assert set().union(*tokens(path.parent).values()) == {*NAMES}
    assert _digests(path) == digests


def _digests(path: Path) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT digest FROM play_entry ORDER BY number").fetchall()


@pytest.mark.parametrize(
    "number",
    [2, *(pytest.param(one, marks=pytest.mark.long) for one in range(1, FORMAT) if one != 2)],
)
def test_that_older_files_are_written_in_their_own_format(tmp_path: Path, number: int) -> None:
    path = tmp_path / "a.vecinos-library"
    Library.open(path).close()
    old = tmp_path / f"a.format-{number}.vecinos-library"
    shutil.copy(LEGACY / f"format-{number}.vecinos", old)
    with Library.open(_upgraded(old, tmp_path / "before")) as store:
        trash = [one.id for one in store.scenarios.trash()]
        for each in trash:
            store.scenarios.undelete(each, renamed=True)
        before = [store.scenarios.load(one.id) for one in store.scenarios.listed()]
    assert any(one.notes for one in before)
    (told, _) = forget(path, names=True, notes=True)
    assert told.failure is None
    assert told.counts[Forgotten.NOTES] == sum(bool(one.notes) for one in before)
    after = _upgraded(old, tmp_path / "after")
    with Library.open(after) as store:
        for each in trash:
            store.scenarios.undelete(each, renamed=True)
        left = [store.scenarios.load(one.id) for one in store.scenarios.listed()]
        assert left == [replace(one, notes="") for one in before]
        for one in store.scenarios.listed():
            store.scenarios.undo_log(one.id)
    assert check_store(after).damaged == ()


def _upgraded(old: Path, place: Path) -> Path:
    place.mkdir()
    return Path(shutil.copy(old, place / "x.vecinos-library"))


def test_that_damage_stops_no_forgetting_and_is_still_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE play_entry SET seconds = 99 WHERE number = 2")
        connection.execute("UPDATE scenario SET seed = 99")
        connection.execute("UPDATE scenario_version SET content = x'00'")
        connection.execute("UPDATE scenario_step SET change = '{'")
        connection.execute("UPDATE exercise SET content = content || '#'")
        connection.execute("UPDATE report SET step = 9")
        connection.commit()
    assert len(check_store(path).damaged) == 6
    forget(path, names=True, notes=True)
    assert tokens(path.parent) == {}
    assert {one.part.value for one in check_store(path).damaged} == {
        "scenario",
        "play",
        "exercise",
        "report",
    }


def test_that_it_is_refused_where_nothing_can_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = snapshot(path.parent)
    with Library.open(path), pytest.raises(LockedLibraryError):
        forget(path, names=True, notes=True)
    with pytest.raises(NoForgettingOnServerError):
        forget("postgresql+psycopg://nobody@localhost/x", names=True, notes=True)
    with pytest.raises(LibraryNotFoundError):
        forget(path.with_name("none.vecinos-library"), names=True, notes=True)
    room = shutil.disk_usage(path.parent)._replace(free=path.stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: room)
    with pytest.raises(DiskFullError):
        forget(path, names=True, notes=True)
    assert snapshot(path.parent) == there


def test_that_a_library_that_could_not_be_written_anew_is_not_called_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files._write_anew

    def full(place: Path) -> None:
        if place == path:
            raise sqlite3.OperationalError("database or disk is full")
        write(place)

    before = figures(path)
    with monkeypatch.context() as broken:
        broken.setattr(files, "_write_anew", full)
        with pytest.raises(ForgettingUnfinishedError):
            forget(path, names=True, notes=True)
    assert figures(path) == before
    forget(path, names=True, notes=True)
    assert tokens(path.parent) == {}


@pytest.mark.long
@pytest.mark.posix("a file system mounted for it alone")
def test_that_a_disk_that_fills_up_before_the_library_is_written_anew_is_told_and_finished_later(
    tmp_path: Path,
) -> None:
    told = child(
        "forget",
        str(tmp_path / "a.vecinos-library"),
        mount=f"mount -t tmpfs -o size=8m none {shlex.quote(str(tmp_path))}",
    )
    assert told == {"forget": "forgetting_unfinished", "whole": True, "left": {}, "figures": True}


@pytest.fixture
def overwriting_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have SQLite leave what is deleted where it was unless it is asked not to, as some builds."""
    connect = sqlite3.connect

    def connected(*words: Any, **named: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*words, **named)
        made.execute("PRAGMA secure_delete = OFF")
        return made

    monkeypatch.setattr(sqlite3, "connect", connected)


@pytest.mark.usefixtures("overwriting_nothing")
def test_that_what_is_deleted_is_overwritten_whatever_sqlite_was_built_with(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as part:
        part.setattr(files, "_write_anew", lambda _: None)
        forget(path, names=True, notes=True)
    # What an earlier program left in free pages is all that VACUUM is needed for.
    assert set().union(*tokens(path.parent).values()) == {"nopalitos"}
    forget(path, names=True, notes=True)
    assert tokens(path.parent) == {}


def test_that_a_backup_for_which_there_is_no_room_stays_and_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files._write_anew

    def full(place: Path) -> None:
        if place.name.endswith(".forgetting"):
            failure = sqlite3.OperationalError("database or disk is full")
            failure.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise failure
        write(place)

    there = snapshot(folder(path))
    monkeypatch.setattr(files, "_write_anew", full)
    *beside, library = forget(path, names=True, notes=True)
    assert [type(one.failure) for one in beside] == [DiskFullError] * 2
    assert {one.failure.fields["path"] for one in beside if one.failure} == {
        str(one.path) for one in beside
    }
    assert library.failure is None
    assert snapshot(folder(path)) == there
    assert path.name not in tokens(path.parent)


def test_that_a_backup_that_cannot_be_written_stays_and_is_named(path: Path) -> None:
    (backup,) = folder(path).glob("*.vecinos-library")
    backup.write_bytes(backup.read_bytes()[:5000])
    there = backup.read_bytes()
    told = {one.path: one for one in forget(path, names=True, notes=True)}
    assert told[backup].failure is not None
    assert backup.read_bytes() == there
    assert [each.name for each in folder(path).iterdir()] == [backup.name]
    backup.unlink()
    assert tokens(path.parent) == {}


CHILD = """
import os, sys
from pathlib import Path
import db.forgetting.files as files
import sqlite3
place, after = Path(sys.argv[1]), int(sys.argv[2])
count = 0
def trace(frame, event, arg):
    global count
    if frame.f_code.co_filename.endswith(("forgetting/files.py", "file/files.py")):
        count += 1
        if count == after:
            os._exit(9)
    return trace
sys.settrace(trace)
files.forget(place, names=True, notes=True)
"""


@pytest.mark.long
@pytest.mark.parametrize("after", range(20, 400, 10))
def test_that_whenever_it_is_killed_the_library_is_whole_and_it_can_be_finished(
    path: Path, after: int
) -> None:
    before = figures(path)
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(path), str(after)], check=False, timeout=120
    )
    assert ended.returncode in (0, 9)
    assert check_store(path).damaged == ()
    assert figures(path) == before
    for one in backups(path):
        assert one.format is not None
    forget(path, names=True, notes=True)
    assert tokens(path.parent) == {}
