"""Commands about the library as a file: backups, checks, packs."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from db.store import Store
from desktop.cli import main
from tests.db.samples import sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


def test_that_backups_are_listed_and_one_is_written_to_a_new_file(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(path) as store:
        kept = store.create(sample())
        store.back_up()
        store.save(kept, sample(value=1.0))
    assert main(["backups", "--store", str(path), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["number"], found["before_upgrade"]) == (1, False)
    out = tmp_path / "out.vecinos"
    asked = ["--lang", "en", "backups", "--store", str(path), "--restore", "1", str(out)]
    assert main(asked) == 0
    with Store.open(out) as store:
        assert store.load(kept) == sample()
    before = out.read_bytes()
    assert main(asked) == 1
    assert "already a file of this name" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert main(["backups", "--store", str(path), "--restore", "7", str(tmp_path / "x")]) == 1
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix != ".lock") == [
        "a.backups",
        "a.vecinos",
        "out.vecinos",
    ]


@pytest.mark.parametrize("words", [["--restore", "1"], ["out"], ["--restore", "x", "out"]])
def test_that_half_a_restore_is_a_wrong_argument(words: list[str], path: Path) -> None:
    assert main(["backups", "--store", str(path), *words]) == 2


def test_that_a_checkup_ends_with_one_where_something_is_damaged(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(path) as store:
        store.create(sample())
    assert main(["check-store", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["scenarios"] == 1
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE scenario_setting SET value = 1")
    connection.close()
    assert main(["--lang", "en", "check-store", str(path)]) == 1
    said = capsys.readouterr()
    assert sample().name in said.out
    assert "1 damaged parts" in said.err
    path.write_bytes(path.read_bytes()[:5000])
    assert main(["check-store", str(path)]) == 1
    assert main(["check-store", str(path.with_name("none.vecinos"))]) == 1


def test_that_a_packed_folder_is_unpacked_into_another_library(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(path) as store:
        store.create_all([replace(sample("a"), folder="T/x"), replace(sample("b"), folder="t")])
        store.create(sample("c"))
    out = tmp_path / "t.vecinos"
    assert main(["pack", "T", str(out), "--store", str(path)]) == 0
    other = tmp_path / "b.vecinos-library"
    assert main(["unpack", str(out), "--store", str(other)]) == 1
    Store.open(other).close()
    capsys.readouterr()
    for names in ({"a", "b"}, {"a 2", "b 2"}):
        assert main(["unpack", str(out), "--store", str(other), "--json"]) == 0
        assert {each["name"] for each in json.loads(capsys.readouterr().out)} == names
    assert main(["pack", "nothing", str(out), "--store", str(path)]) == 1
    assert main(["pack", "a", str(tmp_path / "a.zip"), "--store", str(path)]) == 2
    assert main(["pack", "a", "--store", str(path)]) == 2
    out.write_bytes(out.read_bytes()[:-40])
    assert main(["unpack", str(out), "--store", str(other)]) == 1
    with Store.open(other) as store:
        assert len(store.scenarios()) == 4
