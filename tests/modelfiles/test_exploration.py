"""Files that say what shall be explored: read, or all that is wrong with them told at once."""

from pathlib import Path

import pytest

from desktop.domain.clock import Month
from desktop.domain.exploration import LeverRange, ParameterRange
from desktop.modelfiles.exploration import (
    ExplorationFileError,
    ExplorationFileNotReadError,
    read_exploration,
)
from desktop.modelfiles.read import read_model

GOOD = """
format = 1
points = 20
members = 5
seeds = [3, 4]
indicators = ["homicide_rate"]
months = ["2036-12", "2030-06"]
assumptions = ["articles", "studies"]
[levers.mx_security_spending]
low = 0.7
start = "2026-01"
ramp = 12
[parameters.trade_growth]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "spec.toml"
    path.write_bytes(text.encode())
    return path


def test_that_a_file_gives_ranges_and_what_it_leaves_out_is_the_whole(tmp_path: Path) -> None:
    model = read_model()
    found = read_exploration(written(tmp_path, GOOD), model)
    assert (found.points, found.members, found.runs, found.seeds) == (20, 5, 100, (3, 4))
    assert found.months == (Month(2030, 6), Month(2036, 12))
    assert found.levers == (LeverRange("mx_security_spending", 0.7, 2.0, Month(2026, 1), 12),)
    movable = model.assumptions.movables["trade_growth"]
    assert found.parameters == (ParameterRange("trade_growth", movable.low, movable.high),)
    few = 'format = 1\npoints = 2\nmembers = 1\n[levers."dea_access"]\n'
    short = read_exploration(written(tmp_path, few), model)
    assert short.indicators == tuple(model.indicators)
    assert (short.months, short.assumptions) == ((model.clock.horizon,), ("neutral",))


def test_that_every_fault_is_told_at_once_with_table_key_and_reason(tmp_path: Path) -> None:
    bad = GOOD.replace("points = 20", "points = 900000").replace("format = 1", "format = 2")
    bad = bad.replace("low = 0.7", 'low = "much"\nhigh = 9.0\nwhat = 1')
    bad = bad.replace('"2036-12"', '"2099-12"').replace("articles", "article")
    bad += "[levers.nothing]\n"
    with pytest.raises(ExplorationFileError) as refused:
        read_exploration(written(tmp_path, bad), read_model())
    told = [
        (one.fields["table"], one.fields["key"], str(one.fields["reason"]).removeprefix("reason."))
        for one in refused.value.faults
    ]
    lever = "levers.mx_security_spending"
    assert {
        ("–", "format", "out_of_limits"),
        ("–", "points", "too_many"),
        ("–", "months", "month_out_of_limits"),
        ("–", "assumptions", "name_not_quite"),
        (lever, "low", "not_number"),
        (lever, "high", "out_of_limits"),
        (lever, "what", "unknown_key"),
        ("levers.nothing", "–", "unknown_name"),
    } == set(told)
    assert refused.value.fields["count"] == len(told)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"points = ",
        b"[" * 5000,
        b"#" * 20_000_000,
        b"format = 1\npoints = 1e9\nmembers = -1\nlevers = 3\nparameters = [1]\nseeds = 'x'",
        b"format = 1\npoints = 1\nmembers = 1\nseeds = [1.5, -1]\nmonths = [2030, 'May']",
    ],
    ids=["empty", "bytes", "cut", "deep", "huge", "types", "lists"],
)
def test_that_hostile_files_are_refused_and_never_crash(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "spec.toml"
    path.write_bytes(content)
    with pytest.raises(ExplorationFileError) as refused:
        read_exploration(path, read_model())
    assert refused.value.faults
    with pytest.raises(ExplorationFileNotReadError):
        read_exploration(tmp_path, read_model())
