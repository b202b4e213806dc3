"""Each key that an exercise needs, taken out in turn: a fault names its table and the key."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import tomli

from desktop.modelfiles.exercises.read import exercise_files
from tests.modelfiles.exercises.example import Plain, places, plain, tables

OPTIONAL = {
    "": {"languages", "assumptions", "artificialities", "ground_rules", "facilitator_note"}
    | {"first_day", "last_day", "place", "sponsor", "handling"}
    | {"objective", "team", "inject", "goal", "feedback", "ready_text"},
    "start": {"assumptions", "seed", "members", "charts", "settings", "events"},
    "settings": {"start", "ramp"},
    "events": {"size"},
    "objective": {"tasks", "failed_by"},
    "failed_by": set(),
    "team": {"interests", "red_lines", "levers", "purse", "members"},
    "round": {"pause", "decision", "levers", "predict", "charts", "questions"}
    | {"moves", "reveal", "note"},
    "minutes": {"brief", "deliberate", "decide", "predict", "advance", "discuss"},
    "moves": {"ramp"},
    "inject": {"to", "questions", "chart", "controller", "expected", "objectives"}
    | {"learning_point", "note", "remarks", "shock", "no_shock", "trigger", "after"}
    | {"claims", "sources", "status"},
    "shock": {"size"},
    "expected": {"weight"},
    # One of each pair: what is wrong is told at the other.
    "trigger": {"indicator", "lever", "at_least", "at_most"},
    "goal": {"team", "declared"},
    "criteria": {"month", "at_least", "at_most"},
    "feedback": set(),
    "ready_text": set(),
}
"""Kind of table -> keys that may be absent; every other one is needed."""
PARTS = ("objective", "team", "round", "inject", "goal", "feedback", "ready_text")


def kind(table: str) -> str:
    """Return what kind of table this is."""
    last = table.rpartition(".")[2].partition("[")[0]
    return table.partition(".")[0] if table.count(".") == 1 and "[" not in table else last


def named(data: Plain) -> dict[str, Plain]:
    """Return every table of an exercise by its name, without texts and the tables of parts."""
    every = {"": data, **dict(tables(data))}
    return {
        name: table
        for name, table in every.items()
        if name not in PARTS and not set(table) <= {"en", "es"}
    }


def needed(data: Plain) -> Iterator[tuple[str, str]]:
    """Yield table and key of everything that has to be there."""
    for name, table in named(data).items():
        of = kind(name)
        for key in table:
            held_ready = key == "at" and table.get("type") == "contingency"
            if key not in OPTIONAL[of] and not held_ready:
                yield name, key


def check(data: Plain) -> int:
    """Take out each needed key in turn, and return how many there are."""
    keys = list(needed(data))
    for table, key in keys:
        lacking = deepcopy(data)
        del named(lacking)[table][key]
        found = {(where, what) for where, what, _ in places(lacking)}
        assert (table or "–", key) in found, (table, key)
    return len(keys)


def test_that_each_needed_key_that_is_taken_out_of_the_example_is_named() -> None:
    assert check(plain()) > 60


@pytest.mark.long
@pytest.mark.parametrize("path", exercise_files(), ids=lambda path: path.stem)
def test_that_each_needed_key_that_is_taken_out_of_a_shipped_exercise_is_named(path: Path) -> None:
    assert check(deepcopy(tomli.loads(path.read_text(encoding="utf-8")))) > 60
