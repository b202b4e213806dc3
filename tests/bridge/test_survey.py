"""A survey of the assumptions runs apart, tells how far it is, and ends when it is told to."""

import threading
from collections.abc import Callable, Sequence

from pytestqt.qtbot import QtBot

from desktop.analysis.survival import Conclusion, Variant, sets_of, switches_of
from desktop.bridge.survey import Survey
from desktop.domain.assumptions import NEUTRAL
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.errors import RunFailedError
from desktop.engine.compile.compiler import CompiledModel
from tests.views.desks import compiled

MODEL = compiled().model
ASKED = RunRequest(MODEL.presets["berg_package"].policy, EnsembleChoice(members=20))
STEP = MODEL.clock.step(Month(2030, 12))
VARIANTS = (*sets_of(MODEL.assumptions, NEUTRAL), *switches_of(MODEL.assumptions))


def test_that_every_indicator_gets_its_conclusion_off_the_thread_of_widgets(qtbot: QtBot) -> None:
    survey = Survey(MODEL, ASKED, VARIANTS[:3], STEP)
    told: list[int] = []
    survey.advanced.connect(told.append)
    try:
        with qtbot.waitSignal(survey.found, timeout=20000) as heard:
            pass
    finally:
        survey.close()
    (found,) = heard.args
    assert [one.indicator for one in found] == list(MODEL.indicators)
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


def test_that_closing_stops_the_work_and_says_nothing_more(qtbot: QtBot) -> None:
    slow = Slow()
    survey = Survey(MODEL, ASKED, VARIANTS, STEP, work=slow)
    heard: list[object] = []
    survey.found.connect(heard.append)
    survey.failed.connect(heard.append)
    qtbot.waitUntil(slow.begun.is_set, timeout=10000)
    survey.close()
    assert slow.thread != threading.get_ident()
    qtbot.wait(20)
    assert heard == []


def test_that_a_failed_run_is_told(qtbot: QtBot) -> None:
    def fail(*_: object) -> None:
        raise RunFailedError(variable="trust", month=Month(2030, 1))

    survey = Survey(MODEL, ASKED, VARIANTS, STEP, work=fail)
    try:
        with qtbot.waitSignal(survey.failed, timeout=10000) as heard:
            pass
    finally:
        survey.close()
    assert isinstance(heard.args[0], RunFailedError)


def test_that_a_mistake_of_the_program_is_told_and_not_swallowed(qtbot: QtBot) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    survey = Survey(MODEL, ASKED, VARIANTS, STEP, work=stumble)
    try:
        with qtbot.waitSignal(survey.failed, timeout=10000) as heard:
            pass
    finally:
        survey.close()
    assert heard.args[0].fields["kind"] == "ZeroDivisionError"
