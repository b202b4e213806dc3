"""The proof that a GUI test which leaves something alive fails."""

import subprocess
import sys
from pathlib import Path

import pytest

_TESTS = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

kept = []

def test_window(qtbot):
    kept.append(QWidget())

def test_timer(qtbot):
    kept.append(QTimer())
    kept[-1].start(60000)

def test_thread(qtbot):
    threading.Thread(target=threading.Event().wait, args=(6,), daemon=True).start()

def test_nothing(qtbot):
    QWidget().show()
"""


@pytest.mark.long
def test_that_a_test_that_leaves_something_alive_fails(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    shared = pytestconfig.rootpath / "tests" / "conftest.py"
    (tmp_path / "conftest.py").write_text(shared.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nqt_api = pyside6\n", encoding="utf-8")
    (tmp_path / "test_left.py").write_text(_TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    told = [line for line in run.stdout.splitlines() if line.startswith("ERROR ")]
    assert [line.split(" - ")[0].split("::")[1] for line in told] == [
        "test_window",
        "test_timer",
        "test_thread",
    ], run.stdout
    assert run.stdout.count("the test leaves behind: ") >= len(told)
