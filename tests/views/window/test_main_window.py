"""The desk as people use it: real window, real model, real history."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError, PackNotFoundError
from db.scenarios.repository import ScenarioRepository
from desktop.app.desk import Desk
from desktop.bridge.errors import DeskNotSavedError
from desktop.bridge.preferences import Preferences
from desktop.charts.tokens import TOKENS, Theme
from desktop.document.causes import element_name
from desktop.document.commands import Rename, SetLever
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError
from desktop.domain.lever import Setting
from desktop.session.projector import RunPlacement
from desktop.session.save_state import SaveState
from desktop.ui.actions import KEYS, ActionId
from desktop.views.help.help_page import HelpPage
from tests.views.desks import TARIFF, drag, look, open_desk, settled, sparing

SHOWN = "us_mx_trade"
PATHWAYS = "legal_pathways"


def _pixels(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


def _press(window: QWidget, keys: str) -> None:
    QTest.keySequence(window, keys)


def _notice_shown(window: object) -> bool:
    notice = window.desk.notice  # type: ignore[attr-defined] # a main window
    return not notice.isHidden()


def test_that_a_drag_moves_the_curves_before_the_button_is_let_go(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences(), lane=RunPlacement.SPLIT) as desk:
        card = desk.window.desk.card(SHOWN)
        before = _pixels(card)
        seen: list[bytes] = []

        def midway() -> None:
            with qtbot.waitSignal(
                desk.projector.projected,
                timeout=20000,
                check_params_cb=lambda curves: bool(curves.projection.request.policy.settings),
            ):
                pass
            assert desk.window.desk.curves is not None
            seen.append(_pixels(card))

        drag(desk, TARIFF, [0.1, 0.3, 0.6, 0.8], midway)
        settled(qtbot, desk)
        assert len({before, *seen, _pixels(card)}) == 3


def test_that_releasing_the_slider_leaves_one_undo_step(small_desk: Desk) -> None:
    drag(small_desk, TARIFF, [0.2, 0.4, 0.9, 0.5])
    assert len(small_desk.document.history.done) == 1
    assert TARIFF in small_desk.document.scenario.policy.settings


@pytest.mark.long
def test_that_undo_restores_the_first_picture_of_chart_and_lever(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        window = desk.window
        card, row = window.desk.card(SHOWN), window.levers.rows[TARIFF]
        window.desk.setFocus()
        before = _pixels(card), _pixels(row)
        drag(desk, TARIFF, [0.2, 0.9])
        settled(qtbot, desk)
        assert _pixels(card) != before[0]
        _press(window, "Ctrl+Z")
        settled(qtbot, desk)
        window.desk.setFocus()
        QTest.mouseMove(window.timeline, QPoint(1, 1))
        QApplication.processEvents()
        assert desk.document.scenario.policy.settings == {}
        qtbot.waitUntil(lambda: _pixels(card) == before[0], timeout=10_000)
        qtbot.waitUntil(lambda: _pixels(row) == before[1], timeout=10_000)
        _press(window, "Ctrl+Shift+Z")
        assert TARIFF in desk.document.scenario.policy.settings
        _press(window, "Ctrl+Z")
        _press(window, "Ctrl+Y")
        assert TARIFF in desk.document.scenario.policy.settings


def test_that_the_exact_curves_after_a_drag_are_those_of_the_command_line(
    qtbot: QtBot, small_desk: Desk
) -> None:
    from desktop.engine.results.bands import bands
    from desktop.engine.run.project import project

    drag(small_desk, TARIFF, [0.5])
    curves = settled(qtbot, small_desk)
    scenario = small_desk.document.scenario
    again = bands(
        project(
            small_desk.projector.compiled,
            scenario.policy,
            small_desk.projector.compiled.draws(scenario.ensemble),
        )
    )
    assert curves.bands.values.dtype == np.float64
    assert np.array_equal(curves.bands.values, again.values)


@pytest.mark.long
def test_that_a_language_switch_during_a_drag_leaves_the_drag_whole(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        drag(desk, TARIFF, [0.2, 0.6], lambda: desk.window.set_language("es"))
        assert len(desk.document.history.done) == 1
        assert desk.window.look.language.code == "es"


def test_that_ctrl_l_changes_every_word_and_comes_back(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        window = desk.window
        before = _pixels(window)
        english = window.windowTitle()
        _press(window, "Ctrl+L")
        assert window.windowTitle() != english
        assert window.actions_[ActionId.UNDO].text() == "Deshacer"
        assert "Comercio de bienes" in window.desk.card(SHOWN).chart.spoken_name()
        _press(window, "Ctrl+L")
        assert window.windowTitle() == english
        assert _pixels(window) == before


def test_that_the_theme_button_repaints_everything_and_comes_back(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        window = desk.window
        before = _pixels(window)
        _press(window, "Ctrl+T")
        dark = window.grab().toImage()
        assert dark.pixelColor(700, 52).name().upper() == TOKENS[Theme.DARK].window
        assert dark.pixelColor(6, 890).name().upper() == TOKENS[Theme.DARK].panel
        _press(window, "Ctrl+T")
        assert _pixels(window) == before


def test_that_a_failed_run_keeps_the_curves_under_a_banner(qtbot: QtBot, full_desk: Desk) -> None:
    window = full_desk.window
    card = window.desk.card(SHOWN)
    curves = window.desk.curves
    error = RunFailedError(variable="trust", month=Month(2026, 3))
    full_desk.projector.failed.emit(error)
    trust = element_name(full_desk.document.model, "trust")
    assert trust is not None
    told = RunFailedError(variable=trust, month=Month(2026, 3))
    assert window.desk.banner.sentence == look().language.error(told)
    assert trust.en in window.desk.banner.sentence
    assert not window.desk.banner.isHidden()
    assert window.desk.curves is curves
    assert not card.isHidden()
    window.set_language("es")
    assert window.desk.banner.sentence == look("es").language.error(told)
    drag(full_desk, TARIFF, [0.5])
    settled(qtbot, full_desk)
    assert window.desk.banner.isHidden()


def test_that_the_cross_hair_stands_in_every_chart_and_on_the_timeline(full_desk: Desk) -> None:
    month = Month(2033, 4)
    charts = [full_desk.window.desk.card(i).chart for i in full_desk.window.desk.shown]
    charts[0].cross_hair_moved.emit(month)
    assert {chart.month for chart in charts} == {month}
    assert full_desk.window.desk.headline_month == month
    assert "2033" in charts[2].spoken_name()
    assert "Apr\u00a02033" in full_desk.window.timeline.accessibleDescription()
    charts[0].cross_hair_moved.emit(None)
    assert {chart.month for chart in charts} == {None}
    assert full_desk.window.desk.headline_month == Month(2030, 12)


def test_that_a_cross_hair_in_the_past_leaves_projected_headlines_at_2030(small_desk: Desk) -> None:
    small_desk.window.desk.set_cross_hair(Month(2019, 5))
    assert small_desk.window.desk.headline_month == Month(2030, 12)
    vantage = small_desk.document.model.clock.vantage
    for month, read in ((vantage, vantage), (vantage.plus(-1), None)):
        small_desk.window.desk.set_cross_hair(month)
        assert small_desk.window.desk.read_month == read


def test_that_the_picker_swaps_two_charts_in_one_undo_step(full_desk: Desk) -> None:
    shown = full_desk.window.desk.shown
    full_desk.window.desk.requests.picked.emit(shown[0], shown[2])
    after = full_desk.window.desk.shown
    assert (after[0], after[2]) == (shown[2], shown[0])
    assert len(full_desk.document.history.done) == 1
    _press(full_desk.window, "Ctrl+Z")
    assert full_desk.window.desk.shown == shown


def test_that_a_sparkline_gets_a_card_and_its_chart_has_curves(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        waiting = desk.window.desk.strip.order[0]
        leaving = desk.window.desk.shown[-1]
        QTest.mouseClick(desk.window.desk.strip.sparkline(waiting), Qt.MouseButton.LeftButton)
        assert desk.window.desk.shown[-1] == waiting
        assert leaving in desk.window.desk.strip.order
        assert "2030" in desk.window.desk.card(waiting).chart.spoken_name()


def test_that_the_number_of_charts_is_chosen_and_remembered(qtbot: QtBot) -> None:
    preferences = Preferences()
    with open_desk(qtbot, preferences=preferences) as desk:
        for place, count in ((0, 1), (4, 9), (2, 4)):
            QTest.mouseClick(
                desk.window.desk.toolbar.counts.segments[place], Qt.MouseButton.LeftButton
            )
            assert len(desk.window.desk.shown) == count
            assert preferences.chart_count == count
            names = {*desk.window.desk.shown, *desk.window.desk.strip.order}
            assert names == set(desk.document.model.indicators)


@pytest.mark.long
@pytest.mark.parametrize(
    ("size", "count"), [((1440, 900), 6), ((1280, 720), 4), ((1280, 640), 4), ((1920, 1080), 6)]
)
def test_that_as_many_charts_show_as_the_window_has_room_for(
    qtbot: QtBot, size: tuple[int, int], count: int
) -> None:
    with open_desk(qtbot, preferences=Preferences(), size=size) as desk:
        assert len(desk.window.desk.shown) == count
        for indicator in desk.window.desk.shown:
            card = desk.window.desk.card(indicator)
            assert card.width() >= 300
            assert card.height() >= 180
        assert (desk.window.width(), desk.window.height()) == size


def test_that_reset_puts_every_lever_back_and_is_off_without_one(small_desk: Desk) -> None:
    reset = small_desk.window.actions_[ActionId.RESET]
    assert not reset.isEnabled()
    drag(small_desk, TARIFF, [0.5])
    drag(small_desk, PATHWAYS, [0.9])
    assert reset.isEnabled()
    reset.trigger()
    assert not small_desk.document.scenario.policy.settings
    assert len(small_desk.document.history.done) == 3


def test_that_the_history_menu_names_steps_and_walks_back_through_several(small_desk: Desk) -> None:
    small_desk.document.apply(SetLever(TARIFF, Setting(25)))
    small_desk.document.apply(SetLever(PATHWAYS, Setting(2000)))
    menu = small_desk.window.top_bar.history_menu
    menu.aboutToShow.emit()
    words = [action.text() for action in menu.actions()]
    assert len(words) == 2
    assert "2,000" in words[0]
    assert "25" in words[1]
    menu.actions()[1].trigger()
    assert not small_desk.document.scenario.policy.settings
    menu.aboutToShow.emit()
    assert len([a for a in menu.actions() if not a.isSeparator()]) == 2


def test_that_the_help_lists_every_key_and_f1_puts_it_away_again(small_desk: Desk) -> None:
    _press(small_desk.window, "F1")
    page = small_desk.window.pages.page
    assert isinstance(page, HelpPage)
    assert QApplication.activeModalWidget() is None
    words = {label.text() for label in page.findChildren(QLabel)}
    for act in ActionId:
        if not KEYS[act]:
            continue
        assert look().text(f"action.{act}") in words
        assert "  ".join(KEYS[act]) in words
    _press(small_desk.window, "F1")
    assert small_desk.window.pages.page is None


def test_that_every_control_has_a_spoken_name(small_desk: Desk) -> None:
    from PySide6.QtWidgets import QAbstractButton

    nameless = [
        button
        for button in small_desk.window.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text())
        and button.isVisibleTo(small_desk.window)
        and button.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert nameless == []


def test_that_without_a_library_the_title_says_opening_and_nothing_is_lost(full_desk: Desk) -> None:
    assert "Opening…" in full_desk.window.windowTitle()
    assert not full_desk.window.actions_[ActionId.NEW].isEnabled()


def test_that_a_drag_is_saved_at_its_end_and_the_title_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_desk(qtbot, preferences=Preferences(), library=tmp_path / "a.vecinos") as desk:
        states: list[SaveState] = []
        assert desk.autosave is not None
        desk.autosave.state_changed.connect(states.append)
        drag(desk, TARIFF, [0.2, 0.5])
        assert "Saving…" in desk.window.windowTitle()
        qtbot.waitUntil(lambda: SaveState.SAVED in states, timeout=10000)
        assert states == [SaveState.SAVING, SaveState.SAVED]
        assert "Saved" in desk.window.windowTitle()


@pytest.mark.long
def test_that_reopening_restores_scenario_theme_language_and_size(
    qtbot: QtBot, tmp_path: Path
) -> None:
    library, remembered = tmp_path / "a.vecinos", tmp_path / "preferences.json"
    with open_desk(
        qtbot, preferences=Preferences(remembered), library=library, size=(1300, 700)
    ) as desk:
        drag(desk, TARIFF, [0.5])
        desk.document.apply(Rename("Mi plan"))
        desk.window.set_language("es")
        desk.window.set_theme(Theme.DARK)
        left, steps = desk.document.scenario, desk.document.history.done.copy()
    with open_desk(qtbot, preferences=Preferences(remembered), library=library, size=None) as desk:
        assert desk.document.scenario == left
        assert desk.window.look.language.code == "es"
        assert desk.window.look.theme is Theme.DARK
        # Qt keeps a restored window inside the screen, which is narrow off-screen.
        assert desk.window.height() == 700
        assert "Mi plan" in desk.window.windowTitle()
        assert [(step.label, step.after) for step in desk.document.history.done] == [
            (step.label, step.after) for step in steps
        ]


@pytest.mark.long
def test_that_a_deleted_scenario_comes_back_from_the_notice(qtbot: QtBot, tmp_path: Path) -> None:
    with open_desk(qtbot, library=tmp_path / "a.vecinos") as desk:
        autosave, window = desk.autosave, desk.window
        assert autosave is not None
        desk.document.apply(Rename("First"))
        drag(desk, TARIFF, [0.5])
        policy = desk.document.scenario.policy
        autosave.new("Second")
        qtbot.waitUntil(lambda: desk.document.scenario.name == "Second", timeout=10000)
        autosave.open(next(s.id for s in autosave.summaries if s.name != "Second"))
        qtbot.waitUntil(lambda: desk.document.scenario.name == "First", timeout=10000)
        window.actions_[ActionId.DELETE].trigger()
        qtbot.waitUntil(lambda: _notice_shown(window), timeout=10000)
        assert desk.document.scenario.name == "Second"
        assert "First" in window.desk.notice.sentence
        window.desk.notice.action.click()
        qtbot.waitUntil(lambda: desk.document.scenario.name == "First", timeout=10000)
        assert desk.document.scenario.policy == policy


def test_that_a_library_that_cannot_be_opened_is_said_and_the_desk_goes_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "a.vecinos"
    broken.write_text("this is no library")
    with open_desk(qtbot) as desk:
        autosave = desk.open_library(broken)
        qtbot.waitUntil(lambda: autosave.state is SaveState.NOT_SAVED, timeout=20000)
        assert not desk.window.desk.banner.isHidden()
        assert "Not saved" in desk.window.windowTitle()
        drag(desk, TARIFF, [0.5])
        assert settled(qtbot, desk).exact
        assert broken.read_text() == "this is no library"


@pytest.mark.long
def test_that_only_the_bar_of_a_failed_save_goes_when_saving_succeeds_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.session.saving.AGAIN_MS", 20)

    def full(*_: object) -> None:
        raise DiskFullError(path="a.vecinos")

    unrelated = PackNotFoundError(path="talk.vecinos")
    with open_desk(qtbot, preferences=sparing(), library=tmp_path / "a.vecinos") as desk:
        autosave, banner = desk.autosave, desk.window.desk.banner
        assert autosave is not None
        for value, later, stays in (
            (1.0, None, False),
            (2.0, DeskNotSavedError(name="x"), False),
            (3.0, unrelated, True),
        ):
            with monkeypatch.context() as patch:
                patch.setattr(ScenarioRepository, "save", full)
                desk.document.apply(SetLever(TARIFF, Setting(value)))
                qtbot.waitUntil(lambda: isinstance(banner.error, DiskFullError), timeout=10000)
                if later is not None:
                    desk.window.show_failure(later)
            qtbot.waitUntil(lambda: autosave.state is SaveState.SAVED, timeout=10000)
            assert banner.error is (later if stays else None)
        # Nor does a run that succeeds after one that failed take it away.
        desk.projector.failed.emit(RunFailedError(variable="trust", month=Month(2026, 3)))
        desk.window.show_failure(unrelated)
        drag(desk, TARIFF, [0.5])
        settled(qtbot, desk)
        assert banner.error is unrelated


def test_that_preferences_that_cannot_be_kept_are_said_and_the_window_closes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    with open_desk(qtbot, preferences=Preferences(tmp_path / "file" / "a.json")) as desk:
        desk.window.set_language("es")
        assert "preferencias" in desk.window.desk.banner.sentence
        assert desk.window.look.language.code == "es"
        assert desk.window.close()
        assert desk.window.close()


def test_that_levers_asked_to_be_too_wide_leave_room_for_curves(qtbot: QtBot) -> None:
    preferences = Preferences()
    preferences.lever_width = 9000
    with open_desk(qtbot, preferences=preferences) as desk:
        assert desk.window.levers.width() <= 420


@pytest.mark.long
def test_that_a_notice_makes_charts_lower_and_never_fewer(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        window, notice = desk.window, desk.window.desk.notice
        for size in ((1440, 852), (1366, 876), (1024, 840), (1440, 612), (1024, 636)):
            window.resize(*size)
            QApplication.processEvents()
            shown = window.desk.shown
            notice.say(lambda look: look.text("notice.deleted", name="Plan"), lambda: None)
            QApplication.processEvents()
            assert window.desk.shown == shown, size
            last = window.desk.card(shown[-1])
            assert last.geometry().bottom() < window.desk.grid.height()
            notice.hide()
            QApplication.processEvents()
            assert window.desk.shown == shown, size


def test_that_a_number_of_charts_without_room_says_why(qtbot: QtBot) -> None:
    with open_desk(qtbot, size=(1024, 768), preferences=sparing()) as desk:
        six = desk.window.desk.toolbar.counts.segments[3]
        assert not six.isEnabled()
        assert six.toolTip() == "6 charts: the window is too small"
        desk.window.set_language("es")
        assert six.toolTip() == "6 gráficas: la ventana es demasiado pequeña"


@pytest.mark.long
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 768)])
def test_that_a_banner_takes_no_chart_away(qtbot: QtBot, size: tuple[int, int]) -> None:
    with open_desk(qtbot, preferences=Preferences(), size=size) as desk:
        shown = desk.window.desk.shown
        desk.projector.failed.emit(RunFailedError(variable="trust", month=Month(2026, 3)))
        QApplication.processEvents()
        assert desk.window.desk.shown == shown
        assert (desk.window.width(), desk.window.height()) == size
