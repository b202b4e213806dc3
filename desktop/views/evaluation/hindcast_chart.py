"""One card: a projection from a past origin, and what happened after it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.calibration.hindcast import YEARS, Curve
from desktop.charts.axes import ValueAxis, value_axis
from desktop.charts.chart_card import IndicatorChart
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.frame import Frame
from desktop.charts.headline import Headline, end_label
from desktop.charts.plot_view import EndLabel
from desktop.charts.stressed import Run
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator
from desktop.language.language import Language
from desktop.views.evaluation import hindcast_words
from desktop.views.evaluation.hindcast_backdrop import HindcastBackdrop
from desktop.views.evaluation.hindcast_plot import Happened, HindcastPlot

FloatArray = NDArray[np.floating]

SMALLEST = QSize(300, 190)
YEARS_BEFORE = 6
"""Years of history shown before the origin."""
EARLIEST = Month(2007, 1)
ABOVE = 10
"""Pixels over the plot, where other charts mark elections."""
_P05, _P50, _P95 = 0, 2, 4
_RIVAL_ROOM = 1.25
"""How far above all else the rival's band may stretch the axis; beyond, it leaves the plot."""
_MODEL, _HAPPENED, _WALK = "trust.line_model", "trust.line_happened", "trust.line_walk"


class HindcastChart(IndicatorChart):
    """Show one indicator from one origin; nothing on it moves."""

    _plot: HindcastPlot

    def __init__(
        self,
        curve: Curve,
        indicator: Indicator,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(indicator, language, tokens, parent)
        self.curve = curve
        self._known = curve.series.until(curve.clock.vantage)
        self._happened = happened(curve)
        clock = curve.clock
        steps = np.array([clock.month(step).year_fraction for step in range(clock.steps + 1)])
        self._plot = HindcastPlot(self, steps)
        self._plot.set_policy(curve.bands, at_rest=True)
        if curve.walk is not None:
            years = clock.vantage.year_fraction + np.arange(YEARS + 1)
            self._plot.set_rival(years, curve.walk[_P05], curve.walk[_P95])
        self._plot.set_happened(self._happened)
        self._axis = self._wanted_axis()
        words = hindcast_words.headline(curve, language)
        self._headline = Headline((Run(words, strong=False),), (Run(words, strong=False),))
        self.setMinimumSize(SMALLEST)

    @property
    def plot(self) -> HindcastPlot:
        """Return the plot inside the card."""
        return self._plot

    @property
    def known(self) -> Series:
        """Return the part of the series that is drawn as history: nothing after the origin."""
        return self._known

    # Words

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        return hindcast_words.sentence(self.curve, self._indicator, self._language)

    def spoken_description(self) -> str:
        """Return what is drawn how."""
        return self._language.text("trust.chart_about")

    # Geometry

    def sizeHint(self) -> QSize:
        """Return the size of one of four side by side at the designed window size."""
        return QSize(340, 212)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the card out anew."""
        super().resizeEvent(event)
        self._plot.setGeometry(self._plot_area(self._measures.head_height))
        self._rebuild()

    def _ends(self) -> tuple[EndLabel, ...]:
        curve, tokens, indicator = self.curve, self._tokens, self._indicator
        reach = self._axis.high
        colour = tokens.family_text(indicator.family)
        found = [(_MODEL, float(curve.bands[_P50, -1]), colour, True)]
        if self._happened:
            found.append((_HAPPENED, self._happened[-1].value, tokens.ink, True))
        if curve.walk is not None:
            found.append((_WALK, float(curve.walk[_P50, -1]), tokens.ink3, False))
        return tuple(
            EndLabel(
                end_label(message, value, indicator, self._language, reach), value, tint, strong
            )
            for message, value, tint, strong in found
        )

    def _frame(self) -> Frame:
        measures = self._measures
        small, strong = metrics(measures.axis), metrics(measures.axis, SEMIBOLD)
        left = self._values_width()
        right = max(
            (strong if label.strong else small).horizontalAdvance(label.text)
            for label in self._ends()
        )
        size = self._plot.size()
        plot = QRectF(
            left,
            ABOVE,
            max(1, size.width() - left - round(right) - 10),
            max(1, size.height() - ABOVE - measures.years_height),
        )
        return Frame(plot, self._first().year_fraction, self._last_shown(), self._axis, measures)

    def _first(self) -> Month:
        return max(EARLIEST.plus(-1), self.curve.clock.vantage.plus(-12 * YEARS_BEFORE))

    def _last_shown(self) -> float:
        return self.curve.clock.horizon.year_fraction

    def _wanted_axis(self) -> ValueAxis:
        first = self._first()
        before = [
            value
            for month, value in zip(self._known.months, self._known.values, strict=True)
            if month >= first
        ]
        shown: list[FloatArray] = [
            self.curve.bands,
            np.array(before),
            np.array([each.value for each in self._happened]),
        ]
        walk = self.curve.walk
        if walk is not None:
            highest = max(float(np.nanmax(part)) for part in shown if part.size)
            shown.append(np.minimum(walk, _RIVAL_ROOM * highest))
        return value_axis(self._indicator, shown)

    def _rebuild(self) -> None:
        self._fit_head()
        self._fit_headline()
        backdrop = HindcastBackdrop(
            self._indicator,
            self._known if self._known.months else None,
            self.curve.clock,
            (),
            self._language,
            self._tokens,
            self._frame(),
            float(self.curve.bands[_P50, 0]),
            flash=False,
        )
        self._plot.set_backdrop(backdrop, self._tokens.family(self._indicator.family))
        self._plot.set_labels(self._ends())

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the card, made once, and write the headline."""
        painter = QPainter(self)
        self._paint_card(painter)
        self._line.write(painter, self._headline_area(), self._tokens)
        painter.end()


def happened(curve: Curve) -> tuple[Happened, ...]:
    """Return the observed years after the origin, in the indicator's unit."""
    return tuple(
        Happened(
            Month(point.year, 12).year_fraction,
            float(np.exp(point.observed)),
            point.percentiles[_P05] <= point.observed <= point.percentiles[_P95],
        )
        for point in curve.points
    )
