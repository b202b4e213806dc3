"""The window of the assumptions: switches, values, the picker, and the charts that follow."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.charts.tokens import Theme
from desktop.document.assuming import AdoptSet, HoldValue, TakeSide
from desktop.document.commands import SetLever, ShowCharts
from desktop.domain.assumptions import NEUTRAL, Assumptions, Side
from desktop.domain.lever import Setting
from desktop.views.assumptions.panel import AssumptionPanel
from desktop.views.assumptions.rows import ConflictRow, ValueRow
from desktop.views.window.top_bar import step_words
from tests.views.desks import TARIFF, look, open_desk, settled


@pytest.fixture
def desk(small_desk: Desk) -> Desk:
    return small_desk


@pytest.fixture
def panel(desk: Desk) -> Iterator[AssumptionPanel]:
    made = desk.window.beside.show_assumptions()
    yield made
    made.close()


def conflict(panel: AssumptionPanel, name: str) -> ConflictRow:
    return next(row for row in panel.conflicts if row.conflict.id == name)


def value(panel: AssumptionPanel, name: str) -> ValueRow:
    return next(row for row in panel.values if row.movable.parameter == name)


def test_that_a_switch_sets_one_conflict_and_undo_sets_it_back(
    desk: Desk, panel: AssumptionPanel
) -> None:
    row = conflict(panel, "military_aid")
    assert row.switch.segments[1].isChecked()
    row.switch.segments[2].click()
    assert desk.document.scenario.assumptions == "neutral;military_aid=studies"
    assert row.switch.segments[2].isChecked()
    assert [side.property("counts") for side in row.sides] == [False, True]
    desk.document.undo()
    assert row.switch.segments[1].isChecked()
    assert [side.property("counts") for side in row.sides] == [True, True]


def test_that_each_conflict_shows_both_sentences_their_sources_and_sizes(
    desk: Desk, panel: AssumptionPanel
) -> None:
    model = desk.document.model
    assert len(panel.conflicts) == len(model.assumptions.conflicts)
    for row in panel.conflicts:
        for view, position in zip(
            row.sides, (row.conflict.articles, row.conflict.studies), strict=True
        ):
            assert position.text.en in view.words
            for source in position.sources:
                assert f"({source})" in view.words
            for claim in position.claims:
                assert claim in view.words
            for override in position.overrides.values():
                assert override.reason.en in view.words
                assert model.parameters[override.parameter].evidence.name.en in view.words
        assert row.accessibleDescription()


@pytest.mark.long
def test_that_a_set_sets_every_switch_and_names_itself_everywhere(
    desk: Desk, panel: AssumptionPanel
) -> None:
    panel.sets.segments[2].click()
    assert desk.document.scenario.assumed == Assumptions("studies")
    assert all(row.switch.segments[2].isChecked() for row in panel.conflicts)
    assert desk.window.top_bar.assumptions.text() == "Assumptions: Studies"
    conflict(panel, "military_aid").switch.segments[0].click()
    assert desk.window.top_bar.assumptions.text() == "Assumptions: Studies + 1 of our own"
    panel.reset.click()
    assert desk.document.scenario.assumed == NEUTRAL
    assert desk.window.top_bar.assumptions.text() == "Assumptions: Neutral"
    assert not panel.reset.isEnabled()


def test_that_a_dragged_value_moves_the_document_once_it_is_let_go(
    desk: Desk, panel: AssumptionPanel
) -> None:
    row = value(panel, "china_duty")
    slider = row.slider
    start = QPoint(round(slider._place(slider.held)), slider.height() // 2)
    steps = len(desk.document.history.done)
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.value() + 5)
    slider.setSliderPosition(slider.value() + 5)
    assert desk.document.scenario.assumed == NEUTRAL
    assert row._value.text().startswith("21")
    slider.setSliderDown(False)
    assert desk.document.scenario.assumed.value("china_duty") == 21
    assert len(desk.document.history.done) == steps + 1
    assert start.x() < slider._place(slider.held)
    row.back.click()
    assert desk.document.scenario.assumed == NEUTRAL
    assert slider.held == 11


def test_that_keys_that_follow_soon_make_one_step(
    qtbot: QtBot, desk: Desk, panel: AssumptionPanel
) -> None:
    slider = value(panel, "trade_growth").slider
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(
        lambda: desk.document.scenario.assumed.value("trade_growth") == 0.055, timeout=5000
    )
    assert len(desk.document.history.done) == 1


@pytest.mark.long
def test_that_the_mark_of_a_value_is_what_the_set_has(desk: Desk, panel: AssumptionPanel) -> None:
    row = value(panel, "favor_offense")
    assert row.slider.held == 0.9
    desk.document.apply(HoldValue("favor_offense", 1.2))
    assert (row.slider.held, row.slider._usual) == (1.2, 0.9)


@pytest.mark.long
def test_that_every_chart_gets_its_third_line_and_bar(qtbot: QtBot) -> None:
    with open_desk(qtbot) as desk:
        desk.document.apply(ShowCharts(("us_mx_trade", "homicide_rate")))
        desk.document.apply(SetLever(TARIFF, Setting(10.0)))
        desk.document.apply(HoldValue("trade_growth", 0.07))
        settled(qtbot, desk)
        chart = desk.window.desk.card("us_mx_trade").chart
        names = [placed.label.text.split()[0] for placed in chart.plot.labels]
        assert sorted(names) == ["Neutral", "Policy", "Status"]
        said = chart.spoken_name()
        assert "comes from assumptions" in said
        assert "from policy" in said
        desk.document.apply(AdoptSet("neutral"))
        settled(qtbot, desk)
        qtbot.waitUntil(lambda: "comes from assumptions" not in chart.spoken_name(), timeout=10000)
        assert len(chart.plot.labels) == 2


def test_that_the_history_says_what_was_assumed(desk: Desk) -> None:
    document, worn = desk.document, look()
    words = []
    for command in (
        AdoptSet("studies"),
        TakeSide("military_aid", Side.ARTICLES),
        HoldValue("china_duty", 40),
        HoldValue("china_duty", None),
    ):
        document.apply(command)
        words.append(step_words(document.history.done[-1], document.model, worn))
    assert words == [
        "Assume: As the measured studies find",
        "Aid of the Plan Colombia type: The documents",
        "U.S. duty on Chinese goods: 40\u00a0%",
        "U.S. duty on Chinese goods: back to the set’s value",
    ]


def test_that_the_picker_offers_every_set_and_marks_the_one_in_force(desk: Desk) -> None:
    picker = desk.window.top_bar.assumptions
    picker.menu().aboutToShow.emit()
    offered = [action for action in picker.menu().actions() if action.isCheckable()]
    assert [action.text() for action in offered] == [
        "Neutral: both readings pooled",
        "As the two documents argue",
        "As the measured studies find",
    ]
    assert [action.isChecked() for action in offered] == [True, False, False]
    offered[1].trigger()
    assert desk.document.scenario.assumed == Assumptions("articles")


@pytest.mark.parametrize("theme", [Theme.DARK, pytest.param(Theme.LIGHT, marks=pytest.mark.long)])
@pytest.mark.parametrize("code", ["es", pytest.param("en", marks=pytest.mark.long)])
def test_that_nothing_in_the_panel_is_cut_or_runs_over(
    qtbot: QtBot, code: str, theme: Theme
) -> None:
    worn = look("es" if code == "es" else "en", theme)
    with open_desk(qtbot, worn=worn) as desk:
        panel = desk.window.beside.show_assumptions()
        qtbot.waitExposed(panel)
        QApplication.processEvents()
        area = panel.findChild(QScrollArea)
        assert area is not None
        page = area.widget()
        assert page is not None
        assert page.width() <= area.viewport().width()
        for row in (*panel.conflicts, *panel.values, *panel.others.shown):
            for label in row.findChildren(QLabel):
                assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
            holder = row.parentWidget()
            assert holder is not None
            assert row.geometry().bottom() <= holder.height()
        panel.close()


@pytest.mark.long
def test_that_escape_and_the_button_close_it_at_once_and_every_time(
    qtbot: QtBot, desk: Desk
) -> None:
    for _ in range(2):
        panel = desk.window.beside.show_assumptions()
        with qtbot.waitSignal(panel.closed):
            QTest.keyClick(panel, Qt.Key.Key_Escape)
        panel = desk.window.beside.show_assumptions()
        with qtbot.waitSignal(panel.closed):
            panel.done_.click()
