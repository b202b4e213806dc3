"""What is done to a library as a whole; everything here runs on the store's lane."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.document.imports import Imported, import_scenarios, scenarios_of_pack
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode
from desktop.reports.output import whole_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from db import Backup, ExerciseSummary, Library, TakenPlay

PACK_SUFFIX = ".vecinos"
LIBRARY_SUFFIX = ".vecinos-library"
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What some system refuses in the name of a file."""


def file_name(name: str) -> str:
    """Return a name that any system takes for a file."""
    return _UNFIT.sub(" ", name).strip(" .")[:80].strip() or "Vecinos"


def write_pack(out: Path, scenario_ids: tuple[int, ...]) -> "Callable[[Library], int]":
    """Return the work of writing scenarios into a pack; it gives how many."""

    def work(store: "Library") -> int:
        from db import packed
        from desktop.reports import pack_file

        pack_file.write_pack(packed(store.scenarios.load(one) for one in scenario_ids), out)
        return len(scenario_ids)

    return work


def write_exercise_pack(out: Path, exercise_id: int) -> "Callable[[Library], None]":
    """Return the work of writing an exercise into a pack."""

    def work(store: "Library") -> None:
        from db import packed_exercises
        from desktop.reports import pack_file

        pack_file.write_pack(packed_exercises([store.exercises.load(exercise_id)]), out)

    return work


def take_pack(
    path: Path, model: Model, code: LanguageCode
) -> "Callable[[Library], Imported | tuple[ExerciseSummary, ...] | TakenPlay | None]":
    """Return the work of bringing a pack in, all of it or nothing; exercises named in a language.

    It gives None for a file that is a library, which is opened and not brought in.
    """

    def work(store: "Library") -> "Imported | tuple[ExerciseSummary, ...] | TakenPlay | None":
        from db import PackIsLibraryError, read_play_pack
        from desktop.document.exercise.imports import exercises_of_pack

        try:
            play = read_play_pack(path)
            if play is not None:
                return store.plays.take_in(play)
            exercises = exercises_of_pack(path, model, code)
            if exercises:
                return store.exercises.create_all(exercises)
            found = scenarios_of_pack(path, model)
        except PackIsLibraryError:
            return None
        return import_scenarios(store, found, model)

    return work


def copy_library(out: Path) -> "Callable[[Library], None]":
    """Return the work of writing a copy of the library as it stands."""

    def work(store: "Library") -> None:
        with whole_file(out) as temporary:
            store.copy_to(temporary)

    return work


def list_backups(library: Path) -> "tuple[Backup, ...]":
    """Return the backups of a library, newest first; the library may be damaged or gone."""
    from db import backups

    return backups(library)


def restored_copy(library: Path, number: int = 1) -> Path:
    """Write a backup to a new file beside the library and return where it lies.

    Beside it, because whoever looks for the library looks there; nothing is ever replaced.
    """
    from db import restore

    count = 1
    while (out := library.with_name(f"{library.stem}.restored-{count}{library.suffix}")).exists():
        count += 1
    with whole_file(out) as temporary:
        restore(library, number, temporary)
    return out


def library_file(location: str) -> Path | None:
    """Return the file of a library, None for a database on a server or a nonsensical address."""
    from db import locate

    try:
        return locate(location).file
    except VecinosError:
        return None
