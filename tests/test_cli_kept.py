"""Scenarios that a library keeps, projected and listed by the commands."""

import json
from pathlib import Path

import pytest

from db.library import Library
from desktop.cli import main
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from desktop.modelfiles.read import read_model

MODEL = read_model()
QUICK = ("--members", "50")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system speak English, whatever the machine does."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Make a library with one scenario."""
    path = tmp_path / "plans.vecinos"
    scenario = Scenario(
        "Plan Ñ",
        policy=Policy(
            {"legal_pathways": Setting(2000.0)},
            (PlannedEvent(next(iter(MODEL.events)), Month(2027, 1)),),
        ),
        ensemble=EnsembleChoice(members=40, seed=9),
        model_version=MODEL.version,
        model_digest=MODEL.digest,
    )
    with Library.open(path) as store:
        store.scenarios.create(scenario)
    return path


def test_that_a_kept_scenario_projects_as_its_settings_typed(library: Path, tmp_path: Path) -> None:
    kept, typed = tmp_path / "kept.csv", tmp_path / "typed.csv"
    before = library.read_bytes(), sorted(tmp_path.iterdir())
    source = ("--scenario", "Plan Ñ", "--store", str(library))
    assert main(["project", *source, "--out", str(kept)]) == 0
    words = ("--set", "legal_pathways=2000", "--event", f"{next(iter(MODEL.events))}@2027-01")
    ensemble = ("--members", "40", "--seed", "9")
    assert main(["project", *words, *ensemble, "--out", str(typed)]) == 0
    assert kept.read_bytes() == typed.read_bytes()
    kept.unlink()
    typed.unlink()
    assert (library.read_bytes(), sorted(tmp_path.iterdir())) == before


def test_that_a_second_move_alters_no_row_before_its_month(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.csv", tmp_path / "twice.csv"
    first = (*QUICK, "--set", "mx_federal_backup=55@2025-01")
    second = ("--set", "mx_federal_backup=70@2026-01/6")
    assert main(["project", *first, "--out", str(once)]) == 0
    assert main(["project", *first, *second, "--out", str(twice)]) == 0
    before, after = (path.read_bytes().splitlines() for path in (once, twice))
    same = [line for line in before if line[:7] < b"2026-01" or line.startswith(b"time")]
    assert len(same) == 1 + 24 * len(MODEL.indicators)
    assert after[: len(same)] == same
    assert after[len(same) :] != before[len(same) :]


def test_that_kept_moves_project_as_moves_typed_and_are_left_alone(tmp_path: Path) -> None:
    path, kept, typed = (tmp_path / name for name in ("plans", "kept.csv", "typed.csv"))
    moves = (Move(55.0, Month(2025, 1)), Move(70.0, Month(2026, 1), 6))
    setting = Setting(40.0, Month(2026, 4), 2, Month(2030, 6), moves)
    with Library.open(path) as store:
        store.scenarios.create(Scenario("Plan", Policy({"mx_federal_backup": setting})))
    source = ("--scenario", "Plan", "--store", str(path), *QUICK)
    assert main(["project", *source, "--out", str(kept)]) == 0
    texts = ("55@2025-01", "70@2026-01/6", "40@2026-04/2..2030-06")
    words = [word for text in texts for word in ("--set", f"mx_federal_backup={text}")]
    assert main(["project", *words, *QUICK, "--out", str(typed)]) == 0
    assert kept.read_bytes() == typed.read_bytes()


def test_that_a_scenario_of_another_model_is_projected_with_a_notice(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(library) as store:
        store.scenarios.create(Scenario("Old", model_version="0.0.1", model_digest="f" * 64))
    out = tmp_path / "old.csv"
    words = ("--scenario", "Old", "--store", str(library), "--members", "0", "--out", str(out))
    assert main(["project", *words]) == 0
    assert "0.0.1" in capsys.readouterr().err
    assert out.exists()


@pytest.mark.parametrize(
    ("policy", "part"),
    [
        (Policy({"space_lift": Setting(1.0)}), "space_lift"),
        (Policy({"legal_pathways": Setting(-1.0)}), "legal_pathways"),
        (Policy({"legal_pathways": Setting(1.0, Month(2050, 1))}), "legal_pathways"),
        (Policy({}, (PlannedEvent("alien_landing", Month(2027, 1)),)), "alien_landing"),
        (Policy({}, (PlannedEvent(next(iter(MODEL.events)), Month(1999, 1)),)), ""),
    ],
)
def test_that_a_scenario_which_does_not_fit_the_model_is_refused(
    policy: Policy,
    part: str,
    library: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Library.open(library) as store:
        store.scenarios.create(Scenario("Far away", policy=policy))
    out = tmp_path / "a.csv"
    words = ("--scenario", "Far away", "--store", str(library), "--out", str(out))
    assert main(["project", *words]) == 1
    assert f"{part} is not in this one" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("size", [9.0, -1.0])
def test_that_a_scenario_with_a_size_that_no_event_has_is_refused_with_the_range(
    size: float, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = next(iter(MODEL.events))
    with Library.open(library) as store:
        policy = Policy({}, (PlannedEvent(event, Month(2027, 1), size),))
        store.scenarios.create(Scenario("Far away", policy=policy))
    out = tmp_path / "a.csv"
    words = ("--scenario", "Far away", "--store", str(library), "--out", str(out))
    assert main(["project", *words]) == 1
    told = capsys.readouterr().err
    assert f"gives the event {event} the size {size:.0f}".replace("-", "\u2212") in told
    assert told.endswith("choose a number from 0 to 3.\n")
    assert not out.exists()


def test_that_the_scenarios_of_a_library_are_listed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenarios", "--store", str(library), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["levers"], found["events"]) == ("Plan Ñ", 1, 1)
    assert found["changed_at"].startswith("20")
    assert main(["scenarios", "--store", str(library)]) == 0
    assert "Plan Ñ" in capsys.readouterr().out
