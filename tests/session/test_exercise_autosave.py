"""An exercise under edit is on the disk a moment after each change, also if nobody closes it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.exercises import repository
from db.library import Library
from desktop.bridge.store_lane import StoreLane
from desktop.document.exercise.document import ExerciseDocument
from desktop.domain.errors import VecinosError
from desktop.domain.wording import Wording
from desktop.session.exercise_autosave import ExerciseAutosave
from tests.modelfiles.exercises.example import model, read, source

TEXT = "# mine\n" + source().decode("utf-8").replace(
    "\nlearning_point", "\n# why\nlearning_point", 1
)


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, int]:
    path = tmp_path / "a.vecinos-library"
    with Library.open(path) as store:
        (one,) = store.exercises.create_all([("Small", TEXT)])
    return path, one.id


@pytest.fixture
def autosave(qtbot: QtBot, kept: tuple[Path, int]) -> Iterator[ExerciseAutosave]:
    path, number = kept
    lane = StoreLane(path)
    document = ExerciseDocument(model(), read(source()))
    yield ExerciseAutosave(document, lane, number, TEXT, "es")
    lane.close()


def on_disk(kept: tuple[Path, int]) -> tuple[str, str]:
    with Library.open(kept[0], read_only=True) as store:
        (one,) = store.exercises.listed()
        return one.name, store.exercises.load(one.id)


def test_that_what_was_written_is_on_the_disk_with_its_name_and_the_comments(
    qtbot: QtBot, kept: tuple[Path, int], autosave: ExerciseAutosave
) -> None:
    document = autosave.document
    with qtbot.waitSignal(autosave.saved, timeout=10000):
        for minutes in (60, 61, 62):
            document.apply(replace(document.exercise, minutes=minutes), "minutes")
    assert autosave.is_saved
    with qtbot.waitSignal(autosave.saved, timeout=10000):
        document.apply(replace(document.exercise, name=Wording("Other", "Otro"), rounds=()))
        autosave.save()
    name, text = on_disk(kept)
    assert name == "Otro"
    assert text.startswith("# mine\n")
    assert "minutes = 62" in text


def test_that_what_is_removed_and_comes_back_has_its_comments_again(
    qtbot: QtBot, kept: tuple[Path, int], autosave: ExerciseAutosave
) -> None:
    document = autosave.document
    with qtbot.waitSignal(autosave.saved, timeout=10000):
        document.apply(replace(document.exercise, injects=(), goals=()))
        autosave.save()
    assert "# why" not in on_disk(kept)[1]
    with qtbot.waitSignal(autosave.saved, timeout=10000):
        document.undo()
        autosave.save()
    assert on_disk(kept)[1] == TEXT


def test_that_a_save_that_failed_is_told_and_made_up_for_with_the_next_change(
    qtbot: QtBot,
    kept: tuple[Path, int],
    autosave: ExerciseAutosave,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document, told = autosave.document, list[VecinosError]()
    autosave.failed.connect(told.append)
    with qtbot.waitSignal(autosave.failed, timeout=10000):
        monkeypatch.setattr(repository, "MOST_BYTES", 10)
        document.apply(replace(document.exercise, place=Wording("Hall", "")))
        autosave.save()
    assert [error.code for error in told] == ["exercise_not_storable"]
    assert not autosave.is_saved
    assert on_disk(kept) == ("Small", TEXT)
    with qtbot.waitSignal(autosave.saved, timeout=10000):
        monkeypatch.undo()
        document.apply(replace(document.exercise, minutes=63))
    assert "minutes = 63" in on_disk(kept)[1]
