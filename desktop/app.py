"""The composition root: builds the desk, wires it, runs it."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEventLoop, QLocale, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.bridge.display import check_display, has_display
from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.errors import (
    DeskNotSavedError,
    PreferencesNotSavedError,
    UnexpectedError,
)
from desktop.bridge.garbage import GarbageCollector
from desktop.bridge.job import Job, Progress
from desktop.bridge.log import keep_log
from desktop.bridge.opened_files import OpenedFiles
from desktop.bridge.preferences import Preferences, preferences_file
from desktop.bridge.store_lane import StoreLane
from desktop.charts.fonts import font, load_fonts
from desktop.charts.icons import program_icon
from desktop.charts.style import palette
from desktop.charts.tokens import SIZE_BODY, Theme
from desktop.document.document import Document
from desktop.document.imports import import_scenarios, scenarios_of_pack
from desktop.domain.clock import Month, MovedClock
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.observation import LibraryDataState
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.cells import visible
from desktop.reports.interrupt import INTERRUPTED, handle
from desktop.session.examples import Examples
from desktop.session.opening import fitted
from desktop.session.projector import PAINTED_MS, LiveCurves, Projector, RunPlacement
from desktop.session.run_summary import frozen, outcomes
from desktop.session.scenario_autosave import SaveState, ScenarioAutosave
from desktop.ui.reduced_motion import CalmStyle, still
from desktop.ui.ui_context import UiContext
from desktop.views.window.main_window import DESIGNED, MainWindow

DESK = "desk"
"""The view that is not one of the pages over it."""
OUT = Path("out")
PATIENCE_MS = 60_000

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
            return _fresh(self.document.model, name)

        def examples() -> Examples:
            model, look = self.document.model, self.window.look
            digest, folder = _digest(model), look.text("scenarios.examples")

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

        def opened(_: object) -> None:
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

        task = lane.submit(lambda store: store.shown)
        task.done.connect(opened)
        task.failed.connect(failed)

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
    _dress_application(look)
    document = Document(compiled.model, scenario)
    signals = DocumentSignals(document)
    projector = Projector(compiled, document, lane=lane)
    try:
        window = MainWindow(document, signals, projector, preferences, look)
    except BaseException:
        # A thread that outlives its object takes the whole program down, and the reason with it.
        projector.close()
        raise
    window.look_changed.connect(_dress_application)
    projector.refresh()
    return Desk(window, document, signals, projector, preferences)


def _dress_application(look: UiContext) -> None:
    """Give menus, tooltips and Qt's own dialogs the colours; they take none from a window."""
    QApplication.setPalette(palette(look.tokens))
    QApplication.setFont(font(SIZE_BODY))


def _fresh(model: Model, name: str) -> Scenario:
    return Scenario(name, model_version=model.version, model_digest=_digest(model))


def _digest(model: Model) -> str:
    """Return what tells the model in a scenario; a moved vantage makes it no other model."""
    return "" if isinstance(model.clock, MovedClock) else model.digest


def application() -> QApplication:
    """Return the application, made on the first call."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Vecinos")
    made.setDesktopFileName("vecinos")
    made.setStyle("Fusion")
    return made


def _language(chosen: LanguageCode | None, preferences: Preferences) -> LanguageCode:
    code = chosen or preferences.language
    if code is not None:
        return code
    spanish = QLocale.system().language() == QLocale.Language.Spanish
    return "es" if spanish else "en"


def run(
    location: str | None = None,
    *,
    language: LanguageCode | None = None,
    resources: Path = RESOURCES,
) -> int:
    """Open the desk and return the exit code when it closes.

    `location` names a library, or a pack to bring into one; without one, and for a pack, the
    library that was open last is used, or the user's own. Without a display the same window is
    drawn off-screen into a picture.
    """
    keep_log()
    if not has_display():
        return _draw_unseen(location, language, resources)
    check_display()
    app = application()
    garbage = GarbageCollector()
    try:
        return _run_window(app, garbage, location, language, resources)
    finally:
        garbage.close()


def _run_window(
    app: QApplication,
    garbage: GarbageCollector,
    location: str | None,
    language: LanguageCode | None,
    resources: Path,
) -> int:
    preferences = Preferences(preferences_file())
    if still(preferences.still):
        app.setStyle(CalmStyle())
    load_fonts(resources)
    app.setWindowIcon(program_icon(resources))
    files = OpenedFiles(app)
    words = load_language(_language(language, preferences), resources)
    compiled = compile_model(read_model(resources))
    look = UiContext(words, preferences.theme, resources)
    scenario = _fresh(compiled.model, words.text("scenarios.untitled"))
    desk = build(compiled, scenario, preferences, look)
    desk.garbage = garbage
    garbage.begin(lambda: desk.projector.busy)
    previous = catch_everything(desk.show_failure)
    desk.window.take_place()
    desk.window.show()
    if preferences.damage is not None:
        desk.window.show_failure(preferences.damage)
    _after_first_curve(desk, location, files)
    # From now on something can be lost: Ctrl+C closes the window as its button does.
    handle(lambda *_: QCoreApplication.exit(INTERRUPTED))
    try:
        return app.exec()
    finally:
        desk.close()
        sys.excepthook, threading.excepthook = previous


def _after_first_curve(desk: Desk, location: str | None, files: OpenedFiles) -> None:
    # The database code takes half a second to import: it waits until the first curve is painted.
    def begin(_: object) -> None:
        desk.projector.projected.disconnect(begin)
        desk.projector.failed.disconnect(begin)
        QTimer.singleShot(PAINTED_MS, open_)

    def open_() -> None:
        from db.packs.pack import names_a_pack

        pack = Path(location) if location is not None and names_a_pack(location) else None
        if location is not None and pack is None:
            keeper = desk.open_library(location)
        else:
            keeper = _open_last(desk)
        keeper.opened.connect(lambda _: desk.window.welcome())
        if pack is not None:
            desk.window.library.bring_in(pack)
        files.opened.connect(lambda path: desk.window.incoming.take([path]))
        keeper.opened.connect(lambda _: files.begin())

    desk.projector.projected.connect(begin)
    desk.projector.failed.connect(begin)


def _open_last(desk: Desk) -> ScenarioAutosave:
    """Open the library that was open last, or this person's own.

    Only one that was never open is made: in the place of one that was, an empty one would look as
    if all work were gone.
    """
    from db.file.location import default_location

    own, last = default_location(), desk.preferences.library
    if last is not None:
        return desk.open_library(last, create=False)
    return desk.open_library(own, create=not desk.preferences.has_opened(own))


def snapshot(
    path: Path,
    *,
    scenario: Scenario | None = None,
    theme: str = Theme.LIGHT,
    language: LanguageCode = "en",
    size: tuple[int, int] = DESIGNED,
    scale: float = 1,
    view: str = DESK,
    resources: Path = RESOURCES,
    model: Model | None = None,
) -> None:
    """Draw the window off-screen, at rest, into a PNG of size × scale pixels.

    `view` is the desk or a page about the past; `model` spares reading it, and may start later.
    Raise RunFailedError where the scenario cannot be projected, OSError where the file cannot be
    written. Starts an application of its own; in a process that has one already, `scale` is
    that one's.
    """
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = f"{scale:g}"
        # A picture cannot wait for a flash to fade.
        application().setStyle(CalmStyle())
    load_fonts(resources)
    words = load_language(language, resources)
    compiled = compile_model(model or read_model(resources))
    _picture(path, compiled, scenario, UiContext(words, Theme(theme), resources), size, view)


def _picture(
    path: Path,
    compiled: CompiledModel,
    scenario: Scenario | None,
    look: UiContext,
    size: tuple[int, int],
    view: str,
) -> None:
    wanted = scenario or _fresh(compiled.model, look.text("scenarios.untitled"))
    desk = build(compiled, wanted, Preferences(), look, lane=RunPlacement.GUI)
    try:
        # Nothing on it is at risk: nobody can work on a picture.
        desk.window.show_state(SaveState.SAVED)
        desk.window.resize(*size)
        desk.window.show()
        _settle(desk.projector)
        if view != DESK:
            _open_past(desk.window, view)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
        picture = desk.window.grab()
        if not picture.save(str(path), "PNG"):
            raise OSError(f"{path} was not written")
    finally:
        desk.close()
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.processEvents()


class _Wait:
    """Wait with patience for one thing, and raise what it failed with."""

    def __init__(self) -> None:
        self._loop = QEventLoop()
        self._failures: list[VecinosError] = []

    def end(self) -> None:
        """Wait no longer: it is there."""
        self._loop.quit()

    def fail(self, failure: VecinosError) -> None:
        """Wait no longer: it will not come."""
        self._failures.append(failure)
        self._loop.quit()

    def run(self) -> None:
        """Wait until one of the two happens."""
        patience = QTimer(self._loop, singleShot=True, interval=PATIENCE_MS)
        patience.timeout.connect(self._loop.quit)
        patience.start()
        self._loop.exec()
        if self._failures:
            raise self._failures[0]
        if not patience.isActive():
            # No TimeoutError: as an OSError it would pass for a file that cannot be written.
            raise RuntimeError(f"nothing to show within {PATIENCE_MS} ms")
        patience.stop()


def _settle(projector: Projector) -> None:
    """Wait until the curves stand; raise what a run failed with."""
    wait = _Wait()

    def drawn(curves: LiveCurves) -> None:
        if curves.exact:
            wait.end()

    projector.projected.connect(drawn)
    projector.failed.connect(wait.fail)
    wait.run()


def _open_past(window: MainWindow, view: str) -> None:
    """Open a page about the past and wait until it stands; raise what a run failed with."""
    from desktop.views.evaluation.evaluation_page import Part

    wait = _Wait()
    page = window.show_trust(Part(view))
    page.ready.connect(wait.end)
    page.failed.connect(wait.fail)
    wait.run()


def _draw_unseen(location: str | None, language: LanguageCode | None, resources: Path) -> int:
    from desktop.document.causes import runs_in_words
    from desktop.domain.ensemble import RunRequest
    from desktop.domain.policy import STATUS_QUO
    from desktop.engine.results.bands import bands
    from desktop.engine.run.project import project
    from desktop.reports.output import UnwritableOutputError, whole_file, why_unwritable
    from desktop.reports.table import projection_table, write_table

    code = _language(language, Preferences(preferences_file()))
    words = load_language(code, resources)
    model = read_model(resources)
    scenario = _fresh(model, words.text("scenarios.untitled"))
    lines = [words.text("run.no_display")]
    if location is not None:
        scenario, told = _asked_for(location, scenario, model, words)
        lines += told
    try:
        OUT.mkdir(exist_ok=True)
    except OSError as failure:
        raise UnwritableOutputError(path=OUT, reason=why_unwritable(failure)) from failure
    picture, table = OUT / "vecinos.png", OUT / "projection.csv"
    with runs_in_words(model):
        with whole_file(picture) as temporary:
            snapshot(temporary, scenario=scenario, language=code, resources=resources, model=model)
        compiled = compile_model(model)
        baseline = bands(project(compiled, RunRequest(STATUS_QUO, scenario.ensemble)))
        found = bands(project(compiled, RunRequest(scenario.combined, scenario.ensemble)))
    units = {indicator.id: indicator.unit for indicator in model.indicators.values()}
    write_table(projection_table(found, baseline, units, tuple(model.indicators)), table)
    lines += [
        words.text("run.picture", path=picture.resolve()),
        words.text("run.projection", path=table.resolve()),
    ]
    for line in lines:
        print(visible(line))  # noqa: T201 - the answer to whoever typed the command
    return 0


def _asked_for(
    location: str, fresh: Scenario, model: Model, words: Language
) -> tuple[Scenario, list[str]]:
    """Return the scenario the desk would show for a library or a pack, and what to tell of it.

    A pack is brought into the user's own library. A library is read only, and none is made; one
    without scenarios shows the fresh one.
    """
    from db.file.location import default_location
    from db.packs.pack import names_a_pack
    from db.store import Store

    told = []
    if names_a_pack(location):
        scenarios = scenarios_of_pack(Path(location), model)
        with Store.open(default_location()) as store:
            taken, shown = import_scenarios(store, scenarios, model), store.shown
        told += [words.text("run.taken", name=one.name, path=shown) for one in taken.scenarios]
        scenario = taken.scenarios[0]
    else:
        with Store.open(location, create=False, read_only=True) as store:
            last = store.last_opened()
            if last is None:
                last = next((summary.id for summary in store.scenarios()), None)
            scenario = fresh if last is None else store.load(last)
    fit, dropped = fitted(scenario, model)
    if dropped:
        told.append(words.plural("notice.dropped", dropped, name=scenario.name))
    return fit, [*told, words.text("run.scenario", name=scenario.name)]


Hooks = tuple[Callable[..., object], Callable[..., object]]


def catch_everything(show: Callable[[VecinosError], None]) -> Hooks:
    """Log what nobody caught and say so on the desk; a slot that fails must not be silent."""
    previous: Hooks = (sys.excepthook, threading.excepthook)

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log.critical("nobody caught this", exc_info=(kind, error, trace))
        show(error if isinstance(error, VecinosError) else UnexpectedError(kind=kind.__name__))

    def caught_in_thread(found: threading.ExceptHookArgs) -> None:
        _log.critical("a thread ended", exc_info=found.exc_value)

    sys.excepthook, threading.excepthook = caught, caught_in_thread
    return previous
