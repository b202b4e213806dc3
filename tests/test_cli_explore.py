"""`vecinos explore`: a table or nothing, and what is kept until there is one."""

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop import cli
from desktop.analysis import exploration
from desktop.analysis.exploration import WorkerLostError
from desktop.cli import explore
from desktop.engine import worker_pool
from desktop.reports import exploration as written
from tests.views.desks import compiled

SPEC = """
format = 1
points = 8
members = 2
indicators = ["homicide_rate"]
months = ["2030-12"]
[levers.mx_security_spending]
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in threads of this process, two points a block, with everything kept in a folder."""
    (tmp_path / "spec.toml").write_text(SPEC)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(written, "kept_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr(exploration, "_compiled", lambda _: compiled())
    blocks = exploration.blocks
    monkeypatch.setattr(exploration, "blocks", lambda asked: blocks(asked, 4))

    def threads(most: int) -> Executor:
        return ThreadPoolExecutor(1)

    monkeypatch.setattr(worker_pool, "worker_processes", threads)
    yield tmp_path
    exploration._designed.cache_clear()


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_that_a_table_has_a_row_a_run_and_is_the_same_after_an_interruption(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--lang", "en", "explore", "spec.toml", "--out"]
    assert cli.main([*command, "a.csv"]) == 0
    rows = lines(here / "a.csv")
    heads = "point,member,seed,assumptions,lever.mx_security_spending,homicide_rate@2030-12"
    assert rows[0] == heads
    assert [row.split(",")[:4] for row in rows[1:3]] == [
        ["0", "0", "2023", "neutral"],
        ["0", "1", "2023", "neutral"],
    ]
    assert len(rows) == 17
    assert not any((here / "kept").iterdir())

    run_block = exploration.run_block
    made: list[int] = []

    def interrupted(task: exploration.Task) -> object:
        made.append(task[2])
        if len(made) == 3:
            raise KeyboardInterrupt
        return run_block(task)

    monkeypatch.setattr(exploration, "run_block", interrupted)
    assert cli.main([*command, "b.csv"]) == 130
    assert "--resume goes on" in capsys.readouterr().err
    assert not (here / "b.csv").exists()
    before = set(made)
    made.clear()
    made += [-1, -1, -1]
    assert cli.main([*command, "b.csv", "--resume"]) == 0
    assert len(made) - 3 < 4, before
    assert lines(here / "b.csv") == rows
    assert sorted(path.name for path in here.iterdir()) == ["a.csv", "b.csv", "kept", "spec.toml"]


def test_that_a_lost_worker_is_one_sentence_and_leaves_no_table(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lost(*_: object) -> None:
        raise WorkerLostError

    monkeypatch.setattr(exploration, "explore", lost)
    assert cli.main(["--lang", "es", "explore", "spec.toml", "--out", "a.csv"]) == 1
    assert capsys.readouterr().err.strip().startswith("Un proceso terminó antes de tiempo")
    assert not (here / "a.csv").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--out", "a.txt"], 2, ".csv"),
        (["--out", "a.csv", "--executor", "local"], 2, "“local” is no executor"),
        (["--out", "a.parquet"], 1, "Parquet needs the library pyarrow"),
        (["--out", "a.csv", "--executor", "dask://x:1"], 1, "needs the library distributed"),
    ],
)
def test_that_what_is_not_there_is_one_sentence(
    words: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for module in (explore, written):
        monkeypatch.setattr(module, "find_spec", lambda _: None)
    assert cli.main(["--lang", "en", "explore", "spec.toml", *words]) == code
    assert said in capsys.readouterr().err


def test_that_what_is_wrong_with_a_file_is_listed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "spec.toml").write_text(SPEC.replace("8", "'many'").replace("format = 1", "format = 9"))
    assert cli.main(["--lang", "en", "explore", "spec.toml", "--out", "a.csv"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3
    assert "key format" in told[0]
    assert "key points" in told[1]
    assert "2 things to mend" in told[2]
