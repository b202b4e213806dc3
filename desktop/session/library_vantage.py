"""The month that a library projects from, and the figures that were added in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.clock import Month
from desktop.domain.observation import LibraryDataState
from desktop.session.open_library import OpenLibrary
from desktop.session.scenario_autosave import SaveState, ScenarioAutosave

if TYPE_CHECKING:
    from collections.abc import Callable

    from db import Library


class LibraryVantage(QObject):
    """Know from which month the open library projects, and choose another."""

    changed = Signal(object)
    """What the library says is another Stand."""
    chosen = Signal(object)
    """Somebody chose another month here; the one before it (a Month, or None) is told."""

    def __init__(self, library: OpenLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper: ScenarioAutosave | None = None
        self.stand = LibraryDataState()
        self._library = library
        library.changed.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        if self._keeper is not None:
            self._keeper.listed.disconnect(self.refresh)
        keeper = self._keeper = self._library.keeper
        if keeper is not None:
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

        def work(store: "Library") -> LibraryDataState:
            store.observations.set_vantage(month)
            return _read(store)

        def told(found: LibraryDataState) -> None:
            self._take(found)
            self.chosen.emit(before)

        if self._keeper is not None:
            self._keeper.ask(work, told)

    def _ask(self, work: "Callable[[Library], LibraryDataState]") -> None:
        if self._keeper is not None:
            self._keeper.ask(work, self._take)

    def _take(self, found: LibraryDataState) -> None:
        if found != self.stand:
            self.stand = found
            self.changed.emit(found)


def _read(store: "Library") -> LibraryDataState:
    kept = tuple(
        one.observation for one in store.observations.listed() if one.observation is not None
    )
    return LibraryDataState(kept, store.observations.vantage())
