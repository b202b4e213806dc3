"""Why a curve moved, beside a live desk: `python -m tests.bench.parts_bench thread`, or `teams`.

A play in which five players had a part is asked about one curve after the other. Drags while an
answer is worked out take turns with drags while none is, in one process and on one desk. `process`
works in another process, which stands still between: what the room does not do, to compare. `teams`
divides a change among six teams, injects and chance there, as a report does.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.analysis.parts import Medians, Runs, Span, parts
from desktop.app import qt_application
from desktop.app.desk import Desk
from desktop.bridge.job import Progress
from desktop.bridge.own_process import in_own_process
from desktop.document.play.players import Act, Decided, Drew, Released, acts, policy_of
from desktop.document.play.scenario import request
from desktop.document.play.script import read_script
from desktop.document.play.scripted import ScriptedPlay
from desktop.domain.errors import VecinosError
from desktop.domain.parts import Player, PlayerKind
from desktop.engine.compile.compiler import compile_model
from desktop.session.play.why import Why
from desktop.session.projector import RunPlacement
from tests.bench.desk_bench import DRAG, SLIDER_BUDGET, nine_charts, rest
from tests.bench.room_bench import drag
from tests.bench.timing import Line, line
from tests.document.play.played import MORNING, setup, two_rounds

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

SCRIPT = Path(__file__).parents[1] / "exercises" / "scripts" / "concurrent_elections.jsonl"
DRAGS = 24
ANSWERS = 8
ANSWER_BUDGET = 8_000.0
MOST_TIMES = 1.3
"""By which the slider's 95th percentile may grow while an answer is worked out."""


class Asked:
    """Ask about one curve after the other, each for the first time."""

    def __init__(self, moving: Callable[[], bool] = lambda: False) -> None:
        table = two_rounds()
        self._stands = table.setup, table.record.state
        self._indicators = list(table.setup.model.indicators)
        self._asked = 0
        self.why = Why(lambda: self._stands, moving)
        self.why.failed.connect(self._stop)

    def ask(self) -> None:
        """Ask about the next curve; where all were asked about, of a new play."""
        place = self._asked % len(self._indicators)
        if place == 0:
            table = two_rounds()
            self._stands = table.setup, table.record.state
        self._asked += 1
        self.why.ask(self._indicators[place])

    def go_on(self) -> None:
        """Ask and ask again, until `cancel`."""
        self.why.answered.connect(self.ask)
        self.ask()

    def cancel(self) -> None:
        """Ask no more, and wait for the run under way."""
        self.why.answered.disconnect(self.ask)
        self.why.cancel()

    def _stop(self, error: VecinosError) -> None:
        raise error


def measure_answers() -> list[float]:
    """Time answers from the request, beside a desk at rest."""
    with nine_charts(RunPlacement.SPLIT):
        asked, times = Asked(), []
        for _ in range(ANSWERS):
            start = time.perf_counter()
            asked.ask()
            while asked.why.busy:
                QApplication.processEvents()
                time.sleep(0.001)
            times.append((time.perf_counter() - start) * 1e3)
        asked.why.close()
    return times


def measure_slider(where: str) -> list[Line]:
    """Time each slider event until it is painted, with and without an answer under way."""
    with nine_charts(RunPlacement.SPLIT) as desk:
        times: dict[bool, list[float]] = {False: [], True: []}
        beside: _Process | _Thread
        if where == "thread":
            beside = _Thread(desk)
        else:
            beside = _Process(_divide_endlessly if where == "teams" else _endlessly)
        for turn in range(2 * DRAGS):
            busy = turn % 2 == 1
            if busy:
                beside.begin()
            times[busy] += drag(desk, turn // 2)
            if busy:
                beside.end()
                _settle(desk)
        beside.close()
    work = f"why is worked out in a {where}"
    if where == "teams":
        work = "parts by six teams are worked out"
    alone = line("slider, nobody asks why", times[False], SLIDER_BUDGET, warm_up=DRAG)
    under_way = line(f"slider while {work}", times[True], SLIDER_BUDGET, warm_up=DRAG)
    grown = [b / a for a, b in ((alone.median, under_way.median), (alone.p95, under_way.p95))]
    name = f"slider while {work}: times"
    return [alone, under_way, Line(name, under_way.count, grown[0], grown[1], MOST_TIMES, "times")]


def _settle(desk: Desk) -> None:
    until = time.monotonic() + 0.2
    while time.monotonic() < until:
        QApplication.processEvents()
    rest(desk)


class _Thread:
    def __init__(self, desk: Desk) -> None:
        self._asked = Asked(lambda: desk.document.within_gesture)

    def begin(self) -> None:
        self._asked.go_on()

    def end(self) -> None:
        self._asked.cancel()

    def close(self) -> None:
        self._asked.why.close()


def _endlessly() -> None:
    application = qt_application.application()
    asked = Asked()
    asked.go_on()
    application.exec()


def by_six_teams(indicator: str, advance: Callable[[int], bool]) -> int:
    """Divide a change of half a day among six teams, injects and chance; return the runs made.

    Four teams of that play hold levers: its decisions are dealt out to six.
    """
    played = ScriptedPlay(setup(SCRIPT.stem), MORNING, lambda _: None)
    played.play(SCRIPT.name, read_script(SCRIPT).lines)
    state, on = played.record.state, played.record.setup
    levers = sorted({act.lever for act in acts(state) if isinstance(act, Decided)})
    players: dict[Player, frozenset[Act]] = {}
    for act in acts(state):
        match act:
            case Decided():
                one = Player(PlayerKind.TEAM, str(levers.index(act.lever) % 6))
            case Released():
                one = Player(PlayerKind.INJECTS)
            case Drew():
                one = Player(PlayerKind.CHANCE)
        players[one] = players.get(one, frozenset()) | {act}
    runs = Runs(compile_model(on.model), request(on, state), [indicator], state.played_until)
    span = Span(state.played_until, state.advances[0].first.plus(-1))
    medians = Medians(runs, on.model.indicators[indicator])
    found = parts(medians, tuple(players), policy_of(on, state, players), span, advance)
    assert found is not None
    return len(runs)


def _divide_endlessly() -> None:
    # As `in_own_process` has it.
    os.nice(10)
    while True:
        by_six_teams("cooperation_depth", lambda _: True)


def measure_teams() -> Line:
    """Time the parts of six teams from the request to the answer, in a process of its own."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        made = in_own_process(by_six_teams, "cooperation_depth", Progress(lambda _: None))
        times.append((time.perf_counter() - start) * 1e3)
        assert made == 256
    return line("parts by six teams, 1,000 members, its own process", times, 30_000.0, warm_up=0)


class _Process:
    def __init__(self, target: Callable[[], None] = _endlessly) -> None:
        self._process: BaseProcess = get_context("spawn").Process(target=target, daemon=True)
        self._process.start()
        time.sleep(10.0)
        self.end()

    def _send(self, what: signal.Signals) -> None:
        assert self._process.pid is not None
        os.kill(self._process.pid, what)

    def begin(self) -> None:
        self._send(signal.SIGCONT)

    def end(self) -> None:
        self._send(signal.SIGSTOP)

    def close(self) -> None:
        self._process.kill()


def main(where: str = "thread") -> int:
    """Print the lines as JSON."""
    found = measure_slider(where)
    if where == "thread":
        found.append(
            line(
                "why, five players, 1,000 members: request -> answer",
                measure_answers(),
                ANSWER_BUDGET,
                warm_up=0,
            )
        )
    if where == "teams":
        found.append(measure_teams())
    for one in found:
        sys.stdout.write(one.json() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
