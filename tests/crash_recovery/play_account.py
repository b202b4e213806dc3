"""Kill a program again and again while it adds entries to a play, and look what it left."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.library import Library
from desktop.document.play.fold import fold
from desktop.domain.errors import VecinosError
from tests.crash_recovery.account import Account, Death, Listener, heard_until_dead, taken_back
from tests.crash_recovery.play_worker import entries, pulse_after
from tests.document.play.played import setup

if TYPE_CHECKING:
    import subprocess

    from tests.crash_recovery.forked import Forked

WORKER = "tests.crash_recovery.play_worker"


class _EntryListener(Listener):
    def __init__(self, program: "subprocess.Popen[str] | Forked") -> None:
        super().__init__(program)
        self.saved = self.beat = 0

    def hear(self, told: dict[str, Any]) -> None:
        self.saved = max(self.saved, told.get("saved", 0))
        self.beat = max(self.beat, told.get("beat", 0))


def kill_plays_in_turn(path: Path, ways: list[Death]) -> Account:
    """Start the program, kill it and look at the play, for each of the ways; then play on."""
    account, acknowledged = Account(), 0
    for way in ways:
        told, _ = heard_until_dead(_EntryListener, WORKER, path, way)
        once = Account(kills=1, acknowledged=max(told.saved - acknowledged, 0))
        acknowledged = max(acknowledged, told.saved)
        if path.exists():
            _look(path, way, once, acknowledged, told.beat)
        elif acknowledged:
            once.fault("acknowledged edit lost", f"{way}: no library", acknowledged)
        account.add(once)
    return account


def _look(path: Path, way: Death, account: Account, acknowledged: int, beat: int) -> None:
    """Say in an account of one kill what is wrong with the play that it left."""
    played = entries()
    try:
        damaged = taken_back(path)
        with Library.open(path) as store:
            kept = store.plays.listed()
            found = store.plays.entries(kept[0].id) if kept else ()
            pulse = store.plays.last_pulse(kept[0].id) if kept else None
    except VecinosError as error:
        account.fault("corrupt", f"{way}: {error.code}")
        return
    if damaged or len(kept) > 1:
        account.fault("corrupt", f"{way}: {damaged}, {kept}")
    if len(found) < acknowledged:
        lost = acknowledged - len(found)
        account.fault("acknowledged edit lost", f"{way}: {lost} entries", lost)
    else:
        account.found = account.acknowledged
        account.others = len(found) - acknowledged
    same = found == played[: len(found)]
    if not same or fold(setup(), found) != fold(setup(), played[: len(found)]):
        account.fault("state that never was", f"{way}: other entries")
    beaten = 0 if pulse is None else int(pulse.seconds)
    if beaten < beat or (pulse is not None and pulse != pulse_after(beaten)):
        account.fault("state that never was", f"{way}: pulse {pulse} after {beat}")


def finish(path: Path, further: int) -> bool:
    """Add some entries more; say whether the play is as one that nobody disturbed."""
    played = entries()
    with Library.open(path) as store, Library.open(path.with_suffix(".calm")) as calm:
        (kept,) = store.plays.listed()
        for one in played[kept.entries : kept.entries + further]:
            store.plays.append(kept.id, one)
        found = store.plays.copy(kept.id)
        made = calm.plays.take_in(replace(found, entries=played[: kept.entries + further])).play
        return calm.plays.copy(made.id) == found
