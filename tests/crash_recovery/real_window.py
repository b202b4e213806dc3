"""The real window, off-screen, under mouse drags until it is killed."""

import random
import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from db.scenarios.serialization import digest
from desktop.app import qt_application
from desktop.app.desk import build
from desktop.bridge.preferences import Preferences
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.document.filing import SetNotes
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.session.save_state import SaveState
from desktop.ui.reduced_motion import CalmStyle
from desktop.ui.ui_context import UiContext
from desktop.views.levers.lever_slider import LeverSlider
from tests.bench.desk_bench import send, slider_of
from tests.crash_recovery.telling import arguments, tell, tell_edit, tell_ended, tell_state

GESTURES = 400
MOVES = 4
HELD = 0.02
"""Seconds for which the button or the key is held down at the end of a gesture."""
BETWEEN = 0.08
IN_A_ROW = 3
"""Of so many gestures, the first has a rest behind it until all is saved, and a little longer."""
LONGEST_REST = 5.0
LONGER = 0.3


def main() -> None:
    """Drag one slider and press keys on it; the title says what is saved.

    With `--early` this begins while the library is still being opened.
    """
    given = arguments()
    application = qt_application.application()
    application.setStyle(CalmStyle())
    load_fonts(RESOURCES)
    words = load_language("en", RESOURCES)
    look = UiContext(words, Theme.LIGHT, RESOURCES)
    compiled = compile_model(read_model(RESOURCES))
    preferences = Preferences()
    preferences.chart_count = 2
    # Few members: it is the saving that is tried here, and every kill starts the program anew.
    # A name of its own each time: the desk is kept as it stands, and not renamed first.
    scenario = Scenario(f"Bench {time.time_ns()}", ensemble=EnsembleChoice(members=40))
    desk = build(compiled, scenario, preferences, look)
    desk.window.resize(1280, 720)
    desk.window.show()
    keeper = desk.open_library(given.path)
    on_desk, told = 0, 0

    def read_title() -> None:
        nonlocal told
        if words.text("state.saved") in desk.window.windowTitle() and on_desk > told:
            told = on_desk
            tell(saved=told)

    def wait(seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            application.processEvents()
            read_title()
            time.sleep(0.001)

    slider = slider_of(desk)
    if not given.early:
        while keeper.state is not SaveState.SAVED or desk.projector.busy:
            wait(0.001)
    tell(ready=digest(desk.document.scenario))
    # No state may be one that was there before, however often the slider stands there.
    mark = random.random()
    for number in range(1, GESTURES + 1):
        opened = keeper.id is not None
        noted = SetNotes(f"{number} {mark}")
        tell_state(noted.apply(desk.document.scenario, desk.document.model))
        desk.document.apply(noted)
        if number % 2:
            send(slider, QEvent.Type.MouseButtonPress, 0.0)
            for move in range(MOVES):
                # A library that has just been opened takes the desk as it stands, in mid-drag too.
                tell_state(desk.document.scenario)
                application.processEvents()
                send(slider, QEvent.Type.MouseMove, 0.1 * move + 0.05 + 0.09 * (number % 7))
        else:
            press(slider, QEvent.Type.KeyPress, number)
        tell_edit(number, desk.document.scenario)
        on_desk = number
        wait(HELD)
        if number % 2:
            send(slider, QEvent.Type.MouseButtonRelease, 0.9)
        else:
            press(slider, QEvent.Type.KeyRelease, number)
        if opened:
            tell_ended(number)
        wait(BETWEEN)
        if number % IN_A_ROW == 1:
            until = time.monotonic() + LONGEST_REST
            while told < number and time.monotonic() < until:
                wait(0.001)
            wait(LONGER)
    while True:
        wait(1.0)


def press(slider: LeverSlider, kind: QEvent.Type, number: int) -> None:
    """Send a key that moves the slider, there and back in turn."""
    key = Qt.Key.Key_Right if number % 4 else Qt.Key.Key_Left
    QApplication.sendEvent(slider, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


if __name__ == "__main__":
    main()
