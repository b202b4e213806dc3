"""Pins on a chart: thin, dashed and colored each its own way, with a letter at every end."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.paint import dashes
from desktop.charts.pins import DASHES, PinnedLine
from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.domain.clock import Month
from desktop.domain.pin import LETTERS
from desktop.language.language import Language
from tests.charts.examples import CLOCK, HOMICIDE, VOTES, bands, contrast, history
from tests.charts.pixels import near, picture
from tests.charts.test_tokens import contrast as contrast_of

pytestmark = pytest.mark.usefixtures("fonts")

POLICY = bands(24.5, 16.0, 5.5)
ENDS = {"A": 12.0, "B": 20.0, "C": 27.0, "D": 31.0}
PINS = tuple(PinnedLine(letter, bands(24.5, end, 1.0)[2]) for letter, end in ENDS.items())


def made(qtbot: QtBot, language: Language, tokens: Tokens = LIGHT, height: int = 260) -> FanChart:
    chart = FanChart(HOMICIDE, history(), CLOCK, VOTES, language, tokens)
    qtbot.addWidget(chart)
    chart.setMinimumHeight(height)
    chart.resize(QSize(400, height))
    chart.show_baseline(bands(24.5, 23.4, 9))
    chart.show_policy(POLICY, moving=False)
    chart.set_headline(contrast(HOMICIDE, POLICY, change=-17))
    chart.show()
    return chart


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_each_pin_is_on_the_picture_in_its_color_at_rest_and_while_a_lever_moves(
    qtbot: QtBot, english: Language, tokens: Tokens
) -> None:
    chart = made(qtbot, english, tokens)
    before = picture(chart)
    chart.show_pins(PINS)
    for moving in (False, True):
        chart.show_policy(POLICY, moving=moving)
        shot = picture(chart)
        for letter in LETTERS:
            there = near(shot, tokens.pin(letter), 30).sum()
            assert there > near(before, tokens.pin(letter), 30).sum() + 15, (letter, moving)
    chart.show_policy(POLICY, moving=False)
    chart.show_pins(())
    assert (picture(chart) == before).all()


def test_that_the_axis_covers_what_is_pinned(qtbot: QtBot, english: Language) -> None:
    chart = made(qtbot, english)
    chart.show_pins((PinnedLine("A", bands(24.5, 95.0, 1.0)[2]),))
    assert chart.axis.high >= 95.0


def test_that_every_line_end_has_its_letter_and_no_two_labels_overlap(
    qtbot: QtBot, english: Language
) -> None:
    chart = made(qtbot, english)
    chart.show_pins(PINS)
    placed = chart.plot.labels
    words = [one.label.text for one in placed]
    assert words == ["D 30.7", "C 26.9", "Status quo 23.5", "B 20.2", "Policy 16.4", "A 12.6"]
    for upper, lower in pairwise(placed):
        assert lower.centre - upper.centre >= chart.plot.frame.measures.label_gap - 0.01


def test_that_in_a_low_chart_the_letters_share_a_label_and_none_is_missing(
    qtbot: QtBot, english: Language
) -> None:
    chart = made(qtbot, english, height=130)
    chart.show_pins(PINS)
    words = [one.label.text for one in chart.plot.labels]
    assert "D C B A" in words
    assert {"Policy 16.4", "Status quo 23.5"} < set(words)
    for upper, lower in pairwise(chart.plot.labels):
        assert lower.centre - upper.centre >= chart.plot.frame.measures.label_gap - 0.01


def test_that_nothing_of_a_pin_is_told_or_drawn_of_months_that_are_not_seen(
    qtbot: QtBot, english: Language
) -> None:
    chart = made(qtbot, english)
    chart.show_pins(PINS)
    assert "A 12.6 per 100k" in chart.spoken_description()
    assert "Pinned, 2036" in chart.spoken_description()
    until = Month(2027, 6)
    chart.set_seen_until(until)
    value = PINS[0].at(CLOCK.step(until))
    assert [one.label.value for one in chart.plot.labels if one.label.letter == "A"] == [value]
    shot = picture(chart)
    inside = chart.plot.frame
    later = int(chart.plot.pos().x() + inside.x(Month(2031, 1).year_fraction))
    right = int(chart.plot.pos().x() + inside.plot.right())
    assert near(shot[:, later:right], LIGHT.pin_a, 30).sum() == 0
    assert "12.6" not in chart.spoken_description()


def test_that_dashes_follow_a_pattern_of_any_length() -> None:
    line = np.array([[0.0, 0.0], [40.0, 0.0]])
    cut = [(one.x1(), one.x2()) for one in dashes(line, (8.0, 3.0, 2.0, 3.0))]
    assert cut == [(0, 8), (11, 13), (16, 24), (27, 29), (32, 40)]
    assert dashes(line[:0], (2.0, 3.0)) == []
    assert len(set(DASHES.values())) == len(LETTERS)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_that_pins_stand_seven_to_one_on_a_card(tokens: Tokens) -> None:
    assert len({tokens.pin(letter) for letter in LETTERS}) == len(LETTERS)
    for letter in LETTERS:
        assert contrast_of(tokens.pin(letter), tokens.surface) >= 7.0
