"""`vecinos exercise play`: scripts, libraries, and what is said of either."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from db import Library
from db.errors import DiskFullError
from db.plays.repository import PlayRepository
from desktop import cli
from desktop.document.play.fold import fold
from desktop.document.play.state import Setup
from desktop.domain.play.entries import Recorded
from tests.modelfiles.exercises import example

SCRIPTS = Path(__file__).parent / "exercises" / "scripts"
LINES = [
    {"do": "begun", "name": "A morning", "rehearsal": True},
    {"do": "stage", "stage": "decide"},
    {"do": "offer", "team": "washington", "lever": "coop_framework", "value": 3, "at": 60},
    {"do": "offer", "team": "mexico", "lever": "coop_framework", "value": 2},
    {"do": "prediction", "team": "mexico", "indicator": "irregular_encounters"}
    | {"direction": "down", "confidence": 60},
    {"do": "inject_released", "inject": "caravan", "at": 90.5},
    {"do": "advance"},
    {"do": "ended"},
]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    plain = example.put("start", members=4)
    path = tmp_path / "small.toml"
    path.write_text(tomli_w.dumps(plain), encoding="utf-8")
    return path


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return written(tmp_path / "small.jsonl", LINES)


def written(path: Path, lines: list[Any]) -> Path:
    """Write a script."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def call(exercise: Path, script: Path, library: Path, *more: str) -> int:
    """Play a script."""
    words = ["exercise", "play", str(exercise), "--script", str(script), "--store", str(library)]
    return cli.main([*words, *more])


def test_that_a_script_is_played_kept_and_told_round_by_round(
    exercise: Path, script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "a.vecinos-library"
    assert call(exercise, script, library) == 0
    said = capsys.readouterr()
    assert said.err == ""
    rows = [" ".join(line.split()) for line in said.out.splitlines()]
    assert any("Decision U.S. administration Security framework" in row for row in rows)
    assert any("Joint lever Security framework U.S. 3 · Mérida type" in row for row in rows)
    assert any("Prediction Mexican presidency" in row and "Brier" in row for row in rows)
    assert any("Months played Jan 2024 → Dec 2024" in row for row in rows)
    assert any("Inject released A caravan sets out Jan 2024" in row for row in rows)
    assert rows[-1].endswith("State of play ended Dec 2024 8 entries")
    with Library.open(library, read_only=True) as store:
        (kept,) = store.plays.listed()
        assert (kept.name, kept.rehearsal, kept.ended) == ("A morning", True, True)
        entries = store.plays.entries(kept.id)
        assert [one.seconds for one in entries][-3:] == [90.5] * 3
        played = Setup(example.read(exercise.read_bytes()), example.model())
        (advance,) = fold(played, entries).advances
        assert len(advance.advance.figures) == len(played.model.indicators)
        assert store.plays.load_header(kept.id).exercise.encode() == exercise.read_bytes()


def test_that_the_same_script_gives_the_same_figures_in_any_library(
    exercise: Path, script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = []
    for name in ("a", "a", "b"):
        library = tmp_path / f"{name}.vecinos-library"
        assert call(exercise, script, library, "--json") == 0
        (report,) = json.loads(capsys.readouterr().out)
        reports.append(report)
    assert [one["name"] for one in reports] == ["A morning", "A morning 2", "A morning"]
    assert reports[0]["rounds"] == reports[1]["rounds"] == reports[2]["rounds"]
    (played,) = reports[0]["rounds"]
    assert played["joint"] == [{"lever": "coop_framework", "us": 3.0, "mx": 2.0, "value": 2.0}]
    assert played["purses"][1] == {"team": "mexico", "purse": 10.0, "spent": 2.0}
    assert len(played["figures"][0]["values"][2]) == 13
    assert reports[0]["refused"] is None


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_refused_line_is_told_by_names_and_what_stands_before_it_is_kept(
    code: str, exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = {"do": "offer", "team": "mexico", "lever": "us_border_enforcement", "value": 80}
    lines = [*LINES[:3], foreign]
    script, library = written(tmp_path / "b.jsonl", lines), tmp_path / "a.vecinos-library"
    assert call(exercise, script, library, "--lang", code, "--json") == 1
    said = capsys.readouterr()
    told, kept = said.err.splitlines()
    names = {
        "en": ("line 4: Mexican presidency does not hold “U.S. border control”", "3 entries"),
        "es": ("línea 4: Presidencia de México no tiene la palanca «Control", "3 entradas"),
    }
    assert names[code][0] in told
    assert names[code][1] in kept
    assert "A morning" in kept
    (report,) = json.loads(said.out)
    assert (report["refused"]["line"], report["refused"]["code"]) == (4, "play_not_its_lever")
    with Library.open(library, read_only=True) as store:
        assert [one.entries for one in store.plays.listed()] == [3]


def test_that_nothing_is_made_of_a_script_or_an_exercise_that_cannot_be_read(
    exercise: Path, script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "a.vecinos-library"
    spoilt = written(tmp_path / "b.jsonl", [*LINES, {"do": "dance"}])
    for one, other in ((exercise, spoilt), (exercise, tmp_path / "none"), (script, script)):
        assert call(one, other, library) == 1
        assert capsys.readouterr().out == ""
    assert not library.exists()
    assert call(exercise, written(spoilt, [{"do": "advance"}]), library) == 1
    *_, kept = capsys.readouterr().err.splitlines()
    assert kept == "The library has nothing of this play."
    with Library.open(library, read_only=True) as store:
        assert store.plays.listed() == ()


def test_that_a_disk_that_fails_in_the_middle_keeps_what_it_took(
    exercise: Path,
    script: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library, append = tmp_path / "a.vecinos-library", PlayRepository.append

    def fail_late(plays: PlayRepository, play_id: int, recorded: Recorded) -> None:
        if recorded.number > 5:
            raise DiskFullError(path=library)
        append(plays, play_id, recorded)

    monkeypatch.setattr(PlayRepository, "append", fail_late)
    assert call(exercise, script, library) == 1
    said = capsys.readouterr()
    assert said.out == ""
    kept, why = said.err.splitlines()
    assert "5 entries" in kept
    assert str(library) in why
    with Library.open(library, read_only=True) as store:
        assert [one.entries for one in store.plays.listed()] == [5]


def test_that_script_and_library_have_to_be_named(
    exercise: Path, script: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["exercise", "play", str(exercise), "--script", str(script)]) == 2
    assert "--store" in capsys.readouterr().err
    assert cli.main(["exercise", "play", str(exercise), "--store", "a"]) == 2
    assert "--script" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_half_day_is_played_whole_in_either_language(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "a.vecinos-library"
    name = Path("concurrent_elections")
    assert call(name, SCRIPTS / "concurrent_elections.jsonl", library, "--lang", code) == 0
    said = capsys.readouterr()
    assert said.err == ""
    last = {"en": ("ended", "Dec 2028", "142 entries"), "es": ("terminado", "dic 2028", "142")}
    row = " ".join(said.out.splitlines()[-1].split())
    assert all(part in row for part in last[code])
