"""A play that is killed goes on where it stood, and ends as if nothing had happened."""

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import Library
from desktop.domain.play.entries import Pulse, Recorded, StageBegun
from tests.crash_recovery.forked import Forked

WINDOW = "tests.crash_recovery.play_window"
PATIENCE = 120.0
NEAR = 2.0
"""Seconds that the countdown may be away from the last pulse."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold what one process told before it ended."""

    told: tuple[dict[str, object], ...]

    @property
    def kept(self) -> int:
        """Return how many entries it said are on the disk."""
        return max((int(str(one["kept"])) for one in self.told if "kept" in one), default=0)

    @property
    def done(self) -> bool:
        return {"done": True} in self.told


def play_on(library: Path, dies_after: float | None) -> Turn:
    """Go on with the play; with a time, kill the process so long after it has taken it up."""
    errors = library.with_suffix(".errors")
    with Forked(WINDOW, str(library), errors=errors) as process:
        # The last line may have been cut off.
        lines = [process.stdout.readline()]
        if dies_after is not None:
            time.sleep(dies_after)
            process.kill()
        lines += process.stdout.readlines()
        code = process.wait(PATIENCE)
    assert dies_after is not None or code == 0, errors.read_text()
    lines = [one for one in lines if one.endswith("\n")]
    told = tuple(json.loads(one) for one in lines)
    assert [one for one in told if "failed" in one] == []
    return Turn(told)


def in_library(library: Path) -> tuple[tuple[Recorded, ...], Pulse | None]:
    with Library.open(library, read_only=True) as store:
        plays = store.plays.listed()
        if not plays:
            return (), None
        return store.plays.entries(plays[0].id), store.plays.last_pulse(plays[0].id)


def essence(record: tuple[Recorded, ...]) -> list[object]:
    """Return what was recorded, whenever it was."""
    return [(one.number, one.author, one.entry) for one in record]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    library = tmp_path_factory.mktemp("undisturbed") / "a.vecinos-library"
    assert play_on(library, None).done
    return essence(in_library(library)[0])


def kill_in_turn(library: Path, deaths: list[float]) -> int:
    """Kill the desk at these times, look at the library after each; return entries acknowledged."""
    acknowledged = 0
    record: tuple[Recorded, ...] = ()
    pulse: Pulse | None = None
    for after in deaths:
        turn = play_on(library, after)
        if record:
            check_taken_up(turn.told[0], record, pulse)
        acknowledged = max(acknowledged, turn.kept)
        record, pulse = in_library(library)
        assert len(record) >= acknowledged, "an acknowledged entry is gone"
        assert [one.number for one in record] == list(range(1, len(record) + 1))
        if turn.done:
            break
    return acknowledged


def check_taken_up(
    told: dict[str, object], record: tuple[Recorded, ...], pulse: Pulse | None
) -> None:
    """Check that a play was taken up held, in the same stage, near the last pulse."""
    stages = [one.entry for one in record if isinstance(one.entry, StageBegun)]
    assert told["found"] == len(record)
    assert told["stage"] == ([stages[-1].round, stages[-1].stage] if stages else ["", ""])
    assert told["running"] is False
    if pulse is not None and pulse.seconds >= record[-1].seconds:
        assert abs(float(str(told["left"])) - pulse.remaining) <= NEAR


@pytest.mark.parametrize("count", [2, pytest.param(25, marks=pytest.mark.long)])
def test_that_a_play_killed_at_any_moment_ends_with_the_undisturbed_record_and_figures(
    tmp_path: Path, undisturbed: list[object], count: int
) -> None:
    seed = 5 if count == 2 else random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    turns = 0
    while turns < count:
        library = tmp_path / f"{turns}.vecinos-library"
        deaths = [chance.uniform(0.0, 1.6) for _ in range(min(5, count - turns))]
        kill_in_turn(library, deaths)
        turns += len(deaths)
        assert play_on(library, None).done, f"seed {seed}"
        assert essence(in_library(library)[0]) == undisturbed, f"seed {seed}"
