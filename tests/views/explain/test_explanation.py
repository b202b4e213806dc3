"""The column that explains, on a real desk."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.document.causes import Kind
from desktop.document.commands import SetLever
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.reports.element_words import ElementWords
from desktop.ui.actions import ActionId
from desktop.views.explain.card import CauseCard
from desktop.views.explain.panel import Tab
from desktop.views.explain.story_view import StoryView
from tests.views.desks import TARIFF, look, open_desk, settled

RATE = "homicide_rate"


def _said(card: QWidget) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_that_the_first_chart_is_explained_at_first_and_outlined(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        assert desk.window.explanation.subject == desk.window.desk.shown[0] == RATE
        assert desk.window.inspector.open


def test_that_a_curves_card_opens_with_what_moved_it_and_follows_clicks_on_charts(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        window, panel = desk.window, desk.window.explanation

        def card() -> CauseCard:
            assert isinstance(panel.card, CauseCard)
            return panel.card

        def story() -> StoryView:
            qtbot.waitUntil(lambda: not panel.waits, timeout=20000)
            found = card().story
            assert found is not None
            return found

        assert story().text.startswith("Nothing was changed")
        desk.document.apply(SetLever("mx_federal_backup", Setting(60)))
        settled(qtbot, desk)
        assert "mainly from raising “Federal support for local security”" in story().text
        assert [row.text() for row in story().rows] == [
            "Federal support for local security: 60 of 100"
        ]
        assert not card().equations[0].isVisible()
        fold = card().fold
        assert fold is not None
        QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
        assert card().equations[0].isVisible()

        other = window.desk.shown[1]
        chart = window.desk.card(other).chart
        inside = chart.plot.geometry().center()
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=inside)
        assert panel.subject == other
        assert card().equations[0].isVisible()
        name = desk.document.model.indicators[other].name.en
        assert name in story().text
        QTest.mouseClick(panel.away, Qt.MouseButton.LeftButton)
        third = window.desk.card(window.desk.shown[2]).chart
        QTest.mouseClick(third, Qt.MouseButton.LeftButton, pos=third.plot.geometry().center())
        assert not window.inspector.open
        assert panel.subject == other
        window.explaining.explain(RATE)
        QTest.mouseClick(story().rows[0], Qt.MouseButton.LeftButton)
        assert panel.subject == "mx_federal_backup"


@pytest.mark.long
def test_that_a_card_made_while_a_slider_moves_tells_once_it_is_back_where_it_was(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        panel = desk.window.explanation
        qtbot.waitUntil(lambda: not panel.waits, timeout=20000)
        stands = settled(qtbot, desk)
        panel.show_curves(replace(stands, exact=False))
        panel.show_tab(Tab.EVIDENCE)
        panel.show_tab(Tab.EXPLAIN)
        panel.show_curves(stands)
        assert isinstance(panel.card, CauseCard)
        assert panel.card.story is not None
        assert panel.card.story.text.startswith("Nothing was changed")


def test_that_a_card_made_before_the_answer_tells_nothing_of_a_lever_that_was_put_back(
    desk: Desk, qtbot: QtBot
) -> None:
    panel = desk.window.explanation
    desk.window.explaining.explain(RATE)
    before = settled(qtbot, desk)
    desk.document.apply(SetLever("mx_federal_backup", Setting(80)))
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: not panel.waits, timeout=20000)
    lever = desk.document.model.levers["mx_federal_backup"].name.en
    assert isinstance(panel.card, CauseCard)
    assert panel.card.story is not None
    assert lever in panel.card.story.text
    panel.show_curves(before)
    panel.set_look(panel.look)
    assert isinstance(panel.card, CauseCard)
    assert panel.card.story is not None
    assert lever not in panel.card.story.text
    desk.document.undo()
    settled(qtbot, desk)


def test_that_a_chart_is_explained_from_its_menu_in_two_presses(desk: Desk) -> None:
    card = desk.window.desk.card("remittances")
    card.menu.aboutToShow.emit()
    card.menu.actions()[0].trigger()
    assert desk.window.explanation.subject == "remittances"
    shown = desk.window.explanation.card
    assert shown is not None
    said = _said(shown)
    indicator = desk.document.model.indicators["remittances"]
    assert indicator.sentence.en in said
    assert any("Migrant workers" in e.text or "×" in e.text for e in shown.equations)
    assert "US dollars" in said


def test_that_the_letter_e_explains_the_chart_that_has_the_focus_only(desk: Desk) -> None:
    desk.window.activateWindow()
    chart = desk.window.desk.card("us_mx_trade").chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_E)
    assert desk.window.explanation.subject == "us_mx_trade"
    desk.window.desk.setFocus()
    QTest.keyClick(desk.window.desk, Qt.Key.Key_E)
    QTest.keyClicks(desk.window.levers.head.filter.line, "es1")
    assert desk.window.explanation.subject == "us_mx_trade"
    assert desk.window.desk.toolbar.spans.choice == 0
    assert desk.window.levers.head.filter.line.text() == "es1"


def test_that_a_card_made_before_its_answer_tells_nothing_of_another_policy(
    qtbot: QtBot, desk: Desk
) -> None:
    panel, shown = desk.window.explanation, desk.window.desk.shown[0]
    desk.document.apply(SetLever("mx_federal_backup", Setting(60)))
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: not panel.waits, timeout=20000)
    desk.document.undo()
    settled(qtbot, desk)
    panel.explain("effective_tariff")
    assert panel.waits
    panel.explain(shown)
    qtbot.waitUntil(lambda: not panel.waits, timeout=20000)
    assert isinstance(panel.card, CauseCard)
    assert panel.card.story is not None
    assert panel.card.story.text.startswith("Nothing was changed")


def test_that_an_input_opens_its_card_and_back_returns(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        panel = desk.window.explanation
        first = panel.card
        assert first is not None
        assert panel.back.isHidden()
        row = next(row for row in first.rows if row.element == "homicide_push")
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        assert panel.subject == "homicide_push"
        second = panel.card
        assert second is not None
        assert "Homicide rate" in panel.back.toolTip()
        row = second.rows[0]
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Space)
        assert panel.subject == row.element
        QTest.mouseClick(panel.back, Qt.MouseButton.LeftButton)
        QTest.keyClick(panel, Qt.Key.Key_Backspace)
        assert panel.subject == RATE
        assert panel.back.isHidden()


def test_that_a_name_in_an_equation_opens_its_card(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        panel = desk.window.explanation
        assert panel.card is not None
        view = panel.card.equations[0]
        place = QPointF(40, 18)
        assert view.name_at(place) == "homicide_rate_0"
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place.toPoint())
        assert panel.subject == "homicide_rate_0"
        assert panel.card is not None
        assert "nine of ten runs" in _said(panel.card) or "A constant" in _said(panel.card)


def test_that_values_follow_the_lever_and_the_cross_hair(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        panel = desk.window.explanation
        panel.explain("effective_tariff")

        def value() -> str:
            assert panel.card is not None
            return _said(panel.card)

        before = value()
        assert "Dec\u00a02030" in before
        desk.document.apply(SetLever(TARIFF, Setting(25, Month(2026, 1))))
        settled(qtbot, desk)
        after = value()
        assert after != before
        desk.window.desk.set_cross_hair(Month(2025, 6))
        assert "Jun\u00a02025" in value()
        assert value().count("→") >= 1
        desk.window.desk.set_cross_hair(Month(2015, 6))
        assert "Dec\u00a02030" in value()


@pytest.mark.long
def test_that_every_element_has_a_card_in_both_languages(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        model, causes = desk.document.model, desk.window.explanation.causes
        curves = settled(qtbot, desk)
        things = (
            *model.indicators,
            *model.levers,
            *model.auxiliaries,
            *model.stocks,
            *model.noises,
            *model.pulses,
            *model.channels,
            *list(model.parameters)[::12],
        )
        holder = QWidget()
        try:
            for code in ("en", "es"):
                worn = look(code)
                for thing in things:
                    card = CauseCard(thing, causes, worn, holder)
                    card.show_values(Month(2030, 12), curves.central)
                    assert card.title
                    assert worn.text("explain.waiting") not in _said(card), thing
                    card.setParent(None)
                    card.deleteLater()
        finally:
            holder.deleteLater()


def test_that_links_say_form_size_delay_grade_and_sources_in_both_languages(desk: Desk) -> None:
    causes = desk.window.explanation.causes
    link = desk.document.model.links[75]
    for code in ("en", "es"):
        words = ElementWords(causes, look(code).language)
        facts = " ".join(words.link_facts(link))
        assert link.size.text(code) in facts
        assert link.delay.text(code) in facts
        assert str(link.grade) in facts
        assert all(source in facts for source in link.sources)
    assert any(found.number == 75 for found in causes.of("legal_pathways_in_force").links)
    assert causes.of("legal_pathways_in_force").kind is Kind.FORCE


def test_that_a_levers_card_leads_to_what_it_acts_on(desk: Desk) -> None:
    row = desk.window.levers.rows["legal_pathways"]
    QTest.mouseClick(row.info, Qt.MouseButton.LeftButton)
    card = desk.window.cards.card
    assert card is not None
    QTest.mouseClick(card.explain, Qt.MouseButton.LeftButton)
    panel = desk.window.explanation
    assert panel.subject == "legal_pathways"
    assert panel.card is not None
    assert panel.card.rows
    assert row.lever.sentence.en in _said(panel.card)


@pytest.mark.long
@pytest.mark.parametrize(("width", "column"), [(1440, True), (1280, False)])
def test_that_a_narrow_window_has_a_rail_that_lays_the_column_over_the_charts(
    qtbot: QtBot, width: int, column: bool
) -> None:
    with open_desk(qtbot, preferences=Preferences(), size=(width, 720)) as desk:
        window = desk.window
        assert window.inspector.open is column
        assert window.inspector.width() == (316 if column else 40)
        shown, size = window.desk.shown, window.desk.size()
        if not column:
            window.actions_[ActionId.EXPLAIN].trigger()
            assert window.explanation.isVisible()
            assert (window.desk.shown, window.desk.size()) == (shown, size)
            assert window.explanation.width() == 316
            QTest.keyClick(window.explanation, Qt.Key.Key_Escape)
            assert not window.explanation.isVisible()


@pytest.mark.long
def test_that_nine_charts_take_the_columns_room_and_it_is_remembered(qtbot: QtBot) -> None:
    preferences = Preferences()
    with open_desk(qtbot, preferences=preferences) as desk:
        window = desk.window
        QTest.mouseClick(window.desk.toolbar.counts.segments[4], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(window.desk.shown) == 9, timeout=10_000)
        assert not window.inspector.open
        assert not preferences.explanation
        window.explaining.explain("remittances")
        assert window.explanation.isVisible()
        assert len(window.desk.shown) == 9
        QTest.mouseClick(window.explanation.away, Qt.MouseButton.LeftButton)
        assert not window.explanation.isVisible()
    with open_desk(qtbot, preferences=preferences) as desk:
        assert not desk.window.inspector.open
        assert len(desk.window.desk.shown) == 9


@pytest.mark.long
def test_that_the_column_speaks_the_windows_language(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        desk.window.set_language("es")
        panel = desk.window.explanation
        assert panel.card is not None
        said = _said(panel.card)
        assert desk.document.model.indicators[RATE].sentence.es in said
        assert look("es").text("explain.numbers") in said
        assert "Presiones" in panel.card.equations[0].text
