"""A whole calibration on this machine: processes, a place for what is half done, a verdict."""

from collections.abc import Sequence
from concurrent.futures import Executor
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from desktop.calibration.calibrate import Progress, begin, calibrate, result, resumed
from desktop.calibration.stored import Match, compare, write_ensemble
from desktop.domain.clock import Month
from desktop.domain.ensemble import DEFAULT_MEMBERS
from desktop.domain.errors import VecinosError
from desktop.engine.worker_pool import worker_processes

LAST_ORIGIN = Month(2023, 12)
"""Origin of the current ensemble: the vantage of the model files."""
NEEDED = ("iterative_ensemble_smoother", "scipy", "threadpoolctl", "tomli_w")


class CalibrationNeedsError(VecinosError):
    """Fields: library: the one that is not installed."""

    code = "calibration_needs"


def state_folder() -> Path:
    """Return where a calibration keeps what is half done."""
    return platformdirs.user_cache_path("Vecinos", appauthor=False) / "calibration"


def calibrate_here(
    folder: Path,
    origins: Sequence[Month],
    progress: Progress,
    *,
    resume: bool = False,
    into: Path | None = None,
    state: Path | None = None,
    executor: Executor | None = None,
    members: int = DEFAULT_MEMBERS,
) -> dict[Month, Match]:
    """Calibrate origins on every core, and say how near each comes to the ensemble in `folder`.

    With `into` the ensembles are written there as well: a resources folder. What was interrupted
    goes on where it stood when `resume` is asked for, as long as nothing it hangs on has changed.
    Raise CalibrationNeedsError where the optional libraries are missing.
    """
    for library in NEEDED:
        if find_spec(library) is None:
            raise CalibrationNeedsError(library=library)
    kept = state or state_folder()
    tasks = [begin(folder, origin, members) for origin in origins]
    if resume:
        tasks = [resumed(task, kept) for task in tasks]
    pool = executor or worker_processes(len(origins))
    try:
        finished = calibrate(tasks, kept, pool, progress)
    finally:
        if executor is None:
            pool.shutdown(wait=False, cancel_futures=True)
    matches = {}
    for task in finished:
        origin, scores = result(task)
        matches[task.origin] = compare(origin, scores, folder)
        if into is not None:
            write_ensemble(origin, scores, into)
    return matches
