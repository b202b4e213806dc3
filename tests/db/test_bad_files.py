import json
import os
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import db.file.connection
from db.errors import (
    BusyLibraryError,
    DamagedLibraryError,
    EmptyLibraryError,
    FolderLibraryError,
    ForeignDatabaseError,
    LibraryError,
    NeedsRecoveryError,
    NewerLibraryError,
    NotALibraryError,
    ObstructedLibraryError,
    ScenarioDamagedError,
)
from db.file.upgrade import FORMAT
from db.library import Library
from desktop.domain.scenario import Scenario
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.resources import RESOURCES
from tests.db.samples import sample, snapshot

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


@pytest.fixture
def kept(path: Path) -> dict[int, Scenario]:
    """Fill a library, and return what is in it."""
    made = [sample("a"), sample("b", value=12.5), Scenario("c", notes="long " * 2000)]
    with Library.open(path) as store:
        return {store.scenarios.create(scenario): scenario for scenario in made}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that every user may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def child(*arguments: str, mount: str | None = None) -> dict[str, Any]:
    """Run the child program, if told so where a mount command has been carried out."""
    command = [sys.executable, "-m", "tests.db.child", *arguments]
    if mount is not None:
        assert shutil.which("unshare"), "this test needs unshare, of the package util-linux"
        command = ["unshare", "-rm", "sh", "-ec", f"{mount}; exec {shlex.join(command)}"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def pragma(path: Path, name: str, value: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {name} = {value}")
    connection.commit()
    connection.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("name,value\nlegal_pathways,2000\n" * 50, encoding="utf-8")


def short_text(path: Path) -> None:
    path.write_text("hello", encoding="utf-8")


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE scenario (id INTEGER PRIMARY KEY, name TEXT)")
    connection.commit()
    connection.close()


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def newer(path: Path) -> None:
    Library.open(path).close()
    pragma(path, "user_version", FORMAT + 6)


def no_format(path: Path) -> None:
    Library.open(path).close()
    pragma(path, "user_version", 0)


def no_tables(path: Path) -> None:
    Library.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE library_format")
    connection.commit()
    connection.close()


def other_revision(path: Path) -> None:
    Library.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE library_format SET version_num = '0013'")
    connection.commit()
    connection.close()


def orphan(path: Path) -> None:
    Library.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO scenario_chart VALUES (77, 0, 'remittances')")
    connection.commit()
    connection.close()


def trigger(path: Path) -> None:
    planted(path, "CREATE TRIGGER t AFTER INSERT ON scenario BEGIN DELETE FROM scenario; END")


def view(path: Path) -> None:
    # Whoever counts its rows never ends.
    planted(
        path,
        "DROP TABLE scenario_outcome",
        "CREATE VIEW scenario_outcome AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1"
        " FROM n) SELECT 1 scenario_id, 'a' indicator, x year, 1.0 p05, 1.0 p25, 1.0 p50, 1.0 p75,"
        " 1.0 p95 FROM n",
    )


def planted(path: Path, *statements: str) -> None:
    Library.open(path).close()
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("options", [{}, {"read_only": True}, {"create": False}])
@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (empty, EmptyLibraryError),
        (text, NotALibraryError),
        (short_text, NotALibraryError),
        (foreign, ForeignDatabaseError),
        (folder, FolderLibraryError),
        pytest.param(pipe, NotALibraryError, marks=pytest.mark.posix("named pipes")),
        (newer, NewerLibraryError),
        (no_format, DamagedLibraryError),
        (no_tables, DamagedLibraryError),
        (other_revision, DamagedLibraryError),
        (orphan, DamagedLibraryError),
        (trigger, DamagedLibraryError),
        (view, DamagedLibraryError),
    ],
)
def test_that_a_bad_file_is_refused_and_left_as_it_was(
    path: Path,
    spoil: Callable[[Path], None],
    error: type[LibraryError],
    options: dict[str, bool],
) -> None:
    spoil(path)
    before = snapshot(path.parent)
    with pytest.raises(error) as caught:
        Library.open(path, **options)
    assert caught.value.fields["path"] == str(path)
    assert snapshot(path.parent) == before


def test_that_a_newer_file_is_refused_with_both_formats_named(path: Path) -> None:
    newer(path)
    with pytest.raises(NewerLibraryError) as caught:
        Library.open(path)
    assert caught.value.fields == {
        "path": str(path),
        "library_format": FORMAT + 6,
        "program_format": FORMAT,
    }


def test_that_a_refused_file_is_not_held(path: Path) -> None:
    orphan(path)
    with pytest.raises(DamagedLibraryError):
        Library.open(path)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM scenario_chart")
    connection.commit()
    connection.close()
    with Library.open(path) as store:
        assert not store.read_only


@pytest.mark.usefixtures("kept")
def test_that_a_file_cut_short_anywhere_is_refused_and_left_as_it_was(path: Path) -> None:
    whole = path.read_bytes()
    chosen = random.Random(11)
    lengths = {1, 15, 16, 99, 100, 101, 4095, 4096, 4097, len(whole) - 4096, len(whole) - 1}
    lengths |= {chosen.randrange(1, len(whole)) for _ in range(50)}
    for length in sorted(lengths):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedLibraryError):
            Library.open(path)
        assert path.read_bytes() == whole[:length], length


@pytest.mark.parametrize("flips", [30, pytest.param(1000, marks=pytest.mark.long)])
def test_that_a_flipped_bit_is_found_or_harmless_and_never_changes_a_scenario(
    path: Path, kept: dict[int, Scenario], flips: int
) -> None:
    whole = path.read_bytes()
    chosen = random.Random(12)
    head = range(0, 100, 1 if flips > 100 else 3)
    # Most of a small library is room that holds nothing yet.
    said = [place for place, byte in enumerate(whole) if byte]
    places = [*(chosen.choice(said) for _ in range(flips)), *head]
    refused = 0
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chosen.randrange(8)
        path.write_bytes(flipped)
        try:
            with Library.open(path) as store:
                for each, scenario in kept.items():
                    try:
                        assert store.scenarios.load(each) == scenario, place
                    except ScenarioDamagedError:
                        refused += 1
        except LibraryError:
            refused += 1
        assert path.read_bytes() == flipped, place
    assert refused > len(head) / 2


def test_that_a_file_held_by_another_program_is_told_as_busy(
    path: Path, kept: dict[int, Scenario], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.file.connection, "BUSY_SECONDS", 0.05)
    which = next(iter(kept))
    with Library.open(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyLibraryError):
            store.scenarios.save(which, sample(value=1.0))
        with pytest.raises(BusyLibraryError):
            store.scenarios.load(which)
        other.execute("ROLLBACK")
        other.close()
        store.scenarios.save(which, sample("a", value=1.0))
        assert store.scenarios.load(which) == sample("a", value=1.0)


def interrupted_save(path: Path) -> None:
    """Leave a library as a program leaves it that dies in the middle of a large save."""
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "for n in range(200):\n"
        "    c.execute('UPDATE scenario_text SET notes = notes || ?', ('x' * 4000,))\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert path.with_name("a.vecinos-journal").stat().st_size > 0


@pytest.mark.long
def test_that_half_a_save_is_taken_back_on_opening(path: Path, kept: dict[int, Scenario]) -> None:
    interrupted_save(path)
    with Library.open(path) as store:
        assert {each: store.scenarios.load(each) for each in kept} == kept
    assert list(snapshot(path.parent)) == ["a.vecinos"]


@pytest.mark.long
@pytest.mark.usefixtures("kept")
def test_that_half_a_save_that_cannot_be_taken_back_is_told(path: Path) -> None:
    interrupted_save(path)
    before = snapshot(path.parent)
    with pytest.raises(NeedsRecoveryError):
        Library.open(path, read_only=True)
    assert snapshot(path.parent) == before


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("part", ["journal", "wal", "shm"])
def test_that_what_stands_where_sqlite_needs_a_file_is_named_in_both_languages(
    path: Path, part: str, read_only: bool
) -> None:
    in_the_way = path.with_name(f"{path.name}-{part}")
    in_the_way.mkdir()
    with pytest.raises(ObstructedLibraryError) as found:
        Library.open(path, read_only=read_only)
    for code in LANGUAGES:
        assert str(in_the_way) in load_language(code, RESOURCES).error(found.value)
    in_the_way.rmdir()
    with Library.open(path) as store:
        in_the_way.mkdir()
        if part == "journal":
            # Wherever it comes from while the library is open.
            with pytest.raises(ObstructedLibraryError):
                store.scenarios.create(sample("new"))


@pytest.mark.long
@pytest.mark.posix("another user to be")
def test_that_half_a_save_that_another_user_may_not_take_back_is_told(open_folder: Path) -> None:
    path = open_folder / "a.vecinos"
    with Library.open(path) as store:
        store.scenarios.create(sample())
    interrupted_save(path)
    path.chmod(0o666)
    path.with_name("a.vecinos-journal").chmod(0o600)
    assert child("attempt", str(path), "--as-nobody") == {"open": "library_needs_recovery"}
    path.with_name("a.vecinos-journal").chmod(0o666)
    open_folder.chmod(0o755)
    assert child("attempt", str(path), "--as-nobody") == {"open": "library_needs_recovery"}


@pytest.mark.posix("a file system mounted for it alone")
@pytest.mark.usefixtures("kept")
def test_that_a_library_on_read_only_media_is_read_and_says_so(path: Path) -> None:
    before = snapshot(path.parent)
    here = shlex.quote(str(path.parent))
    told = child(
        "attempt", str(path), mount=f"mount --bind {here} {here}; mount -o remount,bind,ro {here}"
    )
    assert sorted(told.pop("names")) == ["a", "b", "c"]
    assert told == {"open": None, "reason": "library_read_only", "save": "library_read_only"}
    assert snapshot(path.parent) == before


@pytest.mark.long
@pytest.mark.posix("a file system mounted for it alone")
def test_that_no_library_is_made_on_read_only_media(path: Path) -> None:
    here = shlex.quote(str(path.parent))
    told = child(
        "attempt", str(path), mount=f"mount --bind {here} {here}; mount -o remount,bind,ro {here}"
    )
    assert told == {"open": "library_not_created"}
    assert snapshot(path.parent) == {}


@pytest.mark.long
@pytest.mark.posix("another user to be")
def test_that_a_library_of_another_user_is_read_and_says_so(open_folder: Path) -> None:
    path = open_folder / "a.vecinos"
    with Library.open(path) as store:
        store.scenarios.create(sample())
    path.chmod(0o444)
    open_folder.chmod(0o555)
    before = snapshot(open_folder)
    told = child("attempt", str(path), "--as-nobody")
    assert told["names"] == [sample().name]
    assert (told["reason"], told["save"]) == ("library_read_only", "library_read_only")
    assert snapshot(open_folder) == before
    open_folder.chmod(0o755)


@pytest.mark.posix("another user to be")
def test_that_a_library_that_may_not_be_read_is_told(open_folder: Path) -> None:
    path = open_folder / "a.vecinos"
    Library.open(path).close()
    path.chmod(0o000)
    assert child("attempt", str(path), "--as-nobody") == {"open": "library_unreadable"}
    path.chmod(0o644)
    open_folder.chmod(0o700)
    if os.geteuid() == 0:
        assert child("attempt", str(path), "--as-nobody") == {"open": "library_unreadable"}


@pytest.mark.posix("a file system mounted for it alone")
def test_that_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    told = child(
        "full",
        str(tmp_path / "a.vecinos"),
        mount=f"mount -t tmpfs -o size=500k none {shlex.quote(str(tmp_path))}",
    )
    assert told == {
        "save": "library_disk_full",
        "untouched": True,
        "create": "library_disk_full",
        "nothing_left": True,
        "later": True,
    }


@pytest.mark.long
@pytest.mark.posix("a limit on the size of files")
def test_that_a_limit_on_file_sizes_loses_nothing_that_was_saved(path: Path) -> None:
    told = child("limit", str(path))
    assert told == {"save": "library_write_failed", "untouched": True, "later": True}
