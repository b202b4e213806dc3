"""Figures that people added to a measured series, marked apart from what was published."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.charts.fonts import font, metrics
from desktop.charts.frame import Frame
from desktop.charts.paint import pen
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.language.language import Language

HALF = 4.0
"""Pixels from the middle of a mark to its corners."""
_APART = 9.0
"""Pixels between marks; those of months in between are told by the line through them."""
_INSET = 4.0


@dataclass(frozen=True, slots=True)
class UserObservations:
    """Hold added figures as one chart shows them, by month."""

    months: tuple[Month, ...] = ()
    values: tuple[float, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self.months)

    def at(self, month: Month) -> float | None:
        """Return the figure of a month, None where none was added."""
        return dict(zip(self.months, self.values, strict=True)).get(month)


NO_OBSERVATIONS = UserObservations()


def user_observations(
    published: Series | None, longer: Series | None, *, single: bool
) -> UserObservations:
    """Return what a longer series has behind the published one.

    With `single` these are single months as annual rates; else years of twelve months, of which
    every one is known.
    """
    if published is None or longer is None:
        return NO_OBSERVATIONS
    if single and longer.raw_months:
        last, months, values = published.raw_months[-1], longer.raw_months, longer.raw_values
    else:
        last, months, values = published.months[-1], longer.months, longer.values
    later = bisect_right(months, last)
    return UserObservations(months[later:], values[later:])


@dataclass(frozen=True, slots=True)
class ObservationMarks:
    """Paint added figures over the curves: diamonds on a line, with words beside them."""

    observations: UserObservations
    frame: Frame
    language: Language
    tokens: Tokens
    single: bool = False
    """Draw no line from month to month."""

    @property
    def points(self) -> list[QPointF]:
        """Return where the figures lie."""
        return [
            QPointF(self.frame.x(month.year_fraction), self.frame.y(value))
            for month, value in zip(self.observations.months, self.observations.values, strict=True)
        ]

    def paint(self, painter: QPainter) -> None:
        """Paint them."""
        if not self.observations:
            return
        points = self.points
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.frame.plot.adjusted(-HALF, -HALF, HALF, HALF))
        if not self.single:
            self._line(painter, points)
        painter.setPen(QPen(QColor(self.tokens.ink), self.frame.measures.edge_pen))
        painter.setBrush(QColor(self.tokens.surface))
        for point in self._spaced(points):
            corners = ((0, -HALF), (HALF, 0), (0, HALF), (-HALF, 0))
            painter.drawPolygon(QPolygonF([point + QPointF(x, y) for x, y in corners]))
        painter.restore()
        self._name(painter, points)

    def _line(self, painter: QPainter, points: list[QPointF]) -> None:
        painter.setPen(pen(self.tokens.ink, self.frame.measures.history_pen))
        months = self.observations.months
        yearly = all(month.month == months[0].month for month in months)
        for (month, point), (after, other) in pairwise(zip(months, points, strict=True)):
            if after.minus(month) == 1 or (yearly and after.minus(month) == 12):
                painter.drawLine(point, other)

    def _spaced(self, points: list[QPointF]) -> list[QPointF]:
        """Return where marks stand: the last one, and before it as many as stand apart."""
        kept = [points[-1]]
        for point in reversed(points[:-1]):
            if kept[-1].x() - point.x() >= _APART:
                kept.append(point)
        return kept

    def _name(self, painter: QPainter, points: list[QPointF]) -> None:
        """Write "added by you" where the plot is emptier, and lead from it to the marks."""
        area, at = self.label(points)
        painter.setFont(font(self.frame.measures.mark))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.tokens.ink3), 1))
        edge = area.bottom() if at.y() > area.center().y() else area.top()
        side = -HALF if at.y() > area.center().y() else HALF
        painter.drawLine(QPointF(at.x(), edge), QPointF(at.x(), at.y() + side))
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QColor(self.tokens.surface)
        ground.setAlphaF(0.85)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, 3, 3)
        painter.setPen(QColor(self.tokens.ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.words)

    @property
    def words(self) -> str:
        """Return what the marks are called."""
        return self.language.text("chart.added")

    def label(self, points: list[QPointF]) -> tuple[QRectF, QPointF]:
        """Return where the words stand and the mark that they lead to."""
        plot, at = self.frame.plot, points[-1]
        measure = metrics(self.frame.measures.mark)
        width, height = measure.horizontalAdvance(self.words) + 2 * _INSET, measure.height()
        left = min(max(at.x() - width / 2, plot.left() + _INSET), plot.right() - width - _INSET)
        top = plot.top() + _INSET
        if at.y() < plot.center().y():
            top = plot.bottom() - height - 2 * _INSET
        return QRectF(left, top, width, height), at
