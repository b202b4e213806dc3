"""How the desk's curves differ from those of a pin, member by member, while the desk rests."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.spare_runs import SpareRuns
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.domain.errors import VecinosError
from desktop.domain.pin import Pin
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.compare import PairedBands, paired_bands
from desktop.session.idle_runs import IdleRuns
from desktop.session.live_curves import LiveCurves
from desktop.session.pinned_runs import PinnedRuns, PinRun, projected
from desktop.session.projector import Projector

if TYPE_CHECKING:
    from desktop.bridge.latest_wins import LatestWins


class Unpaired(StrEnum):
    """Say why two runs cannot be compared member by member."""

    MEMBERS = "members"
    """They were drawn otherwise: more members, another seed, without chance."""
    FROZEN = "frozen"
    """Only the bands that an earlier model left are known."""
    FAILED = "failed"
    """One of them cannot be run."""


@dataclass(frozen=True, slots=True, eq=False)
class Paired:
    """Hold how the desk's run differs from another one."""

    curves: LiveCurves
    """Of the desk, as it was compared."""
    letter: str
    """Of the pin that it is compared with; empty for the status quo."""
    found: PairedBands | None
    """None where they cannot be compared."""
    why: Unpaired | None = None


class PairedRuns(IdleRuns):
    """Compare the desk with one pin, or with the status quo, as long as somebody wants it.

    It is done once the desk's own exact curves stand, on spare runs; what was found before stays
    until then.
    """

    compared = Signal(Paired)

    def __init__(
        self,
        document: Document,
        projector: Projector,
        runs: SpareRuns,
        pinned: PinnedRuns,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(document, projector, runs, parent)
        self._pinned = pinned
        self._latest: LatestWins[Paired] = runs.questions(self, self._take, self._fail)
        self._on = False
        self._pin: Pin | None = None
        self._asked: tuple[LiveCurves, Pin | None] | None = None
        self.found: Paired | None = None
        """What was found last of what is wanted; None before."""
        pinned.drawn.connect(self._look)

    def want(self, pin: Pin | None) -> None:
        """Compare with a pin from now on, None for the status quo."""
        if not self._on or pin != self._pin:
            self.found = self._asked = None
        self._on, self._pin = True, pin
        self._look()

    def stop(self) -> None:
        """Compare no longer."""
        self._on = False
        self._latest.cancel()
        self.found = self._asked = None

    def _give_way(self, changes: Changes) -> None:
        self._latest.cancel()
        self._asked = None

    def _begin(self) -> None:
        curves, pin = self._projector.latest, self._pin
        if not self._on or curves is None or not curves.exact:
            return
        if self._asked == (curves, pin):
            return
        self._latest.cancel()
        self._asked = curves, pin
        letter = "" if pin is None else pin.letter
        why = None if pin is None else self._why_not(curves, pin)
        if why is not None:
            self._take(Paired(curves, letter, None, why))
            return
        monthly = curves.monthly

        def work(compiled: CompiledModel, stopped: Callable[[], bool]) -> Paired:
            other = curves.baseline
            if pin is not None:
                other, _ = projected(pin, compiled, monthly=monthly)
            if other.clock != curves.projection.clock:
                return Paired(curves, letter, None, Unpaired.FAILED)
            return Paired(curves, letter, paired_bands(curves.projection, other))

        self._latest.want(self._runs.question(work))

    def _why_not(self, curves: LiveCurves, pin: Pin) -> Unpaired | None:
        known = self._pinned.curves_of(pin.letter).run
        if known is PinRun.FROZEN:
            return Unpaired.FROZEN
        if pin.state.ensemble != curves.projection.draws.choice:
            return Unpaired.MEMBERS
        return Unpaired.FAILED if known is PinRun.FAILED else None

    def _take(self, paired: Paired) -> None:
        self.found = paired
        self.compared.emit(paired)

    def _fail(self, error: VecinosError) -> None:
        if self._asked is not None:
            curves, pin = self._asked
            letter = "" if pin is None else pin.letter
            self._take(Paired(curves, letter, None, Unpaired.FAILED))
