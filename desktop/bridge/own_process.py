"""Work in a process of its own, so that sliders and painting keep theirs to themselves."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeAlias, TypeVar

from desktop.bridge.errors import OwnProcessEndedError
from desktop.bridge.job import JobCancelledError, Progress, known_error

A = TypeVar("A")
T = TypeVar("T")
Advance: TypeAlias = Callable[[int], bool]

_LOOK = 0.05
"""Seconds between two looks whether anybody still waits."""
_STEP, _DONE, _FAILED = "step", "done", "failed"
_LEAST_PRIORITY = 10
_WHAT = "work in a process of its own"


def in_own_process(work: Callable[[A, Advance], T], argument: A, progress: Progress) -> T:
    """Return what `work` makes of an argument, in a process that is started for it.

    `work` is a function of a module; argument and answer are pickled. It tells its steps, which
    are passed on. The process ends at once when nobody waits any more: JobCancelledError is
    raised then. Raise the VecinosError that `work` raised, or OwnProcessEndedError where the
    process ended before its answer.
    """
    # A fresh interpreter: a fork would copy the threads of the window.
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, work, argument), daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            if progress.is_cancelled():
                raise JobCancelledError
            if not ours.poll(_LOOK):
                continue
            kind, value = ours.recv()
            if kind == _STEP:
                progress.advance(value)
            elif kind == _FAILED:
                error, fields = value
                raise error(**fields)
            else:
                answer: T = value
                return answer
    except (EOFError, OSError):
        raise OwnProcessEndedError from None
    finally:
        process.kill()
        process.join()
        ours.close()


def _work(asker: Connection, work: Callable[[Any, Advance], object], argument: object) -> None:
    # Ctrl+C is for whoever asked; the sliders come first.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_LEAST_PRIORITY)

    def advance(done: int) -> bool:
        asker.send((_STEP, done))
        return True

    try:
        asker.send((_DONE, work(argument, advance)))
    except (BrokenPipeError, ConnectionError):
        return
    except Exception as failure:
        known = known_error(failure, _WHAT)
        asker.send((_FAILED, (type(known), known.fields)))
