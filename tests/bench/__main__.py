"""Every measurement, one after the other, each in a process of its own; `make bench`."""

import json
import os
import subprocess
import sys

from tests.bench.timing import Line
from tests.end_to_end.screen import screen


def _run(environment: dict[str, str], *module: str) -> list[Line]:
    done = subprocess.run(
        [sys.executable, "-m", *module],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Line(**json.loads(found)) for found in done.stdout.splitlines()]


def main() -> int:
    """Print one line a measurement; 0 whatever the budgets say, for machines differ."""
    unseen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with screen(2000, 1200) as seen:
        plan = (
            (unseen, "tests.bench.engine_bench"),
            (unseen, "tests.bench.desk_bench", "slider", "off-screen"),
            (seen, "tests.bench.desk_bench", "slider", "Xvfb"),
            (unseen, "tests.bench.room_bench", "off-screen"),
            (seen, "tests.bench.room_bench", "Xvfb"),
            (unseen, "tests.bench.compare_bench", "off-screen"),
            (unseen, "tests.bench.parts_bench"),
            (unseen, "tests.bench.parts_bench", "teams"),
            (unseen, "tests.bench.desk_bench", "save"),
            (unseen, "tests.bench.explore_bench"),
            (unseen, "tests.bench.store_bench"),
            (unseen, "tests.bench.flush_bench"),
            (unseen, "tests.bench.play_bench"),
            (unseen, "tests.bench.conduct_bench"),
            (unseen, "tests.bench.paper_bench"),
            (unseen, "tests.bench.report_bench"),
            (seen, "tests.bench.start_bench"),
            (unseen, "tests.bench.exercise_bench"),
            (unseen, "tests.bench.desk_bench", "memory"),
        )
        for environment, *module in plan:
            for found in _run(environment, *module):
                sys.stdout.write(found.text() + "\n")
                sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "tests.bench.peer_bench"], env=unseen, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
