"""No acknowledged edit is lost to a kill, whenever it comes."""

import random
import shutil
from pathlib import Path

import pytest

from tests.crash_recovery.account import Account, Death, deaths, kill_in_turn
from tests.crash_recovery.play_account import finish, kill_plays_in_turn

WORKER = "tests.crash_recovery.store_worker"
WINDOW = "tests.crash_recovery.real_window"


def _told(request: pytest.FixtureRequest, name: str, account: Account) -> None:
    request.node.user_properties.append(("kills", f"{name}: {account.line()}"))


@pytest.fixture(autouse=True)
def tracer() -> None:
    assert shutil.which("strace"), "these tests need strace, of the package strace"


def test_that_no_acknowledged_edit_is_lost_when_the_store_worker_is_killed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ways = deaths(seed=11, outside=2, inside=2, longest=0.6)
    account = kill_in_turn(WORKER, tmp_path / "a.vecinos-library", ways)
    _told(request, "store worker", account)
    assert account.kills == 4
    account.check()


@pytest.mark.long
def test_that_no_acknowledged_edit_is_lost_when_the_window_is_killed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "a.vecinos-library"
    account = kill_in_turn(WINDOW, path, [Death(after=5.0)])
    account.add(kill_in_turn(WINDOW, path, [Death(point="pwrite64", count=120)], "--early"))
    _told(request, "real window", account)
    assert account.kills == 2
    assert account.old > 0
    account.check()


@pytest.mark.long
def test_that_two_hundred_kills_lose_no_acknowledged_edit(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    path = tmp_path / "window.vecinos-library"
    account = Account(notes=[f"seed {seed}"])
    late = deaths(seed, outside=13, inside=7, longest=4.0)
    early = deaths(seed + 1, outside=12, inside=8, longest=3.0)
    account.add(kill_in_turn(WINDOW, path, late))
    account.add(kill_in_turn(WINDOW, path, early, "--early"))
    _told(request, "real window", account)
    assert account.kills == 40
    for turn in range(4):
        # A library each, so that undo histories do not grow beyond what is kept.
        ways = deaths(seed + turn, outside=18, inside=22, longest=1.5)
        account.add(kill_in_turn(WORKER, tmp_path / f"{turn}.vecinos-library", ways))
    _told(request, "long", account)
    assert account.kills == 200
    account.check()


@pytest.mark.mutant
def test_that_a_commit_that_is_skipped_is_reported_as_a_loss(tmp_path: Path) -> None:
    account = kill_in_turn(
        WORKER,
        tmp_path / "a.vecinos-library",
        [Death(after=1.5)],
        "--skip-commit-of-save",
        "5",
    )
    assert account.acknowledged == 5
    assert account.found == 4
    with pytest.raises(AssertionError):
        account.check()


def test_that_no_acknowledged_entry_of_a_play_is_lost_to_a_kill(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "a.vecinos-library"
    account = kill_plays_in_turn(path, deaths(seed=5, outside=6, inside=9, longest=0.6))
    _told(request, "plays", account)
    assert account.kills == 15
    account.check()
    assert finish(path, 5)


@pytest.mark.long
def test_that_seventy_five_kills_lose_no_acknowledged_entry_of_a_play(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    account = Account(notes=[f"seed {seed}"])
    for turn in range(5):
        path = tmp_path / f"{turn}.vecinos-library"
        account.add(kill_plays_in_turn(path, deaths(seed + turn, 7, 8, longest=1.5)))
        assert finish(path, 5)
    _told(request, "plays, long", account)
    assert account.kills == 75
    account.check()
