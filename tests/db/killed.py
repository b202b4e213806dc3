"""Programs that save until they are killed, and the account of what they acknowledged.

They are forked from a server that has imported everything, so that a kill costs milliseconds
and not the start of a program.
"""

import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from db.store import Store
from desktop.domain.scenario import Scenario
from tests.db.samples import sample

Saver = Callable[[str, int, int, Connection], None]


def edit(number: int) -> Scenario:
    """Return the scenario as it stands after this many edits; all its tables change."""
    edited = sample("killed", value=float(number))
    return replace(edited, notes=f"{number} " * (1 + 400 * (number % 3)), charts=(f"c{number}",))


@dataclass
class Account:
    """Count what a series of kills left behind."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[int] = field(default_factory=list)
    """Edits that were acknowledged and are not in the library, nor anything later."""
    half: list[int] = field(default_factory=list)
    """Edits of which only a part is in the library."""


def kill_again_and_again(
    saver: Saver, path: Path, kills: int, modules: list[str], seed: int
) -> Account:
    """Kill a program at random moments while it saves, and look at the library each time."""
    chosen = random.Random(seed)
    account = Account()
    with Store.open(path) as store:
        kept = store.create(edit(0))
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([*modules, "tests.db.killed"])
    first = 0
    for _ in range(kills):
        receiver, sender = server.Pipe(duplex=False)
        process = server.Process(target=saver, args=(str(path), kept, first + 1, sender))
        process.start()
        sender.close()
        assert receiver.poll(30), "the program did not save anything"
        time.sleep(chosen.uniform(0, 0.06))
        process.kill()
        process.join()
        account.kills += 1
        last = first
        try:
            while receiver.poll():
                last = receiver.recv()
                account.acknowledged += 1
        except EOFError:
            pass
        receiver.close()
        first = _look(path, kept, last, account)
    return account


def _look(path: Path, kept: int, last: int, account: Account) -> int:
    with Store.open(path) as store:
        assert not store.read_only
        found = store.load(kept)
    number = int(found.policy.settings["legal_pathways"].value)
    if number < last:
        account.lost.append(last)
    if found != edit(number):
        account.half.append(number)
    return max(number, last)


def save_until_killed(path: str, kept: int, first: int, acknowledge: Connection) -> None:
    with Store.open(path) as store:
        for number in range(first, first + 10_000):
            store.save(kept, edit(number))
            acknowledge.send(number)


def acknowledge_without_saving(path: str, kept: int, first: int, acknowledge: Connection) -> None:
    """Claim one save that was not made: a planted mistake that the account must show."""
    with Store.open(path) as store:
        if first % 2 == 0:
            store.save(kept, edit(first))
        acknowledge.send(first)
        time.sleep(60)
