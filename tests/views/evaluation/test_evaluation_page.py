"""Both pages about the past, and the way to them and back."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from desktop.app.offscreen import snapshot
from desktop.calibration.experiments import ExperimentResult
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError
from desktop.domain.experiment import Window
from desktop.domain.indicator import Change
from desktop.domain.scenario import Scenario
from desktop.session.evaluation_sources import Sources
from desktop.ui.actions import ActionId
from desktop.views.evaluation import case_words
from desktop.views.evaluation.answer_chart import AnswerChart
from desktop.views.evaluation.evaluation_page import EvaluationPage, Part
from tests.views.desks import FEW, compiled, look, open_desk, sparing
from tests.views.evaluation import examples

Opened = Callable[..., EvaluationPage]


@pytest.fixture
def experiments(qtbot: QtBot, opened: Opened) -> EvaluationPage:
    page = opened()
    page.show_part(Part.EXPERIMENTS)
    qtbot.waitUntil(lambda: not page.experiments.waiting)
    return page


def test_that_every_case_shows_record_answers_and_caveats_what_is_missed_first(
    experiments: EvaluationPage,
) -> None:
    language = look().language
    held, missed = examples.experiments(compiled().model)
    cards = experiments.experiments.cards
    assert [card.result for card in cards] == [missed, held]
    for card, result in zip(cards, (missed, held), strict=True):
        case = result.experiment
        together = "\n".join(label.text() for label in card.findChildren(QLabel))
        for text in (case.question, case.happened, case.caveats):
            assert language.wording(text) in together
        assert len(card.charts) == len(card.verdicts) == len(result.answers)


def test_that_cases_that_fail_are_said_in_every_language_and_can_be_asked_for_again(
    qtbot: QtBot, opened: Opened
) -> None:
    fails = [True]

    def breaking() -> tuple[ExperimentResult, ...]:
        if fails[0]:
            raise RunFailedError(variable="tpu", month=Month(2017, 5))
        return examples.experiments(compiled().model)

    page = opened(replace(examples.sources(compiled().model), experiments=breaking))
    page.show_part(Part.EXPERIMENTS)
    view = page.experiments

    def told() -> str:
        return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())

    qtbot.waitUntil(lambda: "May\u00a02017" in told())
    for worn, month in ((look("es"), "may\u00a02017"), (look("en"), "May\u00a02017")):
        page.set_look(worn)
        assert month in told()
        assert worn.text("trust.computing_cases") not in told()
        assert not view.findChildren(QProgressBar)[0].isVisible()
    fails[0] = False
    page.show_part(Part.EXPERIMENTS)
    qtbot.waitUntil(lambda: not view.waiting)
    assert "May\u00a02017" not in told()


def test_that_the_verdict_says_inside_and_outside_alike(experiments: EvaluationPage) -> None:
    said = [label.text() for card in experiments.experiments.cards for label in card.verdicts]
    assert said[2] == (
        "The model says −21\u00a0% (90\u00a0%: −34 to −8). "
        "The record, −25\u00a0%, lies inside that band."
    )
    assert said[0].endswith(
        "The record, +20 points, lies outside that band; its range and the band overlap."
    )


def test_that_an_answer_is_said_in_one_sentence(experiments: EvaluationPage) -> None:
    chart = experiments.experiments.cards[1].charts[0]
    said = QAccessible.queryAccessibleInterface(chart).text(QAccessible.Text.Name)
    assert said.startswith(
        "Border Patrol apprehensions, Oct\u00a02014–Feb\u00a02015; counted against"
    )
    assert "lies inside that band. Counted, whatever the cause: −29\u00a0%." in said


def test_that_the_small_chart_puts_zero_and_every_value_in_its_plot(
    experiments: EvaluationPage,
) -> None:
    for card in experiments.experiments.cards:
        for chart in card.charts:
            answer = chart.answer
            measure = answer.measure
            ends = (measure.low, measure.high, answer.low, answer.high, answer.recorded or 0.0)
            for value in (0.0, *ends):
                assert chart.plot.left() <= chart.place(value) <= chart.plot.right()


def test_that_escape_asks_to_go_back_from_anywhere(qtbot: QtBot, opened: Opened) -> None:
    page = opened()
    qtbot.waitUntil(lambda: not page.hindcast.waiting)
    spy = QSignalSpy(page.left)
    parts = (page.back, page.hindcast, page.hindcast.charts[3], page.hindcast.table)
    for part in (*parts, page.hindcast.origins.segments[1], page.hindcast.copy):
        assert part is not None
        QTest.keyClick(part, Qt.Key.Key_Escape)
    assert spy.count() == len(parts) + 2


def test_that_tab_reaches_every_part_of_a_page(qtbot: QtBot, opened: Opened) -> None:
    page = opened()
    qtbot.waitUntil(lambda: not page.hindcast.waiting)
    qtbot.waitUntil(page.isActiveWindow)
    page.back.setFocus()
    reached = []
    for _ in range(40):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        reached.append(page.focusWidget())
    for part in (*page.hindcast.charts, page.hindcast.copy, page.hindcast.table):
        assert part in reached
    first, last = (reached.index(page.hindcast.charts[place]) for place in (0, -1))
    assert last - first == len(page.hindcast.charts) - 1


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ((Month(2019, 6), Month(2019, 6)), "Jun\u00a02019"),
        ((Month(2011, 1), Month(2011, 12)), "2011"),
        ((Month(2017, 1), Month(2018, 12)), "2017–2018"),
        ((Month(2014, 10), Month(2015, 2)), "Oct\u00a02014–Feb\u00a02015"),
    ],
)
def test_that_months_are_worded_as_short_as_they_can_be(
    window: tuple[Month, Month], expected: str
) -> None:
    assert case_words.span_words(Window(*window), look().language) == expected


def test_that_one_point_is_no_points() -> None:
    language = look().language
    assert case_words.amount(0.99, Change.POINTS, language) == "+1.0 points"
    assert case_words.amount(-12.4, Change.POINTS, language) == "−12 points"


def test_that_a_size_outside_the_band_is_outside() -> None:
    assert examples.answer(central=-8.0).apart == 0.0
    assert examples.answer(central=-7.9).apart > 0.0
    language = look().language
    assert "whole range" in case_words.verdict(examples.answer(central=60.0), language)


def test_that_a_chart_of_one_size_has_an_axis(qtbot: QtBot) -> None:
    worn = look()
    answer = examples.answer(recorded=None, central=0.0, model=(0.0, 0.0, 0.0))
    chart = AnswerChart(answer, "x", worn.tokens.base, worn.language, worn.tokens)
    qtbot.addWidget(chart)
    assert math.isfinite(chart.place(0.0))


# ------------------------------------------------------------ in the window


def test_that_the_pages_open_over_the_desk_and_close_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sources, "of", lambda _: examples.sources(compiled().model))
    with open_desk(qtbot, preferences=sparing()) as desk:
        window = desk.window
        assert window.findChild(EvaluationPage) is None
        window.top_bar.trust.click()
        page = window.findChild(EvaluationPage)
        assert isinstance(page, EvaluationPage)
        qtbot.waitUntil(lambda: not page.hindcast.waiting)
        assert page.isVisible()
        assert not window.desk.isVisible()
        QTest.keyClick(page, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.desk.isVisible() and not page.isVisible())
        window.actions_[ActionId.TRUST].trigger()
        qtbot.waitUntil(page.isVisible)
        window.set_language("es")
        qtbot.waitUntil(lambda: not page.hindcast.waiting)
        assert page.accessibleName() == "Aciertos y errores anteriores"
        window.actions_[ActionId.TRUST].trigger()
        qtbot.waitUntil(window.desk.isVisible)


@pytest.mark.long
def test_that_a_picture_can_be_taken_of_either_page(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Sources, "of", lambda _: examples.sources(compiled().model))
    scenario = Scenario("x", ensemble=FEW)
    pictures = []
    for view in ("desk", Part.HINDCAST, Part.EXPERIMENTS):
        path = tmp_path / f"{view}.png"
        snapshot(path, scenario=scenario, size=(1280, 640), view=view)
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1280, 640)
        pictures.append(picture)
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_that_a_page_that_cannot_be_computed_is_no_picture(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing() -> tuple[ExperimentResult, ...]:
        raise RunFailedError(variable="tpu", month=Month(2017, 1))

    broken = replace(examples.sources(compiled().model), experiments=failing)
    monkeypatch.setattr(Sources, "of", lambda _: broken)
    path = tmp_path / "x.png"
    with pytest.raises(RunFailedError):
        snapshot(path, scenario=Scenario("x", ensemble=FEW), view=Part.EXPERIMENTS)
    assert not path.exists()
