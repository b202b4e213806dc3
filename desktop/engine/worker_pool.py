"""Processes of this machine that work for one that asks."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager


def worker_processes(most: int) -> Executor:
    """Return a pool of as many processes as there are cores, `most` at most.

    Ctrl+C stops who asked, and none of them by itself.
    """
    # A fresh interpreter each: a fork would copy the threads of whoever asks.
    context = multiprocessing.get_context("spawn")
    count = max(1, min(os.cpu_count() or 1, most))
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_leave_stopping_to_the_asker)
    with _held_back():
        # One starts with each task for which none is idle.
        for _ in range(count):
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
