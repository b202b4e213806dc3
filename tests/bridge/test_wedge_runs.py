"""Wedges are found out off the widgets' thread, kept, and cancelled between two runs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.analysis.wedges import Grouping, WedgeQuestion, Wedges
from desktop.bridge.wedge_runs import WedgeFinder
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.errors import UnknownLeverError, VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from tests.analysis.test_wedges import SMALL, moved

QUESTION = WedgeQuestion(
    RunRequest(moved(lever_00=40, lever_01=30, lever_04=5), EnsembleChoice(members=9)), "curve"
)


@pytest.fixture
def finder(qapp: QCoreApplication) -> Iterator[WedgeFinder]:
    made = WedgeFinder()
    yield made
    made.close()


def _by_side() -> WedgeQuestion:
    return WedgeQuestion(QUESTION.request, "curve", Grouping.SIDE)


def test_that_an_answer_is_told_with_its_progress_and_known_the_second_time(
    qtbot: QtBot, finder: WedgeFinder
) -> None:
    told: list[Wedges] = []
    steps: list[tuple[int, int]] = []
    finder.found.connect(told.append)
    finder.advanced.connect(lambda done, of: steps.append((done, of)))
    finder.ask(SMALL.model, QUESTION)
    assert QUESTION not in [one.question for one in told]
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    qtbot.waitUntil(lambda: steps[-1:] == [(8, 8)], timeout=20000)
    assert [done for done, _ in steps] == list(range(9))
    finder.ask(SMALL.model, QUESTION)
    assert told == [told[0], told[0]]
    assert not finder.busy
    finder.ask(SMALL.model, _by_side())
    qtbot.waitUntil(lambda: len(told) == 3, timeout=20000)
    assert told[2].question == _by_side()


def test_that_of_two_questions_the_second_is_answered_and_of_one_given_up_nothing(
    qtbot: QtBot, finder: WedgeFinder
) -> None:
    told: list[Wedges] = []
    finder.found.connect(told.append)
    finder.ask(SMALL.model, QUESTION)
    finder.cancel()
    assert not finder.busy
    finder.ask(SMALL.model, QUESTION)
    finder.ask(SMALL.model, _by_side())
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
    assert [one.question for one in told] == [_by_side()]


def test_that_a_run_that_fails_is_told_and_another_question_is_answered(
    qtbot: QtBot, finder: WedgeFinder
) -> None:
    told: list[Wedges] = []
    failures: list[VecinosError] = []
    finder.found.connect(told.append)
    finder.failed.connect(failures.append)
    gone = WedgeQuestion(RunRequest(Policy({"lever_00": Setting(1e9)})), "curve")
    finder.ask(SMALL.model, gone)
    qtbot.waitUntil(lambda: bool(failures), timeout=20000)
    assert not isinstance(failures[0], UnknownLeverError)
    finder.ask(SMALL.model, QUESTION)
    qtbot.waitUntil(lambda: bool(told), timeout=20000)
