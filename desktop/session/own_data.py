"""The figures that people added to measured series, as the open library holds them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.model.model import Model
from desktop.domain.observation import KeptObservation, Observation
from desktop.modelfiles.observations import extend_series
from desktop.session.open_library import OpenLibrary
from desktop.session.scenario_autosave import SaveState, ScenarioAutosave


class OwnData(QObject):
    """Know what was added in the library that is open, and add, remove and put back.

    All of it happens on the store's lane; what fails is told by the keeper.
    """

    changed = Signal()
    """What there is, or whether it can be changed, is another."""

    def __init__(self, model: Model, library: OpenLibrary) -> None:
        super().__init__()
        self._model = model
        self._keeper: ScenarioAutosave | None = None
        self._kept: tuple[KeptObservation, ...] = ()
        self._series: Mapping[str, Series] = model.series
        self._library = library
        self._closed = False
        library.changed.connect(self._follow)

    def close(self) -> None:
        """Follow no library any more; a second time does nothing."""
        if not self._closed:
            self._closed = True
            self._library.changed.disconnect(self._follow)
            self._listen_to(None)

    @Slot()
    def _follow(self) -> None:
        self._listen_to(self._library.keeper)
        self._take(())

    def _listen_to(self, keeper: ScenarioAutosave | None) -> None:
        if self._keeper is not None:
            self._keeper.listed.disconnect(self._refresh)
            self._keeper.state_changed.disconnect(self._tell)
        self._keeper = keeper
        if keeper is not None:
            keeper.listed.connect(self._refresh)
            keeper.state_changed.connect(self._tell)

    @property
    def kept(self) -> tuple[KeptObservation, ...]:
        """Return what was added, by series and month."""
        return self._kept

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Return what was added and is as it was kept."""
        return tuple(one.observation for one in self._kept if one.observation is not None)

    @property
    def series(self) -> Mapping[str, Series]:
        """Return every series with what was added behind what was published."""
        return self._series

    @property
    def writable(self) -> bool:
        """Say whether anything can be added or removed now."""
        keeper = self._keeper
        return (
            keeper is not None
            and keeper.id is not None
            and keeper.state not in (SaveState.READ_ONLY, SaveState.OPENING)
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

    def add(self, wanted: Sequence[Observation], done: Callable[[tuple[int, ...]], None]) -> None:
        """Add figures, all or none; `done` is given their ids."""
        figures = tuple(wanted)

        def told(ids: tuple[int, ...]) -> None:
            self._refresh()
            done(ids)

        if self._keeper is not None:
            self._keeper.ask(lambda store: store.observations.add(figures), told)

    def remove(self, ids: Sequence[int], done: Callable[[], None]) -> None:
        """Take figures away, all or none."""
        gone = tuple(ids)
        if self._keeper is not None:
            self._keeper.ask(lambda store: store.observations.withdraw(gone), self._after(done))

    def put_back(self, ids: Sequence[int]) -> None:
        """Put figures back that were removed."""
        back = tuple(ids)
        if self._keeper is not None:
            self._keeper.ask(lambda store: store.observations.restore(back), self._after(_nothing))

    def _after(self, done: Callable[[], None]) -> Callable[[None], None]:
        def told(_: None) -> None:
            self._refresh()
            done()

        return told

    def _refresh(self, _: object = None) -> None:
        if self._keeper is not None:
            self._keeper.ask(lambda store: store.observations.listed(), self._take)

    def _tell(self, _: object = None) -> None:
        self.changed.emit()

    def _take(self, found: tuple[KeptObservation, ...]) -> None:
        if found != self._kept:
            self._kept = found
            self._series = extend_series(self._model.series, self.observations)
        self.changed.emit()


def _nothing() -> None:
    """Do nothing more."""
