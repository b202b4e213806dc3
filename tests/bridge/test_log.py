"""Each process writes a log of its own, and few are kept."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.bridge import log
from tests.homes import home

WRITE = """
import logging
from desktop.bridge import log
log.MOST_BYTES = 20_000
log.keep_log()
for number in range(150):
    logging.info("record %d of this window, long enough to be one of many" % number)
"""


def test_that_two_windows_lose_no_record_to_each_other(tmp_path: Path) -> None:
    environment = {**os.environ, **home(tmp_path)}
    words = (sys.executable, "-c", WRITE)
    both = [
        subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        _, said = one.communicate(timeout=60)
        assert (one.returncode, said) == (0, b"")
    logs = list(tmp_path.rglob("vecinos-*.log*"))
    assert len(logs) == 2
    for path in logs:
        assert path.read_text(encoding="utf-8").count("of this window") == 150


def test_that_only_the_newest_logs_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        old = tmp_path / f"vecinos-{number}.log"
        old.touch()
        os.utime(old, (number, number))
    monkeypatch.setattr(log, "user_log_path", lambda *_, **__: tmp_path)
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    log.keep_log()
    (made,) = set(root.handlers) - set(before)
    root.removeHandler(made)
    root.setLevel(level)
    made.close()
    kept = {path.name for path in tmp_path.iterdir()}
    assert len(kept) == log.MOST_LOGS + 1
    assert {f"vecinos-{number}.log" for number in range(10, 20)} < kept
