"""Runs the model behind the sliders: latest wins, at most one running and one wanted."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.errors import VecinosError
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.run.project import project, variables
from desktop.session.live_curves import LiveCurves
from desktop.session.run_queue import RunQueue
from desktop.session.runner import (
    CurveRuns,
    Project,
    RunJob,
    Runnable,
    Runner,
    RunOutcome,
    Variables,
)

SETTLE_MS = 120
"""A slider held still this long behind its last picture is drawn exactly, as on release."""


class RunPlacement(StrEnum):
    """Say where runs are made; why `SPLIT` is the usual one is in docs/decisions."""

    SPLIT = "split"
    """Live runs on the thread of the widgets, exact ones on a thread of their own."""
    GUI = "gui"
    """All on the thread of the widgets, when no input is waiting."""


class Subscription:
    """Say what one window shows, so that it follows a moving slider at every step."""

    def __init__(self, all_: "list[Subscription]") -> None:
        self._all = all_
        self.indicators: tuple[str, ...] = ()
        self.aside: tuple[str, ...] = ()
        self.levels = True
        """Bands are drawn of the levels; without, only lines are wanted while a slider moves."""
        self.step: int | None = None
        """The step at which exact runs are compared before they are told, None for none."""

    def show(self, indicators: Sequence[str], aside: Sequence[str] = ()) -> None:
        """Choose the indicators; those that stand aside follow in turn, one at a step."""
        self.indicators, self.aside = tuple(indicators), tuple(aside)

    def read(self, step: int) -> None:
        """Choose the step that the headlines speak of."""
        self.step = step

    def close(self) -> None:
        """Show nothing any more; a second time does nothing."""
        if self in self._all:
            self._all.remove(self)


class Projector(QObject):
    """Keep the curves in step with the document.

    While a gesture is open, runs are in single precision, of the indicators that the windows
    which subscribed show, and of one more of those that stand aside; when it ends, or the slider
    rests, one exact run follows. Of changes that come while a run is under way only the latest is
    run next. `projected` and `failed` come on the thread of the widgets, to all windows, and never
    anything older than before.
    """

    projected = Signal(LiveCurves)
    failed = Signal(VecinosError)

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
        self._over = Runnable(compiled)
        self._document = document
        self._subscriptions: list[Subscription] = []
        self._latest: LiveCurves | None = None
        self._monthly = False
        self._inexact = False
        self._generation = 0
        self._told = -1
        self._turn = 0
        """Whose turn it is of what stands aside."""
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.refresh)

        def track(*, threaded: bool) -> RunQueue:
            runner = Runner(CurveRuns(project_, variables_))
            made = RunQueue(runner, threaded=threaded, parent=self)
            made.done.connect(self._finish)
            return made

        self._exact = track(threaded=lane is not RunPlacement.GUI)
        self._live = track(threaded=False) if lane is RunPlacement.SPLIT else self._exact
        self._stop_listening = document.listen(self._on_document_changed)

    @property
    def compiled(self) -> CompiledModel:
        """Return the model that is run."""
        return self._over.compiled

    def take_model(self, compiled: CompiledModel) -> None:
        """Run another model from now on; the document's notice of it asks for the first run."""
        self._over = Runnable(compiled)
        self._latest = None
        for queue in (self._exact, self._live):
            queue.forget()

    @property
    def busy(self) -> bool:
        """Say whether a run is under way or wanted, or the slider has yet to settle."""
        return self._exact.busy or self._live.busy or self._settling.isActive()

    @property
    def latest(self) -> LiveCurves | None:
        """Return what was told last of the model that is run, for a window that comes later."""
        return self._latest

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the indicators that some window shows, those of the first window first."""
        shown = (indicator for one in self._subscriptions for indicator in one.indicators)
        return tuple(dict.fromkeys(shown))

    def subscribe(self) -> "Subscription":
        """Let another window say what it shows; it is told by the same signals as all."""
        made = Subscription(self._subscriptions)
        self._subscriptions.append(made)
        return made

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
        """Hear the document no longer and end the thread; a run under way tells nothing."""
        self._stop_listening()
        self._settling.stop()
        for track in {self._exact, self._live}:
            track.close()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.scenario:
            self._generation += 1
        if changes.needs_projection:
            self._want(exact=changes.gesture_ended)
        elif changes.gesture_ended and self._inexact:
            self._want(exact=True)

    @property
    def _following(self) -> list[str]:
        """Return whose turn it is of what stands aside.

        All of it at once would make one step in twenty half as long again.
        """
        aside = [indicator for one in self._subscriptions for indicator in one.aside]
        waiting = [each for each in dict.fromkeys(aside) if each not in self.shown]
        return waiting[self._turn % len(waiting) :][:1] if waiting else []

    def _want(self, *, exact: bool) -> None:
        scenario = self._document.scenario
        compared = None if exact else self.shown or None
        following = self._following
        drawn = (one for each in self._subscriptions if each.levels for one in each.indicators)
        self._settling.stop()
        self._inexact = not exact
        job = RunJob(
            over=self._over,
            revision=self._document.revision,
            generation=self._generation,
            request=scenario.request,
            indicators=None if compared is None else (*compared, *following),
            banded=None if compared is None else tuple(dict.fromkeys((*drawn, *following))),
            compared=compared,
            reads=tuple(
                (one.indicators, one.step)
                for one in self._subscriptions
                if exact and one.step is not None
            ),
            exact=exact,
            monthly=self._monthly,
            decided=scenario.decided,
        )
        wanted, other = (self._exact, self._live) if exact else (self._live, self._exact)
        other.forget()
        wanted.want(job)

    @Slot(object)
    def _finish(self, outcome: RunOutcome) -> None:
        job = outcome.job
        # Counted here: of steps that come while a run is under way only the latest is run.
        self._turn += not job.exact
        if self._inexact and not job.exact and not self._live.busy:
            # Counted from the picture and not from the movement: were the exact run begun while
            # live ones are under way, each would slow the other down, and so the next movement.
            self._settling.start()
        if job.generation != self._generation or job.revision < self._told:
            return
        self._told = job.revision
        if outcome.error is not None:
            self.failed.emit(outcome.error)
        elif outcome.curves is not None:
            self._latest = outcome.curves
            self.projected.emit(outcome.curves)
