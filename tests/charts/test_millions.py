"""A chart of thousands that reaches millions tells all of them in millions."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.tokens import LIGHT
from desktop.domain.clock import Month
from desktop.domain.scenario import TargetLine
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from tests.charts.examples import APPREHENSIONS, CLOCK, VOTES, bands, contrast, history

pytestmark = pytest.mark.usefixtures("fonts")

HISTORY = history(420.0, 2100.0, 300.0)
MANY, FEW = bands(2100, 1790, 500), bands(2100, 640, 300)
TARGET = TargetLine(APPREHENSIONS.id, 1250.0)


@pytest.mark.parametrize(
    ("code", "unit", "word"),
    [("en", "million a year", "million"), ("es", "millones al año", "millones")],
)
def test_that_axis_headline_ends_target_and_cross_hair_agree_on_millions(
    qtbot: QtBot, code: str, unit: str, word: str
) -> None:
    language = load_language("es" if code == "es" else "en", RESOURCES)
    chart = FanChart(APPREHENSIONS, HISTORY, CLOCK, VOTES, language, LIGHT)
    qtbot.addWidget(chart)
    chart.resize(520, 420)
    chart.show()
    chart.show_baseline(MANY)
    chart.show_policy(FEW, moving=False)
    chart.set_headline(contrast(APPREHENSIONS, FEW, change=-60))
    chart.set_targets((TARGET,))
    assert chart.head.unit == unit
    assert [chart.axis.words(tick, language) for tick in chart.axis.ticks] == ["0", "1", "2"]
    assert chart.axis.ticks == (0.0, 1000.0, 2000.0)
    ends = " ".join(placed.label.text for placed in chart.plot.labels)
    assert f"{FEW[2, -1] / 1000:.2f}" in ends
    assert "1.25" in ends
    assert "1,250" not in ends
    assert f"{FEW[2, 84] / 1000:.2f} {word}" in chart.spoken_name()
    assert unit in chart.spoken_name()
    chart.set_cross_hair(Month(2007, 12))
    assert f"0.42 {word}" in chart.spoken_name()


def test_that_an_axis_that_comes_to_reach_millions_words_everything_again(qtbot: QtBot) -> None:
    language = load_language("en", RESOURCES)
    chart = FanChart(APPREHENSIONS, None, CLOCK, VOTES, language, LIGHT)
    qtbot.addWidget(chart)
    chart.resize(520, 300)
    chart.show()
    low, high = bands(600, 640, 100), bands(600, 1640, 100)
    chart.show_baseline(low)
    chart.show_policy(low, moving=False)
    chart.set_headline(contrast(APPREHENSIONS, low, change=0.0))
    assert chart.head.unit == "thousand a year"
    assert f"{low[2, 84]:.0f} k" in chart.spoken_name()
    chart.show_policy(high, moving=True)
    # While a lever is held the axis stays, and so does its unit.
    chart.set_headline(contrast(APPREHENSIONS, high, change=150))
    assert f"{high[2, 84]:,.0f} k" in chart.spoken_name()
    chart.settle()
    assert chart.head.unit == "million a year"
    assert f"{high[2, 84] / 1000:.1f} million" in chart.spoken_name()
    chart.show_policy(low, moving=False)
    assert chart.head.unit == "thousand a year"
    assert " k" in chart.spoken_name()
