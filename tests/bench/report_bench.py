"""How long the report of a half-day play takes; `python -m tests.bench.report_bench`.

One language, a process of its own for each format: what a facilitator waits at the end of the day.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.timing import line
from tests.homes import home

SCRIPT = Path(__file__).parents[1] / "exercises" / "scripts" / "concurrent_elections.jsonl"
PLAY = "Concurrent elections, 12 March"
BUDGET = 20_000.0
_PROGRAM = (sys.executable, "-m", "desktop")


def main() -> int:
    """Print the lines as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        store = ("--store", str(Path(folder) / "plays.vecinos-library"))
        play = ("exercise", "play", SCRIPT.stem, "--script", str(SCRIPT), *store)
        subprocess.run([*_PROGRAM, *play], check=True, stdout=subprocess.DEVNULL)
        for name, suffix, of in (
            ("first", "pdf", "pdf"),
            ("second", "pptx", "pptx"),
            ("second", "pdf", "pdf, its parts kept"),
        ):
            out = str(Path(folder) / f"report.{suffix}")
            # Parts are kept in the user's cache: whose is empty works them out.
            environment = {**os.environ, **home(Path(folder) / name)}
            started = time.perf_counter()
            asked = (*_PROGRAM, "report", PLAY, "--out", out, "--lang", "en", *store)
            subprocess.run(asked, check=True, capture_output=True, env=environment)
            taken = 1000 * (time.perf_counter() - started)
            found = line(f"report of half a day, {of}", [taken], BUDGET, warm_up=0)
            sys.stdout.write(found.json() + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
