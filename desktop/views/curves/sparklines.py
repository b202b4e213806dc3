"""The strip of small curves under the charts: every indicator that has no card."""

import math
from collections.abc import Sequence

import numpy as np
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QToolButton, QWidget

from desktop.charts.axes import FIRST_SHOWN, value_axis
from desktop.charts.headline import axis_number, value_words
from desktop.charts.measures import DESK
from desktop.charts.month_reading import USUAL_MONTH
from desktop.charts.plain_text import tip
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series, stretches
from desktop.domain.indicator import Indicator
from desktop.domain.model.model import Model
from desktop.engine.results.projection import MEDIAN, FloatArray
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

HEIGHT = 54
NARROWEST = 112
WIDEST = 240


class Sparkline(QAbstractButton):
    """Draw one indicator's history and median, small; a press gives it a card."""

    def __init__(
        self,
        indicator: Indicator,
        model: Model,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.indicator = indicator
        self._seen_until: Month | None = None
        self._step = 0
        self._look = look
        self.value = ""
        """The number beside the curve, empty before the first run."""
        self.take_model(model)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(HEIGHT - 2)
        self.setMaximumWidth(WIDEST)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_look(look)

    def take_model(self, model: Model) -> None:
        """Draw what was measured up to where a model starts; its curves are still to come."""
        self.indicator = model.indicators[self.indicator.id]
        series, clock = self.indicator.series, model.clock
        self._clock = clock
        self._whole_past = _past(model.series[series], clock) if series else []
        self._years = clock.vantage.year_fraction + np.arange(clock.steps + 1) / 12
        self._bands: FloatArray | None = None
        self._look_on()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setMinimumWidth(self._name_width())
        self._retranslate()
        self.update()

    def show_bands(self, bands: FloatArray, step: int) -> None:
        """Draw the median of other percentiles (5, TIME) and name its value at one step."""
        self._bands, self._step = bands, step
        self._look_on()

    def set_seen_until(self, month: Month | None) -> None:
        """Show nothing later than a month, nor let the scale tell of it; None shows all."""
        if month != self._seen_until:
            self._seen_until = month
            self._look_on()

    def _look_on(self) -> None:
        """Take what is seen out of all there is: curves, and the scale of a chart of the same."""
        month = self._seen_until or self._clock.horizon
        # Before the first step there is none, and no curve.
        last = min(self._clock.step(month), self._clock.steps)
        self._fan = None if self._bands is None or last < 0 else self._bands[:, : last + 1]
        self._named = min(self._step, max(0, last))
        self._past = self._whole_past
        if self._seen_until is not None:
            until = month.year_fraction
            cut = ((years, values, years <= until) for years, values in self._whole_past)
            self._past = [(years[seen], values[seen]) for years, values, seen in cut if seen.any()]
        shown = [values for _, values in self._past]
        self.axis = value_axis(self.indicator, shown if self._fan is None else [*shown, self._fan])
        self._retranslate()
        self.update()

    def _retranslate(self) -> None:
        language = self._look.language
        name = language.wording(self.indicator.name)
        self.value = ""
        if self._fan is None:
            self.setAccessibleName(name)
            return
        named, reach = float(self._fan[MEDIAN, self._named]), self.axis.high
        self.value = axis_number(named, self.indicator, language, reach)
        value = value_words(named, self.indicator, language, reach=reach)
        month = language.date(self._clock.month(self._named))
        self.setAccessibleName(
            self._look.text("curves.miniature", name=name, month=month, value=value)
        )
        self.setToolTip(tip(self.accessibleName()))

    def _name_width(self) -> int:
        """Return the room the short name needs."""
        name = metrics(DESK.axis).horizontalAdvance(
            self._look.language.wording(self.indicator.short)
        )
        return min(WIDEST, max(NARROWEST, math.ceil(name) + 16))

    def sizeHint(self) -> QSize:
        """Return the room the short name needs."""
        return QSize(self.minimumWidth(), HEIGHT - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, curve and value."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), colour(tokens.hover))
        measure = metrics(DESK.axis)
        painter.setFont(font(DESK.axis))
        painter.setPen(colour(tokens.ink2))
        name = self._look.language.wording(self.indicator.short)
        painter.drawText(
            QPointF(8, 17),
            measure.elidedText(name, Qt.TextElideMode.ElideRight, self.width() - 16),
        )
        value_width = 0.0
        if self.value:
            painter.setFont(font(DESK.axis, strong=True))
            painter.setPen(colour(tokens.ink))
            value_width = metrics(DESK.axis, strong=True).horizontalAdvance(self.value)
            painter.drawText(QPointF(self.width() - 8 - value_width, 39), self.value)
        self._paint_curve(painter, QRectF(8, 24, self.width() - 8 - value_width - 8 - 10, 21))
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        painter.end()

    def _paint_curve(self, painter: QPainter, place: QRectF) -> None:
        future = []
        if self._fan is not None:
            median = self._fan[MEDIAN]
            future = [(self._years[: len(median)], median)]
        lines = [*self._past, *future]
        if not lines:
            return
        low, spread = self.axis.low, self.axis.high - self.axis.low
        first = FIRST_SHOWN.year
        span = self._clock.horizon.year_fraction - first

        def drawn(years: FloatArray, values: FloatArray) -> QPolygonF:
            polygon: QPolygonF = create_qpolygonf(len(years))
            points = ndarray_from_qpolygonf(polygon)
            points[:, 0] = place.left() + (years - first) / span * place.width()
            points[:, 1] = place.bottom() - (values - low) / spread * place.height()
            return polygon

        tokens = self._look.tokens
        painter.setPen(QPen(colour(tokens.hist), DESK.small_history_pen))
        for stretch in self._past:
            painter.drawPolyline(drawn(*stretch))
        family = colour(tokens.family(self.indicator.family))
        painter.setPen(QPen(family, DESK.small_policy_pen))
        for line in future:
            painter.drawPolyline(drawn(*line))


def _past(series: Series, clock: Clock) -> list[tuple[FloatArray, FloatArray]]:
    """Return years and values of what was measured, a pair for each stretch without a gap."""
    known = [
        (month.year_fraction, value)
        for month, value in zip(series.months, series.values, strict=True)
        if month >= FIRST_SHOWN and month <= clock.vantage
    ]
    if not known:
        return []
    years, values = np.array(known).T
    return [(years[part], values[part]) for part in stretches([when for when, _ in known])]


class SparklineStrip(QFrame):
    """Lay the sparklines side by side, as many as there is room for; arrows turn the page."""

    picked = Signal(str)

    def __init__(self, model: Model, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setFixedHeight(HEIGHT)
        self._look = look
        self._page = 0
        self._order: tuple[str, ...] = ()
        self._all: dict[str, Sparkline] = {}
        for indicator in model.indicators.values():
            sparkline = Sparkline(indicator, model, look, self)
            sparkline.clicked.connect(lambda _=False, id_=indicator.id: self.picked.emit(id_))
            sparkline.hide()
            self._all[indicator.id] = sparkline
        self._earlier = self._arrow(-1)
        self._later = self._arrow(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(1)
        self.set_look(look)

    def _arrow(self, pages: int) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "icon")
        button.setObjectName("page-right" if pages > 0 else "page-left")
        button.setFixedSize(28, 40)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._turn(pages))
        return button

    @property
    def order(self) -> tuple[str, ...]:
        """Return the indicators of the strip, on whatever page they are."""
        return self._order

    def sparkline(self, indicator: str) -> Sparkline:
        """Return one indicator's sparkline."""
        return self._all[indicator]

    def take_model(self, model: Model) -> None:
        """Draw over another model."""
        for sparkline in self._all.values():
            sparkline.take_model(model)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        for sparkline in self._all.values():
            sparkline.set_look(look)
        for button, name in ((self._earlier, "left"), (self._later, "right")):
            button.setIcon(look.icon(f"chevron-{name}", look.tokens.ink2))
            words = look.text(f"curves.page_{name}")
            button.setToolTip(tip(words))
            button.setAccessibleName(words)
        self._lay_out()

    def show_order(self, order: Sequence[str]) -> None:
        """Show these indicators."""
        self._order = tuple(order)
        self._lay_out()

    def show_bands(self, indicator: str, bands: FloatArray, step: int) -> None:
        """Draw one indicator's median, on the scale of its bands."""
        self._all[indicator].show_bands(bands, step)

    def set_seen_until(self, month: Month | None) -> None:
        """Show nothing later than a month; None shows all."""
        for sparkline in self._all.values():
            sparkline.set_seen_until(month)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the width."""
        super().resizeEvent(event)
        self._lay_out()

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.width() - 2
        least = 1 + max((self._all[one].minimumWidth() for one in self._order), default=NARROWEST)
        fit = max(1, (room + 1) // least)
        paged = fit < len(self._order)
        if paged:
            fit = max(1, (room - 58) // least)
        pages = max(1, -(-len(self._order) // fit))
        self._page = min(max(0, self._page), pages - 1)
        shown = self._order[self._page * fit : (self._page + 1) * fit]
        while self._row.count():
            self._row.takeAt(0)
        for sparkline in self._all.values():
            sparkline.setVisible(sparkline.indicator.id in shown)
        self._earlier.setVisible(paged)
        self._later.setVisible(paged)
        self._earlier.setEnabled(self._page > 0)
        self._later.setEnabled(self._page < pages - 1)
        if paged:
            self._row.addWidget(self._earlier)
        for indicator in shown:
            self._row.addWidget(self._all[indicator], 1)
        self._row.addStretch(0 if len(shown) == fit else 1)
        if paged:
            self._row.addWidget(self._later)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and the hairlines between sparklines."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(colour(self._look.tokens.line), 1))
        for sparkline in self._all.values():
            if sparkline.isVisible():
                x = sparkline.geometry().right() + 1.5
                if x < self.width() - 4:
                    painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 2))
        painter.end()


def headline_month(cross_hair: Month | None, first: Month, horizon: Month) -> Month:
    """Return the month the headlines speak of: the cross-hair's, else the usual one.

    A cross-hair in the past leaves the headlines where they are.
    """
    if cross_hair is not None and cross_hair >= first:
        return min(cross_hair, horizon)
    return min(USUAL_MONTH, horizon)
