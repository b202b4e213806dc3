"""Charts are as large as the measures that they are given."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

import desktop.charts
from desktop.charts.fan_chart import FanChart
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.measures import DESK, Measures
from desktop.charts.tokens import LIGHT
from desktop.language.language import Language
from tests.charts.examples import CLOCK, HOMICIDE, VOTES, bands, contrast, history
from tests.charts.pixels import near, picture

pytestmark = pytest.mark.usefixtures("fonts")

ROOM = Measures(
    mark=18,
    axis=20,
    headline=22,
    title=26,
    left=20,
    top=16,
    right=24,
    title_height=32,
    headline_height=30,
    marks_height=26,
    years_height=30,
    policy_pen=5.0,
)
"""As they might be for people at the far end of a room."""
POLICY = bands(24.5, 16.0, 5.5)


def _chart(qtbot: QtBot, language: Language, measures: Measures) -> FanChart:
    chart = FanChart(HOMICIDE, history(), CLOCK, VOTES, language, LIGHT, measures=measures)
    qtbot.addWidget(chart)
    chart.resize(QSize(900, 480))
    chart.show_baseline(bands(24.5, 23.4, 9))
    chart.show_policy(POLICY, moving=False)
    chart.set_headline(contrast(HOMICIDE, POLICY, change=-17))
    chart.grab()
    return chart


def test_that_margins_and_type_are_those_of_the_measures(qtbot: QtBot, english: Language) -> None:
    chart = _chart(qtbot, english, ROOM)
    plot = chart.plot.frame.plot
    assert chart.plot.x() == 20
    assert chart.plot.y() == 16 + 32 + 30
    assert chart.plot.geometry().right() == chart.width() - 24 - 1
    assert plot.top() == 26
    assert plot.bottom() == chart.plot.height() - 30
    widest = max(metrics(20).horizontalAdvance(f"{tick:g}") for tick in chart.axis.ticks)
    assert plot.left() >= widest + 6
    for placed in chart.plot.labels:
        room = chart.plot.width() - plot.right() - 7
        assert metrics(20, SEMIBOLD).horizontalAdvance(placed.label.text) <= room
    above, below = (placed.centre for placed in chart.plot.labels)
    assert below - above >= 23
    strong = [run.strong for run in chart.line.runs]
    measured = [metrics(22, SEMIBOLD) if each else metrics(22) for each in strong]
    assert chart.line.widths == tuple(
        measure.horizontalAdvance(run.text)
        for measure, run in zip(measured, chart.line.runs, strict=True)
    )


def test_that_the_pens_are_those_of_the_measures(qtbot: QtBot, english: Language) -> None:
    inked = [
        near(picture(_chart(qtbot, english, measures)), LIGHT.security, 12).sum()
        for measures in (DESK, Measures(policy_pen=5.0))
    ]
    assert inked[1] > 1.5 * inked[0]


def test_that_no_chart_takes_the_size_of_its_type_from_elsewhere() -> None:
    folder = Path(desktop.charts.__file__).parent
    # The style sheet is not of charts, and the tokens are where the sizes of the desk stand.
    taken = {
        source.stem
        for source in folder.glob("*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and any(alias.name.startswith("SIZE_") for alias in node.names)
    }
    assert taken == {"measures"} | ({"style"} & taken)
