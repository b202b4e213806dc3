"""How long a writer waits for what is wrong; `python -m tests.bench.exercise_bench`.

Each call is a process of its own, from the command to its last line. The longest of the shipped
exercises is checked, without runs of the model.
"""

import subprocess
import sys
import time

from desktop.modelfiles.exercises.read import exercise_files
from tests.bench.timing import Line, line

CALLS = 8
BUDGET = 1_000.0


def measure() -> list[Line]:
    """Check an exercise again and again."""
    path = max(exercise_files(), key=lambda each: each.stat().st_size)
    command = [sys.executable, "-m", "desktop", "exercise", "validate", str(path)]
    times = []
    for _ in range(CALLS):
        start = time.monotonic()
        subprocess.run(command, capture_output=True, check=True)
        times.append((time.monotonic() - start) * 1e3)
    return [line("exercise validate, from source", times, BUDGET, warm_up=1)]


if __name__ == "__main__":
    for measured in measure():
        sys.stdout.write(measured.json() + "\n")
