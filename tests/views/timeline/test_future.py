"""Events drawn by chance, listed and taken away."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.document.events import PlaceEvents
from desktop.document.future import draw_future
from desktop.domain.clock import Month
from desktop.domain.policy import PlannedEvent
from desktop.ui.actions import ActionId
from desktop.views.timeline.event_menu import EventMenu
from desktop.views.timeline.future_card import FutureCard
from tests.views.desks import open_desk, settled, sparing

PLANNED = (
    PlannedEvent("tariff_threat", Month(2027, 3)),
    PlannedEvent("migrant_caravan", Month(2028, 9)),
)

EVENTS_TRACK = 54
"""A height of the timeline at which its events lie."""
FIRST, LAST = Month(2024, 1), Month(2036, 12)


def _open(desk: Desk) -> FutureCard:
    desk.window.actions_[ActionId.FUTURE].trigger()
    cards = desk.window.findChildren(FutureCard)
    assert len(cards) == 1
    return cards[0]


def _events(desk: Desk) -> tuple[PlannedEvent, ...]:
    return desk.document.scenario.combined.events


def _history(desk: Desk) -> str:
    menu = desk.window.top_bar.history_menu
    menu.aboutToShow.emit()
    return "\n".join(action.text() for action in menu.actions())


def _said(card: FutureCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def test_that_a_future_is_drawn_in_one_step_and_another_in_its_place(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        card = _open(desk)
        assert "Neither the bands nor the status-quo line includes events" in _said(card)
        assert not card.clear.isEnabled()
        QTest.mouseClick(card.draw, Qt.MouseButton.LeftButton)
        first = _events(desk)
        assert first == draw_future(desk.document.model, 1)
        assert len(desk.document.history.done) == 1
        assert card.count.text().startswith("Future 1: ")
        assert len(card.crosses) == len(first)
        QTest.mouseClick(card.draw, Qt.MouseButton.LeftButton)
        assert _events(desk) == draw_future(desk.document.model, 2)
        desk.document.undo()
        assert _events(desk) == first
        card.crosses[0].click()
        assert _events(desk) == first[1:]
        assert card.count.text().startswith("Future 1, changed: ")
        card.close()


def test_that_a_future_is_taken_back_at_once_and_leaves_what_was_placed(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        desk.document.apply(PlaceEvents(PLANNED))
        card = _open(desk)
        card.draw.click()
        scenario = desk.document.scenario
        assert scenario.policy.events == scenario.decided.events == PLANNED
        assert set(scenario.drawn) == set(draw_future(desk.document.model, 1)) - set(PLANNED)
        assert "drawn by chance" in " ".join(desk.window.timeline._marks(FIRST, LAST))
        card.clear.click()
        assert _events(desk) == PLANNED
        assert not desk.document.scenario.packages
        assert len(desk.document.history.done) == 3
        card.close()
        assert "Take the drawn future back" in _history(desk)


def test_that_a_press_on_a_mark_of_the_timeline_offers_to_remove_it(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        desk.document.apply(PlaceEvents(PLANNED))
        line = desk.window.timeline
        place = QPoint(round(line.x_of(PLANNED[0].month)), EVENTS_TRACK)
        assert line.events_at(place) == PLANNED[:1]
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
        menu = next(m for m in line.findChildren(EventMenu) if m.isVisible())
        action = menu.actions()[0]
        assert action.text() == "Remove: Mar\u00a02027: Tariff threat with a deadline"
        action.trigger()
        menu.close()
        assert _events(desk) == PLANNED[1:]
        assert "Tariff threat with a deadline: removed from Mar\u00a02027" in _history(desk)


def test_that_delete_removes_an_event_of_the_month_that_is_read(qtbot: QtBot) -> None:
    with open_desk(qtbot) as desk:
        desk.document.apply(PlaceEvents(PLANNED))
        line = desk.window.timeline
        line.set_cross_hair(Month(2028, 8), Month(2030, 12))
        QTest.keyClick(line, Qt.Key.Key_Delete)
        assert _events(desk) == PLANNED
        line.set_cross_hair(Month(2028, 9), Month(2030, 12))
        assert "Delete removes" in line.accessibleDescription()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        assert _events(desk) == PLANNED[:1]


def test_that_charts_mark_the_months_of_events_and_say_how_many(qtbot: QtBot) -> None:
    with open_desk(qtbot) as desk:
        chart = desk.window.desk.card("homicide_rate").chart
        before = chart.spoken_description()
        empty = bytes(chart.grab().toImage().constBits())
        desk.document.apply(PlaceEvents(PLANNED))
        settled(qtbot, desk)
        assert "2 assumed events" in chart.spoken_description()
        assert bytes(chart.grab().toImage().constBits()) != empty
        desk.document.undo()
        settled(qtbot, desk)
        QApplication.processEvents()
        assert chart.spoken_description() == before
