"""What was, what would have been without something, and the difference between the two."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.analysis.counterfactual import Counterfactual
from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import ValueAxis, difference_axis, value_axis
from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.headline import end_label, unit_words
from desktop.charts.labels import push_apart
from desktop.charts.paint import dashes, pen, text_centred, text_left, text_right, tinted, upright
from desktop.charts.tokens import SIZE_AXIS, SIZE_CARD_TITLE, SIZE_HEADLINE
from desktop.domain.clock import Month
from desktop.domain.indicator import Change, Indicator
from desktop.engine.results.projection import MEDIAN, FloatArray
from desktop.ui.ui_context import UiContext

SMALLEST = QSize(360, 300)
_PAD, _TITLE, _YEARS, _GAP = 14, 24, 18, 30
_CURVES = 0.58
"""Share of the height that the curves have; the difference has the rest."""
_LABEL = SIZE_AXIS + 4
_DASH = (6.0, 4.0)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Map months, by their place, and values onto a rectangle."""

    area: QRectF
    steps: int
    axis: ValueAxis

    def x(self, step: float) -> float:
        return self.area.left() + self.area.width() * step / max(1, self.steps)

    def y(self, value: float) -> float:
        share = (value - self.axis.low) / (self.axis.high - self.axis.low)
        return self.area.bottom() - share * self.area.height()

    def points(self, line: FloatArray) -> list[QPointF]:
        return [QPointF(self.x(step), self.y(float(value))) for step, value in enumerate(line)]

    def band(self, low: FloatArray, high: FloatArray) -> QPolygonF:
        return QPolygonF([*self.points(low), *reversed(self.points(high))])


class WhatIfChart(SpokenChart):
    """Draw both curves over the months played, and below them the band of the paired difference."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._indicator: Indicator | None = None
        self._found: Counterfactual | None = None
        self._sentence = ""
        self._rounds: Sequence[tuple[Month, str]] = ()
        self.setMinimumSize(SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_found(
        self,
        indicator: Indicator,
        found: Counterfactual,
        sentence: str,
        rounds: Sequence[tuple[Month, str]],
    ) -> None:
        """Show a counterfactual with its sentence; `rounds` ended with these months."""
        self._indicator, self._found = indicator, found
        self._sentence, self._rounds = sentence, rounds
        self.update()

    def clear(self) -> None:
        """Show an empty card."""
        self._indicator, self._found, self._sentence = None, None, ""
        self.update()

    def spoken_name(self) -> str:
        """Return the sentence."""
        return self._sentence

    def spoken_description(self) -> str:
        """Return what the lines and the band are."""
        return self._look.text("hotwash.chart_about")

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, the curves and the difference."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.focus if ring else tokens.line), 2 if ring else 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(edge, 8, 8)
        if self._indicator is not None and self._found is not None:
            upper, lower = self._plots(self._indicator, self._found)
            self._paint_curves(painter, upper, self._indicator, self._found)
            self._paint_difference(painter, lower, self._indicator, self._found)
        painter.end()

    def _plots(self, indicator: Indicator, found: Counterfactual) -> tuple[_Plot, _Plot]:
        above = value_axis(indicator, [found.was, found.bands])
        below = difference_axis(indicator, [found.difference])
        small = metrics(SIZE_AXIS)
        language = self._look.language
        left = (
            _PAD
            + 8
            + max(
                small.horizontalAdvance(axis.words(tick, language))
                for axis in (above, below)
                for tick in axis.ticks
            )
        )
        bold = metrics(SIZE_AXIS, SEMIBOLD)
        ends = self._ends(indicator, found, above)
        right = _PAD + 8 + max(bold.horizontalAdvance(words) for words, _, _ in ends)
        width = max(40.0, self.width() - left - right)
        room = self.height() - 2 * _PAD - 2 * _TITLE - 2 * _YEARS - _GAP
        height = max(40.0, _CURVES * room)
        steps = found.was.shape[-1] - 1
        top = _PAD + _TITLE
        first = QRectF(left, top, width, height)
        next_top = top + height + _YEARS + _GAP / 2 + _TITLE
        rest = max(30.0, self.height() - next_top - _YEARS - _PAD)
        return _Plot(first, steps, above), _Plot(QRectF(left, next_top, width, rest), steps, below)

    def _ends(
        self, indicator: Indicator, found: Counterfactual, axis: ValueAxis
    ) -> tuple[tuple[str, float, str], ...]:
        language, tokens = self._look.language, self._look.tokens
        was, would = float(found.was[MEDIAN, -1]), float(found.bands[MEDIAN, -1])
        color = tokens.family_text(indicator.family)
        return (
            (end_label("hotwash.line_was", was, indicator, language, axis.high), was, color),
            (
                end_label("hotwash.line_would", would, indicator, language, axis.high),
                would,
                tokens.ink,
            ),
        )

    def _paint_curves(
        self, painter: QPainter, plot: _Plot, indicator: Indicator, found: Counterfactual
    ) -> None:
        tokens, language = self._look.tokens, self._look.language
        color = tokens.family(indicator.family)
        title = language.wording(indicator.name)
        self._title(painter, plot, title, unit_words(indicator, language, plot.axis.high))
        self._grid(painter, plot, found)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tinted(color, tokens.band90))
        painter.drawPolygon(plot.band(found.was[0], found.was[-1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(color, 2.0))
        painter.drawPolyline(plot.points(found.was[MEDIAN]))
        points = np.array([(p.x(), p.y()) for p in plot.points(found.bands[MEDIAN])])
        painter.setPen(pen(tokens.ink, 2.0))
        painter.drawLines(dashes(points, _DASH))
        ends = sorted(self._ends(indicator, found, plot.axis), key=lambda one: -one[1])
        lines = [plot.y(value) for _, value, _ in ends]
        places = push_apart(lines, [float(_LABEL)], plot.area.top(), plot.area.bottom())
        painter.setFont(font(SIZE_AXIS, SEMIBOLD))
        for (words, _, tint), place in zip(ends, places, strict=True):
            painter.setPen(QColor(tint))
            text_left(painter, plot.area.right() + 6, place, words)

    def _paint_difference(
        self, painter: QPainter, plot: _Plot, indicator: Indicator, found: Counterfactual
    ) -> None:
        tokens, text = self._look.tokens, self._look.text
        percent = indicator.change is Change.PERCENT
        unit = text("hotwash.in_percent") if percent else text("hotwash.in_points")
        self._title(painter, plot, text("hotwash.difference"), unit)
        self._grid(painter, plot, found)
        apart = found.difference
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tinted(tokens.primary, tokens.band90))
        painter.drawPolygon(plot.band(apart[0], apart[-1]))
        painter.setBrush(tinted(tokens.primary, tokens.band50))
        painter.drawPolygon(plot.band(apart[1], apart[-2]))
        painter.setPen(pen(tokens.ink2, 1.0))
        zero = plot.y(0.0)
        painter.drawLine(QPointF(plot.area.left(), zero), QPointF(plot.area.right(), zero))
        painter.setPen(pen(tokens.primary, 2.0))
        painter.drawPolyline(plot.points(apart[MEDIAN]))

    def _title(self, painter: QPainter, plot: _Plot, title: str, unit: str) -> None:
        tokens = self._look.tokens
        left, base = float(_PAD), plot.area.top() - _TITLE / 2 - 2
        bold, room = metrics(SIZE_CARD_TITLE, SEMIBOLD), self.width() - 2.0 * _PAD
        shown = bold.elidedText(title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font(SIZE_CARD_TITLE, SEMIBOLD))
        painter.setPen(QColor(tokens.ink))
        text_left(painter, left, base, shown)
        at = bold.horizontalAdvance(shown) + 10
        small = metrics(SIZE_HEADLINE)
        painter.setFont(font(SIZE_HEADLINE))
        painter.setPen(QColor(tokens.ink3))
        cut = small.elidedText(unit, Qt.TextElideMode.ElideRight, max(0.0, room - at))
        text_left(painter, left + at, base, cut)

    def _grid(self, painter: QPainter, plot: _Plot, found: Counterfactual) -> None:
        tokens, language, area = self._look.tokens, self._look.language, plot.area
        painter.setFont(font(SIZE_AXIS))
        for tick in plot.axis.ticks:
            y = plot.y(tick)
            painter.setPen(pen(tokens.grid, 1.0))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(tokens.ink3))
            text_right(painter, area.left() - 6, y, plot.axis.words(tick, language))
        first = found.last.plus(-plot.steps)
        for month, _ in self._rounds:
            x = plot.x(month.minus(first))
            upright(painter, x, area.top(), area.bottom(), tokens.grid)
        painter.setPen(QColor(tokens.ink3))
        free = -math.inf
        for place, words in self._months(first, found.last):
            width, x = metrics(SIZE_AXIS).horizontalAdvance(words), plot.x(place)
            if x - width / 2 > free:
                text_centred(painter, x, area.bottom() + _YEARS / 2 + 2, words)
                free = x + width / 2 + 8

    def _months(self, first: Month, last: Month) -> list[tuple[int, str]]:
        """Return the months that are named, with their places: the first, and ends of rounds."""
        language = self._look.language
        ends = [(month.minus(first), name, month) for month, name in self._rounds if month <= last]
        told = [
            (
                place,
                language.text("hotwash.round_end", round=name, month=language.date(month)),
            )
            for place, name, month in ends
        ]
        return [(0, language.date(first)), *told]
