"""The window that a room sees."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QAction, QColor, QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from desktop.charts.room_state import Motion, RoomState
from desktop.charts.tokens import LIGHT, Theme
from desktop.domain.clock import Month
from desktop.domain.prediction import Call, Prediction
from desktop.domain.room import Goal, Panel, PanelKind, RoomScene
from desktop.domain.scenario import TargetLine
from desktop.domain.wording import Wording
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.ui.reduced_motion import CalmStyle
from desktop.ui.ui_context import UiContext
from desktop.views.room import room_window
from desktop.views.room.goals_card import GoalsCard
from desktop.views.room.room_chart import RoomChart
from desktop.views.room.room_text import RoomText
from desktop.views.room.room_window import RoomWindow
from tests.views.desks import compiled
from tests.views.room.heard import heard
from tests.views.room.rooms import TITLE, bands, curve, shown, state

HOMICIDES = "homicide_rate"


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[RoomWindow]:
    monkeypatch.setattr(room_window, "TRAVEL_MS", 200)
    monkeypatch.setattr(room_window, "STILL_MS", 200)
    with shown(qtbot, languages=("en", "es")) as made:
        yield made


def middle(chart: RoomChart) -> float:
    """Return where the policy's line ends as it is drawn now."""
    policy = chart.plot.policy
    assert policy is not None
    return float(policy[2, -1])


def moved(number: int, score: float) -> RoomState:
    """Return a state whose curve moves from 23.4 to 19.8, and so does a score."""
    goal = Goal(compiled().model.indicators[HOMICIDES], TargetLine(HOMICIDES, 20.0), score)
    motion = Motion(number, (bands(24.6, 23.4),))
    return state(1, RoomScene(TITLE, goals=(goal,)), motion=motion)


def test_that_a_headline_says_in_whole_words_how_much_less_it_is(window: RoomWindow) -> None:
    window.show_state(state(1))
    first, second = window.page.charts[0].lines
    assert first.text() == (
        "2030: 22.0 per 100,000, 8\u00a0% less than the status quo. 9 of 10 runs: 17–29"
    )
    assert second.text().endswith("menos que el statu quo. 9 de cada 10 corridas: 17–29")


def test_that_a_new_curve_of_the_same_indicator_is_shown_on_the_same_chart(
    window: RoomWindow,
) -> None:
    before = state(2)
    window.show_state(before)
    kept = window.page.charts
    other = curve(HOMICIDES, 24.6, 12.0, 23.4)
    window.show_state(replace(before, curves=(other, before.curves[1])))
    assert window.page.charts == kept
    assert "Policy 12.0" in [one.label.text for one in kept[0].plot.plot.labels]


def test_that_curves_move_and_tell_what_they_come_to_only_when_they_have_arrived(
    qtbot: QtBot, window: RoomWindow
) -> None:
    window.show_state(replace(moved(0, 0.2), motion=None))
    chart = window.page.charts[0]
    for number, before, score in ((1, 0.2, 0.9), (2, 0.9, 0.8)):
        window.show_state(moved(number, score))
        assert middle(chart) == pytest.approx(23.4)
        assert chart.lines[0].text() == "2030"
        assert f"{round(10 * before)} of 10" in heard(window)
        assert f"{round(10 * score)} of 10" not in heard(window)
        qtbot.waitUntil(lambda: 19.9 < middle(chart) < 23.3, timeout=5000)
        qtbot.waitUntil(lambda: not window.moves, timeout=5000)
        assert middle(chart) == pytest.approx(19.8)
        assert chart.lines[0].text().startswith("2030: 22.0")
        assert f"{round(10 * score)} of 10" in heard(window)
    window.show_state(moved(2, 0.8))
    assert not window.moves


def test_that_what_came_is_not_told_beside_a_curve_that_is_on_its_way_there(
    qtbot: QtBot, window: RoomWindow
) -> None:
    asked = Panel(PanelKind.QUESTION, Wording("Up or down?", "¿Sube o baja?"))
    window.show_state(replace(moved(0, 0.2), scene=RoomScene(TITLE, panel=asked), motion=None))
    came = Panel(PanelKind.CALLS, Wording("It went down", "Bajó"))
    called = Prediction(HOMICIDES, Month(2030, 12), (Call("North", "down", 80),), (), -17.3)
    scene = RoomScene(TITLE, panel=came, prediction=called, spoken=True)
    window.show_state(replace(moved(1, 0.2), scene=scene))
    assert "Up or down?" in heard(window)
    assert not {"It went down", "North", "What came: down by 17.3\u00a0%"} & set(heard(window))
    qtbot.waitUntil(lambda: not window.moves, timeout=5000)
    assert {"It went down", "North", "What came: down by 17.3\u00a0%"} <= set(heard(window))


def test_that_a_question_asks_which_way_a_curve_will_go(window: RoomWindow) -> None:
    name = compiled().model.indicators[HOMICIDES].name
    asked = Panel(PanelKind.QUESTION, name, Month(2030, 12))
    window.show_state(state(1, RoomScene(TITLE, panel=asked)))
    assert {
        "Homicide rate in Dec\u00a02030: up, about the same or down?",
        "Tasa de homicidios en dic\u00a02030: ¿sube, queda casi igual o baja?",
    } <= set(heard(window))


def test_that_a_sign_beyond_the_first_plane_leaves_no_letter_in_another_colour(
    window: RoomWindow,
) -> None:
    words = "\U0001f389\U0001f389 10:40"
    window.show_state(
        state(1, RoomScene(TITLE, panel=Panel(PanelKind.NOTICE, Wording(words, words))))
    )
    body = next(one for one in window.findChildren(RoomText) if one.text() == words)
    (worn,) = body._lines(body.width()).formats()
    assert worn.start == 0
    assert worn.length == len(words) + 2


def test_that_what_nobody_called_is_not_counted(window: RoomWindow) -> None:
    nobody = Prediction(HOMICIDES, Month(2030, 12), (), (), 0.0)
    window.show_state(state(1, RoomScene(TITLE, prediction=nobody)))
    assert "What came: about the same" in heard(window)
    assert "0" not in heard(window)


def test_that_hardly_any_of_ten_is_half_a_dot_and_one_of_ten_a_whole_one(
    window: RoomWindow,
) -> None:
    indicator = compiled().model.indicators[HOMICIDES]
    colour = QColor(LIGHT.family(indicator.family)).name()

    def halves(met: float) -> list[bool]:
        goal = Goal(indicator, TargetLine(HOMICIDES, 20.0), met)
        window.show_state(state(1, RoomScene(TITLE, goals=(goal,))))
        card = window.page.findChild(GoalsCard)
        assert isinstance(card, GoalsCard)
        ((_, height),) = card._dots
        picture, radius = card.grab().toImage(), card.look.sizes.px(10)
        middle = card.padding + radius + 1
        return [
            picture.pixelColor(round(middle + side * radius / 2), round(height)).name() == colour
            for side in (-1, 1)
        ]

    assert [halves(met) for met in (0.0, 0.03, 0.1)] == [
        [False, False],
        [True, False],
        [True, True],
    ]


def test_that_what_has_moved_before_the_window_was_opened_does_not_move_again(
    window: RoomWindow,
) -> None:
    window.show_state(moved(7, 0.5))
    assert not window.moves
    assert middle(window.page.charts[0]) == pytest.approx(19.8)


def test_that_nothing_moves_where_the_system_asks_for_none_but_before_stands_first(
    qtbot: QtBot, window: RoomWindow
) -> None:
    window.setStyle(calm := CalmStyle())
    window.show_state(replace(moved(0, 0.2), motion=None))
    window.show_state(moved(1, 0.9))
    chart = window.page.charts[0]
    seen = set()

    def arrived() -> bool:
        seen.add(round(middle(chart), 3))
        return not window.moves

    qtbot.waitUntil(arrived, timeout=5000)
    assert seen <= {23.4, 19.8}
    assert middle(chart) == pytest.approx(19.8)
    del calm


def test_that_a_blank_room_is_one_colour_and_says_nothing(window: RoomWindow) -> None:
    window.show_state(state(2))
    window.show_state(state(2, RoomScene(TITLE, blank=True)))
    image = window.grab().toImage()
    assert image.size() == QSize(1280, 800)
    assert len(set(np.asarray(image.constBits()).view(np.uint32).tolist())) == 1
    assert image.pixelColor(9, 9).name().upper() == LIGHT.window
    assert heard(window) == [QApplication.applicationName()]
    window.show_state(state(2))
    assert window.page.isVisible()


def test_that_each_line_is_marked_with_its_language(window: RoomWindow) -> None:
    notice = Panel(PanelKind.NOTICE, Wording("Back at ten", "Volvemos a las diez"))
    window.show_state(state(1, RoomScene(TITLE, panel=notice)))
    chart, panel = window.page.charts[0], window.page.side.panel
    assert panel is not None
    wanted = {
        "Homicide rate": QLocale.Language.English,
        "Tasa de homicidios": QLocale.Language.Spanish,
        "Back at ten": QLocale.Language.English,
        "Volvemos a las diez": QLocale.Language.Spanish,
        "Notice": QLocale.Language.English,
        "Aviso": QLocale.Language.Spanish,
    }
    texts = [*chart.titles, *panel.texts]
    found = {text.text(): text.locale().language() for text in texts}
    assert found == wanted
    assert set(wanted) <= set(heard(window))


def test_that_the_chart_is_told_in_a_sentence_and_on_demand_shown_in_one(
    window: RoomWindow,
) -> None:
    window.show_state(state(1))
    chart = window.page.charts[0]
    spoken = QAccessible.queryAccessibleInterface(chart.plot)
    sentence = spoken.text(QAccessible.Text.Name)
    assert spoken.role() is QAccessible.Role.Chart
    assert sentence.startswith("Homicide rate, per 100,000 people. 2030: 22.0 per 100,000")
    assert not spoken.state().focusable
    before = chart.plot.height()
    window.show_state(state(1, RoomScene(TITLE, spoken=True)))
    assert sentence in [text.text() for text in chart.sentences if text.isVisible()]
    assert chart.plot.height() < before


def test_that_neither_pointer_nor_keys_get_anything_out_of_the_room(window: RoomWindow) -> None:
    window.show_state(state(2))
    clipboard = QApplication.clipboard()
    clipboard.setText("kept")
    chart = window.page.charts[0]
    place = chart.mapTo(window, chart.plot.geometry().center())
    before = window.grab().toImage()
    QTest.mouseMove(window, place)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=place)
    assert QApplication.widgetAt(window.mapToGlobal(place)) in (window, None)
    tip = QHelpEvent(QEvent.Type.ToolTip, chart.titles[0].pos(), QPoint())
    for widget in (window, chart, chart.plot, chart.titles[0]):
        QApplication.sendEvent(widget, tip)
        assert not QToolTip.isVisible()
        assert widget.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert not widget.acceptDrops()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_A):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "kept"
    assert window.grab().toImage() == before
    assert window.windowTitle() == QApplication.applicationName()


def test_that_the_pointer_hides_when_it_rests_and_comes_back_when_it_moves(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_window, "CURSOR_MS", 30)
    with shown(qtbot) as window:
        window.show_state(state(1))
        QTest.mouseMove(window, QPoint(40, 40))
        blank = Qt.CursorShape.BlankCursor
        qtbot.waitUntil(lambda: window.cursor().shape() is blank, timeout=5000)
        monkeypatch.setattr(room_window, "CURSOR_MS", 60_000)
        QTest.mouseMove(window, QPoint(60, 60))
        qtbot.waitUntil(lambda: window.cursor().shape() is not blank, timeout=5000)


def test_that_the_window_has_its_commands_in_a_menu_of_its_own(
    qtbot: QtBot, window: RoomWindow
) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(50, 50), QPoint(50, 50))
    QApplication.sendEvent(window, event)
    assert not window.findChildren(QMenu)
    action = QAction("Blank", window)
    window.set_commands([action])
    QApplication.sendEvent(window, event)
    (menu,) = window.findChildren(QMenu)
    assert menu.actions() == [action]
    menu.close()
    qtbot.waitUntil(lambda: not window.findChildren(QMenu), timeout=5000)


def test_that_without_one_catalogue_the_show_goes_on_in_the_other(
    qtbot: QtBot, tmp_path: Path
) -> None:
    shutil.copytree(RESOURCES / "i18n" / "en", tmp_path / "i18n" / "en")
    look = UiContext(load_language("en", tmp_path), Theme.LIGHT, tmp_path)
    with shown(qtbot) as window:
        window.set_look(look, ("es", "en"))
        window.show_state(state(1))
        assert [title.text() for title in window.page.charts[0].titles] == ["Homicide rate"]
        (failure,) = window.missing
        assert "es" in look.language.error(failure)
        window.set_look(look, ("es",))
        assert [title.text() for title in window.page.charts[0].titles] == ["Homicide rate"]


def test_that_the_desk_gets_a_small_picture_of_what_the_room_sees(window: RoomWindow) -> None:
    window.show_state(state(1))
    picture = window.picture(QSize(320, 320))
    assert picture.size() == QSize(320, 200)


def test_that_a_slider_that_moves_leaves_axis_and_places_as_they_are(window: RoomWindow) -> None:
    before = state(1)
    window.show_state(before)
    chart = window.page.charts[0]
    axis, places = chart.plot.axis, [line.geometry() for line in chart.lines]
    higher = curve(HOMICIDES, 24.6, 99.0, 23.4)
    window.show_state(replace(before, curves=(higher,), moving=True))
    assert chart.plot.axis == axis
    assert middle(chart) == pytest.approx(99.0)
    assert [line.geometry() for line in chart.lines] == places
    assert chart.lines[0].text().startswith("2030: 22.0"), "a reader is told once it rests"
    window.show_state(replace(before, curves=(higher,)))
    assert chart.plot.axis.high > axis.high
    assert chart.lines[0].text().startswith("2030: 64.7")


def test_that_charts_follow_a_slider_in_turn_and_all_of_them_at_rest(window: RoomWindow) -> None:
    before = state(2)
    window.show_state(before)
    stood = [middle(chart) for chart in window.page.charts]
    higher = tuple(
        curve(one.indicator.id, 24.6, end, 23.4)
        for one, end in zip(before.curves, (98.0, 99.0), strict=True)
    )

    def followed() -> list[bool]:
        now = [middle(chart) for chart in window.page.charts]
        return [one != other for one, other in zip(now, stood, strict=True)]

    window.show_state(replace(before, curves=higher, moving=True))
    assert sorted(followed()) == [False, True]
    window.show_state(replace(before, curves=higher, moving=True))
    assert followed() == [True, True]
    window.show_state(before)
    assert followed() == [False, False]
