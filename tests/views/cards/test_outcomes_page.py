"""The page of actions and outcomes, on a real desk."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.session.outcome_runs import KeptOutcomes, OutcomeRuns, Stand
from desktop.ui.actions import ActionId
from desktop.views.cards.outcome_model import OutcomeModel
from desktop.views.cards.outcomes_page import OutcomesPage
from tests.views.desks import open_desk, sparing

PATHWAYS, APPREHENSIONS = "legal_pathways", "irregular_encounters"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(qtbot, preferences=sparing(), size=(1024, 768)) as opened:
        yield opened


def _open(qtbot: QtBot, desk: Desk) -> OutcomesPage:
    desk.window.actions_[ActionId.OUTCOMES].trigger()
    page = desk.window.pages.page
    assert isinstance(page, OutcomesPage)
    qtbot.waitUntil(page.table.isVisible, timeout=20000)
    return page


def _model(page: OutcomesPage) -> OutcomeModel:
    model = page.table.model()
    assert isinstance(model, OutcomeModel)
    return model


def test_that_the_page_shows_every_lever_and_curve_with_signs_that_need_no_colour(
    qtbot: QtBot, desk: Desk
) -> None:
    page = _open(qtbot, desk)
    model = _model(page)
    known = desk.document.model
    assert {lever.id for lever in model.levers} == set(known.levers)
    assert {one.id for one in model.indicators} == set(known.indicators)
    row = next(at for at, lever in enumerate(model.levers) if lever.id == PATHWAYS)
    column = next(at for at, one in enumerate(model.indicators) if one.id == APPREHENSIONS)
    assert model.change(row, column) < -5
    for each in range(model.rowCount()):
        for other in range(model.columnCount()):
            said = model.data(model.index(each, other))
            assert isinstance(said, str)
            assert re.fullmatch(r"[+\u2212][\d.,]+|·", said)
    assert page.table.hasFocus()
    told = model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
    assert isinstance(told, str)
    assert told.startswith("Legal pathways, at 2,500 k a year. Border Patrol apprehensions: \u2212")
    month = desk.window.desk.headline_month
    assert page.month == month == Month(2030, 12)


@pytest.mark.long
def test_that_a_press_on_a_figure_shows_its_chart_and_escape_leaves_the_page(
    qtbot: QtBot, desk: Desk
) -> None:
    page = _open(qtbot, desk)
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert desk.window.pages.page is None
    page = _open(qtbot, desk)
    with qtbot.waitSignal(page.chosen) as told:
        QTest.keyClick(page.table, Qt.Key.Key_Down)
        QTest.keyClick(page.table, Qt.Key.Key_Right)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    lever, indicator = told.args
    assert lever == _model(page).levers[1].id
    assert desk.window.pages.page is None
    assert indicator in desk.window.desk.shown
    card = desk.window.cards.card
    assert card is not None
    assert card.lever == lever


def test_that_what_is_set_stands_alone_where_it_is_set_and_that_both_are_copied(
    qtbot: QtBot, desk: Desk
) -> None:
    page = _open(qtbot, desk)
    QTest.mouseClick(page.stands.segments[1], LEFT)
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.button, LEFT)
    assert page.table.isVisible()
    page.left.emit()
    desk.document.apply(SetLever(PATHWAYS, Setting(1500, Month(2026, 3), 24)))
    page = _open(qtbot, desk)
    QTest.mouseClick(page.stands.segments[1], LEFT)
    qtbot.waitUntil(lambda: page.copier.isEnabled() and not page.busy, timeout=20000)
    model = _model(page)
    assert [lever.id for lever in model.levers] == [PATHWAYS]
    assert model.value(0) == "1,500 k a year"
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QApplication.clipboard().mimeData()
    first, second = data.text().splitlines()
    assert "Central run" in first
    assert second.startswith("Legal pathways\t1,500 k a year\t")
    assert data.html().count("<td>") == 2 + len(desk.document.model.indicators)
    desk.window.set_language("es")
    again = desk.window.pages.page
    assert isinstance(again, OutcomesPage)
    assert _model(again).name(0) == "Vías legales"
    desk.document.undo()
    assert again.empty.isVisible()
    desk.document.redo()
    qtbot.waitUntil(again.table.isVisible, timeout=20000)


def test_that_a_table_is_worked_out_once_for_a_model_and_settings(qtbot: QtBot, desk: Desk) -> None:
    session, kept = desk.session, KeptOutcomes()
    runs = OutcomeRuns(session.document, session.spare_runs, kept, session)
    steps: list[int] = []
    runs.advanced.connect(steps.append)
    with qtbot.waitSignal(runs.found, timeout=20000) as first:
        runs.want(Stand.FAR_END)
    assert steps == list(range(1, runs.count + 1))
    with qtbot.waitSignal(runs.found) as second:
        runs.want(Stand.FAR_END)
    assert not runs.busy
    assert first.args[0] is second.args[0]
    runs.close()


def test_that_a_table_given_up_says_so_and_is_begun_again(qtbot: QtBot, desk: Desk) -> None:
    with desk.session.spare_runs._lent:
        desk.window.actions_[ActionId.OUTCOMES].trigger()
        page = desk.window.pages.page
        assert isinstance(page, OutcomesPage)
        assert page.stop.isVisible()
        assert page.progress.maximum() == len(desk.document.model.levers)
        QTest.mouseClick(page.stop, LEFT)
        assert page.empty.isVisible()
    QTest.mouseClick(page.empty.button, LEFT)
    qtbot.waitUntil(page.table.isVisible, timeout=20000)
