"""What comparing adds to a slider: `python -m tests.bench.compare_bench off-screen`.

Drags with nothing pinned take turns with drags beside four pins, and with drags that show the
differences from one of them, in one process and on one desk, so that all meet the same machine.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop.app.desk import Desk
from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from desktop.domain.pin import LETTERS
from desktop.session.projector import RunPlacement
from tests.bench.desk_bench import CHARTS, DRAG, LEVER, SLIDER_BUDGET, nine_charts, rest
from tests.bench.room_bench import drag
from tests.bench.timing import Line, line

DRAGS = 16
PINNED = (5.0, 12.0, 20.0, 30.0)
"""What the slider's lever is set to under each of the pins."""
MOST_ADDED = 25.0
"""Percent that four pins may add to the median and to the 95th percentile."""
WAIT = 60.0
PLAIN, PINS, DIFFERENCE = "no pins", "four pins", "differences from a pin"


def measure(screen: str) -> list[Line]:
    """Time each slider event until the charts have been painted, in each of the three states."""
    with nine_charts(RunPlacement.SPLIT) as desk:
        times: dict[str, list[float]] = {PLAIN: [], PINS: [], DIFFERENCE: []}
        for turn in range(DRAGS):
            for state in times:
                _put(desk, state)
                times[state] += drag(desk, turn)
    lines = [
        line(
            f"slider event -> painted, {CHARTS} charts, {screen}, {state}",
            found,
            SLIDER_BUDGET,
            warm_up=DRAG,
        )
        for state, found in times.items()
    ]
    plain, pins, difference = lines
    return [
        *lines,
        _added(plain, pins, PINS, screen),
        _added(plain, difference, DIFFERENCE, screen),
    ]


def _added(plain: Line, more: Line, state: str, screen: str) -> Line:
    median, p95 = (
        100.0 * (b / a - 1.0) for a, b in ((plain.median, more.median), (plain.p95, more.p95))
    )
    name = f"{state}: added to median and to p95, {screen}"
    return Line(name, more.count, median, p95, MOST_ADDED, "%")


def _put(desk: Desk, state: str) -> None:
    """Bring the desk into a state, at rest."""
    session = desk.session
    session.difference.leave()
    if state == PLAIN:
        session.pins.take_off(*LETTERS)
    elif not session.pins.pins:
        before = desk.document.scenario.policy.settings.get(LEVER)
        for value in PINNED:
            desk.document.apply(SetLever(LEVER, Setting(value)))
            session.pins.pin_now()
        desk.document.apply(SetLever(LEVER, before))
    if state == DIFFERENCE:
        session.difference.show(LETTERS[0])
    _until(desk, lambda: not session.pinned.busy and not session.difference.busy)


def _until(desk: Desk, stands: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    rest(desk)
    while not stands():
        assert time.monotonic() < end, "the desk did not come to rest"
        QApplication.processEvents()
        time.sleep(0.001)
    rest(desk)


def main(screen: str = "off-screen") -> int:
    """Print the lines as JSON."""
    for found in measure(screen):
        sys.stdout.write(found.json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
