"""The real desk in a process of its own, which answers questions on standard input.

One line of JSON in, one out. It never acts on the desk: hands and keys come from outside.
`python -m tests.end_to_end.desk_under_test LIBRARY LANGUAGE [greets]`. Places are in the screen's
own pixels.
"""

import faulthandler
import json
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QPoint, QRect, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.app import qt_application
from desktop.app.desk import Desk, build
from desktop.bridge.preferences import Preferences
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.reduced_motion import CalmStyle
from desktop.ui.ui_context import UiContext
from desktop.views.explain.card import CauseCard
from desktop.views.levers.lever_row import LeverRow
from desktop.views.levers.lever_slider import LeverSlider
from tests.end_to_end.exercise_sight import ExerciseSight
from tests.end_to_end.figures import Figures
from tests.end_to_end.play_sight import PlaySight
from tests.end_to_end.shown import Shown
from tests.end_to_end.sight import Sight
from tests.end_to_end.task_sight import TaskSight

if TYPE_CHECKING:
    from collections.abc import Callable


MENU_MS = 300
"""Time in which whatever was pressed is done, unless a menu runs in it."""
SOON_MS = 1000
"""A timer that fires once within this time moves something; a longer one takes a notice away."""


class Witness:
    """Say what the desk shows and where things are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._window = desk.window
        self._sight = Sight(desk)
        self._tasks = TaskSight(desk, self._sight.pixels)

    def answer(self, line: str) -> object:
        """Answer one question: a word and its arguments."""
        word, *arguments = json.loads(line)
        answers: dict[str, Callable[..., object]] = {
            "ready": self._ready,
            "where": self._where,
            "in_sight": self._in_sight,
            "value": self._value,
            "steps": self._steps,
            "language": self._language,
            "state": self._state,
            "picture": self._picture,
            "chart": self._chart,
            "told": self._told,
            "fold": self._fold,
            **Shown(self._desk).answers,
            **self._sight.answers,
            **Figures(self._desk).answers,
            **ExerciseSight(self._desk, self._sight.pixels).answers,
            **PlaySight(self._desk, self._sight.pixels).answers,
            **self._tasks.answers,
        }
        return answers[word](*arguments)

    def _ready(self) -> bool:
        keeper = self._desk.autosave
        return keeper is not None and self._window.isActiveWindow() and not self._busy()

    def _busy(self) -> bool:
        return self._desk.projector.busy or self._moves()

    def _moves(self) -> bool:
        """Say whether anything fades or folds, or will in a moment: lines come to rest late."""
        still = QAbstractAnimation.State.Stopped
        motions = self._window.findChildren(QAbstractAnimation)
        timers = [timer for timer in self._window.findChildren(QTimer) if timer.isActive()]
        return any(motion.state() is not still for motion in motions) or any(
            timer.isSingleShot() and timer.interval() <= SOON_MS for timer in timers
        )

    def _slider(self, lever: str) -> LeverSlider:
        found = self._window.findChild(LeverSlider, f"slider-{lever}")
        assert isinstance(found, LeverSlider)
        return found

    def _where(self, lever: str, value: str) -> list[int]:
        slider = self._slider(lever)
        place = QPoint(round(slider.place(float(value))), slider.height() // 2)
        return self._sight.pixels(slider.mapToGlobal(place))

    def _in_sight(self, lever: str) -> bool:
        row = self._row(lever)
        assert row is not None
        return row.visibleRegion().boundingRect() == row.rect()

    def _value(self, lever: str) -> float:
        return self._slider(lever).value

    def _steps(self) -> int:
        return len(self._desk.document.history.done)

    def _language(self) -> str:
        return self._window.look.language.code

    def _state(self) -> str:
        assert self._desk.autosave is not None
        return self._desk.autosave.state.name

    def _chart(self, slot: str, part: str) -> list[int]:
        """Return a place in a chart: near the left end of its head, or inside its plot."""
        desk = self._window.desk
        chart = desk.card(desk.shown[int(slot)]).chart
        plot = chart.plot.geometry()
        place = QPoint(plot.left() + 40, plot.top() // 2)
        if part == "plot":
            place = QPoint(plot.left() + plot.width() // 3, plot.center().y())
        return self._sight.pixels(chart.mapToGlobal(place))

    def _told(self) -> dict[str, object]:
        """Return what the explanation tells, and how the charts' headlines read."""
        window, panel = self._window, self._window.explanation
        card = panel.card
        assert isinstance(card, CauseCard)
        assert card.story is not None
        assert card.fold is not None
        return {
            "open": window.inspector.open,
            "subject": panel.subject,
            "shown": window.desk.shown,
            "said": card.story.text,
            "waits": panel.waits,
            "causes": [row.text() for row in card.story.rows],
            "equation": any(one.isVisible() for one in card.equations),
        }

    def _fold(self) -> list[int] | None:
        """Return where equation and source are laid open, None while that is out of sight."""
        card = self._window.explanation.card
        assert isinstance(card, CauseCard)
        assert card.fold is not None
        if card.fold.visibleRegion().boundingRect() != card.fold.rect():
            return None
        return self._sight.pixels(card.fold.mapToGlobal(card.fold.rect().center()))

    def _picture(self, part: str, path: str, lever: str = "") -> bool:
        """Take the part as it stands on the screen, not as a widget would draw itself."""
        widget: QWidget | None = self._window.desk if part == "charts" else self._row(lever)
        assert widget is not None
        corner = QPoint(*self._sight.pixels(widget.mapToGlobal(QPoint(0, 0))))
        place = QRect(corner, widget.size() * self._window.devicePixelRatio())
        screen = QGuiApplication.primaryScreen().grabWindow(0)
        return screen.copy(place).save(path, "PNG")

    def _row(self, lever: str) -> QWidget | None:
        widget: QWidget | None = self._slider(lever)
        while widget is not None and not isinstance(widget, LeverRow):
            widget = widget.parentWidget()
        return widget


def main(library: str, language: LanguageCode, *, greets: bool) -> int:
    """Show the desk and answer until standard input ends; `greets` as a first start does."""
    # Of a process that dies beneath Python nothing else would tell where.
    faulthandler.enable()
    application = qt_application.application()
    application.setStyle(CalmStyle())
    load_fonts(RESOURCES)
    compiled = compile_model(read_model(RESOURCES))
    look = UiContext(load_language(language, RESOURCES), Theme.LIGHT, RESOURCES)
    preferences = Preferences(Path(library).with_suffix(".json"))
    desk = build(compiled, Scenario("Under test"), preferences, look)
    desk.window.take_place()
    desk.window.show()
    keeper = desk.open_library(library)
    if greets:
        keeper.opened.connect(lambda _: desk.window.welcome())
    witness = Witness(desk)

    def end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Let nobody wait for a desk in which something went wrong."""
        sys.__excepthook__(kind, error, trace)
        application.exit(1)

    sys.excepthook = end

    def hear() -> None:
        line = sys.stdin.readline()
        if line:
            # Elsewhere: while a notifier tells of input it tells of no other.
            QTimer.singleShot(0, lambda: reply(line))
        else:
            application.quit()

    def reply(line: str) -> None:
        lines = [line]

        def once() -> None:
            if lines:
                sys.stdout.write(json.dumps(witness.answer(lines.pop())) + "\n")
                sys.stdout.flush()

        # What hands and keys did before the question is done before the answer. If that opens a
        # menu, which runs a loop of its own, only what is planned answers before it is left.
        QTimer.singleShot(MENU_MS, once)
        QGuiApplication.sync()
        once()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(hear)
    code = application.exec()
    desk.close()
    return code


if __name__ == "__main__":
    chosen: LanguageCode = "es" if sys.argv[2] == "es" else "en"
    sys.exit(main(sys.argv[1], chosen, greets="greets" in sys.argv[3:]))
