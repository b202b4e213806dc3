from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.errors import (
    ChangedElsewhereError,
    ExerciseDamagedError,
    ExerciseNotFoundError,
    ExerciseNotStorableError,
    NameEmptyError,
    NewerPackError,
    PackDamagedError,
    PackOfExercisesError,
)
from db.exercises.repository import MOST_BYTES
from db.file.integrity_report import Part, check_store
from db.file.location import locate
from db.file.opening import open_library
from db.library import Library
from db.packs import pack
from tests.db.samples import sample

TEXT = "# una nota\nformat = 1\n"
START = datetime(2026, 11, 29, tzinfo=UTC)


class Watch:
    """Tell a time that only a test moves."""

    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos-library"


def test_that_an_exercise_is_kept_with_its_comments_and_its_earlier_states(path: Path) -> None:
    watch = Watch()
    with Library(open_library(locate(path), create=True, read_only=False), watch) as store:
        (kept, second) = store.exercises.create_all([("Ensayo", TEXT), ("ensayo", TEXT)])
        assert (kept.name, second.name) == ("Ensayo", "ensayo 2")
        for minute, text in enumerate(["b", "c", "d"]):
            watch.now = START + timedelta(minutes=6 * minute)
            store.exercises.save(kept.id, "Ensayo", text)
        watch.now = START + timedelta(hours=1)
        store.exercises.save(kept.id, "Otro", "d")
        versions = store.exercises.versions(kept.id)
        assert [store.exercises.load_version(one.id) for one in versions] == ["c", TEXT]
        assert [one.name for one in store.exercises.listed()] == ["Otro", "ensayo 2"]
        assert store.exercises.find("OTRO") == kept.id
    with Library.open(path, read_only=True) as store:
        assert store.exercises.load(kept.id) == "d"
    assert check_store(path).exercises == 2


def test_that_a_deleted_exercise_comes_back_and_its_id_goes_to_no_other(path: Path) -> None:
    with Library.open(path) as store:
        (kept,) = store.exercises.create_all([("Ensayo", TEXT)])
        store.exercises.delete(kept.id)
        with pytest.raises(ExerciseNotFoundError):
            store.exercises.load(kept.id)
        with pytest.raises(ExerciseNotFoundError):
            store.exercises.save(kept.id, "Ensayo", "x")
        with pytest.raises(ExerciseNotFoundError):
            store.exercises.find("Ensayo")
        assert store.exercises.listed() == ()
        assert [one.id for one in store.exercises.listed(in_trash=True)] == [kept.id]
        store.exercises.undelete(kept.id)
        assert store.exercises.load(kept.id) == TEXT


def test_that_nobody_overwrites_what_somebody_else_saved(path: Path) -> None:
    with Library.open(path) as mine:
        (kept,) = mine.exercises.create_all([("Ensayo", TEXT)])
        transactions = mine.exercises._transactions
        other = type(mine.exercises)(transactions)
        other.save(kept.id, "Ensayo", "theirs")
        with pytest.raises(ChangedElsewhereError):
            mine.exercises.save(kept.id, "Ensayo", "mine")
        assert mine.exercises.load(kept.id) == "theirs"


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "ñ" * (MOST_BYTES // 2 + 1)])
def test_that_what_no_library_holds_is_refused(path: Path, text: str) -> None:
    with Library.open(path) as store:
        with pytest.raises(ExerciseNotStorableError):
            store.exercises.create_all([("Ensayo", TEXT), ("Ensayo", text)])
        with pytest.raises(NameEmptyError):
            store.exercises.create_all([(" ", TEXT)])
        assert store.exercises.listed() == ()


def test_that_an_altered_exercise_is_told_and_not_shown(path: Path) -> None:
    import sqlite3

    with Library.open(path) as store:
        (kept,) = store.exercises.create_all([("Ensayo", TEXT)])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE exercise SET content = 'otra cosa'")
    connection.commit()
    connection.close()
    with Library.open(path) as store, pytest.raises(ExerciseDamagedError):
        store.exercises.load(kept.id)
    assert [(one.part, one.name) for one in check_store(path).damaged] == [
        (Part.EXERCISE, "Ensayo")
    ]


def test_that_a_pack_of_exercises_holds_their_texts_and_a_newer_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.vecinos"
    out.write_bytes(pack.packed_exercises([TEXT, "segundo"]))
    assert pack.read_exercise_pack(out) == (TEXT, "segundo")
    with pytest.raises(PackOfExercisesError):
        pack.read_pack(out)
    out.write_bytes(pack.packed([sample("Uno")]))
    assert pack.read_exercise_pack(out) == ()
    for broken in (b"\xff", b"texto"):
        parts = {"otra.toml" if broken == b"texto" else "exercises/0000.toml": broken}
        out.write_bytes(pack._bundled(pack.EXERCISES, parts))
        with pytest.raises(PackDamagedError):
            pack.read_exercise_pack(out)
    out.write_bytes(pack._bundled(pack.FORMAT + 1, {"exercises/0000.toml": b""}))
    with pytest.raises(NewerPackError):
        pack.read_exercise_pack(out)
