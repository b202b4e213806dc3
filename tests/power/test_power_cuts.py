"""What was acknowledged outlives a power cut, whenever it comes."""

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from db.file import integrity
from db.file.integrity_report import check_store
from db.file.upgrade import kept_of_upgrades
from desktop.domain.errors import VecinosError
from tests.power.recording import Replay, recorded
from tests.power.worker import LIBRARY, PACK, PACKS, held

pytestmark = pytest.mark.posix("strace, and a system whose calls it knows")

WORKER = "tests.power.worker"
MANY = 80
NEW_FOLDER = "Vecinos"
"""Where the program makes its own library; there is no such folder yet."""
LEGACY = Path(__file__).parents[1] / "db" / "legacy" / "format-3.vecinos"
Found = Callable[[Path], str]
"""Return a digest of what a folder holds; raise where that is not whole."""


@dataclass
class Account:
    """Count power cuts, and hold what fell short."""

    seed: int
    tried: int = 0
    short: list[str] = field(default_factory=list)

    def line(self, what: str) -> str:
        """Return the account in one line."""
        short = len(self.short)
        held_up = f"tried {self.tried}, held {self.tried - short}, fell short {short}"
        return f"power cuts, {what}: {held_up}; seed {self.seed}"


@pytest.fixture(autouse=True)
def tracer() -> None:
    assert shutil.which("strace"), "these tests need strace, of the package strace"


def in_library(folder: Path) -> str:
    """Return what a library holds, checked through and through."""
    path = folder / LIBRARY
    if not path.exists():
        return ""
    found = held(path)
    assert check_store(path).damaged == ()
    return found


def in_pack(folder: Path) -> str:
    path = folder / PACK
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def cut_power(
    folder: Path, given: tuple[str, ...], trials: int, seed: int, found: Found
) -> Account:
    """Let a program work in a folder and cut the power at moments on the way and at the end.

    Half of the cuts come right after something was acknowledged. Every other one leaves nothing
    that was not flushed, and the rest some of it.
    """
    at_work, before = folder / "work", folder / "before"
    shutil.copytree(at_work, before)
    calls = recorded(WORKER, *given)
    # Where the program worked is where the copies of the disk are made.
    shutil.rmtree(at_work)
    before.rename(at_work)
    chosen = random.Random(seed)
    replay = Replay(at_work, calls)
    moments: list[tuple[int, bool]] = []
    for place in range(len(calls)):
        said = len(replay.said)
        if replay.step():
            moments.append((place, len(replay.said) > said))
    acknowledged = [place for place, tells in moments if tells]
    cuts = {acknowledged[-1], *chosen.sample(acknowledged, min(trials // 2, len(acknowledged)))}
    cuts |= {place for place, _ in chosen.sample(moments, trials - len(cuts))}
    states = [str(state) for _, state in replay.said]
    replay, account = Replay(at_work, calls), Account(seed)
    for place in range(len(calls)):
        replay.step()
        if place not in cuts:
            continue
        for chance in (None, chosen):
            if account.tried < trials:
                account.tried += 1
                out = folder / f"cut-{account.tried}"
                out.mkdir()
                replay.disk.cut(out, chance)
                done = len(replay.said)
                allowed = {*states[max(done - 1, 0) : done + 1]} if done else {"", states[0]}
                try:
                    left = found(out)
                except (VecinosError, AssertionError) as error:
                    account.short.append(f"call {place}, {done} acknowledged: {error!r}")
                else:
                    if left not in allowed:
                        lost = states.index(left) if left in states else "a state that never was"
                        account.short.append(f"call {place}, {done} acknowledged: {lost}")
                shutil.rmtree(out)
    return account


def seed_of(trials: int) -> int:
    """Return the same every time for a few trials, another one for many."""
    return random.SystemRandom().randrange(2**32) if trials >= MANY else trials


def library(folder: Path, trials: int, seed: int, *switches: str, changes: int = 11) -> Account:
    (folder / "work").mkdir()
    path = folder / "work" / NEW_FOLDER / LIBRARY
    given = ("library", str(path), "--changes", str(changes), *switches)
    return cut_power(folder, given, trials, seed, lambda out: in_library(out / NEW_FOLDER))


def upgraded(folder: Path, trials: int, seed: int, *switches: str) -> Account:
    (folder / "work").mkdir()
    path = folder / "work" / LIBRARY
    shutil.copyfile(LEGACY, path)

    def found(out: Path) -> str:
        for kept in kept_of_upgrades(out / LIBRARY):
            assert integrity.read_header(kept) == integrity.read_header(LEGACY)
        return in_library(out)

    return cut_power(folder, ("upgrade", str(path), *switches), trials, seed, found)


def packs(folder: Path, trials: int, seed: int, *switches: str) -> Account:
    (folder / "work").mkdir()
    given = ("pack", str(folder / "work" / PACK), "--changes", str(PACKS), *switches)
    return cut_power(folder, given, trials, seed, in_pack)


def told(request: pytest.FixtureRequest, what: str, account: Account) -> str:
    line = account.line(what)
    request.node.user_properties.append(("power", line))
    return "\n".join((line, *account.short))


@pytest.mark.parametrize("trials", [12, pytest.param(MANY, marks=pytest.mark.long)])
def test_that_no_acknowledged_change_of_a_library_is_lost_to_a_power_cut(
    tmp_path: Path, request: pytest.FixtureRequest, trials: int
) -> None:
    account = library(tmp_path, trials, seed_of(trials), changes=14 if trials < MANY else 60)
    line = told(request, "library", account)
    assert (account.tried, account.short) == (trials, []), line


@pytest.mark.parametrize(
    ("what", "work", "trials"),
    [
        ("packs", packs, 6),
        pytest.param("packs", packs, MANY, marks=pytest.mark.long),
        pytest.param("upgrade", upgraded, MANY, marks=pytest.mark.long),
    ],
)
def test_that_a_file_put_in_the_place_of_another_is_whole_after_a_power_cut(
    tmp_path: Path,
    request: pytest.FixtureRequest,
    what: str,
    work: Callable[[Path, int, int], Account],
    trials: int,
) -> None:
    account = work(tmp_path, trials, seed_of(trials))
    line = told(request, what, account)
    assert (account.tried, account.short) == (trials, []), line


@pytest.mark.long
@pytest.mark.mutant
@pytest.mark.parametrize(
    ("work", "switch"), [(library, "--journal-unflushed"), (packs, "--folder-unflushed")]
)
def test_that_what_is_not_flushed_is_reported_as_lost(
    tmp_path: Path, work: Callable[..., Account], switch: str
) -> None:
    account = work(tmp_path, 4, 4, switch)
    assert account.short, f"{switch} goes unnoticed"
