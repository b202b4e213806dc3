"""What a drag, a key, a typed value and a reset do to the document."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import DARK
from desktop.document.commands import Rename, SetLever
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.lever import Move, Setting
from desktop.domain.scenario import Scenario
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.levers.lever_row import LeverRow
from tests.views.levers import mouse

TARIFF = "us_tariff_on_mexico"
PATHWAYS = "legal_pathways"
FRAMEWORK = "coop_framework"


def value(document: Document, lever: str) -> float | None:
    setting = document.scenario.policy.settings.get(lever)
    return None if setting is None else setting.value


def steps(document: Document) -> int:
    return len(document.history.done)


def typing(row: LeverRow) -> bool:
    return row.value.editor is not None


def repeat_key(widget: LeverRow, key: Qt.Key, times: int) -> None:
    """Hold a key down: one press, then repeats, then the release."""
    none = Qt.KeyboardModifier.NoModifier
    slider = widget.slider
    QTest.keyPress(slider, key)
    for _ in range(times):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            QApplication.sendEvent(slider, QKeyEvent(kind, key, none, "", autorep=True))
    QTest.keyRelease(slider, key)


def test_that_a_drag_leaves_one_undo_step(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[TARIFF].slider
    seen = []
    document.listen(lambda changes: seen.append(changes))
    mouse.drag(slider, 5, 12, 18, 20)
    assert value(document, TARIFF) == 20
    assert steps(document) == 1
    assert len([changes for changes in seen if changes.levers]) == 4
    assert seen[-1].gesture_ended
    document.undo()
    assert slider.value == 0.2
    assert value(document, TARIFF) is None


def test_that_a_drag_back_to_its_start_leaves_no_step(
    panel: LeverPanel, document: Document
) -> None:
    mouse.drag(panel.rows[TARIFF].slider, 5, 12, 0.2)
    assert steps(document) == 0
    assert document.scenario.policy.settings == {}


def test_that_taking_the_knob_beside_its_middle_moves_nothing(
    panel: LeverPanel, document: Document
) -> None:
    slider = panel.rows[PATHWAYS].slider
    place = slider.place(900) + 4
    mouse.press(slider, place)
    mouse.move(slider, place)
    mouse.release(slider, place)
    assert slider.value == 900
    assert steps(document) == 0


def test_that_a_press_on_the_track_brings_the_knob_there(
    panel: LeverPanel, document: Document
) -> None:
    slider = panel.rows[PATHWAYS].slider
    mouse.press(slider, slider.place(2000))
    assert value(document, PATHWAYS) == pytest.approx(2000, abs=25)
    mouse.release(slider, slider.place(2000))
    assert steps(document) == 1


def test_that_dragged_values_lie_on_steps_within_the_range(
    panel: LeverPanel, document: Document
) -> None:
    slider = panel.rows[PATHWAYS].slider
    mouse.take(slider)
    for place in range(-40, slider.width() + 40, 3):
        mouse.move(slider, place)
        assert 0 <= slider.value <= 2500
        assert slider.value % 25 == 0
    assert slider.value == 2500
    mouse.release(slider, slider.width() + 40, y=300)
    assert value(document, PATHWAYS) == 2500


def test_that_a_named_setting_pulls_the_knob(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[TARIFF].slider
    mouse.take(slider)
    mouse.move(slider, slider.place(25) + 2)
    assert slider.value == 25
    mouse.move(slider, slider.place(0.2) + 2)
    assert slider.value == 0.2
    mouse.release(slider, 0)


def test_that_a_level_lever_only_takes_whole_numbers(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[FRAMEWORK].slider
    mouse.take(slider)
    seen = set()
    for place in range(slider.width()):
        mouse.move(slider, place)
        seen.add(slider.value)
    mouse.release(slider, 0)
    assert seen == {0, 1, 2, 3, 4}


def test_that_a_drag_keeps_the_time_profile_even_across_the_status_quo(
    panel: LeverPanel, document: Document
) -> None:
    earlier = (Move(10, Month(2024, 6)),)
    profile = Setting(20, Month(2025, 2), 6, Month(2030, 1), earlier)
    document.apply(SetLever(TARIFF, profile))
    mouse.drag(panel.rows[TARIFF].slider, 0.2, 10)
    assert document.scenario.policy.settings[TARIFF] == Setting(
        10, Month(2025, 2), 6, Month(2030, 1), earlier
    )


def test_that_escape_takes_a_drag_back(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[TARIFF].slider
    document.apply(SetLever(TARIFF, Setting(10)))
    mouse.take(slider)
    mouse.move(slider, slider.place(28))
    assert value(document, TARIFF) == 28
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    assert value(document, TARIFF) == 10
    assert not slider.dragging
    mouse.move(slider, slider.place(28))
    mouse.release(slider, slider.place(28))
    assert value(document, TARIFF) == 10
    assert steps(document) == 1


def test_that_a_window_losing_focus_ends_the_drag_where_it_is(
    qtbot: QtBot, panel: LeverPanel, document: Document
) -> None:
    slider = panel.rows[TARIFF].slider
    mouse.take(slider)
    mouse.move(slider, slider.place(20))
    other = LeverPanel(document, panel._language, panel._tokens)
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert not slider.dragging
    mouse.move(slider, slider.place(5))
    assert value(document, TARIFF) == 20
    assert steps(document) == 1
    other.release()


def test_that_hiding_the_row_ends_the_drag(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[TARIFF].slider
    mouse.take(slider)
    mouse.move(slider, slider.place(20))
    panel.head.filter.line.setText("migration")
    assert not slider.dragging
    assert steps(document) == 1


def test_that_a_language_and_a_theme_switch_leave_the_drag_alone(
    panel: LeverPanel, document: Document, spanish: Language
) -> None:
    row = panel.rows[TARIFF]
    mouse.take(row.slider)
    mouse.move(row.slider, row.slider.place(10))
    panel.set_language(spanish)
    panel.set_look(DARK)
    assert row.slider.dragging
    assert row.slider.value == 10
    assert row.slider.accessibleName() == "Arancel de EE. UU. a México"
    mouse.move(row.slider, row.slider.place(20))
    mouse.release(row.slider, row.slider.place(20))
    assert value(document, TARIFF) == 20
    assert steps(document) == 1


def test_that_a_rename_during_a_drag_keeps_the_drag_going(
    panel: LeverPanel, document: Document
) -> None:
    slider = panel.rows[TARIFF].slider
    mouse.take(slider)
    mouse.move(slider, slider.place(10))
    document.apply(Rename("Other"))
    for target in (12, 14, 16, 18):
        mouse.move(slider, slider.place(target))
    mouse.release(slider, slider.place(18))
    assert value(document, TARIFF) == 18
    assert [step.label for step in document.history.done] == [
        "command.set_lever",
        "command.rename",
        "command.set_lever",
    ]


def test_that_an_undo_during_a_drag_ends_it(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[TARIFF].slider
    mouse.take(slider)
    mouse.move(slider, slider.place(10))
    document.undo()
    assert not slider.dragging
    assert slider.value == 0.2
    mouse.move(slider, slider.place(25))
    mouse.release(slider, slider.place(25))
    assert value(document, TARIFF) is None


def test_that_an_undo_elsewhere_moves_the_slider(panel: LeverPanel, document: Document) -> None:
    row = panel.rows[PATHWAYS]
    document.apply(SetLever(PATHWAYS, Setting(2000)))
    assert row.slider.value == 2000
    assert row.changed
    document.undo()
    assert row.slider.value == 900
    document.redo()
    assert row.slider.value == 2000
    document.load(Scenario("Other"))
    assert row.slider.value == 900
    assert not row.changed


def test_that_an_arrow_moves_one_step_and_shift_ten(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows[PATHWAYS].slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert value(document, PATHWAYS) == 925
    QTest.keyClick(slider, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert value(document, PATHWAYS) == 1175
    QTest.keyClick(slider, Qt.Key.Key_Down)
    assert value(document, PATHWAYS) == 1150
    assert steps(document) == 3


def test_that_steps_of_a_tenth_stay_round(panel: LeverPanel, document: Document) -> None:
    slider = panel.rows["mx_security_spending"].slider
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert value(document, "mx_security_spending") == 1.0


def test_that_a_key_held_down_is_one_step(panel: LeverPanel, document: Document) -> None:
    repeat_key(panel.rows[PATHWAYS], Qt.Key.Key_Right, 8)
    assert value(document, PATHWAYS) == 900 + 9 * 25
    assert steps(document) == 1


def test_that_home_end_and_page_keys_go_to_ends_and_named_settings(
    panel: LeverPanel, document: Document
) -> None:
    slider = panel.rows[PATHWAYS].slider
    seen = []
    for key in (
        Qt.Key.Key_Home,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_End,
    ):
        QTest.keyClick(slider, key)
        seen.append(slider.value)
    assert seen == [0, 300, 900, 1500, 2500, 2500, 1500, 2500]


def test_that_backspace_puts_the_lever_back(panel: LeverPanel, document: Document) -> None:
    document.apply(SetLever(TARIFF, Setting(20, Month(2026, 1))))
    QTest.keyClick(panel.rows[TARIFF].slider, Qt.Key.Key_Backspace)
    assert document.scenario.policy.settings == {}
    assert document.history.done[-1].label == "command.reset_lever"


def test_that_a_double_click_puts_the_lever_back(panel: LeverPanel, document: Document) -> None:
    document.apply(SetLever(TARIFF, Setting(20)))
    slider = panel.rows[TARIFF].slider
    mouse.double_click(slider)
    assert value(document, TARIFF) is None
    document.apply(SetLever(TARIFF, Setting(20)))
    row = panel.rows[TARIFF]
    mouse.double_click(row, QPoint(30, 12))
    assert value(document, TARIFF) is None


def test_that_a_typed_value_is_one_step(panel: LeverPanel, document: Document) -> None:
    row = panel.rows[PATHWAYS]
    row.slider.setFocus()
    QTest.keyClicks(row.slider, "2")
    editor = row.value.editor
    assert editor is not None
    assert editor.hasFocus()
    QTest.keyClicks(editor, ",050")
    assert value(document, PATHWAYS) is None
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert value(document, PATHWAYS) == 2050
    assert steps(document) == 1
    assert row.slider.hasFocus()


@pytest.mark.parametrize("first", ["5", "-", "."])
def test_that_a_digit_a_minus_or_a_point_begins_to_type(panel: LeverPanel, first: str) -> None:
    row = panel.rows[TARIFF]
    QTest.keyClicks(row.slider, first)
    assert row.value.editor is not None
    assert row.value.editor.text() == first


def test_that_a_click_on_the_value_begins_to_type_over_it(
    panel: LeverPanel, document: Document
) -> None:
    row = panel.rows[PATHWAYS]
    QTest.mouseClick(row.value, Qt.MouseButton.LeftButton)
    editor = row.value.editor
    assert editor is not None
    assert editor.selectedText() == "900"
    QTest.keyClicks(editor, "1200")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert value(document, PATHWAYS) == 1200
    assert not typing(row)


def test_that_escape_keeps_the_old_value(panel: LeverPanel, document: Document) -> None:
    row = panel.rows[PATHWAYS]
    QTest.keyClicks(row.slider, "7")
    assert row.value.editor is not None
    QTest.keyClick(row.value.editor, Qt.Key.Key_Escape)
    assert not typing(row)
    assert steps(document) == 0


@pytest.mark.parametrize(
    ("lever", "typed", "sentence"),
    [
        (TARIFF, "45", "U.S. tariff on Mexican goods goes from 0 to 30; it stays at 0.2."),
        (TARIFF, "-1", "U.S. tariff on Mexican goods goes from 0 to 30; it stays at 0.2."),
        (TARIFF, "0,5", "“0,5” is not a number such as 1,234.5; the value stays at 0.2."),
        (TARIFF, "..", "“..” is not a number such as 1,234.5; the value stays at 0.2."),
        (FRAMEWORK, "2.5", "Security framework takes whole numbers from 0 to 4; it stays at 1."),
    ],
)
def test_that_a_value_that_cannot_be_set_is_told_in_one_sentence(
    panel: LeverPanel, document: Document, lever: str, typed: str, sentence: str
) -> None:
    row = panel.rows[lever]
    before = row.height()
    QTest.keyClick(row.slider, Qt.Key.Key_Return)
    editor = row.value.editor
    assert editor is not None
    editor.setText(typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert row.notice == sentence
    assert row.height() > before
    assert row.value.editor is editor
    assert steps(document) == 0
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert row.notice == ""
    assert row.height() == before


def test_that_a_refused_value_leaves_no_gesture_open(panel: LeverPanel, document: Document) -> None:
    row = panel.rows[TARIFF]
    QTest.keyClicks(row.slider, "9")
    assert row.value.editor is not None
    row.value.editor.setText("99")
    QTest.keyClick(row.value.editor, Qt.Key.Key_Return)
    assert document._open_gesture is None


def test_that_the_wheel_scrolls_the_panel_and_moves_no_slider(
    panel: LeverPanel, document: Document
) -> None:
    panel.resize(340, 640)
    QApplication.processEvents()
    row = panel.rows["community_policing"]
    row.slider.setFocus()
    bar = panel._area.verticalScrollBar()
    for widget in (row.slider, row.value, row, row.clock):
        before = bar.value()
        mouse.wheel(widget, -1)
        assert bar.value() > before
        assert row.slider.value == 10
    assert steps(document) == 0


def test_that_a_locked_lever_cannot_be_set(panel: LeverPanel, document: Document) -> None:
    row = panel.rows[TARIFF]
    panel.lock({TARIFF: Wording("Held by Mexico in this round", "La tiene México en esta ronda")})
    QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=row.slider.rect().center())
    mouse.double_click(row)
    QTest.mouseClick(row.value, Qt.MouseButton.LeftButton)
    assert not typing(row)
    assert steps(document) == 0
    assert "Held by Mexico in this round" in row.slider.accessibleDescription()
    panel.lock({})
    mouse.drag(row.slider, 20)
    assert value(document, TARIFF) == 20
