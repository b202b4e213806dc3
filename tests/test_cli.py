"""The headless commands, run as people run them."""

import csv
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from desktop import cli
from desktop.cli import main
from desktop.engine.machine import executor
from desktop.engine.machine.native import NoCompiledEngineError
from desktop.modelfiles.read import read_model
from tests.readers import reader_gone

ROOT = Path(__file__).parents[1]
MODEL = read_model()
POLICY = ("--set", "legal_pathways=2000", "--set", "us_tariff_on_mexico=25@2025-02/1")
COLUMNS = ["time", "indicator", "unit", "p05", "p25", "p50", "p75", "p95", "baseline_p50"]
NUMBERS = COLUMNS[3:]
QUICK = ("--members", "50")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system speak English, whatever the machine does."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def python(
    code: str, *, stdout: int = subprocess.PIPE, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run a few lines of Python in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
    )


def vecinos(*words: str, stdout: int = subprocess.PIPE) -> "subprocess.CompletedProcess[bytes]":
    """Run the program in a process of its own."""
    return python(
        f"import sys; from desktop.cli import main; sys.exit(main({words!r}))", stdout=stdout
    )


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table written as CSV."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def numbers(row: Mapping[str, str]) -> list[float]:
    """Return the numbers of one row."""
    return [float(row[name]) for name in NUMBERS]


def curve(table: Sequence[Mapping[str, str]], indicator: str, column: str) -> list[float]:
    """Return one column of one indicator."""
    return [float(row[column]) for row in table if row["indicator"] == indicator]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the documented projection in both formats, one by a process of its own."""
    folder = tmp_path_factory.mktemp("tables")
    assert vecinos("project", *POLICY, "--out", str(folder / "a.csv")).returncode == 0
    assert main(["project", *POLICY, "--out", str(folder / "a.xlsx")]) == 0
    return folder


@pytest.fixture(scope="module")
def later_tables(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write both again after a pause."""
    folder = tmp_path_factory.mktemp("later")
    written = time.time()
    # The clock of a workbook counts seconds, that of an archive every other one.
    while time.time() // 2 == written // 2:
        time.sleep(0.01)
    for suffix in ("csv", "xlsx"):
        assert main(["project", *POLICY, "--out", str(folder / f"a.{suffix}")]) == 0
    return folder


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_that_the_same_command_writes_the_same_bytes_in_another_second(
    tables: Path, later_tables: Path, suffix: str
) -> None:
    first, second = ((folder / f"a{suffix}").read_bytes() for folder in (tables, later_tables))
    assert first == second
    assert len(first) > 10_000


def test_that_the_table_has_the_documented_columns_and_a_row_for_each_month_and_indicator(
    tables: Path,
) -> None:
    table = rows(tables / "a.csv")
    assert list(table[0]) == COLUMNS
    months = [str(MODEL.clock.month(step)) for step in range(1, MODEL.clock.steps + 1)]
    assert (months[0], months[-1]) == ("2024-01", "2036-12")
    expected = [(month, indicator) for month in months for indicator in MODEL.indicators]
    assert [(row["time"], row["indicator"]) for row in table] == expected
    assert {(row["indicator"], row["unit"]) for row in table} == {
        (indicator.id, indicator.unit) for indicator in MODEL.indicators.values()
    }


def test_that_the_bands_are_finite_and_ordered(tables: Path) -> None:
    for row in rows(tables / "a.csv"):
        values = numbers(row)
        assert all(abs(value) < float("inf") for value in values)
        assert values[:5] == sorted(values[:5])


def test_that_the_table_is_written_plainly(tables: Path) -> None:
    content = (tables / "a.csv").read_bytes()
    assert b"\r" not in content
    assert b'"' not in content
    assert b"-0," not in content
    for row in rows(tables / "a.csv"):
        for name in NUMBERS:
            digits = row[name].partition("e")[0].lstrip("-0.").replace(".", "")
            assert len(digits) <= 9


def test_that_the_policy_moves_what_it_should_and_leaves_the_baseline(tables: Path) -> None:
    table = rows(tables / "a.csv")
    tariff = curve(table, "effective_tariff", "p50")
    baseline = curve(table, "effective_tariff", "baseline_p50")
    february = [row["time"] for row in table if row["indicator"] == "effective_tariff"].index(
        "2025-02"
    )
    assert tariff[:february] == baseline[:february]
    assert min(tariff[february + 12 :]) > 2 * max(baseline[february + 12 :])
    encounters = curve(table, "irregular_encounters", "p50")
    assert encounters[-1] < curve(table, "irregular_encounters", "baseline_p50")[-1]


def test_that_a_workbook_holds_the_same_numbers_and_no_formula(tables: Path) -> None:
    with zipfile.ZipFile(tables / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert b"2024-01-01T00:00:00Z" in book.read("docProps/core.xml")
    first = rows(tables / "a.csv")[0]
    assert f"<v>{first['p05']}</v>" in sheet
    assert sheet.count("<row ") == len(rows(tables / "a.csv")) + 1


@pytest.mark.long
def test_that_standard_output_carries_the_bytes_of_the_file(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    assert main(["project", *QUICK, *POLICY, "--out", str(out)]) == 0
    assert vecinos("project", *QUICK, *POLICY).stdout == out.read_bytes()


@pytest.mark.posix("permissions for the group and all others")
def test_that_a_new_table_replaces_an_old_one_and_keeps_its_permissions(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("old")
    out.chmod(0o640)
    assert main(["project", "--members", "0", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"time,")
    assert out.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [out]


def test_that_the_central_run_has_no_width(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    main(["project", "--members", "0", "--out", str(out)])
    for row in rows(out):
        assert len(set(numbers(row))) == 1


def test_that_the_seed_moves_the_draws_and_the_policy_does_not_move_the_baseline(
    tmp_path: Path,
) -> None:
    tables = []
    for name, words in enumerate([("--seed", "1"), ("--seed", "2"), ("--seed", "1", *POLICY)]):
        out = tmp_path / f"{name}.csv"
        main(["project", *QUICK, *words, "--out", str(out)])
        tables.append(rows(out))
    one, two, moved = ([row["baseline_p50"] for row in table] for table in tables)
    assert one != two
    assert one == moved
    assert [row["p50"] for row in tables[0]] == one


KEYS = {
    "levers": {
        "id", "family", "holder", "needs", "name", "short", "sentence", "low_end", "high_end",
        "unit", "display", "levels", "low", "high", "default", "step", "decimals", "lead",
        "cost_us", "cost_mx", "notches", "target", "grade", "sources", "claims", "change_my_mind",
        "small_effect",
    },
    "indicators": {
        "id", "family", "name", "short", "sentence", "unit", "unit_name", "value", "decimals",
        "better", "change", "bounds", "variable", "scale", "series", "twelve_months",
        "start_range", "grade", "sources", "claims", "change_my_mind",
    },
    "events": {
        "id", "family", "name", "sentence", "yearly_chance", "season", "grade", "sources", "claims",
    },
    "sources": {"id", "text", "address"},
    "assumptions": {
        "kind", "id", "name", "text", "overrides", "articles", "studies", "low", "high", "unit",
    },
}  # fmt: skip


@pytest.mark.parametrize("command", KEYS)
def test_that_json_lists_keep_their_keys_and_both_languages(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--json"]) == 0
    english = capsys.readouterr().out
    records = json.loads(english)
    assert records
    for record in records:
        assert record.keys() == KEYS[command]
        if "name" in record:
            assert record["name"].keys() == {"en", "es"}
    assert main([command, "--json", "--lang", "es"]) == 0
    assert capsys.readouterr().out == english


def test_that_json_lists_hold_every_element_of_the_model(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command, elements in (
        ("levers", MODEL.levers),
        ("indicators", MODEL.indicators),
        ("events", MODEL.events),
        ("sources", MODEL.sources),
    ):
        main([command, "--json"])
        assert [record["id"] for record in json.loads(capsys.readouterr().out)] == list(elements)


@pytest.mark.parametrize("command", KEYS)
def test_that_lists_for_people_are_columns_in_their_language(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = []
    for code in ("en", "es"):
        assert main([command, "--lang", code]) == 0
        pages.append(capsys.readouterr().out)
    assert pages[0] != pages[1]
    for page in pages:
        assert all(line == line.rstrip() and line for line in page.splitlines())


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (("levers",), ("PySide6", "pyqtgraph", "pandas", "openpyxl", "sqlalchemy")),
        pytest.param(
            ("sources", "--json"),
            ("PySide6", "pyqtgraph", "pandas", "sqlalchemy"),
            marks=pytest.mark.long,
        ),
        (
            ("--help",),
            (
                *("PySide6", "pyqtgraph", "pandas", "sqlalchemy", "numpy"),
                "desktop.modelfiles.exercises.read",
            ),
        ),
        (
            ("project", "--members", "0"),
            ("PySide6", "pyqtgraph", "sqlalchemy", "alembic", "openpyxl"),
        ),
    ],
)
def test_that_a_command_imports_only_what_it_needs(
    words: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    done = python(
        f"import sys; from desktop.cli import main; code = main({words!r}); "
        f"found = set({absent!r}) & set(sys.modules); sys.exit(repr(found) if found else code)"
    )
    assert done.returncode == 0, done.stderr


def test_that_the_desk_is_imported_only_to_be_opened() -> None:
    done = python("import sys, desktop.cli; sys.exit('PySide6' in sys.modules)")
    assert done.returncode == 0


@pytest.mark.long
@pytest.mark.parametrize("words", [("project", "--members", "0"), ("levers", "--json")])
def test_that_a_reader_who_leaves_early_gets_no_complaint(words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = vecinos(*words, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_that_a_reader_who_leaves_early_gets_no_complaint_on_windows_either(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with reader_gone(tmp_path):
        assert cli.main(["levers"]) == 0
    assert capsys.readouterr().err == ""


def test_that_what_is_said_is_utf_8_under_every_code_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "scenarios", "--store", "C:/Łódź.vecinos"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Łódź.vecinos" in done.stderr.decode("utf-8")


@pytest.mark.posix("/dev/full")
def test_that_output_which_cannot_be_written_is_told_once() -> None:
    with Path("/dev/full").open("wb") as full:
        done = vecinos("project", "--members", "0", stdout=full.fileno())
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "The output could not be written: the disk is full or the file would be too large for it.\n"
    )


def test_that_closed_output_is_told() -> None:
    done = python(
        "import sys; sys.stdout = None; from desktop.cli import main; sys.exit(main(['levers']))"
    )
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        [b"The output could not be written: it is closed."],
    )


def test_that_output_is_utf_8_with_bare_line_feeds_even_in_a_poor_locale() -> None:
    done = python(
        "import sys; from desktop.cli import main; sys.exit(main(['levers', '--lang', 'es']))",
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert "Vías" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_failure_nobody_foresaw_is_one_sentence_unless_asked(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_ACTIONS", {"levers": fail})
    assert main(["levers", "--lang", code]) == 1
    sentence = capsys.readouterr().err
    assert sentence.count("\n") == 1
    assert "ZeroDivisionError" in sentence
    assert "Traceback" not in sentence
    assert main(["levers", "--lang", code, "--debug"]) == 1
    explained = capsys.readouterr().err
    assert explained.startswith("Traceback")
    assert explained.endswith(sentence)


def test_that_an_interrupted_command_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_ACTIONS", {"levers": interrupt})
    assert main(["levers"]) == 130
    assert capsys.readouterr() == ("", "")


def test_that_what_was_typed_can_neither_break_the_sentence_nor_reach_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["project", "--set", "\x1b[2Jpath\nways\udcff=1"]) == 2
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert shown.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    ("environment", "words", "spanish"),
    [
        ({"LC_ALL": "es_MX.UTF-8"}, (), True),
        ({"LC_ALL": "", "LC_MESSAGES": "es_ES", "LANG": "en_US"}, (), True),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "es"}, (), True),
        ({"LC_ALL": "de_DE.UTF-8", "LANG": "es_MX"}, (), False),
        ({"LC_ALL": "C"}, (), False),
        ({"LC_ALL": "es_MX.UTF-8"}, ("--lang", "en"), False),
        ({"LC_ALL": "C"}, ("--lang=es",), True),
    ],
)
def test_that_words_come_in_the_language_asked_for_or_that_of_the_system(
    environment: dict[str, str],
    words: tuple[str, ...],
    spanish: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["assumptions", *words])
    assert ("supuestos" in capsys.readouterr().out) is spanish


def test_that_the_version_is_that_of_the_distribution(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "vecinos 0.1.0"


@pytest.mark.parametrize(("code", "words"), [("en", "compiled engine"), ("es", "motor compilado")])
def test_that_the_version_says_what_runs_the_model(
    code: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled = executor.library()
    assert compiled is not None
    assert main(["--version", "--lang", code]) == 0
    told = capsys.readouterr()
    _, line = told.out.splitlines()
    assert (words in line, compiled.build in line, told.err) == (True, True, "")


@pytest.mark.parametrize(
    "words",
    [("--version",), pytest.param(("project", "--members", "2"), marks=pytest.mark.long)],
)
def test_that_a_compiled_engine_that_cannot_be_used_is_told_of_in_one_line(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words]) == 0
    whole = capsys.readouterr().out
    trouble = NoCompiledEngineError(path=Path("machine.so"), reason="reason.engine_cut_short")
    monkeypatch.setattr(executor, "_loaded", lambda: trouble)
    assert main([*words, "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert "machine.so is cut short" in told.err
    assert "make setup" in told.err
    assert len(told.err.splitlines()) == 1
    if words[0] == "project":
        assert told.out == whole
    else:
        assert "NumPy" in told.out


def test_that_nothing_is_told_of_the_engine_where_no_model_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trouble = NoCompiledEngineError(path=Path("machine.so"), reason="reason.no_engine")
    monkeypatch.setattr(executor, "_loaded", lambda: trouble)
    assert main(["levers"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.long
def test_that_a_snapshot_is_a_picture_of_the_size_and_scale_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "desk.png"
    words = ("--theme", "dark", "--size", "1280x720", "--scale", "1.5", "--lang", "es")
    done = vecinos("snapshot", str(out), *words, *POLICY)
    assert (done.returncode, done.stderr) == (0, b"")
    content = out.read_bytes()
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    assert (width, height) == (1920, 1080)
    assert list(tmp_path.iterdir()) == [out]


def test_that_the_desk_opens_with_the_file_and_language_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.app import start

    asked: list[tuple[object, ...]] = []

    def run(location: str | None, *, language: str | None, resources: Path) -> int:
        asked.append((location, language, resources.name))
        return 0

    monkeypatch.setattr(start, "run", run)
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    for words in ([], ["plans.vecinos", "--lang", "en"], ["postgresql://desk/plans"]):
        assert main(words) == 0
    assert asked == [
        (None, None, "resources"),
        ("plans.vecinos", "en", "resources"),
        ("postgresql://desk/plans", None, "resources"),
    ]
