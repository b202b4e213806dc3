"""A chart with everything on it, for the list of what each mark means."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize
from PySide6.QtWidgets import QWidget

from desktop.charts.fan_chart import FanChart
from desktop.charts.month_reading import USUAL_MONTH
from desktop.charts.tokens import Tokens
from desktop.domain.model.model import Model
from desktop.domain.scenario import TargetLine
from desktop.language.language import Language
from desktop.ui.marked_picture import Mark, MarkedPicture

CHART_SIZE = QSize(420, 250)


def chart_picture(
    model: Model, language: Language, tokens: Tokens, parent: QWidget
) -> MarkedPicture:
    """Return a chart with everything on it: history, both lines, both bands, votes, a target.

    The fan is drawn for the picture and is no projection: every mark has a place of its own.
    """
    indicator = next(one for one in model.indicators.values() if one.series is not None)
    series = model.series[indicator.series or ""]
    clock = model.clock
    chart = FanChart(indicator, series, clock, model.votes, language, tokens, parent)
    chart.resize(CHART_SIZE)
    start = series.values[-1]
    years = np.arange(clock.steps + 1) / 12
    status_quo, policy = _sample_fan(start, years)
    chart.show_baseline(status_quo)
    chart.show_policy(policy, moving=False)
    wanted = TargetLine(indicator.id, round(start * 0.35, indicator.decimals), USUAL_MONTH)
    chart.set_targets((wanted,))
    picture = chart.grab()
    frame, corner = chart.plot.frame, QPointF(chart.plot.geometry().topLeft())
    first = clock.vantage.year_fraction

    def at(year: float, value: float) -> QPointF:
        return corner + QPointF(frame.x(first + year), frame.y(value))

    def of(fan: NDArray[np.float64], band: int, year: float) -> float:
        return float(np.interp(year, years, fan[band]))

    measured = float(
        np.interp(first - 3.0, [month.year_fraction for month in series.months], series.values)
    )
    marks = (
        Mark(8, at(-3.0, frame.axis.low) - QPointF(0, 14), at(-3.0, measured)),
        Mark(9, at(9.5, of(policy, 2, 9.5))),
        Mark(10, at(7.0, of(status_quo, 2, 7.0))),
        Mark(11, at(4.4, (of(policy, 1, 4.4) + of(policy, 2, 4.4)) / 2)),
        Mark(12, at(11.0, (of(policy, 3, 11.0) + of(policy, 4, 11.0)) / 2)),
        Mark(13, corner + QPointF(frame.x(first + 3.2), 8)),
        Mark(
            14,
            at(2.5, wanted.value),
            corner + QPointF(frame.x(USUAL_MONTH.year_fraction) - 5, frame.y(wanted.value)),
        ),
    )
    chart.setParent(None)
    chart.deleteLater()
    return MarkedPicture(picture, marks, tokens, parent)


def _sample_fan(
    start: float, years: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return status quo and policy as (PERCENTILE, MONTH) in the indicator's unit."""
    spread = np.array([-1.6, -0.6, 0.0, 0.7, 2.0])[:, None] * 0.22 * np.sqrt(years / 6)
    settled = 1 - 0.3 * (1 - np.exp(-years / 3))
    return start * np.exp(spread), start * settled * np.exp(spread)
