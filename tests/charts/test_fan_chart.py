from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.measures import DESK
from desktop.charts.projected_chart import SMALLEST
from desktop.charts.tokens import DARK, LIGHT, SIZE_AXIS, SIZE_HEADLINE, Tokens
from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.domain.wording import Wording
from desktop.language.language import Language
from tests.charts.examples import (
    APPREHENSIONS,
    CLOCK,
    COOPERATION,
    HOMICIDE,
    REMITTANCES,
    VOTES,
    bands,
    contrast,
    history,
)
from tests.charts.pixels import near, over, picture

pytestmark = pytest.mark.usefixtures("fonts")

BASELINE = bands(24.5, 23.4, 9)
POLICY = bands(24.5, 16.0, 5.5)
FAR = bands(24.5, 70.0, 20)

USUAL = QSize(400, 230)

Make = Callable[..., FanChart]


@pytest.fixture
def make(qtbot: QtBot, english: Language) -> Iterator[Make]:
    """Make charts in a shown window whose focus lies elsewhere."""
    windows: list[QWidget] = []

    def made(
        indicator: Indicator = HOMICIDE,
        *,
        size: QSize = USUAL,
        language: Language = english,
        tokens: Tokens = LIGHT,
        filled: bool = True,
    ) -> FanChart:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        elsewhere = QWidget(window)
        elsewhere.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        series = None if indicator.series is None else history()
        chart = FanChart(indicator, series, CLOCK, VOTES, language, tokens, window)
        chart.resize(size)
        if filled:
            chart.show_baseline(BASELINE)
            chart.show_policy(POLICY, moving=False)
            chart.set_headline(contrast(indicator, POLICY, change=-17))
        window.resize(size)
        window.show()
        elsewhere.setFocus()
        QApplication.processEvents()
        return chart

    yield made
    windows.clear()


def plot_of(chart: FanChart) -> tuple[slice, slice]:
    """Return rows and columns of the plot's inside in a picture at scale 1."""
    inside = chart.plot.frame.plot.translated(QPointF(chart.plot.pos()))
    return (
        slice(int(inside.top()), int(inside.bottom())),
        slice(int(inside.left()), int(inside.right())),
    )


def at(chart: FanChart, month: Month, value: float) -> tuple[int, int]:
    """Return row and column of a point in a picture at scale 1."""
    frame = chart.plot.frame
    place = QPointF(chart.plot.pos())
    return (
        round(frame.y(value) + place.y() - 0.5),
        round(frame.x(month.year_fraction) + place.x() - 0.5),
    )


def test_that_median_bands_history_and_baseline_are_all_on_the_picture(make: Make) -> None:
    chart = make()
    shot = picture(chart)[plot_of(chart)]
    assert near(shot, LIGHT.security, 12).sum() > 100
    assert near(shot, LIGHT.hist, 20).sum() > 50
    assert near(shot, LIGHT.base, 20).sum() > 40
    outer = over(LIGHT.proj, LIGHT.security, LIGHT.band90)
    inner = over(outer, LIGHT.security, LIGHT.band50)
    assert near(shot, outer, 2).sum() > 300
    assert near(shot, inner, 2).sum() > 300


def test_that_the_policy_line_lies_where_its_median_is(make: Make) -> None:
    chart = make()
    shot = picture(chart)
    for step in (40, 80, 120, 150):
        row, column = at(chart, CLOCK.month(step), float(POLICY[2, step]))
        assert near(shot[row - 1 : row + 2, column], LIGHT.security, 12).any()


def test_that_history_lies_where_it_was_measured_and_ends_at_the_vantage(make: Make) -> None:
    chart = make()
    shot = picture(chart)
    measured = dict(zip(history().months, history().values, strict=True))
    for month in (Month(2013, 6), Month(2018, 1), Month(2022, 9)):
        row, column = at(chart, month, measured[month])
        assert near(shot[row - 1 : row + 2, column], LIGHT.hist, 40).any()


def test_that_the_baseline_is_dashed_five_by_three(make: Make) -> None:
    chart = make()
    flat = np.tile(np.full(157, 30.0), (5, 1))
    chart.show_baseline(flat)
    chart.settle()
    row, _ = at(chart, CLOCK.horizon, 30.0)
    _, columns = plot_of(chart)
    start = at(chart, CLOCK.vantage, 30.0)[1] + 3
    line = picture(chart)[row - 1 : row + 2, start : columns.stop - 1]
    inked = near(line, LIGHT.base, 70).any(axis=0)
    edges = np.flatnonzero(np.diff(inked.astype(int)))
    assert len(edges) > 15
    lengths = np.diff(edges)
    assert np.abs(lengths[:-1] + lengths[1:] - 8).max() <= 1
    assert 0.5 < inked.mean() < 0.8


def test_that_the_line_is_thin_while_a_lever_moves_and_strong_at_rest(make: Make) -> None:
    chart = make()
    rest = picture(chart)
    chart.show_policy(POLICY, moving=True)
    moving = picture(chart)
    inked = [near(shot[plot_of(chart)], LIGHT.security, 60).sum() for shot in (rest, moving)]
    assert inked[0] > 1.5 * inked[1]
    chart.settle()
    assert (picture(chart) == rest).all()


def test_that_the_casing_parts_the_line_from_its_band_at_rest_only(make: Make) -> None:
    chart = make()
    row, column = at(chart, CLOCK.month(100), float(POLICY[2, 100]))
    around = (slice(row - 4, row + 5), column)
    assert near(picture(chart)[around], LIGHT.surface, 30).any()
    chart.show_policy(POLICY, moving=True)
    assert not near(picture(chart)[around], LIGHT.surface, 30).any()


def test_that_the_axis_is_frozen_while_moving_and_fits_on_settling(make: Make) -> None:
    chart = make()
    before = chart.axis
    chart.show_policy(FAR, moving=True)
    assert chart.axis == before
    chart.settle()
    assert chart.axis.high >= FAR.max()


def test_that_undoing_gives_the_very_same_picture(make: Make, qtbot: QtBot) -> None:
    chart = make()
    first = picture(chart)
    for step in range(5):
        chart.show_policy(FAR * (0.5 + step / 10), moving=True)
    chart.settle()
    assert (picture(chart) != first).any()
    chart.show_policy(POLICY, moving=False)
    qtbot.waitUntil(lambda: bool((picture(chart) == first).all()), timeout=10_000)


def test_that_rescaled_labels_flash_and_calm_down(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FanChart, "_animated", lambda _chart: True)
    chart = make()
    labels = (slice(44, 220), slice(12, 50))
    calm = near(picture(chart)[labels], LIGHT.select, 2).sum()
    chart.show_policy(FAR, moving=False)
    assert near(picture(chart)[labels], LIGHT.select, 2).sum() > calm + 100
    qtbot.waitUntil(lambda: not chart._flash.isActive(), timeout=10_000)
    assert near(picture(chart)[labels], LIGHT.select, 2).sum() <= calm + 5


def test_that_nothing_flashes_when_animations_are_off(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FanChart, "_animated", lambda _chart: False)
    chart = make()
    chart.show_policy(FAR, moving=False)
    assert not chart._flash.isActive()


@pytest.mark.parametrize("end", [10.0, 20.0, 22.9, 23.4, 23.5, 24.0, 60.0])
def test_that_end_labels_never_overlap(make: Make, end: float) -> None:
    chart = make()
    chart.show_policy(bands(24.5, end, 3), moving=False)
    labels = chart.plot.labels
    assert [placed.label.text.split()[0] for placed in labels] in (
        ["Status", "Policy"],
        ["Policy", "Status"],
    )
    for above, below in pairwise(labels):
        assert below.centre - above.centre >= DESK.label_gap - 1e-9
        assert above.line <= below.line


@pytest.mark.parametrize(("end", "pushed"), [(23.5, True), (60.0, False)])
def test_that_a_label_pushed_from_its_line_is_led_back_to_it(
    make: Make, end: float, *, pushed: bool
) -> None:
    chart = make()
    chart.show_policy(bands(24.5, end, 3), moving=False)
    place, right = chart.plot.pos(), chart.plot.frame.plot.right()
    # Where the plot has ended and the words have not begun only a leader can be.
    columns = slice(int(right + place.x()) + 2, int(right + place.x()) + DESK.label_at - 2)
    gap = picture(chart)[:, columns]
    for placed in chart.plot.labels:
        low, high = sorted((placed.line, placed.centre))
        rows = slice(int(low + place.y()) - 1, int(high + place.y()) + 2)
        assert (high - low > 2) == pushed
        assert bool(near(gap[rows], placed.label.colour, 60).any()) == pushed


def test_that_labels_follow_their_lines_while_moving(make: Make) -> None:
    chart = make()
    chart.show_policy(bands(24.5, 12.0, 3), moving=True)
    assert any(placed.label.text.startswith("Policy 12.6") for placed in chart.plot.labels)


def test_that_a_theme_switch_repaints_everything(make: Make) -> None:
    chart = make()
    chart.set_look(DARK)
    shot = picture(chart)
    assert near(shot, DARK.surface, 2).mean() > 0.3
    assert near(shot[plot_of(chart)], DARK.security, 12).sum() > 100
    assert not near(shot[plot_of(chart)], LIGHT.surface, 2).any()
    assert not near(shot, LIGHT.security, 2).any()


def test_that_a_language_switch_repaints_every_word(make: Make, spanish: Language) -> None:
    chart = make()
    before = picture(chart)
    chart.set_language(spanish)
    after = picture(chart)
    frame = chart.plot.frame
    title, marks = slice(9, 27), slice(44, 60)
    ends = slice(int(12 + frame.plot.right() + 4), 388)
    assert (before[title] != after[title]).any()
    assert (before[marks] != after[marks]).any()
    assert (before[60:, ends] != after[60:, ends]).any()
    assert chart.head.title == "Tasa de homicidios"
    assert "".join(run.text for run in chart.line.runs).startswith("2030: ")
    assert any(placed.label.text.startswith("Política") for placed in chart.plot.labels)


LONG = replace(
    HOMICIDE,
    name=Wording(
        "Homicides recorded by the police in all thirty-two states",
        "Homicidios registrados por la policía en las treinta y dos entidades",
    ),
    unit_name=Wording("per 100,000 people a year, all ages", "por 100 mil habitantes al año"),
    value=Wording(
        "{value} deaths per 100,000 people a year", "{value} muertes por cada 100 mil habitantes"
    ),
)


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize(
    "indicator", [HOMICIDE, APPREHENSIONS, REMITTANCES, COOPERATION, LONG], ids=lambda i: i.id
)
def test_that_no_text_is_clipped_at_the_smallest_size(
    make: Make, english: Language, spanish: Language, code: str, indicator: Indicator
) -> None:
    chart = make(indicator, size=SMALLEST, language=english if code == "en" else spanish)
    chart.set_cross_hair(Month(2030, 12))
    assert chart.size() == SMALLEST
    assert sum(chart.line.widths) <= 276
    bold = metrics(15, SEMIBOLD).horizontalAdvance(chart.head.title)
    unit = metrics(SIZE_HEADLINE).horizontalAdvance(chart.head.unit)
    assert 24 + bold + (10 + unit if chart.head.unit else 0) <= 288
    for placed in chart.plot.labels:
        weight = metrics(SIZE_AXIS, SEMIBOLD) if placed.label.strong else metrics(SIZE_AXIS)
        right = chart.plot.frame.plot.right() + 7 + weight.horizontalAdvance(placed.label.text)
        assert right <= chart.plot.width()
        assert placed.centre - 8 >= 0
        assert placed.centre + 8 <= chart.plot.height()
    shot = picture(chart)
    edge = np.concatenate([shot[3:-3, 3], shot[3:-3, -4]])
    assert near(edge, LIGHT.surface, 2).all()


def test_that_what_is_cut_is_told_by_the_tooltip(make: Make, english: Language) -> None:
    roomy = make(size=QSize(500, 260))
    assert roomy.cut_words() == ""
    narrow = make(LONG, size=SMALLEST)
    words = narrow.cut_words()
    assert english.wording(LONG.name) in words
    assert english.wording(LONG.unit_name) in words
    assert "against status quo" in words
    assert narrow.line.runs[-1].text.endswith("…")


def test_that_a_narrow_headline_first_gives_up_its_long_words(make: Make) -> None:
    chart = make(size=SMALLEST)
    words = "".join(run.text for run in chart.line.runs)
    assert "against" not in words
    assert "…" not in words
    assert words.startswith("2030: ")


@pytest.mark.parametrize("size", [SMALLEST, QSize(376, 202), QSize(900, 600)], ids=str)
@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_missing_history_is_said_inside_the_plot(
    make: Make, english: Language, spanish: Language, size: QSize, code: str
) -> None:
    chart = make(COOPERATION, size=size, language=english if code == "en" else spanish)
    backdrop = chart._backdrop
    area, words, _ = backdrop.note()
    assert "2024" in words
    assert backdrop.frame.plot.contains(area)
    start = backdrop.frame.y(float(BASELINE[2, 0]))
    assert not area.top() <= start <= area.bottom()
    top, left = round(chart.plot.y() + area.top()), round(chart.plot.x() + area.left())
    shot = picture(chart)[top : top + round(area.height()), left : left + round(area.width())]
    assert near(shot, LIGHT.ink2, 40).sum() > 40


def test_that_a_curve_without_history_gives_its_room_to_the_projection(make: Make) -> None:
    for indicator, share in ((COOPERATION, 0.1), (HOMICIDE, 0.52)):
        frame = make(indicator).plot.frame
        vantage = frame.x(CLOCK.vantage.year_fraction)
        assert (vantage - frame.plot.left()) / frame.plot.width() < share
    chart = make(COOPERATION)
    chart.set_span((Month(2018, 1), Month(2030, 12)))
    assert chart.plot.frame.shows(Month(2018, 6))
    chart.set_span(None)
    assert not chart.plot.frame.shows(Month(2018, 6))


def test_that_a_judged_start_is_drawn_with_its_range(make: Make) -> None:
    chart = make(COOPERATION)
    shot = picture(chart)
    bar = over(LIGHT.surface, LIGHT.hist, 0.45)
    row, column = at(chart, CLOCK.vantage, 37.0)
    assert near(shot[row, column - 3 : column + 4], bar, 12).any()
    row, column = at(chart, CLOCK.vantage, float(BASELINE[2, 0]))
    assert near(shot[row, column - 1 : column + 2], LIGHT.surface, 6).any()


@pytest.mark.parametrize("scale", [1.25, 1.5, 2.0, 2.5])
def test_that_lines_grow_with_the_scaling_of_the_screen(make: Make, scale: float) -> None:
    chart = make()
    chart.show_policy(np.tile(np.full(157, 12.0), (5, 1)), moving=False)
    frame = chart.plot.frame
    shot = picture(chart, scale)
    x = round((frame.x(2034.0) + chart.plot.x()) * scale)
    y = (frame.y(12.0) + chart.plot.y()) * scale
    column = shot[round(y - 6 * scale) : round(y + 6 * scale), x]
    thick = near(column, LIGHT.security, 60).sum()
    assert abs(thick - 2.25 * scale) <= 1.5


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0, 2.5])
def test_that_hairlines_are_whole_pixels_at_every_scaling(make: Make, scale: float) -> None:
    chart = make()
    frame = chart.plot.frame
    shot = picture(chart, scale)
    x = round((frame.x(2013.0) + chart.plot.x()) * scale)
    y = (frame.y(frame.axis.ticks[1]) + chart.plot.y()) * scale
    column = shot[round(y - 4 * scale) : round(y + 4 * scale), x]
    exact = near(column, LIGHT.grid, 0).sum()
    assert exact == max(1, int(scale))
    assert near(column, LIGHT.surface, 0).sum() == len(column) - exact


def hover(chart: FanChart, month: Month) -> None:
    x = chart.plot.frame.x(month.year_fraction) + chart.plot.x()
    place = QPointF(x, chart.plot.y() + 60)
    QApplication.sendEvent(
        chart,
        QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            chart.mapToGlobal(place),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def test_that_the_pointer_reads_the_month_under_it(make: Make) -> None:
    chart = make()
    read: list[Month | None] = []
    chart.cross_hair_moved.connect(read.append)
    hover(chart, Month(2028, 3))
    hover(chart, Month(2028, 3))
    hover(chart, Month(2016, 7))
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    assert read == [Month(2028, 3), Month(2016, 7), None]


def test_that_setting_the_cross_hair_tells_nobody_and_draws_it(make: Make, qtbot: QtBot) -> None:
    chart = make()
    before = picture(chart)
    with qtbot.assertNotEmitted(chart.cross_hair_moved):
        chart.set_cross_hair(Month(2031, 12))
    after = picture(chart)
    _, column = at(chart, Month(2031, 12), 20.0)
    changed = np.flatnonzero((before != after).any(axis=(0, 2)))
    assert changed.min() >= column - 7
    assert changed.max() <= column + 7
    rows = plot_of(chart)[0]
    assert near(after[rows, column - 1 : column + 2], LIGHT.ink2, 4).any(axis=1).mean() > 0.8


def test_that_the_headline_names_what_was_measured_under_the_cross_hair(make: Make) -> None:
    chart = make()
    chart.set_cross_hair(Month(2018, 12))
    assert "".join(run.text for run in chart.line.runs).endswith("measured")
    chart.set_cross_hair(Month(2030, 12))
    assert "".join(run.text for run in chart.line.runs).startswith("2030: ")


@pytest.mark.parametrize(
    ("key", "shift", "expected"),
    [
        (Qt.Key.Key_Left, False, Month(2030, 11)),
        (Qt.Key.Key_Right, False, Month(2031, 1)),
        (Qt.Key.Key_Left, True, Month(2029, 12)),
        (Qt.Key.Key_Right, True, Month(2031, 12)),
        (Qt.Key.Key_Home, False, Month(2023, 12)),
        (Qt.Key.Key_End, False, Month(2036, 12)),
    ],
)
def test_that_the_arrow_keys_move_the_month_read(
    make: Make, qtbot: QtBot, key: Qt.Key, shift: bool, expected: Month
) -> None:
    chart = make()
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(chart.cross_hair_moved) as moved:
        QTest.keyClick(chart, key, held)
    assert moved.args == [expected]
    assert chart.month == expected


def test_that_the_month_read_stays_on_the_axis(make: Make, qtbot: QtBot) -> None:
    chart = make()
    chart.set_cross_hair(Month(2036, 6))
    QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert chart.month == Month(2036, 12)
    chart.set_cross_hair(Month(2012, 3))
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart.month == Month(2012, 1)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.month is None


def test_that_the_focus_is_seen(make: Make, qtbot: QtBot) -> None:
    chart = make()
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    focused = near(picture(chart), LIGHT.focus, 10).sum()
    chart.clearFocus()
    assert focused > 500
    assert near(picture(chart), LIGHT.focus, 10).sum() == 0


def test_that_the_chosen_chart_has_an_outline_of_ink(make: Make) -> None:
    chart = make()
    row = chart.height() // 2
    assert not near(picture(chart)[row, :2], LIGHT.ink, 40).any()
    chart.set_chosen(True)
    assert near(picture(chart)[row, :2], LIGHT.ink, 40).any()


def test_that_a_corner_control_takes_its_room_from_the_title(make: Make) -> None:
    chart = make(LONG)
    whole = chart.head.title
    corner = QWidget()
    corner.sizeHint = lambda: QSize(24, 24)  # type: ignore[method-assign]  # a stand-in
    chart.set_corner(corner)
    assert len(chart.head.title) < len(whole)
    assert corner.geometry().right() < chart.width() - 4
    assert corner.geometry().bottom() <= chart.plot.y()


def test_that_an_empty_chart_has_its_frame_and_history(make: Make) -> None:
    chart = make(filled=False)
    shot = picture(chart)[plot_of(chart)]
    assert near(shot, LIGHT.hist, 20).sum() > 50
    assert not near(shot, LIGHT.security, 40).any()
    assert chart.line.runs == ()


def test_that_every_size_paints_without_touching_the_outline(make: Make) -> None:
    chart = make()
    for width, height in product((300, 377, 640, 1201), (180, 233, 500)):
        chart.resize(width, height)
        shot = picture(chart)
        assert shot.shape[:2] == (height, width)
        assert near(shot[-3:-1, 12:-12], LIGHT.surface, 2).all()
