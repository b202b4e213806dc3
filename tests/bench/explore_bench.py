"""How long 100,000 runs take, in a pool and on a cluster: `python -m tests.bench.explore_bench`."""

import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

from desktop.analysis.exploration import Task, blocks, explore
from desktop.domain.clock import Month
from desktop.domain.exploration import Exploration, LeverRange, ParameterRange
from desktop.modelfiles.resources import RESOURCES
from tests.bench.timing import Line

POINTS, MEMBERS = 1000, 100
BUDGET_S = 60.0
ASKED = Exploration(
    POINTS,
    MEMBERS,
    1,
    ("homicide_rate", "us_mx_trade", "irregular_encounters"),
    (Month(2030, 12), Month(2036, 12)),
    ("neutral", "articles", "studies"),
    (2023, 7),
    (LeverRange("mx_security_spending", 0.4, 2.0), LeverRange("us_tariff_on_mexico", 0.0, 25.0)),
    (ParameterRange("trade_growth", 0.0, 0.03),),
)
TASKS: list[Task] = [(str(RESOURCES), ASKED, *block) for block in blocks(ASKED)]


def seconds(executor: Executor) -> float:
    """Run all of it, from a pool that has yet to start and read the model."""
    runs: list[int] = []
    begun = time.perf_counter()
    explore(TASKS, executor, lambda _first, block: runs.append(len(block)))
    taken = time.perf_counter() - begun
    assert sum(runs) == ASKED.runs
    return taken


def tell(name: str, taken: float) -> None:
    line = Line(name, ASKED.runs, taken, taken, BUDGET_S, "s", "median")
    sys.stdout.write(line.json() + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print one line a measurement."""
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            tell(f"100,000 runs explored, pool of {workers}", seconds(pool))
    from distributed import Client, LocalCluster

    for workers in (1, 2):
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            Client(cluster) as client,
            client.get_executor() as executor,
        ):
            tell(f"100,000 runs explored, Dask cluster of {workers}", seconds(executor))


if __name__ == "__main__":
    main()
