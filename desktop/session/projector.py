"""Runs the model behind the sliders: latest wins, at most one running and one wanted."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer, QObject, QThread, QTimer, Signal, Slot

from desktop.bridge.errors import UnexpectedError
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import CENTRAL, EnsembleChoice, RunRequest
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.ensemble.draws import Draws
from desktop.engine.results.bands import bands, live_bands
from desktop.engine.results.projection import Bands, Projection
from desktop.engine.run.project import project, variables
from desktop.engine.run.workspace import RunAbandonedError
from desktop.session.comparison import Comparison

SETTLE_MS = 120
"""A slider held still this long behind its last picture is drawn exactly, as on release."""
PAINTED_MS = 100
"""After so long, curves that have arrived are on the screen: time for what nobody waits for."""
MINIATURES_MS = 250
"""While a slider moves, curves that have no card of their own follow this seldom."""

_log = logging.getLogger(__name__)

Project = Callable[..., Projection]
Variables = Callable[[CompiledModel, Policy, Draws], dict[str, NDArray[np.floating]]]


class RunPlacement(StrEnum):
    """Say where runs are made; why `SPLIT` is the usual one is in docs/decisions."""

    SPLIT = "split"
    """Live runs on the thread of the widgets, exact ones on a thread of their own."""
    WORKER = "worker"
    """All on a thread of their own."""
    GUI = "gui"
    """All on the thread of the widgets, when no input is waiting."""


@dataclass(frozen=True, slots=True)
class LiveCurves:
    """Hold one picture's worth of curves; baseline and policy have the same members."""

    revision: int
    projection: Projection
    bands: Bands
    baseline: Projection
    baseline_bands: Bands
    comparison: Comparison
    """How the policy differs from the baseline."""
    exact: bool
    """False while a slider moves: single precision, and perhaps only the indicators shown."""
    in_force: dict[str, NDArray[np.floating]]
    """What is in force of each lever, by step, in the central run; empty unless exact."""
    central: Mapping[str, NDArray[np.floating]] = field(default_factory=dict)
    """Every variable of the central run, by step, in the model's units; empty unless exact."""
    monthly: bool = False
    """The lines are those of single months, not of twelve."""
    usual_bands: Bands | None = None
    """The default baseline, under neutral assumptions; None where `baseline_bands` are it."""
    decided_bands: Bands | None = None
    """The policy without the events that chance drew; None without any, or unless exact.

    Only beside a default baseline: nothing else divides a distance between lines.
    """


@dataclass(frozen=True, slots=True)
class _Runnable:
    """Hold a model that can be run, and its runs of the status quo, each entry whole.

    Both threads share it; a run keeps to the one that it was asked over.
    """

    compiled: CompiledModel
    baselines: "dict[_BaselineKey, tuple[Projection, Bands]]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Job:
    over: _Runnable
    revision: int
    generation: int
    request: RunRequest
    indicators: tuple[str, ...] | None
    shown: tuple[str, ...]
    step: int | None
    """The step that the headlines of what is shown speak of."""
    exact: bool
    monthly: bool
    decided: Policy
    """What somebody chose of the policy."""
    abandoned: threading.Event = field(default_factory=threading.Event)
    """Set when a slider moves while an exact run is under way: both would fight for Python."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    curves: LiveCurves | None
    """None where the run failed, or was abandoned."""
    error: VecinosError | None


@dataclass(frozen=True, slots=True)
class _BaselineKey:
    """Tell apart the runs of the status quo that are kept."""

    ensemble: EnsembleChoice
    assumptions: Assumptions
    exact: bool
    monthly: bool

    @classmethod
    def of(cls, job: _Job) -> "_BaselineKey":
        """Return the kind of run that a job asks for."""
        return cls(job.request.ensemble, job.request.assumptions, job.exact, job.monthly)

    def request(self, policy: Policy = STATUS_QUO) -> RunRequest:
        """Ask for a run of this kind."""
        return RunRequest(policy, self.ensemble, self.assumptions)


@dataclass(frozen=True, slots=True)
class _Prefetch:
    """Say which baseline the next movement of a slider will be held against."""

    over: _Runnable
    kind: _BaselineKey
    abandoned: threading.Event = field(default_factory=threading.Event)


class _Runner(QObject):
    """Does the work of one job at a time, on whichever thread it lives."""

    done = Signal(object)

    def __init__(self, project_: Project, variables_: Variables) -> None:
        super().__init__()
        self._project = project_
        self._variables = variables_

    @Slot(object)
    def run(self, job: _Job) -> None:
        """Answer one job through `done`, whatever happens."""
        try:
            outcome = _Outcome(job, self._curves(job), None)
        except RunAbandonedError:
            outcome = _Outcome(job, None, None)
        except VecinosError as error:
            outcome = _Outcome(job, None, error)
        except Exception as error:
            # A mistake of the program must reach the banner, not end a thread in silence.
            _log.exception("a run ended unexpectedly")
            outcome = _Outcome(job, None, UnexpectedError(kind=type(error).__name__))
        self.done.emit(outcome)

    @Slot(object)
    def prepare(self, ahead: _Prefetch) -> None:
        """Make what the first movement of a slider would have to wait for."""
        try:
            self._baseline(ahead.over, ahead.kind, ahead.abandoned)
        except RunAbandonedError:
            # The slider moves already; what it needs is made where the live picture is.
            return
        except Exception:
            _log.exception("the live picture could not be prepared; a drag will say so")

    def _curves(self, job: _Job) -> LiveCurves:
        over, request, abandoned = job.over, job.request, job.abandoned
        kind = _BaselineKey.of(job)
        projection = self._made(over, request, kind, abandoned, job.indicators)
        found = bands(projection) if job.exact else live_bands(projection)
        if job.exact and request.policy == STATUS_QUO:
            _keep(over, kind, (projection, found))
        baseline, baseline_bands = self._baseline(over, kind, abandoned)
        usual = self._usual(over, kind, abandoned)
        decided = None
        if job.exact and usual is not None and job.decided != request.policy:
            chosen = replace(request, policy=job.decided)
            decided = bands(self._made(over, chosen, kind, abandoned))
        if abandoned.is_set():
            raise RunAbandonedError
        comparison = Comparison(projection, baseline)
        if job.step is not None:
            comparison.prepare(job.shown, job.step)
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

    def _usual(
        self, over: _Runnable, kind: _BaselineKey, abandoned: threading.Event
    ) -> Bands | None:
        """Return the default baseline; while a slider moves only if it is there already."""
        if kind.assumptions == NEUTRAL:
            return None
        usual = replace(kind, assumptions=NEUTRAL, exact=True)
        if kind.exact:
            return self._baseline(over, usual, abandoned)[1]
        found = over.baselines.get(usual)
        return None if found is None else found[1]

    def _made(
        self,
        over: _Runnable,
        request: RunRequest,
        kind: _BaselineKey,
        abandoned: threading.Event,
        indicators: tuple[str, ...] | None = None,
    ) -> Projection:
        return self._project(
            over.compiled,
            request.policy,
            over.compiled.draws(request.ensemble, request.assumptions),
            dtype=np.float64 if kind.exact else np.float32,
            indicators=indicators,
            monthly=kind.monthly,
            abandoned=abandoned.is_set,
        )

    def _baseline(
        self, over: _Runnable, kind: _BaselineKey, abandoned: threading.Event
    ) -> tuple[Projection, Bands]:
        # Of the same precision as the run it is held against: where a policy changes nothing,
        # the difference is exactly zero and not the rounding of two precisions.
        found = over.baselines.get(kind)
        if found is None:
            made = self._made(over, kind.request(), kind, abandoned)
            found = _keep(over, kind, (made, bands(made)))
        return found

    def _central(
        self, compiled: CompiledModel, request: RunRequest
    ) -> dict[str, NDArray[np.floating]]:
        draws = compiled.draws(CENTRAL, request.assumptions)
        found = self._variables(compiled, request.policy, draws)
        return {name: values[:, 0] for name, values in found.items()}


def _keep(
    over: _Runnable, kind: _BaselineKey, made: tuple[Projection, Bands]
) -> tuple[Projection, Bands]:
    for kept in list(over.baselines):
        same = (kept.ensemble, kept.monthly) == (kind.ensemble, kind.monthly)
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


class _RunQueue(QObject):
    """Take jobs one at a time, on one thread; a job that waits gives way to the next one."""

    done = Signal(object)
    _asked = Signal(object)
    _preparing = Signal(object)

    def __init__(self, runner: _Runner, *, threaded: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: _Job | None = None
        self._running: _Job | None = None
        self._ahead: _Prefetch | None = None
        self._runner = runner
        runner.done.connect(self._finish)
        self._asked.connect(runner.run)
        self._preparing.connect(runner.prepare)
        self._starting = QTimer(self, singleShot=True, interval=0)
        self._starting.timeout.connect(self._start)
        self._thread: QThread | None = None
        if threaded:
            self._thread = QThread(self)
            runner.moveToThread(self._thread)
            self._thread.start()

    @property
    def busy(self) -> bool:
        return self._running is not None or self._wanted is not None

    def want(self, job: _Job) -> None:
        self._wanted = job
        if self._running is None:
            self._begin()

    def forget(self) -> None:
        """Want nothing any more; a run under way goes on."""
        self._wanted = None

    def give_way(self) -> None:
        """Abandon an exact run under way, and what is being made ahead."""
        if self._running is not None and self._running.exact:
            self._running.abandoned.set()
        if self._ahead is not None:
            self._ahead.abandoned.set()

    def prepare(self, over: _Runnable, kind: _BaselineKey) -> None:
        self._ahead = _Prefetch(over, kind)
        self._preparing.emit(self._ahead)

    def close(self) -> None:
        self._starting.stop()
        self._wanted = None
        self.give_way()
        self._runner.done.disconnect(self._finish)
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait()
        self._running = None

    def _begin(self) -> None:
        # On the widgets' own thread a run waits until no input is waiting; that is what makes
        # the latest of several slider events win there.
        if self._thread is None:
            self._starting.start()
        else:
            self._start()

    @Slot()
    def _start(self) -> None:
        job, self._wanted = self._wanted, None
        if job is not None:
            self._running = job
            self._asked.emit(job)

    @Slot(object)
    def _finish(self, outcome: _Outcome) -> None:
        self._running = None
        if self._wanted is not None:
            self._begin()
        self.done.emit(outcome)


class Projector(QObject):
    """Keep the curves in step with the document.

    While a gesture is open, runs are in single precision and of the indicators shown; when it
    ends, or the slider rests, one exact run of all indicators follows. Of changes that come while
    a run is under way only the latest is run next. `projected` carries LiveCurves, `failed` a
    VecinosError; both come on the thread of the widgets, and never anything older than before.
    """

    projected = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        compiled: CompiledModel,
        document: Document,
        *,
        lane: RunPlacement = RunPlacement.SPLIT,
        project_: Project = project,
        variables_: Variables = variables,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._over = _Runnable(compiled)
        self._document = document
        self._shown: tuple[str, ...] | None = None
        self._step: int | None = None
        self._monthly = False
        self._inexact = False
        self._generation = 0
        self._told = -1
        self._next: _BaselineKey | None = None
        """What the next movement of a slider will be, as the last exact run has it."""
        self._since_wide = QElapsedTimer()
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.refresh)
        self._resting = QTimer(self, singleShot=True, interval=PAINTED_MS)
        self._resting.timeout.connect(self._prepare)

        def track(*, threaded: bool) -> _RunQueue:
            runner = _Runner(project_, variables_)
            made = _RunQueue(runner, threaded=threaded, parent=self)
            made.done.connect(self._finish)
            return made

        self.lane = lane
        self._exact = track(threaded=lane is not RunPlacement.GUI)
        self._live = track(threaded=False) if lane is RunPlacement.SPLIT else self._exact
        self._stop_listening: Callable[[], None] | None = document.listen(self._on_document_changed)

    @property
    def compiled(self) -> CompiledModel:
        """Return the model that is run."""
        return self._over.compiled

    def take_model(self, compiled: CompiledModel) -> None:
        """Run another model from now on; the document's notice of it asks for the first run."""
        self._over = _Runnable(compiled)
        self._next = None
        for queue in (self._exact, self._live):
            queue.forget()
            queue.give_way()

    @property
    def busy(self) -> bool:
        """Say whether a run is under way or wanted, or the slider has yet to settle."""
        return self._exact.busy or self._live.busy or self._settling.isActive()

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the indicators that charts show."""
        return self._shown or ()

    def show(self, indicators: Sequence[str]) -> None:
        """Choose the indicators that follow a moving slider at every step."""
        self._shown = tuple(indicators)

    def read(self, step: int) -> None:
        """Choose the step at which runs are compared before they are shown."""
        self._step = step

    @property
    def monthly(self) -> bool:
        """Say whether lines of single months are wanted."""
        return self._monthly

    def set_monthly(self, monthly: bool) -> None:
        """Want lines of single months from now on, or twelve-month lines."""
        if monthly != self._monthly:
            self._monthly = monthly
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Want one exact run of the document as it stands."""
        self._want(exact=True)

    def close(self) -> None:
        """Hear the document no longer and end the thread; a run under way is abandoned."""
        if self._stop_listening is None:
            return
        self._stop_listening()
        self._stop_listening = None
        self._settling.stop()
        self._resting.stop()
        for track in {self._exact, self._live}:
            track.close()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.scenario:
            self._generation += 1
        if changes.policy:
            self._want(exact=changes.gesture_ended)
        elif changes.gesture_ended and self._inexact:
            self._want(exact=True)

    def _want(self, *, exact: bool) -> None:
        scenario = self._document.scenario
        indicators = self._shown
        self._settling.stop()
        self._resting.stop()
        if exact:
            indicators = None
        else:
            self._exact.give_way()
            if not self._since_wide.isValid() or self._since_wide.elapsed() >= MINIATURES_MS:
                self._since_wide.start()
                indicators = None
        self._inexact = not exact
        job = _Job(
            over=self._over,
            revision=self._document.revision,
            generation=self._generation,
            request=scenario.request,
            indicators=indicators,
            shown=self._shown or (),
            step=self._step,
            exact=exact,
            monthly=self._monthly,
            decided=scenario.decided,
        )
        wanted, other = (self._exact, self._live) if exact else (self._live, self._exact)
        other.forget()
        wanted.want(job)

    @Slot(object)
    def _finish(self, outcome: _Outcome) -> None:
        job = outcome.job
        if self._inexact and not job.exact and not self._live.busy:
            # Counted from the picture and not from the movement: were the exact run begun while
            # live ones are under way, each would slow the other down, and so the next movement.
            self._settling.start()
        if job.abandoned.is_set():
            return
        if job.generation != self._generation or job.revision < self._told:
            return
        self._told = job.revision
        if outcome.error is not None:
            self.failed.emit(outcome.error)
        elif outcome.curves is not None:
            self.projected.emit(outcome.curves)
            if job.exact and not self._exact.busy:
                self._next = replace(_BaselineKey.of(job), exact=False)
                self._resting.start()

    @Slot()
    def _prepare(self) -> None:
        if self._next is not None:
            self._exact.prepare(self._over, self._next)
