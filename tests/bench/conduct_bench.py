"""What a play costs whoever waits for it in the window; `python -m tests.bench.conduct_bench`.

A desk with nine charts, a library, the room at 1920 x 1080, and *Concurrent elections* under play.
Drags while a play is open and counts down take turns with drags without one, in one process.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app.desk import Desk
from desktop.modelfiles.resources import RESOURCES
from desktop.session.play.conduct import Conduct
from desktop.session.projector import RunPlacement
from desktop.views.room.room_window import RoomWindow
from tests.bench.desk_bench import DRAG, SLIDER_BUDGET, Painted, nine_charts, rest
from tests.bench.room_bench import drag
from tests.bench.timing import Line, line

SIZE = (1920, 1080)
DRAGS, ADVANCES, REOPENED, PULSES = 16, 10, 6, 200
ADVANCE_BUDGET, REOPEN_BUDGET, PULSE_BUDGET = 600.0, 6_000.0, 1.0
MOST_ADDED = 10.0
"""Percent that an open play may add to the 95th percentile of a slider event."""
TEXT = (RESOURCES / "exercises" / "concurrent_elections.toml").read_text(encoding="utf-8")


def until(met: Callable[[], bool]) -> None:
    """Let the window go on until something is so."""
    while not met():
        QApplication.processEvents()


def begin(play: Conduct) -> None:
    """Begin a play, up to the end of its first round's deliberation."""
    play.begin(TEXT, "Bench")
    until(lambda: play.open and play.curves.latest is not None)
    assert play.begin_stage("campaign", "deliberate")
    until(lambda: not play.saving.unsaved)


def measure(folder: Path) -> list[Line]:
    """Time sliders beside a play, advances, pulses, and a play that is opened again."""
    with nine_charts(RunPlacement.SPLIT) as desk:
        desk.open_library(folder / "bench.vecinos")
        play = desk.session.play
        until(lambda: desk.session.library.lane is not None)
        begin(play)
        number, name = play.play_id, play.name
        assert number is not None
        play.leave()
        found = [*sliders(desk, number, name), *advances(desk, number, name)]
        found += [pulses(play), reopenings(desk, number, name)]
        play.leave()
    return found


def reopened(play: Conduct, number: int, name: str) -> None:
    """Open the play, and go on with it."""
    play.reopen(number, name)
    until(lambda: play.open and play.curves.latest is not None)
    play.countdown.resume(subtract=False)


def sliders(desk: Desk, number: int, name: str) -> list[Line]:
    """Drag with a play that counts down and without one, by turns."""
    play = desk.session.play
    times: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(2 * DRAGS):
        open_ = turn % 2 == 1
        if open_:
            reopened(play, number, name)
            # The page lies over the charts: the desk is what is dragged on.
            desk.window.pages.close()
        rest(desk)
        times[open_] += drag(desk, turn // 2)
        if open_:
            play.leave()
    alone = line("slider event -> painted, no play", times[False], SLIDER_BUDGET, warm_up=DRAG)
    beside = line("slider event -> painted, a play open", times[True], SLIDER_BUDGET, warm_up=DRAG)
    added = [
        100.0 * (b / a - 1.0) for a, b in ((alone.median, beside.median), (alone.p95, beside.p95))
    ]
    told = "a play open: added to a slider's median and p95"
    return [alone, beside, Line(told, beside.count, added[0], added[1], MOST_ADDED, "%")]


def advances(desk: Desk, number: int, name: str) -> list[Line]:
    """Play the months of a round, until the room shows them; each is taken back again."""
    play, show = desk.session.play, desk.session.room
    room = RoomWindow(desk.window.look, ("en",))
    room.resize(*SIZE)
    show.changed.connect(room.show_state)
    show.set_open(open_=True)
    room.show()
    reopened(play, number, name)
    until(lambda: bool(room.page.charts))
    painted = Painted()
    for chart in room.page.charts:
        chart.plot.plot.installEventFilter(painted)
    times = []
    for _ in range(ADVANCES):
        before = play.state.played_until
        started = time.perf_counter()
        assert play.advance()
        until(lambda: not play.advancing)
        assert show.state.seen_until == play.state.played_until > before
        painted.count = 0
        until(lambda: painted.count > 0)
        times.append((time.perf_counter() - started) * 1e3)
        assert play.take_back(play.entries[-1].number)
        until(lambda: not play.curves.busy and not play.saving.unsaved)
    room.close()
    show.set_open(open_=False)
    return [line("advance -> the room painted", times, ADVANCE_BUDGET, warm_up=1)]


def pulses(play: Conduct) -> Line:
    """Time what a pulse keeps the window's thread."""
    times = []
    for _ in range(PULSES):
        started = time.perf_counter()
        play.countdown._beat()
        times.append((time.perf_counter() - started) * 1e3)
        QApplication.processEvents()
    return line("a pulse on the window's thread", times, PULSE_BUDGET, warm_up=10)


def reopenings(desk: Desk, number: int, name: str) -> Line:
    """Time from asking for a play to its page, held."""
    play, times = desk.session.play, []
    for _ in range(REOPENED):
        play.leave()
        started = time.perf_counter()
        play.reopen(number, name)
        until(lambda: desk.window.playing.page is not None)
        QApplication.processEvents()
        times.append((time.perf_counter() - started) * 1e3)
        assert not play.countdown.running
    return line("a play asked for -> its page, held", times, REOPEN_BUDGET, warm_up=1)


def main() -> int:
    """Print the lines as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        for found in measure(Path(folder)):
            sys.stdout.write(found.json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
