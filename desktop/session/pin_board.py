"""What is pinned: up to four states of scenarios, kept with the library that is open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.errors import PinsInUseError
from desktop.document.document import Document
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.errors import VecinosError
from desktop.domain.pin import Pin, PinSource, bare, free_letter
from desktop.domain.scenario import Scenario
from desktop.session.open_library import OpenLibrary
from desktop.session.save_state import SaveState

if TYPE_CHECKING:
    from db import Library
    from desktop.session.scenario_autosave import ScenarioAutosave

Kept = tuple[tuple[Pin, BandSnapshot | None], ...]


class PinBoard(QObject):
    """Pin what people want to compare with, and take it off again; the library follows at once.

    A pin is a copy: it outlives its scenario and follows nothing but its name. Where the library
    cannot be written pins live as long as the program.
    """

    changed = Signal()
    """Pins came or went, or are called otherwise."""
    failed = Signal(VecinosError)

    def __init__(
        self, document: Document, library: OpenLibrary, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._library = document, library
        self._pins: dict[str, Pin] = {}
        self._bands: dict[str, BandSnapshot] = {}
        self._followed: ScenarioAutosave | None = None
        self.orphans: frozenset[str] = frozenset()
        """Letters of the pins whose scenario was deleted."""
        library.changed.connect(self._follow)

    @property
    def pins(self) -> tuple[Pin, ...]:
        """Return what is pinned, by letter."""
        return tuple(self._pins[letter] for letter in sorted(self._pins))

    def pin_of(self, letter: str) -> Pin | None:
        """Return what is pinned by a letter, None where nothing is."""
        return self._pins.get(letter)

    def bands_of(self, letter: str) -> BandSnapshot | None:
        """Return the bands that a pin had when it was last drawn, None where it never was."""
        return self._bands.get(letter)

    # ------------------------------------------------------------ pinning

    def pin_now(self, bands: BandSnapshot | None = None) -> Pin | None:
        """Pin the scenario as it stands; `bands` are what its run came to."""
        scenario = self._document.scenario
        return self._pin(scenario, PinSource.NOW, self._number, "", _now(), bands)

    def pin_step(self, back: int) -> Pin | None:
        """Pin the scenario as it stood before so many of the last steps, at least one."""
        done = self._document.history.done
        if not 1 <= back <= len(done):
            return None
        return self._pin(done[-back].before, PinSource.STEP, self._number, "", _now(), None)

    def pin_version(self, scenario_id: int, version_id: int, name: str, made_at: datetime) -> None:
        """Pin a version that was kept of a scenario, once it has been read."""

        def read(store: "Library") -> tuple[Scenario, BandSnapshot | None]:
            return store.versions.load(version_id), store.versions.bands(version_id)

        def put(found: tuple[Scenario, BandSnapshot | None]) -> None:
            state, bands = found
            when = made_at.astimezone(UTC).isoformat()
            self._pin(state, PinSource.VERSION, scenario_id, name, when, bands)

        self._ask(read, put)

    def pin_saved(self, scenario_id: int) -> None:
        """Pin a scenario of the library as it was last saved, once it has been read."""

        def read(store: "Library") -> tuple[Scenario, BandSnapshot | None]:
            state, runs = store.scenarios.load(scenario_id), store.runs.bands(scenario_id)
            made = (one for one in runs if one.model_version == state.model_version)
            return state, next(made, None)

        def put(found: tuple[Scenario, BandSnapshot | None]) -> None:
            self._pin(found[0], PinSource.SAVED, scenario_id, "", _now(), found[1])

        self._ask(read, put)

    def _pin(
        self,
        state: Scenario,
        source: PinSource,
        number: int | None,
        version: str,
        made_at: str,
        bands: BandSnapshot | None,
    ) -> Pin | None:
        letter = free_letter(self.pins)
        if letter is None:
            self.failed.emit(PinsInUseError())
            return None
        pin = Pin(letter, bare(state), source, number, version, made_at)
        self.put_back(pin, bands)
        return pin

    def put_back(self, pin: Pin, bands: BandSnapshot | None) -> None:
        """Pin what was taken off, by its letter."""
        self._set(pin, bands)
        self._write(lambda store: store.pins.put(pin, bands))
        self._told()

    def take_off(self, *letters: str) -> None:
        """Pin these no longer."""
        for letter in letters:
            self._pins.pop(letter, None)
            self._bands.pop(letter, None)
        self._write(lambda store: store.pins.take_off(letters))
        self._told()

    def keep_bands(self, letter: str, bands: BandSnapshot) -> None:
        """Remember how a pin was drawn, so that a later model can show it so."""
        pin = self._pins.get(letter)
        if pin is not None and self._bands.get(letter) != bands:
            self._bands[letter] = bands
            self._write(lambda store: store.pins.put(pin, bands))

    def _set(self, pin: Pin, bands: BandSnapshot | None) -> None:
        self._pins[pin.letter] = pin
        self.orphans -= {pin.letter}
        self._bands.pop(pin.letter, None)
        if bands is not None:
            self._bands[pin.letter] = bands

    def _told(self) -> None:
        self._look_up()
        self.changed.emit()

    # ------------------------------------------------------------ the library

    @property
    def _number(self) -> int | None:
        autosave = self._library.autosave
        return None if autosave is None else autosave.id

    def _ask(self, work: "Callable[[Library], object]", done: Callable[..., object]) -> None:
        if self._library.autosave is not None:
            self._library.autosave.ask(work, done)

    def _write(self, work: "Callable[[Library], object]") -> None:
        autosave = self._library.autosave
        if autosave is not None and autosave.state is not SaveState.READ_ONLY:
            self._ask(work, _ignore)

    def _follow(self) -> None:
        """Read what is pinned in the library that is open now; what was pinned before goes."""
        autosave = self._library.autosave
        if autosave is None or autosave is self._followed:
            return
        early = () if self._followed is not None else self.pins
        if self._followed is not None:
            self._pins, self._bands = {}, {}
        self._followed = autosave
        autosave.listed.connect(self._look_up)
        autosave.deleted.connect(self._look_up)
        autosave.state_changed.connect(self._look_up)

        def take(found: Kept) -> None:
            if autosave is not self._library.autosave:
                return
            early_bands = self._bands
            self._pins, self._bands = {}, {}
            for pin, bands in found:
                self._set(pin, bands)
            for pin in early:
                # Pinned while the library was still being opened.
                letter = free_letter(self.pins)
                if letter is not None:
                    self.put_back(replace(pin, letter=letter), early_bands.get(pin.letter))
            self._told()

        self._ask(lambda store: store.pins.listed(), take)

    def _look_up(self, _: object = None) -> None:
        """Ask what the scenarios of pins are called now, and which are gone."""
        ids = tuple({pin.scenario_id for pin in self.pins if pin.scenario_id is not None})
        autosave = self._library.autosave
        if not ids or autosave is None or autosave.state is SaveState.OPENING:
            return
        self._ask(lambda store: store.pins.present(ids), partial(self._name, ids))

    def _name(self, asked: tuple[int, ...], names: dict[int, str]) -> None:
        """Take the names of those that were asked about; of a pin set since, nothing is known."""
        before = self._pins, self.orphans
        self._pins = {
            letter: pin if pin.scenario_id not in names else pin.named(names[pin.scenario_id])
            for letter, pin in self._pins.items()
        }
        self.orphans = frozenset(
            letter
            for letter, pin in self._pins.items()
            if pin.scenario_id not in names and (pin.scenario_id in asked or letter in self.orphans)
        )
        if (self._pins, self.orphans) != before:
            self.changed.emit()


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _ignore(_: object) -> None:
    """Take an answer that nobody waits for."""
