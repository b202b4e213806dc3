"""A whole calibration on this machine: processes, a place for what is half done, a verdict."""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from desktop.calibration.calibrate import Progress, begin, calibrate, result, resumed
from desktop.calibration.stored import Match, compare, write_ensemble
from desktop.domain.clock import Month
from desktop.domain.ensemble import DEFAULT_MEMBERS
from desktop.domain.errors import VecinosError

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
    pool = executor or _processes(len(origins))
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


def _processes(most: int) -> Executor:
    # A fresh interpreter each: a fork would copy the threads of whoever asks.
    context = multiprocessing.get_context("spawn")
    count = max(1, min(os.cpu_count() or 1, most))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_leave_stopping_to_the_asker)
    with _held_back():
        # They start with the first task.
        pool.submit(int)
    return pool


@contextmanager
def _held_back() -> Iterator[None]:
    """Hold Ctrl+C back meanwhile, and for good from the processes that are started here.

    A terminal sends it to all of them, also while Python is still being started.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_stopping_to_the_asker() -> None:
    """Let Ctrl+C stop the one who asked; a worker ends its step and is told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
