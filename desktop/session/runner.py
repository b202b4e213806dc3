"""Makes the runs of one picture, on whichever thread it is asked to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from desktop.bridge.job import known_error
from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import CENTRAL, EnsembleChoice, RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Bands, Projection
from desktop.engine.run.project import project, variables
from desktop.session.comparison import Comparison
from desktop.session.live_curves import LiveCurves

Project = Callable[..., Projection]
Variables = Callable[[CompiledModel, Policy, Draws], dict[str, NDArray[np.floating]]]


@dataclass(frozen=True, slots=True)
class Runnable:
    """Hold a model that can be run, and its runs of the status quo, each entry whole.

    Both threads share it; a run keeps to the one that it was asked over.
    """

    compiled: CompiledModel
    baselines: "dict[BaselineKey, tuple[Projection, Bands]]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunJob:
    """Hold what one picture is made of, as it stood when it was wanted."""

    over: Runnable
    revision: int
    generation: int
    request: RunRequest
    indicators: tuple[str, ...] | None
    """Those whose lines are wanted; None for all."""
    reads: tuple[tuple[tuple[str, ...], int], ...]
    """What each window shows, and the step that its headlines speak of."""
    exact: bool
    monthly: bool
    decided: Policy
    """What somebody chose of the policy."""
    compared: tuple[str, ...] | None = None
    """Those indicators that are held against the run of the status quo; None for all."""
    banded: tuple[str, ...] | None = None
    """Those indicators whose bands are wanted; None for all that are run."""


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """Hold what came of a job."""

    job: RunJob
    curves: LiveCurves | None
    """None where the run failed."""
    error: VecinosError | None


@dataclass(frozen=True, slots=True)
class BaselineKey:
    """Tell apart the runs of the status quo that are kept."""

    ensemble: EnsembleChoice
    assumptions: Assumptions
    exact: bool
    monthly: bool
    indicators: tuple[str, ...] | None = None
    """None for all."""

    @classmethod
    def of(cls, job: RunJob) -> "BaselineKey":
        """Return the kind of run that a job asks for."""
        request = job.request
        return cls(request.ensemble, request.assumptions, job.exact, job.monthly, job.compared)

    def request(self, policy: Policy = STATUS_QUO) -> RunRequest:
        """Ask for a run of this kind."""
        return RunRequest(policy, self.ensemble, self.assumptions)


@dataclass(frozen=True, slots=True)
class CurveRuns:
    """Make what one picture shows, by the engine or by what stands in for it."""

    project: Project = project
    variables: Variables = variables

    def curves(self, job: RunJob) -> LiveCurves:
        """Make the runs of a job; raise what the model says of it."""
        over, request = job.over, job.request
        kind = BaselineKey.of(job)
        if job.exact and request.policy == STATUS_QUO:
            projection, found = self._baseline(over, kind)
        else:
            projection = self._made(over, request, kind, job.indicators)
            found = bands(projection, job.banded)
        baseline, baseline_bands = self._baseline(over, kind)
        usual = self._usual(over, kind)
        decided = None
        if job.exact and usual is not None and job.decided != request.policy:
            chosen = replace(request, policy=job.decided)
            decided = bands(self._made(over, chosen, kind))
        comparison = Comparison(projection, baseline)
        for shown, step in job.reads:
            comparison.prepare(shown, step)
        central = self._central(over.compiled, request) if job.exact else {}
        return LiveCurves(
            revision=job.revision,
            projection=projection,
            bands=found,
            baseline=baseline,
            baseline_bands=baseline_bands,
            comparison=comparison,
            exact=job.exact,
            in_force=_in_force(over.compiled.model, central) if job.exact else {},
            central=central,
            monthly=job.monthly,
            usual_bands=usual,
            decided_bands=decided,
        )

    def _usual(self, over: Runnable, kind: BaselineKey) -> Bands | None:
        """Return the default baseline; while a slider moves only if it is there already."""
        if kind.assumptions == NEUTRAL:
            return None
        usual = replace(kind, assumptions=NEUTRAL, exact=True, indicators=None)
        if kind.exact:
            return self._baseline(over, usual)[1]
        found = over.baselines.get(usual)
        return None if found is None else found[1]

    def _made(
        self,
        over: Runnable,
        request: RunRequest,
        kind: BaselineKey,
        indicators: tuple[str, ...] | None = None,
    ) -> Projection:
        return self.project(
            over.compiled,
            request.policy,
            over.compiled.draws(request.ensemble, request.assumptions),
            dtype=np.float64 if kind.exact else np.float32,
            indicators=indicators,
            monthly=kind.monthly,
        )

    def _baseline(self, over: Runnable, kind: BaselineKey) -> tuple[Projection, Bands]:
        # Of the same precision as the run it is held against: where a policy changes nothing,
        # the difference is exactly zero and not the rounding of two precisions.
        found = over.baselines.get(kind)
        if found is None:
            made = self._made(over, kind.request(), kind, kind.indicators)
            found = _keep(over, kind, (made, bands(made)))
        return found

    def _central(
        self, compiled: CompiledModel, request: RunRequest
    ) -> dict[str, NDArray[np.floating]]:
        draws = compiled.draws(CENTRAL, request.assumptions)
        found = self.variables(compiled, request.policy, draws)
        return {name: values[:, 0] for name, values in found.items()}


class Runner(QObject):
    """Does the work of one job at a time, on whichever thread it lives."""

    done = Signal(RunOutcome)

    def __init__(self, runs: CurveRuns) -> None:
        super().__init__()
        self._runs = runs

    @Slot(object)
    def run(self, job: RunJob) -> None:
        """Answer one job through `done`, whatever happens."""
        try:
            outcome = RunOutcome(job, self._runs.curves(job), None)
        except Exception as error:
            # A mistake of the program must reach the banner, not end a thread in silence.
            outcome = RunOutcome(job, None, known_error(error, "a run"))
        self.done.emit(outcome)


def _keep(
    over: Runnable, kind: BaselineKey, made: tuple[Projection, Bands]
) -> tuple[Projection, Bands]:
    for kept in list(over.baselines):
        same = (kept.ensemble, kept.monthly) == (kind.ensemble, kind.monthly)
        if kept.exact == kind.exact:
            same &= kept.indicators == kind.indicators
        # The default baseline stays beside those under other assumptions.
        if not same or NEUTRAL != kept.assumptions != kind.assumptions != NEUTRAL:
            over.baselines.pop(kept, None)
    over.baselines[kind] = made
    return made


def _in_force(
    model: Model, central: Mapping[str, NDArray[np.floating]]
) -> dict[str, NDArray[np.floating]]:
    return {
        lever: _in_own_unit(model, lever, central[f"{lever}_in_force"]) for lever in model.forces
    }


def _in_own_unit(model: Model, lever: str, force: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return what is in force as the setting that would amount to it in the long run."""
    levels = model.forces[lever].levels
    if not levels:
        return force
    places = model.levers[lever].low + np.arange(len(levels))
    own: NDArray[np.floating] = np.interp(force, levels, places)
    return own
