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


def calls_of(module: ast.Module, names: set[str]) -> set[str]:
    """Name those of the given built-in functions that a module calls or hands on."""
    return {node.id for node in ast.walk(module) if isinstance(node, ast.Name) and node.id in names}


def sources(folder: str) -> list[Path]:
    """List the modules under a folder of the tree."""
    return sorted((ROOT / folder).rglob("*.py"))


PLANTED = (
    (
        "desktop/domain/planted_upward.py",
        "import desktop.engine",
        "Left may",
    ),
    (
        "db/planted_upward_from_db.py",
        "import desktop.views",
        "Left may",
    ),
    (
        "db/planted_db_to_engine.py",
        "import desktop.engine",
        "Left may",
    ),
    (
        "desktop/session/planted_session_to_ui.py",
        "import desktop.ui",
        "Left may",
    ),
    (
        "desktop/ui/planted_ui_to_views.py",
        "import desktop.views",
        "Left may",
    ),
    (
        "desktop/views/levers/planted_feature_to_feature.py",
        "def later():\n    import desktop.views.curves.chart_area",
        "The window composes",
    ),
    (
        "desktop/views/levers/planted_feature_to_window.py",
        "import desktop.views.window.main_window",
        "The window composes",
    ),
    (
        "desktop/engine/planted_engine_to_db.py",
        "import db",
        "Left may",
    ),
    (
        "desktop/views/curves/planted_run_from_a_view.py",
        "def late() -> None:\n    from desktop.engine.run.project import project",
        "Views show what",
    ),
    (
        "desktop/views/room/planted_document_behind_the_toolkit_in_the_room.py",
        "def late() -> None:\n    import desktop.ui.source_row",
        "The room's window is fed",
    ),
    (
        "desktop/selftest.py",
        "import desktop.app",
        "Left may",
    ),
    (
        "desktop/document/planted_hidden_in_a_function.py",
        "def late() -> None:\n    from desktop.bridge import projector",
        "Left may",
    ),
    (
        "resources/planted_data.py",
        "import desktop.domain",
        "The resources are data",
    ),
    (
        "desktop/document/planted_qt_in_document.py",
        "def late() -> None:\n    from PySide6.QtCore import QObject",
        "Qt and pyqtgraph stay",
    ),
    (
        "desktop/cli/planted_pyqtgraph_in_cli.py",
        "import pyqtgraph",
        "Qt and pyqtgraph stay",
    ),
    (
        "desktop/bridge/planted_sqlalchemy_outside_db.py",
        "import sqlalchemy.orm",
        "SQLAlchemy and Alembic stay",
    ),
    (
        "desktop/app/start.py",
        "import alembic",
        "SQLAlchemy and Alembic stay",
    ),
    (
        "desktop/session/planted_behind_the_door_of_db.py",
        "def late() -> None:\n    from db.file.location import default_location",
        "The program uses db by its door",
    ),
    (
        "desktop/bridge/planted_a_module_of_db_by_its_door.py",
        "from db import errors",
        "The program uses db by its door",
    ),
    (
        "desktop/views/data/planted_pandas_in_a_view.py",
        "def late() -> None:\n    import pandas",
        "One module reads people's tables",
    ),
    (
        "desktop/domain/planted_numpy_in_domain.py",
        "import numpy",
        "The domain needs",
    ),
)
"""Modules, what is written into each, and how the contract begins that it breaks."""


@pytest.fixture(scope="module")
def parsed() -> dict[Path, ast.Module]:
    """Return every module of the program."""
    return {
        source: ast.parse(source.read_text(encoding="utf-8"))
        for package in PACKAGES
        for source in sources(package)
    }


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Plant every import in a copy of the packages; return what is told of each broken contract."""
    tree = tmp_path_factory.mktemp("planted")
    for package in PACKAGES:
        for source in sources(package):
            target = tree / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(ROOT / "pyproject.toml", tree / "pyproject.toml")
    for module, line, _ in PLANTED:
        with (tree / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    verdict = lint_imports(tree)
    assert verdict.returncode == 1, verdict.stdout + verdict.stderr
    # A heading is a line with a line of hyphens under it.
    parts = re.split(r"^(.+)\n-{5,}$", verdict.stdout, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_that_the_import_contracts_are_kept() -> None:
    verdict = lint_imports(ROOT)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert "0 broken" in verdict.stdout


@pytest.mark.parametrize(("module", "contract"), [(each[0], each[2]) for each in PLANTED])
def test_that_a_planted_import_breaks_its_contract(
    broken: dict[str, str], module: str, contract: str
) -> None:
    told = [text for name, text in broken.items() if name.startswith(contract)]
    assert len(told) == 1, broken
    name = ".".join(Path(module).with_suffix("").parts)
    assert f"{name} -> " in told[0], told[0]


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


def test_that_modules_and_classes_are_of_a_size_to_be_read(parsed: dict[Path, ast.Module]) -> None:
    large = []
    for path, module in parsed.items():
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE:
            large.append(path.name)
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                methods = (one for one in node.body if isinstance(one, ast.FunctionDef))
                if sum(not one.name.startswith("_") for one in methods) > MOST_METHODS:
                    large.append(node.name)
    assert large == []


def test_that_signals_say_what_they_carry(parsed: dict[Path, ast.Module]) -> None:
    vague = {
        f"{path.name}:{node.lineno}"
        for path, module in parsed.items()
        for node in ast.walk(module)
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


def test_that_the_domain_imports_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, "desktop.domain"}
    for source in sources("desktop/domain"):
        assert strangers(source.read_text(encoding="utf-8"), allowed) == set(), source


def test_that_the_engine_imports_numpy_only() -> None:
    allowed = {*sys.stdlib_module_names, "numpy", "desktop"}
    for source in sources("desktop/engine"):
        assert strangers(source.read_text(encoding="utf-8"), allowed) == set(), source


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


def test_that_no_module_hands_text_to_python_as_code(parsed: dict[Path, ast.Module]) -> None:
    for path, module in parsed.items():
        assert calls_of(module, {"eval", "exec"}) == set(), path


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
    module = ast.parse("run = eval\nexec('1')\nre.compile('x')")
    assert calls_of(module, {"eval", "exec"}) == {"eval", "exec"}
