"""`vecinos exercise`: the list, and what is said of a file."""

import json
from pathlib import Path

import pytest

from desktop import cli
from desktop.arguments.errors import MissingArgumentError, UnknownActionError
from desktop.arguments.parse import parse
from tests.modelfiles.exercises.example import source


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_bytes(source())
    return path


def test_that_an_exercise_needs_a_word_that_says_what_to_do() -> None:
    assert parse(["exercise", "list"]).command.name == "exercise list"
    assert parse(["exercise", "validate", "a.toml"]).argument == "a.toml"
    for words in (["exercise"], ["exercise", "dance"]):
        with pytest.raises(UnknownActionError):
            parse(words)
    with pytest.raises(MissingArgumentError):
        parse(["exercise", "validate"])


def test_that_a_sound_exercise_is_warned_of_on_standard_output(
    exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["exercise", "validate", str(exercise)]) == 0
    said = capsys.readouterr()
    assert "small.toml, table team.mexico, key brief.en: 7 words" in said.out
    assert said.out.endswith("small.toml: nothing is wrong; warnings: 4.\n")
    assert said.err == ""


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_all_that_is_wrong_is_told_on_standard_error(
    exercise: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise.write_bytes(source().replace(b"minutes = 60\n", b"").replace(b'"mx"', b'"moon"'))
    assert cli.main(["exercise", "validate", str(exercise), "--lang", code]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    *faults, last = said.err.splitlines()
    assert any("minutes" in fault for fault in faults)
    assert any("team.mexico" in fault and "side" in fault for fault in faults)
    assert "vecinos exercise validate" in last


def test_that_findings_are_read_by_programs_in_both_languages(
    exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise.write_bytes(source().replace(b"minutes = 60\n", b"minutes = 5\n"))
    assert cli.main(["exercise", "validate", str(exercise), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (clock,) = (one for one in found if one["key"] == "minutes")
    assert clock["kind"] == "warning"
    assert clock["reason"] == "more_minutes_than_clock"
    assert clock["text"]["en"].endswith("phases and breaks take 55 minutes of 5.")
    assert clock["text"]["es"].endswith("fases y recesos toman 55 minutos de 5.")


def test_that_a_missing_file_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["exercise", "validate", str(tmp_path / "none.toml")]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "none.toml" in sentence
    assert "install" not in sentence


def test_that_goals_are_played_for_where_that_is_asked(
    exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise.write_bytes(source().replace(b"at_most = 1800", b"at_most = 9000"))
    assert cli.main(["exercise", "validate", str(exercise), "--goals"]) == 0
    assert "table goal.calm, key criteria: the goal is met" in capsys.readouterr().out
    assert cli.main(["exercise", "validate", str(exercise)]) == 0
    assert "goal.calm" not in capsys.readouterr().out
