"""A program of its own for what a test cannot do to itself: one action, one line of JSON."""

import argparse
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from db.library import Library
from desktop.domain.errors import VecinosError
from tests.db.samples import sample, snapshot

NOBODY = 65534


def attempt(path: Path) -> dict[str, object]:
    """Open a library, read it and save into it, and tell what each step said."""
    try:
        store = Library.open(path)
    except VecinosError as error:
        return {"open": error.code}
    with store:
        told: dict[str, object] = {
            "open": None,
            "names": [s.name for s in store.scenarios.listed()],
        }
        told["reason"] = store.read_only_reason.code if store.read_only_reason else None
        try:
            store.scenarios.create(sample("new"))
        except VecinosError as error:
            told["save"] = error.code
        else:
            told["save"] = None
    return told


def overfill(path: Path, *, by_limit: bool) -> dict[str, object]:
    """Save what does not fit, then something smaller once there is room again."""
    large = replace(sample(), notes="ñ" * 100_000)
    filler = path.with_name("filler")
    with Library.open(path) as store:
        kept = store.scenarios.create(sample())
        if by_limit:
            import resource

            # A module imported meanwhile would leave half a file of byte code behind.
            sys.dont_write_bytecode = True
            free = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, free[1]))
        else:
            fill(filler)
        before = snapshot(path.parent)
        told: dict[str, object] = {}
        try:
            store.scenarios.save(kept, large)
        except VecinosError as error:
            told["save"] = error.code
        told["untouched"] = snapshot(path.parent) == before
        if not by_limit:
            told["create"] = attempt(path.with_name("new.vecinos"))["open"]
            told["nothing_left"] = snapshot(path.parent) == before
        if by_limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, free)
        else:
            filler.unlink()
        store.scenarios.save(kept, sample(value=1.0))
        told["later"] = store.scenarios.load(kept) == sample(value=1.0)
    return told


def forget_with_a_full_disk(path: Path) -> dict[str, object]:
    """Forget, the disk filling up before the library is written anew; then once there is room."""
    from db.errors import LibraryError
    from db.file.integrity_report import check_store
    from db.forgetting import files
    from tests.db.forgetting import test_files

    filler, write_anew = path.with_name("filler"), files._write_anew

    def filling(place: Path) -> None:
        if place == path:
            fill(filler)
        write_anew(place)

    test_files.fill(path)
    before, told = test_files.figures(path), dict[str, object]()
    with patch.object(files, "_write_anew", filling):
        try:
            files.forget(path, names=True, notes=True)
        except LibraryError as error:
            told["forget"] = error.code
    filler.unlink()
    told["whole"] = check_store(path).damaged == () and test_files.figures(path) == before
    files.forget(path, names=True, notes=True)
    told["left"] = test_files.tokens(path.parent)
    told["figures"] = test_files.figures(path) == before
    return told


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


def say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("action", choices=["attempt", "forget", "hold", "full", "limit"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--as-nobody", action="store_true")
    given = parser.parse_args()
    if given.as_nobody and os.geteuid() == 0:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
    if given.action == "hold":
        with Library.open(given.path):
            say({"open": None})
            sys.stdin.read()
    elif given.action == "attempt":
        say(attempt(given.path))
    elif given.action == "forget":
        say(forget_with_a_full_disk(given.path))
    else:
        say(overfill(given.path, by_limit=given.action == "limit"))


if __name__ == "__main__":
    main()
