"""The desktop's start: the window first, its library after the first curve."""

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app.desk import Desk, build
from desktop.app.errors import catch_everything
from desktop.app.qt_application import application, chosen_language
from desktop.bridge.display import check_display, has_display
from desktop.bridge.garbage import GarbageCollector, keep_large_blocks_apart
from desktop.bridge.log import keep_log
from desktop.bridge.opened_files import OpenedFiles
from desktop.bridge.preferences import Preferences, preferences_file
from desktop.charts.fonts import load_fonts
from desktop.charts.icons import program_icon
from desktop.document.fitting import fresh_scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import compile_model
from desktop.engine.machine.executor import why_numpy
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.interrupt import INTERRUPTED, handle
from desktop.session.scenario_autosave import ScenarioAutosave
from desktop.ui.reduced_motion import CalmStyle, still
from desktop.ui.ui_context import UiContext

PAINTED_MS = 100
"""After so long, curves that have arrived are on the screen: time for what nobody waits for."""


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
        from desktop.app.offscreen import draw_without_display

        return draw_without_display(location, language, resources)
    check_display()
    app = application()
    keep_large_blocks_apart()
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
    words = load_language(chosen_language(language, preferences), resources)
    compiled = compile_model(read_model(resources))
    look = UiContext(words, preferences.theme, resources)
    scenario = fresh_scenario(compiled.model, words.text("scenarios.untitled"))
    desk = build(compiled, scenario, preferences, look)
    garbage.begin(lambda: desk.moving)
    previous = catch_everything(desk.show_failure)
    desk.window.take_place()
    desk.window.show()
    if preferences.damage is not None:
        desk.window.show_failure(preferences.damage)
    _tell_of_numpy(desk)
    _after_first_curve(desk, location, files)
    # From now on something can be lost: Ctrl+C closes the window as its button does.
    handle(lambda *_: QCoreApplication.exit(INTERRUPTED))
    try:
        return app.exec()
    finally:
        desk.close()
        sys.excepthook, threading.excepthook = previous


def _tell_of_numpy(desk: Desk) -> None:
    """Say so in a bar that stays, if NumPy runs the model because the compiled engine cannot."""
    reason = why_numpy()
    if reason is not None:
        desk.window.desk.notice.say(lambda look: look.language.error(reason), stays=True)


def _after_first_curve(desk: Desk, location: str | None, files: OpenedFiles) -> None:
    # The database code takes half a second to import: it waits until the first curve is painted.
    def begin(_: object) -> None:
        desk.projector.projected.disconnect(begin)
        desk.projector.failed.disconnect(begin)
        QTimer.singleShot(PAINTED_MS, open_)

    def open_() -> None:
        from db import names_a_pack

        pack = Path(location) if location is not None and names_a_pack(location) else None
        if location is not None and pack is None:
            autosave = desk.open_library(location)
        else:
            autosave = _open_last(desk)
        autosave.opened.connect(lambda _: desk.window.welcome())
        if pack is not None:
            desk.window.library.bring_in(pack)
        files.opened.connect(lambda path: desk.window.incoming.take([path]))
        autosave.opened.connect(lambda _: files.begin())

    desk.projector.projected.connect(begin)
    desk.projector.failed.connect(begin)


def _open_last(desk: Desk) -> ScenarioAutosave:
    """Open the library that was open last, or this person's own.

    Only one that was never open is made: in the place of one that was, an empty one would look as
    if all work were gone.
    """
    from db import default_location

    own, last = default_location(), desk.preferences.library
    if last is not None:
        return desk.open_library(last, create=False)
    return desk.open_library(own, create=not desk.preferences.has_opened(own))
