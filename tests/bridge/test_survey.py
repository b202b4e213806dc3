"""A survey of the assumptions runs apart, tells how far it is, and ends when it is told to."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.analysis.survival import Conclusion, Variant, sets_of, switches_of
from desktop.bridge.latest_wins import LatestWins
from desktop.bridge.survey import survey
from desktop.domain.assumptions import NEUTRAL
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.errors import RunFailedError, VecinosError
from desktop.engine.compile.compiler import CompiledModel
from tests.views.desks import compiled

MODEL = compiled().model
ASKED = RunRequest(MODEL.presets["berg_package"].policy, EnsembleChoice(members=20))
STEP = MODEL.clock.step(Month(2030, 12))
VARIANTS = (*sets_of(MODEL.assumptions, NEUTRAL), *switches_of(MODEL.assumptions))


def test_that_every_indicator_gets_its_conclusion(qtbot: QtBot, qapp: QApplication) -> None:
    told: list[int] = []
    found: list[tuple[Conclusion, ...]] = []
    latest = LatestWins(qapp, found.append, None, told.append, what="a survey")
    latest.want(survey(MODEL, ASKED, VARIANTS[:3], STEP))
    qtbot.waitUntil(lambda: bool(found), timeout=20000)
    assert [one.indicator for one in found[0]] == list(MODEL.indicators)
    assert told == [1, 2, 3]


class Slow:
    """Stand in for the work: tell until it is stopped."""

    def __init__(self) -> None:
        self.thread = 0
        self.begun = threading.Event()
        self.told = 0

    def __call__(
        self,
        _compiled: CompiledModel,
        _request: RunRequest,
        _variants: Sequence[Variant],
        _step: int,
        tell: Callable[[int], bool],
    ) -> tuple[Conclusion, ...] | None:
        self.thread = threading.get_ident()
        self.begun.set()
        while tell(self.told):
            self.told += 1
            threading.Event().wait(0.005)
        return None


def test_that_closing_stops_the_work_and_says_nothing_more(
    qtbot: QtBot, qapp: QApplication
) -> None:
    slow = Slow()
    heard: list[object] = []
    latest = LatestWins(qapp, heard.append, heard.append, what="a survey")
    latest.want(survey(MODEL, ASKED, VARIANTS, STEP, work=slow))
    assert slow.begun.wait(10)
    latest.close()
    assert slow.thread != threading.get_ident()
    qapp.processEvents()
    assert heard == []


def test_that_a_failed_run_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    def fail(*_: object) -> None:
        raise RunFailedError(variable="trust", month=Month(2030, 1))

    heard: list[VecinosError] = []
    latest: LatestWins[tuple[Conclusion, ...]] = LatestWins(
        qapp, lambda _: None, heard.append, what="a survey"
    )
    latest.want(survey(MODEL, ASKED, VARIANTS, STEP, work=fail))
    qtbot.waitUntil(lambda: bool(heard), timeout=10000)
    assert isinstance(heard[0], RunFailedError)
