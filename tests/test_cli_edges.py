"""Where a command is interrupted, writes to no file, or finds no display."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from desktop import cli
from desktop.cli import main

ROOT = Path(__file__).parents[1]


def started(*words: str, **more: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **more}
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.long
@pytest.mark.posix("a signal sent to one process")
def test_that_an_interrupted_snapshot_leaves_nothing_behind(tmp_path: Path) -> None:
    with started("snapshot", str(tmp_path / "a.png")) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.iterdir()):
            assert time.monotonic() < until, "nothing was begun"
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=120) == (b"", b"")
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_that_an_interruption_that_comes_out_as_something_else_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt as interruption:
            raise ImportError("numpy") from interruption
        return 0

    monkeypatch.setattr(cli, "_ACTIONS", {"levers": broken})
    assert main(["levers"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("code", "word"), [("en", "memory"), ("es", "memoria")])
def test_that_too_little_memory_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str, word: str
) -> None:
    def hungry(_: object) -> int:
        raise MemoryError

    monkeypatch.setattr(cli, "_ACTIONS", {"levers": hungry})
    assert main(["levers", "--lang", code]) == 1
    assert word in capsys.readouterr().err


@pytest.mark.posix("named pipes and links to devices")
def test_that_a_link_to_a_device_or_a_pipe_is_written_into_and_stays(tmp_path: Path) -> None:
    link, pipe = tmp_path / "a.csv", tmp_path / "b.csv"
    link.symlink_to(os.devnull)
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    for out in (link, pipe):
        assert main(["project", "--members", "2", "--out", str(out)]) == 0
    reader.join(30)
    assert link.is_symlink()
    assert pipe.is_fifo()
    assert got[0].startswith(b"time,indicator")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


@pytest.mark.long
@pytest.mark.posix("displays that the environment names")
@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"DISPLAY": ":7654", "QT_QPA_PLATFORM": ""}, "DISPLAY"),
        ({"DISPLAY": ":7654", "QT_QPA_PLATFORM": "xcb"}, ":7654"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "nonsense"}, "nonsense"),
    ],
)
def test_that_a_display_that_is_not_there_is_one_sentence(
    variables: dict[str, str], word: str, tmp_path: Path
) -> None:
    own = {"HOME": str(tmp_path), "WAYLAND_DISPLAY": "", **variables}
    with started("--lang", "en", **own) as process:
        said, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == b""
    assert complaint.count(b"\n") == 1
    assert word in complaint.decode()
