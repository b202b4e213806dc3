"""The month that a library projects from, and the figures that were added in it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.keeper import Keeper, SaveState
from desktop.domain.clock import Clock, Month
from desktop.domain.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

LEAST_YEARS = 1
"""Years that are projected at least."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold what a library says: figures, and the month that was chosen to start from."""

    observations: tuple[Observation, ...] = ()
    chosen: Month | None = None
    """None is the model's own vantage."""

    def vantage(self, own: Clock) -> Month | None:
        """Return the month to start from, None for the model's own; what cannot be is not."""
        return self.chosen if self.chosen in self.months(own) else None

    def months(self, own: Clock) -> tuple[Month, ...]:
        """Return every month that could be started from, after the model's own vantage."""
        if not self.observations:
            return ()
        first = _own_vantage(own).plus(1)
        last = min(max(one.month for one in self.observations), own.horizon.plus(-12 * LEAST_YEARS))
        return tuple(first.plus(step) for step in range(last.minus(first) + 1))

    def counting(self, own: Clock) -> "Stand":
        """Return what of it decides the numbers of a model."""
        vantage = self.vantage(own)
        if vantage is None:
            return Stand()
        return Stand(tuple(one for one in self.observations if one.month <= vantage), vantage)


def _own_vantage(clock: Clock) -> Month:
    return clock.first_planned.plus(-1)


class LibraryVantage(QObject):
    """Know from which month the open library projects, and choose another."""

    changed = Signal(object)
    """What the library says is another Stand."""
    chosen = Signal(object)
    """Somebody chose another month here; the one before it (a Month, or None) is told."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper: Keeper | None = None
        self.stand = Stand()

    def attach(self, keeper: Keeper) -> None:
        """Follow another library from now on."""
        if self._keeper is not None:
            self._keeper.listed.disconnect(self.refresh)
        self._keeper = keeper
        keeper.listed.connect(self.refresh)

    @property
    def writable(self) -> bool:
        """Say whether another month can be chosen now."""
        keeper = self._keeper
        return (
            keeper is not None
            and keeper.id is not None
            and not keeper.at_risk
            and keeper.state in (SaveState.SAVED, SaveState.SAVING)
        )

    def refresh(self, _: object = None) -> None:
        """Ask the library again."""
        self._ask(_read)

    def choose(self, month: Month | None) -> None:
        """Start from another month, None for the model's own."""
        before = self.stand.chosen
        if month == before:
            return

        def work(store: "Store") -> Stand:
            store.set_vantage(month)
            return _read(store)

        def told(found: object) -> None:
            self._take(found)
            self.chosen.emit(before)

        if self._keeper is not None:
            self._keeper.ask(work, told)

    def _ask(self, work: "Callable[[Store], Stand]") -> None:
        if self._keeper is not None:
            self._keeper.ask(work, self._take)

    def _take(self, found: object) -> None:
        assert isinstance(found, Stand)
        if found != self.stand:
            self.stand = found
            self.changed.emit(found)


def _read(store: "Store") -> Stand:
    kept = tuple(one.observation for one in store.observations() if one.observation is not None)
    return Stand(kept, store.vantage())
