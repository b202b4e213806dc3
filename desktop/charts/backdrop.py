"""What lies behind the curves and stays while they move: tint, grid, marks, axes, history."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.charts.axes import year_ticks
from desktop.charts.fonts import font, metrics
from desktop.charts.frame import Frame
from desktop.charts.headline import start_note
from desktop.charts.labels import ElectionMark, election_marks, mark_labels
from desktop.charts.paint import (
    across,
    dotted_upright,
    pen,
    text_centred,
    text_right,
    tinted,
    upright,
)
from desktop.charts.pins import PinnedLine, paint_pins
from desktop.charts.targets import TargetLines
from desktop.charts.tokens import Tokens
from desktop.charts.user_observations import NO_OBSERVATIONS, ObservationMarks, UserObservations
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series, stretches
from desktop.domain.indicator import Country, Indicator, Vote
from desktop.domain.scenario import TargetLine
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

STRIP_OPACITY = 0.09

_RAW_DOTS_FROM = 480
"""Pixels of plot width from which single months are drawn as faint points."""
_FAINT_OPACITY, _SINGLE_OPACITY = 0.4, 0.75
_EVENT_HEIGHT = 5.0
_SPARSE = 6.0
"""Months between values from which each is marked by a dot: they were asked, not counted."""
_BETWEEN_YEARS = 1.15
"""From the middle of a year's name to that of the next, at least, in widths of it."""
_FEW_MONTHS = 96
"""Up to so many months every year is named, where there is room."""
_FEW_YEARS, _YEARS = (1, 2, 5), (5, 10, 20)
"""From one year that is named to the next, the first for which there is room."""
_NOTE_INSET = 6.0
_MOST_OF_NOTE = 0.3
"""Share of the plot's height that the words about a missing history may take."""
_START_HALF = 3.0
_RANGE_OPACITY = 0.45
_BOTH = {Country.US: "chart.vote_us", Country.MX: "chart.vote_mx", None: "chart.vote_both"}


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Hold all that the fixed layer of one chart shows."""

    indicator: Indicator
    series: Series | None
    clock: Clock
    votes: tuple[Vote, ...]
    language: Language
    tokens: Tokens
    frame: Frame
    start: float | None
    """Starting value of the baseline, shown where nothing was measured."""
    flash: bool
    """Tint the value labels, because the scale has just changed."""
    single: bool = False
    """Show measured months one by one, without the line of twelve."""
    events: tuple[Month, ...] = ()
    """Months in which the policy's events strike."""
    observations: UserObservations = NO_OBSERVATIONS
    """Figures that people added to the series."""
    targets: tuple[TargetLine, ...] = ()
    """What the indicator shall reach."""
    pins: tuple[PinnedLine, ...] = ()
    """What is pinned; `years` are its points in time."""
    years: FloatArray = field(default_factory=lambda: np.zeros(0), compare=False)
    noted: bool = True
    """Say inside the plot that nothing was measured, where nothing was."""

    @property
    def target_lines(self) -> TargetLines:
        """Return the target lines in their places."""
        return TargetLines(self.targets, self.frame, self.indicator, self.language, self.tokens)

    def paint(self, painter: QPainter, size: QSizeF) -> None:
        """Paint the layer on an area of this size in logical pixels."""
        tokens, plot = self.tokens, self.frame.plot
        rule, scale = self.frame.measures.rule, self.frame.measures.scale
        painter.fillRect(QRectF(QPointF(), size), QColor(tokens.surface))
        vantage = self.frame.x(self.clock.vantage.year_fraction)
        start = min(plot.right(), max(plot.left(), vantage))
        painter.fillRect(
            QRectF(QPointF(start, plot.top()), plot.bottomRight()), QColor(tokens.proj)
        )
        self._grid(painter)
        marks = tuple(
            mark
            for mark in election_marks(self.votes, self.clock.vantage.year_fraction)
            if self.frame.first <= mark.start and mark.end <= self.frame.last
        )
        self._marks(painter, marks)
        if self.frame.shows(self.clock.vantage):
            upright(painter, vantage, plot.top(), plot.bottom(), tokens.ink3, rule)
        self._years(painter)
        for month in self.events:
            if not self.frame.shows(month):
                continue
            x = self.frame.x(month.year_fraction)
            top = plot.bottom() - _EVENT_HEIGHT * scale
            upright(painter, x, top, plot.bottom(), tokens.ink2, rule)
        if self.series is None:
            self._start(painter, vantage)
        else:
            self._history(painter, self.series)
        # A slider that moves finds them here, in a picture that it need not make.
        paint_pins(painter, self.pins, self.years, self.frame, tokens)

    def _grid(self, painter: QPainter) -> None:
        tokens, frame = self.tokens, self.frame
        rule = frame.measures.rule
        painter.setFont(font(frame.measures.axis))
        metrics = QFontMetricsF(painter.font())
        apart = frame.plot.height() / max(1, len(frame.axis.ticks) - 1)
        # Of a plot that is very low not every value has room beside the axis.
        each = max(1, math.ceil(frame.measures.axis / max(1.0, apart)))
        for place, tick in enumerate(frame.axis.ticks):
            y = frame.y(tick)
            across(painter, frame.plot.left(), frame.plot.right(), y, tokens.grid, rule)
            if place % each:
                continue
            words = frame.axis.words(tick, self.language)
            right = frame.plot.left() - 6
            if self.flash:
                width, height = metrics.horizontalAdvance(words), frame.measures.axis + 4
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.select))
                ground = QRectF(right - width - 3, y - height / 2, width + 6, height)
                painter.drawRoundedRect(ground, 3, 3)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QColor(tokens.ink3))
            text_right(painter, right, y, words)

    def _marks(self, painter: QPainter, marks: tuple[ElectionMark, ...]) -> None:
        tokens, frame = self.tokens, self.frame
        plot = frame.plot
        for mark in marks:
            start, end = frame.x(mark.start), frame.x(mark.end)
            if mark.country is None:
                strip = QRectF(start, plot.top(), max(3.0, end - start), plot.height())
                painter.fillRect(strip, tinted(tokens.ink, STRIP_OPACITY))
            else:
                rule = frame.measures.rule
                dotted_upright(painter, start, plot.top(), plot.bottom(), tokens.ink3, rule)
        painter.setFont(font(frame.measures.mark))
        painter.setPen(QColor(tokens.ink3))
        metrics = QFontMetricsF(painter.font())
        words = [self.language.text(_BOTH[mark.country]) for mark in marks]
        centres = mark_labels(
            [frame.x((mark.start + mark.end) / 2) for mark in marks],
            [metrics.horizontalAdvance(text) for text in words],
            [mark.country is None for mark in marks],
        )
        middle = plot.top() - frame.measures.marks_height / 2 - 1
        for text, centre in zip(words, centres, strict=True):
            if centre is not None:
                text_centred(painter, centre, middle, text)

    def _years(self, painter: QPainter) -> None:
        tokens, frame = self.tokens, self.frame
        plot = frame.plot
        rule = frame.measures.rule
        across(painter, plot.left(), plot.right(), plot.bottom(), tokens.line2, rule)
        painter.setFont(font(frame.measures.axis))
        painter.setPen(QColor(tokens.ink3))
        for year in self._shown_years():
            x = frame.x(year)
            upright(painter, x, plot.bottom(), plot.bottom() + 4 * rule, tokens.line2, rule)
            text_centred(
                painter, x, plot.bottom() + frame.measures.years_height / 2 + 2 * rule, str(year)
            )

    def _shown_years(self) -> tuple[int, ...]:
        first = Month.from_ordinal(round(self.frame.first * 12))
        last = Month.from_ordinal(round(self.frame.last * 12) - 1)
        frame = self.frame
        each = frame.plot.width() / (frame.last - frame.first)
        room = metrics(frame.measures.axis).horizontalAdvance("2000") * _BETWEEN_YEARS
        steps = _FEW_YEARS if last.minus(first) <= _FEW_MONTHS else _YEARS
        return year_ticks(first, last, next((n for n in steps if n * each >= room), steps[-1]))

    def year_areas(self) -> list[QRectF]:
        """Return where the years are written, so that a tag over them can clear them first."""
        frame = self.frame
        metrics = QFontMetricsF(font(frame.measures.axis))
        top = frame.plot.bottom() + 4
        found = []
        for year in self._shown_years():
            width = metrics.horizontalAdvance(str(year))
            left = frame.x(year) - width / 2
            found.append(QRectF(left, top, width, frame.measures.years_height - 4))
        return found

    def _history(self, painter: QPainter, series: Series) -> None:
        frame, scale = self.frame, self.frame.measures.scale
        months = np.array([month.year_fraction for month in series.months])
        values = np.array(series.values)
        kept = (months >= frame.first) & (months <= frame.last) & np.isfinite(values)
        across, up = frame.x(months[kept]).tolist(), frame.y(values[kept]).tolist()
        points = list(map(QPointF, across, up))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(frame.plot.adjusted(0, -2, 2, 2))
        if self.single and series.raw_months:
            self._raw(painter, series, _SINGLE_OPACITY)
            painter.restore()
            return
        if frame.plot.width() >= _RAW_DOTS_FROM * scale:
            self._raw(painter, series, _FAINT_OPACITY)
        painter.setPen(pen(self.tokens.hist, frame.measures.history_pen))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stretch in stretches(months[kept].tolist()):
            painter.drawPolyline(QPolygonF(points[stretch]))
        if len(points) == 1 or (len(points) > 1 and _spacing(months[kept]) >= _SPARSE):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.tokens.hist))
            for point in points:
                painter.drawEllipse(point, 2.0 * scale, 2.0 * scale)
        painter.restore()

    def _raw(self, painter: QPainter, series: Series, opacity: float) -> None:
        scale = self.frame.measures.scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tinted(self.tokens.hist, opacity))
        for month, value in zip(series.raw_months, series.raw_values, strict=True):
            if self.frame.shows(month) and np.isfinite(value):
                at = QPointF(self.frame.x(month.year_fraction), self.frame.y(value))
                painter.drawEllipse(at, 1.3 * scale, 1.3 * scale)

    def _start(self, painter: QPainter, vantage: float) -> None:
        if not self.frame.shows(self.clock.vantage):
            return
        if self.noted:
            self._note(painter)
        if self.start is None or self.indicator.start_range is None:
            return
        low, high = (self.frame.y(end) for end in self.indicator.start_range)
        half = _START_HALF * self.frame.measures.scale
        bar = QRectF(vantage - half, high, 2 * half, max(1.0, low - high))
        painter.fillRect(bar, tinted(self.tokens.hist, _RANGE_OPACITY))

    def paint_start(self, painter: QPainter) -> None:
        """Paint the point of a judged start; it lies over the curves that begin there."""
        if self.series is not None or self.start is None:
            return
        if not self.frame.shows(self.clock.vantage):
            return
        at = QPointF(self.frame.x(self.clock.vantage.year_fraction), self.frame.y(self.start))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.tokens.base), self.frame.measures.edge_pen))
        painter.setBrush(QColor(self.tokens.surface))
        painter.drawEllipse(at, self.frame.measures.dot, self.frame.measures.dot)

    def paint_user_observations(self, painter: QPainter) -> None:
        """Paint what people added; it lies over the curves that it is held against."""
        if not self.observations or not self.frame.shows(self.observations.months[-1]):
            return
        ObservationMarks(
            self.observations, self.frame, self.language, self.tokens, self.single
        ).paint(painter)

    def _note(self, painter: QPainter) -> None:
        area, words, size = self.note()
        painter.setFont(font(size))
        painter.fillRect(area.adjusted(-2, -1, 2, 1), QColor(self.tokens.proj))
        painter.setPen(QColor(self.tokens.ink2))
        painter.drawText(area, Qt.TextFlag.TextWordWrap, words)

    def note(self) -> tuple[QRectF, str, int]:
        """Return where the words about the missing history go, the words, and their size.

        They stand at that end of the plot that is farther from the judged start, which is left
        out of them where the plot is too small; its point and range are drawn all the same.
        """
        plot, measures = self.frame.plot, self.frame.measures
        low = self.start is not None and self.frame.y(self.start) < plot.center().y()
        scale = measures.scale
        left = (_NOTE_INSET + 2 * _START_HALF) * scale
        inside = plot.adjusted(left, 3, -_NOTE_INSET * scale, -3)
        whole = start_note(self.indicator, self.clock, self.start, self.language)
        bare = start_note(self.indicator, self.clock, None, self.language)
        for words, size in ((whole, measures.axis), (whole, measures.mark), (bare, measures.mark)):
            area = QFontMetricsF(font(size)).boundingRect(inside, Qt.TextFlag.TextWordWrap, words)
            if area.height() <= plot.height() * _MOST_OF_NOTE and inside.contains(area):
                break
        if low:
            area.moveBottom(inside.bottom())
        return area, words, size


def _spacing(months: np.ndarray) -> float:
    # Not by np.median, which loads a package of its own before the first chart is painted.
    gaps = np.sort(np.diff(months))
    return float(gaps[len(gaps) // 2]) * 12
