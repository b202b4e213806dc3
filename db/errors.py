"""What can go wrong with a library of scenarios; each is worded as `error.<code>`.

`path` names the library: the full path of its file, or the address of a server without its
password. What only an engineer wants to know is in the notes and the cause of the exception.
"""

from desktop.domain.errors import VecinosError


class LibraryError(VecinosError):
    """Mark a failure of the whole library."""


class EmptyLibraryError(LibraryError):
    """Fields: path. A file of no bytes."""

    code = "library_empty"


class FolderLibraryError(LibraryError):
    """Fields: path. A folder stands where the file should."""

    code = "library_folder"


class NotALibraryError(LibraryError):
    """Fields: path. Some other kind of file."""

    code = "library_not_a_library"


class ForeignDatabaseError(LibraryError):
    """Fields: path. A sound SQLite database of another program."""

    code = "library_foreign"


class DamagedLibraryError(LibraryError):
    """Fields: path. A library that was cut short or altered."""

    code = "library_damaged"


class SpoiledLibraryError(DamagedLibraryError):
    """Fields: path, backup. As DamagedLibraryError, and there is a sound backup: its path."""

    code = "library_spoiled"


class MissingLibraryError(LibraryError):
    """Fields: path, backup. There is no file, but there are backups of one."""

    code = "library_missing"


class NewerLibraryError(LibraryError):
    """Fields: path, library_format, program_format."""

    code = "library_newer"


class OlderReadOnlyLibraryError(LibraryError):
    """Fields: path, library_format, program_format. It must be upgraded and cannot be written."""

    code = "library_older_read_only"


class UpgradeFailedError(LibraryError):
    """Fields: path, library_format, program_format. The library is as it was."""

    code = "library_upgrade_failed"


class ReadOnlyLibraryError(LibraryError):
    """Fields: path. The medium or the permissions forbid writing."""

    code = "library_read_only"


class LockedLibraryError(LibraryError):
    """Fields: path. Another Vecinos has it open, so this one may only read."""

    code = "library_locked"


class BusyLibraryError(LibraryError):
    """Fields: path. Another program holds it just now."""

    code = "library_busy"


class DiskFullError(LibraryError):
    """Fields: path. Nothing was half-written."""

    code = "library_disk_full"


class WriteFailedError(LibraryError):
    """Fields: path. The drive refused a write for a reason other than being full."""

    code = "library_write_failed"


class VanishedLibraryError(LibraryError):
    """Fields: path. It was there when it was opened."""

    code = "library_vanished"


class ReplacedLibraryError(LibraryError):
    """Fields: path. Another library stands where the one that was opened stood."""

    code = "library_replaced"


class UnreadableLibraryError(LibraryError):
    """Fields: path. The system does not let this person read it."""

    code = "library_unreadable"


class LibraryNotFoundError(LibraryError):
    """Fields: path. There is no such file and none was to be made."""

    code = "library_not_found"


class GoneLibraryError(LibraryError):
    """Fields: path. It was open before and is not there now; none was made in its place."""

    code = "library_gone"


class NotCreatedError(LibraryError):
    """Fields: path, folder. No library could be made in that folder."""

    code = "library_not_created"


class NeedsRecoveryError(LibraryError):
    """Fields: path. An interrupted save must be taken back first, which needs writing."""

    code = "library_needs_recovery"


class ObstructedLibraryError(LibraryError):
    """Fields: path, obstacle. Where SQLite needs a file beside it stands something else."""

    code = "library_obstructed"


class LocationError(LibraryError):
    """Fields: path. Neither a file nor the address of a database this program can speak to."""

    code = "library_location"


class DriverMissingError(LibraryError):
    """Fields: path, driver. The server's driver is an optional extra that is not installed."""

    code = "library_driver"


class ServerUnreachableError(LibraryError):
    """Fields: path."""

    code = "library_server"


class ServerRightsError(LibraryError):
    """Fields: path. The role in the address may not do this."""

    code = "library_server_rights"


class ServerReadOnlyError(ReadOnlyLibraryError):
    """Fields: path. The server, or the database, is set to be read only."""

    code = "library_server_read_only"


class ServerOptionError(LibraryError):
    """Fields: path. An option in the address, or its value, is none that PostgreSQL has."""

    code = "library_server_option"


class ServerForeignError(LibraryError):
    """Fields: path. The database has tables of these names that are not a library's."""

    code = "library_server_foreign"


class ServerTableError(LibraryError):
    """Fields: path. A schema, table or column was dropped or altered."""

    code = "library_server_table"


class ServerEncodingError(LibraryError):
    """Fields: path. The database does not hold UTF-8."""

    code = "library_server_encoding"


class ScenarioNotFoundError(VecinosError):
    """Fields: scenario: the id or the name that was asked for."""

    code = "scenario_not_found"


class ScenarioDamagedError(VecinosError):
    """Fields: scenario: its id. What was read is not what was saved."""

    code = "scenario_damaged"


class ChangedElsewhereError(VecinosError):
    """Fields: name. Someone else saved this scenario since it was read here."""

    code = "scenario_changed_elsewhere"


class NotStorableError(VecinosError):
    """Fields: part: the field of the record that no store could hold."""

    code = "scenario_not_storable"


class NameTakenError(VecinosError):
    """Fields: name."""

    code = "name_taken"


class NameEmptyError(VecinosError):
    """No fields."""

    code = "name_empty"


class NameTooLongError(VecinosError):
    """Fields: length, most."""

    code = "name_too_long"


class NameCharacterError(VecinosError):
    """No fields. A name is one line of visible text."""

    code = "name_character"


class NotesTooLongError(VecinosError):
    """Fields: length, most."""

    code = "notes_too_long"


class BadFolderError(VecinosError):
    """Fields: most. A folder is names with `/` between them, each one line of visible text."""

    code = "folder_name"


class BadTagError(VecinosError):
    """Fields: tag, most. A tag is one line of visible text."""

    code = "tag_name"


class UndoDamagedError(VecinosError):
    """Fields: scenario: its id. The scenario is sound, its undo history is not."""

    code = "undo_damaged"


class VersionNotFoundError(VecinosError):
    """Fields: version: its id."""

    code = "version_not_found"


class VersionDamagedError(VecinosError):
    """Fields: version: its id. What was read is not what was kept."""

    code = "version_damaged"


class BackupNotFoundError(VecinosError):
    """Fields: path, number."""

    code = "backup_not_found"


class NoBackupsOfServerError(VecinosError):
    """Fields: path. A database on a server is backed up by whoever runs the server."""

    code = "backups_of_server"


class NoForgettingOnServerError(LibraryError):
    """Fields: path. A server has copies that nobody reaches from here; nothing was changed."""

    code = "forgetting_on_server"


class ForgettingUnfinishedError(LibraryError):
    """Fields: path. What was to go is gone, but free pages of the file may still hold it."""

    code = "forgetting_unfinished"


class ForgettingIncompleteError(VecinosError):
    """Fields: count: files that could not be written and stand as they were."""

    code = "forgetting_incomplete"


class BackupFailedError(VecinosError):
    """Fields: path. The library itself is whole and saved."""

    code = "backup_failed"


class StoreDamagedError(VecinosError):
    """Fields: path, count. The file is a library, but some of what it holds is damaged."""

    code = "store_damaged"


class LibraryIsPackError(LibraryError):
    """Fields: path. Scenarios to be brought into a library, not a library."""

    code = "library_is_pack"


class PackNotFoundError(VecinosError):
    """Fields: path. There is no such file, or it cannot be read."""

    code = "pack_not_found"


class NotAPackError(VecinosError):
    """Fields: path. Some other kind of file."""

    code = "pack_not_a_pack"


class PackIsLibraryError(VecinosError):
    """Fields: path. A library, to be opened and not to be unpacked."""

    code = "pack_is_library"


class PackDamagedError(VecinosError):
    """Fields: path. Cut short, altered, or not what a pack may hold; nothing was taken from it."""

    code = "pack_damaged"


class NewerPackError(VecinosError):
    """Fields: path, pack_format, program_format."""

    code = "pack_newer"


class PackTooLargeError(VecinosError):
    """Fields: most: how many scenarios a pack may hold."""

    code = "pack_too_large"


class ObservationAddedError(VecinosError):
    """Fields: month. The library holds another figure of that series and month already."""

    code = "observation_added"


class ObservationNotFoundError(VecinosError):
    """No fields. Somebody else took it away or put it back."""

    code = "observation_not_found"


class ObservationNotStorableError(VecinosError):
    """Fields: month. Something about it is what no library could hold."""

    code = "observation_not_storable"


class ExerciseNotFoundError(VecinosError):
    """Fields: exercise: the id or the name that was asked for."""

    code = "exercise_not_found"


class ExerciseDamagedError(VecinosError):
    """Fields: exercise: its id. What was read is not what was saved."""

    code = "exercise_damaged"


class ExerciseNotStorableError(VecinosError):
    """Fields: most: how many bytes a text may take. It is longer, or holds what no text may."""

    code = "exercise_not_storable"


class PackOfExercisesError(VecinosError):
    """Fields: path. A sound pack, of exercises and not of scenarios."""

    code = "pack_of_exercises"


class PackOfPlayError(VecinosError):
    """Fields: path. A sound pack, of a play and not of scenarios."""

    code = "pack_of_play"


class PlayNotFoundError(VecinosError):
    """Fields: play: the id or the name that was asked for."""

    code = "play_not_found"


class PlayDamagedError(VecinosError):
    """Fields: play: its id. What was read is not what was recorded."""

    code = "play_damaged"


class PlayChangedElsewhereError(VecinosError):
    """Fields: name. The entry is not the one that comes next in this play."""

    code = "play_changed_elsewhere"


class EntryNotStorableError(VecinosError):
    """Fields: part: the field of the entry that no library could hold."""

    code = "entry_not_storable"


class ReportChangedElsewhereError(VecinosError):
    """Fields: name: of the play. Someone else saved its report since it was read here."""

    code = "report_changed_elsewhere"


class ReportDamagedError(VecinosError):
    """Fields: play: its id. What was read of its report is not what was saved."""

    code = "report_damaged"


class ReportNotStorableError(VecinosError):
    """Fields: part: the field of the report that no library could hold."""

    code = "report_not_storable"
