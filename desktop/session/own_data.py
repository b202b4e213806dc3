"""What people added to the open library: later figures, and the month it projects from."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.clock import Month, MovedClock
from desktop.domain.history import Series
from desktop.domain.model.model import Model
from desktop.domain.observation import KeptObservation, LibraryDataState, Observation
from desktop.modelfiles.observations import extend_series
from desktop.session.open_library import OpenLibrary
from desktop.session.save_state import SaveState

if TYPE_CHECKING:
    from db import Library
    from desktop.session.scenario_autosave import ScenarioAutosave

T = TypeVar("T")
_Read = tuple[tuple[KeptObservation, ...], Month | None]
"""The figures of a library, and the month chosen in it: read together."""


class OwnData(QObject):
    """Know the figures added and the month chosen in the library that is open, and change them.

    All of it happens on the store's lane, each change in one trip that brings back what is there
    after it; what fails is told by the autosave.
    """

    changed = Signal()
    """What there is, or whether it can be changed, is another."""
    state_read = Signal(LibraryDataState)
    """The library was read: its LibraryDataState."""
    vantage_chosen = Signal(Month)
    """Somebody chose another month here; the one before it (a Month, or None) is told."""

    def __init__(self, model: Model, library: OpenLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._autosave: ScenarioAutosave | None = None
        self._kept: tuple[KeptObservation, ...] = ()
        self._series: Mapping[str, Series] = model.series
        self.state = LibraryDataState()
        """What was read last, of whatever library."""
        self._library = library
        library.changed.connect(self._follow)

    def take_model(self, model: Model) -> None:
        """Lengthen the series of another model from now on."""
        self._model = model
        self._series = extend_series(model.series, self.observations)

    @Slot()
    def _follow(self) -> None:
        if self._autosave is not None:
            self._autosave.listed.disconnect(self.refresh)
            self._autosave.state_changed.disconnect(self._tell)
        autosave = self._autosave = self._library.autosave
        if autosave is not None:
            autosave.listed.connect(self.refresh)
            autosave.state_changed.connect(self._tell)
        self._hold(())
        self.changed.emit()

    # ------------------------------------------------------------ what there is

    @property
    def kept(self) -> tuple[KeptObservation, ...]:
        """Return what was added, by series and month."""
        return self._kept

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Return what was added and is as it was kept."""
        return LibraryDataState.of(self._kept).observations

    @property
    def series(self) -> Mapping[str, Series]:
        """Return every series with what was added behind what was published."""
        return self._series

    @property
    def writable(self) -> bool:
        """Say whether anything can be added or removed now."""
        autosave = self._autosave
        return (
            autosave is not None
            and autosave.id is not None
            and autosave.state not in (SaveState.READ_ONLY, SaveState.OPENING)
        )

    @property
    def may_move(self) -> bool:
        """Say whether another month can be chosen now."""
        autosave = self._autosave
        return (
            autosave is not None
            and autosave.id is not None
            and not autosave.at_risk
            and autosave.state in (SaveState.SAVED, SaveState.SAVING)
        )

    def of(self, series: str) -> tuple[Observation, ...]:
        """Return what was added to one series, by month."""
        return tuple(one for one in self.observations if one.series == series)

    def months(self, series: str) -> dict[Month, float]:
        """Return what was added to one series, by month."""
        return {one.month: one.value for one in self.of(series)}

    def series_of(self, indicator: str) -> str:
        """Return the published series behind an indicator, the first one where it has none."""
        wanted = self._model.indicators[indicator].series
        published = [one.id for one in self._model.series.values() if one.made_of is None]
        if wanted is None:
            return published[0]
        made_of = self._model.series[wanted].made_of
        return wanted if made_of is None else made_of.parts[0]

    # ------------------------------------------------------------ what is done to it

    def add(self, wanted: Sequence[Observation], done: Callable[[tuple[int, ...]], None]) -> None:
        """Add figures, all or none; `done` is given their ids."""
        figures = tuple(wanted)
        self._change(lambda store: store.observations.add(figures), done)

    def remove(self, ids: Sequence[int], done: Callable[[], None]) -> None:
        """Take figures away, all or none."""
        gone = tuple(ids)
        self._change(lambda store: store.observations.withdraw(gone), lambda _: done())

    def put_back(self, ids: Sequence[int]) -> None:
        """Put figures back that were removed."""
        back = tuple(ids)
        self._change(lambda store: store.observations.restore(back), _nothing)

    def choose_vantage(self, month: Month | None) -> None:
        """Project from another month, None for the model's own.

        The month that stands in the library is tried again where the model did not follow.
        """
        before, clock = self.state.chosen, self._model.clock
        if month == before:
            before = clock.vantage if isinstance(clock, MovedClock) else None
        if month != before:
            self._change(
                lambda store: store.observations.set_vantage(month),
                lambda _: self.vantage_chosen.emit(before),
            )

    @Slot()
    def refresh(self, _: object = None) -> None:
        """Ask the library again."""
        if self._autosave is not None:
            self._autosave.ask(_read, self._take)

    def _change(self, work: "Callable[[Library], T]", done: Callable[[T], object]) -> None:
        """Change the library and read it in one trip; what is told comes after what is read."""

        def both(store: "Library") -> tuple[T, _Read]:
            return work(store), _read(store)

        def told(answer: tuple[T, _Read]) -> None:
            result, found = answer
            self._take(found)
            done(result)

        if self._autosave is not None:
            self._autosave.ask(both, told)

    def _take(self, found: _Read) -> None:
        kept, chosen = found
        self._hold(kept)
        self.state = LibraryDataState.of(kept, chosen)
        self.changed.emit()
        self.state_read.emit(self.state)

    def _hold(self, kept: tuple[KeptObservation, ...]) -> None:
        if kept != self._kept:
            self._kept = kept
            self._series = extend_series(self._model.series, self.observations)

    @Slot()
    def _tell(self, _: object = None) -> None:
        self.changed.emit()


def _read(store: "Library") -> _Read:
    return store.observations.listed(), store.observations.vantage()


def _nothing(_: object) -> None:
    """Do nothing more."""
