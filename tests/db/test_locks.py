import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.errors import LockedLibraryError
from db.library import Library
from tests.db.samples import sample

ROOT = Path(__file__).parents[2]


@contextmanager
def another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold a library open in a program of its own."""
    command = [sys.executable, "-m", "tests.db.child", "hold", str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert json.loads(other.stdout.readline()) == {"open": None}
        try:
            yield other
        finally:
            other.kill()


def test_that_a_second_program_reads_only_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as store:
        kept = store.scenarios.create(sample())
    with another_program(path) as other:
        with Library.open(path) as second:
            assert second.read_only
            assert isinstance(second.read_only_reason, LockedLibraryError)
            assert second.scenarios.load(kept) == sample()
            with pytest.raises(LockedLibraryError) as caught:
                second.scenarios.save(kept, sample(value=1.0))
            assert caught.value.fields == {"path": str(path)}
        other.kill()
        other.wait()
        with Library.open(path) as first:
            assert not first.read_only
            first.scenarios.save(kept, sample(value=1.0))


def test_that_a_second_window_of_one_program_reads_only_too(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path) as first, Library.open(path) as second:
        assert not first.read_only
        assert second.read_only
        kept = first.scenarios.create(sample())
        assert second.scenarios.load(kept) == sample()
    with Library.open(path) as again:
        assert not again.read_only


def test_that_reading_asks_for_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    Library.open(path).close()
    with Library.open(path, read_only=True), Library.open(path) as writer:
        assert not writer.read_only


def test_that_the_lock_outlives_a_second_program_that_only_read(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    with Library.open(path):
        Library.open(path).close()
        with Library.open(path) as third:
            assert third.read_only
