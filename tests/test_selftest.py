"""What the self-test finds, from source; tests/packaged tries it on the packaged program."""

import shutil
import socket
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop import selftest
from desktop.analysis.parts_elsewhere import add_up, parts_elsewhere
from desktop.cli import main
from desktop.domain.errors import MissingResourceError
from desktop.domain.parts import Parts
from desktop.domain.scenario import Scenario
from desktop.engine.machine import executor
from desktop.engine.machine.bytecode import Code
from desktop.engine.machine.feed import Array, Feed
from desktop.engine.machine.native import Library, NoCompiledEngineError
from desktop.language.language import Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.selftest import FoundWrongError, NotPackagedError, SelfTest, run
from desktop.ui import qt_texts
from tests.readers import reader_gone


@pytest.fixture
def english() -> Language:
    return load_language("en", RESOURCES)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """Copy the resources to where they may be spoilt."""
    return Path(shutil.copytree(RESOURCES, tmp_path / "resources"))


def part(trial: SelfTest, name: str) -> None:
    dict(trial.parts(packaged=True))[f"self_test.part.{name}"]()


def trial(folder: Path, resources: Path = RESOURCES) -> SelfTest:
    return SelfTest(folder, resources, ExitStack())


def test_that_it_refuses_outside_a_packaged_program(
    english: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotPackagedError):
        run(english, source=False)
    assert capsys.readouterr().out == ""


@pytest.mark.long
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("code", ["en", pytest.param("es", marks=pytest.mark.long)])
def test_that_every_part_passes_from_source(
    code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "REPEATS", 2 * selftest.DRAG)
    language = load_language("es" if code == "es" else "en", RESOURCES)
    assert run(language, source=True) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(sys.executable)
    assert len(lines) == 1 + 18 + 1


def test_that_the_first_part_that_fails_is_named_and_nothing_after_it_is_tried(
    english: Language, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = damaged / "i18n" / "es" / "LC_MESSAGES" / "vecinos.mo"
    missing.unlink()
    assert run(english, source=True, resources=damaged) == 1
    told = capsys.readouterr()
    assert str(missing) in told.err
    assert len(told.err.splitlines()) == 1
    assert len(told.out.splitlines()) == 2


@pytest.mark.posix("names with characters that steer a terminal")
def test_that_what_it_says_neither_breaks_its_line_nor_speaks_to_the_terminal(
    english: Language,
    damaged: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    odd = damaged.rename(damaged.with_name("odd\x1b[2J"))
    (odd / "i18n" / "es" / "LC_MESSAGES" / "vecinos.mo").unlink()
    monkeypatch.setattr(sys, "executable", "/opt/\x1b[2J\u202e/vecinos")
    assert run(english, source=True, resources=odd) == 1
    told = capsys.readouterr()
    assert "/opt/\ufffd[2J\ufffd/vecinos" in told.out.splitlines()[0]
    assert "odd\ufffd[2J" in told.err


def test_that_its_reader_may_leave_early(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with reader_gone(tmp_path):
        assert main(["self-test", "--source"]) == 0
    assert capsys.readouterr().err == ""


def test_that_a_missing_translation_of_qt_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "qtbase_es.qm"
    monkeypatch.setattr(qt_texts, "shipped_texts", lambda code: gone)
    with pytest.raises(MissingResourceError) as found:
        part(trial(tmp_path), "catalogues")
    assert found.value.fields["path"] == gone


@pytest.mark.parametrize("reason", ["no_engine", "engine_cut_short", "other_engine"])
def test_that_a_packaged_program_without_its_compiled_engine_is_found_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    trouble = NoCompiledEngineError(path=tmp_path / "machine.so", reason=f"reason.{reason}")
    monkeypatch.setattr(executor, "_loaded", lambda: trouble)
    made = trial(tmp_path)
    part(made, "model")
    with pytest.raises(NoCompiledEngineError) as found:
        part(made, "machine")
    assert found.value is trouble
    named = dict(made.parts(packaged=False))
    assert "self_test.part.machine" not in named, "from source NumPy may run the model"


def test_that_a_compiled_engine_whose_bits_are_others_is_found_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = trial(tmp_path)
    part(made, "model")
    right = Library.execute

    def off(self: Library, code: Code, feed: Feed) -> tuple[Array, bool]:
        values, finite = right(self, code, feed)
        return np.nextafter(values, np.inf), finite

    monkeypatch.setattr(Library, "execute", off)
    with pytest.raises(FoundWrongError) as found:
        part(made, "machine")
    assert found.value.fields["reason"] == "reason.executors_differ"


def test_that_parts_are_asked_of_a_process_of_its_own_and_have_to_add_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = parts_elsewhere(RESOURCES, lambda _: True)
    assert found is not None
    assert add_up(found)
    asked: list[object] = []

    def elsewhere(work: object, argument: object, progress: object) -> Parts | None:
        asked.append((work, argument))
        return found

    monkeypatch.setattr(selftest, "in_own_process", elsewhere)
    part(trial(tmp_path), "own_process")
    assert asked == [(parts_elsewhere, RESOURCES)]
    for wrong in (replace(found, change=0.0), replace(found, change=found.change + 1.0)):
        monkeypatch.setattr(selftest, "in_own_process", lambda *_, wrong=wrong: wrong)
        with pytest.raises(FoundWrongError) as told:
            part(trial(tmp_path), "own_process")
        assert told.value.fields["reason"] == "reason.parts_do_not_add_up"


def test_that_a_home_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file where a folder should be stops even root.
    (tmp_path / "home").write_text("", encoding="utf-8")
    place = tmp_path / "home" / "vecinos" / "scenarios.vecinos"
    monkeypatch.setattr(selftest, "default_location", lambda: place)
    with pytest.raises(FoundWrongError) as found:
        part(trial(tmp_path), "home")
    assert found.value.fields["path"] == place.parent


def test_that_trying_the_home_leaves_it_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there").mkdir()
    for name in ("default_location", "preferences_file"):
        monkeypatch.setattr(selftest, name, lambda: tmp_path / "there" / "a" / "b" / "file")
    part(trial(tmp_path), "home")
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


def test_that_an_icon_that_draws_nothing_is_named(
    qapp: object, tmp_path: Path, damaged: Path
) -> None:
    empty = damaged / "icons" / "undo-2.svg"
    empty.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    with pytest.raises(MissingResourceError) as found:
        part(trial(tmp_path, damaged), "icons")
    assert found.value.fields["path"] == empty


def test_that_a_library_with_another_scenario_is_found_wrong(
    tmp_path: Path, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    altered = Scenario(selftest.OLD_SCENARIO.name)
    monkeypatch.setattr(selftest, "OLD_SCENARIO", altered)
    with pytest.raises(FoundWrongError):
        part(trial(tmp_path, damaged), "old_library")


def test_that_a_pack_whose_damage_passes_is_found_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = trial(tmp_path)
    part(made, "model")
    part(made, "packs")
    monkeypatch.setattr(selftest, "read_pack", lambda path: ())
    again = trial(tmp_path / "again")
    (tmp_path / "again").mkdir()
    part(again, "model")
    with pytest.raises(FoundWrongError) as found:
        part(again, "packs")
    assert found.value.fields["reason"] == "reason.damage_passed"


def test_that_opening_the_old_library_leaves_the_shipped_file_as_it_was(tmp_path: Path) -> None:
    folder = RESOURCES / "selftest"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    part(trial(tmp_path), "old_library")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_that_a_shipped_file_that_was_altered_is_named(tmp_path: Path, damaged: Path) -> None:
    listed = damaged / "selftest" / selftest.CONTENTS
    listed.write_text(f"{'0' * 64}  resources/icons/LICENSE\n", encoding="utf-8")
    with pytest.raises(FoundWrongError) as found:
        part(trial(tmp_path, damaged), "contents")
    assert found.value.fields["path"] == damaged / "icons" / "LICENSE"


def test_that_a_socket_towards_a_network_is_noticed_even_when_it_was_closed(tmp_path: Path) -> None:
    made = trial(tmp_path)
    part(made, "network")
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    with pytest.raises(FoundWrongError):
        part(made, "network")


@pytest.mark.posix("/proc, which lists the sockets of a process")
def test_that_a_socket_python_did_not_open_is_found_in_the_process(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(FoundWrongError) as found:
            part(trial(tmp_path), "network")
    assert found.value.fields["sockets"] == "udp"
