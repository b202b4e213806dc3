"""The kept versions of the scenario on the desk, shown to a room one after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.document import Document
from desktop.document.fitting import fitted
from desktop.document.imports import is_of_other_model
from desktop.domain.errors import VecinosError
from desktop.domain.room import StoryPlace
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.session.live_curves import LiveCurves
from desktop.session.open_library import OpenLibrary
from desktop.session.projector import Projector
from desktop.session.room.errors import (
    NoKeptVersionError,
    RoomWithoutLibraryError,
    StoryAtEndError,
    StoryAtStartError,
    VersionOfOtherModelError,
)
from desktop.session.room.room_runs import exact_curves

if TYPE_CHECKING:
    from db import Library, VersionSummary
    from desktop.bridge.job import Job
    from desktop.bridge.latest_wins import LatestWins


@dataclass(frozen=True, slots=True, eq=False)
class StoryStep:
    """Hold one kept version with its exact curves."""

    name: str
    """Empty where nobody gave one."""
    place: StoryPlace
    scenario: Scenario
    """What this model allows of it."""
    curves: LiveCurves


@dataclass(frozen=True, slots=True)
class _Read:
    """Hold what was read of one version, or why it could not be."""

    version: "VersionSummary"
    place: StoryPlace
    found: Scenario | VecinosError


class Story(QObject):
    """Step through the versions that somebody kept or named, oldest first; the desk stays.

    After the last one comes the present. What cannot be read is told and stepped over.
    """

    shown = Signal(StoryStep)
    left = Signal()
    """The present is to be shown again."""
    waiting = Signal(bool)
    failed = Signal(VecinosError)

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        library: OpenLibrary,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._projector = document, projector
        self._runs, self._library = runs, library
        self._latest: LatestWins[StoryStep] = runs.questions(self, self._show, self._fail)
        self._reading: Job[_Read | None] | None = None
        self._read: _Read | None = None
        """The version that the room is at; None at the present."""
        self._ended = False
        """The last step was the one past the newest version."""
        self._waits = False

    def next(self) -> None:
        """Show the version kept after that on show, the oldest first, and the present at the end.

        One press too many does not begin anew: it is told, and only the next one does.
        """
        if self._ended:
            self._ended = False
            self._fail(StoryAtEndError())
        else:
            self._turn(forward=True)

    def back(self) -> None:
        """Show the version kept before that on show, from the present the newest."""
        self._turn(forward=False)

    def end(self) -> None:
        """Show the present again."""
        shown = self._read is not None
        self.forget()
        if shown:
            self.left.emit()

    def forget(self) -> None:
        """Be at the present, and want nothing any more."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._latest.cancel()
        self._read, self._ended = None, False
        self._wait(waits=False)

    def renew(self) -> None:
        """Project the version on show anew, as the lines that are wanted are others."""
        if self._read is not None:
            self._project(self._read)

    # ------------------------------------------------------------ reading

    def _turn(self, *, forward: bool) -> None:
        lane, autosave = self._library.lane, self._library.autosave
        number = None if autosave is None else autosave.id
        if lane is None or number is None:
            self._fail(RoomWithoutLibraryError())
            return
        if self._reading is not None:
            # A library that is slow is told of by now; the press before is still to be done.
            return
        at = None if self._read is None else self._read.version

        def work(store: "Library") -> _Read | None:
            return _step(store, number, at, forward=forward)

        self._ended = False
        self._wait(waits=True)
        self._reading = lane.submit(work).then(self, self._take, self._fail)

    def _take(self, read: _Read | None) -> None:
        self._reading = None
        if read is None:
            self.end()
            self._ended = True
            return
        self._read = read
        if isinstance(read.found, VecinosError):
            self._fail(read.found)
        else:
            self._project(read)

    # ------------------------------------------------------------ projecting

    def _project(self, read: _Read) -> None:
        monthly, desk = self._projector.monthly, self._projector.latest
        state = read.found
        if isinstance(state, VecinosError):
            return

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> StoryStep:
            scenario, _ = fitted(state, compiled.model)
            curves = exact_curves(compiled, scenario, desk, monthly=monthly)
            return StoryStep(read.version.name, read.place, scenario, curves)

        self._wait(waits=True)
        self._latest.want(self._runs.question(work))

    def _show(self, step: StoryStep) -> None:
        self._wait(waits=False)
        self.shown.emit(step)
        model = self._document.model
        if is_of_other_model(step.scenario, model):
            self.failed.emit(
                VersionOfOtherModelError(made=step.scenario.model_version, now=model.version)
            )

    def _fail(self, error: VecinosError) -> None:
        self._reading = None
        self._wait(waits=False)
        self.failed.emit(error)

    def _wait(self, *, waits: bool) -> None:
        if waits != self._waits:
            self._waits = waits
            self.waiting.emit(waits)


def _step(
    store: "Library", scenario_id: int, at: "VersionSummary | None", *, forward: bool
) -> _Read | None:
    """Read the version next to one, forward from None the oldest; None: the present comes.

    Raise NoKeptVersionError where there is none, StoryAtStartError before the oldest.
    """
    from db import Cause

    listed = reversed(store.versions.listed(scenario_id))
    kept = [one for one in listed if one.name or one.cause is Cause.KEPT]
    if not kept:
        raise NoKeptVersionError
    instants = [(one.made_at, one.id) for one in kept]
    if at is None:
        index = 0 if forward else len(kept) - 1
    else:
        # Its own place, or the one it had before it was thinned out or deleted.
        stood = at.made_at, at.id
        before = [one for one in instants if one < stood]
        index = len(before) + (stood in instants) if forward else len(before) - 1
    if index < 0:
        raise StoryAtStartError
    if index >= len(kept):
        return None
    version, place = kept[index], StoryPlace(index + 1, len(kept))
    try:
        return _Read(version, place, store.versions.load(version.id))
    except VecinosError as error:
        return _Read(version, place, error)
