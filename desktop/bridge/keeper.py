"""Keeps the document in the library: which scenario is open, and whether it is saved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.bridge.store_lane import StoreLane
from desktop.document.changes import Changes
from desktop.document.commands import Rename
from desktop.document.document import Document
from desktop.domain.errors import ArgumentError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario, name_key
from desktop.engine.assumptions import fitted_assumptions
from desktop.engine.model import Model

if TYPE_CHECKING:
    from db.store import Store
    from db.summary import ScenarioSummary


class SaveState(StrEnum):
    """Say where the scenario on the desk stands; its words are the message `state.<name>`."""

    OPENING = "opening"
    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not_saved"
    """A save failed, or there is no library; what is on the desk is only here."""
    READ_ONLY = "read_only"

    @property
    def good(self) -> bool:
        """Say whether nothing on the desk is at risk."""
        return self not in (SaveState.NOT_SAVED, SaveState.READ_ONLY)


@dataclass(frozen=True, slots=True)
class _Opened:
    id: int
    scenario: Scenario
    made: bool = False
    """It was made just now from what was on the desk, or fresh."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Tell that a scenario came onto the desk, and what about it needs a word."""

    name: str
    made: str
    """The version of the model it was made under."""
    other_model: bool
    """That model is not the one it is projected with now."""
    dropped: int
    """Settings and events that this model does not allow; they are left out here."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """Tell that a scenario went to the trash."""

    id: int
    name: str


def fitted(scenario: Scenario, model: Model) -> tuple[Scenario, int]:
    """Return the scenario with what this model allows, and how many things that left out."""
    settings = {
        lever: setting
        for lever, setting in scenario.policy.settings.items()
        if lever in model.levers and _allowed(lever, setting, model)
    }
    events = tuple(
        planned
        for planned in scenario.policy.events
        if planned.event in model.events
        and model.clock.first <= planned.month <= model.clock.horizon
    )
    charts = tuple(chart for chart in scenario.charts if chart in model.indicators)
    dropped = len(scenario.policy.settings) - len(settings)
    dropped += len(scenario.policy.events) - len(events)
    assumptions, foreign = fitted_assumptions(model, scenario.assumptions)
    kept = replace(
        scenario, policy=Policy(settings, events), charts=charts, assumptions=assumptions
    )
    return kept, dropped + foreign


def _allowed(lever: str, setting: Setting, model: Model) -> bool:
    try:
        setting.check(model.levers[lever], model.clock)
    except ArgumentError:
        return False
    return True


def free_name(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return the name, with a number behind it where it is taken."""
    number, name = 1, wanted
    while taken(name):
        number += 1
        name = f"{wanted} {number}"
    return name


def _taken_in(store: "Store") -> Callable[[str], bool]:
    names = {name_key(summary.name) for summary in store.scenarios()}
    return lambda name: name_key(name) in names


def _opened(store: "Store", scenario_id: int) -> _Opened:
    scenario = store.load(scenario_id)
    if not store.read_only:
        store.set_last_opened(scenario_id)
    return _Opened(scenario_id, scenario)


def _created(store: "Store", scenario: Scenario) -> _Opened:
    name = free_name(scenario.name, _taken_in(store))
    return replace(_opened(store, store.create(replace(scenario, name=name))), made=True)


class Keeper(QObject):
    """Save the document at the end of every gesture, and open, make, copy and delete scenarios.

    All of it happens on the store's lane, in the order asked for; the answers are signals. A
    failure leaves the desk as it is. `fresh` gives a new scenario in the words of the desk.
    """

    state_changed = Signal(object)
    opened = Signal(object)
    deleted = Signal(object)
    listed = Signal(object)
    """The scenarios of the library, last changed first: a tuple of ScenarioSummary."""
    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        lane: StoreLane,
        fresh: Callable[[], Scenario],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._lane = lane
        self._fresh = fresh
        self._id: int | None = None
        self._kept: Scenario | None = None
        self._asked = -1
        self._read_only = False
        self._closed = False
        self._state = SaveState.OPENING
        self.summaries: tuple[ScenarioSummary, ...] = ()
        lane.opened.connect(self._library_opened)
        lane.saved.connect(self._saved)
        lane.failed.connect(self._save_failed)
        self._stop_listening = document.listen(self._hear)

    @property
    def state(self) -> SaveState:
        """Return whether the desk is saved."""
        return self._state

    @property
    def id(self) -> int | None:
        """Return the library's id of the scenario on the desk, None while there is none."""
        return self._id

    def start(self) -> None:
        """Open the scenario that was open last, or the newest, or a fresh one.

        Whoever moved a lever while the library was still being opened keeps the desk: it becomes a
        scenario of its own.
        """
        fresh, begun = self._fresh(), self._document.revision

        def work(store: "Store") -> _Opened:
            last = store.last_opened()
            if last is None:
                last = next((summary.id for summary in store.scenarios()), None)
            return _created(store, fresh) if last is None else _opened(store, last)

        def done(found: object) -> None:
            assert isinstance(found, _Opened)
            if self._document.revision == begun:
                self._hold(found)
            elif found.made:
                self._adopt(found)
            else:
                self._make_of_desk()

        self._submit(work, done)

    def close(self) -> None:
        """Hear the document no longer and ask for nothing more; the lane has its own end."""
        self._closed = True
        self._stop_listening()
        self._stop_listening = _nothing

    def save(self) -> None:
        """Save the desk now, also when nothing changed or the last save failed."""
        if self._id is None:
            # What is being opened or made already brings the desk along.
            if self._state is SaveState.NOT_SAVED:
                self._make_of_desk()
            return
        if self._read_only or self._closed:
            return
        self._asked = self._document.revision
        self._kept = self._document.scenario
        self._lane.request_save(self._id, self._kept, self._asked)
        self._set(SaveState.SAVING)

    def open(self, scenario_id: int) -> None:
        """Put another scenario on the desk."""
        self._submit(lambda store: _opened(store, scenario_id), self._hold)

    def new(self, name: str) -> None:
        """Make a scenario without departures and put it on the desk."""
        scenario = replace(self._fresh(), name=name)
        self._submit(lambda store: _created(store, scenario), self._hold)

    def duplicate(self, scenario_id: int, name: str) -> None:
        """Copy a scenario and put the copy on the desk."""

        def work(store: "Store") -> _Opened:
            return _opened(store, store.duplicate(scenario_id, free_name(name, _taken_in(store))))

        self._submit(work, self._hold)

    def rename(self, scenario_id: int, name: str) -> None:
        """Rename a scenario that is not on the desk; the one on it takes a Rename command."""
        self._submit(lambda store: store.rename(scenario_id, name), lambda _: self.list_all())

    def delete(self, scenario_id: int, name: str) -> None:
        """Move a scenario to the trash; from the desk, the next one takes its place."""
        fresh, current = self._fresh(), self._id

        def work(store: "Store") -> _Opened | None:
            store.delete(scenario_id)
            if scenario_id != current:
                return None
            following = next((summary.id for summary in store.scenarios()), None)
            return _created(store, fresh) if following is None else _opened(store, following)

        def done(found: object) -> None:
            if isinstance(found, _Opened):
                self._hold(found)
            self.deleted.emit(Deleted(scenario_id, name))
            self.list_all()

        self._submit(work, done)

    def undelete(self, scenario_id: int) -> None:
        """Take a scenario out of the trash and put it on the desk."""

        def work(store: "Store") -> _Opened:
            store.undelete(scenario_id)
            return _opened(store, scenario_id)

        self._submit(work, self._hold)

    def list_all(self) -> None:
        """Ask for the list; it comes as `listed`."""
        self._submit(lambda store: store.scenarios(), self._tell_list)

    def _make_of_desk(self) -> None:
        scenario = self._document.scenario
        self._set(SaveState.SAVING)
        self._submit(lambda store: _created(store, scenario), self._adopt)

    def _submit(self, work: Callable[["Store"], object], done: Callable[[object], None]) -> None:
        if self._closed:
            return
        task = self._lane.submit(work)
        task.done.connect(done)
        task.failed.connect(self._work_failed)

    def _hear(self, changes: Changes) -> None:
        if not changes.gesture_ended or changes.scenario:
            return
        if self._id is not None and self._document.scenario != self._kept:
            if self._read_only:
                self._set(SaveState.READ_ONLY)
            else:
                self.save()

    @Slot(object)
    def _library_opened(self, reason: VecinosError | None) -> None:
        self._read_only = reason is not None
        if reason is not None:
            self.failed.emit(reason)

    @Slot(int)
    def _saved(self, revision: int) -> None:
        if revision >= self._asked:
            self._set(SaveState.SAVED)

    @Slot(object)
    def _save_failed(self, error: VecinosError) -> None:
        self._kept = None
        self._set(SaveState.NOT_SAVED)
        self.failed.emit(error)

    @Slot(object)
    def _work_failed(self, error: VecinosError) -> None:
        if self._id is None:
            self._set(SaveState.NOT_SAVED)
        self.failed.emit(error)

    def _hold(self, found: object) -> None:
        assert isinstance(found, _Opened)
        model = self._document.model
        scenario, dropped = fitted(found.scenario, model)
        made, digest = found.scenario.model_version, found.scenario.model_digest
        self._id, self._kept = found.id, scenario
        self._asked = -1
        self._document.hold(scenario)
        self._set(SaveState.READ_ONLY if self._read_only else SaveState.SAVED)
        self.opened.emit(
            Opened(scenario.name, made, bool(digest) and digest != model.digest, dropped)
        )
        self.list_all()

    def _adopt(self, found: object) -> None:
        # The desk was never kept: the library was not there before. What is on it stays.
        assert isinstance(found, _Opened)
        self._id, self._kept = found.id, found.scenario
        if self._document.scenario.name != found.scenario.name:
            # Its name was taken. A drag under way goes on as a new step.
            self._document.apply(Rename(found.scenario.name))
        if self._document.scenario != self._kept:
            self.save()
        elif self._kept is found.scenario:
            self._set(SaveState.SAVED)
        self.list_all()

    def _tell_list(self, found: object) -> None:
        assert isinstance(found, tuple)
        self.summaries = found
        self.listed.emit(found)

    def _set(self, state: SaveState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)


def _nothing() -> None:
    """Stand for a listener that is gone already."""
