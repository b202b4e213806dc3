"""Bad input: for each case the exit code, the exact sentence, and nothing changed."""

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from db.file import rows
from db.library import Library
from db.packs import pack
from db.packs.pack import packed
from desktop.cli import main
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile import compiler
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.bad_input import commands, libraries, outputs, packs, policies, program_files
from tests.bad_input.case import LONG_NAME, POSIX_ONLY, Bad
from tests.db.pack_mutations import zipped
from tests.homes import home
from tests.model_checks.runs import compiled

CASES = (
    *policies.CASES,
    *outputs.CASES,
    *commands.CASES,
    *program_files.CASES,
    *libraries.CASES,
    *packs.CASES,
)


def fill(folder: Path) -> None:
    """Lay out what the commands find: an old table, a locked folder, libraries good and bad."""
    (folder / "old.csv").write_text("kept\n")
    (folder / "folder.csv").mkdir()
    (folder / "locked").mkdir()
    (folder / "locked" / "old.csv").write_text("kept\n")
    (folder / "locked").chmod(0o555)
    (folder / "words.vecinos").write_text("Dear neighbors,\n" * 100)
    (folder / "empty.vecinos").touch()
    (folder / "secret.vecinos").write_text("kept\n")
    (folder / "secret.vecinos").chmod(0)
    with contextlib.closing(sqlite3.connect(folder / "other.vecinos")) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.commit()
    with Library.open(folder / "plans.vecinos") as store:
        store.scenarios.create(Scenario("Plan A"))
        store.back_up()
    fill_library(folder)


def fill_library(folder: Path) -> None:
    """Lay out packs good and bad, and libraries that can be read only."""
    sound = packed([Scenario("Plan A")])
    (folder / "sound.vecinos").write_bytes(sound)
    (folder / "cut.vecinos").write_bytes(sound[:-30])
    (folder / "newer.vecinos").write_bytes(zipped({"manifest.json": b'{"vecinos_pack": 11}'}))
    (folder / "document.vecinos").write_bytes(zipped({"word/document.xml": b"<w/>"}))
    lasers = Policy({"orbital_lasers": Setting(1.0)})
    (folder / "foreign.vecinos").write_bytes(packed([Scenario("Plan Z", lasers)]))
    giant = Policy({}, (PlannedEvent("migrant_caravan", Month(2027, 1), 9.0),))
    (folder / "giant.vecinos").write_bytes(packed([Scenario("Plan Z", giant)]))
    (folder / "hidden.vecinos").write_bytes(sound)
    (folder / "hidden.vecinos").chmod(0)
    for name in ("held", "locked"):
        Library.open(folder / f"{name}.vecinos-library").close()
    (folder / "locked.vecinos-library").chmod(0o444)
    whole = (folder / "held.vecinos-library").read_bytes()
    (folder / "torn.vecinos-library").write_bytes(whole[:5000])
    later = bytearray(whole)
    later[60:64] = (99).to_bytes(4, "big")
    (folder / "later.vecinos-library").write_bytes(later)
    shutil.copyfile(RESOURCES / "selftest" / "library-1.vecinos", folder / "older.vecinos-library")


def state(folder: Path) -> Mapping[str, tuple[int, bytes]]:
    """Return every entry below a folder with its mode and content."""
    return {
        str(path.relative_to(folder)): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def stamps(folder: Path) -> Mapping[str, tuple[int, int, int]]:
    """Return every entry below a folder with its mode, its size and when it was last written."""
    return {
        str(path.relative_to(folder)): (found.st_mode, found.st_size, found.st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        for found in (path.lstat(),)
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out one folder for all cases: none of them may change it."""
    folder = tmp_path_factory.mktemp("bad-input")
    fill(folder)
    return folder


def compiled_once(model: Model) -> CompiledModel:
    """Compile a model; the shipped one, which is none of these cases' matter, only once."""
    return compiled() if model is read_model() else compile_model(model)


def _case(case: Bad) -> ParameterSet:
    """Leave a case out where its trouble cannot be made."""
    need = POSIX_ONLY.get(case.trouble)
    return pytest.param(case, id=case.name, marks=() if need is None else pytest.mark.posix(need))


_OF_WINDOWS = {
    "the name is too long": "its path is too long for Windows",
    "el nombre es demasiado largo": "su ruta es demasiado larga para Windows",
}


def _own_way(sentence: str) -> str:
    """Return a sentence with its paths written, and its limits named, as this system does."""
    if os.name == "nt":
        for words, own in _OF_WINDOWS.items():
            sentence = sentence.replace(words, own)
    path = r"{(?:here|resources)}[^\s;,]*|\b(?:gone|old\.csv)/new\.\w+"
    return re.sub(path, lambda found: found[0].replace("/", os.sep), sentence)


def _lend(folder: Path, to: Path) -> None:
    """Let a folder be found in another place; on Windows a link needs rights that few have."""
    if os.name == "posix":
        to.symlink_to(folder)
    else:
        shutil.copytree(folder, to)


@pytest.mark.parametrize("code", ["en", pytest.param("es", marks=pytest.mark.long)])
@pytest.mark.parametrize("case", [_case(case) for case in CASES])
def test_that_bad_input_gets_one_sentence_and_changes_nothing(
    case: Bad,
    code: LanguageCode,
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(filled)
    monkeypatch.setattr(compiler, "compile_model", compiled_once)
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8" if code == "es" else "en_US.UTF-8")
    for name, value in home(filled / "home").items():
        monkeypatch.setenv(name, value)
    resources = RESOURCES
    if case.spoilt is not None:
        resources = tmp_path / "resources"
        resources.mkdir()
        parts = {case.spoilt[0].partition("/")[0], "i18n"}
        for part in RESOURCES.iterdir():
            if part.name in parts:
                shutil.copytree(part, resources / part.name)
            elif part.is_dir():
                _lend(part, resources / part.name)
        case.spoilt[1](resources / case.spoilt[0].format(code=code))
    before = state(filled), stamps(resources), stamps(RESOURCES)

    with case.trouble():
        exit_code = main(case.command, resources)

    shown = capsys.readouterr()
    sentence = case.en if code == "en" else case.es
    named = _own_way(sentence).format(
        here=filled,
        resources=resources,
        code=code,
        long=LONG_NAME,
        pack=pack.FORMAT,
        library=rows.FORMAT,
    )
    assert shown.err == f"{named}\n"
    assert shown.out == ""
    assert exit_code == case.code
    assert (state(filled), stamps(resources), stamps(RESOURCES)) == before


def test_that_there_are_enough_cases_and_no_two_of_them_are_one() -> None:
    assert len(CASES) >= 25
    assert len({case.name for case in CASES}) == len(CASES)
    assert len({(case.command, case.spoilt, case.trouble) for case in CASES}) == len(CASES)
