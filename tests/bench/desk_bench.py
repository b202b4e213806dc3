"""The real window under a real mouse path; `python -m tests.bench.desk_bench slider` and others.

Mouse events are sent to the slider widget; from there on everything is the program's own way:
document, projector thread, charts, paint.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.app import qt_application
from desktop.app.desk import Desk, build
from desktop.bridge.garbage import GarbageCollector, keep_large_blocks_apart
from desktop.bridge.preferences import Preferences
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import compile_model
from desktop.language.language import load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import RunPlacement
from desktop.session.save_state import SaveState
from desktop.ui.reduced_motion import CalmStyle
from desktop.ui.ui_context import UiContext
from desktop.views.levers.lever_slider import LeverSlider
from tests.bench.timing import Line, line

LEVER = "us_tariff_on_mexico"
CHARTS = 9
SIZE = (1600, 1000)
FRAMES = 300
DRAG = 25
"""Slider events from a press to a release."""
SLIDER_BUDGET = 25.0
RELEASE_BUDGET = 100.0
REACH = 16.7
HOUR_OF_DRAGGING = 54_000
MINUTES_OF_DRAGGING = 3_000
GROWTH_BUDGET_MIB = 2.0
MEMORY_BUDGET_MIB = 300.0
SAVES = 60
SAVE_BUDGET = 500.0


class Painted(QObject):
    """Count the paints of one chart."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Let everything pass."""
        self.count += event.type() == QEvent.Type.Paint
        return False


@contextmanager
def nine_charts(lane: RunPlacement) -> Iterator[Desk]:
    """Yield the shown window with nine charts, at rest; garbage is collected as in the program."""
    application = qt_application.application()
    keep_large_blocks_apart()
    garbage = GarbageCollector()
    application.setStyle(CalmStyle())
    load_fonts(RESOURCES)
    compiled = compile_model(read_model(RESOURCES))
    look = UiContext(load_language("en", RESOURCES), Theme.LIGHT, RESOURCES)
    preferences = Preferences()
    preferences.chart_count = CHARTS
    desk = build(compiled, Scenario("Bench"), preferences, look, lane=lane)
    desk.window.show()
    rest(desk)
    # Larger than the screen that there is off-screen, into which a window is brought as it opens.
    desk.window.resize(*SIZE)
    rest(desk)
    assert len(desk.window.desk.shown) == CHARTS, desk.window.desk.shown
    garbage.begin(lambda: desk.moving)
    try:
        yield desk
    finally:
        desk.close()
        garbage.close()


def rest(desk: Desk) -> None:
    """Process events until nothing is running or wanted."""
    while desk.projector.busy:
        # As the program does: who only looks again and again holds Python's lock meanwhile.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def send(slider: LeverSlider, kind: QEvent.Type, share: float) -> None:
    """Send one mouse event at a share of the track."""
    low, high = slider.place(0.0), slider.place(30.0)
    place = QPointF(low + share * (high - low), slider.height() / 2)
    held = (
        Qt.MouseButton.NoButton
        if kind is QEvent.Type.MouseButtonRelease
        else Qt.MouseButton.LeftButton
    )
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind,
        place,
        QPointF(slider.mapToGlobal(place)),
        button,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(slider, event)


def slider_of(desk: Desk) -> LeverSlider:
    """Return the slider that is driven."""
    slider = desk.window.findChild(LeverSlider, f"slider-{LEVER}")
    assert isinstance(slider, LeverSlider)
    return slider


def measure_slider(screen: str, lane: RunPlacement) -> list[Line]:
    """Time each slider event until all nine charts have been painted with its curves."""
    with nine_charts(lane) as desk:
        slider = slider_of(desk)
        shown: list[int] = []
        desk.projector.projected.connect(lambda curves: shown.append(_revision(curves)))
        painted = Painted()
        last = desk.window.desk.card(desk.window.desk.shown[-1]).chart
        for widget in (last, *last.findChildren(QObject)):
            widget.installEventFilter(painted)
        times, releases = [], []
        for frame in range(FRAMES):
            share = float(0.5 - 0.45 * np.cos(frame / 20))
            if frame % DRAG == 0:
                send(slider, QEvent.Type.MouseButtonPress, share)
            before, value = painted.count, slider.value
            start = time.perf_counter()
            send(slider, QEvent.Type.MouseMove, share)
            if slider.value != value:
                revision = desk.document.revision
                while not shown or shown[-1] < revision:
                    QApplication.processEvents()
                QApplication.processEvents()
                times.append((time.perf_counter() - start) * 1e3)
                assert painted.count > before, "the last chart was not painted"
            if frame % DRAG == DRAG - 1:
                start = time.perf_counter()
                send(slider, QEvent.Type.MouseButtonRelease, share)
                rest(desk)
                releases.append((time.perf_counter() - start) * 1e3)
    name = f"slider event -> painted, {CHARTS} charts, 1,000 members, {screen}, {lane.value}"
    return [
        line(name, times, SLIDER_BUDGET, warm_up=20),
        line(f"release -> exact, {screen}, {lane.value}", releases, RELEASE_BUDGET, warm_up=1),
    ]


def _revision(curves: LiveCurves) -> int:
    return curves.revision


def _resident_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure_memory(events: int) -> Iterator[Line]:
    """Drag in drags of 60; fit a line through resident memory after the first tenth.

    An hour of dragging is 54,000 events, sent as fast as they are answered. What is resident is
    told at the start, after every sixth of them, and at its highest.
    """
    settled_after = events // 10
    with nine_charts(RunPlacement.SPLIT) as desk:
        slider = slider_of(desk)
        yield _resident_line("resident memory before dragging", [_resident_mib()])
        at, resident = [], []
        for event in range(events):
            if event % 60 == 0:
                send(slider, QEvent.Type.MouseButtonPress, 0.0)
            send(slider, QEvent.Type.MouseMove, 0.05 + 0.9 * (event % 60) / 60)
            QApplication.processEvents()
            if event % 60 == 59:
                send(slider, QEvent.Type.MouseButtonRelease, 0.95)
                rest(desk)
            if event > settled_after and event % 60 == 0:
                at.append(event)
                resident.append(_resident_mib())
            if (event + 1) % (events // 6) == 0:
                name = f"resident memory after {event + 1} slider events"
                yield _resident_line(name, [_resident_mib()])
        slope, _ = np.polyfit(at, resident, 1)
        growth = float(slope) * (events - settled_after)
    name = f"growth of memory over {events} slider events after {settled_after}"
    yield Line(name, len(at), growth, growth, GROWTH_BUDGET_MIB, "MiB")
    yield _resident_line("resident memory while dragging", resident)


def _resident_line(name: str, found: list[float]) -> Line:
    return Line(name, len(found), max(found), max(found), MEMORY_BUDGET_MIB, "MiB")


def measure_save() -> list[Line]:
    """Time the end of a gesture until the title says it is saved."""
    with nine_charts(RunPlacement.SPLIT) as desk, tempfile.TemporaryDirectory() as folder:
        keeper = desk.open_library(Path(folder) / "bench.vecinos")
        _until_saved(keeper)
        slider = slider_of(desk)
        times = []
        for save in range(SAVES):
            send(slider, QEvent.Type.MouseButtonPress, 0.0)
            for move in range(10):
                send(slider, QEvent.Type.MouseMove, 0.05 * move + 0.1 + 0.04 * (save % 10))
                QApplication.processEvents()
            start = time.perf_counter()
            send(slider, QEvent.Type.MouseButtonRelease, 0.9)
            assert keeper.state is not SaveState.SAVED, "nothing was left to save"
            _until_saved(keeper)
            times.append((time.perf_counter() - start) * 1e3)
            rest(desk)
    return [line("end of a gesture -> saved on disk", times, SAVE_BUDGET, warm_up=5)]


def _until_saved(keeper: object) -> None:
    while getattr(keeper, "state") is not SaveState.SAVED:  # noqa: B009  # one duck, two callers
        QApplication.processEvents()


def main(what: str, screen: str = "off-screen") -> int:
    """Print the lines of one measurement as JSON."""
    measured = {
        "slider": lambda: measure_slider(screen, RunPlacement.SPLIT),
        "memory": lambda: measure_memory(MINUTES_OF_DRAGGING),
        "memory-hour": lambda: measure_memory(HOUR_OF_DRAGGING),
        "save": measure_save,
    }[what]()
    for found in measured:
        sys.stdout.write(found.json() + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
