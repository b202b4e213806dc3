"""How long reading, one run and its bands take; `python -m tests.bench.engine_bench`."""

import gc
import sys
import time

import numpy as np

from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model
from tests.bench.timing import Line, line

RUNS = 120
SHOWN = 9
ENGINE_BUDGET = 15.0
BANDS_BUDGET = 4.0
READ_BUDGET = 150.0


def measure() -> list[Line]:
    """Drive the model as a slider does: a new tariff in every run, nine indicators, live."""
    reading = []
    # As when the window starts: nothing is collected until the first curve stands.
    gc.disable()
    for _ in range(20):
        start = time.perf_counter()
        model = read_model()
        reading.append((time.perf_counter() - start) * 1e3)
    gc.enable()
    compiled = compile_model(model)
    draws = compiled.draws(EnsembleChoice())
    shown = tuple(model.indicators)[:SHOWN]
    found = [
        line("reading the model files", reading, READ_BUDGET, warm_up=3, judged="median"),
    ]
    for dtype, judged in ((np.float32, "live"), (np.float64, "exact")):
        engine, sorting = [], []
        for run in range(RUNS):
            policy = Policy({"us_tariff_on_mexico": Setting(run * 0.2)})
            start = time.perf_counter()
            projection = project(compiled, policy, draws, dtype=dtype, indicators=shown)
            between = time.perf_counter()
            bands(projection)
            end = time.perf_counter()
            engine.append((between - start) * 1e3)
            sorting.append((end - between) * 1e3)
        found.append(
            line(
                f"engine alone, {draws.members} members, {SHOWN} indicators, {judged}",
                engine,
                ENGINE_BUDGET,
                warm_up=10,
                judged="median",
            )
        )
        found.append(
            line(
                f"bands alone, {draws.members} members, {SHOWN} indicators, {judged}",
                sorting,
                BANDS_BUDGET,
                warm_up=10,
                judged="median",
            )
        )
    return found


if __name__ == "__main__":
    for measured in measure():
        sys.stdout.write(measured.json() + "\n")
