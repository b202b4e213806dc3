"""The exported model: two files of one run, both or neither, the same bytes every time."""

import csv
import errno
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from desktop.cli import main
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.run.project import variables
from desktop.modelfiles.read import read_model
from desktop.reports.output import UnwritableOutputError, write_together

MODEL = read_model()
COMPILED = compile_model(MODEL)
EVENT = next(iter(MODEL.events))
WORDS = ("--set", "us_tariff_on_mexico=25@2025-02/1", "--event", f"{EVENT}@2027-03:1.5")
POLICY = Policy(
    {"us_tariff_on_mexico": Setting(25.0, Month(2025, 2), 1)},
    (PlannedEvent(EVENT, Month(2027, 3), 1.5),),
)


def table(path: Path) -> dict[str, list[float]]:
    """Return the columns of a run's table."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return {name: [float(row[n]) for row in rows] for n, name in enumerate(header)}


def ours(ensemble: EnsembleChoice, member: int) -> dict[str, list[float]]:
    """Return every variable of a member as the engine computes it among the others."""
    found = variables(COMPILED, POLICY, COMPILED.draws(ensemble))
    return {name: values[:, member].tolist() for name, values in found.items()}


@pytest.mark.parametrize(
    ("words", "ensemble", "member"),
    [
        ((), EnsembleChoice(members=0), 0),
        (("--member", "central"), EnsembleChoice(members=0), 0),
        (
            ("--member", "7", "--members", "20", "--seed", "3"),
            EnsembleChoice(members=20, seed=3),
            7,
        ),
    ],
    ids=["without", "central", "one-of-twenty"],
)
def test_that_the_table_holds_every_variable_of_that_run(
    words: tuple[str, ...], ensemble: EnsembleChoice, member: int, tmp_path: Path
) -> None:
    assert main(["export-model", str(tmp_path / "m.xmile"), *WORDS, *words]) == 0

    columns = table(tmp_path / "m.csv")

    assert columns.pop("time") == list(range(MODEL.clock.steps + 1))
    expected = ours(ensemble, member)
    assert list(columns) == list(expected)
    for name, values in expected.items():
        np.testing.assert_allclose(columns[name], values, rtol=1e-12, err_msg=name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.csv", "m.xmile"]


def test_that_the_model_file_is_well_formed_and_knows_every_column(tmp_path: Path) -> None:
    main(["export-model", str(tmp_path / "m.xmile"), *WORDS])
    root = ET.parse(tmp_path / "m.xmile").getroot()
    names = {element.attrib["name"] for element in root.iter() if "name" in element.attrib}
    assert set(table(tmp_path / "m.csv")) - {"time"} <= names


def test_that_the_same_command_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        words = ("--member", "3", "--members", "9")
        assert main(["export-model", str(tmp_path / f"{name}.xmile"), *WORDS, *words]) == 0
    for suffix in (".xmile", ".csv"):
        first, second = ((tmp_path / f"{name}{suffix}").read_bytes() for name in "ab")
        assert first == second
        assert b"\r" not in first


def test_that_neither_file_changes_when_the_second_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "m.xmile", tmp_path / "m.csv"
    for path in (first, second):
        path.write_text("kept")
    syncs: list[int] = []

    def full(descriptor: int) -> None:
        syncs.append(descriptor)
        if len(syncs) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableOutputError) as failure:
        write_together({first: b"new", second: b"new"})

    assert failure.value.fields["path"] == second
    assert (first.read_text(), second.read_text()) == ("kept", "kept")
    assert sorted(tmp_path.iterdir()) == [second, first]
