"""What flushing the removal of the journal costs a save: the same saves with and without, in turn.

The file lies in the folder that is given, else among temporary files. What a flush takes is the
drive's business; in memory it takes nothing.
"""

import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from db.library import Library
from desktop.domain.lever import Setting
from desktop.domain.undo_log import UndoLog, UndoStep
from tests.bench.store_bench import SAVE_BUDGET, scenario, vocabulary
from tests.bench.timing import line

SAVES = 300
"""With each."""
WARM_UP = 10
KINDS = ("FULL", "EXTRA")


def main(folder: Path) -> int:
    """Print one line a kind of flushing."""
    flushing = KINDS[1]

    def switch(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA synchronous = {flushing}")

    sa.event.listen(sa.Engine, "connect", switch)
    chosen = random.Random(3)
    now, held = scenario(1, vocabulary(chosen), chosen), UndoLog()
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with Library.open(folder / "flush.vecinos-library") as store:
        kept = store.scenarios.create(now)
        for number in range(2 * (SAVES + WARM_UP)):
            flushing = KINDS[number % 2]
            policy = now.policy.with_setting("lever_number_1", Setting(chosen.uniform(0, 100)))
            after = replace(now, policy=policy)
            held = UndoLog(
                (*held.done[-99:], UndoStep("command.set_lever", "lever_number_1", now, after))
            )
            began = time.perf_counter()
            store.scenarios.save(kept, after, held)
            times[flushing].append((time.perf_counter() - began) * 1000)
            now = after
    for kind in KINDS:
        name = f"store: a save with synchronous={kind}"
        sys.stdout.write(line(name, times[kind], SAVE_BUDGET, warm_up=WARM_UP).json() + "\n")
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vecinos-bench-") as temporary:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else temporary)))
