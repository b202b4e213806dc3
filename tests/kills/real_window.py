"""The real window, off-screen, under mouse drags until it is killed."""

import random
import time

from PySide6.QtCore import QEvent

from db.content import digest
from desktop import app
from desktop.bridge.keeper import SaveState
from desktop.bridge.preferences import Preferences
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.document.filing import SetNotes
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.scenario import Scenario
from desktop.engine.compiler import compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.views.desk.calm import CalmStyle
from desktop.views.desk.look import Look
from tests.bench.desk_bench import send, slider_of
from tests.kills.telling import arguments, tell, tell_edit, tell_ended, tell_state

GESTURES = 400
MOVES = 4
BETWEEN = 0.1


def main() -> None:
    """Drag one slider again and again; the title says what is saved."""
    given = arguments()
    application = app.application()
    application.setStyle(CalmStyle())
    load_fonts(RESOURCES)
    words = load_language("en", RESOURCES)
    look = Look(words, Theme.LIGHT, RESOURCES)
    compiled = compile_model(read_model(RESOURCES))
    preferences = Preferences()
    preferences.chart_count = 2
    # Few members: it is the saving that is tried here, and every kill starts the program anew.
    scenario = Scenario("Bench", ensemble=EnsembleChoice(members=40))
    desk = app.build(compiled, scenario, preferences, look)
    desk.window.resize(1280, 720)
    desk.window.show()
    keeper = desk.open_library(given.path)
    while keeper.state is not SaveState.SAVED or desk.projector.busy:
        application.processEvents()
        time.sleep(0.001)
    ended = 0

    def read_title(title: str) -> None:
        if words.text("state.saved") in title and ended:
            tell(saved=ended)

    tell(ready=digest(desk.document.scenario))
    desk.window.windowTitleChanged.connect(read_title)
    slider = slider_of(desk)
    # No state may be one that was there before, however often the slider stands there.
    mark = random.random()
    for number in range(1, GESTURES + 1):
        noted = SetNotes(f"{number} {mark}")
        tell_state(noted.apply(desk.document.scenario, desk.document.model))
        desk.document.apply(noted)
        send(slider, QEvent.Type.MouseButtonPress, 0.0)
        for move in range(MOVES):
            send(slider, QEvent.Type.MouseMove, 0.1 * move + 0.05 + 0.09 * (number % 7))
            application.processEvents()
        tell_edit(number, desk.document.scenario)
        send(slider, QEvent.Type.MouseButtonRelease, 0.9)
        ended = number
        tell_ended(number)
        until = time.monotonic() + BETWEEN
        while time.monotonic() < until:
            application.processEvents()
            time.sleep(0.001)
    while True:
        application.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
