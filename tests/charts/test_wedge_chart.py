"""Wedges are stacked honestly: what raises a curve above zero, what lowers it below."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.charts.wedge_chart import STEPS, Wedge, WedgeChart, WedgePicture, stacked, stepped
from desktop.domain.clock import Month
from desktop.engine.results.projection import FloatArray
from desktop.language.language import Language
from tests.engine.small_models import CLOCK

STEPS_SHOWN = CLOCK.steps + 1


def line(last: float) -> FloatArray:
    return np.linspace(0.0, last, STEPS_SHOWN)


def picture() -> WedgePicture:
    values = (line(-6.0), line(-2.0), line(3.0))
    named = zip(values, ("Budget", "Police", "Leaders"), strict=True)
    wedges = tuple(Wedge(one, LIGHT.security, name, one[-1] > 0) for one, name in named)
    return WedgePicture(wedges, np.array(values).sum(axis=0), 0, "It fell.", "Arrow keys.")


@pytest.fixture
def chart(qtbot: QtBot, english: Language, fonts: None) -> WedgeChart:
    made = WedgeChart(CLOCK, english, LIGHT)
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show_picture(picture(), 84, "Dec 2030: net -2.7")
    return made


def test_that_in_every_month_both_sides_reach_what_raises_and_what_lowers_in_all() -> None:
    rng = np.random.default_rng(7)
    values = [rng.normal(size=20) for _ in range(6)]
    layers = stacked(values)
    above, below = layers[-1]
    assert np.allclose(above[1], np.sum(np.maximum(values, 0.0), axis=0))
    assert np.allclose(below[1], np.sum(np.minimum(values, 0.0), axis=0))
    for (earlier, lower), (later, deeper) in pairwise(layers):
        assert np.array_equal(earlier[1], later[0])
        assert np.array_equal(lower[1], deeper[0])
    for one, sides in zip(values, layers, strict=True):
        assert np.allclose(sum(far - near for near, far in sides), one)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_that_wedges_of_one_family_stand_out_less_the_smaller_they_are(look: Tokens) -> None:
    ground = QColor(look.surface).lightnessF()
    shades = [
        abs(QColor(stepped(look.trade, look.surface, place)).lightnessF() - ground)
        for place in range(len(STEPS))
    ]
    assert shades == sorted(shades, reverse=True)
    assert stepped(look.trade, look.surface, 0) == look.trade.lower()


def test_that_a_month_is_read_by_pointer_and_by_keys_and_never_outside_the_picture(
    qtbot: QtBot, chart: WedgeChart
) -> None:
    read = list[Month]()
    chart.month_chosen.connect(read.append)
    plot = chart.plot
    left = Qt.MouseButton.LeftButton
    middle = QPointF(plot.right() + 40, plot.center().y()).toPoint()
    QTest.mouseClick(chart, left, pos=middle)
    assert read[-1] == CLOCK.horizon
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert read[-1] == CLOCK.month(83)
    QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert read[-1] == CLOCK.month(96)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert read[-1] == CLOCK.vantage


def test_that_each_wedge_is_seen_in_its_place_and_what_goes_against_is_hatched(
    chart: WedgeChart,
) -> None:
    image = chart.grab().toImage()
    plot = chart.plot
    x = round(plot.right()) - 4
    colours = {
        QColor(image.pixel(x, y)).name() for y in range(round(plot.top()), round(plot.bottom()))
    }
    assert LIGHT.security.lower() in colours
    hatched = {
        QColor(image.pixel(round(plot.right()) - dx, y)).name()
        for dx in range(3, 12)
        for y in range(round(plot.top()) + 25, round(plot.top()) + 60)
    }
    # Stripes of the ground over the wedge's own colour.
    assert LIGHT.surface.lower() in hatched
    assert LIGHT.security.lower() in hatched
    assert chart.spoken_name() == "It fell."
    assert chart.spoken_description() == "Arrow keys."
