"""How many times as quick as NumPy the compiled engine is, in one process; `make ratio`.

How quick the computer is cancels out, so that a slow one does not fail, and a library that has
lost its vectors does. The quickest of alternating runs count, on one thread and in time of the
processor. So many members run that NumPy does not spend its time on calls.
"""

import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from desktop.domain.ensemble import EnsembleChoice
from desktop.engine.compile.compiler import compile_model
from desktop.engine.machine import numpy_executor
from desktop.engine.machine.native import Library, NoCompiledEngineError
from desktop.modelfiles.read import read_model
from tests.engine.machine.feeds import programs

LEAST = 3.0
MEMBERS = 4000
ROUNDS = 3


def milliseconds(work: Callable[[], object]) -> float:
    """Return what a call takes of the processor."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1e3


def main() -> int:
    """Print the time and the ratio, exact and live; 1 where there is none or it is too small."""
    try:
        machine = Library()
    except NoCompiledEngineError as trouble:
        sys.stdout.write(f"There is no compiled engine to compare with NumPy: {trouble.fields}\n")
        return 1
    compiled = compile_model(read_model())
    draws = compiled.draws(EnsembleChoice(members=MEMBERS))
    told, ratios = [], []
    for dtype, name in ((np.float64, "exact"), (np.float32, "live")):
        code, feed = programs(compiled, draws, dtype, targets=compiled.drawn)[-1]
        runs = (
            partial(machine.execute, code, feed, threads=1),
            partial(numpy_executor.execute, code, feed),
        )
        times = [[milliseconds(run) for run in runs] for _ in range(ROUNDS)]
        own, numpy = (min(found) for found in zip(*times, strict=True))
        ratios.append(numpy / own)
        told.append(f"{name} {ratios[-1]:.1f} × NumPy ({own:.0f} ms)")
    about = f"{machine.build}, {MEMBERS} members, one thread"
    sys.stdout.write(f"{', '.join(told)}; {LEAST:g} × at least ({about})\n")
    if min(ratios) < LEAST:
        sys.stdout.write("The compiled engine is too slow beside NumPy: has it lost its vectors?\n")
    return int(min(ratios) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
