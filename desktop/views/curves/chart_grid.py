"""The charts of the desk in rows and columns: what one of them is told, all are."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.charts.fan import between
from desktop.charts.fan_chart import FanChart
from desktop.charts.pins import PinnedLine
from desktop.charts.projected_chart import ProjectedChart
from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.model.model import Model
from desktop.engine.results.projection import Bands
from desktop.session.difference_runs import DifferenceCurves
from desktop.session.live_curves import LiveCurves
from desktop.ui.ui_context import UiContext
from desktop.views.curves.arrangement import GAP, Arrangement
from desktop.views.curves.chart_card import ChartSlot
from desktop.views.curves.chart_requests import ChartRequests
from desktop.views.curves.lines import shares_at, usual_line
from desktop.views.curves.target_editor import TargetEditor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.band_snapshot import BandSnapshot

HEADLINES_A_STEP = 2
"""So many headlines follow a step of a slider that moves: they cost as much as their curves."""


class ChartGrid(QWidget):
    """Hold a card for each indicator that was ever shown, and lay out those that are shown now."""

    resized = Signal()

    def __init__(
        self,
        model: Model,
        targets: TargetEditor,
        order: Callable[[], tuple[str, ...]],
        requests: ChartRequests,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model, self._targets, self._look = model, targets, look
        self._order, self._requests = order, requests
        self._cards: dict[str, ChartSlot] = {}
        self._baselines: dict[str, Bands] = {}
        """Those that are in a chart's backdrop."""
        self._cross_hair: Month | None = None
        self._held = False
        self._span: tuple[Month, Month] | None = None
        self._seen_until: Month | None = None
        self._chosen: str | None = None
        self._events: tuple[Month, ...] = ()
        self._frozen: BandSnapshot | None = None
        self._pins: Mapping[str, tuple[PinnedLine, ...]] = {}
        self._measured: Mapping[str, Series] = model.series
        self._turn = 0
        """Whose turn it is of the headlines."""
        self.compares = False
        """Differences are shown in the place of levels."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Let the charts be laid out anew."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Let the headlines agree anew once the charts have another width."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.agree_on_headlines()
        return done

    # ------------------------------------------------------------ cards

    def card(self, indicator: str) -> ChartSlot:
        """Return the card of an indicator that is shown."""
        return self._cards[indicator]

    def cards(self, shown: "Iterable[str]") -> tuple[ChartSlot, ...]:
        """Return the cards of these indicators; one that was just put away has none."""
        return tuple(self._cards[one] for one in shown if one in self._cards)

    @property
    def _charts(self) -> "Iterable[ProjectedChart]":
        return (chart for card in self._cards.values() for chart in card.charts)

    @property
    def in_place(self) -> tuple[str, ...]:
        """Return the indicators whose cards stand in the grid."""
        return tuple(one for one, card in self._cards.items() if not card.isHidden())

    def fill(self, shown: tuple[str, ...], arrangement: Arrangement) -> None:
        """Lay out the cards of these indicators, and hide the others."""
        while self._grid.count():
            self._grid.takeAt(0)
        for indicator, card in self._cards.items():
            card.setVisible(indicator in shown)
        for line in range(max(self._grid.rowCount(), arrangement.rows)):
            self._grid.setRowStretch(line, int(line < arrangement.rows))
        for line in range(max(self._grid.columnCount(), arrangement.columns)):
            self._grid.setColumnStretch(line, int(line < arrangement.columns))
        for slot, indicator in enumerate(shown):
            card = self._made(indicator)
            if self.compares:
                self._compare(card)
            self._grid.addWidget(card, *divmod(slot, arrangement.columns))
            card.show()
        self._cards = {
            **{indicator: self._cards[indicator] for indicator in shown},
            **{i: card for i, card in self._cards.items() if i not in shown},
        }

    def _made(self, indicator: str) -> ChartSlot:
        card = self._cards.get(indicator)
        if card is None:
            card = ChartSlot(indicator, self._model, self._look, self._order, self._requests, self)
            self._tell(card.chart)
            card.chart.set_user_observations(self._extended(indicator))
            self._targets.join(card)
            self._cards[indicator] = card
            self._show_frozen(indicator, card.chart)
            card.chart.show_pins(self._pins.get(indicator, ()))
        return card

    def _tell(self, chart: ProjectedChart) -> None:
        """Let a chart know what all know."""
        chart.set_held(self._held)
        chart.set_span(self._span)
        chart.set_seen_until(self._seen_until)
        chart.set_chosen(chart.indicator.id == self._chosen)
        chart.set_events(self._events)

    def take_model(self, model: Model) -> dict[str, ChartSlot]:
        """Know another model; return the cards over the one before, which shall go."""
        self._model, self._measured = model, model.series
        self._targets.forget()
        self._baselines = {}
        old, self._cards = self._cards, {}
        return old

    # ------------------------------------------------------------ what all are told

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        for card in self._cards.values():
            card.set_look(look)

    @property
    def cross_hair(self) -> Month | None:
        """Return the month of the cross-hair, wherever it lies."""
        return self._cross_hair

    def set_cross_hair(self, month: Month | None) -> None:
        """Put the cross-hair of the charts in place on one month, or take it away."""
        self._cross_hair = month
        for indicator in self.in_place:
            self._cards[indicator].seen.set_cross_hair(month)

    @property
    def held(self) -> bool:
        """Say whether the cross-hair stays where it is until somebody lets go of it."""
        return self._held

    def set_held(self, held: bool) -> None:
        """Hold the cross-hair, or let go of it."""
        self._held = held
        for chart in self._charts:
            chart.set_held(held)

    def set_span(self, span: tuple[Month, Month] | None) -> None:
        """Let every chart show these months only; None shows all."""
        self._span = span
        for chart in self._charts:
            chart.set_span(span)

    @property
    def seen_until(self) -> Month | None:
        """Return the month after which nothing is shown; None where all is."""
        return self._seen_until

    def set_seen_until(self, month: Month | None) -> None:
        """Let the charts show nothing later than a month; None shows all."""
        self._seen_until = month
        for chart in self._charts:
            chart.set_seen_until(month)

    @property
    def chosen(self) -> str | None:
        """Return what is being explained."""
        return self._chosen

    def set_chosen(self, subject: str) -> None:
        """Outline the chart of the indicator that is being explained, if it is shown."""
        self._chosen = subject
        for chart in self._charts:
            chart.set_chosen(chart.indicator.id == subject)

    def set_events(self, months: tuple[Month, ...]) -> None:
        """Mark the months of events."""
        self._events = months
        for chart in self._charts:
            chart.set_events(months)

    def set_user_observations(self, series: Mapping[str, Series]) -> None:
        """Mark on the charts what series have that was added by hand."""
        self._measured = series
        for indicator, card in self._cards.items():
            card.chart.set_user_observations(self._extended(indicator))

    def _extended(self, indicator: str) -> Series | None:
        name = self._model.indicators[indicator].series
        return None if name is None else self._measured[name]

    def show_pins(self, pins: Mapping[str, tuple[PinnedLine, ...]]) -> None:
        """Show the lines of what is pinned, by indicator."""
        self._pins = pins
        for indicator, card in self._cards.items():
            card.chart.show_pins(pins.get(indicator, ()))

    def show_frozen(self, frozen: "BandSnapshot | None") -> None:
        """Show besides how the curves were under an earlier model; None takes that away."""
        self._frozen = frozen
        for indicator, card in self._cards.items():
            self._show_frozen(indicator, card.chart)

    def _show_frozen(self, indicator: str, chart: FanChart) -> None:
        frozen, clock = self._frozen, self._model.clock
        curve = None if frozen is None else frozen.curves.get(indicator)
        if frozen is None or curve is None:
            if chart.frozen_under:
                chart.show_frozen(None)
            return
        # A month a year was kept; the lines between are straight.
        months = [month.ordinal for month in frozen.months]
        steps = [clock.month(step).ordinal for step in range(clock.steps + 1)]
        lines = np.array([np.interp(steps, months, percentile) for percentile in curve])
        chart.show_frozen(lines, frozen.model_version)

    # ------------------------------------------------------------ curves

    def draw(self, curves: LiveCurves, apart: tuple[Bands, Bands] | None, step: int) -> None:
        """Draw the curves of the charts in place, with headlines of one step of the clock.

        While a slider moves headlines follow in turn; exact curves have all of them at once.
        `apart` are the last exact bands with and without what chance drew. While differences are
        shown nobody sees them, and nothing is done.
        """
        if self.compares:
            return
        shown = self.in_place
        worded = shown if curves.exact else self._following(shown)
        curves.comparison.prepare(worded, step)
        for indicator in shown:
            if not _has(curves, indicator):
                continue
            chart = self._cards[indicator].chart
            chart.set_monthly(curves.monthly)
            # The backdrop is painted anew for a baseline, so only a new one is handed over; that
            # of single precision differs by less than a pixel and stays out of the picture.
            if curves.exact and self._baselines.get(indicator) is not curves.baseline_bands:
                self._baselines[indicator] = curves.baseline_bands
                chart.show_usual(usual_line(curves, indicator))
                chart.show_baseline(curves.baseline_bands.of(indicator))
            chart.show_policy(curves.bands.of(indicator), moving=not curves.exact)
            if indicator in worded:
                self._word(chart, curves, apart, step)
            chart.set_cross_hair(self._cross_hair)
        self.agree_on_headlines()

    def _following(self, shown: tuple[str, ...]) -> tuple[str, ...]:
        first = self._turn % max(1, len(shown))
        self._turn = first + HEADLINES_A_STEP
        return (shown[first:] + shown[:first])[:HEADLINES_A_STEP]

    def _word(
        self, chart: FanChart, curves: LiveCurves, apart: tuple[Bands, Bands] | None, step: int
    ) -> None:
        indicator = chart.indicator.id
        chart.set_shares(shares_at(curves, apart, indicator, step))
        members = curves.projection.of(indicator)[step]
        chart.set_headline(curves.comparison.at(indicator, step), members)

    def draw_between(self, before: Bands, after: Bands, share: float, *, moving: bool) -> None:
        """Draw the policy's curves on their way between two runs: 0 is the first, 1 the second."""
        for indicator in self.in_place:
            if indicator in before.indicators and indicator in after.indicators:
                lines = between(before.of(indicator), after.of(indicator), share)
                self._cards[indicator].chart.show_policy(lines, moving=moving)

    def draw_headlines(
        self, curves: LiveCurves, apart: tuple[Bands, Bands] | None, step: int
    ) -> None:
        """Let the headlines speak of another step."""
        for indicator in self.in_place:
            card = self._cards[indicator]
            if card.difference is not None:
                card.difference.read(step)
            elif _has(curves, indicator):
                self._word(card.chart, curves, apart, step)
        self.agree_on_headlines()

    # ------------------------------------------------------------ differences

    def compare(self, *, compares: bool) -> None:
        """Put differences in the place of levels, or levels again; neither is drawn by this."""
        if compares == self.compares:
            return
        self.compares = compares
        for card in self._cards.values():
            if not compares:
                card.stop_comparing()
            elif not card.isHidden():
                self._compare(card)

    def _compare(self, card: ChartSlot) -> None:
        if card.difference is None:
            self._tell(card.compare())

    def draw_differences(self, found: DifferenceCurves, step: int) -> None:
        """Draw the differences of the charts in place, with headlines of one step of the clock.

        While a slider moves headlines follow in turn.
        """
        shown = self.in_place
        worded = shown if found.exact else self._following(shown)
        for indicator in shown:
            chart = self._cards[indicator].difference
            if chart is not None and indicator in found.indicators:
                chart.read(step)
                chart.show_difference(
                    found.bands.get(indicator),
                    found.against,
                    monthly=found.monthly,
                    moving=not found.exact,
                    worded=indicator in worded,
                )
                chart.set_cross_hair(self._cross_hair)
        self.agree_on_headlines()

    def agree_on_headlines(self) -> None:
        """Let no chart leave out what stands in its neighbors."""
        charts = [self._cards[indicator].seen for indicator in self.in_place]
        form = max((chart.natural_form for chart in charts), default=0)
        for chart in charts:
            chart.set_agreed_form(form)


def _has(curves: LiveCurves, indicator: str) -> bool:
    """Say whether a picture can be drawn; one made under differences has no bands of levels."""
    return indicator in curves.baseline_bands.indicators and indicator in curves.bands.indicators
