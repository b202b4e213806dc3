"""A small curve with its last value, for strips and lists."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import FIRST_SHOWN
from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.headline import value_words
from desktop.charts.paint import pen
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, Tokens
from desktop.domain.clock import Clock
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator
from desktop.language.language import Language

HEIGHT = 54

_SIDE, _TOP = 8, 7
_NAME_HEIGHT = 17
_VALUE_GAP = 8
_LEAST_CURVE = 24.0
_HISTORY_WIDTH, _POLICY_WIDTH = 1.25, 1.75

FloatArray = NDArray[np.floating]


class Miniature(SpokenChart):
    """Show one indicator's history and policy median, without axes.

    The curve fills its height from the lowest to the highest value shown: it tells a shape, not
    a size.
    """

    def __init__(
        self,
        indicator: Indicator,
        series: Series | None,
        clock: Clock,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._indicator, self._clock = indicator, clock
        self._language, self._tokens = language, tokens
        self._history = np.empty((0, 2))
        if series is not None:
            values = zip(series.months, series.values, strict=True)
            kept = [(month.year_fraction, value) for month, value in values if month >= FIRST_SHOWN]
            self._history = np.array(kept).reshape(-1, 2)
        steps = range(clock.steps + 1)
        self._years = np.array([clock.month(step).year_fraction for step in steps])
        self._median: FloatArray | None = None
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a seventh of the strip at the designed window size."""
        return QSize(106, HEIGHT)

    def show_median(self, median: FloatArray) -> None:
        """Show the policy's median (TIME) in indicator units."""
        self._median = median
        self.update()

    def set_look(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self.update()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self.update()

    def spoken_name(self) -> str:
        """Return the indicator with its last value."""
        name = self._language.wording(self._indicator.name)
        if self._median is None:
            unit = self._language.wording(self._indicator.unit_name)
            return self._language.text("chart.sentence_bare", name=name, unit=unit)
        value = value_words(float(self._median[-1]), self._indicator, self._language)
        year = self._clock.horizon.year
        return self._language.text("chart.miniature", name=name, year=year, value=value)

    def spoken_description(self) -> str:
        """Return what the indicator is."""
        return self._language.wording(self._indicator.sentence)

    def value_text(self) -> str:
        """Return the last value as it is written; empty before the first curve."""
        if self._median is None:
            return ""
        return self._language.number(float(self._median[-1]), self._indicator.decimals)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the name and the last value, and draw the curve between."""
        tokens = self._tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setFont(font(SIZE_HEADLINE))
        painter.setPen(QColor(tokens.ink2))
        name = metrics(SIZE_HEADLINE).elidedText(
            self._language.wording(self._indicator.short),
            Qt.TextElideMode.ElideRight,
            self.width() - 2 * _SIDE,
        )
        line = QRectF(_SIDE, _TOP - 2, self.width() - 2 * _SIDE, _NAME_HEIGHT)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        value = self.value_text()
        width = metrics(SIZE_AXIS, SEMIBOLD).horizontalAdvance(value)
        below = QRectF(
            _SIDE, _TOP + _NAME_HEIGHT, self.width() - 2 * _SIDE, HEIGHT - 2 * _TOP - _NAME_HEIGHT
        )
        painter.setFont(font(SIZE_AXIS, SEMIBOLD))
        painter.setPen(QColor(tokens.ink))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, right, value)
        curve = below.adjusted(0, 2, -width - _VALUE_GAP, -2)
        if curve.width() >= _LEAST_CURVE:
            self._draw(painter, curve)
        painter.end()

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._tokens
        lines = [self._history]
        if self._median is not None:
            lines.append(np.stack([self._years, self._median], axis=1))
        shown = np.concatenate(lines)
        shown = shown[np.isfinite(shown[:, 1])]
        if not len(shown):
            return
        first, last = FIRST_SHOWN.year_fraction, self._clock.horizon.year_fraction
        low, high = float(shown[:, 1].min()), float(shown[:, 1].max())
        span = (high - low) or 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = (
            pen(tokens.hist, _HISTORY_WIDTH),
            pen(tokens.family(self._indicator.family), _POLICY_WIDTH),
        )
        for line, colour in zip(lines, colours, strict=False):
            points = [
                QPointF(
                    area.left() + (year - first) / (last - first) * area.width(),
                    area.bottom() - (value - low) / span * area.height(),
                )
                for year, value in line
                if np.isfinite(value)
            ]
            painter.setPen(colour)
            painter.drawPolyline(QPolygonF(points))
