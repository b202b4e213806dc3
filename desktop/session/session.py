"""What lives as long as the program: windows come, look on, and go."""

import logging
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.errors import DeskNotSavedError, PreferencesNotSavedError
from desktop.bridge.job import Job, Progress
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
from desktop.session.examples import Examples
from desktop.session.live_curves import LiveCurves
from desktop.session.needs import Needs
from desktop.session.open_library import OpenLibrary
from desktop.session.own_data import OwnData
from desktop.session.projector import Projector, RunPlacement
from desktop.session.run_keeping import RunKeeping
from desktop.session.run_summary import frozen, outcomes
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.session.second_scenario import SecondScenario

_log = logging.getLogger(__name__)


class Session(QObject):
    """Hold the model, the document, its runs, the library, own data and preferences.

    `second` projects another scenario beside the document's, when nothing else is under way.
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
        self._waiting: StoreLane | None = None
        """A library that is being opened in place of this one."""
        self._counting = LibraryDataState()
        """What of the library decides the numbers of the model that was asked for last."""
        self._remaking: Job[CompiledModel] | None = None
        self._chosen: tuple[Month | None] | None = None
        """The vantage before the one that was chosen just now, until the document has that."""
        self.library = OpenLibrary(self)
        self.document = Document(compiled.model, scenario)
        self.signals = DocumentSignals(self.document, self)
        self.projector = Projector(compiled, self.document, lane=lane, parent=self)
        self.own_data = OwnData(compiled.model, self.library, self)
        self.spare_runs = SpareRuns(compiled.model)
        self.needs = Needs(self.document, self.projector, self.spare_runs, self)
        self.second = SecondScenario(self.document, self.projector, self.spare_runs, self)
        self._run_keeping = RunKeeping()
        self.projector.projected.connect(self._keep_run)
        self.library.changed.connect(self.library_opened)
        self.own_data.state_read.connect(self._follow)
        self.own_data.vantage_chosen.connect(self._remember_choice)

    @property
    def model(self) -> Model:
        """Return the model that the document is over now."""
        return self.document.model

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

        Neither may take the place of a desk that is not saved. One that is not there is made only
        with `create=True`.
        """
        if self._tell_at_risk() or self._waiting is not None:
            return
        lane = self._waiting = StoreLane(location, create=create)

        def opened(_: str) -> None:
            self._waiting = None
            old, old_lane = self.autosave, self.library.lane
            if old is not None and old_lane is not None:
                old.close()
                old_lane.close()
            self.preferences.library = location
            self.open_library(location, lane)
            if old is not None and old_lane is not None:
                old.deleteLater()
                old_lane.deleteLater()

        def failed(error: VecinosError) -> None:
            self._waiting = None
            lane.close()
            lane.deleteLater()
            self.failed.emit(error)

        lane.submit(lambda store: store.shown).then(lane, opened, failed)

    def make_library(self, location: str) -> None:
        """Make a library and go on in it; what `change_library` refuses is refused here too."""
        self.change_library(location, create=True)

    def _tell_at_risk(self) -> bool:
        at_risk = self.autosave is not None and self.autosave.at_risk
        if at_risk:
            self.failed.emit(DeskNotSavedError(name=self.document.scenario.name))
        return at_risk

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
        if self.autosave is not None and current:
            found = outcomes(curves.bands), frozen(curves.bands, self.model)
            self._run_keeping.keep(self.autosave, scenario, *found)

    # ------------------------------------------------------------ the model

    def _remember_choice(self, before: Month | None) -> None:
        self._chosen = (before,)

    def _follow(self, stand: LibraryDataState) -> None:
        """Make the model start where the library says; it is read on a thread of its own."""
        wanted = stand.counting(self.model.clock)
        if wanted == self._counting:
            return
        self._counting = wanted
        if self._remaking is not None:
            self._remaking.cancel()
        resources = self._resources

        def made(_: Progress) -> CompiledModel:
            model = read_model(resources, wanted.chosen, observations=wanted.observations)
            return compile_model(model)

        def failed(error: VecinosError) -> None:
            self._chosen = None
            self.failed.emit(error)

        self._remaking = Job(made).then(self, self._change_model, failed).start()

    def _change_model(self, compiled: CompiledModel) -> None:
        """Go on over another model: what is on the desk comes from the library anew.

        What looks on stays as it is, and hears of it by the document's notice.
        """
        autosave = self.autosave
        if autosave is None or self._tell_at_risk():
            return

        def take() -> None:
            self.projector.take_model(compiled)
            self.own_data.take_model(compiled.model)
            self.spare_runs.take_model(compiled.model)

        autosave.reopen(compiled.model, take, self._tell_moved)

    def _tell_moved(self) -> None:
        """Say once that the projection starts elsewhere."""
        if self._chosen is not None:
            (before,), self._chosen = self._chosen, None
            self.vantage_moved.emit(self.model.clock.vantage, before)

    # ------------------------------------------------------------ the end

    def close(self) -> None:
        """Save what is asked for, and end all threads."""
        self.projector.close()
        if self.autosave is not None:
            self.autosave.close()
        for lane in (self.library.lane, self._waiting):
            if lane is not None:
                lane.close()
        self.needs.close()
        self.second.close()
        self.spare_runs.close()
        self.signals.close()


def _name_of_copy(language: Language, name: str) -> str:
    return language.text("scenarios.mine", name=name)
