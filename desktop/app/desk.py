"""Hold what one window stands on: build it, follow the library, end it in the right order."""

import logging
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from desktop.app.qt_application import dress_application
from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.errors import DeskNotSavedError, PreferencesNotSavedError
from desktop.bridge.garbage import GarbageCollector
from desktop.bridge.job import Job, Progress
from desktop.bridge.preferences import Preferences
from desktop.bridge.store_lane import StoreLane
from desktop.document.document import Document
from desktop.document.fitting import digest_at_any_vantage, fresh_scenario
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.observation import LibraryDataState
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.language.language import LANGUAGES
from desktop.modelfiles.read import read_model
from desktop.session.examples import Examples
from desktop.session.projector import LiveCurves, Projector, RunPlacement
from desktop.session.run_summary import frozen, outcomes
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.ui_context import UiContext
from desktop.views.window.main_window import MainWindow

_log = logging.getLogger(__name__)


@dataclass
class Desk:
    """Hold everything one window stands on; `close` ends it in the right order."""

    window: MainWindow
    document: Document
    signals: DocumentSignals
    projector: Projector
    preferences: Preferences
    lane: StoreLane | None = None
    keeper: ScenarioAutosave | None = None
    garbage: GarbageCollector | None = None
    _waiting: StoreLane | None = None
    """A library that is being opened in place of this one."""
    _location: str | Path = ""
    _counting: LibraryDataState = field(default_factory=LibraryDataState)
    """What of the library decides the numbers of the model on the desk."""
    _remaking: Job[CompiledModel] | None = None
    _chosen: tuple[Month | None] | None = None
    """The vantage before the one that was chosen just now, until the desk stands on that."""

    def open_library(
        self, location: str | Path, lane: StoreLane | None = None, *, create: bool = True
    ) -> ScenarioAutosave:
        """Keep the document in a library from now on; opening it happens on its own thread.

        `lane` is one that has it open already. With `create=False` a missing one is not made.
        """

        def fresh() -> Scenario:
            name = self.window.look.text("scenarios.untitled")
            return fresh_scenario(self.document.model, name)

        def examples() -> Examples:
            model, look = self.document.model, self.window.look
            digest, folder = digest_at_any_vantage(model), look.text("scenarios.examples")

            def worded(code: LanguageCode) -> tuple[Scenario, ...]:
                made = (preset.scenario(code, folder) for preset in model.presets.values())
                return tuple(
                    replace(one, model_version=model.version, model_digest=digest) for one in made
                )

            return Examples(
                worded(look.language.code),
                tuple(one for code in LANGUAGES for one in worded(code)),
                lambda name: look.text("scenarios.mine", name=name),
            )

        first = self.lane is None
        self._location = location
        self.lane = lane or StoreLane(location, create=create)
        self.keeper = ScenarioAutosave(self.document, self.lane, fresh, examples=examples)
        self.keeper.opened.connect(lambda _: self._remember(str(location)))
        self.window.attach(self.keeper, str(location))
        if first:
            self._on_document_changed()
        self.keeper.start()
        return self.keeper

    def _on_document_changed(self) -> None:
        self.projector.projected.connect(self._keep_run)
        self.window.library_wanted.connect(self.change_library)
        self.window.new_library_wanted.connect(partial(self.change_library, create=True))
        self.window.vantage.changed.connect(self._follow)
        self.window.vantage.chosen.connect(self._remember_choice)

    def _remember_choice(self, before: Month | None) -> None:
        self._chosen = (before,)

    def _follow(self, stand: LibraryDataState) -> None:
        """Make the model start where the library says; it is read on a thread of its own."""
        wanted = stand.counting(self.document.model.clock)
        if wanted == self._counting or self._remaking is not None:
            return
        resources = self.window.look.resources

        def made(_: Progress) -> CompiledModel:
            model = read_model(resources, wanted.chosen, observations=wanted.observations)
            return compile_model(model)

        def done(compiled: CompiledModel) -> None:
            self._remaking = None
            self._change_model(compiled, wanted)

        def failed(error: VecinosError) -> None:
            self._remaking = None
            self._chosen = None
            self.window.show_failure(error)

        self._remaking = Job(made).then(self.window, done, failed).start()

    def _change_model(self, compiled: CompiledModel, counting: LibraryDataState) -> None:
        """Go on with another model in a window of its own, over the library that is open.

        Everything that was made over the old model goes with it; what is on the desk is in the
        library and comes from there, with its undo history.
        """
        assert self.keeper is not None
        if self.keeper.at_risk:
            self.window.show_failure(DeskNotSavedError(name=self.document.scenario.name))
            return
        old = replace(self)
        made = build(
            compiled,
            self.document.scenario,
            self.preferences,
            old.window.look,
            lane=old.projector.lane,
        )
        self.window, self.document = made.window, made.document
        self.signals, self.projector = made.signals, made.projector
        self._counting = counting
        self.window.setGeometry(old.window.geometry())
        self.window.setWindowState(old.window.windowState())
        self.keeper.close()
        self.window.show()
        old.window.close()
        old.projector.close()
        old.signals.close()
        old.window.deleteLater()
        self._on_document_changed()
        self.open_library(self._location, self.lane)
        self.keeper.opened.connect(lambda _: self._tell_vantage())
        if old.keeper is not None:
            old.keeper.deleteLater()
        if self.garbage is not None:
            self.garbage.renew()

    def _tell_vantage(self) -> None:
        """Say once that the projection starts elsewhere, and offer the way back."""
        if self._chosen is None:
            return
        (before,), self._chosen = self._chosen, None
        month = self.document.model.clock.vantage
        self.window.desk.notice.say(
            lambda look: look.text("notice.vantage_moved", month=look.language.date(month)),
            lambda: self.window.vantage.choose(before),
        )

    def change_library(self, location: str, *, create: bool = False) -> None:
        """Go on in another library; the one that is open stays so until the other one is.

        Neither may take the place of a desk that is not saved. One that is not there is made only
        with `create=True`.
        """
        if self.keeper is not None and self.keeper.at_risk:
            self.window.show_failure(DeskNotSavedError(name=self.document.scenario.name))
            return
        if self._waiting is not None:
            return
        lane = self._waiting = StoreLane(location, create=create)

        def opened(_: str) -> None:
            self._waiting = None
            old, old_lane = self.keeper, self.lane
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
            self.window.show_failure(error)

        lane.submit(lambda store: store.shown).then(lane, opened, failed)

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
        if self.keeper is not None and current:
            model, bands = self.document.model, curves.bands
            self.keeper.keep_run(
                scenario, outcomes(bands), frozen(bands, self.window.desk.shown, model)
            )

    def show_failure(self, error: VecinosError) -> None:
        """Show a failure of whatever part on the window that there is now."""
        self.window.show_failure(error)

    def close(self) -> None:
        """Save what is asked for, end both threads, and let the window go."""
        self.window.close()
        self.window.spare_runs.close()
        self.projector.close()
        if self.keeper is not None:
            self.keeper.close()
        for lane in (self.lane, self._waiting):
            if lane is not None:
                lane.close()
        self.signals.close()
        self.window.deleteLater()


def build(
    compiled: CompiledModel,
    scenario: Scenario,
    preferences: Preferences,
    look: UiContext,
    *,
    lane: RunPlacement = RunPlacement.SPLIT,
) -> Desk:
    """Build a window over a scenario, not shown yet, with its first run asked for."""
    # Before the window: its style sheet takes the font as it stands then.
    dress_application(look)
    document = Document(compiled.model, scenario)
    signals = DocumentSignals(document)
    projector = Projector(compiled, document, lane=lane)
    try:
        window = MainWindow(document, signals, projector, preferences, look)
    except BaseException:
        # A thread that outlives its object takes the whole program down, and the reason with it.
        projector.close()
        raise
    window.look_changed.connect(dress_application)
    projector.refresh()
    return Desk(window, document, signals, projector, preferences)
