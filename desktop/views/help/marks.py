"""Pictures of the desk with numbers on them, for the list of what each mark means."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.fan_chart import FanChart
from desktop.charts.tokens import SIZE_MARK, Tokens
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario, TargetLine
from desktop.engine.model import Model
from desktop.language.language import Language
from desktop.views.levers.lever_row import (
    GAUGE_FROM_RIGHT,
    LEFT,
    LeverRow,
)
from desktop.views.levers.lever_words import needed_parties
from desktop.views.widgets.type import font

BADGE = 9
"""Radius of a number's disc."""
BELOW = 26
"""Room under a lever row for its discs."""
ROW_WIDTH = 400
CHART_SIZE = QSize(420, 250)
_TARGET_MONTH = Month(2030, 12)


@dataclass(frozen=True, slots=True)
class Mark:
    """Point at one thing in a picture."""

    number: int
    at: QPointF
    """Where its disc stands, in logical pixels of the picture; it may lie below it."""
    to: QPointF | None = None
    """What a line leads to where the disc would cover the thing itself."""


class MarkedPicture(QWidget):
    """Show a picture of part of the desk with a numbered disc beside each mark."""

    def __init__(
        self, picture: QPixmap, marks: tuple[Mark, ...], tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._picture, self.marks, self._tokens = picture, marks, tokens
        size = picture.deviceIndependentSize().toSize()
        lowest = max(math.ceil(mark.at.y()) + BADGE for mark in marks)
        self.setFixedSize(size.width(), max(size.height(), lowest))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the discs over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        painter.setFont(font(SIZE_MARK, strong=True))
        for mark in self.marks:
            disc = QRectF(0, 0, 2 * BADGE, 2 * BADGE)
            disc.moveCenter(mark.at)
            disc.moveLeft(min(max(0.0, disc.left()), self.width() - disc.width()))
            if mark.to is not None:
                painter.setPen(QPen(QColor(self._tokens.primary), 1))
                painter.drawLine(disc.center(), mark.to)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._tokens.primary))
            painter.drawEllipse(disc)
            painter.setPen(QColor(self._tokens.onprimary))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(mark.number))


def lever_picture(
    model: Model, language: Language, tokens: Tokens, parent: QWidget
) -> MarkedPicture:
    """Return a lever row with everything on it: ▲, knob, named setting, holder, gauge, signs.

    The row is a real one over a scenario of its own, in which the lever is moved.
    """
    lever = next(
        (one for one in model.levers.values() if one.notches and needed_parties(one)),
        next(iter(model.levers.values())),
    )
    value = lever.high - (lever.high - lever.default) / 4
    moved = Scenario("", Policy({lever.id: Setting(value)}))
    row = LeverRow(Document(model, moved), lever, language, tokens, parent)
    row.resize(ROW_WIDTH, row.sizeHint().height())
    # Only now is everything in its place: a widget nobody showed is laid out for its picture.
    picture = row.grab()
    slider = row.slider

    def along(place: float) -> float:
        return slider.x() + slider.place(place)

    middle = float(slider.geometry().center().y())
    places = (
        (1, along(lever.default), middle + 9),
        (2, along(value), middle + 7),
        (3, along(lever.notches[-1].value if lever.notches else lever.default), middle + 11),
        (4, LEFT + 12.0, middle + 6),
        (5, row.width() - GAUGE_FROM_RIGHT + 29.0, middle + 6),
        (6, float(row.clock.geometry().center().x()), middle + 9),
        (7, float(row.info.geometry().center().x()), middle + 9),
    )
    under = row.height() + BELOW - BADGE - 1.0
    marks = tuple(Mark(number, QPointF(x, under), QPointF(x, y)) for number, x, y in places)
    row.setParent(None)
    row.deleteLater()
    return MarkedPicture(picture, marks, tokens, parent)


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
    wanted = TargetLine(indicator.id, round(start * 0.35, indicator.decimals), _TARGET_MONTH)
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
            corner + QPointF(frame.x(_TARGET_MONTH.year_fraction) - 5, frame.y(wanted.value)),
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
