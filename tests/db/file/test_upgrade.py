import errno
import shutil
import sqlite3
from pathlib import Path

import pytest

from db.errors import (
    DamagedLibraryError,
    DiskFullError,
    NewerLibraryError,
    OlderReadOnlyLibraryError,
    UpgradeFailedError,
)
from db.file import files, upgrade
from db.file.files import put_in_place
from db.library import Library
from tests.db.samples import sample, snapshot

REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "{new:04}"
down_revision = "{old:04}"


def upgrade() -> None:
{body}
"""
# Rebuilds the parent of four tables: with foreign keys on, its children would go with it.
REBUILD = """
    with op.batch_alter_table("scenario", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), server_default=""))
"""
BREAK_OFF = '    op.create_table("half", sa.Column("id", sa.Integer()))\n    raise RuntimeError\n'
LOSE_ROWS = '    op.execute("DELETE FROM scenario_setting")\n'
NEXT = upgrade.FORMAT + 1
NO_SUCH_COLUMN = '    op.execute("UPDATE scenario SET nothing = 1")\n'
ORPHAN = '    op.execute("UPDATE scenario SET id = id + 100")\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "año 100%").mkdir()
    return tmp_path / "año 100%" / "a.vecinos"


@pytest.fixture
def kept(path: Path) -> int:
    with Library.open(path) as store:
        return store.scenarios.create(sample())


def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Let the program be one format newer, by a second migration of this body."""
    scripts = tmp_path / "scripts 5%"
    shutil.copytree(upgrade.SCRIPTS, scripts)
    (scripts / "versions" / f"r{NEXT:04}_planted.py").write_text(
        REVISION.format(new=NEXT, old=NEXT - 1, body=body)
    )
    monkeypatch.setattr(upgrade, "SCRIPTS", scripts)
    monkeypatch.setattr(upgrade, "FORMAT", NEXT)


def format_of(path: Path) -> tuple[int, str]:
    connection = sqlite3.connect(path)
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    (revision,) = connection.execute("SELECT version_num FROM library_format").fetchone()
    connection.close()
    return number, revision


def test_that_an_older_library_is_upgraded_and_the_old_file_kept(
    tmp_path: Path, path: Path, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = path.read_bytes()
    plant(tmp_path, monkeypatch, REBUILD)
    with Library.open(path) as store:
        assert store.scenarios.load(kept) == sample()
        assert store.kept == path.with_name(f"a.format-{NEXT - 1}.vecinos")
        store.scenarios.save(kept, sample(value=1.0))
    assert format_of(path) == (NEXT, f"{NEXT:04}")
    assert set(snapshot(path.parent)) == {"a.vecinos", f"a.format-{NEXT - 1}.vecinos"}
    monkeypatch.undo()
    with Library.open(path.with_name(f"a.format-{NEXT - 1}.vecinos")) as store:
        assert store.scenarios.load(kept) == sample()
    with pytest.raises(NewerLibraryError):
        Library.open(path)
    assert len(old) <= path.stat().st_size


@pytest.mark.usefixtures("kept")
def test_that_an_older_file_kept_before_is_not_overwritten(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.with_name(f"a.format-{NEXT - 1}.vecinos").write_text("mine")
    plant(tmp_path, monkeypatch, REBUILD)
    with Library.open(path) as store:
        assert store.kept == path.with_name(f"a.format-{NEXT - 1}-2.vecinos")
    assert path.with_name(f"a.format-{NEXT - 1}.vecinos").read_text() == "mine"


def test_that_a_library_of_this_format_is_not_touched_by_opening(path: Path, kept: int) -> None:
    before = snapshot(path.parent)
    with Library.open(path) as store:
        assert store.kept is None
        assert store.scenarios.load(kept) == sample()
    assert snapshot(path.parent) == before


@pytest.mark.parametrize("body", [BREAK_OFF, LOSE_ROWS, NO_SUCH_COLUMN, ORPHAN])
def test_that_an_upgrade_that_goes_wrong_leaves_the_old_file_as_it_was(
    tmp_path: Path, path: Path, kept: int, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    before = snapshot(path.parent)
    plant(tmp_path, monkeypatch, body)
    with pytest.raises(UpgradeFailedError) as caught:
        Library.open(path)
    assert caught.value.fields == {
        "path": str(path),
        "library_format": NEXT - 1,
        "program_format": NEXT,
    }
    assert snapshot(path.parent) == before
    monkeypatch.undo()
    with Library.open(path) as store:
        assert not store.read_only
        assert store.scenarios.load(kept) == sample()


@pytest.mark.usefixtures("kept")
def test_that_a_disk_that_fills_up_during_the_swap_leaves_the_old_file_as_it_was(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(path.parent)
    plant(tmp_path, monkeypatch, REBUILD)

    def full(new: Path, path: Path) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(files, "put_in_place", full)
    with pytest.raises(DiskFullError):
        Library.open(path)
    assert snapshot(path.parent) == before


@pytest.mark.usefixtures("kept")
def test_that_an_upgrade_which_cannot_take_its_place_leaves_no_copy(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(path.parent)
    plant(tmp_path, monkeypatch, REBUILD)

    def held(new: Path, target: Path) -> None:
        if target == path:
            raise OSError(errno.ENOSPC, "no space left")
        put_in_place(new, target)

    monkeypatch.setattr(files, "put_in_place", held)
    for _ in range(2):
        with pytest.raises(DiskFullError):
            Library.open(path)
        assert snapshot(path.parent) == before


@pytest.mark.usefixtures("kept")
def test_that_an_older_library_that_may_only_be_read_is_told(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(path.parent)
    plant(tmp_path, monkeypatch, REBUILD)
    with pytest.raises(OlderReadOnlyLibraryError):
        Library.open(path, read_only=True)
    assert snapshot(path.parent) == before


def test_that_what_a_dead_upgrade_left_does_not_hinder_the_next(
    tmp_path: Path, path: Path, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.with_name(".a.vecinos.upgrade").write_text("half")
    path.with_name(".a.vecinos.upgrade-journal").write_text("half")
    plant(tmp_path, monkeypatch, REBUILD)
    with Library.open(path) as store:
        assert store.scenarios.load(kept) == sample()
    assert set(snapshot(path.parent)) == {"a.vecinos", f"a.format-{NEXT - 1}.vecinos"}


def test_that_a_library_that_could_not_be_made_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(upgrade, "migrate", broken)
    with pytest.raises(RuntimeError):
        Library.open(path)
    assert snapshot(path.parent) == {}


def test_that_a_damaged_older_library_is_told_as_damaged_and_not_upgraded(
    tmp_path: Path, path: Path, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM scenario WHERE id = ?", (kept,))
    connection.commit()
    connection.close()
    before = snapshot(path.parent)
    plant(tmp_path, monkeypatch, REBUILD)
    with pytest.raises(DamagedLibraryError) as caught:
        Library.open(path)
    assert caught.value.fields == {"path": str(path)}
    assert snapshot(path.parent) == before
