"""`vecinos exercise import-msel` and `export-msel`: a sheet of injects, out and in again."""

import json
from pathlib import Path

import pytest

from desktop import cli
from desktop.arguments.errors import MissingArgumentError, MissingOptionError
from desktop.arguments.parse import parse
from tests.modelfiles.exercises.example import read, source


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_bytes(source().replace(b"at = 8", b"at = 8  # after the brief"))
    return path


@pytest.fixture
def sheet(exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "list.csv"
    assert cli.main(["exercise", "export-msel", str(exercise), str(path)]) == 0
    assert capsys.readouterr().out == f"{path} was written with 2 injects.\n"
    return path


def taking(sheet: Path, exercise: Path, new: Path, *more: str) -> list[str]:
    words = ["exercise", "import-msel", str(sheet), "--into", str(exercise), "--out", str(new)]
    return [*words, *more]


def test_that_both_say_what_they_need() -> None:
    with pytest.raises(MissingOptionError) as refusal:
        parse(["exercise", "import-msel", "a.csv", "--into", "b.toml"])
    assert refusal.value.fields["option"] == "--out"
    with pytest.raises(MissingArgumentError):
        parse(["exercise", "export-msel", "b.toml"])
    assert parse(["exercise", "import-msel", "--help"]).argument is None


def test_that_a_sheet_makes_a_copy_with_its_changes_and_the_comments(
    sheet: Path, exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, new = exercise.read_bytes(), tmp_path / "new.toml"
    sheet.write_bytes(sheet.read_bytes().replace(b"A caravan sets out", b"They walk"))
    assert cli.main(taking(sheet, exercise, new)) == 0
    told = capsys.readouterr().out
    assert told == f"{new} was written; injects added: 0, changed: 1, removed: 0.\n"
    assert read(new.read_bytes()).injects[0].title.en == "They walk"
    assert b"# after the brief" in new.read_bytes()
    assert exercise.read_bytes() == before


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_sheet_with_faults_is_refused_whole_with_the_list(
    code: str, sheet: Path, exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.toml"
    text = sheet.read_bytes().replace(b"caravan,first", b"caravan,third")
    sheet.write_bytes(text.replace(b"offer,first,,2024-02", b"offer,first,,soon"))
    assert cli.main(taking(sheet, exercise, new, "--lang", code)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    first, second, last = said.err.splitlines()
    assert ("2" in first, "Round" in first, "third" in first) == (True, True, True)
    assert ("3" in second, "Month of the story" in second) == (True, True)
    assert "list.csv" in last
    assert cli.main(taking(sheet, exercise, new, "--json")) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["column"], one["reason"]) for one in found] == [
        (2, "Round", "unknown_name"),
        (3, "Month of the story", "not_a_month"),
    ]
    assert all(one["text"][code] for one in found)
    assert not new.exists()


def test_that_what_changed_is_told_to_programs(
    sheet: Path, exercise: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headings, caravan = sheet.read_text(encoding="utf-8").split("\noffer,")[0].split("\n", 1)
    sheet.write_text(f"{headings}\n{caravan}\n", encoding="utf-8")
    assert cli.main(taking(sheet, exercise, tmp_path / "new.toml", "--json")) == 0
    assert json.loads(capsys.readouterr().out) == [{"inject": "offer", "change": "removed"}]


def test_that_neither_writes_over_what_is_there(
    sheet: Path, exercise: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = exercise.read_bytes(), sheet.read_bytes()
    assert cli.main(taking(sheet, exercise, exercise)) == 1
    assert cli.main(["exercise", "export-msel", str(exercise), str(sheet)]) == 1
    assert cli.main(taking(sheet, exercise, sheet)) == 2
    told = capsys.readouterr().err.splitlines()
    assert ["there is already a file of this name" in line for line in told] == [True, True, False]
    assert (exercise.read_bytes(), sheet.read_bytes()) == before
