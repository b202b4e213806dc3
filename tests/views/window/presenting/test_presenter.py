"""What the operator's commands do to the room, and what the desk tells of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.library import Library
from desktop.bridge.errors import PreferencesNotSavedError
from desktop.bridge.preferences import Preferences
from desktop.charts.tokens import Theme
from desktop.document.filing import SetTargets
from desktop.domain.clock import Month
from desktop.domain.room import NOTICE_LIMIT, PanelKind
from desktop.domain.scenario import Scenario, TargetLine
from desktop.ui.actions import ActionId
from desktop.views.window.presenting.screens import Stage
from tests.session.test_session import FIGURES, MOVED
from tests.views.desks import FEW, TARIFF, another_window, drag, open_desk, settled, sparing

SHOWN = "us_mx_trade"


def test_that_commands_show_in_the_room_and_on_the_bar_and_the_desk_goes_on(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        window, show = desk.window, desk.session.room
        presenter, act = window.presenter, window.actions_
        assert not show.open
        assert presenter.bar.isHidden()
        act[ActionId.BLANK].trigger()
        blanks = [show.state.scene.blank]
        assert act[ActionId.BLANK].isChecked()
        assert "Blank" in presenter.bar.state.text
        act[ActionId.BLANK].trigger()
        assert [*blanks, show.state.scene.blank] == [True, False]
        act[ActionId.FREEZE].trigger()
        settled(qtbot, desk)
        frozen = show.state.curves
        drag(desk, TARIFF, [0.7])
        settled(qtbot, desk)
        assert show.state.curves is frozen
        assert "Frozen" in presenter.bar.state.text
        act[ActionId.FREEZE].trigger()
        assert show.state.curves is not frozen
        # A target that is set while the room looks on is a goal of its scoreboard.
        target = TargetLine("homicide_rate", 20.0, Month(2030, 12))
        desk.document.apply(SetTargets((target,)))
        settled(qtbot, desk)
        qtbot.waitUntil(lambda: bool(show.state.scene.goals), timeout=10_000)
        window.desk.turn_hold(Month(2028, 6))
        presenter.turn_chart(SHOWN)
        assert show.charts[-1] == SHOWN
        assert window.desk.requests.in_room == show.charts
        qtbot.waitUntil(lambda: not presenter.bar.picture.pixmap().isNull(), timeout=10_000)
        presenter.bar.away.click()
        assert not show.open
        assert presenter.room is None
        assert presenter.bar.isHidden()


def test_that_a_room_shows_four_charts_at_most_and_pins_where_they_are_chosen(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        presenter, show = desk.window.presenter, desk.session.room
        others = [one for one in desk.document.model.indicators if one not in show.charts]
        for indicator in others[:3]:
            presenter.turn_chart(indicator)
        most = len(show.charts)
        assert most == 4
        assert not desk.window.desk.notice.isHidden()
        presenter.turn_chart(show.charts[0])
        assert len(show.charts) == most - 1
        desk.window.actions_[ActionId.PIN].trigger()
        presenter.bar.charts_menu.aboutToShow.emit()
        offered = presenter.bar.charts_menu.actions()[-1]
        assert (offered.text()[:6], offered.isChecked()) == ("Pin A:", False)
        offered.trigger()
        assert show.pins.shown == {"A"}


def test_that_a_notice_is_typed_in_both_languages_and_no_letter_of_a_long_one_is_lost(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        window, show = desk.window, desk.session.room
        prompt = window.presenter.notice_prompt
        window.actions_[ActionId.NOTICE].trigger()
        english, spanish = prompt.fields["en"], prompt.fields["es"]
        assert QApplication.focusWidget() is english
        english.setPlainText("a" * 10_000)
        assert "9,400" in prompt.fault
        QTest.keyClick(english, Qt.Key.Key_Return)
        assert show.notice is None
        assert len(english.toPlainText()) == 10_000
        english.setPlainText("Coffee until ten.")
        spanish.setPlainText("Café hasta las diez.")
        QTest.keyClick(english, Qt.Key.Key_Return)
        assert prompt.isHidden()
        panel = show.state.scene.panel
        assert panel is not None
        assert panel.kind is PanelKind.NOTICE
        assert (panel.text.en, panel.text.es) == ("Coffee until ten.", "Café hasta las diez.")
        assert len(panel.text.en) < NOTICE_LIMIT
        window.actions_[ActionId.NOTICE].trigger()
        assert prompt.away.isVisible()
        prompt.away.click()
        assert show.notice is None
        # What was typed stands there again.
        window.actions_[ActionId.NOTICE].trigger()
        assert english.toPlainText() == "Coffee until ten."
        QTest.keyClick(english, Qt.Key.Key_Escape)
        assert prompt.isHidden()


def test_that_the_key_of_the_clock_offers_a_countdown_then_holds_and_runs_it(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        window, show = desk.window, desk.session.room
        prompt, clock = window.presenter.countdown_prompt, window.actions_[ActionId.CLOCK]
        clock.trigger()
        assert not prompt.isHidden()
        prompt.field.setText("7:75")
        assert prompt.fault
        QTest.keyClick(prompt.field, Qt.Key.Key_Return)
        counted = [show.countdown]
        prompt.field.setText("7:30")
        prompt.label.setText("Deliberate")
        QTest.keyClick(prompt.field, Qt.Key.Key_Return)
        # While it counts menus stay open, though the small picture is of a window not shown.
        menu = QMenu(window)
        menu.addAction("Anything")
        menu.popup(window.mapToGlobal(window.rect().center()))
        window.presenter._take_picture()
        assert menu.isVisible()
        menu.close()
        face = show.countdown
        assert counted == [None]
        assert face is not None
        assert (face.total, face.running) == (450, True)
        assert face.label is not None
        assert face.label.en == "Deliberate"
        clock.trigger()
        assert show.countdown is not None
        assert not show.countdown.running
        window.presenter.bar.more.click()
        assert show.countdown.total >= 450
        assert show.countdown.remaining > 450
        show.add_time(7200)
        # As the room reads it, with hours.
        assert window.presenter.bar.commands[ActionId.CLOCK].text().startswith("2:0")
        assert window.presenter.bar.commands[ActionId.CLOCK].text().count(":") == 2
        window.actions_[ActionId.COUNTDOWN].trigger()
        prompt.presets[0].click()
        assert show.countdown.total == 300
        window.actions_[ActionId.COUNTDOWN].trigger()
        prompt.away.click()
        assert show.countdown is None


def test_that_the_month_seen_is_asked_for_in_the_words_of_the_desk(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        window, show = desk.window, desk.session.room
        window.actions_[ActionId.SEEN_UNTIL].trigger()
        for odd in ("someday", "Jun 1990", "Jan 2037"):
            window.ask.field.setText(odd)
            assert window.ask.reason, odd
        window.ask.field.setText("Jun 2026")
        window.ask.answer()
        assert show.seen_until == Month(2026, 6)
        assert show.state.seen_until == Month(2026, 6)
        window.actions_[ActionId.SEEN_UNTIL].trigger()
        assert window.ask.field.text() == "Jun\u00a02026"
        window.ask.field.clear()
        window.ask.answer()
        assert show.seen_until is None


def test_that_the_only_screen_is_the_rooms_until_f11_or_escape(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        window, presenter = desk.window, desk.window.presenter
        present = window.actions_[ActionId.PRESENT]
        for _ in range(2):
            present.trigger()
            room = presenter.room
            assert room is not None
            qtbot.waitUntil(room.isActiveWindow, timeout=10_000)
            assert room.isFullScreen()
            assert room.geometry() == room.screen().geometry()
            assert present.isChecked()
            at = QPoint(200, 200)
            asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, room.mapToGlobal(at))
            QApplication.sendEvent(room, asked)
            assert QApplication.activePopupWidget() is not None
            # F11 while its menu is open; it does not outlive the window that it belongs to.
            present.trigger()
            assert QApplication.activePopupWidget() is None
            assert room.isHidden()
            present.trigger()
            qtbot.waitUntil(room.isActiveWindow, timeout=10_000)
            QTest.keyClick(room.windowHandle(), Qt.Key.Key_Escape)
            assert room.isHidden()
            assert not present.isChecked()
            assert not presenter.bar.isHidden()
        # What is asked for is asked on the desk.
        present.trigger()
        window.actions_[ActionId.NOTICE].trigger()
        assert presenter.room is not None
        assert presenter.room.isHidden()


def test_that_languages_and_theme_of_the_room_are_its_own_and_kept(
    qtbot: QtBot, tmp_path: Path
) -> None:
    kept = Preferences(tmp_path / "preferences.json")
    kept.chart_count, kept.explanation = 2, False
    with open_desk(qtbot, preferences=kept, size=(1100, 760)) as desk:
        presenter = desk.window.presenter
        desk.window.actions_[ActionId.PREPARE].trigger()
        presenter.bar.languages.segments[1].click()
        presenter.bar.languages.segments[2].click()
        presenter.bar.theme.click()
        desk.window.set_language("es")
        assert desk.window.look.theme is Theme.LIGHT
    again = Preferences(tmp_path / "preferences.json").room
    assert again.languages == ("es", "en")
    assert again.theme is Theme.DARK


def test_that_a_desk_that_the_room_sees_keeps_to_itself_what_is_the_facilitators(
    qtbot: QtBot,
) -> None:
    chosen = Preferences()
    chosen.room.mirrored = True
    with open_desk(qtbot, preferences=chosen, size=(1440, 900)) as desk:
        window, act = desk.window, desk.window.actions_
        drag(desk, TARIFF, [0.7])
        assert act[ActionId.MIRRORED].isChecked()
        assert "tariff" not in act[ActionId.UNDO].toolTip().lower()
        assert "Untitled" not in window.windowTitle()
        assert not act[ActionId.NOTES].isEnabled()
        failure = PreferencesNotSavedError(path=Path("secret-plan.json"))
        window.show_failure(failure)
        assert window.desk.banner.isHidden()
        assert window.desk.banner.error is failure
        assert window.top_bar.messages.isVisible()
        window.top_bar.messages.click()
        assert window.desk.banner.isVisible()
        assert not window.top_bar.messages.isVisible()
        act[ActionId.MIRRORED].trigger()
        assert "tariff" in act[ActionId.UNDO].toolTip().lower()
        assert "Untitled" in window.windowTitle()
        assert act[ActionId.NOTES].isEnabled()
        act[ActionId.MIRRORED].trigger()
        assert window.desk.banner.isHidden()
        assert act[ActionId.MESSAGES].isEnabled()


@pytest.mark.long
def test_that_a_second_window_neither_hears_nor_ends_what_the_first_presents(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        desk.window.actions_[ActionId.PREPARE].trigger()
        with another_window(desk, "es", (1000, 700)):
            desk.session.room.set_blank(True)
        assert desk.session.room.open
        assert desk.window.presenter.room is not None
        assert desk.window.presenter.bar.isVisible()


def test_that_a_stage_is_told_in_words(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing(), size=(1100, 760)) as desk:
        desk.window.actions_[ActionId.PRESENT].trigger()
        assert desk.window.presenter.bar.state.text == "On this screen"
        assert desk.window.presenter.stage is Stage.DESK


@pytest.mark.long
def test_that_the_room_outlives_a_moved_vantage_another_library_and_another_language(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.vecinos", tmp_path / "second.vecinos"
    with Library.open(first) as store:
        store.scenarios.create(Scenario("Talk", ensemble=FEW))
        store.observations.add(FIGURES)
    with open_desk(qtbot, preferences=sparing(), library=first, size=(1100, 760)) as desk:
        session, presenter = desk.session, desk.window.presenter
        desk.window.actions_[ActionId.PRESENT].trigger()
        session.room.set_countdown(600)
        room = presenter.room
        assert room is not None

        def shows() -> bool:
            state = session.room.state
            return state.clock == session.model.clock and len(state.curves) == 2

        qtbot.waitUntil(lambda: session.own_data.observations == FIGURES, timeout=30_000)
        session.own_data.choose_vantage(MOVED)
        qtbot.waitUntil(lambda: session.model.clock.vantage == MOVED, timeout=30_000)
        qtbot.waitUntil(shows, timeout=30_000)
        session.change_library(str(second), create=True)
        qtbot.waitUntil(lambda: session.library.location == str(second), timeout=30_000)
        qtbot.waitUntil(shows, timeout=30_000)
        desk.window.set_language("es")
        qtbot.waitUntil(shows, timeout=30_000)
        assert presenter.room is room
        assert room.isVisible()
        assert session.room.countdown is not None
        assert presenter.bar.state.text == "En esta pantalla"
