"""The clock of a lever."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.lever import Move, Setting
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.ui.lever_words import LeverWords
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.levers.time_profile import TimeProfile
from tests.views.levers import mouse

TARIFF = "us_tariff_on_mexico"


def open_clock(panel: LeverPanel, lever: str = TARIFF) -> TimeProfile:
    row = panel.rows[lever]
    QTest.mouseClick(row.clock, Qt.MouseButton.LeftButton)
    assert isinstance(row.popover, TimeProfile)
    return row.popover


def test_that_a_time_profile_is_set_in_one_step(panel: LeverPanel, document: Document) -> None:
    document.apply(SetLever(TARIFF, Setting(25)))
    profile = open_clock(panel)
    profile.start.setText("2025-02")
    profile.ramp.setText("6")
    profile.last.setText("2028-12")
    assert profile.said == "From Feb\u00a02025, within 6 months, until Dec\u00a02028."
    QTest.mouseClick(profile.set, Qt.MouseButton.LeftButton)
    assert document.scenario.policy.settings[TARIFF] == Setting(
        25, Month(2025, 2), 6, Month(2028, 12)
    )
    assert len(document.history.done) == 2
    assert panel.rows[TARIFF].popover is None


def test_that_keys_alone_open_the_clock_and_set_start_and_ramp(
    panel: LeverPanel, document: Document
) -> None:
    document.apply(SetLever(TARIFF, Setting(25)))
    row = panel.rows[TARIFF]
    row.slider.setFocus()
    QTest.keyClick(row.slider, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    profile = row.popover
    assert isinstance(profile, TimeProfile)
    assert row.slider.value == 25
    assert profile.focusWidget() is profile.start
    QTest.keyClicks(profile.start, "march 2026")
    QTest.keyClick(profile.start, Qt.Key.Key_Tab)
    QTest.keyClicks(profile.ramp, "24")
    QTest.keyClick(profile.ramp, Qt.Key.Key_Return)
    assert document.scenario.policy.settings[TARIFF] == Setting(25, Month(2026, 3), 24)
    row.lock(Wording("Held", "Fija"))
    QTest.keyClick(row, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert row.popover is None
    row.lock(None)


@pytest.mark.parametrize(
    ("start", "ramp", "last", "sentence"),
    [
        ("2020-01", "0", "",
         "2020-01 is outside the projection; choose a month from 2024-01 to 2036-12."),
        ("soon", "0", "", "soon is not a month; write it as YYYY-MM, for example 2030-01."),
        ("2030-13", "0", "", "2030-13 is not a month; write it as YYYY-MM, for example 2030-01."),
        ("2030-01", "0", "2029-01", "The last month, 2029-01, comes before the first, 2030-01."),
        ("", "400", "", "A ramp of 400 months is not possible; choose 0 to 156 months."),
        ("", "six", "", "A ramp of six months is not possible; choose 0 to 156 months."),
        ("", "-2", "", "A ramp of -2 months is not possible; choose 0 to 156 months."),
    ],
)  # fmt: skip
def test_that_a_time_profile_that_cannot_be_is_told_and_not_set(
    panel: LeverPanel, document: Document, start: str, ramp: str, last: str, sentence: str
) -> None:
    document.apply(SetLever(TARIFF, Setting(25)))
    profile = open_clock(panel)
    profile.start.setText(start)
    profile.ramp.setText(ramp)
    profile.last.setText(last)
    QTest.keyClick(profile.start, Qt.Key.Key_Return)
    assert profile.said == sentence
    assert profile.isVisible()
    assert document.scenario.policy.settings[TARIFF] == Setting(25)
    profile.close()


def test_that_a_value_that_cannot_be_is_told_as_beside_the_slider_and_never_by_an_id(
    panel: LeverPanel, document: Document, english: Language, spanish: Language
) -> None:
    earlier = (Move(5, Month(2025, 1)),)
    document.apply(SetLever(TARIFF, Setting(25, Month(2026, 1), earlier=earlier)))
    for language in (english, spanish):
        panel.set_language(language)
        words = LeverWords(language, document.model.levers[TARIFF])
        profile = open_clock(panel)
        for typed in ("abc", "2,5", "50", " 2.55 ", ""):
            profile.value.setText(typed)
            assert profile.said == words.read(typed, 25)[1] != ""
        profile.value.setText("25")
        profile.start.setText("2025-01")
        assert profile.said.startswith(f"{words.name} ")
        profile.close()


def test_that_months_step_by_keys_and_stay_inside_the_projection(
    panel: LeverPanel, document: Document
) -> None:
    document.apply(SetLever(TARIFF, Setting(25, Month(2024, 2))))
    profile = open_clock(panel)
    for _ in range(4):
        QTest.keyClick(profile.start, Qt.Key.Key_Down)
    assert profile.start.text() == "2024-01"
    QTest.keyClick(profile.start, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert profile.start.text() == "2025-01"
    QTest.keyClick(profile.ramp, Qt.Key.Key_Up)
    assert profile.ramp.text() == "1"
    profile.close()


def test_that_one_button_brings_the_setting_back_to_at_once_and_for_good(
    panel: LeverPanel, document: Document
) -> None:
    document.apply(SetLever(TARIFF, Setting(25, Month(2025, 2), 6, Month(2028, 12))))
    profile = open_clock(panel)
    assert profile.start.text() == "2025-02"
    QTest.mouseClick(profile.now, Qt.MouseButton.LeftButton)
    assert document.scenario.policy.settings[TARIFF] == Setting(25)


def test_that_a_lever_at_its_status_quo_has_nothing_to_time(
    panel: LeverPanel, document: Document
) -> None:
    profile = open_clock(panel)
    assert not profile.start.isEnabled()
    assert profile.said.startswith("The lever is at its status quo")
    profile.close()
    assert document.scenario.policy.settings == {}


def test_that_a_language_switch_closes_an_open_clock(panel: LeverPanel, spanish: Language) -> None:
    open_clock(panel)
    panel.set_language(spanish)
    assert panel.rows[TARIFF].popover is None


def test_that_escape_closes_a_clock(panel: LeverPanel) -> None:
    profile = open_clock(panel)
    QTest.keyClick(profile, Qt.Key.Key_Escape)
    assert panel.rows[TARIFF].popover is None


def test_that_the_time_profile_of_several_moves_is_that_of_the_last_and_keeps_the_others(
    panel: LeverPanel, document: Document
) -> None:
    earlier = (Move(10, Month(2024, 6)), Move(15, Month(2025, 2), 3))
    document.apply(SetLever(TARIFF, Setting(20, Month(2026, 2), 6, earlier=earlier)))
    profile = open_clock(panel)
    assert profile.said == (
        "3 moves: 10.0 % from Jun\u00a02024, then 15.0 % from Feb\u00a02025 over 3 months, "
        "then 20.0 % from Feb\u00a02026 over 6 months."
    )
    assert not profile.now.isEnabled()
    profile.start.setText("2025-02")
    QTest.keyClick(profile.start, Qt.Key.Key_Return)
    assert "moves twice in" in profile.said
    profile.start.setText("2027-03")
    profile.last.setText("2028-12")
    QTest.mouseClick(profile.set, Qt.MouseButton.LeftButton)
    expected = Setting(20, Month(2027, 3), 6, Month(2028, 12), earlier)
    assert document.scenario.policy.settings[TARIFF] == expected


def test_that_the_mark_of_a_ramp_stands_on_its_line_and_is_dragged_from_there(
    panel: LeverPanel, document: Document
) -> None:
    first = Move(10, Month(2025, 2), 24)
    document.apply(SetLever(TARIFF, Setting(20, Month(2026, 2), 12, earlier=(first,))))
    profile = open_clock(panel)
    chart = profile.chart
    # The first is cut off half-way by the second, which comes to its value in its twelfth month.
    cut, reached = chart.mark(first), chart.mark(Move(20, Month(2026, 2), 12))
    model, setting = document.model, document.scenario.policy.settings[TARIFF]
    default = model.levers[TARIFF].default
    half = chart.place(Month(2026, 1), setting.in_month(Month(2026, 1), default, model.clock))
    assert (cut.x(), cut.y()) == pytest.approx((half.x(), half.y()), abs=0.01)
    assert reached == chart.place(Month(2027, 1), 20)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=reached.toPoint())
    later = chart.place(Month(2029, 1), 30)
    mouse.move(chart, later.x(), later.y())
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=later.toPoint())
    assert (profile.start.text(), profile.ramp.text(), profile.value.text()) == (
        *("2028-02", "12"),
        "30",
    )
    assert chart.mark(Move(30, Month(2028, 2), 12)) == later


def test_that_moves_are_added_chosen_typed_and_removed_and_set_in_one_step(
    panel: LeverPanel, document: Document
) -> None:
    document.apply(SetLever(TARIFF, Setting(10, Month(2025, 2))))
    profile = open_clock(panel)
    assert not profile.remove.isEnabled()
    QTest.mouseClick(profile.add, Qt.MouseButton.LeftButton)
    assert profile.start.text() == "2026-02"
    profile.value.setText("20")
    profile.ramp.setText("6")
    QTest.mouseClick(profile.add, Qt.MouseButton.LeftButton)
    profile.last.setText("2030-12")
    QTest.keyClick(profile.chart, Qt.Key.Key_Left)
    QTest.keyClick(profile.chart, Qt.Key.Key_Left)
    assert (profile.value.text(), profile.last.isEnabled()) == ("10", False)
    QTest.keyClick(profile.chart, Qt.Key.Key_Right)
    assert "Move 2 of 3" in profile.chart.accessibleDescription()
    profile.start.setText("2024-12")
    QTest.keyClick(profile.chart, Qt.Key.Key_Right)
    # What cannot be is told, and another move is not chosen meanwhile.
    assert "cannot move in 2024-12 after it has moved in 2025-02" in profile.said
    QTest.mouseClick(profile.remove, Qt.MouseButton.LeftButton)
    assert len(document.history.done) == 1
    QTest.mouseClick(profile.set, Qt.MouseButton.LeftButton)
    assert len(document.history.done) == 2
    first = Move(10, Month(2025, 2))
    expected = Setting(20, Month(2027, 2), 0, Month(2030, 12), (first,))
    assert document.scenario.policy.settings[TARIFF] == expected


def test_that_a_move_is_dragged_in_the_chart_but_not_past_its_neighbor(
    panel: LeverPanel, document: Document
) -> None:
    first = Move(10, Month(2025, 2))
    document.apply(SetLever(TARIFF, Setting(20, Month(2030, 2), earlier=(first,))))
    profile = open_clock(panel)
    chart = profile.chart
    before = chart.grab().toImage()
    QTest.mousePress(
        chart, Qt.MouseButton.LeftButton, pos=chart.place(Month(2030, 2), 20).toPoint()
    )
    assert (profile.start.text(), profile.value.text()) == ("2030-02", "20")
    for place in (chart.place(Month(2028, 1), 30), chart.place(Month(2024, 1), 30)):
        mouse.move(chart, place.x(), place.y())
    assert (profile.start.text(), profile.value.text()) == ("2025-03", "30")
    mouse.release(chart, place.x(), place.y())
    assert chart.grab().toImage() != before
    QTest.mouseClick(profile.set, Qt.MouseButton.LeftButton)
    expected = Setting(30, Month(2025, 3), earlier=(first,))
    assert document.scenario.policy.settings[TARIFF] == expected
