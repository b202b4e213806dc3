"""`vecinos explore` with processes of its own, one of which is killed half way."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from tests.homes import home

SPEC = """
format = 1
points = 200
members = 100
indicators = ["homicide_rate"]
[levers.mx_security_spending]
"""
"""Ten blocks."""
WORKER = "spawn_main"


def explore(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Start the command in a folder that is its home, too."""
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", "--lang", "en", "explore", "spec.toml", *words],
        cwd=folder,
        env={**os.environ, **home(folder / "home")},
        stderr=subprocess.PIPE,
        text=True,
    )


def workers(asker: int) -> Sequence[psutil.Process]:
    """Return the processes that run the model for another one."""
    found = psutil.Process(asker).children(recursive=True)
    return [one for one in found if WORKER in " ".join(one.cmdline())]


@pytest.mark.long
@pytest.mark.posix("a process that is killed")
def test_that_a_worker_killed_half_way_leaves_no_table_and_resume_goes_on_from_what_had_come(
    tmp_path: Path,
) -> None:
    (tmp_path / "spec.toml").write_text(SPEC)
    with explore(tmp_path, "--out", "lost.csv") as command:
        assert command.stderr is not None
        # Something has come, and more is to come.
        assert "of 20000" in command.stderr.readline().replace(",", "")
        workers(command.pid)[0].send_signal(signal.SIGKILL)
        said = command.stderr.read()
    assert command.returncode == 1
    assert "A worker ended before it was done" in said
    assert not list(tmp_path.glob("*lost*"))
    kept = {path.name for path in (tmp_path / "home").rglob("*.npy")}
    assert 0 < len(kept) < 10
    for words in (["--out", "whole.csv", "--resume"], ["--out", "anew.csv"]):
        with explore(tmp_path, *words) as command:
            command.communicate()
        assert command.returncode == 0
    whole = (tmp_path / "whole.csv").read_bytes()
    assert whole == (tmp_path / "anew.csv").read_bytes()
    assert whole.count(b"\n") == 20_001
    assert not list((tmp_path / "home").rglob("*.npy"))
