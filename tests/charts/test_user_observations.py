"""Figures that people added, on a chart and in its words."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSize
from pytestqt.qtbot import QtBot

from desktop.charts.fan_chart import FanChart
from desktop.charts.projected_chart import SMALLEST
from desktop.charts.tokens import DARK, LIGHT, Tokens
from desktop.charts.user_observations import (
    HALF,
    ObservationMarks,
    UserObservations,
    user_observations,
)
from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.language.language import Language
from tests.charts.examples import APPREHENSIONS, CLOCK, VOTES, bands, contrast, history
from tests.charts.pixels import near, picture

pytestmark = pytest.mark.usefixtures("fonts")

PUBLISHED = history()
USUAL = QSize(400, 230)
POLICY = bands(24.5, 16.0, 5.5)


def longer(*values: float, skipped: int = 0) -> Series:
    """Return the published series with more values behind it."""
    first = PUBLISHED.months[-1].plus(1 + skipped)
    months = tuple(first.plus(step) for step in range(len(values)))
    return replace(
        PUBLISHED,
        months=(*PUBLISHED.months, *months),
        values=(*PUBLISHED.values, *values),
        raw_months=(*PUBLISHED.raw_months, *months),
        raw_values=(*PUBLISHED.raw_values, *(value + 1 for value in values)),
    )


Make = Callable[..., FanChart]


@pytest.fixture
def make(qtbot: QtBot, english: Language) -> Make:
    def made(
        *, size: QSize = USUAL, tokens: Tokens = LIGHT, language: Language = english
    ) -> FanChart:
        chart = FanChart(APPREHENSIONS, PUBLISHED, CLOCK, VOTES, language, tokens)
        qtbot.addWidget(chart)
        chart.resize(size)
        chart.show_baseline(bands(24.5, 23.4, 9))
        chart.show_policy(POLICY, moving=False)
        chart.show()
        return chart

    return made


def marks(chart: FanChart, language: Language, tokens: Tokens = LIGHT) -> ObservationMarks:
    return ObservationMarks(chart.observations, chart.plot.frame, language, tokens)


def test_that_only_what_lies_behind_the_published_series_was_added() -> None:
    found = user_observations(PUBLISHED, longer(20.0, 18.0), single=False)
    assert found == UserObservations((Month(2024, 1), Month(2024, 2)), (20.0, 18.0))
    assert found.at(Month(2024, 2)) == 18.0
    assert found.at(Month(2024, 3)) is None
    assert user_observations(PUBLISHED, longer(20.0), single=True).values == (21.0,)
    assert not user_observations(PUBLISHED, PUBLISHED, single=False)
    assert not user_observations(None, None, single=False)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=("light", "dark"))
def test_that_the_last_added_figure_is_a_mark_in_ink(
    make: Make, english: Language, tokens: Tokens
) -> None:
    chart = make(tokens=tokens)
    chart.set_user_observations(longer(22.0, 20.0, 12.0))
    shot = picture(chart)
    at = marks(chart, english, tokens).points[-1] + QPointF(chart.plot.pos())
    row, column = round(at.y()), round(at.x())
    around = shot[row - 5 : row + 6, column - 5 : column + 6]
    assert near(around, tokens.ink, 60).sum() >= 8
    assert near(shot[row, column][None, None], tokens.surface, 12).all()


def test_that_taking_the_figures_away_restores_the_picture(make: Make) -> None:
    chart = make()
    before = picture(chart)
    chart.set_user_observations(longer(22.0, 48.0))
    assert not np.array_equal(picture(chart), before)
    chart.set_user_observations(PUBLISHED)
    assert np.array_equal(picture(chart), before)


def test_that_the_axis_covers_what_was_added(make: Make) -> None:
    chart = make()
    chart.set_user_observations(longer(95.0))
    assert chart.axis.high >= 95.0


@pytest.mark.parametrize("size", [SMALLEST, QSize(376, 202), QSize(900, 420)])
@pytest.mark.parametrize("value", [2.0, 20.0, 44.0])
def test_that_the_words_stay_inside_the_plot_and_off_the_mark(
    make: Make, english: Language, size: QSize, value: float
) -> None:
    chart = make(size=size)
    chart.set_user_observations(longer(22.0, value))
    found = marks(chart, english)
    area, at = found.label(found.points)
    assert chart.plot.frame.plot.contains(area)
    assert not area.adjusted(-HALF, -HALF, HALF, HALF).contains(at)


def test_that_a_chart_says_what_was_added(make: Make, english: Language, spanish: Language) -> None:
    chart = make()
    assert "Added by you" not in chart.spoken_name()
    chart.set_user_observations(longer(20.0, 18.0))
    assert chart.spoken_name().endswith("Added by you up to 12 months to Feb\u00a02024: 18 k.")
    chart.set_language(spanish)
    assert "Agregado por usted hasta" in chart.spoken_name()


def test_that_the_headline_of_a_month_holds_the_figure_beside_the_projection(make: Make) -> None:
    chart = make()
    chart.set_user_observations(longer(20.0, 18.0))
    chart.set_headline(contrast(APPREHENSIONS, POLICY, change=-5, step=2))
    assert "18 k added by you" in "".join(run.text for run in chart.line.runs)
    chart.set_headline(contrast(APPREHENSIONS, POLICY, change=-5, step=3))
    assert "added by you" not in "".join(run.text for run in chart.line.runs)


def test_that_single_months_are_marked_one_by_one(make: Make) -> None:
    chart = make()
    chart.set_user_observations(longer(20.0, 18.0))
    chart.set_monthly(True)
    assert chart.observations.values == (21.0, 19.0)


@pytest.mark.parametrize("gap", [False, True])
def test_that_a_line_leads_from_month_to_month_and_over_no_gap(make: Make, *, gap: bool) -> None:
    chart = make(size=QSize(900, 420))
    extra = tuple(Month(2024, 1).plus(step) for step in range(0, 27, 26 if gap else 1))
    values = tuple(45.0 for _ in extra)
    chart.set_user_observations(
        replace(
            PUBLISHED,
            months=(*PUBLISHED.months, *extra),
            values=(*PUBLISHED.values, *values),
        )
    )
    frame = chart.plot.frame
    place = chart.plot.pos()
    row = round(frame.y(45.0) + place.y() - 0.5)
    column = round(frame.x(Month(2025, 2).year_fraction) + place.x())
    shot = picture(chart)[row - 1 : row + 2, column - 4 : column + 5]
    assert bool(near(shot, LIGHT.ink, 60).any()) is not gap
