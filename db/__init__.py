"""The library of scenarios; the program imports what it needs of it from here only.

Importing this package imports no database code. What needs it is read when its name is first
asked for, so that the first curve waits for none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from db.errors import (
    ExerciseDamagedError,
    ExerciseNotFoundError,
    ForgettingIncompleteError,
    GoneLibraryError,
    LibraryNotFoundError,
    NoBackupsOfServerError,
    PackDamagedError,
    PackIsLibraryError,
    PackOfExercisesError,
    PackOfPlayError,
    PlayChangedElsewhereError,
    PlayDamagedError,
    PlayNotFoundError,
    ReportChangedElsewhereError,
    ReportDamagedError,
    ScenarioDamagedError,
    ScenarioNotFoundError,
    StoreDamagedError,
)
from db.exercises.summary import ExerciseSummary, ExerciseVersion
from db.file.files import (
    ACCESS_DENIED,
    LOCK_VIOLATION,
    NAME_TOO_LONG,
    PATH_NOT_FOUND,
    SHARING_VIOLATION,
    discard,
    make_folder,
    neighbour,
    open_to_read,
    put_in_place,
    windows_error,
    written_beside,
)
from db.file.location import default_location, locate, redacted
from db.plays.summary import PlayCopy, PlaySummary, TakenPlay
from db.reports.summary import KeptReport, ReportVersion
from db.scenarios.summary import Cause, Order, ScenarioQuery, ScenarioSummary, VersionSummary

__all__ = [
    "ACCESS_DENIED",
    "LOCK_VIOLATION",
    "NAME_TOO_LONG",
    "PACK_SUFFIX",
    "PATH_NOT_FOUND",
    "SHARING_VIOLATION",
    "Backup",
    "Cause",
    "Checkup",
    "ContentError",
    "ExerciseDamagedError",
    "ExerciseNotFoundError",
    "ExerciseSummary",
    "ExerciseVersion",
    "ForgettingIncompleteError",
    "ForgottenIn",
    "GoneLibraryError",
    "KeptReport",
    "Library",
    "LibraryNotFoundError",
    "NoBackupsOfServerError",
    "Order",
    "PackDamagedError",
    "PackIsLibraryError",
    "PackOfExercisesError",
    "PackOfPlayError",
    "PlayChangedElsewhereError",
    "PlayCopy",
    "PlayDamagedError",
    "PlayNotFoundError",
    "PlaySummary",
    "ReportChangedElsewhereError",
    "ReportDamagedError",
    "ReportVersion",
    "ScenarioDamagedError",
    "ScenarioNotFoundError",
    "ScenarioQuery",
    "ScenarioSummary",
    "StoreDamagedError",
    "TakenPlay",
    "VersionSummary",
    "backups",
    "check_store",
    "default_location",
    "discard",
    "forget",
    "locate",
    "make_folder",
    "names_a_pack",
    "neighbour",
    "open_to_read",
    "packed",
    "packed_exercises",
    "packed_play",
    "plain_of",
    "put_in_place",
    "read_exercise_pack",
    "read_header",
    "read_pack",
    "read_play_pack",
    "records_digest",
    "redacted",
    "restore",
    "run_digest",
    "value_of",
    "windows_error",
    "written_beside",
]

_READ_WHEN_ASKED_FOR = {
    "Backup": "db.file.backups",
    "Checkup": "db.file.integrity_report",
    "ContentError": "db.scenarios.serialization",
    "ForgottenIn": "db.forgetting.files",
    "Library": "db.library",
    "PACK_SUFFIX": "db.file.integrity",
    "backups": "db.file.backups",
    "check_store": "db.file.integrity_report",
    "forget": "db.forgetting.files",
    "names_a_pack": "db.packs.pack",
    "packed": "db.packs.pack",
    "packed_exercises": "db.packs.pack",
    "packed_play": "db.packs.pack",
    "plain_of": "db.scenarios.serialization",
    "read_exercise_pack": "db.packs.pack",
    "read_header": "db.file.integrity",
    "read_pack": "db.packs.pack",
    "read_play_pack": "db.packs.pack",
    "records_digest": "db.scenarios.serialization",
    "restore": "db.file.backups",
    "run_digest": "db.scenarios.serialization",
    "value_of": "db.scenarios.serialization",
}
"""Name -> the module that it comes from, which imports the database."""

if TYPE_CHECKING:
    from db.file.backups import Backup, backups, restore
    from db.file.integrity import PACK_SUFFIX, read_header
    from db.file.integrity_report import Checkup, check_store
    from db.forgetting.files import ForgottenIn, forget
    from db.library import Library
    from db.packs.pack import (
        names_a_pack,
        packed,
        packed_exercises,
        packed_play,
        read_exercise_pack,
        read_pack,
        read_play_pack,
    )
    from db.scenarios.serialization import (
        ContentError,
        plain_of,
        records_digest,
        run_digest,
        value_of,
    )
else:

    def __getattr__(name: str) -> object:
        """Return what is read when it is asked for; it is found without this the next time."""
        if name not in _READ_WHEN_ASKED_FOR:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(_READ_WHEN_ASKED_FOR[name]), name)
        globals()[name] = found
        return found
