"""The commands about the past: how the projections did, and what made the ensembles."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop import cli
from desktop.calibration import run
from desktop.calibration.hindcast import ORIGINS
from desktop.calibration.told import ASKED
from desktop.calibration.track_record import FILE
from desktop.modelfiles.ensembles import FOLDER
from desktop.modelfiles.resources import RESOURCES
from tests.homes import home

ROOT = Path(__file__).parents[1]
KEYS = {
    "indicator",
    "series",
    "origin",
    "n",
    "relative_error",
    "coverage_50",
    "coverage_90",
    "interval_score",
    "bias",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> str:
    return capfdbinary.readouterr().out.decode("utf-8")


def test_that_a_hindcast_prints_every_figure_as_json(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert cli.main(["hindcast", "--origin", "2016", "--json"]) == 0
    found = json.loads(printed(capfdbinary))
    assert found["rows"]
    for row in found["rows"]:
        assert set(row) >= KEYS
        assert row["origin"] == 2016
    assert found["pooled"]["n"] == sum(row["n"] for row in found["rows"])
    kept = json.loads((RESOURCES / FOLDER / FILE).read_text(encoding="utf-8"))["told"][0]
    assert kept["told"] == found["told"] == "levers,drivers"
    shipped = [row for row in kept["rows"] if row["origin"] == 2016]
    for mine, theirs in zip(found["rows"], shipped, strict=True):
        assert mine["interval_score"] == pytest.approx(theirs["interval_score"], rel=1e-4)


def test_that_a_hindcast_prints_columns_and_a_verdict_on_each_target(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert cli.main(["hindcast", "--origin", "2020"]) == 0
    lines = printed(capfdbinary).splitlines()
    assert lines[0] == "Told levers and drivers"
    assert lines[2].split()[:3] == ["indicator", "origin", "n"]
    assert sum(line.endswith((": met.", ": missed.")) for line in lines) == 5
    assert any(line.startswith("fentanyl_seizures") for line in lines)


def test_that_a_hindcast_told_nothing_names_every_target_met_or_missed(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert cli.main(["hindcast", "--told", "nothing", "--json"]) == 0
    found = json.loads(printed(capfdbinary))
    kept = json.loads((RESOURCES / FOLDER / FILE).read_text(encoding="utf-8"))["told"]
    (shipped,) = (each for each in kept if each["told"] == "nothing")
    for mine, theirs in zip(found["targets"], shipped["targets"], strict=True):
        assert (mine["name"], mine["indicator"]) == (theirs["name"], theirs["indicator"])
        assert mine["value"] == pytest.approx(theirs["value"], rel=1e-4)
        assert mine["met"] == theirs["met"]
    assert len(found["rivals"]) == len(shipped["rivals"])
    for mine, theirs in zip(found["widths"], shipped["widths"], strict=True):
        assert mine == {**theirs, "band": pytest.approx(theirs["band"], rel=1e-4)}
    for mine, theirs in zip(found["periods"], shipped["periods"], strict=True):
        assert mine["n"] == theirs["n"]
        assert mine["interval_score"] == pytest.approx(theirs["interval_score"], rel=1e-4)


def test_that_what_cannot_be_told_is_refused(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.main(["hindcast", "--told", "mirrored"]) == 2
    complaint = capfdbinary.readouterr().err.decode("utf-8")
    assert all(told in complaint for told in ASKED)


@pytest.mark.parametrize("command", ["hindcast", "calibrate"])
def test_that_an_origin_that_is_none_is_refused(
    capfdbinary: pytest.CaptureFixture[bytes], command: str
) -> None:
    assert cli.main([command, "--origin", "2013"]) == 2
    complaint = capfdbinary.readouterr().err.decode("utf-8")
    assert "2013" in complaint
    assert str(ORIGINS[0].year) in complaint


def test_that_a_missing_library_is_told_with_its_extra(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "find_spec", lambda name: None)
    assert cli.main(["calibrate", "--origin", "2012"]) == 1
    assert "“calibration”" in capfdbinary.readouterr().err.decode("utf-8")


@pytest.mark.long
def test_that_ctrl_c_leaves_a_calibration_that_can_be_resumed(tmp_path: Path) -> None:
    words = (sys.executable, "-m", "desktop", "calibrate", "--origin", "2012")
    environment = {**os.environ, **home(tmp_path), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        deadline = time.monotonic() + 300
        while not list(tmp_path.rglob("2012.npz")) and time.monotonic() < deadline:
            time.sleep(0.1)
        started.send_signal(signal.SIGINT)
        _, complaint = started.communicate(timeout=120)
    assert started.returncode == 130
    assert b"--resume" in complaint
    finished = subprocess.run(
        [*words, "--resume"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert finished.returncode == 0
    assert b"1 of 9" not in finished.stderr
    assert b"9 of 9" in finished.stderr
    assert b"the same as the stored ensemble" in finished.stdout
