import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.errors import (
    BackupFailedError,
    BackupNotFoundError,
    DamagedLibraryError,
    MissingLibraryError,
    SpoiledLibraryError,
)
from db.file import backups
from db.file.integrity_report import Part, check_store
from db.file.location import locate
from db.file.opening import open_library
from db.file.upgrade import FORMAT
from db.library import Library
from tests.db.samples import sample, snapshot

LEGACY = Path(__file__).parents[1] / "legacy"
START = datetime(2020, 1, 1, 9, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "año 100%.vecinos"


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[Library]:
    with Library(open_library(locate(path), create=True, read_only=False), clock) as store:
        yield store


def test_that_a_backup_is_a_whole_library_of_its_own(store: Library, path: Path) -> None:
    kept = store.scenarios.create(sample())
    made = store.back_up()
    assert made is not None
    store.scenarios.save(kept, sample(value=1.0))
    with Library.open(made, read_only=True) as copied:
        assert copied.scenarios.load(kept) == sample()
    (found,) = backups.backups(path)
    assert (found.number, found.path, found.made_at, found.format) == (1, made, START, FORMAT)
    assert not found.before_upgrade


def test_that_the_ten_newest_backups_stay_and_one_a_day_is_made(
    store: Library, path: Path, clock: Clock
) -> None:
    # The file's own time is of today: every one of these days it is newer than its backup.
    made = []
    for hour in range(0, 24 * 12, 12):
        clock.now = START + timedelta(hours=hour)
        made.append(store.back_up())
    assert [one is not None for one in made] == [hour % 24 == 0 for hour in range(0, 24 * 12, 12)]
    found = backups.backups(path)
    assert [one.number for one in found] == list(range(1, 11))
    assert [one.made_at for one in found] == [START + timedelta(days=11 - n) for n in range(10)]
    first, second = store.back_up(always=True), store.back_up(always=True)
    assert first != second
    assert [one.path for one in backups.backups(path)][:2] == [second, first]


def test_that_a_library_that_did_not_change_since_gets_no_further_backup(
    store: Library, clock: Clock
) -> None:
    clock.now = datetime.now(UTC) + timedelta(days=1)
    assert store.back_up() is not None
    clock.now += timedelta(days=9)
    assert store.back_up() is None


def test_that_a_backup_is_written_to_a_new_file_and_the_library_left_alone(
    store: Library, path: Path, tmp_path: Path
) -> None:
    kept = store.scenarios.create(sample())
    store.back_up()
    store.scenarios.save(kept, sample(value=1.0))
    before = snapshot(path.parent)
    out = tmp_path / "back.vecinos"
    backups.restore(path, 1, out)
    with Library.open(out) as restored:
        assert restored.scenarios.load(kept) == sample()
    out.unlink()
    assert snapshot(path.parent) == before
    with pytest.raises(BackupNotFoundError):
        backups.restore(path, 2, out)


def test_that_a_damaged_backup_is_told_and_not_restored(store: Library, path: Path) -> None:
    store.scenarios.create(sample())
    made = store.back_up()
    assert made is not None
    content = bytearray(made.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    made.write_bytes(content)
    with pytest.raises(DamagedLibraryError):
        backups.restore(path, 1, path.with_name("out"))


def test_that_the_file_kept_by_an_upgrade_is_listed_and_never_rotated_out(path: Path) -> None:
    shutil.copyfile(LEGACY / "format-1.vecinos", path)
    with Library.open(path) as store:
        for _ in range(12):
            store.back_up(always=True)
        assert store.kept in [one.path for one in backups.backups(path)]
    assert [one.format for one in backups.backups(path) if one.before_upgrade] == [1]


def test_that_a_backup_that_cannot_be_made_is_told(store: Library, path: Path) -> None:
    backups.folder(path).write_text("in the way")
    with pytest.raises(BackupFailedError):
        store.back_up()
    assert backups.backups(path) == ()


def test_that_a_checkup_counts_and_names_what_is_damaged(store: Library, path: Path) -> None:
    kept = store.scenarios.create(sample())
    version = store.versions.keep(kept)
    gone = store.scenarios.create(sample("gone"))
    store.scenarios.delete(gone)
    found = check_store(path)
    assert (found.scenarios, found.in_trash, found.versions, found.damaged) == (1, 1, 1, ())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE scenario_setting SET value = 1 WHERE scenario_id = ?", (gone,))
        connection.execute("UPDATE scenario_version SET content = x'00'")
        connection.execute(
            "INSERT INTO scenario_step VALUES (?, 1, 'l', NULL, '{\"name\": 3}', '')", (kept,)
        )
        connection.execute("UPDATE scenario SET steps_done = 1 WHERE id = ?", (kept,))
    connection.close()
    damaged = [(one.part, one.id) for one in check_store(path).damaged]
    assert damaged == [(Part.UNDO, kept), (Part.VERSION, version), (Part.SCENARIO, gone)]


def test_that_a_checkup_of_an_older_library_leaves_it_as_it_is(path: Path) -> None:
    shutil.copyfile(LEGACY / "format-1.vecinos", path)
    before = snapshot(path.parent)
    found = check_store(path)
    assert (found.format, found.scenarios, found.in_trash) == (1, 2, 1)
    assert not found.looked_into
    assert snapshot(path.parent) == before


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _overwritten(path: Path) -> None:
    path.write_text("a,b\n1,2\n")


def _flipped(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for place in range(4096, len(whole), 512):
        whole[place] ^= 0xFF
    path.write_bytes(whole)


@pytest.mark.parametrize("spoil", [_cut_short, _emptied, _overwritten, _flipped])
@pytest.mark.parametrize("options", [{}, {"read_only": True}, {"create": False}])
def test_that_a_spoiled_library_names_its_newest_sound_backup_and_is_left_alone(
    store: Library, path: Path, spoil: Callable[[Path], None], options: dict[str, bool]
) -> None:
    kept = store.scenarios.create(sample())
    older = store.back_up(always=True)
    newer = store.back_up(always=True)
    store.close()
    spoil(path)
    before = snapshot(path.parent)
    with pytest.raises(SpoiledLibraryError) as caught:
        Library.open(path, **options)
    assert caught.value.fields == {"path": str(path), "backup": str(newer)}
    assert snapshot(path.parent) == before
    assert newer is not None
    _emptied(newer)
    with pytest.raises(SpoiledLibraryError) as caught:
        Library.open(path, **options)
    assert caught.value.fields["backup"] == str(older)
    with Library.open(str(older)) as restored:
        assert restored.scenarios.load(kept) == sample()


def test_that_a_file_with_a_date_of_no_calendar_is_no_backup(store: Library, path: Path) -> None:
    made = store.back_up(always=True)
    assert made is not None
    for stamp in ("2026-13-41T25-61-61", "0000-01-01T00-00-00"):
        made.with_name(f"{stamp}{path.suffix}").write_bytes(made.read_bytes())
    assert [one.path for one in backups.backups(path)] == [made]
    assert backups.newest_sound(path) == made


@pytest.mark.posix("a link that leads nowhere")
def test_that_a_link_that_leads_nowhere_hides_no_backup(store: Library, path: Path) -> None:
    made = store.back_up(always=True)
    assert made is not None
    made.with_name(f"2026-01-01T00-00-00{path.suffix}").symlink_to("gone")
    assert [one.path for one in backups.backups(path)] == [made]
    assert backups.newest_sound(path) == made


def test_that_no_empty_library_takes_the_place_of_one_that_has_backups(
    store: Library, path: Path
) -> None:
    store.scenarios.create(sample())
    made = store.back_up(always=True)
    store.close()
    path.unlink()
    with pytest.raises(MissingLibraryError) as caught:
        Library.open(path)
    assert caught.value.fields == {"path": str(path), "backup": str(made)}
    assert not path.exists()


def test_that_a_backup_of_a_time_still_to_come_neither_stops_the_next_nor_counts_as_newest(
    store: Library, path: Path, clock: Clock
) -> None:
    clock.now = datetime.now(UTC) + timedelta(days=4000)
    kept = store.scenarios.create(sample())
    ahead = store.back_up()
    made = []
    for day in (3, 2, 1):
        clock.now = datetime.now(UTC) - timedelta(days=day)
        store.scenarios.save(kept, sample(value=float(day)))
        made.append(store.back_up())
    assert None not in (ahead, *made)
    assert [one.path for one in backups.backups(path)] == [*reversed(made), ahead]
    assert backups.newest_sound(path) == made[-1]
    clock.now += timedelta(hours=3)
    store.scenarios.save(kept, sample(value=9.0))
    assert store.back_up() is None
