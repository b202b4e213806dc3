"""Whatever a scenario holds is kept, handed on and covered by its digest: field by field."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.library import Library
from db.packs.pack import packed, unpacked
from db.scenarios.serialization import digest
from desktop.domain.fields import every_field
from desktop.domain.scenario import Scenario, TargetLine
from desktop.domain.undo_log import UndoLog, UndoStep
from tests.every_field import FULL, altered

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("every field") / "a.vecinos-library") as opened:
        opened.scenarios.create(FULL)
        yield opened


def test_that_every_declared_field_is_altered() -> None:
    parts = {part for path, _ in altered(FULL) for part in path.split(".")}
    assert {each.name for each in every_field(Scenario)} == parts


@pytest.mark.parametrize("scenario", [pytest.param(one, id=path) for path, one in altered(FULL)])
def test_that_every_field_survives_save_pack_version_and_undo_and_changes_the_digest(
    scenario: Scenario, store: Library
) -> None:
    assert scenario != FULL
    assert digest(scenario) != digest(FULL)
    assert unpacked(packed([FULL, scenario]), "p") == (FULL, scenario)
    made = store.scenarios.listed()[0].id
    log = UndoLog((UndoStep("set", "legal_pathways", FULL, scenario),), ())
    store.scenarios.save(made, scenario, log)
    assert (store.scenarios.load(made), store.scenarios.undo_log(made)) == (scenario, log)
    assert store.versions.load(store.versions.keep(made)) == scenario


def test_that_what_stands_at_its_default_leaves_older_digests_as_they_were() -> None:
    # Computed before it was kept whether a run draws from the calibrated members.
    assert digest(Scenario("Uno")) == "e35b20330f61d7b74c797933d123e9ea"


RECORD = """@dataclass(frozen=True, slots=True)
class Outlook:
    hope: int = field(default=0, metadata=kept(kinds.Whole(), since=11))
    fear: int = field(default=0, metadata=kept(kinds.Whole(), since=11))


"""
DECLARED = {
    "@dataclass(frozen=True, slots=True)\nclass Scenario:": RECORD,
    "    charts: tuple[str": (
        "    outlook: Outlook = field(\n"
        "        default=Outlook(5), metadata=kept(kinds.Row(Outlook), since=11)\n    )\n"
    ),
    "    targets: tuple[TargetLine, ...]": (
        '    mood: str = field(default="", metadata=kept(kinds.Text(), since=11))\n'
    ),
    "    at_least: bool | None": (
        "    weight: int | None = field(default=None, metadata=kept(kinds.Whole(), since=11))\n"
    ),
}
"""Fields for a moment, and before which others they are declared."""
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "{new:04}"
down_revision = "{old:04}"


def upgrade() -> None:
    op.add_column("scenario", sa.Column("mood", sa.Text(), nullable=False, server_default=""))
    op.add_column("scenario", sa.Column("outlook", sa.Text(), nullable=True))
    op.add_column("scenario_target", sa.Column("weight", sa.Integer(), nullable=True))
"""
USED = """
import sys
from dataclasses import replace
from pathlib import Path

from db.errors import NotStorableError
from db.library import Library
from db.packs.pack import packed, unpacked
from db.packs.schema import SCHEMAS
from db.scenarios.serialization import digest
from desktop.document.difference import differences
from desktop.domain.scenario import Outlook, Scenario, TargetLine
from desktop.modelfiles.read import read_model

plain = Scenario("Uno", targets=(TargetLine("remittances", 7.0),))
told = replace(plain, mood="calm", targets=(TargetLine("remittances", 7.0, weight=2),))
hopeless = replace(plain, outlook=Outlook())
fearful = replace(plain, outlook=Outlook(fear=3))
assert digest(plain) == sys.argv[1]
assert digest(told) != digest(plain) != digest(replace(plain, mood="calm"))
assert packed([plain]).hex() == sys.argv[2]
assert unpacked(packed([told, hopeless, fearful]), "p") == (told, hopeless, fearful)
assert "mood" in SCHEMAS[11]["$defs"]["scenario"]["properties"]
assert "mood" not in SCHEMAS[10]["$defs"]["scenario"]["properties"]
found = [(one.part, one.before, one.after) for one in differences(plain, told, read_model())]
assert found == [("target", plain.targets[0], told.targets[0]), ("mood", "", "calm")], found
with Library.open(Path("a.vecinos-library")) as store:
    assert store.kept is not None
    (kept,) = store.scenarios.listed()
    assert store.scenarios.load(kept.id) == plain
    store.scenarios.save(kept.id, told)
    assert store.scenarios.load(kept.id) == told
    assert store.versions.load(store.versions.keep(kept.id)) == told
    for one in (hopeless, fearful):
        store.scenarios.save(kept.id, one)
        assert store.scenarios.load(kept.id) == one
    heavy = TargetLine("remittances", 7.0, weight=2**31)
    fears = replace(plain, outlook=Outlook(fear=2**31))
    for wrong in (replace(plain, mood="a\\0b"), replace(plain, targets=(heavy,)), fears):
        try:
            store.scenarios.create(wrong)
        except NotStorableError as error:
            print(error.fields["part"])
"""


@pytest.mark.long
def test_that_a_new_field_is_its_declaration_and_a_column_and_nothing_else(tmp_path: Path) -> None:
    for package in ("db", "desktop", "resources"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__py*"))
    declaring = tmp_path / "desktop" / "domain" / "scenario.py"
    text = declaring.read_text(encoding="utf-8")
    for before, declared in DECLARED.items():
        assert text.count(before) == 1
        text = text.replace(before, declared + before)
    declaring.write_text(text, encoding="utf-8")
    migrations = tmp_path / "db" / "migrations" / "versions"
    old = len(list(migrations.glob("r*.py")))
    planted = MIGRATION.format(new=old + 1, old=old)
    rows = tmp_path / "db" / "file" / "rows.py"
    rows.write_text(
        rows.read_text(encoding="utf-8").replace(f"FORMAT = {old}", f"FORMAT = {old + 1}"),
        encoding="utf-8",
    )
    (migrations / f"r{old + 1:04}_planted.py").write_text(planted, encoding="utf-8")
    plain = Scenario("Uno", targets=(TargetLine("remittances", 7.0),))
    with Library.open(tmp_path / "a.vecinos-library") as store:
        store.scenarios.create(plain)
    done = subprocess.run(
        [sys.executable, "-c", USED, digest(plain), packed([plain]).hex()],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.stdout.split(), done.returncode) == (["mood", "targets", "outlook"], 0), (
        done.stderr
    )
