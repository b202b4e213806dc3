"""No reader of a file waits for whoever might write to a pipe of that name."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import NotALibraryError, NotAPackError, ObstructedLibraryError
from db.file.backups import folder, newest_sound, restore
from db.file.files import journal
from db.file.integrity_report import check_store
from db.library import Library
from db.packs.pack import names_a_pack, read_pack
from desktop.domain.errors import (
    MissingResourceError,
    SheetFileNotReadError,
    VecinosError,
)
from desktop.modelfiles.observations import ImportRules, read_observation_file
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.modelfiles.tables import file_bytes

pytestmark = pytest.mark.posix("named pipes")
PATIENCE = 20.0


def answer(read: Callable[[], object]) -> object:
    """Return what a reader returns or raises; fail where it waits."""
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(read())
        except VecinosError as error:
            answers.append(type(error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert answers, "it waits"
    return answers[0]


def own_figures(path: Path) -> object:
    ground = ImportRules.of(read_model(RESOURCES), "usbp_sw_apprehensions", {})
    return read_observation_file(path, ground)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (own_figures, SheetFileNotReadError),
        (read_pack, NotAPackError),
        (lambda path: names_a_pack(str(path)), False),
        (Library.open, NotALibraryError),
        (check_store, NotALibraryError),
        (file_bytes, MissingResourceError),
    ],
)
def test_that_a_pipe_in_place_of_a_file_is_refused(
    read: Callable[[Path], object], expected: object, tmp_path: Path
) -> None:
    pipe = tmp_path / "a.vecinos"
    os.mkfifo(pipe)
    assert answer(lambda: read(pipe)) == expected


def test_that_a_pipe_among_the_backups_is_passed_over(tmp_path: Path) -> None:
    library = tmp_path / "a.vecinos-library"
    Library.open(library).close()
    folder(library).mkdir()
    os.mkfifo(folder(library) / f"2026-01-01T00-00-00{library.suffix}")
    assert answer(lambda: newest_sound(library)) is None
    assert answer(lambda: restore(library, 1, tmp_path / "b")) == NotALibraryError


def test_that_a_pipe_in_place_of_a_journal_is_refused(tmp_path: Path) -> None:
    library = tmp_path / "a.vecinos-library"
    Library.open(library).close()
    os.mkfifo(journal(library))
    assert answer(lambda: Library.open(library)) == ObstructedLibraryError
    assert answer(lambda: check_store(library)) == ObstructedLibraryError
