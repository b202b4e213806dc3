"""Keeps the document in the library: which scenario is open, and whether it is saved."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.bridge.errors import ClosingUnsavedError, DeskNotSavedError
from desktop.bridge.store_lane import StoreLane
from desktop.document.changes import Changes
from desktop.document.commands import Rename
from desktop.document.document import Document
from desktop.document.filing import RestoreVersion
from desktop.document.fitting import fitted
from desktop.document.imports import is_of_other_model
from desktop.document.naming import renamed
from desktop.document.undo_history import History
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.session import opening
from desktop.session.examples import Examples
from desktop.session.opening import Found
from desktop.session.save_state import Deleted, Opened, SaveState
from desktop.session.saving import Saving

if TYPE_CHECKING:
    from db import Library, ScenarioSummary

T = TypeVar("T")


def _nothing() -> None:
    """Do nothing more."""


class ScenarioAutosave(QObject):
    """Save the document at the end of every gesture, and open, make, copy and delete scenarios.

    All of it happens on the store's lane, in the order asked for; the answers are signals. A
    failure leaves the desk as it is, and what could not be saved stays on it: nothing takes its
    place before it is saved, there or elsewhere. "Saved" is said of the desk as it stands, with its
    undo history, a gesture under way included. `fresh` gives a new scenario in the words of the
    desk, `examples` those that a library without any scenario is given once.
    """

    state_changed = Signal(SaveState)
    opened = Signal(Opened)
    deleted = Signal(Deleted)
    listed = Signal(tuple)
    """The scenarios changed last, newest first: a tuple of at most 200 ScenarioSummary."""
    versioned = Signal(tuple)
    """The versions of the scenario on the desk, newest first: a tuple of VersionSummary."""
    copied = Signal(Path)
    """The desk was saved into a library of its own: its path."""
    failed = Signal(VecinosError)
    recovered = Signal(VecinosError)
    """A save succeeded after one that failed: the VecinosError that was told then."""

    def __init__(
        self,
        document: Document,
        lane: StoreLane,
        fresh: Callable[[], Scenario],
        parent: QObject | None = None,
        *,
        examples: Callable[[], Examples] = Examples,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._lane = lane
        self._fresh = fresh
        self._examples = examples
        self._id: int | None = None
        self._after_gesture: list[Callable[[], None]] = []
        """What waits until the hand lets go."""
        self._reopening: Model | None = None
        """The model that the desk was asked to be put over last."""
        self._read_only = False
        self._elsewhere: Scenario | None = None
        self._told_closing: Scenario | None = None
        self._closed = False
        self._state = SaveState.OPENING
        self.summaries: tuple[ScenarioSummary, ...] = ()
        saving = self._saving = Saving(document, lane, self)
        saving.saved.connect(self._settle)
        saving.broke.connect(self._break)
        saving.due.connect(self.save)
        saving.failed.connect(self.failed)
        saving.recovered.connect(self.recovered)
        lane.opened.connect(self._library_opened)
        self._stop_listening = document.listen(self._on_document_changed)

    @property
    def state(self) -> SaveState:
        """Return whether the desk is saved."""
        return self._state

    @property
    def id(self) -> int | None:
        """Return the library's id of the scenario on the desk, None while there is none."""
        return self._id

    @property
    def at_risk(self) -> bool:
        """Say whether the desk holds work that is in no library."""
        scenario, history = self._document.scenario, self._document.history
        if scenario is self._elsewhere:
            return False
        if self._id is None:
            return self._state is SaveState.NOT_SAVED and bool(history.done or history.undone)
        if self._read_only:
            kept = self._saving.kept
            return kept is None or scenario != kept[0]
        return self._state is SaveState.NOT_SAVED

    def tell_at_risk(self) -> bool:
        """Say whether the desk is at risk, and if so tell it as `failed`: nothing replaces it."""
        if self.at_risk:
            self.failed.emit(DeskNotSavedError(name=self._document.scenario.name))
        return self.at_risk

    def may_close(self) -> bool:
        """Say whether the desk can go; the first refusal says why, a second there is none."""
        scenario = self._document.scenario
        if not self.at_risk or scenario is self._told_closing:
            return True
        self._told_closing = scenario
        self.failed.emit(ClosingUnsavedError(name=scenario.name))
        return False

    def start(self) -> None:
        """Open the scenario that was open last, or the newest, or a fresh one.

        Whoever moved a lever while the library was still being opened keeps the desk: it becomes a
        scenario of its own.
        """
        fresh, model, examples = self._fresh(), self._document.model, self._examples()
        begun = self._document.revision

        def work(store: "Library") -> Found:
            newest = opening.newest(store)
            if newest is None and not store.read_only and not store.scenarios.trash():
                store.scenarios.create_all(examples.worded)
                return opening.created(store, fresh, model)
            last = store.scenarios.last_opened()
            if last is None:
                last = newest
            if last is None:
                return opening.created(store, fresh, model)
            return opening.opened(store, examples.opened(store, last), model)

        def done(found: Found) -> None:
            if self._document.revision == begun:
                self._show_opened(found)
            elif found.made:
                self._bind_to_new_row(found)
            else:
                self._make_of_desk()

        self._submit(work, done)

    def close(self) -> None:
        """Hear the document no longer and ask for nothing more; the lane has its own end."""
        self._closed = True
        self._saving.close()
        self._stop_listening()

    def save(self) -> None:
        """Save the desk now, also when nothing changed or the last save failed."""
        if self._id is None:
            # What is being opened or made already brings the desk along.
            if self._state is SaveState.NOT_SAVED:
                self._make_of_desk()
            return
        if self._read_only or self._closed:
            return
        self._saving.request(self._id)
        self._settle()

    def open(self, scenario_id: int) -> None:
        """Put another scenario on the desk; of an example a copy, so that it stays as shipped."""
        model, leaving, examples = self._document.model, self._id, self._examples()
        self._replace(
            lambda store: opening.opened(store, examples.opened(store, scenario_id), model, leaving)
        )

    def when_saved(
        self, then: Callable[[], object], refused: Callable[[], object] = _nothing
    ) -> None:
        """Call `then` once no gesture is open and all that is on the desk is saved.

        Where it cannot be saved, that is told as `failed`, and `refused` is called.
        """

        def again() -> None:
            self.when_saved(then, refused)

        steps = self._document.history
        held = self._id is not None or steps.done or steps.undone
        if self._closed:
            return
        if self.tell_at_risk():
            refused()
        elif self._document.within_gesture:
            self._after_gesture.append(again)
        elif held and self._state in (SaveState.OPENING, SaveState.SAVING):
            self._submit(lambda _: None, lambda _: again(), refused=refused)
        else:
            then()

    def reopen(
        self,
        model: Model,
        before: Callable[[], object],
        after: Callable[[], object],
        refused: Callable[[], object] = _nothing,
    ) -> None:
        """Put the scenario of the desk there anew, over another model; the last one asked for wins.

        `before` is called just before, when all that was done meanwhile is saved, `after` once it
        is told, `refused` where it cannot be. A gesture under way ends first: nothing is taken from
        under a hand.
        """

        def read() -> None:
            number, stood = self._id, self._document.revision

            def done(found: Found) -> None:
                unmoved = self._document.revision == stood and not self._document.within_gesture
                if self._reopening is not model:
                    return
                if unmoved:
                    before()
                    self._show_opened(found, model)
                    after()
                else:
                    self.when_saved(read, refused)

            if number is None:
                refused()
            else:
                self._submit(
                    lambda store: opening.opened(store, number, model), done, refused=refused
                )

        self._reopening = model
        self.when_saved(read, refused)

    def new(self, name: str) -> None:
        """Make a scenario without departures and put it on the desk."""
        scenario = replace(self._fresh(), name=name)
        model, leaving = self._document.model, self._id
        self._replace(lambda store: opening.created(store, scenario, model, leaving=leaving))

    def duplicate(self, scenario_id: int, name: str) -> None:
        """Copy a scenario and put the copy on the desk."""
        model, leaving = self._document.model, self._id

        def work(store: "Library") -> Found:
            made = store.scenarios.duplicate(scenario_id, store.scenarios.free_name(name))
            return opening.opened(store, made, model, leaving)

        self._replace(work)

    def rename(self, scenario_id: int, name: str) -> None:
        """Rename a scenario that is not on the desk; the one on it takes a Rename command."""
        self._submit(
            lambda store: store.scenarios.rename(scenario_id, name), lambda _: self.list_all()
        )

    def delete(self, scenario_id: int, name: str) -> None:
        """Move a scenario to the trash; from the desk, the next one takes its place."""
        fresh, current, model = self._fresh(), self._id, self._document.model
        examples = self._examples()
        on_desk = scenario_id == current
        if on_desk and self.tell_at_risk():
            return

        def work(store: "Library") -> Found | None:
            store.scenarios.delete(scenario_id)
            if not on_desk:
                return None
            following = opening.newest(store, examples)
            if following is None:
                return opening.created(store, fresh, model)
            return opening.opened(store, following, model)

        def done(found: Found | None) -> None:
            if found is not None:
                # What was done to a scenario in the trash meanwhile went with it.
                self._show_opened(found)
            self.deleted.emit(Deleted(scenario_id, name))
            self.list_all()

        self._submit(work, done, needs_saved=current if on_desk else None)

    def undelete(self, scenario_id: int) -> None:
        """Take a scenario out of the trash and put it on the desk."""
        model, leaving, examples = self._document.model, self._id, self._examples()

        def work(store: "Library") -> Found:
            store.scenarios.undelete(scenario_id)
            return opening.opened(store, examples.opened(store, scenario_id), model, leaving)

        self._replace(work)

    def save_elsewhere(self, path: Path) -> None:
        """Save the desk and its undo history into a new library; `copied` or `failed` comes.

        It needs nothing of the library that is open, which may be gone. A file that is there
        already gets the scenario added if it is a library.
        """
        scenario, trail = self._saving.desk
        lane = StoreLane(path, self)

        def work(store: "Library") -> None:
            store.scenarios.create(
                *renamed(scenario, trail, store.scenarios.free_name(scenario.name))
            )

        def end() -> None:
            lane.close()
            lane.deleteLater()

        def done(_: None) -> None:
            self._elsewhere = scenario
            end()
            self.copied.emit(path)

        def failed(error: VecinosError) -> None:
            end()
            self.failed.emit(error)

        lane.submit(work).then(self, done, failed)

    def bring_back_examples(self, done: Callable[[int], None]) -> None:
        """Put the examples into the library that it does not hold as shipped; how many comes."""
        examples = self._examples()

        def tell(count: int) -> None:
            done(count)
            self.list_all()

        self._submit(examples.bring_back, tell)

    def list_all(self) -> None:
        """Ask for the scenarios changed last; they come as `listed`."""
        self._submit(opening.newest_of, self._tell_list)

    def ask(self, work: Callable[["Library"], T], done: Callable[[T], object]) -> None:
        """Do something with the library, in turn; a failure comes as `failed`."""
        self._submit(work, done)

    def keep_version(self, name: str = "") -> None:
        """Save the desk and keep a version of it; the list of versions comes as `versioned`."""
        self.save()
        kept = self._id
        if kept is not None and not self._read_only:
            self._submit(
                lambda store: store.versions.keep(kept, name),
                lambda _: self.list_versions(),
                needs_saved=kept,
            )

    def list_versions(self) -> None:
        """Ask for the versions of the scenario on the desk; they come as `versioned`."""
        kept = self._id
        if kept is not None:
            self._submit(lambda store: store.versions.listed(kept), self.versioned.emit)

    def restore(self, version_id: int) -> None:
        """Put a version on the desk, as a step that can be undone."""
        asked, model = self._id, self._document.model

        def done(found: Scenario) -> None:
            if self._id == asked:
                self._document.apply(RestoreVersion(found))

        self._submit(lambda store: fitted(store.versions.load(version_id), model)[0], done)

    def _make_of_desk(self) -> None:
        (scenario, trail), model = self._saving.desk, self._document.model
        self._set(SaveState.SAVING)
        self._submit(
            lambda store: opening.created(store, scenario, model, trail), self._bind_to_new_row
        )

    def _replace(self, work: Callable[["Library"], Found]) -> None:
        """Do what ends with another scenario on the desk, unless this one would be lost."""
        if not self.tell_at_risk():
            saved_elsewhere = self._document.scenario is self._elsewhere
            self._submit_switch(work, needs_saved=None if saved_elsewhere else self._id)

    def _submit_switch(
        self, work: Callable[["Library"], Found], *, needs_saved: int | None
    ) -> None:
        stood = self._document.revision
        self._submit(work, lambda found: self._switch_when_saved(found, stood), needs_saved)

    def _submit(
        self,
        work: Callable[["Library"], T],
        done: Callable[[T], object],
        needs_saved: int | None = None,
        refused: Callable[[], object] = _nothing,
    ) -> None:
        def failed(error: VecinosError) -> None:
            if self._id is None:
                self._set(SaveState.NOT_SAVED)
            self.failed.emit(error)
            refused()

        if not self._closed:
            self._lane.submit(work, needs_saved=needs_saved).then(self, done, failed)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.gesture_ended:
            waiting, self._after_gesture = self._after_gesture, []
            for again in waiting:
                # Not within the notice: others have still to hear of it.
                QTimer.singleShot(0, self, again)
        if changes.scenario or self._id is None or self._read_only:
            return
        if changes.gesture_ended and not self._saving.asked:
            self.save()
        elif self._state is not SaveState.NOT_SAVED:
            self._settle()

    @Slot(object)
    def _library_opened(self, reason: VecinosError | None) -> None:
        self._read_only = reason is not None
        if reason is not None:
            self.failed.emit(reason)
        else:
            self._submit(lambda store: store.back_up(), lambda _: None)

    def _switch_when_saved(self, found: Found, stood: int) -> None:
        """Put what was opened on the desk, once all that was done since `stood` is saved."""
        if self.tell_at_risk():
            return
        model, wanted = self._document.model, found.id
        # What was opened may be what is on the desk: then it was read before that was saved.
        changed = self._document.revision != stood or not self._saving.asked
        held = self._id is not None or self._state is SaveState.SAVING
        if changed and held and not self._read_only and self._document.scenario != self._elsewhere:
            self.save()
            self._submit_switch(
                lambda store: opening.opened(store, wanted, model), needs_saved=self._id
            )
        else:
            self._show_opened(found)

    def _show_opened(self, found: Found, model: Model | None = None) -> None:
        scenario = found.scenario
        made = scenario.model_version
        self._id = found.id
        self._saving.rest_on((scenario, found.trail))
        self._document.load(scenario, History.resumed(found.trail), model)
        self._set(SaveState.READ_ONLY if self._read_only else SaveState.SAVED)
        other = is_of_other_model(scenario, self._document.model)
        self.opened.emit(Opened(scenario.name, made, other, found.dropped))
        if found.failure is not None:
            self.failed.emit(found.failure)
        self.list_all()

    def _bind_to_new_row(self, found: Found) -> None:
        # The desk was never kept: the library was not there before. What is on it stays.
        self._id = found.id
        self._saving.rest_on((found.kept_scenario, found.trail))
        if self._document.scenario.name != found.kept_scenario.name:
            # Its name was taken. A drag under way goes on as a new step.
            self._document.apply(Rename(found.kept_scenario.name))
        if self._saving.asked:
            self._settle()
        else:
            self.save()
        self.list_all()

    @Slot()
    def _break(self) -> None:
        self._set(SaveState.NOT_SAVED)

    @Slot()
    def _settle(self) -> None:
        # A gesture under way has changed what is on the desk: that is saved once it ends.
        self._set(SaveState.SAVED if self._saving.done else SaveState.SAVING)

    def _tell_list(self, found: "tuple[ScenarioSummary, ...]") -> None:
        self.summaries = found
        self.listed.emit(found)

    def _set(self, state: SaveState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
