"""How fast this machine runs the model, measured when it is asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.ensemble import RunRequest
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.machine.executor import library
from desktop.engine.run.project import project

_RUNS = 3


@dataclass(frozen=True, slots=True)
class RunSpeed:
    """Hold how long one run took, the quickest of some."""

    members: int
    seconds: float
    compiled: bool
    """The compiled engine ran the model, and not NumPy."""


def time_runs(request: RunRequest) -> Callable[[CompiledModel, Callable[[], bool]], RunSpeed]:
    """Return the question how long a run takes."""

    def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> RunSpeed:
        draws = compiled.draws(request.ensemble, request.assumptions)
        taken: list[float] = []
        # What others do on the machine makes a run longer and none shorter.
        while len(taken) < _RUNS and not (taken and stopped()):
            begun = time.perf_counter()
            project(compiled, request.policy, draws)
            taken.append(time.perf_counter() - begun)
        return RunSpeed(draws.members, min(taken), library() is not None)

    return work
