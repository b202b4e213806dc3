"""Exploration: many points of levers and assumptions, each run in several members.

Points are spread by a Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 1979). They
are run in blocks, on any executor of `concurrent.futures`; what a run comes to hangs neither on the
block it is in nor on who runs it.
"""

import hashlib
from collections.abc import Callable, Collection
from concurrent.futures import BrokenExecutor, CancelledError, Executor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.domain.assumptions import Assumptions
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import RunFailedError, VecinosError
from desktop.domain.exploration import Exploration
from desktop.domain.lever import Lever, Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.ensemble.sampling import rounded, stream
from desktop.engine.run.project import project
from desktop.modelfiles.read import read_model

BLOCK_RUNS = 2000
"""Runs of a block, about: a second or two of one core."""

FloatArray = NDArray[np.float64]
Task = tuple[str, Exploration, int, int]
"""Resources folder, what is explored, the first point and the one after the last."""
Failure = tuple[str, str, int]
"""What a worker says of a run that left the finite: variable, month, point."""


class ExplorationFailedError(VecinosError):
    """Fields: variable, month, point. A run left the finite numbers."""

    code = "exploration_failed"


class WorkerLostError(VecinosError):
    """Fields: none. A worker ended, or could not be reached any more, before it was done."""

    code = "worker_lost"


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Hold every point: what levers, parameters, assumptions and seed are in it."""

    levers: FloatArray
    """(POINT, LEVER), each in the lever's unit, as it can be typed."""
    parameters: FloatArray
    """(POINT, PARAMETER), each in the model's unit."""
    assumptions: NDArray[np.int64]
    """(POINT,), places among the sets."""
    seeds: NDArray[np.int64]
    """(POINT,), places among the seeds."""


def design(asked: Exploration, model: Model) -> Design:
    """Return the points of an exploration, always the same ones."""

    def shares(name: str) -> FloatArray:
        chance = stream(asked.seed, f"exploration {name}")
        order = chance.permutation(asked.points)
        found: FloatArray = (order + chance.random(asked.points)) / asked.points
        return found

    def among(name: str, count: int) -> NDArray[np.int64]:
        return np.minimum((shares(name) * count).astype(np.int64), count - 1)

    levers = [
        _typed(model.levers[one.lever], one.low + shares(one.lever) * (one.high - one.low))
        for one in asked.levers
    ]
    parameters = [
        rounded(one.low + shares(one.parameter) * (one.high - one.low)) for one in asked.parameters
    ]
    return Design(
        np.array(levers).reshape(len(levers), asked.points).T,
        np.array(parameters).reshape(len(parameters), asked.points).T,
        among("assumptions", len(asked.assumptions)),
        among("seeds", len(asked.seeds)),
    )


def _typed(lever: Lever, values: FloatArray) -> FloatArray:
    return np.clip(values.round(0 if lever.levels else lever.decimals), lever.low, lever.high)


def columns(asked: Exploration) -> tuple[str, ...]:
    """Name the columns: the point and member, what they are, what they come to."""
    return (
        "point",
        "member",
        "seed",
        "assumptions",
        *(f"lever.{one.lever}" for one in asked.levers),
        *(f"parameter.{one.parameter}" for one in asked.parameters),
        *(f"{indicator}@{month}" for indicator in asked.indicators for month in asked.months),
    )


def blocks(asked: Exploration, runs: int = BLOCK_RUNS) -> tuple[tuple[int, int], ...]:
    """Return the first point of each block and the one after its last."""
    size = max(1, runs // asked.members)
    return tuple((first, min(first + size, asked.points)) for first in range(0, asked.points, size))


def digest(asked: Exploration, model: Model, runs: int = BLOCK_RUNS) -> str:
    """Return what tells an exploration of this model from every other one."""
    return hashlib.sha256(repr((asked, model.version, model.digest, runs)).encode()).hexdigest()


@lru_cache(maxsize=1)
def _compiled(resources: str) -> CompiledModel:
    return compile_model(read_model(Path(resources)))


@lru_cache(maxsize=1)
def _designed(resources: str, asked: Exploration) -> Design:
    return design(asked, _compiled(resources).model)


def run_block(task: Task) -> FloatArray | Failure:
    """Run the points of a block: (POINT × MEMBER, INDICATOR × MONTH), in the indicators' units.

    For a process of its own, which keeps the model it compiled.
    """
    resources, asked, first, last = task
    return run_points(_compiled(resources), asked, _designed(resources, asked), first, last)


def run_points(
    compiled: CompiledModel, asked: Exploration, points: Design, first: int, last: int
) -> FloatArray | Failure:
    """Return what points come to, as `run_block` does: (POINT × MEMBER, INDICATOR × MONTH)."""
    steps = [compiled.model.clock.step(month) for month in asked.months]
    width = len(asked.indicators) * len(steps)
    found = np.full((last - first, asked.members, width), np.nan)
    alike = sorted(
        range(first, last), key=lambda point: (points.assumptions[point], points.seeds[point])
    )
    # Draws are made once for all points of a block that have the same ones.
    for point in alike:
        seed = asked.seeds[points.seeds[point]]
        assumed = Assumptions(asked.assumptions[points.assumptions[point]])
        draws = compiled.draws(EnsembleChoice(asked.members, seed), assumed)
        for one, value in zip(asked.parameters, points.parameters[point].tolist(), strict=True):
            draws = draws.with_parameter(one.parameter, value)
        settings = {
            one.lever: Setting(value, one.start, one.ramp)
            for one, value in zip(asked.levers, points.levers[point].tolist(), strict=True)
        }
        try:
            run = project(compiled, Policy(settings), draws, indicators=asked.indicators)
        except RunFailedError as failure:
            return str(failure.fields["variable"]), str(failure.fields["month"]), point
        kept = run.values[steps].transpose(2, 1, 0)
        found[point - first] = kept.reshape(asked.members, width)
    return found.reshape(-1, width)


def explore(
    tasks: Collection[Task],
    executor: Executor,
    keep: Callable[[int, FloatArray], object],
    advance: Callable[[int], object] = lambda _: None,
) -> None:
    """Run blocks on an executor; `keep` is given each by its first point as soon as it has come.

    A block is (POINT × MEMBER, INDICATOR × MONTH), in the indicators' units.
    `advance` is told how many runs have come. Raise ExplorationFailedError, and WorkerLostError
    where a worker ended before it was done; what has come by then is kept.
    """
    done = 0
    waiting = {executor.submit(run_block, task): task for task in tasks}
    try:
        for future in as_completed(waiting):
            found = _result(future.result)
            if isinstance(found, tuple):
                variable, month, point = found
                raise ExplorationFailedError(variable=variable, month=month, point=point)
            keep(waiting[future][2], found)
            done += len(found)
            advance(done)
    finally:
        for future in waiting:
            future.cancel()


def _result(result: Callable[[], FloatArray | Failure]) -> FloatArray | Failure:
    try:
        return result()
    except (BrokenExecutor, CancelledError, ConnectionError) as fault:
        raise WorkerLostError from fault
    except Exception as fault:
        # A cluster tells of its lost workers by errors of its own.
        if type(fault).__module__.partition(".")[0] != "distributed":
            raise
        raise WorkerLostError from fault
