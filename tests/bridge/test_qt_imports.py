"""What Qt's bindings do at imports."""

import subprocess
import sys

import pytest

_SPY = """
import inspect, sys, {first}
read = []
def noted(module):
    read.append(module.__name__)
    return ""
inspect.getsource = noted
import desktop.app.start
print(len(read))
"""


@pytest.mark.parametrize(("first", "reads"), [("desktop.app", False), ("PySide6.QtCore", True)])
def test_that_no_modules_source_is_read_as_the_desk_is_loaded(first: str, reads: bool) -> None:
    spied = _SPY.format(first=first)
    if reads:
        # The same without what the program does about it.
        spied = spied.replace("import desktop.app.start", "import desktop.session.session")
    done = subprocess.run([sys.executable, "-c", spied], capture_output=True, text=True, check=True)
    assert (int(done.stdout) > 0) is reads
