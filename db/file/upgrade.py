"""Make a library, and bring an older one to the format of this program.

A migration never works on the library itself: a copy is migrated, checked and put in its
place in one step, and the old file stays beside it.
"""

import re
import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from db.errors import DamagedLibraryError, LibraryError, UpgradeFailedError
from db.file import integrity, rows
from db.file.connection import Mode, file_engine, is_of_the_disk
from db.file.files import discard, written_beside
from db.file.location import sqlite_uri
from db.file.rows import LibraryRow, ScenarioRow, StepRow, TextRow, WordsRow
from db.scenarios import mapping, undo_log
from desktop.domain.scenario import Scenario, order_key

FORMAT = rows.FORMAT
"""The format this program reads and writes."""
SCRIPTS = Path(__file__).parents[1] / "migrations"


def migrate(connection: sa.Connection, format_number: int) -> None:
    """Run the migrations up to a format inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The path is read through configparser, for which a percent sign means something.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = integrity.VERSION_TABLE
    command.upgrade(config, integrity.revision_id(format_number))


def bring_up_to_date(connection: sa.Connection) -> None:
    """Migrate to this program's format and make anew what it derives from the content."""
    migrate(connection, FORMAT)
    unsearchable = (
        sa.select(ScenarioRow.id, ScenarioRow.name, ScenarioRow.folder, TextRow.notes)
        .add_columns(ScenarioRow.tag_list)
        .join(TextRow, TextRow.scenario_id == ScenarioRow.id)
        .where(ScenarioRow.id.not_in(sa.select(WordsRow.scenario_id)))
    )
    for number, name, folder, notes, tags in connection.execute(unsearchable).all():
        scenario = Scenario(name, folder=folder, tags=tuple(tags.splitlines()), notes=notes)
        row = {"scenario_id": number, "words": mapping.words(scenario)}
        connection.execute(sa.insert(WordsRow).values(row))
    unordered = sa.select(ScenarioRow.id, ScenarioRow.name).where(ScenarioRow.order_key == "")
    for number, name in connection.execute(unordered).all():
        ordered = sa.update(ScenarioRow).where(ScenarioRow.id == number)
        connection.execute(ordered.values(order_key=order_key(name)))
    _give_checksums(connection)


def _give_checksums(connection: sa.Connection) -> None:
    """Give undo histories of before the third format their checksums."""
    bare = sa.select(ScenarioRow.id, ScenarioRow.steps_done).where(ScenarioRow.steps_digest == "")
    for number, done in connection.execute(bare).all():
        columns = (StepRow.number, StepRow.label, StepRow.subject, StepRow.change)
        where = StepRow.scenario_id == number
        found = connection.execute(sa.select(*columns).where(where).order_by(StepRow.number)).all()
        digest = undo_log.log_digest(done, [step for step, *_ in found])
        checked = sa.update(ScenarioRow).where(ScenarioRow.id == number)
        connection.execute(checked.values(steps_digest=digest))
        for step, label, subject, change in found:
            kept = undo_log.KeptStep(label, subject, change)
            row = sa.update(StepRow).where(where, StepRow.number == step)
            connection.execute(row.values(digest=undo_log.step_digest(number, step, kept)))


def create_in(connection: sa.Connection) -> None:
    """Make the tables of a new library inside the caller's transaction."""
    migrate(connection, FORMAT)
    row = {"id": 1, "uid": uuid.uuid4().hex, "created_at": datetime.now(UTC)}
    connection.execute(sa.insert(LibraryRow).values(row))


def create(path: Path) -> None:
    """Make an empty library; it appears whole or not at all. The caller holds the lock."""
    with written_beside(path, path.with_name(f".{path.name}.new")) as new:
        engine = file_engine(new, "rwc")
        with engine.execution_options(transaction="IMMEDIATE").begin() as connection:
            create_in(connection)
            _stamp(connection)
        with closing(sqlite3.connect(new)) as file:
            # Tables that migrations made anew leave free pages behind.
            file.execute("VACUUM")


def upgrade(path: Path, old_format: int) -> Path:
    """Bring a library to this program's format and return where the old file is kept.

    The caller holds the lock. If anything fails the library is as it was and
    UpgradeFailedError, or the failure of the disk, is raised.
    """
    kept: Path | None = None
    try:
        with written_beside(path, path.with_name(f".{path.name}.upgrade")) as new:
            copy(path, new)
            _migratecopy(new, path, old_format)
            kept = _keep(path, old_format)
    except Exception as error:
        if kept is not None:
            discard(kept)
        if isinstance(error, LibraryError | OSError) or is_of_the_disk(error):
            raise
        raise UpgradeFailedError(
            path=str(path), library_format=old_format, program_format=FORMAT
        ) from error
    return kept


def copy(path: Path, new: Path, *, mode: Mode = "rw") -> None:
    """Copy a library through SQLite: what an interrupted save left is taken back before."""
    with (
        closing(sqlite3.connect(sqlite_uri(path, mode), uri=True)) as source,
        closing(sqlite3.connect(new)) as target,
    ):
        source.backup(target)


def _migratecopy(new: Path, path: Path, old_format: int) -> None:
    engine = file_engine(new, "rw", foreign_keys=False)
    with engine.execution_options(transaction="IMMEDIATE").begin() as connection:
        integrity.check(connection, str(path), old_format)
        before = _row_counts(connection)
        bring_up_to_date(connection)
        after = _row_counts(connection)
        lost = {
            table: (rows, after[table])
            for table, rows in before.items()
            if table in after and after[table] != rows and table != integrity.VERSION_TABLE
        }
        if lost:
            raise BadMigrationError(f"rows before and after: {lost}")
        _stamp(connection)
        try:
            integrity.check(connection, str(new), FORMAT)
        except DamagedLibraryError as error:
            raise BadMigrationError("the migrated copy is not sound") from error


class BadMigrationError(Exception):
    """Say what a migration did to the copy; it is only ever the cause of UpgradeFailedError."""


def _row_counts(connection: sa.Connection) -> dict[str, int]:
    counts = {}
    for name in sa.inspect(connection).get_table_names():
        rows = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
        counts[name] = rows or 0
    return counts


def _stamp(connection: sa.Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {integrity.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")


def _keep(path: Path, old_format: int) -> Path:
    kept = path.with_name(f"{path.stem}.format-{old_format}{path.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.stem}.format-{old_format}-{number}{path.suffix}")
    with written_beside(kept, path.with_name(f".{path.name}.kept")) as partial:
        copy(path, partial)
    return kept


def kept_of_upgrades(path: Path) -> list[Path]:
    """Return the older files that upgrades of a library have kept beside it."""
    name = re.compile(rf"{re.escape(path.stem)}\.format-[0-9]+(-[0-9]+)?{re.escape(path.suffix)}")
    if not path.parent.is_dir():
        return []
    return [each for each in path.parent.iterdir() if name.fullmatch(each.name)]
