"""The import contracts of pyproject.toml, and proof that they bite."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("desktop", "db", "resources")
LINT = "import sys; from importlinter import cli; sys.exit(cli.lint_imports(no_cache=True))"
LONGEST_MODULE, MOST_METHODS = 500, 30
"""Lines of a module, and public methods of a class, above which nobody reads it at once."""
QT_IN_REPORTS = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg"}


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on a tree; its own packages come before the installed ones."""
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=tree,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def imported(source: str) -> Iterator[str]:
    """Name what a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strangers(source: str, allowed: set[str]) -> set[str]:
    """Name the imports that are none of the allowed modules, nor anything inside them."""
    return {
        name
        for name in imported(source)
        if not any(name == home or name.startswith(f"{home}.") for home in allowed)
    }


def calls_of(source: str, names: set[str]) -> set[str]:
    """Name those of the given built-in functions that a module calls or hands on."""
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and node.id in names
    }


def sources(folder: str) -> list[Path]:
    """List the modules under a folder of the tree."""
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy the packages and the contracts to where they may be spoilt."""
    for package in PACKAGES:
        for source in sources(package):
            target = tmp_path / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_that_the_import_contracts_are_kept() -> None:
    verdict = lint_imports(ROOT)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "0 broken" in verdict.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        pytest.param("desktop/domain/planted.py", "import desktop.engine", "Left may", id="upward"),
        pytest.param("db/planted.py", "import desktop.views", "Left may", id="upward-from-db"),
        pytest.param("db/planted.py", "import desktop.engine", "Left may", id="db-to-engine"),
        pytest.param(
            "desktop/session/planted.py", "import desktop.ui", "Left may", id="session-to-ui"
        ),
        pytest.param("desktop/ui/planted.py", "import desktop.views", "Left may", id="ui-to-views"),
        pytest.param(
            "desktop/views/levers/planted.py",
            "def later():\n    import desktop.views.curves.chart_area",
            "The window composes",
            id="feature-to-feature",
        ),
        pytest.param(
            "desktop/views/levers/planted.py",
            "import desktop.views.window.main_window",
            "The window composes",
            id="feature-to-window",
        ),
        pytest.param("desktop/engine/planted.py", "import db", "Left may", id="engine-to-db"),
        pytest.param(
            "desktop/views/curves/planted.py",
            "def late() -> None:\n    from desktop.engine.run.project import project",
            "Views show what",
            id="run-from-a-view",
        ),
        pytest.param(
            "desktop/views/room/planted.py",
            "def late() -> None:\n    import desktop.ui.source_row",
            "The room's window is fed",
            id="document-behind-the-toolkit-in-the-room",
        ),
        pytest.param("desktop/selftest.py", "import desktop.app", "Left may", id="selftest-to-app"),
        pytest.param(
            "desktop/document/planted.py",
            "def late() -> None:\n    from desktop.bridge import projector",
            "Left may",
            id="hidden-in-a-function",
        ),
        pytest.param(
            "resources/planted.py", "import desktop.domain", "The resources are data", id="data"
        ),
        pytest.param(
            "desktop/document/planted.py",
            "def late() -> None:\n    from PySide6.QtCore import QObject",
            "Qt and pyqtgraph stay",
            id="qt-in-document",
        ),
        pytest.param(
            "desktop/cli/planted.py",
            "import pyqtgraph",
            "Qt and pyqtgraph stay",
            id="pyqtgraph-in-cli",
        ),
        pytest.param(
            "desktop/bridge/planted.py",
            "import sqlalchemy.orm",
            "SQLAlchemy and Alembic stay",
            id="sqlalchemy-outside-db",
        ),
        pytest.param(
            "desktop/app/start.py",
            "import alembic",
            "SQLAlchemy and Alembic stay",
            id="alembic-in-app",
        ),
        pytest.param(
            "desktop/session/planted.py",
            "def late() -> None:\n    from db.file.location import default_location",
            "The program uses db by its door",
            id="behind-the-door-of-db",
        ),
        pytest.param(
            "desktop/bridge/planted.py",
            "from db import errors",
            "The program uses db by its door",
            id="a-module-of-db-by-its-door",
        ),
        pytest.param(
            "desktop/views/data/planted.py",
            "def late() -> None:\n    import pandas",
            "One module reads people's tables",
            id="pandas-in-a-view",
        ),
        pytest.param(
            "desktop/domain/planted.py", "import numpy", "The domain needs", id="numpy-in-domain"
        ),
    ],
)
def test_that_a_planted_import_breaks_its_contract(
    tree: Path, module: str, line: str, contract: str
) -> None:
    planted = tree / module
    before = planted.read_text(encoding="utf-8") if planted.exists() else '"""Planted."""\n'
    planted.write_text(f"{before}\n{line}\n", encoding="utf-8")
    verdict = lint_imports(tree)
    assert verdict.returncode == 1, verdict.stdout + verdict.stderr
    broken = [row for row in verdict.stdout.splitlines() if " BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), verdict.stdout
    assert ".".join(Path(module).with_suffix("").parts) in verdict.stdout


def test_that_every_part_of_desktop_has_its_place_in_the_contracts() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    by_id = {contract["id"]: contract for contract in contracts}
    placed = {name.strip(" ()") for layer in by_id["layers"]["layers"] for name in layer.split("|")}
    parts = {
        f"desktop.{path.stem}"
        for path in (ROOT / "desktop").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"desktop.__init__"}
    assert parts <= placed
    may_draw = {
        f"desktop.{part}"
        for part in ("views", "ui", "session", "bridge", "charts", "app", "selftest")
    }
    assert parts - may_draw - {"desktop.reports"} <= set(by_id["qt"]["source_modules"])


def test_that_the_page_on_the_architecture_names_every_folder() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = {path.parent.name for package in ("desktop", "db") for path in sources(package)} - {
        "versions"
    }
    assert {name for name in folders if f"`{name}" not in page and f"/{name}`" not in page} == set()


def test_that_the_glossary_names_what_is_in_the_code() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = page.partition("| once | now in code |")[2].partition("\n\n")[0].splitlines()[2:]
    names = {name for row in rows for name in re.findall("`([^`]+)`", row)}
    texts = [
        path.read_text(encoding="utf-8") for part in ("desktop", "db") for path in sources(part)
    ]
    modules = {path.stem for part in ("desktop", "db") for path in sources(part)}
    defined = set(re.findall(r"(?:class|def) (\w+)|^\s+(\w+): ", "\n".join(texts), re.MULTILINE))
    assert len(names) > 30
    assert names - modules - {name for pair in defined for name in pair} == set()


def test_that_modules_and_classes_are_of_a_size_to_be_read() -> None:
    large = []
    for path in (path for part in ("desktop", "db") for path in sources(part)):
        source = path.read_text(encoding="utf-8")
        if len(source.splitlines()) > LONGEST_MODULE:
            large.append(path.name)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                methods = (one for one in node.body if isinstance(one, ast.FunctionDef))
                if sum(not one.name.startswith("_") for one in methods) > MOST_METHODS:
                    large.append(node.name)
    assert large == []


def test_that_signals_say_what_they_carry() -> None:
    vague = {
        f"{path.name}:{node.lineno}"
        for path in sources("desktop")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Signal"
        and any(isinstance(one, ast.Name) and one.id == "object" for one in node.args)
    }
    assert vague == set()


def test_that_every_folder_of_modules_is_a_package() -> None:
    # The linter passes over folders without __init__.py, with all that is in them. Migrations are
    # read by Alembic as files and are no package; the next tests read them.
    for package in PACKAGES:
        for source in sources(package):
            if "migrations" not in source.parts:
                assert (source.parent / "__init__.py").exists(), source


@pytest.mark.parametrize("source", sources("desktop/domain"), ids=lambda path: str(path.name))
def test_that_the_domain_imports_the_standard_library_only(source: Path) -> None:
    allowed = {*sys.stdlib_module_names, "desktop.domain"}
    assert strangers(source.read_text(encoding="utf-8"), allowed) == set()


@pytest.mark.parametrize("source", sources("desktop/engine"), ids=lambda path: str(path.name))
def test_that_the_engine_imports_numpy_only(source: Path) -> None:
    allowed = {*sys.stdlib_module_names, "numpy", "desktop"}
    assert strangers(source.read_text(encoding="utf-8"), allowed) == set()


def test_that_a_migration_imports_sqlalchemy_and_alembic_and_nothing_else() -> None:
    migrations = sources("db/migrations/versions")
    assert migrations
    for migration in migrations:
        found = strangers(migration.read_text(encoding="utf-8"), {"sqlalchemy", "alembic"})
        assert found == set(), migration


def test_that_the_environment_of_migrations_imports_alembic_only() -> None:
    environment = (ROOT / "db" / "migrations" / "env.py").read_text(encoding="utf-8")
    assert strangers(environment, {"alembic"}) == set()


def test_that_reports_use_only_qts_core_pictures_and_svg() -> None:
    allowed = {*sys.stdlib_module_names, "desktop", *QT_IN_REPORTS}
    for report in sources("desktop/reports"):
        found = strangers(report.read_text(encoding="utf-8"), allowed)
        assert not {name for name in found if name.startswith(("PySide6", "pyqtgraph"))}, report


def writes(source: str) -> bool:
    """Say whether a module makes a file at a path."""
    return re.search(r'write_(text|bytes)\(|open\("[wxa]|np\.savez?\(|mkstemp', source) is not None


def test_that_whatever_writes_a_file_writes_it_beside_and_replaces() -> None:
    # A self-test writes into a folder that goes with it.
    allowed = {"desktop/selftest.py"}
    alone = {
        path.relative_to(ROOT).as_posix()
        for folder in ("desktop", "db")
        for path in sources(folder)
        if writes(source := path.read_text(encoding="utf-8"))
        and not re.search(r"with .*(written_beside|whole_file)\(", source)
    }
    assert alone == allowed
    assert writes('path.write_bytes(b"")')
    assert writes('path.open("wb")')


def test_that_all_json_of_libraries_and_packs_is_read_in_one_place() -> None:
    reads = re.compile(r"json\.(load|JSONDecoder)|from json import")
    readers = {path.stem for path in sources("db") if reads.search(path.read_text("utf-8"))}
    assert readers == {"serialization"}


def test_that_no_module_hands_text_to_python_as_code() -> None:
    for package in PACKAGES:
        for source in sources(package):
            found = calls_of(source.read_text(encoding="utf-8"), {"eval", "exec"})
            assert found == set(), source


@pytest.mark.parametrize(
    ("source", "allowed", "found"),
    [
        ("import os", {"sqlalchemy", "alembic"}, {"os"}),
        ("def f():\n    from db import rows", {"sqlalchemy", "alembic"}, {"db.rows"}),
        ("import sqlalchemy_utils", {"sqlalchemy", "alembic"}, {"sqlalchemy_utils"}),
        ("import sqlalchemy as sa\nfrom alembic import op", {"sqlalchemy", "alembic"}, set()),
        ("from PySide6 import QtWidgets", QT_IN_REPORTS, {"PySide6.QtWidgets"}),
        ("from PySide6.QtGui import QPainter", QT_IN_REPORTS, set()),
    ],
)
def test_that_the_reading_of_imports_finds_strangers(
    source: str, allowed: set[str], found: set[str]
) -> None:
    assert strangers(source, allowed) == found


def test_that_the_search_for_code_made_of_text_finds_both_functions() -> None:
    assert calls_of("run = eval\nexec('1')\nre.compile('x')", {"eval", "exec"}) == {"eval", "exec"}
