"""How long from the command to the first live curve; `python -m tests.bench.start_bench`.

Each start is a process of its own over an empty home: the clock runs from before the process is
made until the charts have been painted with projected curves.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.timing import Line, line
from tests.homes import home

STARTS = 12
BUDGET = 2_000.0
_CHILD = """
import time, sys
from importlib.machinery import PathFinder
from desktop.cli import main

projected = []

class Watch:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in WATCHED:
            return None
        spec = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module
        def loaded(module):
            load(module)
            WATCHED[name](module)
        spec.loader.exec_module = loaded
        return spec

def watch_curves(module):
    made = module.Projector.__init__
    def make(self, *arguments, **options):
        made(self, *arguments, **options)
        self.projected.connect(projected.append)
    module.Projector.__init__ = make

def watch_plots(module):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    paint = module.PlotView.paintEvent
    def painted():
        print(time.monotonic(), flush=True)
        QApplication.quit()
    def paint_event(self, event):
        paint(self, event)
        if projected:
            # The other plots are painted before any timer.
            projected.clear()
            QTimer.singleShot(0, painted)
    module.PlotView.paintEvent = paint_event

WATCHED = {
    "desktop.session.projector": watch_curves,
    "desktop.charts.plot_view": watch_plots,
}
sys.meta_path.insert(0, Watch)
sys.exit(main([sys.argv[1]]))
"""
"""The command as it is, watched."""


def measure() -> list[Line]:
    """Start the desk again and again."""
    times = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, **home(Path(folder))}
            start = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-c", _CHILD, f"{folder}/library.vecinos"],
                env=environment,
                capture_output=True,
                text=True,
                check=True,
            )
            times.append((float(done.stdout.split()[0]) - start) * 1e3)
    return [line("command -> first live curve, from source", times, BUDGET, warm_up=2)]


if __name__ == "__main__":
    for measured in measure():
        sys.stdout.write(measured.json() + "\n")
