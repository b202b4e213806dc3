import ast
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from db.file.connection import file_engine
from db.file.integrity import APPLICATION_ID, VERSION_TABLE, revision_id
from db.file.integrity_report import check_store
from db.file.rows import Base
from db.file.upgrade import FORMAT, SCRIPTS
from db.library import Library

VERSIONS = sorted((SCRIPTS / "versions").glob("*.py"))


def statements(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    # A table that was rebuilt and renamed has its name in quotes.
    schema = {
        name: re.sub(r"\s+", " ", sql.replace('"', ""))
        for name, sql in found
        if name != VERSION_TABLE
    }
    connection.close()
    return schema


def columns_in_any_order(schema: dict[str, str]) -> dict[str, list[str]]:
    """Take tables apart, where nothing hangs on the place of a column; indexes stay whole."""
    found = {}
    for name, sql in schema.items():
        if sql.startswith("CREATE TABLE"):
            columns = re.split(r", (?![^()]*\))", sql.partition("(")[2].rpartition(")")[0])
            found[name] = sorted(column.strip() for column in columns)
        else:
            found[name] = [sql]
    return found


def test_that_the_migrated_schema_equals_the_schema_of_the_rows(tmp_path: Path) -> None:
    migrated, fresh = tmp_path / "migrated.vecinos", tmp_path / "fresh.vecinos"
    Library.open(migrated).close()
    with file_engine(fresh, "rwc").begin() as connection:
        Base.metadata.create_all(connection)
    assert columns_in_any_order(statements(migrated)) == columns_in_any_order(statements(fresh))


def test_that_alembic_sees_no_difference_either(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    Library.open(path).close()
    with file_engine(path, "rw").connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []


def test_that_the_format_is_the_newest_migration(tmp_path: Path) -> None:
    assert [int(path.name[1:5]) for path in VERSIONS] == list(range(1, FORMAT + 1))
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_heads() == [revision_id(FORMAT)]
    path = tmp_path / "a.vecinos"
    Library.open(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_that_a_migration_imports_sqlalchemy_and_alembic_and_nothing_else(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add((node.module or "").partition(".")[0])
    assert imported <= {"sqlalchemy", "alembic"}


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_that_a_migration_is_named_after_its_revision(path: Path) -> None:
    assert re.match(r"r([0-9]{4})_[a-z_]+\.py", path.name)
    assert f'revision = "{path.name[1:5]}"' in path.read_text(encoding="utf-8")


def test_that_every_table_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it bare
    for table in Base.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            made = str(CreateIndex(index).compile(dialect=dialect))
            assert ("WHERE deleted_at IS NULL" in made) == bool(index.unique)


def test_that_opening_a_library_of_this_format_imports_no_migrations(tmp_path: Path) -> None:
    path = tmp_path / "a.vecinos"
    Library.open(path).close()
    script = (
        "import sys\n"
        "import db.errors, db.file.location, db.scenarios.summary\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        "from db.library import Library\n"
        "Library.open(sys.argv[1]).close()\n"
        "sys.exit(int(bool({'alembic', 'numpy', 'PySide6'} & set(sys.modules))))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script, str(path)], cwd=root, check=False)
    assert done.returncode == 0


def test_that_no_table_allows_what_the_naming_of_constraints_forbids() -> None:
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            assert isinstance(constraint, sa.Constraint)
            assert constraint.name, f"{table.name} has a constraint that cannot be dropped"


@pytest.mark.parametrize("number", range(1, FORMAT))
def test_that_a_real_library_of_every_older_format_becomes_one_like_a_new_one(
    tmp_path: Path, number: int
) -> None:
    (legacy,) = (Path(__file__).parent / "legacy").glob(f"format-{number}.*")
    upgraded, fresh = tmp_path / "upgraded.vecinos", tmp_path / "fresh.vecinos"
    upgraded.write_bytes(legacy.read_bytes())
    Library.open(upgraded).close()
    Library.open(fresh).close()
    assert statements(upgraded) == statements(fresh)
    assert check_store(upgraded).damaged == ()
