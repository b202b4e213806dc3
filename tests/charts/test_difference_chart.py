"""A chart of differences draws the paired band, and its words are of what it draws."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.charts.axes import difference_axis
from desktop.charts.difference_chart import DifferenceChart, FloatArray
from desktop.charts.tokens import LIGHT
from desktop.domain.clock import Month
from desktop.domain.indicator import Indicator
from desktop.domain.pin import NO_PIN
from desktop.language.language import Language
from tests.charts.examples import CLOCK, COOPERATION, HOMICIDE, VOTES

pytestmark = pytest.mark.usefixtures("fonts")

Make = Callable[..., DifferenceChart]
DECEMBER = CLOCK.step(Month(2030, 12))


def fan(last: float, half: float) -> FloatArray:
    """Return percentiles (5, TIME) that leave zero on straight lines."""
    share = np.linspace(0.0, 1.0, CLOCK.steps + 1)
    return np.array([(last + half * each) * share for each in (-1.0, -0.4, 0.0, 0.4, 1.0)])


@pytest.fixture
def make(qtbot: QtBot, english: Language) -> Make:
    holder = QWidget()
    qtbot.addWidget(holder)

    def made(indicator: Indicator = HOMICIDE, language: Language = english) -> DifferenceChart:
        chart = DifferenceChart(indicator, CLOCK, VOTES, language, LIGHT, holder)
        chart.resize(520, 230)
        chart.read(DECEMBER)
        return chart

    return made


def test_that_the_sentence_says_what_is_drawn_in_either_language(
    make: Make, english: Language, spanish: Language
) -> None:
    bands = fan(-20.0, 10.0)
    middle, low, high = (round(bands[place, DECEMBER]) for place in (2, 0, 4))
    for language, against, other in (
        (english, "A", "from A, in percent"),
        (english, NO_PIN, "from status quo, in percent"),
        (spanish, "A", "frente a A, en porcentaje"),
        (spanish, NO_PIN, "frente al statu quo, en porcentaje"),
    ):
        chart = make(language=language)
        chart.show_difference(bands, against, monthly=False, moving=False)
        said = chart.spoken_name()
        assert other in said
        wanted = (f"\u2212{-middle}\u00a0%", f"\u2212{-low}", f"\u2212{-high}\u00a0%")
        assert re.findall(r"\u2212\d+(?:\u00a0%)?", said)[:3] == list(wanted)
        assert chart.plot.labels[-1].label.text == "\u221220\u00a0%"
        names = {placed.label.text for placed in chart.plot.labels}
        assert names & {"A", language.text("paired.line_status_quo")}


def test_that_a_difference_whose_inner_half_holds_zero_is_called_unclear(make: Make) -> None:
    chart = make()
    chart.show_difference(fan(3.0, 10.0), "B", monthly=False, moving=False)
    assert "no clear difference" in chart.spoken_name()
    chart.show_difference(fan(5.0, 10.0), "B", monthly=False, moving=False)
    assert "against B" in chart.spoken_name()


def test_that_no_difference_at_all_is_called_the_same(make: Make) -> None:
    chart = make(COOPERATION)
    chart.show_difference(fan(0.0, 0.0), "C", monthly=False, moving=False)
    assert chart.spoken_name().endswith("2030: same as C in every run.")
    assert chart.axis.low < 0.0 < chart.axis.high


def test_that_what_has_no_percentage_says_so_and_draws_nothing(make: Make) -> None:
    chart = make()
    assert "being worked out" in chart.spoken_name()
    chart.show_difference(None, "A", monthly=False, moving=False)
    assert "A is zero in some run" in chart.spoken_name()
    assert chart.plot.labels == ()


def test_that_a_moving_difference_widens_the_axis_only_as_far_as_it_must(make: Make) -> None:
    chart = make()
    chart.show_difference(fan(-20.0, 5.0), "A", monthly=False, moving=False)
    rest = chart.axis
    chart.show_difference(fan(-4.0, 1.0), "A", monthly=False, moving=True)
    assert chart.axis == rest
    chart.show_difference(fan(-60.0, 5.0), "A", monthly=False, moving=True)
    wide = chart.axis
    assert wide.low < -65.0
    chart.show_difference(fan(-62.0, 5.0), "A", monthly=False, moving=True)
    assert chart.axis is wide
    chart.show_difference(fan(-4.0, 1.0), "A", monthly=False, moving=False)
    assert chart.axis.low > rest.low


def test_that_nothing_after_the_month_seen_is_drawn_or_told(make: Make) -> None:
    chart = make()
    chart.show_difference(fan(-20.0, 5.0), "A", monthly=False, moving=False)
    chart.set_seen_until(Month(2026, 12))
    seen = fan(-20.0, 5.0)[2, CLOCK.step(Month(2026, 12))]
    assert f"\u2212{-seen:.1f}"[:2] in chart.spoken_name()
    assert "2026" in chart.spoken_name()
    assert chart.axis.low > -10.0
    chart.set_seen_until(CLOCK.vantage.plus(-1))
    assert (chart.plot.labels, "%" in chart.spoken_name().split(". ", 1)[1]) == ((), False)
    chart.set_seen_until(None)
    assert "2030" in chart.spoken_name()


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8))
def test_that_an_axis_of_differences_covers_them_and_zero(values: list[float]) -> None:
    axis = difference_axis(HOMICIDE, [np.array(values)])
    assert axis.low <= min(0.0, *values)
    assert axis.high >= max(0.0, *values)
    assert any(tick == 0.0 for tick in axis.ticks)
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
