"""What lives as long as the program: windows come, look on, and go."""

import logging
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.errors import PreferencesNotSavedError
from desktop.bridge.inquiries import Inquiries
from desktop.bridge.job import Job, Progress
from desktop.bridge.latest_wins import LatestWins
from desktop.bridge.preferences import Preferences
from desktop.bridge.spare_runs import SpareRuns
from desktop.bridge.store_lane import StoreLane
from desktop.document.document import Document
from desktop.document.fitting import digest_at_any_vantage, fresh_scenario
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.observation import LibraryDataState
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.language.language import LANGUAGES, Language
from desktop.modelfiles.read import read_model
from desktop.session.difference_runs import DifferenceRuns
from desktop.session.examples import Examples
from desktop.session.live_curves import LiveCurves
from desktop.session.needs import Needs
from desktop.session.open_library import OpenLibrary
from desktop.session.own_data import OwnData
from desktop.session.pin_board import PinBoard
from desktop.session.pinned_runs import PinnedRuns
from desktop.session.play.conduct import Conduct
from desktop.session.play.spoken import SpokenSetup
from desktop.session.projector import Projector, RunPlacement
from desktop.session.report.reporting import Reporting
from desktop.session.room.room_pins import RoomPins
from desktop.session.room.room_show import RoomShow
from desktop.session.run_keeping import RunKeeping
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.second_scenario import SecondScenario

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Move:
    """Hold what another model is made for, until the document is over it or cannot be."""

    counting: LibraryDataState
    """What of the library decides its numbers."""
    before: tuple[Month | None] | None
    """The vantage before, where somebody chose another one."""


class Session(QObject):
    """Hold the model, the document, its runs, the library, own data and preferences.

    `play` is the exercise that is conducted, beside the desk, and `reporting` the report of one.
    `second` projects another scenario beside the document's, when nothing else is under way; so
    does `pinned` what stands on `pins`, and `difference` holds the desk against one of them;
    `inquiries` answers questions about it.
    A window is given a session and listens to it. Where the library says that the projection
    starts elsewhere, the same document goes on over another model, which its notice tells.
    `language` words what the session makes: names of new scenarios, and the examples. `close` ends
    all of it in the right order; nothing that looks on may be asked after that.
    """

    library_opened = Signal()
    """Another library is open, as `library` says; its scenarios are still to come."""
    vantage_moved = Signal(Month, Month)
    """The projection starts in another month because somebody chose it: that Month, and the one
    chosen before (a Month, or None for the model's own)."""
    failed = Signal(VecinosError)
    """Something failed that no other part tells: a VecinosError."""

    def __init__(
        self,
        compiled: CompiledModel,
        scenario: Scenario,
        preferences: Preferences,
        language: Language,
        resources: Path,
        *,
        lane: RunPlacement = RunPlacement.SPLIT,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.language = language
        self._resources = resources
        self._opening: tuple[StoreLane, Job[str]] | None = None
        """A library that is being opened in place of this one."""
        self._counting = LibraryDataState()
        """What of a library decides the numbers of the model that the document is over."""
        self._move: _Move | None = None
        self._remaking: LatestWins[CompiledModel] = LatestWins(
            self, self._change_model, self._fail_move, what="making another model"
        )
        self.library = OpenLibrary(self)
        self.document = Document(compiled.model, scenario)
        self.signals = DocumentSignals(self.document, self)
        self.projector = Projector(compiled, self.document, lane=lane, parent=self)
        self.own_data = OwnData(compiled.model, self.library, self)
        self.spare_runs = SpareRuns(compiled.model)
        self.needs = Needs(self.document, self.projector, self.spare_runs, self)
        self.second = SecondScenario(self.document, self.projector, self.spare_runs, self)
        self.second.failed.connect(self.failed)
        self.pins = PinBoard(self.document, self.library, self)
        self.pins.failed.connect(self.failed)
        self.pinned = PinnedRuns(self.document, self.projector, self.spare_runs, self.pins, self)
        self.difference = DifferenceRuns(
            self.document, self.projector, self.spare_runs, self.pins, self
        )
        self.difference.refused.connect(self.failed)
        self.inquiries = Inquiries(self)
        pins = RoomPins(self.pins, self.pinned, self)
        self.room = RoomShow(
            self.document, self.projector, self.spare_runs, self.library, pins, self
        )
        self.play = Conduct(
            self.library,
            self.room,
            preferences,
            lambda: self.document.plain_model,
            SpokenSetup(self.document, self.signals, self),
            resources,
            lambda: self.document.within_gesture,
            self,
        )
        self.reporting = Reporting(
            self.library, self.play, lambda: self.document.plain_model, resources, self
        )
        self._run_keeping: RunKeeping | None = None
        self.projector.projected.connect(self._keep_run)
        self.library.changed.connect(self._take_library)
        self.library.changed.connect(self.library_opened)
        self.own_data.state_read.connect(self._follow)
        self.own_data.vantage_chosen.connect(self._remember_choice)

    @property
    def model(self) -> Model:
        """Return the model that the document is over now."""
        return self.document.model

    @property
    def counting(self) -> LibraryDataState:
        """Return what of the library decides the numbers of the model."""
        return self._counting

    @property
    def resources(self) -> Path:
        """Return the folder of the program's own files."""
        return self._resources

    @property
    def autosave(self) -> ScenarioAutosave | None:
        """Return what saves the document, None while no library was opened."""
        return self.library.autosave

    # ------------------------------------------------------------ the library

    def open_library(
        self, location: str | Path, lane: StoreLane | None = None, *, create: bool = True
    ) -> ScenarioAutosave:
        """Keep the document in a library from now on; opening it happens on its own thread.

        `lane` is one that has it open already. With `create=False` a missing one is not made.
        """
        lane = lane or StoreLane(location, create=create)
        autosave = ScenarioAutosave(self.document, lane, self._fresh, examples=self._examples)
        autosave.opened.connect(lambda _: self._remember(str(location)))
        self.library.replace(autosave, lane, str(location))
        autosave.start()
        return autosave

    def change_library(self, location: str, *, create: bool = False) -> None:
        """Go on in another library; the one that is open stays so until the other one is.

        Nothing takes the place of a desk that is not saved, and a gesture under way ends first. One
        that is not there is made only with `create=True`.
        """
        if self._opening is not None or (
            self.autosave is not None and self.autosave.tell_at_risk()
        ):
            return
        if self.reporting.tell_at_risk():
            return
        lane = StoreLane(location, create=create)

        def opened(_: str) -> None:
            if self.autosave is None:
                change()
            else:
                self.autosave.when_saved(change, give_up)

        def change() -> None:
            self._opening = None
            old, old_lane = self.autosave, self.library.lane
            self.play.leave()
            self.reporting.leave()
            if old is not None and old_lane is not None:
                old.close()
                old_lane.close()
            self.preferences.library = location
            self.open_library(location, lane)
            if old is not None and old_lane is not None:
                old.deleteLater()
                old_lane.deleteLater()

        def give_up() -> None:
            self._opening = None
            lane.close()
            lane.deleteLater()

        def failed(error: VecinosError) -> None:
            give_up()
            self.failed.emit(error)

        job = lane.submit(lambda store: store.shown).then(lane, opened, failed)
        self._opening = lane, job

    def make_library(self, location: str) -> None:
        """Make a library and go on in it; what `change_library` refuses is refused here too."""
        self.change_library(location, create=True)

    def _take_library(self) -> None:
        """Keep runs in the library that is open now; what the one before asked for is dropped."""
        autosave = self.autosave
        self._run_keeping = None if autosave is None else RunKeeping(autosave)
        self._remaking.cancel()
        self._move = None

    def _fresh(self) -> Scenario:
        return fresh_scenario(self.model, self.language.text("scenarios.untitled"))

    def _examples(self) -> Examples:
        model, language = self.model, self.language
        digest, folder = digest_at_any_vantage(model), language.text("scenarios.examples")

        def worded(code: LanguageCode) -> tuple[Scenario, ...]:
            made = (preset.scenario(code, folder) for preset in model.presets.values())
            return tuple(
                replace(one, model_version=model.version, model_digest=digest) for one in made
            )

        return Examples(
            worded(language.code),
            tuple(one for code in LANGUAGES for one in worded(code)),
            partial(_name_of_copy, language),
        )

    def _remember(self, location: str) -> None:
        if self.preferences.recent[:1] == (location,):
            return
        self.preferences.remember(location)
        # At once: a program that is killed must know at its next start that it was there.
        try:
            self.preferences.save()
        except PreferencesNotSavedError as error:
            _log.warning("the preferences were not saved", exc_info=error)

    def _keep_run(self, curves: LiveCurves) -> None:
        """Keep what an exact run of the scenario as it stands came to."""
        scenario = self.document.scenario
        current = curves.exact and not curves.monthly and curves.revision == self.document.revision
        if self._run_keeping is not None and current:
            self._run_keeping.keep(scenario, curves.bands, self.model)

    # ------------------------------------------------------------ the model

    def _remember_choice(self, before: Month | None) -> None:
        if self._move is not None:
            self._move.before = (before,)

    def _follow(self, stand: LibraryDataState) -> None:
        """Make the model start where the library says; it is read on a thread of its own."""
        wanted, move = stand.counting(self.model.clock), self._move
        if wanted == (self._counting if move is None else move.counting):
            return
        self._move = _Move(wanted, None if move is None else move.before)
        resources = self._resources

        def made(_: Progress) -> CompiledModel:
            model = read_model(resources, wanted.chosen, observations=wanted.observations)
            return compile_model(model)

        self._remaking.want(made)

    def _fail_move(self, error: VecinosError) -> None:
        """Stay over the model that there is; what the library says is tried when it is read."""
        self._move = None
        self.failed.emit(error)

    def _change_model(self, compiled: CompiledModel) -> None:
        """Go on over another model: what is on the desk comes from the library anew.

        What looks on stays as it is, and hears of it by the document's notice.
        """
        autosave, move = self.autosave, self._move
        if autosave is None or move is None:
            return

        def take() -> None:
            self.projector.take_model(compiled)
            self.own_data.take_model(compiled.model)
            self.spare_runs.take_model(compiled.model)

        def moved() -> None:
            self._counting = move.counting
            leave()
            if move.before is not None:
                self.vantage_moved.emit(self.model.clock.vantage, *move.before)

        def leave() -> None:
            if self._move is move:
                self._move = None

        autosave.reopen(compiled.model, take, moved, leave)

    # ------------------------------------------------------------ the end

    def may_close(self) -> bool:
        """Say whether all can go; the first refusal tells what is not saved, a second is none."""
        desk = self.autosave is None or self.autosave.may_close()
        return desk and self.reporting.may_close()

    def close(self) -> None:
        """Save what is asked for, and end all threads."""
        self.reporting.close()
        self.play.close()
        self.room.close()
        self.projector.close()
        if self._opening is not None:
            lane, job = self._opening
            job.cancel()
            lane.close()
        if self.autosave is not None:
            self.autosave.close()
        if self.library.lane is not None:
            self.library.lane.close()
        self._remaking.close()
        self.needs.close()
        self.inquiries.close()
        self.second.close()
        self.pinned.close()
        self.difference.close()
        self.spare_runs.close()
        self.signals.close()


def _name_of_copy(language: Language, name: str) -> str:
    return language.text("scenarios.mine", name=name)
