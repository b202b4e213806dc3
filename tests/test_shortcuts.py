"""What makes the suite quick changes nothing of what it tests."""

import inspect
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.file import upgrade
from db.library import Library
from tests.conftest import LONGEST, ROOT


@pytest.mark.parametrize("name", LONGEST)
def test_that_a_module_to_begin_with_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


def test_that_tables_laid_out_from_memory_are_those_that_the_migrations_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "again"):
        Library.open(tmp_path / name).close()
    monkeypatch.setattr(upgrade, "migrate", inspect.unwrap(upgrade.migrate))
    Library.open(tmp_path / "migrated").close()
    again, migrated = (_content(tmp_path / name) for name in ("again", "migrated"))
    assert again == migrated


def _content(path: Path) -> list[str]:
    """Return what makes a library anew, but what no two have in common and SQLite's own counts."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE library SET uid = '', created_at = ''")
        return [each for each in file.iterdump() if "sqlite_sequence" not in each]
