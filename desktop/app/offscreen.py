"""The same window without a screen: pictures of it, and a start where there is no display."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.desk import build
from desktop.app.qt_application import application, chosen_language
from desktop.bridge.preferences import Preferences, preferences_file
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.document.fitting import fitted, fresh_scenario
from desktop.document.imports import import_scenarios, scenarios_of_pack
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.modelfiles.read import at_chosen_vantage, read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.streams import complain, say
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import Projector, RunPlacement
from desktop.session.save_state import SaveState
from desktop.session.session import Session
from desktop.ui.reduced_motion import CalmStyle
from desktop.ui.ui_context import UiContext
from desktop.views.room.room_window import RoomWindow
from desktop.views.window.main_window import DESIGNED, MainWindow

DESK, ROOM = "desk", "room"
"""The views that are none of the pages over the desk."""
OUT = Path("out")
PATIENCE_MS = 60_000


def snapshot(
    path: Path,
    *,
    scenario: Scenario | None = None,
    theme: str = Theme.LIGHT,
    language: LanguageCode = "en",
    size: tuple[int, int] = DESIGNED,
    scale: float = 1,
    view: str = DESK,
    until: Month | None = None,
    both: bool = False,
    resources: Path = RESOURCES,
    model: Model | None = None,
) -> None:
    """Draw the window off-screen, at rest, into a PNG of size × scale pixels.

    `view` is the desk, a page about the past, or what a room sees: that may end with the month
    `until`, and be in `both` languages. `model` spares reading it, and may start later.
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
    look = UiContext(words, Theme(theme), resources)
    if view == ROOM:
        others = tuple(code for code in LANGUAGES if both and code != language)
        _picture_of_room(path, compiled, scenario, look, size, (language, *others), until)
    else:
        _picture(path, compiled, scenario, look, size, view)


def _picture(
    path: Path,
    compiled: CompiledModel,
    scenario: Scenario | None,
    look: UiContext,
    size: tuple[int, int],
    view: str,
) -> None:
    wanted = scenario or fresh_scenario(compiled.model, look.text("scenarios.untitled"))
    desk = build(compiled, wanted, Preferences(), look, lane=RunPlacement.GUI)
    try:
        # Nothing on it is at risk: nobody can work on a picture.
        desk.window.show_state(SaveState.SAVED)
        desk.window.resize(*size)
        desk.window.show()
        _settle(desk.projector)
        if view == DESK:
            _hear_out(desk.window)
        else:
            _open_past(desk.window, view)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
        _save(desk.window, path)
    finally:
        desk.close()
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.processEvents()


def _picture_of_room(
    path: Path,
    compiled: CompiledModel,
    scenario: Scenario | None,
    look: UiContext,
    size: tuple[int, int],
    languages: tuple[LanguageCode, ...],
    until: Month | None,
) -> None:
    wanted = scenario or fresh_scenario(compiled.model, look.text("scenarios.untitled"))
    session = Session(
        compiled, wanted, Preferences(), look.language, look.resources, lane=RunPlacement.GUI
    )
    window = RoomWindow(look, languages)
    try:
        for failure in window.missing:
            complain(look.language.error(failure))
        window.resize(*size)
        window.show()
        session.room.set_seen_until(until)
        QTimer.singleShot(0, lambda: session.room.set_open(open_=True))
        _settle(session.projector)
        window.show_state(session.room.state)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
        _save(window, path)
    finally:
        session.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.processEvents()


def _save(window: QWidget, path: Path) -> None:
    if not window.grab().save(str(path), "PNG"):
        raise OSError(f"{path} was not written")


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


def _hear_out(window: MainWindow) -> None:
    """Wait until the explanation, where it is on show, has told what moves its curve."""
    QCoreApplication.processEvents()
    if window.explanation.waits:
        wait = _Wait()
        window.explanation.told.connect(wait.end)
        wait.run()


def _open_past(window: MainWindow, view: str) -> None:
    """Open a page about the past and wait until it stands; raise what a run failed with."""
    from desktop.views.evaluation.evaluation_page import Part

    wait = _Wait()
    page = window.evaluation.show(Part(view))
    page.ready.connect(wait.end)
    page.failed.connect(wait.fail)
    wait.run()


def draw_without_display(
    location: str | None, language: LanguageCode | None, resources: Path
) -> int:
    """Draw the desk into a picture beside a table of its curves; print where, and return 0.

    Raise UnwritableOutputError where they cannot be written, and what opening `location` raises.
    """
    from desktop.document.causes import runs_in_words
    from desktop.reports.output import UnwritableOutputError, whole_file, why_unwritable
    from desktop.reports.table import table_of, write_table

    code = chosen_language(language, Preferences(preferences_file()))
    words = load_language(code, resources)
    model = read_model(resources)
    lines = [words.text("run.no_display")]
    if location is None:
        scenario = fresh_scenario(model, words.text("scenarios.untitled"))
    else:
        model, scenario, told = _asked_for(location, model, words, resources)
        lines += told
    try:
        OUT.mkdir(exist_ok=True)
    except OSError as failure:
        raise UnwritableOutputError(path=OUT, reason=why_unwritable(failure)) from failure
    picture, table = OUT / "vecinos.png", OUT / "projection.csv"
    with runs_in_words(model), whole_file(picture) as temporary:
        snapshot(temporary, scenario=scenario, language=code, resources=resources, model=model)
    write_table(table_of(compile_model(model), scenario.request), table)
    say(
        *lines,
        words.text("run.picture", path=picture.resolve()),
        words.text("run.projection", path=table.resolve()),
    )
    return 0


def _asked_for(
    location: str, model: Model, words: Language, resources: Path
) -> tuple[Model, Scenario, list[str]]:
    """Return what the desk would show for a library or a pack, and what to tell of it.

    It is a scenario, over the model started where the library says. A pack is brought into the
    user's own library. A library is read only, and none is made; one without scenarios shows a
    fresh one.
    """
    from db import Library, default_location, names_a_pack

    told = []
    wanted: Scenario | None
    if names_a_pack(location):
        scenarios = scenarios_of_pack(Path(location), model)
        with Library.open(default_location()) as store:
            taken, shown = import_scenarios(store, scenarios, model), store.shown
            state = store.observations.state()
        told += [words.text("run.taken", name=one.name, path=shown) for one in taken.scenarios]
        wanted = taken.scenarios[0]
    else:
        with Library.open(location, create=False, read_only=True) as store:
            last = store.scenarios.last_opened()
            if last is None:
                last = next((summary.id for summary in store.scenarios.listed()), None)
            wanted = None if last is None else store.scenarios.load(last)
            state = store.observations.state()
    model = at_chosen_vantage(model, state, resources)
    scenario = wanted or fresh_scenario(model, words.text("scenarios.untitled"))
    fit, dropped = fitted(scenario, model)
    if dropped:
        told.append(words.plural("notice.dropped", dropped, name=scenario.name))
    return model, fit, [*told, words.text("run.scenario", name=scenario.name)]
