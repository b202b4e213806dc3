"""A small picture of how a scenario came out, drawn from what was kept of its last run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.charts.axes import value_axis
from desktop.charts.headline import value_words
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, Tokens
from desktop.domain.history import stretches
from desktop.domain.indicator import Indicator
from desktop.domain.model.model import Model
from desktop.domain.outcome import Outcome
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

FIRST_YEAR = 2012


@dataclass(frozen=True, slots=True)
class PreviewGround:
    """Hold what the previews of one indicator share, so that they can be compared at a glance."""

    indicator: Indicator
    years: tuple[float, float]
    values: tuple[float, float]
    history: tuple[tuple[float, float], ...]
    start: tuple[float, float] | None
    """Year and value at the vantage, where the curves of all scenarios begin."""

    @classmethod
    def of(
        cls,
        indicator: Indicator,
        model: Model,
        start: float | None,
        outcomes: Iterable[Sequence[Outcome]],
    ) -> "PreviewGround":
        """Return the ground on which these outcomes have room."""
        series = model.series[indicator.series] if indicator.series else None
        history = (
            tuple(
                (month.year_fraction, value)
                for month, value in zip(series.months, series.values, strict=True)
                if month.year >= FIRST_YEAR and month <= model.clock.vantage
            )
            if series
            else ()
        )
        found = [value for _, value in history]
        found += [value for each in outcomes for one in each for value in (one.p05, one.p95)]
        if start is not None:
            found.append(start)
        axis = value_axis(indicator, [np.array(found)])
        vantage = model.clock.vantage.year_fraction
        return cls(
            indicator,
            (float(FIRST_YEAR), model.clock.horizon.year_fraction),
            (axis.low, axis.high),
            history,
            None if start is None else (vantage, start),
        )


def draw_preview(
    painter: QPainter,
    place: QRectF,
    ground: PreviewGround,
    outcomes: Sequence[Outcome],
    tokens: Tokens,
) -> None:
    """Draw history, and the fan through the years that were kept, as the charts draw theirs."""
    (first, last), (low, high) = ground.years, ground.values

    def at(year: float, value: float) -> QPointF:
        return QPointF(
            place.left() + (year - first) / (last - first) * place.width(),
            place.bottom() - (value - low) / (high - low) * place.height(),
        )

    family = tokens.family(ground.indicator.family)
    # What is kept of a year stands at its end, as the charts plot it.
    ends = [(one.year + 1.0, one) for one in outcomes]
    begin = [ground.start] if ground.start is not None and outcomes else []
    painter.setPen(Qt.PenStyle.NoPen)
    for opacity, high_ends, low_ends in (
        (tokens.band90, [one.p95 for one in outcomes], [one.p05 for one in outcomes]),
        (tokens.band50, [one.p75 for one in outcomes], [one.p25 for one in outcomes]),
    ):
        upper, lower = (
            [at(*point) for point in begin]
            + [at(year, value) for (year, _), value in zip(ends, values, strict=True)]
            for values in (high_ends, low_ends)
        )
        painter.setBrush(colour(family, opacity))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tokens.hist), 1.2))
    for stretch in stretches([year for year, _ in ground.history]):
        painter.drawPolyline(QPolygonF([at(*point) for point in ground.history[stretch]]))
    painter.setPen(QPen(colour(family), 1.8))
    middle = [at(*point) for point in begin] + [at(year, one.p50) for year, one in ends]
    painter.drawPolyline(QPolygonF(middle))


HEIGHT = 136
_HEAD, _FOOT = 24, 18
_YEARS = (2015, 2025, 2035)


class PreviewView(QWidget):
    """Show one scenario's preview larger, with the values of the years that are kept."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._ground: PreviewGround | None = None
        self._outcomes: Sequence[Outcome] = ()
        self.setFixedHeight(HEIGHT)
        self.hide()

    def show_outcomes(self, ground: PreviewGround | None, outcomes: Sequence[Outcome]) -> None:
        """Show these outcomes, nothing where there are none."""
        self._ground, self._outcomes = ground, outcomes
        self.setVisible(ground is not None and bool(outcomes))
        if ground is not None:
            name = self._look.language.wording(ground.indicator.name)
            values = (
                self._look.text("browser.in_year", year=one.year, value=self._value(one))
                for one in outcomes
            )
            self.setAccessibleName(" · ".join((name, *values)))
            self.setToolTip(tip(self.accessibleName()))
        self.update()

    def _value(self, one: Outcome) -> str:
        assert self._ground is not None
        return value_words(one.p50, self._ground.indicator, self._look.language)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, curve, years."""
        ground, tokens = self._ground, self._look.tokens
        if ground is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        measure = metrics(SIZE_HEADLINE, strong=True)
        painter.setFont(font(SIZE_HEADLINE, strong=True))
        painter.setPen(colour(tokens.ink))
        name = self._look.language.wording(ground.indicator.short)
        painter.drawText(
            QPointF(0, 15), measure.elidedText(name, Qt.TextElideMode.ElideRight, self.width())
        )
        place = QRectF(0, _HEAD, self.width() - 1, self.height() - _HEAD - _FOOT)
        painter.setPen(QPen(colour(tokens.line2), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.setFont(font(SIZE_AXIS))
        (first, last), small = ground.years, metrics(SIZE_AXIS)
        for year in _YEARS:
            x = place.left() + (year - first) / (last - first) * place.width()
            words = str(year)
            painter.setPen(colour(tokens.ink3))
            painter.drawText(
                QPointF(x - small.horizontalAdvance(words) / 2, self.height() - 4), words
            )
        draw_preview(painter, place, ground, self._outcomes, tokens)
        painter.end()
