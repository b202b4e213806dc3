"""`vecinos forget`: what it forgets beside the library, what it says, and when it refuses."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from platformdirs import user_log_path

from db.library import Library
from desktop.bridge.kept_answers import KeptAnswers, answers_folder
from desktop.bridge.log import delete_logs
from desktop.bridge.preferences import Preferences, preferences_file
from desktop.cli import main
from desktop.document.play.fold import fold
from desktop.document.play.scenario import request, scored
from desktop.domain.play.entries import (
    Begun,
    Entry,
    Joined,
    Noted,
    PlayHeader,
    Rationale,
    Recorded,
)
from desktop.modelfiles.resources import RESOURCES
from tests.db.plays.test_repository import NOON
from tests.document.play.played import MORNING, MX, US, two_rounds
from tests.homes import home

TOKENS = (b"Quispel", b"kumquat")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a library with a play, in a home whose preferences and log have tokens."""
    for name, value in home(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        play = store.plays.begin("p", PlayHeader("# exercise", "1", "d"))
        said: tuple[Entry, ...] = (Begun(), Joined("Quispel"), Noted("kumquat", "strength"))
        for number, entry in enumerate(said, 1):
            store.plays.append(play, Recorded(number, NOON, float(number), "facilitator", entry))
        store.back_up()
    known = Preferences(preferences_file())
    known.set_play_draft("1/note", "kumquat")
    known.set_play_draft("1/roster", "Quispel")
    known.remember("/home/Quispel/b.vecinos-library")
    known.folder, known.chart_count = "/home/Quispel", 4
    known.save()
    preferences_file().with_name("preferences.damaged.json").write_bytes(b"Quispel")
    logs = user_log_path("Vecinos", appauthor=False, ensure_exists=True)
    (logs / "vecinos-20261130-1.log").write_bytes(b"Quispel said kumquat")
    KeptAnswers().keep("0", b"Quispel")
    return path


def _left(place: Path) -> list[str]:
    """Return the files below a folder in which a token stands."""
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one in path.read_bytes() for one in TOKENS)]


def test_that_library_backup_log_and_preferences_forget_and_the_rest_is_told(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(_left(tmp_path)) == 6
    asked = ["forget", "--store", str(library), "--names", "--notes"]
    assert main(["--lang", "en", *asked]) == 0
    said = capsys.readouterr()
    assert _left(tmp_path) == []
    assert said.err == ""
    lines = said.out.splitlines()
    assert sum(line.split()[0] == "1" and line.endswith("library") for line in lines if line) == 4
    assert "1 file of the log was emptied and deleted." in lines
    assert any(line.startswith("1 kept answer on what moved a curve was") for line in lines)
    assert "packs, papers, sheets and forms" in said.out
    assert json.loads(preferences_file().read_text(encoding="utf-8")) == {"chart_count": 4}
    assert main(["--lang", "es", *asked]) == 0
    again = capsys.readouterr().out
    assert again.count("no había nada") == 2
    assert "Vecinos no llega a:" in again
    with Library.open(library, read_only=True) as store:
        entries = store.plays.entries(1)
        assert [one.entry for one in entries] == [Begun(), Joined(""), Noted("", "strength")]


def test_that_preferences_that_could_not_be_read_go(library: Path) -> None:
    preferences_file().write_bytes(b"{ Quispel")
    assert main(["forget", "--store", str(library), "--names"]) == 0
    assert json.loads(preferences_file().read_text(encoding="utf-8")) == {}
    assert not preferences_file().with_name("preferences.damaged.json").exists()


def test_that_a_backup_that_stays_as_it_was_is_named_and_ends_with_one(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (backup,) = (library.parent / "a.backups").glob("2*")
    backup.write_bytes(backup.read_bytes()[:5000])
    assert main(["--lang", "en", "forget", "--store", str(library), "--notes"]) == 1
    said = capsys.readouterr()
    assert "not written: stands as it was" in said.out
    assert str(backup) in said.err
    assert "stands as it was (files: 1)" in said.err


def test_that_a_log_that_nobody_may_write_is_told(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, size: int) -> None:
        raise PermissionError

    monkeypatch.setattr("desktop.bridge.log.os.truncate", refuse)
    assert main(["--lang", "en", "forget", "--store", str(library), "--names"]) == 1
    assert "vecinos-20261130-1.log could not be deleted" in capsys.readouterr().err
    gone, left = delete_logs()
    assert (gone, len(left)) == ((), 1)


def test_that_a_kept_answer_that_nobody_may_delete_is_told(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:  # as pathlib has it
        if path.parent == answers_folder():
            raise PermissionError
        delete(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    assert main(["--lang", "en", "forget", "--store", str(library), "--names"]) == 1
    said = capsys.readouterr()
    assert "0.json could not be deleted" in said.err
    assert "kept answer on" not in said.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 2),
        (["--store"], 2),
        (["--names"], 2),
        (["--store", "LIBRARY"], 2),
        (["--store", "LIBRARY", "--names", "more"], 2),
        (["--store", "NONE", "--names"], 1),
        (["--store", "postgresql+psycopg://me:pass@nowhere/x", "--names"], 1),
    ],
)
def test_that_what_cannot_be_done_changes_nothing(
    words: list[str], code: int, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = _left(tmp_path)
    named = {"LIBRARY": str(library), "NONE": str(tmp_path / "none.vecinos-library")}
    assert main(["--lang", "en", "forget", *(named.get(one, one) for one in words)]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "pass@" not in said.err
    assert _left(tmp_path) == there


def test_that_nothing_is_forgotten_while_another_window_has_the_library(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = _left(tmp_path)
    with Library.open(library):
        assert main(["--lang", "en", "forget", "--store", str(library), "--names"]) == 1
    assert "is open in another Vecinos" in capsys.readouterr().err
    assert _left(tmp_path) == there


def test_that_a_play_comes_to_the_same_whatever_people_said(library: Path) -> None:
    table, text = (
        two_rounds(),
        (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8"),
    )
    table.enter(
        Rationale(US, "kumquat"), Joined("Quispel", MX), Noted("kumquat", "strength"), Joined("X")
    )
    table.record.add(Noted("kumquat", "strength"), MORNING, 9_999.0, "Quispel")
    peopled = text.replace(f"[team.{US}]\n", f'[team.{US}]\nmembers = ["Quispel"]\n')
    assert peopled != text
    with Library.open(library) as store:
        play = store.plays.begin("q", PlayHeader(peopled, "1", "d"))
        for one in table.record.entries:
            store.plays.append(play, one)
    assert main(["forget", "--store", str(library), "--names", "--notes"]) == 0
    with Library.open(library, read_only=True) as store:
        assert store.plays.load_header(play).exercise == text
        left = fold(table.setup, store.plays.entries(play))
    state = table.record.state
    assert request(table.setup, left) == request(table.setup, state)
    assert list(scored(table.setup, left)) == list(scored(table.setup, state))
    bare = [replace(one, notes=(), roster=(), rationales={}) for one in (left, state)]
    assert bare[0] == bare[1]
    assert [name for _, name in left.roster] == [""] * 2
    assert [note.said.text for note in left.notes] == [""] * 2
