"""The page of questions over a real desk: asked, canceled, answered, applied, copied."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.inquiry import (
    Answer,
    Asked,
    Bar,
    Broken,
    Condition,
    Goal,
    Inquiry,
    LeverMove,
    Reached,
    Tornado,
    WhatItTakes,
    WhereItBreaks,
)
from desktop.domain.lever import Setting
from desktop.views.ask.ask_page import QUESTIONS, AskPage
from desktop.views.ask.ask_words import AskWords
from tests.views.desks import look, settled

RATE, LEVER = "homicide_rate", "mx_security_spending"
YEAR = Month(2030, 12)
GOAL = Goal(RATE, YEAR, 20.0, at_least=False)
TAKEN = WhatItTakes(
    GOAL,
    Reached.FOUND,
    (LeverMove(LEVER, 0.7, 1.2),),
    now=24.6,
    then=19.9,
    share_now=0.2,
    share_then=0.52,
    cost_us=0.0,
    cost_mx=2.5,
    smallest=True,
    runs=700,
)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[AskPage]:
    """Return the page with a target typed, over a desk at the status quo."""
    desk.window.asking._state = None
    desk.session.inquiries._kept.clear()
    desk.window.asking.open()
    page = desk.window.pages.page
    assert isinstance(page, AskPage)
    place = list(desk.document.model.indicators).index(RATE)
    page.indicator.setCurrentIndex(place)
    page.indicator.activated.emit(place)
    page.value.setText("20")
    yield page
    desk.session.inquiries.cancel()
    desk.window.pages.close()
    desk.window.set_language("en")
    while desk.document.history.done:
        desk.document.undo()
    settled(qtbot, desk)


def asked(page: AskPage, one: Asked) -> Inquiry:
    """Press for an answer without anybody answering, and return what was asked."""
    wanted: list[Inquiry] = []
    page.wanted.disconnect()
    page.wanted.connect(wanted.append)
    page.questions.segments[QUESTIONS.index(one)].click()
    page.ask.click()
    return wanted[-1]


def test_that_a_search_is_asked_for_told_and_made_in_one_step_that_undo_takes_back(
    page: AskPage, desk: Desk, qtbot: QtBot
) -> None:
    inquiry = asked(page, Asked.REACH)
    assert inquiry.goal == GOAL
    assert inquiry.request == desk.document.scenario.request
    assert page.stop.hasFocus()
    page.show_progress(40)
    assert page.bar.value() == 40
    page.show_answer(Answer(inquiry, TAKEN))
    assert page.answered.sentence.text() == (
        "Homicide rate: 1 move takes it from 24.6 per 100,000 to 19.9 per 100,000 in 2030; the "
        "target, at most 20.0 per 100,000, is met in 5 of 10 runs. Political cost: 0 for the "
        "United States, 2.5 for Mexico."
    )
    page.answered.apply.click()
    assert desk.window.pages.page is None
    assert desk.document.scenario.policy.settings == {LEVER: Setting(1.2)}
    assert len(desk.document.history.done) == 1
    desk.document.undo()
    assert not desk.document.scenario.policy.settings


@pytest.mark.long
def test_that_a_search_of_the_model_ends_when_it_is_canceled_and_tells_nothing(
    page: AskPage, desk: Desk, qtbot: QtBot
) -> None:
    for one in page.levers.turns.values():
        one.click()
    page.levers.boxes[LEVER].setChecked(True)
    page.ask.click()
    assert desk.session.inquiries.busy
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.session.inquiries.busy)
    assert page.empty.sentence.text() == "The question was canceled; nothing was changed."
    # Asked again it is answered, and what was answered once is known.
    page.ask.click()
    qtbot.waitUntil(lambda: page.answer is not None, timeout=60000)
    answer = page.answer
    page.questions.segments[QUESTIONS.index(Asked.LEVERS)].click()
    assert page.empty.isVisibleTo(page)
    page.questions.segments[0].click()
    assert page.answer is answer
    # A second Escape leaves.
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert desk.window.pages.page is None


def test_that_too_few_runs_and_levers_all_held_are_a_sentence_each(
    page: AskPage, qtbot: QtBot
) -> None:
    page.questions.segments[QUESTIONS.index(Asked.BREAK)].click()
    page.ask.click()
    qtbot.waitUntil(lambda: "at least 100" in page.empty.sentence.text(), timeout=20000)
    page.questions.segments[0].click()
    for one in page.levers.turns.values():
        one.click()
    assert len(page.levers.held) == len(page.levers.boxes)
    page.ask.click()
    qtbot.waitUntil(lambda: "nothing to move" in page.empty.sentence.text(), timeout=20000)


@pytest.mark.long
@pytest.mark.parametrize(
    ("value", "month", "said"),
    [
        ("", "Dec 2030", "Type the value"),
        ("many", "Dec 2030", "“many” is not a number"),
        ("20", "sometime", "sometime"),
        ("20", "Dec 2050", "between Jan\u00a02024 and Dec\u00a02036"),
    ],
)
def test_that_what_cannot_be_asked_is_told_at_its_field(
    page: AskPage, value: str, month: str, said: str
) -> None:
    page.value.setText(value)
    page.month.setText(month)
    page.ask.click()
    assert said in page.fault.text()
    assert page.fault.isVisibleTo(page)


def test_that_a_target_outside_the_bounds_of_an_index_is_refused(page: AskPage, desk: Desk) -> None:
    names = list(desk.document.model.indicators)
    place = names.index("cooperation_depth")
    page.indicator.setCurrentIndex(place)
    page.indicator.activated.emit(place)
    page.value.setText("140")
    page.ask.click()
    assert page.fault.text() == "The value must lie between 0 and 100."


def test_that_an_answer_about_another_policy_says_so_and_makes_no_moves(
    page: AskPage, desk: Desk
) -> None:
    page.show_answer(Answer(asked(page, Asked.REACH), TAKEN))
    assert not page.answered.stale.isVisibleTo(page)
    desk.document.apply(SetLever(LEVER, Setting(0.9)))
    assert page.answered.stale.isVisibleTo(page)
    assert not page.answered.apply.isEnabled()


def test_that_an_answer_is_kept_with_the_scenario_in_its_notes_as_one_step(
    page: AskPage, desk: Desk
) -> None:
    page.show_answer(Answer(asked(page, Asked.REACH), TAKEN))
    page.answered.note.click()
    kept = desk.document.scenario.notes.splitlines()
    assert kept[:2] == ["What would it take?", page.answered.sentence.text()]
    assert kept[2].startswith("Security and justice budget · 0.7")
    assert not page.answered.note.isEnabled()
    desk.document.undo()
    assert desk.document.scenario.notes == ""
    assert page.answered.note.isEnabled()


def test_that_an_answer_kept_with_the_scenario_is_listed_told_as_stale_and_removed(
    page: AskPage, desk: Desk
) -> None:
    assert not page.kept.isVisibleTo(page)
    page.show_answer(Answer(asked(page, Asked.REACH), TAKEN))
    page.answered.keep.click()
    assert page.answered.keep.text() == "Remove from the scenario"
    desk.document.apply(SetLever(LEVER, Setting(0.9)))
    # Nothing is known of it any more but what the scenario keeps.
    page.questions.segments[QUESTIONS.index(Asked.LEVERS)].click()
    page.value.setText("31")
    listed = [page.kept.itemText(place) for place in range(page.kept.count())]
    assert listed == [
        "1 kept answer",
        "“What would it take?” Homicide rate at most 20.0 per 100,000 in 2030 (other settings)",
    ]
    page.kept.activated.emit(1)
    assert page.questions.choice == QUESTIONS.index(Asked.REACH)
    assert page.value.text() == "20.0"
    assert page.answered.stale.text().startswith("This answer was kept for other settings")
    assert not page.answered.apply.isEnabled()
    # It can be asked again, and is of the run of now where that is what it was.
    desk.document.undo()
    assert not page.answered.stale.isVisibleTo(page)
    assert page.answered.apply.isEnabled()
    page.answered.keep.click()
    assert not desk.document.scenario.answers
    assert not page.kept.isVisibleTo(page)


BROKEN = WhereItBreaks(
    GOAL,
    Broken.FOUND,
    0.4,
    (
        Condition("trade_growth", at_least=True, value=0.02),
        Condition("cooperation_0", at_least=False, value=30.0),
    ),
    0.81,
    0.07,
    1000,
)
MATTERS = Tornado(Asked.LEVERS, RATE, YEAR, (Bar(LEVER, 12.0, -20.0), Bar("dea_access", 0.5, -1)))


def test_that_a_break_and_a_tornado_are_worded_and_copied_as_text_and_html(page: AskPage) -> None:
    page.show_answer(Answer(asked(page, Asked.BREAK), BROKEN))
    sentence = page.answered.sentence.text()
    told = sentence.replace("\u00a0", " ")
    assert "that catches 81 % of the runs that miss it, and 7 % of the runs it points" in told
    page.copy.click()
    data = QApplication.clipboard().mimeData()
    assert data.text().splitlines()[:2] == [sentence, "Uncertain quantity\tCondition"]
    assert data.html().startswith("<p>Homicide rate misses")
    page.show_answer(Answer(asked(page, Asked.LEVERS), MATTERS))
    picture = page.answered.chart.picture
    assert picture is not None
    assert [row.high.words for row in picture.rows] == ["2: −20.0\u00a0%", "100: −1.0\u00a0%"]
    QTest.keySequence(page.answered.chart, "Ctrl+C")
    assert "Security and justice budget\t0.4 % of GDP\t12\t2" in (
        QApplication.clipboard().mimeData().text()
    )


@pytest.mark.long
def test_that_another_language_keeps_what_was_typed_and_the_answer(
    page: AskPage, desk: Desk
) -> None:
    inquiry = asked(page, Asked.UNCERTAINTIES)
    found = Tornado(Asked.UNCERTAINTIES, RATE, YEAR, (Bar("trade_growth", -0.4, 0.4),), 0.1, 3, 40)
    desk.session.inquiries._take(Answer(inquiry, found))
    desk.session.inquiries._model = desk.session.model
    desk.window.set_language("es")
    anew = desk.window.pages.page
    assert isinstance(anew, AskPage)
    assert anew.value.text() == "20.0"
    assert "de la mano de" in anew.answered.sentence.text()
    assert "Otras 3, menores" in anew.answered.remark.text()


def test_that_a_sentence_that_ends_in_an_abbreviation_has_one_full_stop(desk: Desk) -> None:
    model, spanish = desk.document.model, look("es").language
    inquiry = Inquiry(Asked.LEVERS, desk.document.scenario.request, GOAL)
    said = AskWords(model, spanish).sentence(Answer(inquiry, MATTERS))
    assert said.endswith("y Margen de agentes de EE.\u00a0UU.")
    assert not said.endswith("..")


def test_that_questions_about_members_make_no_run(
    page: AskPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("desktop.bridge.inquiries.project", refused)
    page.questions.segments[QUESTIONS.index(Asked.UNCERTAINTIES)].click()
    page.ask.click()
    qtbot.waitUntil(lambda: page.answer is not None, timeout=20000)
    assert page.answer is not None
    found = page.answer.found
    assert isinstance(found, Tornado)
    assert found.members == 40
    assert page.answer.inquiry == replace(page.answer.inquiry, of_change=False)


@pytest.mark.long
def test_that_what_it_would_take_is_reached_on_the_desk_once_it_is_made(
    page: AskPage, desk: Desk, qtbot: QtBot
) -> None:
    page.ask.click()
    qtbot.waitUntil(lambda: page.answer is not None, timeout=120_000)
    assert page.answer is not None
    assert isinstance(page.answer.found, WhatItTakes)
    page.answered.apply.click()
    settled(qtbot, desk)
    curves = desk.session.projector.latest
    assert curves is not None
    middle = curves.bands.of(RATE)[2][desk.document.model.clock.step(YEAR)]
    assert middle == page.answer.found.then <= 20.0
