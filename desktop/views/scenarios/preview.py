"""A small picture of how a scenario came out, drawn from what was kept of its last run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.charts.axes import FIRST_SHOWN, value_axis
from desktop.charts.headline import value_words
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE, Tokens
from desktop.domain.band_snapshot import Curve
from desktop.domain.clock import Month
from desktop.domain.history import stretches
from desktop.domain.indicator import Indicator
from desktop.domain.model.model import Model
from desktop.domain.outcome import Outcome
from desktop.engine.results.projection import MEDIAN
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext


@dataclass(frozen=True, slots=True)
class KeptFan:
    """Hold years on a decimal time axis and the percentiles of a curve in each."""

    years: tuple[float, ...] = ()
    percentiles: Curve = ((), (), (), (), ())
    """5, 25, 50, 75 and 95."""


def fan_of_bands(months: Sequence[Month], curve: Curve) -> KeptFan:
    """Return the fan through all months that a run was kept at."""
    return KeptFan(tuple(month.year_fraction for month in months), curve)


def fan_of_outcomes(outcomes: Sequence[Outcome]) -> KeptFan:
    """Return the fan through the years whose outcomes are kept, where nothing else is."""
    # What is kept of a year stands at its end, as the charts plot it.
    percentiles = zip(
        *((one.p05, one.p25, one.p50, one.p75, one.p95) for one in outcomes), strict=True
    )
    return KeptFan(tuple(one.year + 1.0 for one in outcomes), tuple(percentiles))


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
        fans: Iterable[KeptFan],
    ) -> "PreviewGround":
        """Return the ground on which these fans have room."""
        series = model.series[indicator.series] if indicator.series else None
        history = (
            tuple(
                (month.year_fraction, value)
                for month, value in zip(series.months, series.values, strict=True)
                if month >= FIRST_SHOWN and month <= model.clock.vantage
            )
            if series
            else ()
        )
        found = [value for _, value in history]
        found += [value for fan in fans for ends in fan.percentiles[::4] for value in ends]
        if start is not None:
            found.append(start)
        axis = value_axis(indicator, [np.array(found)])
        vantage = model.clock.vantage.year_fraction
        return cls(
            indicator,
            (float(FIRST_SHOWN.year), model.clock.horizon.year_fraction),
            (axis.low, axis.high),
            history,
            None if start is None else (vantage, start),
        )


def draw_preview(
    painter: QPainter,
    place: QRectF,
    ground: PreviewGround,
    fan: KeptFan,
    tokens: Tokens,
) -> None:
    """Draw history, and the fan through what was kept, as the charts draw theirs."""
    (first, last), (low, high) = ground.years, ground.values

    def at(year: float, value: float) -> QPointF:
        return QPointF(
            place.left() + (year - first) / (last - first) * place.width(),
            place.bottom() - (value - low) / (high - low) * place.height(),
        )

    family = tokens.family(ground.indicator.family)
    starts = ground.start is not None and fan.years and fan.years[0] > ground.start[0]
    begin = [ground.start] if ground.start is not None and starts else []
    lines = [
        [at(*point) for point in (*begin, *zip(fan.years, values, strict=True))]
        for values in fan.percentiles
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    for opacity, lower, upper in (
        (tokens.band90, lines[0], lines[4]),
        (tokens.band50, lines[1], lines[3]),
    ):
        painter.setBrush(colour(family, opacity))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tokens.hist), 1.2))
    for stretch in stretches([year for year, _ in ground.history]):
        painter.drawPolyline(QPolygonF([at(*point) for point in ground.history[stretch]]))
    painter.setPen(QPen(colour(family), 1.8))
    painter.drawPolyline(QPolygonF(lines[MEDIAN]))


HEIGHT = 136
_HEAD, _FOOT = 24, 18
_YEARS = (2015, 2025, 2035)


class PreviewView(QWidget):
    """Show one scenario's preview larger, with the values of the years that are kept."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._ground: PreviewGround | None = None
        self._fan = KeptFan()
        self.setFixedHeight(HEIGHT)
        self.hide()

    def show_outcomes(
        self, ground: PreviewGround | None, outcomes: Sequence[Outcome], fan: KeptFan
    ) -> None:
        """Show these outcomes and their fan, nothing where there are none."""
        self._ground, self._fan = ground, fan
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
        draw_preview(painter, place, ground, self._fan, tokens)
        painter.end()
