"""Target lines of one chart: which its axis covers, where they lie, what they are called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop.charts.axes import THOUSAND, ValueAxis, in_millions, value_axis
from desktop.charts.frame import Frame
from desktop.charts.tokens import Tokens
from desktop.domain.indicator import Indicator
from desktop.domain.scenario import TargetLine
from desktop.engine.results.targets import share_meeting
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

REACH = 0.5
"""Share of its height by which the axis may grow for a target; one beyond stands at the edge."""
GRIP = 5.0
"""Pixels from a line in which the pointer has hold of it."""
_FINEST = 6
"""Most decimals that the value of a target is written with."""
_HALF = 4.5
_REACH, _BARB = 10.0, 3.0
"""Pixels of the small arrow on the wanted side of a line, and of its head."""


def target_number(
    value: float, indicator: Indicator, language: Language, reach: float = 0.0
) -> str:
    """Return the value of a target as it was set, be it with more decimals than the chart has.

    `reach` is the top of the axis it is read on, where it is read on one.
    """
    exact, coarse = Decimal(repr(value)), indicator.decimals
    if in_millions(reach, indicator):
        exact, coarse = exact / int(THOUSAND), 0
    exponent = exact.normalize().as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return language.number(float(exact), min(_FINEST, max(coarse, own)))


def target_words(target: TargetLine, indicator: Indicator, language: Language) -> str:
    """Return sense, value and month of a target."""
    number = target_number(target.value, indicator, language, target.value)
    if in_millions(target.value, indicator):
        value = language.text("chart.millions", value=number)
    else:
        value = language.wording(indicator.value).format(value=number)
    if target.is_floor(indicator.better):
        value = language.text("chart.at_least", value=value)
    else:
        value = language.text("chart.at_most", value=value)
    if target.month is None:
        return value
    return language.text("chart.target_by", value=value, month=language.date(target.month))


def _signed(target: TargetLine, indicator: Indicator, language: Language, reach: float) -> str:
    sign = "≥" if target.is_floor(indicator.better) else "≤"
    return f"{sign}\u00a0{target_number(target.value, indicator, language, reach)}"


def target_label(
    target: TargetLine, axis: ValueAxis, indicator: Indicator, language: Language
) -> str:
    """Return what stands beside a line's end: name, sense, value, the way to it off the axis."""
    value = _signed(target, indicator, language, axis.high)
    if target.value > axis.high:
        return language.text("chart.line_target_above", value=value)
    if target.value < axis.low:
        return language.text("chart.line_target_below", value=value)
    return language.text("chart.line_target", value=value)


def met_shares(
    targets: Sequence[TargetLine], members: FloatArray | None, indicator: Indicator
) -> tuple[float, ...]:
    """Return the share of members that meet each target, given their values, (MEMBER,).

    Empty where there are none, or one alone, which says nothing of runs.
    """
    if members is None or len(members) < 2:
        return ()
    better = indicator.better
    return tuple(
        share_meeting(members, one.value, at_least=one.is_floor(better)) for one in targets
    )


def runs_of_ten(share: float) -> str:
    """Return how many of ten runs a share is; none and all are said only of none and of all."""
    tens = round(10 * share)
    if tens == 0 and share > 0.0:
        return "<\u00a01"
    if tens == 10 and share < 1.0:
        return ">\u00a09"
    return str(tens)


def reached_line(
    targets: Sequence[TargetLine],
    shares: Sequence[float],
    axis: ValueAxis,
    indicator: Indicator,
    language: Language,
) -> str:
    """Return how many runs meet each target, as a line under the headline has it."""
    told = [
        {"target": _signed(one, indicator, language, axis.high), "runs": runs_of_ten(share)}
        for one, share in zip(targets, shares, strict=True)
    ]
    if len(told) == 1:
        return language.text("chart.target_reached", **told[0])
    listed = ", ".join(language.text("chart.target_in", **one) for one in told)
    return language.text("chart.targets_reached", listed=listed)


def targets_sentence(
    targets: Sequence[TargetLine],
    shares: Sequence[float],
    when: str,
    indicator: Indicator,
    language: Language,
) -> str:
    """Return the sentence that names target lines, and how many runs meet each in a month.

    `shares` is empty where no month is read that is projected.
    """
    told = [target_words(one, indicator, language) for one in targets]
    if shares:
        told = [
            language.text("chart.target_met", target=words, when=when, runs=runs_of_ten(share))
            for words, share in zip(told, shares, strict=True)
        ]
    return language.plural("chart.targets", len(targets), targets="; ".join(told))


def targeted_axis(
    indicator: Indicator, shown: Sequence[FloatArray], targets: Iterable[TargetLine]
) -> ValueAxis:
    """Return the axis that covers everything shown, and the targets near it.

    What is shown are arrays of any shape in the indicator's unit.
    """
    axis = value_axis(indicator, shown)
    near = covered(targets, axis)
    return value_axis(indicator, [*shown, near]) if near.size else axis


def covered(targets: Iterable[TargetLine], axis: ValueAxis) -> FloatArray:
    """Return the values that an axis is made longer for, (TARGET,), in the indicator's unit.

    They are those that leave the fan its height.
    """
    room = REACH * (axis.high - axis.low)
    low, high = axis.low - room, axis.high + room
    return np.array([one.value for one in targets if low <= one.value <= high])


@dataclass(frozen=True, slots=True)
class TargetLines:
    """Place the target lines of one chart in its frame."""

    targets: tuple[TargetLine, ...]
    frame: Frame
    indicator: Indicator
    language: Language
    tokens: Tokens

    @property
    def inside(self) -> tuple[TargetLine, ...]:
        """Return those that lie on the axis; the others are marked at its edge."""
        axis = self.frame.axis
        return tuple(one for one in self.targets if axis.low <= one.value <= axis.high)

    def at(self, place: QPointF) -> TargetLine | None:
        """Return the line that a pointer at this place of the plot has hold of, or None."""
        plot = self.frame.plot
        if not plot.left() <= place.x() <= plot.right():
            return None
        apart = {one: abs(self.frame.y(one.value) - place.y()) for one in self.inside}
        nearest = min(apart, key=lambda one: apart[one], default=None)
        return nearest if nearest is not None and apart[nearest] <= GRIP else None

    def value_at(self, y: float) -> float:
        """Return the value at a height, as finely as the chart writes values."""
        plot, axis = self.frame.plot, self.frame.axis
        share = min(1.0, max(0.0, (plot.bottom() - y) / plot.height()))
        return round(axis.low + share * (axis.high - axis.low), self.indicator.decimals)

    def paint_marks(self, painter: QPainter) -> None:
        """Paint a diamond in the month of a target, and an arrow at the edge for one beyond it.

        On its wanted side a small arrow stands, near the end of the line.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.tokens.ink), self.frame.measures.edge_pen))
        painter.setBrush(QColor(self.tokens.surface))
        plot = self.frame.plot
        for one in self.inside:
            self._wanted_side(painter, one)
        for one in self.targets:
            x = plot.right() if one.month is None else self.frame.x(one.month.year_fraction)
            if not plot.left() <= x <= plot.right():
                continue
            y = self.frame.y(one.value)
            if one not in self.inside:
                self._arrow(painter, x, upwards=y < plot.top())
            elif one.month is not None:
                half = _HALF * self.frame.measures.scale
                corners = ((0, -half), (half, 0), (0, half), (-half, 0))
                painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))

    def _wanted_side(self, painter: QPainter, one: TargetLine) -> None:
        scale = self.frame.measures.scale
        x, y = self.frame.plot.right() - 2 * _HALF * scale, self.frame.y(one.value)
        way = -1.0 if one.is_floor(self.indicator.better) else 1.0
        tip, barb = y + way * _REACH * scale, _BARB * scale
        painter.save()
        # At the end of the axis there is no wanted side to be seen.
        painter.setClipRect(self.frame.plot)
        painter.drawLine(QPointF(x, y), QPointF(x, tip))
        for side in (-barb, barb):
            painter.drawLine(QPointF(x, tip), QPointF(x + side, tip - way * barb))
        painter.restore()

    def _arrow(self, painter: QPainter, x: float, *, upwards: bool) -> None:
        plot = self.frame.plot
        half = _HALF * self.frame.measures.scale
        x = min(x, plot.right() - half)
        tip, foot = (plot.top(), 2 * half) if upwards else (plot.bottom(), -2 * half)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens.ink))
        base = tip + foot
        corners = [QPointF(x, tip), QPointF(x + half, base), QPointF(x - half, base)]
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()
