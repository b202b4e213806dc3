"""Three resets, single months, and the month of what is in force."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.document.commands import ResetAssumptions, SetLever
from desktop.document.events import PlaceEvents
from desktop.document.slots import FIRST
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent
from desktop.domain.wording import LanguageCode
from desktop.ui.actions import ActionId
from tests.views.desks import FEW, TARIFF, look, open_desk, settled

EVENT = PlannedEvent("tariff_threat", Month(2027, 3))


def test_that_assumptions_are_reset_in_one_step_and_the_policy_stays(
    qtbot: QtBot, small_desk: Desk
) -> None:
    small_desk.document.apply(SetLever(TARIFF, Setting(25)))
    reset = small_desk.window.actions_[ActionId.RESET_ASSUMPTIONS]
    assert reset.isEnabled()
    reset.trigger()
    settled(qtbot, small_desk)
    assert small_desk.document.scenario.ensemble == EnsembleChoice()
    assert TARIFF in small_desk.document.scenario.policy.settings
    assert not reset.isEnabled()
    small_desk.document.undo()
    curves = settled(qtbot, small_desk)
    assert curves.projection.request.ensemble == FEW
    assert len(small_desk.document.history.done) == 1


def test_that_everything_is_reset_in_one_step_but_name_and_charts(small_desk: Desk) -> None:
    small_desk.document.apply(SetLever(TARIFF, Setting(25)))
    small_desk.document.apply(PlaceEvents((EVENT,)))
    before = small_desk.document.scenario
    small_desk.window.actions_[ActionId.RESET_ALL].trigger()
    after = small_desk.document.scenario
    assert not after.policy.settings
    assert not after.policy.events
    assert (after.name, after.charts) == (before.name, before.charts)
    assert not small_desk.window.actions_[ActionId.RESET_ALL].isEnabled()
    small_desk.document.undo()
    assert small_desk.document.scenario == before


def test_that_a_reset_of_the_policy_leaves_events_and_is_off_for_them_alone(
    small_desk: Desk,
) -> None:
    small_desk.document.apply(PlaceEvents((EVENT,)))
    assert not small_desk.window.actions_[ActionId.RESET].isEnabled()
    assert small_desk.window.actions_[ActionId.RESET_ALL].isEnabled()


@pytest.mark.parametrize(
    ("code", "told", "offered"),
    [
        pytest.param(
            "en",
            "Every lever is back at the status quo; one event stays.",
            "Clear events",
            marks=pytest.mark.long,
        ),
        ("es", "Todas las palancas volvieron al statu quo; queda un evento.", "Quitar los eventos"),
    ],
)
def test_that_a_reset_of_the_policy_tells_of_events_that_stay_and_offers_to_clear_them(
    qtbot: QtBot, code: LanguageCode, told: str, offered: str
) -> None:
    with open_desk(qtbot, worn=look(code)) as desk:
        reset, notice = desk.window.actions_[ActionId.RESET], desk.window.desk.notice
        desk.document.apply(SetLever(TARIFF, Setting(25)))
        reset.trigger()
        assert notice.isHidden()
        desk.document.apply(SetLever(TARIFF, Setting(25)))
        desk.document.apply(PlaceEvents((EVENT,)))
        reset.trigger()
        assert notice.sentence == told
        assert notice.action.text() == offered
        notice.action.click()
        assert not desk.document.scenario.combined.events
        desk.document.undo()
        assert desk.document.scenario.combined.events == (EVENT,)
        assert not desk.document.scenario.combined.settings
        desk.document.undo()
        assert TARIFF in desk.document.scenario.combined.settings


def test_that_the_three_resets_stand_in_words_in_one_menu(small_desk: Desk) -> None:
    words = [action.text() for action in small_desk.window.desk.toolbar.reset_menu.actions()]
    assert words == ["Reset policy", "Reset assumptions", "Reset everything"]


def test_that_single_months_are_a_press_or_a_letter_away(qtbot: QtBot, full_desk: Desk) -> None:
    window = full_desk.window
    chart = window.desk.card("irregular_encounters").chart
    wide = chart.spoken_name()
    QTest.mouseClick(window.desk.toolbar.spans.segments[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Dec\u00a02030 alone" in chart.spoken_name(), timeout=10000)
    assert window.desk.curves is not None
    assert window.desk.curves.monthly
    level = window.desk.card("cooperation_depth").chart
    assert "alone" not in level.spoken_name()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: chart.spoken_name() == wide, timeout=10000)
    assert window.desk.toolbar.spans.choice == 0


def test_that_a_digit_goes_to_that_chart(full_desk: Desk) -> None:
    window = full_desk.window
    window.activateWindow()
    first = window.desk.card(window.desk.shown[0]).chart
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_4)
    assert window.desk.focusWidget() is window.desk.card(window.desk.shown[3]).chart


def test_that_a_fresh_desk_shows_one_chart_of_each_family_first(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        indicators = desk.document.model.indicators
        assert desk.window.desk.shown == FIRST[:6]
        assert len({indicators[shown].family for shown in FIRST[:6]}) == 5
        assert set(FIRST) <= set(indicators)


def test_that_levers_mark_what_is_in_force_a_year_on_or_in_the_month_that_is_read(
    qtbot: QtBot, small_desk: Desk
) -> None:
    small_desk.document.apply(SetLever("coop_framework", Setting(3)))
    curves = settled(qtbot, small_desk)
    slider = small_desk.window.levers.rows["coop_framework"].slider
    path = curves.in_force["coop_framework"]
    assert slider.in_force == path[12]
    small_desk.window.desk.set_cross_hair(Month(2029, 12))
    assert slider.in_force == path[72]
    small_desk.window.desk.set_cross_hair(Month(2012, 5))
    assert slider.in_force == path[12]


def test_that_assumptions_of_another_ensemble_start_a_run(qtbot: QtBot, small_desk: Desk) -> None:
    other = replace(small_desk.document.scenario, ensemble=EnsembleChoice(members=20))
    small_desk.document.load(other)
    settled(qtbot, small_desk)
    changes = small_desk.document.apply(ResetAssumptions())
    assert changes.assumptions
    assert changes.needs_projection
