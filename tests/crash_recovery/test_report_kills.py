"""A report is whole after a kill in the middle of a write: no state that was kept is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db import Library
from tests.crash_recovery.report_worker import HEADER, state

WORKER = "tests.crash_recovery.report_worker"
PATIENCE = 120.0


def acknowledged(library: Path, point: str, count: int) -> tuple[int, int]:
    """Save until the program dies at a point of a write; return where it began and ended."""
    words = [sys.executable, "-m", WORKER, str(library), "--die-at", point, str(count)]
    ended = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=False)
    assert ended.returncode == -9, ended.stderr
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    first = next(one["ready"] for one in told if "ready" in one)
    return first, max((one["saved"] for one in told if "saved" in one), default=first)


@pytest.mark.parametrize(
    "deaths",
    [
        (("statement", 60),),
        pytest.param(
            (
                ("commit", 9),
                ("committed", 12),
                ("statement", 33),
                ("commit", 40),
                ("statement", 101),
            ),
            marks=pytest.mark.long,
        ),
    ],
)
def test_that_a_report_killed_in_the_middle_of_a_write_has_its_last_state_and_its_steps(
    deaths: tuple[tuple[str, int], ...], tmp_path: Path
) -> None:
    library, before = tmp_path / "a.vecinos-library", 0
    with Library.open(library) as store:
        store.plays.begin("Ensayo", HEADER)
    for point, count in deaths:
        first, last = acknowledged(library, point, count)
        assert first == before
        assert last > first
        with Library.open(library) as store:
            assert list(store.reports.damaged()) == []
            kept = store.reports.load(store.plays.listed()[0].id)
        assert kept is not None
        before = kept.history.draft.forms
        # What was being written is there whole, or not at all.
        assert before in (last, last + 1)
        numbers = [draft.forms for _, draft in kept.history.states]
        assert numbers == list(range(before + 1 - len(numbers), before + 1))
        assert all(draft in (state(draft.forms), type(draft)()) for _, draft in kept.history.states)
