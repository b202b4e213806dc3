"""Three lines, and the bar that says what belief and action make of their distance."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.headline import share_number
from desktop.charts.measures import DESK
from desktop.charts.shares import ChangeBreakdown
from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.domain.clock import Month
from desktop.language.language import Language
from tests.charts.examples import APPREHENSIONS, CLOCK, HOMICIDE, VOTES, bands, contrast, history

pytestmark = pytest.mark.usefixtures("fonts")

USUAL = bands(24.5, 25.4, 9)
OURS = bands(24.5, 23.4, 9)
POLICY = bands(24.5, 16.0, 5.5)


@pytest.fixture
def chart(qtbot: QtBot, english: Language) -> FanChart:
    made = FanChart(HOMICIDE, history(), CLOCK, VOTES, english, LIGHT)
    qtbot.addWidget(made)
    made.resize(QSize(400, 230))
    made.show()
    made.show_usual(USUAL)
    made.show_baseline(OURS)
    made.show_policy(POLICY, moving=False)
    made.set_headline(contrast(HOMICIDE, POLICY, change=-30.0))
    return made


def labels(chart: FanChart) -> list[str]:
    return [placed.label.text for placed in chart.plot.labels]


def image(chart: FanChart) -> QImage:
    return chart.grab().toImage()


@pytest.mark.parametrize(
    ("usual", "ours", "policy"), list(product((20.0, 25.0), (18.0, 25.0), (10.0, 30.0)))
)
def test_that_belief_and_action_add_up_to_the_distance(
    usual: float, ours: float, policy: float
) -> None:
    shares = ChangeBreakdown(usual, ours, policy)
    assert shares.belief + shares.action == pytest.approx(policy - usual)
    whole = abs(ours - usual) + abs(policy - ours)
    assert shares.parts == pytest.approx(
        (abs(ours - usual) / whole, abs(policy - ours) / whole, 0.0)
    )


def test_that_what_chance_drew_is_no_action() -> None:
    shares = ChangeBreakdown(20.0, 18.0, 10.0, chance=-6.0)
    assert (shares.belief, shares.action) == (-2.0, -2.0)
    assert shares.parts == pytest.approx((0.2, 0.2, 0.6))


def test_that_nothing_moved_has_no_parts() -> None:
    assert ChangeBreakdown(20.0, 20.0, 20.0).parts is None


def test_that_three_lines_bear_three_names(chart: FanChart) -> None:
    assert labels(chart) == ["Neutral 25.4", "Status quo 23.5", "Policy 16.4"]


def test_that_the_default_baseline_goes_where_it_is_the_one_shown(chart: FanChart) -> None:
    before = image(chart)
    chart.show_usual(None)
    chart.show_baseline(OURS)
    assert labels(chart) == ["Status quo 23.5", "Policy 16.4"]
    assert image(chart) != before


def test_that_its_name_gives_way_where_there_is_no_room_for_three(
    chart: FanChart, qtbot: QtBot
) -> None:
    chart.resize(QSize(300, 180))
    chart.set_shares(ChangeBreakdown(25.4, 23.4, 16.0))
    assert labels(chart)[-1] == "Policy 16.4"
    frame = chart.plot.frame
    centres = [placed.centre for placed in chart.plot.labels]
    assert all(np.diff(centres) >= 14)
    assert centres[-1] <= frame.plot.bottom()


def test_that_the_bar_takes_a_line_under_the_headline_and_gives_it_back(chart: FanChart) -> None:
    before = image(chart)
    assert chart.plot.y() == DESK.head_height
    chart.set_shares(ChangeBreakdown(25.4, 23.4, 16.0))
    assert chart.plot.y() == DESK.head_height + DESK.shares_height
    assert chart.plot.geometry().bottom() < chart.height()
    chart.set_shares(None)
    assert image(chart) == before


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_that_the_bar_is_ruled_for_belief_and_solid_for_action(
    chart: FanChart, tokens: Tokens
) -> None:
    chart.set_look(tokens)
    chart.set_shares(ChangeBreakdown(24.0, 20.0, 16.0))
    drawn = image(chart)
    row = DESK.head_height + DESK.shares_height // 2
    colours = [drawn.pixelColor(x, row).name() for x in range(drawn.width())]
    family = tokens.family(HOMICIDE.family).lower()
    solid = [x for x, colour in enumerate(colours) if colour == family]
    ruled = [x for x, colour in enumerate(colours) if colour == tokens.base.lower()]
    long_run = max(solid, default=0) - min(solid, default=0)
    assert long_run > 40
    assert len([x for x in ruled if x < min(solid)]) > 8


def test_that_the_bar_shows_no_parts_of_figures_that_are_all_nought(chart: FanChart) -> None:
    middle = DESK.head_height + DESK.shares_height // 2

    def colour() -> str:
        """Return the colour that most of the line has, but for the card's own."""
        drawn = image(chart)
        colours = Counter(drawn.pixelColor(x, middle).name() for x in range(drawn.width()))
        del colours[LIGHT.surface.lower()]
        return colours.most_common(1)[0][0]

    chart.set_shares(ChangeBreakdown(20.0, 20.0, 20.004))
    assert colour() == LIGHT.grid.lower()
    chart.set_shares(ChangeBreakdown(20.0, 20.0, 20.006))
    assert colour() == LIGHT.family(HOMICIDE.family).lower()


def test_that_the_sentence_names_all_three_lines(chart: FanChart, spanish: Language) -> None:
    chart.set_shares(ChangeBreakdown(25.4, 23.4, 16.0))
    said = chart.spoken_name()
    for words in (
        "25.4 per 100k",
        "23.4 per 100k",
        "−2.0 comes from assumptions",
        "−7.4 from policy",
    ):
        assert words in said
    chart.set_language(spanish)
    said = chart.spoken_name()
    for words in ("25.4 por 100 mil", "−2.0 viene de los supuestos", "−7.4 de la política"):
        assert words in said
    chart.set_cross_hair(Month(2015, 6))
    assert "25.4" not in chart.spoken_name(), "a measured month has one line only"


def test_that_chance_is_named_beside_the_bar_and_in_the_sentence(
    chart: FanChart, spanish: Language
) -> None:
    chart.resize(QSize(500, 230))
    chart.set_shares(ChangeBreakdown(25.4, 23.4, 16.0))
    before = image(chart)
    assert "chance" not in chart.spoken_name()
    chart.set_shares(ChangeBreakdown(25.4, 23.4, 16.0, chance=-3.0))
    assert image(chart) != before
    assert "−4.4 from policy and −3.0 from events drawn by chance" in chart.spoken_name()
    chart.set_language(spanish)
    said = chart.spoken_name()
    assert "−4.4 de la política y −3.0 de eventos generados al azar" in said


def test_that_without_other_assumptions_the_sentence_is_as_before(chart: FanChart) -> None:
    assert "from assumptions" not in chart.spoken_name()


def test_that_a_small_share_is_given_its_decimals_and_nought_no_sign(
    chart: FanChart, english: Language
) -> None:
    found = [
        share_number(value, APPREHENSIONS, english, 900.0)
        for value in (0.4, -0.04, 0.004, 0.0, -12.4)
    ]
    assert found == ["+0.4", "−0.04", "0", "0", "−12"]
