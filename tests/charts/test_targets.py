"""Target lines on a chart: their axis, their labels, the mouse that drags them."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.measures import DESK
from desktop.charts.projected_chart import SMALLEST
from desktop.charts.target_drag import TargetDrag
from desktop.charts.targets import runs_of_ten, target_number
from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.domain.clock import Month
from desktop.domain.scenario import TargetLine
from desktop.engine.results.targets import share_meeting
from desktop.language.language import Language
from tests.charts.examples import CLOCK, HOMICIDE, VOTES, bands, contrast, history
from tests.charts.pixels import near, picture

pytestmark = pytest.mark.usefixtures("fonts")

USUAL = QSize(400, 230)
BY = Month(2030, 12)

Make = Callable[..., FanChart]


def at(value: float, month: Month | None = None) -> TargetLine:
    return TargetLine(HOMICIDE.id, value, month)


@pytest.fixture
def make(qtbot: QtBot, english: Language) -> Make:
    def made(
        *targets: TargetLine, size: QSize = USUAL, tokens: Tokens = LIGHT, fan: float = 5.5
    ) -> FanChart:
        chart = FanChart(HOMICIDE, history(), CLOCK, VOTES, english, tokens)
        qtbot.addWidget(chart)
        chart.resize(size)
        chart.show_baseline(bands(24.5, 23.4, 9))
        chart.show_policy(bands(24.5, 16.0, fan), moving=False)
        chart.set_targets(targets)
        chart.show()
        return chart

    return made


def place(chart: FanChart, value: float) -> QPoint:
    """Return a point of the chart on a value's height, in the projection."""
    frame = chart.plot.frame
    point = QPointF(frame.x(2032.0), frame.y(value)) + QPointF(chart.plot.pos())
    return point.toPoint()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=("light", "dark"))
def test_that_a_target_is_a_line_in_ink_with_its_value_beside_it(
    make: Make, tokens: Tokens
) -> None:
    chart = make(at(40.0), tokens=tokens)
    row = place(chart, 40.0).y()
    left = round(chart.plot.frame.x(2025.0)) + chart.plot.x()
    right = round(chart.plot.frame.plot.right()) + chart.plot.x()
    line = picture(chart)[row - 1 : row + 2, left:right]
    assert near(line, tokens.ink, 60).any(axis=0).mean() > 0.6
    assert chart.plot.labels[0].label.text == "Target ≤\u00a040.0"


def test_that_taking_a_target_away_restores_the_picture(make: Make) -> None:
    chart = make()
    before = picture(chart)
    chart.set_targets((at(12.0, BY), at(400.0)))
    assert not np.array_equal(picture(chart), before)
    chart.set_targets(())
    assert np.array_equal(picture(chart), before)


def test_that_the_axis_grows_for_a_target_near_the_fan_and_not_for_one_far_off(
    make: Make,
) -> None:
    plain = make().axis
    near_by = make(at(plain.high * 1.3)).axis
    assert plain.high < plain.high * 1.3 <= near_by.high
    assert make(at(plain.high * 20)).axis == plain
    assert make(at(-plain.high * 20)).axis == plain


def test_that_a_target_off_the_axis_stands_at_its_edge_with_its_value(make: Make) -> None:
    chart = make(at(900.0), at(-900.0))
    texts = [label.label.text for label in chart.plot.labels]
    assert texts[0] == "Target ↑ ≤\u00a0900.0"
    assert texts[-1] == "Target ↓ ≤\u00a0−900.0"
    plot = chart.plot.frame.plot
    assert all(plot.top() <= label.centre <= plot.bottom() for label in chart.plot.labels)
    assert chart.targets.inside == ()


def test_that_an_axis_with_targets_depends_on_nothing_but_what_is_shown(make: Make) -> None:
    chart = make(at(70.0))
    before = chart.axis
    chart.set_targets((at(5.0),))
    chart.set_targets((at(70.0),))
    assert chart.axis == before


@pytest.mark.parametrize("count", [1, 4, 12])
def test_that_policy_and_status_quo_keep_their_words_beside_any_number_of_targets(
    make: Make, count: int
) -> None:
    chart = make(*(at(15.0 + one) for one in range(count)), size=SMALLEST)
    texts = [label.label.text for label in chart.plot.labels]
    assert any(text.startswith("Status quo") for text in texts)
    assert any(text.startswith("Policy") for text in texts)
    centres = [label.centre for label in chart.plot.labels]
    assert all(below - above >= DESK.label_gap - 0.01 for above, below in pairwise(centres))
    assert centres[-1] <= chart.plot.frame.plot.bottom()


def test_that_a_chart_says_its_targets(make: Make, spanish: Language) -> None:
    chart = make(at(15.25), at(12.0, BY))
    told = "Target lines: at most 15.25 per 100k; at most 12.0 per 100k by Dec\u00a02030."
    assert chart.spoken_name().endswith(told)
    chart.set_targets((at(12.0, BY),))
    chart.set_language(spanish)
    assert chart.spoken_name().endswith(
        "Línea de meta: como máximo 12.0 por 100 mil para dic\u00a02030."
    )


@pytest.mark.parametrize(
    ("value", "written"), [(15.0, "15.0"), (15.25, "15.25"), (1e6, "1,000,000.0"), (0.1, "0.1")]
)
def test_that_a_target_is_written_as_it_was_set(
    english: Language, value: float, written: str
) -> None:
    assert target_number(value, HOMICIDE, english) == written


def test_that_dragging_a_target_moves_it_on_an_axis_that_keeps_still(
    make: Make, qtbot: QtBot
) -> None:
    chart = make(at(10.0, BY), at(30.0))
    drag = TargetDrag(chart)
    moved: list[tuple[TargetLine, TargetLine]] = []
    held: list[object] = []
    drag.moved.connect(lambda old, new: moved.append((old, new)))
    chart.hold_asked.connect(held.append)
    axis, end = chart.axis, place(chart, 33.0)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=place(chart, 30.0))
    _drag_to(chart, end)
    assert chart.axis == axis
    assert chart.targets.targets[0] == at(10.0, BY)
    assert chart.targets.targets[1].value == pytest.approx(33.0, abs=0.5)
    assert moved == []
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=end)
    assert len(moved) == 1
    old, new = moved[0]
    assert old == at(30.0)
    assert new.value == round(new.value, HOMICIDE.decimals)
    assert held == []


def _drag_to(chart: FanChart, end: QPoint) -> None:
    # QTest's own moves carry no button.
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(chart.mapToGlobal(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(chart, moved)


def test_that_escape_in_a_drag_puts_the_target_back(make: Make) -> None:
    chart = make(at(30.0))
    drag = TargetDrag(chart)
    moved: list[object] = []
    drag.moved.connect(lambda old, new: moved.append(new))
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=place(chart, 30.0))
    _drag_to(chart, place(chart, 33.0))
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.targets.targets == (at(30.0),)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=place(chart, 33.0))
    assert moved == []


def test_that_a_press_on_a_target_that_does_not_move_holds_the_cross_hair(make: Make) -> None:
    chart = make(at(30.0))
    drag = TargetDrag(chart)
    moved: list[object] = []
    held: list[object] = []
    drag.moved.connect(lambda old, new: moved.append(new))
    chart.hold_asked.connect(held.append)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place(chart, 30.0))
    assert moved == []
    assert len(held) == 1


MEMBERS = np.array([10.0, 12.0, 14.0, 14.0, 15.0, 16.0, 16.5, 17.0, 18.0, 30.0])


def read(chart: FanChart, members: np.ndarray | None = MEMBERS) -> None:
    chart.set_headline(contrast(HOMICIDE, bands(24.5, 16.0, 5.5), change=-17), members)


def least(value: float) -> TargetLine:
    return TargetLine(HOMICIDE.id, value, at_least=True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (at(16.0), "Target ≤ 16.0: in 6 of 10 runs"),
        (least(16.0), "Target ≥ 16.0: in 5 of 10 runs"),
        (at(30.0), "Target ≤ 30.0: in 10 of 10 runs"),
        (at(9.9), "Target ≤ 9.9: in 0 of 10 runs"),
    ],
)
def test_that_a_line_says_how_many_runs_meet_a_target(
    make: Make, line: TargetLine, told: str
) -> None:
    chart = make(line)
    assert chart.under_head.targets == ""
    read(chart)
    assert (chart.under_head.targets or "").replace("\u00a0", " ") == told
    runs = told.partition(": ")[2]
    assert runs in chart.spoken_name()
    read(chart, None)
    assert chart.under_head.targets == ""
    # One run alone is no share of runs.
    read(chart, MEMBERS[:1])
    assert chart.under_head.targets == ""


def test_that_the_runs_are_told_in_spanish_and_only_of_projected_months(
    make: Make, spanish: Language
) -> None:
    chart = make(at(16.0))
    read(chart)
    chart.set_language(spanish)
    told = "Meta ≤\u00a016.0: en 6 de cada 10 corridas"
    assert chart.under_head.targets == told
    chart.set_cross_hair(Month(2015, 6))
    assert chart.under_head.targets == ""
    chart.set_cross_hair(BY)
    assert chart.under_head.targets == told
    chart.set_seen_until(CLOCK.vantage)
    assert chart.under_head.targets == ""
    assert "6 de cada" not in chart.spoken_name()


def test_that_several_targets_share_one_line(make: Make, spanish: Language) -> None:
    chart = make(at(16.0), least(12.0))
    read(chart)
    chart.set_language(spanish)
    told = "Metas ≤ 16.0 en 6, ≥ 12.0 en 9 de cada 10 corridas"
    assert (chart.under_head.targets or "").replace("\u00a0", " ") == told


@given(st.lists(st.integers(0, 40), min_size=2, max_size=60), st.integers(0, 40), st.booleans())
def test_that_runs_are_counted_one_by_one(members: list[int], line: int, floor: bool) -> None:
    share = share_meeting(np.array(members, np.float32), line, at_least=floor)
    met = [one >= line if floor else one <= line for one in members]
    assert share == pytest.approx(sum(met) / len(met))
    words = runs_of_ten(share)
    assert (words == "0") == (not any(met))
    assert (words == "10") == all(met)


def test_that_the_runs_follow_a_line_while_it_is_dragged(make: Make) -> None:
    chart = make(at(30.0))
    read(chart)
    TargetDrag(chart)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=place(chart, 30.0))
    _drag_to(chart, place(chart, 13.0))
    assert "2 of 10 runs" in (chart.under_head.targets or "")
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert "10 of 10 runs" in (chart.under_head.targets or "")
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=place(chart, 13.0))


def test_that_an_arrow_stands_on_the_wanted_side_of_a_line(make: Make) -> None:
    for line, below in ((at(30.0), True), (least(30.0), False)):
        chart = make(line)
        frame, corner = chart.plot.frame, chart.plot.pos()
        x = round(frame.plot.right() - 9) + corner.x()
        y = round(frame.y(30.0)) + corner.y()
        inked = near(picture(chart), LIGHT.ink, 90)
        sides = inked[y - 9 : y - 3, x - 1 : x + 2], inked[y + 4 : y + 10, x - 1 : x + 2]
        assert [bool(side.any()) for side in sides] == [not below, below]


@pytest.mark.parametrize("size", [USUAL, SMALLEST])
def test_that_what_is_said_of_targets_lies_on_nothing_else(make: Make, size: QSize) -> None:
    chart = make(at(16.0), at(12.0), size=size)
    read(chart)
    area = chart.under_head.area(chart.width())
    assert area.top() >= DESK.head_height
    assert area.bottom() < chart.plot.y()
    assert area.right() < chart.width()
