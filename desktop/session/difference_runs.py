"""How the policy on the desk differs from a pinned one, or from the status quo, run by run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.fitting import fitted
from desktop.document.imports import is_of_other_model
from desktop.domain.errors import VecinosError
from desktop.domain.pin import NO_PIN, Pin
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.compare import Counterpart
from desktop.engine.run.project import project
from desktop.session.errors import (
    OtherAssumptionsPinnedError,
    OtherMembersPinnedError,
    OtherModelPinnedError,
    PinnedCannotRunError,
    PinnedDoesNotFitError,
)
from desktop.session.idle_runs import IdleRuns
from desktop.session.live_curves import LiveCurves
from desktop.session.pin_board import PinBoard
from desktop.session.projector import Projector

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class DifferenceCurves:
    """Hold how the curves of one picture differ from those of another policy."""

    against: str
    """The letter of a pin, or NO_PIN for the status quo."""
    bands: Mapping[str, FloatArray]
    """By indicator, (PERCENTILE, TIME): in percent, or in points, as its change is worded.

    One is missing where a percentage of zero would be needed.
    """
    indicators: tuple[str, ...]
    """All that were asked for."""
    revision: int
    exact: bool
    monthly: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Pinned:
    """Hold the runs of a pin that the desk's are held against, in either precision."""

    state: Scenario
    monthly: bool
    exact: Counterpart
    live: Counterpart

    def serves(self, pin: Pin, curves: LiveCurves, shown: tuple[str, ...]) -> bool:
        same = (self.state, self.monthly) == (pin.state, curves.monthly)
        return same and set(shown) <= set(self.exact.indicators)


class DifferenceRuns(IdleRuns):
    """Tell, with every picture, the differences of the curves shown; nothing while nobody asks.

    What is pinned is run once while the desk rests, in both precisions; from then on a slider is
    followed at every step. What cannot be paired is refused in one sentence, and where it stops
    being so the levels come back with it.
    """

    changed = Signal()
    """Something else is compared with, or nothing any more."""
    told = Signal(DifferenceCurves)
    refused = Signal(VecinosError)

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
        self._latest: LatestWins[_Pinned] = runs.questions(self, self._take_runs, self._fail)
        self._against: str | None = None
        self._chosen: str | None = None
        """What was compared with last."""
        self._pinned: _Pinned | None = None
        self._status_quo: Counterpart | None = None
        self._asked: tuple[Scenario, bool, tuple[str, ...]] | None = None
        self._found: DifferenceCurves | None = None
        self._of: LiveCurves | None = None
        """The picture that it is of."""
        projector.projected.connect(self._take)
        board.changed.connect(self._follow_pins)

    # ------------------------------------------------------------ what is compared with

    @property
    def against(self) -> str | None:
        """Return a pin's letter, or NO_PIN for the status quo; None while levels are shown."""
        return self._against

    @property
    def found(self) -> DifferenceCurves | None:
        """Return what was told last; None while levels are shown, or nothing is known yet."""
        return self._found

    @property
    def busy(self) -> bool:
        """Say whether differences of the curves as they stand are still to come."""
        if self._against is None:
            return False
        return self._projector.busy or self._of is not self._projector.latest

    def show(self, against: str) -> None:
        """Compare with a pin, by its letter, or with the status quo, NO_PIN."""
        refusal = self._refusal(against)
        if refusal is not None:
            self.refused.emit(refusal)
            return
        self._chosen = against
        if against != self._against:
            self._drop()
            self._against = against
            self.changed.emit()
        self.renew()

    def leave(self) -> None:
        """Go back to levels; what was compared with is remembered."""
        if self._against is not None:
            self._drop()
            self._against = None
            self.changed.emit()

    def turn(self) -> None:
        """Go back to levels, or compare with what was chosen last, else the first pin there is."""
        if self._against is not None:
            self.leave()
            return
        letters = [pin.letter for pin in self._board.pins]
        if self._chosen in (NO_PIN, *letters):
            self.show(self._chosen)
        else:
            paired = (letter for letter in letters if self._refusal(letter) is None)
            self.show(next(paired, NO_PIN))

    def renew(self) -> None:
        """Tell the differences of the curves as they stand: others are shown, or wanted."""
        if self._projector.latest is not None:
            self._take(self._projector.latest)

    def _drop(self) -> None:
        self._latest.cancel()
        self._pinned = self._status_quo = self._asked = self._found = self._of = None

    # ------------------------------------------------------------ what can be paired

    def _refusal(self, against: str) -> VecinosError | None:
        """Return why the desk cannot be held against a pin; None where it can."""
        pin, desk = self._board.pin_of(against), self._document.scenario
        if against == NO_PIN or pin is None:
            return None
        if is_of_other_model(pin.state, self._document.model):
            return OtherModelPinnedError(letter=against)
        if pin.state.ensemble != desk.ensemble:
            return OtherMembersPinnedError(letter=against)
        if pin.state.assumptions != desk.assumptions:
            return OtherAssumptionsPinnedError(letter=against)
        return None

    def _refuse(self, refusal: VecinosError) -> None:
        self.leave()
        self.refused.emit(refusal)

    def _follow_pins(self) -> None:
        against = self._against
        if against is None or against == NO_PIN:
            return
        if self._board.pin_of(against) is None:
            self.leave()
        else:
            self.renew()

    # ------------------------------------------------------------ following the curves

    def _take(self, curves: LiveCurves) -> None:
        """Tell what differs in a picture's curves, where both ends of it are there."""
        against = self._against
        if against is None:
            return
        refusal = self._refusal(against)
        if refusal is not None:
            self._refuse(refusal)
            return
        shown = tuple(one for one in self._projector.shown if one in curves.projection.indicators)
        counterpart = self._counterpart(against, curves, shown)
        if counterpart is None:
            self._look()
            return
        bands = counterpart.bands(curves.projection)
        self._of = curves
        self._found = DifferenceCurves(
            against,
            {one: bands[one] for one in shown if one in bands},
            shown,
            curves.revision,
            curves.exact,
            curves.monthly,
        )
        self.told.emit(self._found)

    def _counterpart(
        self, against: str, curves: LiveCurves, shown: tuple[str, ...]
    ) -> Counterpart | None:
        """Return what the curves are held against; None while it is still to be run."""
        if against == NO_PIN:
            kept = self._status_quo
            if kept is None or kept.run is not curves.baseline or kept.indicators != shown:
                self._status_quo = kept = Counterpart(curves.baseline, shown)
            return kept
        pin, pinned = self._board.pin_of(against), self._pinned
        if pin is None or pinned is None or not pinned.serves(pin, curves, shown):
            return None
        found = pinned.exact if curves.exact else pinned.live
        # Of a picture that was on its way when the scenario changed, members may be others'.
        ours, theirs = curves.projection.draws, found.run.draws
        same = (ours.choice, ours.assumptions) == (theirs.choice, theirs.assumptions)
        return found if same else None

    # ------------------------------------------------------------ running what is pinned

    def _give_way(self, changes: Changes) -> None:
        self._latest.cancel()
        self._asked = None
        if changes.model:
            self.leave()

    def _begin(self) -> None:
        against, latest = self._against, self._projector.latest
        pin = None if against is None else self._board.pin_of(against)
        if pin is None or latest is None:
            return
        shown, monthly = self._projector.shown, self._projector.monthly
        kept, wanted = self._pinned, (pin.state, monthly, shown)
        if wanted == self._asked or (kept is not None and kept.serves(pin, latest, shown)):
            return
        self._latest.cancel()
        self._asked = wanted

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> _Pinned:
            return _run(pin, compiled, shown, monthly=monthly)

        self._latest.want(self._runs.question(work))

    def _take_runs(self, pinned: _Pinned) -> None:
        self._asked, self._pinned = None, pinned
        self.renew()

    def _fail(self, error: VecinosError) -> None:
        against, self._asked = self._against, None
        if against is not None:
            known = isinstance(error, PinnedDoesNotFitError)
            self._refuse(error if known else PinnedCannotRunError(letter=against))


def _run(pin: Pin, compiled: CompiledModel, shown: tuple[str, ...], *, monthly: bool) -> _Pinned:
    fit, dropped = fitted(pin.state, compiled.model)
    if dropped:
        raise PinnedDoesNotFitError(letter=pin.letter)
    request = fit.request
    draws = compiled.draws(request.ensemble, request.assumptions)
    exact, live = (
        Counterpart(
            project(
                compiled, request.policy, draws, dtype=dtype, indicators=shown, monthly=monthly
            ),
            shown,
        )
        for dtype in (np.float64, np.float32)
    )
    return _Pinned(pin.state, monthly, exact, live)
