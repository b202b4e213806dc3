"""A trial write tells what a save would meet, and leaves no trace."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from db.errors import ObstructedLibraryError, ReadOnlyLibraryError, VanishedLibraryError
from db.library import Library


def test_that_a_trial_write_reaches_the_disk_and_changes_no_byte_of_the_library(
    tmp_path: Path,
) -> None:
    path = tmp_path / "taller.vecinos-library"
    with Library.open(path) as library:
        before, beside = path.read_bytes(), sorted(tmp_path.iterdir())
        journals: list[int] = []
        sa.event.listen(
            library._handle.engine,
            "rollback",
            lambda _: journals.append(path.with_name(f"{path.name}-journal").stat().st_size),
        )
        library.try_writing()
        assert len(journals) == 1
        assert journals[0] > 0
        assert path.read_bytes() == before
        assert sorted(tmp_path.iterdir()) == beside


def test_that_a_trial_write_meets_what_a_save_would_meet(tmp_path: Path) -> None:
    path = tmp_path / "taller.vecinos-library"
    with Library.open(path) as library:
        path.with_name(f"{path.name}-journal").mkdir()
        with pytest.raises(ObstructedLibraryError):
            library.try_writing()
        path.with_name(f"{path.name}-journal").rmdir()
        path.unlink()
        with pytest.raises(VanishedLibraryError):
            library.try_writing()


def test_that_a_library_opened_to_be_read_says_so_when_a_write_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "taller.vecinos-library"
    Library.open(path).close()
    with Library.open(path, read_only=True) as library, pytest.raises(ReadOnlyLibraryError):
        library.try_writing()
