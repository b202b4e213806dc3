"""What a room that looks on adds to a slider: `python -m tests.bench.room_bench Xvfb`.

Drags with the room's window open take turns with drags without it, in one process and on one
desk, so that both meet the same machine.
"""

import sys
import time

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.app.desk import Desk
from desktop.session.projector import RunPlacement
from desktop.views.room.room_window import RoomWindow
from tests.bench.desk_bench import (
    CHARTS,
    DRAG,
    SLIDER_BUDGET,
    Painted,
    nine_charts,
    rest,
    send,
    slider_of,
)
from tests.bench.timing import Line, line

SIZE = (1920, 1080)
DRAGS = 24
MOST_ADDED = 25.0
"""Percent that the room may add to the median and to the 95th percentile."""


def measure(screen: str) -> list[Line]:
    """Time each slider event until the desk, and the room where it is open, have been painted."""
    with nine_charts(RunPlacement.SPLIT) as desk:
        room = RoomWindow(desk.window.look, ("en",))
        room.resize(*SIZE)
        shown = desk.session.room
        shown.changed.connect(room.show_state)
        times: dict[bool, list[float]] = {False: [], True: []}
        for turn in range(2 * DRAGS):
            open_ = turn % 2 == 1
            shown.set_open(open_=open_)
            room.setVisible(open_)
            rest(desk)
            times[open_] += drag(desk, turn // 2, room if open_ else None)
        room.close()
    alone = line(
        f"slider event -> painted, {CHARTS} charts, {screen}, no room",
        times[False],
        SLIDER_BUDGET,
        warm_up=DRAG,
    )
    beside = line(
        f"slider with room, two charts at {SIZE[0]} x {SIZE[1]}, {screen}",
        times[True],
        SLIDER_BUDGET,
        warm_up=DRAG,
    )
    added = [
        100.0 * (b / a - 1.0) for a, b in ((alone.median, beside.median), (alone.p95, beside.p95))
    ]
    name = f"slider with room: added to median and to p95, {screen}"
    return [alone, beside, Line(name, beside.count, added[0], added[1], MOST_ADDED, "%")]


def drag(desk: Desk, number: int, room: RoomWindow | None = None) -> list[float]:
    """Drag the slider some way on; return the milliseconds of each of its events."""
    slider = slider_of(desk)
    revisions: list[int] = []
    connection = desk.projector.projected.connect(lambda curves: revisions.append(curves.revision))
    last = desk.window.desk.card(desk.window.desk.shown[-1]).seen
    watched: list[QObject] = [last, *last.findChildren(QObject)]
    seen, painted = Painted(), Painted()
    for widget in watched:
        widget.installEventFilter(painted)
    plots = [] if room is None else [chart.plot.plot for chart in room.page.charts]
    for plot in plots:
        plot.installEventFilter(seen)
    times = []
    for frame in range(DRAG):
        share = float(0.5 - 0.45 * np.cos((number * DRAG + frame) / 20))
        if frame == 0:
            send(slider, QEvent.Type.MouseButtonPress, share)
        before, before_room, value = painted.count, seen.count, slider.value
        start = time.perf_counter()
        send(slider, QEvent.Type.MouseMove, share)
        if slider.value == value:
            continue
        revision = desk.document.revision
        while not revisions or revisions[-1] < revision:
            QApplication.processEvents()
        QApplication.processEvents()
        times.append((time.perf_counter() - start) * 1e3)
        assert painted.count > before, "the last chart was not painted"
        assert room is None or seen.count > before_room, "the room was not painted"
    send(slider, QEvent.Type.MouseButtonRelease, share)
    rest(desk)
    desk.projector.projected.disconnect(connection)
    return times


def main(screen: str = "off-screen") -> int:
    """Print the lines as JSON."""
    for found in measure(screen):
        sys.stdout.write(found.json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
