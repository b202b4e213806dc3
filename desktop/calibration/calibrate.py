"""From history to an ensemble, origin by origin, in steps that can be stopped and taken up again.

Two fits are made for each origin. The first knows the process noise only from the gap between the
record and the unconditioned model; the second from what the first left unexplained. The noise of
the ensemble is that of the second fit's own residuals.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from db import written_beside
from desktop.calibration.noise import Run, fit_all
from desktop.calibration.smoother import (
    ASSIMILATIONS,
    METHOD,
    REFERENCE,
    assimilate,
    covariance,
    data,
    responses,
)
from desktop.calibration.window import (
    BEGIN,
    Floats,
    Observed,
    Window,
    history_digest,
    prior_noises,
    read_window,
)
from desktop.domain.clock import Month
from desktop.domain.ensemble import DEFAULT_MEMBERS, DEFAULT_SEED
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import FittedGrowth, FittedNoise, ParameterKind
from desktop.engine.ensemble.sampling import prior_scores, rounded
from desktop.modelfiles.ensembles import Origin
from desktop.modelfiles.read import read_model

FITS = 2
STEPS = FITS * ASSIMILATIONS + 1
LIBRARIES = ("numpy", "scipy", "iterative_ensemble_smoother")


class ChangedMeanwhileError(VecinosError):
    """Fields: origin: the year of the one whose model or history is another than at the start."""

    code = "changed_meanwhile"


@dataclass(frozen=True)
class Task:
    """Hold how far the calibration of one origin has come; plain arrays, so it travels anywhere."""

    folder: Path
    origin: Month
    members: int
    seed: int
    step: int
    scores: Floats
    """(MEMBER, PARAMETER), in the order of the window's uncertain parameters."""
    noises: dict[str, FittedNoise]
    fingerprint: str
    """What decides the result: the history, the model, members and seed."""

    @property
    def done(self) -> bool:
        """Say whether nothing is left to do."""
        return self.step >= STEPS


Progress = Callable[[Month, int, int], None]
"""Told the origin, the steps done and the steps in all."""


def begin(
    folder: Path, origin: Month, members: int = DEFAULT_MEMBERS, seed: int = DEFAULT_SEED
) -> Task:
    """Return the task of an origin before its first step."""
    window = read_window(folder, origin)
    return Task(
        folder,
        origin,
        members,
        seed,
        0,
        np.zeros((members, 0)),
        {},
        fingerprint(window, members, seed),
    )


def fingerprint(window: Window, members: int, seed: int) -> str:
    """Return what a calibration hangs on, as one text."""
    return f"{history_digest(window.past)} {window.model.digest} {members} {seed}"


def _window(task: Task) -> Window:
    """Return what a task is about; raise ChangedMeanwhileError where the files are others now."""
    window = _kept_window(task.folder, task.origin, task.fingerprint)
    if fingerprint(window, task.members, task.seed) != task.fingerprint:
        raise ChangedMeanwhileError(origin=task.origin.year)
    return window


@lru_cache(maxsize=2)
def _kept_window(folder: Path, origin: Month, known: str) -> Window:
    """Read a window once for all steps; `known` makes another reading of other files."""
    return read_window(folder, origin)


def advance(task: Task) -> Task:
    """Return the task one step further; raise ChangedMeanwhileError where the files changed."""
    window = _window(task)
    observations = window.observations
    scores, noises, step = task.scores, task.noises, task.step
    turn = step % ASSIMILATIONS
    if turn == 0:
        noises = _fitted(window, scores, task)
        if step < STEPS - 1:
            scores = _prior(window, task)
    if step < STEPS - 1:
        scores = assimilate(
            scores,
            data(observations),
            responses(observations, window.run(scores)),
            covariance(observations, noises, window.years),
            task.seed,
            f"perturbed {task.origin} {step}",
        )
    return replace(task, step=step + 1, scores=scores, noises=noises)


def _fitted(window: Window, scores: Floats, task: Task) -> dict[str, FittedNoise]:
    """Fit the noises to what the members of the last fit, or of none, leave unexplained."""
    members = scores if task.step else _prior(window, task)
    told = Run(BEGIN.year, _by_name(window.observations), window.run(members))
    untold = Run(BEGIN.year, _by_name(window.known), window.run_untold(members, task.seed))
    return fit_all(prior_noises(window.untold), told, untold, task.origin.year)


def _by_name(observations: tuple[Observed, ...]) -> dict[str, Observed]:
    return {each.indicator: each for each in observations}


def _prior(window: Window, task: Task) -> Floats:
    drawn = [prior_scores(name, task.members, task.seed) for name in window.uncertain]
    return np.stack(drawn, axis=1)


def result(task: Task) -> tuple[Origin, Floats]:
    """Return the ensemble of a finished task: how it was made, and its scores.

    These are standard normal, (MEMBER, PARAMETER), in the order of `Origin.parameters`.

    Starting values of 2007 say nothing of later ones and are left out, and so are drivers that
    have a range of their own in 2007: that one describes the years of the calibration.
    """
    window = _window(task)
    model = read_model(task.folder, task.origin, calibrated=False)
    names, columns = [], []
    for column, name in enumerate(window.uncertain):
        then, now = window.model.parameters[name], model.parameters[name]
        if now.kind is ParameterKind.START or now.certain:
            continue
        if (then.low, then.central, then.high) != (now.low, now.central, now.high):
            continue
        names.append(name)
        columns.append(rounded(task.scores[:, column]))
    origin = Origin(
        origin=task.origin,
        members=task.members,
        seed=task.seed,
        method=METHOD,
        reference=REFERENCE,
        model_digest=model.digest,
        history_digest=history_digest(window.past),
        versions=tuple(f"{name} {version(name)}" for name in LIBRARIES),
        parameters=tuple(names),
        noises=task.noises,
    )
    return origin, np.stack(columns, axis=1)


def calibrate(
    tasks: Sequence[Task],
    state: Path,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> list[Task]:
    """Take every task to its end and return them in the order given.

    Each step's outcome is kept in the folder `state`, so that what is interrupted can be resumed.
    Any executor of `concurrent.futures` serves; without one the steps run here, one by one.
    """
    finished: dict[Month, Task] = {}
    told = progress or _silent

    def record(task: Task) -> None:
        save(task, state)
        told(task.origin, task.step, STEPS)
        if task.done:
            finished[task.origin] = task

    if executor is None:
        for each in tasks:
            task = each
            while not task.done:
                task = advance(task)
                record(task)
            finished[task.origin] = task
    else:
        finished.update({task.origin: task for task in tasks if task.done})
        running: set[Future[Task]] = {
            executor.submit(advance, task) for task in tasks if not task.done
        }
        try:
            while running:
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    task = future.result()
                    record(task)
                    if not task.done:
                        running.add(executor.submit(advance, task))
        finally:
            for future in running:
                future.cancel()
    return [finished[task.origin] for task in tasks]


def _silent(origin: Month, step: int, steps: int) -> None:
    """Tell nobody."""


def save(task: Task, state: Path) -> None:
    """Keep a task in a folder; an interruption leaves the last one whole."""
    state.mkdir(parents=True, exist_ok=True)
    words = {
        "step": task.step,
        "fingerprint": task.fingerprint,
        "noises": {name: asdict(noise) for name, noise in task.noises.items()},
    }
    with written_beside(state / f"{task.origin.year}.npz") as temporary:
        np.savez(temporary, scores=task.scores, words=np.array(json.dumps(words)))


def _kept_noise(plain: dict[str, Any]) -> FittedNoise:
    growth = plain.pop("growth")
    return FittedNoise(**plain, growth=growth and FittedGrowth(**growth))


def resumed(task: Task, state: Path) -> Task:
    """Return a task as far as it was kept, or as it is where nothing of the same kind was."""
    path = state / f"{task.origin.year}.npz"
    if not path.exists():
        return task
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
            words = json.loads(str(held["words"]))
            scores = held["scores"]
            noises = {name: _kept_noise(plain) for name, plain in words["noises"].items()}
            step, known = int(words["step"]), words["fingerprint"]
    except Exception:
        # Whatever a damaged archive raises: there is no list of it.
        return task
    if known != task.fingerprint:
        return task
    return replace(task, step=step, scores=scores, noises=noises)
