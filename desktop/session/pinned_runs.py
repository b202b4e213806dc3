"""The curves of what is pinned, made exactly while the desk rests; never while a slider moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.charts.pins import PinnedLine
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.fitting import digest_at_any_vantage, fitted
from desktop.document.imports import is_of_other_model
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Clock
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.pin import Pin
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import MEDIAN, Projection
from desktop.engine.run.project import project
from desktop.session.idle_runs import IdleRuns
from desktop.session.pin_board import PinBoard
from desktop.session.projector import Projector
from desktop.session.run_summary import frozen

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins

FloatArray = NDArray[np.floating]


class PinRun(StrEnum):
    """Say what the line of a pin is."""

    WAITING = "waiting"
    """There is none yet."""
    EXACT = "exact"
    """What the model makes of it."""
    REFITTED = "refitted"
    """What this model makes of what was pinned under another one."""
    FROZEN = "frozen"
    """What an earlier model made of it: lines of twelve months, kept one month a year."""
    FAILED = "failed"
    """It cannot be run."""


@dataclass(frozen=True, slots=True, eq=False)
class PinCurves:
    """Hold the medians of one pin, and what they are."""

    run: PinRun
    medians: Mapping[str, FloatArray]
    """By indicator, (TIME,), in its unit."""
    made: str = ""
    """The version of the model that it was made or drawn under, where that is another one."""
    dropped: int = 0
    """Settings and events that this model does not allow; they are left out."""


WAITING = PinCurves(PinRun.WAITING, {})


class PinnedRuns(IdleRuns):
    """Project what is pinned, one at a time, each once for each model and kind of lines.

    What was pinned under another model keeps the lines that model made of it, if it left any. A
    movement of a slider drops the run under way, which is begun anew once the curves stand.
    """

    drawn = Signal()
    """There are curves of another pin, or of the same in other lines."""

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        board: PinBoard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(document, projector, runs, parent)
        self._board = board
        self._latest: LatestWins[PinCurves] = runs.questions(self, self._take, self._fail)
        self._curves: dict[str, tuple[Scenario, bool, PinCurves]] = {}
        """By letter: the state they are of, whether single months, and they themselves."""
        self._asked: Pin | None = None
        self._snapshots: dict[str, BandSnapshot] = {}
        """What the run under way leaves to be kept with its pin."""
        board.changed.connect(self._follow)

    def curves_of(self, letter: str) -> PinCurves:
        """Return the curves of a pin as they are wanted now; WAITING while there are none."""
        pin, kept = self._board.pin_of(letter), self._curves.get(letter)
        if pin is None or kept is None or not _is_of(kept, pin, self._projector.monthly):
            return WAITING
        return kept[2]

    @property
    def lines(self) -> dict[str, tuple[PinnedLine, ...]]:
        """Return the lines there are, by indicator, in letter order."""
        found = dict[str, tuple[PinnedLine, ...]]()
        for pin in self._board.pins:
            for indicator, median in self.curves_of(pin.letter).medians.items():
                line = PinnedLine(pin.letter, median)
                found[indicator] = (*found.get(indicator, ()), line)
        return found

    @property
    def busy(self) -> bool:
        """Say whether curves of some pin are still to come."""
        return any(self.curves_of(pin.letter) is WAITING for pin in self._board.pins)

    def _follow(self) -> None:
        letters = {pin.letter for pin in self._board.pins}
        for letter in set(self._curves) - letters:
            del self._curves[letter]
        self._look()

    def _give_way(self, changes: Changes) -> None:
        self._latest.cancel()
        self._asked = None
        if changes.model:
            self._curves.clear()

    def _begin(self) -> None:
        monthly = self._projector.monthly
        pin = next((one for one in self._board.pins if self.curves_of(one.letter) is WAITING), None)
        if pin is None or pin == self._asked:
            return
        self._latest.cancel()
        self._asked = pin
        model, kept = self._document.model, self._board.bands_of(pin.letter)
        if kept is not None and kept.curves and _is_earlier(kept, model):
            lines = {} if monthly else _lines(kept, model.clock)
            self._put(pin, PinCurves(PinRun.FROZEN, lines, kept.model_version))
            return

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> PinCurves:
            projection, dropped = projected(pin, compiled, monthly=monthly)
            made = bands(projection)
            if not monthly and digest_at_any_vantage(compiled.model):
                snapshots[pin.letter] = frozen(made, compiled.model)
            other = dropped or is_of_other_model(pin.state, compiled.model)
            return PinCurves(
                PinRun.REFITTED if other else PinRun.EXACT,
                {one: made.of(one)[MEDIAN].copy() for one in made.indicators},
                pin.state.model_version,
                dropped,
            )

        snapshots: dict[str, BandSnapshot] = {}
        self._snapshots = snapshots
        self._latest.want(self._runs.question(work))

    def _take(self, curves: PinCurves) -> None:
        if self._asked is not None:
            for letter, snapshot in self._snapshots.items():
                self._board.keep_bands(letter, snapshot)
            self._put(self._asked, curves)

    def _fail(self, error: VecinosError) -> None:
        if self._asked is not None:
            self._put(self._asked, PinCurves(PinRun.FAILED, {}))

    def _put(self, pin: Pin, curves: PinCurves) -> None:
        self._asked = None
        self._curves[pin.letter] = pin.state, self._projector.monthly, curves
        self.drawn.emit()
        self._look()


def projected(pin: Pin, compiled: CompiledModel, *, monthly: bool) -> tuple[Projection, int]:
    """Run what is pinned; say how many things the model does not allow were left out of it."""
    fit, dropped = fitted(pin.state, compiled.model)
    request = fit.request
    draws = compiled.draws(request.ensemble, request.assumptions)
    return project(compiled, request.policy, draws, monthly=monthly), dropped


def _is_of(kept: tuple[Scenario, bool, PinCurves], pin: Pin, monthly: bool) -> bool:
    """Say whether curves are what is wanted of a pin; its name decides nothing."""
    state, single, _ = kept
    return single == monthly and replace(state, name=pin.name) == pin.state


def _is_earlier(kept: BandSnapshot, model: Model) -> bool:
    """Say whether bands are of another model; at a vantage that was moved it is the same one."""
    digest = digest_at_any_vantage(model)
    if not digest:
        return kept.model_version != model.version
    return kept.model_digest != digest


def _lines(kept: BandSnapshot, clock: Clock) -> dict[str, FloatArray]:
    """Return medians by month, (TIME,): a month a year was kept, the lines between are straight."""
    months = [month.ordinal for month in kept.months]
    steps = [clock.month(step).ordinal for step in range(clock.steps + 1)]
    return {
        indicator: np.interp(steps, months, curve[MEDIAN])
        for indicator, curve in kept.curves.items()
        if months
    }
