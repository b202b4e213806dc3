"""Kill a program again and again while it saves, and count what it left in the library.

The program is one of `store_worker` and `real_window`. It tells, a line of JSON each: `edit` and
the digest of the state, before a gesture ends; `ended`; and `saved` with the last edit on the desk
whenever the title says so, be its gesture over or not. An edit is acknowledged from then on. What
must be found of it is its state, as the draft or as a step of the undo history that is kept with
it; and of each edit that is found, acknowledged or not, its undo step too.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from db.errors import UndoDamagedError
from db.file.integrity_report import check_store
from db.library import Library
from db.scenarios.serialization import digest
from desktop.domain.errors import VecinosError
from tests.crash_recovery.forked import PROGRAMS, Forked

L = TypeVar("L", bound="Listener")
ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
OLD_ENOUGH = 2.0
"""Seconds after which nearly every gesture must have been acknowledged."""
SYSTEM_CALLS = ("pwrite64", "fdatasync", "unlink")
"""What SQLite does to a disk within one write; a program can be killed at any of them."""
POINTS = ("statement", "commit", "committed")
KINDS = ("acknowledged edit lost", "state that never was", "state without its undo step", "corrupt")
"""How a library can fall short."""


@dataclass
class Account:
    """Count kills and edits."""

    kills: int = 0
    fell_short: int = 0
    """Kills after which anything was wrong."""
    wrong: Counter[str] = field(default_factory=Counter)
    """What was, by its kind."""
    acknowledged: int = 0
    found: int = 0
    """Acknowledged and found."""
    others: int = 0
    """Not acknowledged, and found whole all the same."""
    old: int = 0
    """Gestures that had ended two seconds before the kill."""
    old_acknowledged: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, other: "Account") -> None:
        """Take another account in."""
        for name in (
            "kills",
            "fell_short",
            "wrong",
            "acknowledged",
            "found",
            "others",
            "old",
            "old_acknowledged",
            "notes",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def fault(self, kind: str, told: str, count: int = 1) -> None:
        """Count something that is wrong after the one kill of this account."""
        self.fell_short = 1
        self.wrong[kind] += count
        self.notes.append(told)

    def line(self) -> str:
        """Return the account in one line."""
        kinds = ", ".join(f"{kind} {self.wrong[kind]}" for kind in KINDS)
        return (
            f"tried {self.kills}, held {self.kills - self.fell_short}, fell short "
            f"{self.fell_short} ({kinds}); acknowledged {self.acknowledged}, of these found "
            f"{self.found}, others found whole {self.others}; ended two seconds before "
            f"{self.old}, of these acknowledged {self.old_acknowledged}"
        )

    def check(self) -> None:
        """Fail unless nothing that was acknowledged is lost and nothing is half."""
        told = "\n".join((self.line(), *self.notes))
        assert self.acknowledged > 0, told
        assert self.fell_short == 0, told
        assert self.found == self.acknowledged, told
        assert self.old_acknowledged >= 0.9 * self.old, told


@dataclass(frozen=True, slots=True)
class Death:
    """Say how a program is to die."""

    after: float = 0.0
    """Seconds after it is ready, by a kill from outside; where no point is named."""
    point: str = ""
    """One of POINTS, at which the program kills itself, or of SYSTEM_CALLS."""
    count: int = 0
    """The how-manieth time it comes there."""

    def command(self, module: str, path: Path, *further: str) -> list[str]:
        """Return how the program is started."""
        command = [sys.executable, "-m", module, str(path), *further, *self.words()]
        if self.point in SYSTEM_CALLS:
            inject = f"inject={self.point}:signal=SIGKILL:when={self.count}"
            tracer = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={self.point}"]
            return [*tracer, "-e", inject, *command]
        return command

    def words(self) -> tuple[str, ...]:
        """Return what a program is told that kills itself."""
        return ("--die-at", self.point, str(self.count)) if self.point in POINTS else ()


def deaths(seed: int, outside: int, inside: int, longest: float) -> list[Death]:
    """Return ways to die: from outside at random moments, and at random points of a write."""
    chosen = random.Random(seed)
    found = [Death(after=chosen.uniform(0.05, longest)) for _ in range(outside)]
    for place in range(inside):
        if place % 2:
            # About as many as a dozen saves make.
            reach = {"pwrite64": 150, "fdatasync": 40, "unlink": 12}
            point = SYSTEM_CALLS[place // 2 % len(SYSTEM_CALLS)]
            found.append(Death(point=point, count=chosen.randint(2, reach[point])))
        else:
            point = POINTS[place // 2 % len(POINTS)]
            most = 120 if point == "statement" else 15
            found.append(Death(point=point, count=chosen.randint(1, most)))
    chosen.shuffle(found)
    return found


def kill_in_turn(module: str, path: Path, ways: list[Death], *further: str) -> Account:
    """Start the program, kill it and look at the library, for each of the ways."""
    account, before = Account(), _draft(path) if path.exists() else ""
    for way in ways:
        once, before = _kill(module, path, way, further, before)
        account.add(once)
    return account


class Listener(threading.Thread):
    """Read what a program tells until it is dead."""

    def __init__(self, program: "subprocess.Popen[str] | Forked") -> None:
        super().__init__(daemon=True)
        self._program = program
        self.ready = threading.Event()

    def run(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            if line.endswith("}\n"):
                told = json.loads(line)
                self.hear(told)
                if "ready" in told:
                    self.ready.set()

    def hear(self, told: dict[str, Any]) -> None:
        """Take in one line."""
        raise NotImplementedError


class _EditListener(Listener):
    def __init__(self, program: "subprocess.Popen[str] | Forked") -> None:
        super().__init__(program)
        self.edits: dict[int, str] = {}
        self.ended: dict[int, float] = {}
        self.saved = 0
        self.states: set[str] = set()
        """Whole states that may be found: where it began, and those on the way to an edit."""

    def hear(self, told: dict[str, Any]) -> None:
        if "ready" in told:
            self.states.add(told["ready"])
        elif "state" in told:
            self.states.add(told["state"])
        elif "edit" in told:
            self.edits[told["edit"]] = told["digest"]
            self.states.add(told["digest"])
        elif "ended" in told:
            self.ended[told["ended"]] = told["at"]
        else:
            self.saved = max(self.saved, told["saved"])


def _kill(
    module: str, path: Path, way: Death, further: tuple[str, ...], before: str
) -> tuple[Account, str]:
    """Return the account of one kill, and the digest of the draft that it left."""
    listener, died = heard_until_dead(_EditListener, module, path, way, *further)
    return _look(path, listener, way, died, before)


def heard_until_dead(
    kind: type[L], module: str, path: Path, way: Death, *further: str
) -> tuple[L, float]:
    """Start a program and kill it; return what it told, and when it died."""
    errors = path.with_name("errors.txt")
    with _begun(module, path, way, further, errors) as program:
        listener = kind(program)
        listener.start()
        try:
            if not way.point:
                assert listener.ready.wait(PATIENCE), errors.read_text()
                time.sleep(way.after)
                program.kill()
            program.wait(PATIENCE)
            died = time.monotonic()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
        listener.join(PATIENCE)
    killed = (-signal.SIGKILL, 128 + signal.SIGKILL)
    assert program.returncode in killed, errors.read_text()
    return listener, died


def _begun(
    module: str, path: Path, way: Death, further: tuple[str, ...], errors: Path
) -> "subprocess.Popen[str] | Forked":
    """Start a program; where a tracer is to see it begin, and with a window, as people do."""
    if module in PROGRAMS and way.point not in SYSTEM_CALLS:
        return Forked(module, str(path), *further, *way.words(), errors=errors)
    with errors.open("w") as written:
        return subprocess.Popen(
            way.command(module, path, *further),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            # A tracer that is killed lets its program live on.
            start_new_session=True,
        )


def _look(
    path: Path, told: _EditListener, way: Death, died: float, before: str
) -> tuple[Account, str]:
    account = Account(kills=1)
    old = [number for number, at in told.ended.items() if at <= died - OLD_ENOUGH]
    account.old = len(old)
    account.old_acknowledged = sum(number <= told.saved for number in old)
    account.acknowledged = told.saved
    if not path.exists():
        # Killed before there was a library.
        if told.saved:
            account.fault("acknowledged edit lost", f"{way}: no library", told.saved)
        return account, before
    try:
        damaged = taken_back(path)
        with Library.open(path) as store:
            kept = store.scenarios.last_opened()
            now, passed, reached = ("", set(), set()) if kept is None else _states(store, kept)
    except VecinosError as error:
        account.fault("corrupt", f"{way}: {error.code}")
        return account, before
    if damaged:
        account.fault("corrupt", f"{way}: {damaged}")
    found = {number for number, state in told.edits.items() if state in passed}
    account.found = sum(number <= told.saved for number in found)
    account.others = len(found) - account.found
    if now and told.ready.is_set() and now not in {*told.states, before}:
        account.fault("state that never was", f"{way}: a state that never was")
    bare = sorted(number for number in found if told.edits[number] not in reached)
    if bare:
        account.fault("state without its undo step", f"{way}: no step to {bare}", len(bare))
    lost = account.acknowledged - account.found
    if lost:
        what = f"{way}: {told.saved} acknowledged, {sorted(found)} found"
        account.fault("acknowledged edit lost", what, lost)
    return account, now


def _draft(path: Path) -> str:
    with Library.open(path) as store:
        kept = store.scenarios.last_opened()
        return "" if kept is None else digest(store.scenarios.load(kept))


def taken_back(path: Path) -> tuple[object, ...]:
    """Return what is damaged in a library after half a save was taken back."""
    # Opening takes back the half save that a kill may have left; looking alone may not.
    Library.open(path).close()
    return check_store(path).damaged


def _states(store: Library, kept: int) -> tuple[str, set[str], set[str]]:
    """Return the draft, all states that are kept, and those that an undo step leads to."""
    now = digest(store.scenarios.load(kept))
    try:
        trail = store.scenarios.undo_log(kept)
    except UndoDamagedError:
        return now, {now}, set()
    steps = (*trail.done, *trail.undone)
    reached = {digest(step.after) for step in steps}
    return now, {now, *reached, *(digest(step.before) for step in steps)}, reached
