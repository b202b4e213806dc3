"""What the panel shows: counts, groups, filter, marks, and what assistive technology hears."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.document.commands import ResetPolicy, SetLever
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.language.language import Language
from desktop.ui.lever_words import plain, typed_number
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.levers.lever_row import LeverRow
from tests.views.levers import mouse

TARIFF = "us_tariff_on_mexico"
PATHWAYS = "legal_pathways"
TRAINING = "vetted_units_training"


class _PaintWatch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.painted: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted.add(watched.objectName())
        return False


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def shown(panel: LeverPanel) -> list[str]:
    return [id_ for id_, row in panel.rows.items() if row.isVisible()]


def heads(panel: LeverPanel) -> list[str]:
    return [group.head.text() for group in panel.groups if group.isVisible()]


def picture(panel: LeverPanel, row: LeverRow) -> QImage:
    QApplication.processEvents()
    return panel.grab(QRect(row.mapTo(panel, QPoint()), row.size())).toImage()


def test_that_the_count_follows_the_document(
    panel: LeverPanel, document: Document, spanish: Language
) -> None:
    assert panel.head.count.text == "0 changed / 30"
    document.apply(SetLever(TARIFF, Setting(25)))
    document.apply(SetLever("mx_federal_backup", Setting(50)))
    assert panel.head.count.text == "2 changed / 30"
    assert panel.groups[0].head.count == "1 changed"
    panel.set_language(spanish)
    assert panel.head.count.text == "2 cambiadas / 30"
    document.apply(ResetPolicy())
    assert panel.head.count.text == "0 cambiadas / 30"
    assert panel.groups[0].head.count == ""


def test_that_levers_are_grouped_by_theme_or_by_holder(panel: LeverPanel) -> None:
    assert heads(panel) == [
        "Security",
        "Drugs & finance",
        "Trade & investment",
        "Migration",
        "Diplomacy & politics",
    ]
    QTest.mouseClick(panel.head.grouping.segments[1], Qt.MouseButton.LeftButton)
    assert heads(panel) == ["United States", "Mexico", "Joint"]
    assert [row.lever.holder.value for group in panel.groups for row in group.rows] == sorted(
        (row.lever.holder.value for row in panel.rows.values()),
        key=["us", "mx", "joint"].index,
    )
    assert len(shown(panel)) == 30
    QTest.mouseClick(panel.head.grouping.segments[0], Qt.MouseButton.LeftButton)
    assert len(heads(panel)) == 5
    assert len(shown(panel)) == 30


def test_that_a_group_folds_and_its_rows_leave_the_tab_order(
    qtbot: QtBot, panel: LeverPanel
) -> None:
    first = panel.groups[0]
    QTest.mouseClick(first.head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not first.rows[0].isVisible())
    assert first.height() == first.head.height()
    assert panel._content.minimumHeight() == 5 * 32 + 21 * 48 + 8
    first.head.setFocus()
    QTest.keyClick(first.head, Qt.Key.Key_Tab)
    assert panel.groups[1].head.hasFocus()
    QTest.mouseClick(first.head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first.height() > 9 * 40)
    assert first.rows[0].isVisible()


def test_that_the_filter_ignores_accents_and_capitals(panel: LeverPanel, spanish: Language) -> None:
    panel.set_language(spanish)
    QTest.keyClicks(panel.head.filter.line, "RETORICA mexico")
    assert shown(panel) == ["mx_rhetoric_restraint"]
    assert heads(panel) == ["Diplomacia y política"]
    panel.head.filter.line.setText("migración")
    assert PATHWAYS in shown(panel)
    QTest.keyClick(panel.head.filter.line, Qt.Key.Key_Escape)
    assert len(shown(panel)) == 30


def test_that_a_filter_that_is_cleared_leaves_the_list_where_it_was(panel: LeverPanel) -> None:
    panel.resize(340, 500)
    bar = panel._area.verticalScrollBar()
    bar.setValue(400)
    panel.head.filter.line.setText("tariff")
    panel.head.filter.line.clear()
    assert bar.value() == 400


def test_that_a_row_that_grows_leaves_the_one_that_is_pointed_at_where_it_is(
    panel: LeverPanel,
) -> None:
    panel.resize(340, 500)
    panel._area.verticalScrollBar().setValue(120)
    held = panel.groups[0].rows[-2]
    held.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    before = held.mapTo(panel, QPoint())
    above = panel.groups[0].rows[0]
    height = above.height()
    above.value.entered.emit("no number")
    assert above.height() > height
    assert held.mapTo(panel, QPoint()) == before
    held.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)


def test_that_ctrl_and_an_arrow_go_to_the_same_control_of_the_next_lever(
    panel: LeverPanel,
) -> None:
    first, second, *_ = panel.groups[0].rows
    last, after = panel.groups[0].rows[-1], panel.groups[1].rows[0]
    down = (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    up = (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    for control in ("slider", "clock", "info"):
        getattr(first, control).setFocus()
        QTest.keyClick(getattr(first, control), *down)
        assert getattr(second, control).hasFocus()
        QTest.keyClick(getattr(second, control), *up)
        assert getattr(first, control).hasFocus()
        QTest.keyClick(getattr(first, control), *up)
        assert getattr(first, control).hasFocus()
    last.slider.setFocus()
    QTest.keyClick(last.slider, *down)
    assert after.slider.hasFocus()
    assert first.slider.value == first.lever.default


def test_that_the_filter_opens_folded_groups_while_it_lasts(
    qtbot: QtBot, panel: LeverPanel
) -> None:
    group = panel.groups[2]
    QTest.mouseClick(group.head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.rows[TARIFF].isVisible())
    panel.head.filter.line.setText("tariff")
    assert shown(panel) == [TARIFF]
    assert panel._content.minimumHeight() == 32 + 48 + 8
    panel.head.filter.line.clear()
    assert not panel.rows[TARIFF].isVisible()


def test_that_a_filter_without_a_match_says_so_and_offers_the_way_back(panel: LeverPanel) -> None:
    panel.head.filter.line.setText("zebra")
    assert shown(panel) == []
    assert panel._empty.isVisible()
    assert panel._empty.sentence.text() == "No lever matches “zebra”."
    QTest.mouseClick(panel._empty.clear, Qt.MouseButton.LeftButton)
    assert len(shown(panel)) == 30
    assert not panel._empty.isVisible()


def test_that_the_filter_holds_through_a_change_of_grouping(panel: LeverPanel) -> None:
    panel.head.filter.line.setText("tariff")
    panel.head.grouping.segments[1].click()
    assert shown(panel) == [TARIFF]
    assert heads(panel) == ["United States"]


def test_that_the_in_force_mark_moves_and_is_told(panel: LeverPanel, document: Document) -> None:
    row = panel.rows[PATHWAYS]
    document.apply(SetLever(PATHWAYS, Setting(2000)))
    panel.set_in_force({PATHWAYS: 1200})
    first = picture(panel, row)
    assert "In effect in Dec\u00a02024: 1,200 thousand places a year." in (
        row.slider.accessibleDescription()
    )
    panel.set_in_force({PATHWAYS: 1800}, Month(2026, 6))
    assert picture(panel, row) != first
    sentence = "In effect in Jun\u00a02026: 1,800 thousand places a year."
    assert sentence in row.slider.accessibleDescription()
    assert sentence in row.tooltip_at(row.slider.geometry().center())
    panel.set_in_force({PATHWAYS: 2000})
    at_once = picture(panel, row)
    panel.set_in_force({})
    assert row.slider.in_force is None
    assert picture(panel, row) == at_once


def test_that_only_the_row_whose_mark_moved_is_painted(
    panel: LeverPanel, document: Document
) -> None:
    document.apply(SetLever(PATHWAYS, Setting(2000)))
    panel.set_in_force({PATHWAYS: 1200, TARIFF: 0.2})
    QApplication.processEvents()
    watch = _PaintWatch()
    for row in panel.rows.values():
        row.slider.installEventFilter(watch)
    panel.set_in_force({PATHWAYS: 1300, TARIFF: 0.2})
    QApplication.processEvents()
    assert watch.painted == {f"slider-{PATHWAYS}"}


def test_that_each_slider_is_spoken_for(panel: LeverPanel, spanish: Language) -> None:
    panel.set_language(spanish)
    slider = panel.rows[TRAINING].slider
    spoken = QAccessible.queryAccessibleInterface(slider)
    assert spoken.role() == QAccessible.Role.Slider
    assert spoken.text(QAccessible.Text.Name) == "Capacitación y control de confianza"
    assert spoken.text(QAccessible.Text.Value) == "110 mdd al año"
    assert spoken.text(QAccessible.Text.Description) == (
        "Responsables: Estados Unidos y México, en conjunto. Statu quo: 110 mdd al año."
        " Costo político, de 0 a 10: Estados Unidos 0, México 0."
    )
    number = spoken.valueInterface()
    assert (number.minimumValue(), number.currentValue(), number.maximumValue()) == (0, 110, 800)


def test_that_assistive_technology_can_set_a_lever_in_one_step(
    panel: LeverPanel, document: Document
) -> None:
    number = QAccessible.queryAccessibleInterface(panel.rows[TRAINING].slider).valueInterface()
    number.setCurrentValue(450.0)
    assert document.scenario.policy.settings[TRAINING].value == 450
    assert len(document.history.done) == 1
    number.setCurrentValue(9000.0)
    assert document.scenario.policy.settings[TRAINING].value == 800


def test_that_a_needed_third_party_is_told(panel: LeverPanel) -> None:
    assert (
        panel.rows["china_precursor_track"]
        .slider.accessibleDescription()
        .startswith("Held by the United States. Also needs China.")
    )


def test_that_every_control_has_a_name_and_a_target_of_24_pixels(panel: LeverPanel) -> None:
    for widget in panel.findChildren(QWidget):
        stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not stop or not widget.isVisible():
            continue
        assert min(widget.width(), widget.height()) >= 20
        spoken = QAccessible.queryAccessibleInterface(widget)
        assert spoken.text(QAccessible.Text.Name), widget
    for row in panel.rows.values():
        for target in (row.slider, row.value, row.clock, row.info):
            assert min(target.width(), target.height()) >= 24


def test_that_tab_goes_from_the_filter_through_every_row_in_order(panel: LeverPanel) -> None:
    panel.head.filter.line.setFocus()
    seen: list[QWidget] = []
    for _ in range(1 + 9 * 3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.append(focused())
    expected: list[QWidget] = [panel.groups[0].head]
    for row in panel.groups[0].rows:
        expected += [row.slider, row.clock, row.info]
    assert seen == expected


def test_that_the_focus_is_seen_on_every_kind_of_stop(panel: LeverPanel) -> None:
    row = panel.rows[PATHWAYS]
    row.slider.clearFocus()
    at_rest = picture(panel, row)
    for stop in (row.slider, row.clock, row.info):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        assert picture(panel, row) != at_rest


@pytest.mark.parametrize("width", [300, 340, 420])
@pytest.mark.parametrize("language", ["english", "spanish"])
def test_that_what_is_cut_short_is_whole_in_the_tooltip(
    request: pytest.FixtureRequest, panel: LeverPanel, document: Document, width: int, language: str
) -> None:
    words = request.getfixturevalue(language)
    panel.set_language(words)
    panel.resize(width, 1700)
    for id_, row in panel.rows.items():
        document.apply(SetLever(id_, Setting(row.lever.high)))
    QApplication.processEvents()
    for row in panel.rows.values():
        name = words.wording(row.lever.name)
        assert row.name_shown
        assert row.tooltip_at(QPoint(20, 10)) == ("" if row.name_shown == name else name)
        whole = row.slider.spoken_value
        if row.value.shown != whole:
            assert row.value.tooltip() == whole
        assert row.value.geometry().left() >= 14 + 60
        assert row.slider.geometry().right() < width - 119
    label = panel.head.count
    if label.shown != label.text:
        mouse.ask(label, QPoint(4, 4))
        assert QToolTip.text() == label.text
        QToolTip.hideText()


def test_that_the_key_never_overlaps_itself(
    panel: LeverPanel, english: Language, spanish: Language
) -> None:
    for width in (300, 340, 420):
        for language in (english, spanish):
            panel.set_language(language)
            panel.resize(width, 1700)
            key = panel.head.key
            last = max(key.places().values())
            assert key.cost_place()[0] > last + 17 + 6 + 20
            assert key.cost_place()[1] <= width - 14


def test_that_rows_are_lower_in_a_low_window(panel: LeverPanel) -> None:
    assert {row.height() for row in panel.rows.values()} == {48}
    panel.resize(340, 700)
    assert {row.height() for row in panel.rows.values()} == {44}
    panel.resize(340, 820)
    assert {row.height() for row in panel.rows.values()} == {48}


def test_that_the_pointer_turns_the_value_into_a_field(panel: LeverPanel, qtbot: QtBot) -> None:
    row = panel.rows[PATHWAYS]
    before = picture(panel, row)
    mouse.hover(row)
    assert picture(panel, row) != before
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    # The tint fades.
    qtbot.waitUntil(lambda: bool(picture(panel, row) == before), timeout=10_000)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_that_undo_restores_the_first_picture(
    panel: LeverPanel, document: Document, tokens: Tokens
) -> None:
    panel.set_look(tokens)
    row = panel.rows[TARIFF]
    row.slider.setFocus()
    before = picture(panel, row)
    mouse.take(row.slider)
    mouse.move(row.slider, row.slider.place(20))
    during = picture(panel, row)
    mouse.release(row.slider, row.slider.place(20))
    after = picture(panel, row)
    document.undo()
    assert before != during != after != before
    assert picture(panel, row) == before


def test_that_a_dragged_row_names_the_status_quo_and_pushes_nothing(panel: LeverPanel) -> None:
    row = panel.rows[TRAINING]
    before = [(row.mapTo(panel, QPoint()), row.size()) for row in panel.rows.values()]
    assert len(row.captions) == 0
    mouse.take(row.slider)
    assert "110" in row.captions
    assert [(row.mapTo(panel, QPoint()), row.size()) for row in panel.rows.values()] == before
    mouse.release(row.slider, row.slider.place(110))
    assert len(row.captions) == 0
    assert [(row.mapTo(panel, QPoint()), row.size()) for row in panel.rows.values()] == before


def test_that_a_row_that_grows_is_whole_at_once(panel: LeverPanel) -> None:
    def places() -> list[tuple[int, int]]:
        tops = [(row.mapTo(panel, QPoint()).y(), row.height()) for row in panel.rows.values()]
        return sorted(tops)

    def overlaps() -> int:
        pairs = pairwise(places())
        return sum(above + height > below for (above, height), (below, _) in pairs)

    row = panel.rows[TRAINING]
    last = panel.groups[0].rows[-1]
    mouse.take(row.slider)
    assert overlaps() == 0
    assert last.mapTo(panel, QPoint(0, last.height())).y() <= (
        panel.groups[1].mapTo(panel, QPoint()).y()
    )
    assert panel._content.height() >= sum(group.height() for group in panel.groups)
    mouse.release(row.slider, row.slider.place(110))
    assert overlaps() == 0
    panel.resize(340, 700)
    assert panel._content.height() == 30 * 44 + 5 * 32 + 8


def test_that_the_clock_is_marked_when_a_time_profile_is_set(
    panel: LeverPanel, document: Document
) -> None:
    row = panel.rows[TARIFF]
    document.apply(SetLever(TARIFF, Setting(25)))
    assert row.clock.toolTip() == "At once from Jan\u00a02024, with no end date."
    plain_clock = picture(panel, row)
    document.apply(SetLever(TARIFF, Setting(25, Month(2025, 2), 1, Month(2028, 12))))
    assert row.clock.toolTip() == "From Feb\u00a02025, within 1 month, until Dec\u00a02028."
    assert picture(panel, row) != plain_clock


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", 1234.5),
        ("−3", -3),
        ("-3", -3),
        (" 25 % ", 25),
        (".5", 0.5),
        ("5.", 5),
        ("+7", 7),
        ("1,23", None),
        ("0,5", None),
        ("", None),
        (".", None),
        ("1e3", None),
        ("nan", None),
        ("٣", None),
    ],
)
def test_that_numbers_are_read_as_people_type_them(text: str, number: float | None) -> None:
    assert typed_number(text) == number


@pytest.mark.parametrize(
    ("lever", "text", "readings"),
    [
        ("legal_pathways", "1.500", ("1,500 or 1.5", "1500 or 2")),
        ("us_border_enforcement", "42.5", ("42 or 43",)),
    ],
)
def test_that_typed_decimals_a_lever_lacks_are_asked_about_in_its_row(
    panel: LeverPanel, document: Document, lever: str, text: str, readings: tuple[str, ...]
) -> None:
    row = panel.rows[lever]
    assert not row._set_typed(text)
    assert all(reading in row.notice for reading in readings)
    assert lever not in document.scenario.combined.settings


def test_that_plain_text_has_no_accents_and_no_capitals() -> None:
    assert plain("Mesura RETÓRICA: México, año") == "mesura retorica: mexico, ano"


def test_that_a_released_panel_hears_nothing_more(panel: LeverPanel, document: Document) -> None:
    panel.release()
    document.apply(SetLever(TARIFF, Setting(25)))
    assert panel.rows[TARIFF].slider.value == 0.2
    panel._stop_listening = lambda: None


def test_that_sign_buttons_are_pressed_by_space(qtbot: QtBot, panel: LeverPanel) -> None:
    button = panel.rows[TARIFF].info
    button.setFocus()
    with qtbot.waitSignal(panel.rows[TARIFF].card_asked) as asked:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked.args == [TARIFF]
