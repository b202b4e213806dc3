"""How long the whole paper of each shipped exercise takes; `python -m tests.bench.paper_bench`.

Both languages, every document in every format, a process of its own each: what a facilitator waits.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop.modelfiles.exercises.read import exercise_files
from tests.bench.timing import Line, line

BUDGET = 60_000.0


def measure(exercise: str, *more: str) -> Line:
    """Print one exercise once."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        command = [sys.executable, "-m", "desktop", "paper", exercise, out, "--lang", "both", *more]
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken = 1000 * (time.perf_counter() - started)
    return line(" ".join(("paper", exercise, *more)), [taken], BUDGET, warm_up=0)


def main() -> int:
    for path in exercise_files():
        for more in ((), ("--large",)):
            sys.stdout.write(measure(path.stem, *more).json() + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
