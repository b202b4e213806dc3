"""The centre of the desk: toolbar, chart grid, strip of sparklines, bars for what failed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.preferences import Preferences
from desktop.charts.projected_chart import ProjectedChart
from desktop.document import slots
from desktop.document.causes import in_words
from desktop.document.changes import Changes
from desktop.document.commands import ShowCharts
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.indicator import Indicator
from desktop.domain.lever import Family
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import Projector
from desktop.session.room.last_change import Replay
from desktop.ui.actions import Actions
from desktop.ui.notices import FailureBanner, NoticeBar
from desktop.ui.ui_context import UiContext
from desktop.views.curves import chart_toolbar
from desktop.views.curves.arrangement import (
    GAP,
    SMALLEST_HEIGHT,
    SMALLEST_WIDTH,
    Arrangement,
    best,
    fits,
    places_for,
)
from desktop.views.curves.chart_card import ChartSlot
from desktop.views.curves.chart_grid import ChartGrid
from desktop.views.curves.chart_requests import ChartRequests
from desktop.views.curves.chart_toolbar import ChartToolbar
from desktop.views.curves.differing import Differing
from desktop.views.curves.exporting import Way
from desktop.views.curves.replaying import Replaying
from desktop.views.curves.sparklines import SparklineStrip, headline_month
from desktop.views.curves.target_editor import TargetEditor

if TYPE_CHECKING:
    from desktop.engine.results.projection import Bands

MARGIN = 12
EXPLAIN_KEY, SINGLE_KEY = "E", "S"
"""Letters of a chart that has the focus; those of an exercise (N T M B F R P) are kept free."""
STRIP_FROM = 560
"""The strip gives its room to the charts where the centre is lower than this."""


class ChartArea(QWidget):
    """Show the projected curves of one document."""

    cross_hair_moved = Signal(Month)
    """The month read, None where none is; also told when what is seen of the months changes."""
    released = Signal()
    """The window closes: whoever follows for the sake of the charts lets go."""
    room_wanted = Signal()
    """More charts are wanted than fit beside what stands at the right."""
    levels_wanted = Signal()
    """Something was asked for that is done on levels, while differences are shown."""
    filled = Signal()
    """Other charts are shown."""

    def __init__(
        self,
        document: Document,
        signals: DocumentSignals,
        projector: Projector,
        preferences: Preferences,
        actions: Actions,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._projector = projector
        self._subscription = projector.subscribe()
        self._preferences = preferences
        self._look = look
        self._curves: LiveCurves | None = None
        self._apart: tuple[Bands, Bands] | None = None
        """Of the last exact curves, whose lines nobody needs once a slider moves."""
        self._arrangement: Arrangement | None = None
        self._usual = slots.usual(document.model.indicators.values())
        self._family: tuple[str, ...] = ()
        """Nothing else fills the grid as long as these are the charts chosen."""
        self._last_slot: int | None = None
        self._run_failure: VecinosError | None = None
        self._spare = 0
        self._of_bar: Callable[[], tuple[QWidget, ...]] = tuple
        self.setProperty("role", "centre")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.targets = TargetEditor(document, signals, look, self)
        self._build(actions)
        signals.changed.connect(self._on_document_changed)
        projector.projected.connect(self._draw)
        projector.failed.connect(self._fail)
        self._mark_events()
        self.set_look(look)
        if projector.latest is not None:
            self._draw(projector.latest)

    def _build(self, actions: Actions) -> None:
        self.toolbar = ChartToolbar(actions, self._look, self)
        self.toolbar.count_chosen.connect(self._choose_count)
        self.toolbar.monthly_chosen.connect(self._projector.set_monthly)
        self.toolbar.family_chosen.connect(self.show_family)
        self.banner = FailureBanner(self._look, self)
        self.notice = NoticeBar(self._look, self)
        self.requests = requests = ChartRequests(self)
        requests.picked.connect(self._put)
        requests.month_pointed.connect(self.set_cross_hair)
        requests.hold_asked.connect(self.turn_hold)
        self.grid = grid = ChartGrid(
            self._document.model, self.targets, self._order, requests, self._look, self
        )
        grid.resized.connect(self._lay_out)
        self._replaying = Replaying(grid)
        self.differing = Differing(
            grid, self._subscription, self._redraw, lambda: self._headline_step
        )
        self.strip = SparklineStrip(self._document.model, self._look, self)
        self.strip.picked.connect(self._promote)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.toolbar)
        # Side by side: two rows of bars would take the place of a row of charts.
        self.bars = QHBoxLayout()
        """Where failures and notices stand; a page over the desk takes them along."""
        self.bars.setSpacing(GAP)
        self.bars.addWidget(self.banner)
        self.bars.addWidget(self.notice)
        column.addLayout(self.bars)
        column.addWidget(grid, 1)
        column.addWidget(self.strip)
        column.setStretchFactor(grid, 1)

    def release(self) -> None:
        """Want no curves any more: the window closes."""
        self.released.emit()
        self._subscription.close()
        self._projector.projected.disconnect(self._draw)
        self._projector.failed.disconnect(self._fail)

    def take_bar(self, bar: QWidget, controls: Callable[[], tuple[QWidget, ...]]) -> None:
        """Let a bar stand under the toolbar; `controls` gives what of it takes the focus."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, bar)
        self._of_bar = controls

    def carry_bars(self, layout: QHBoxLayout) -> None:
        """Let what failed and what was done stand somewhere else from now on."""
        for bar in (self.banner, self.notice):
            hidden = bar.isHidden()
            layout.addWidget(bar)
            bar.setHidden(hidden)

    # ------------------------------------------------------------ what is shown

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the indicators that have a card now, in slot order."""
        if self._arrangement is None:
            return ()
        return (self._only or self._order())[: self._arrangement.count]

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """Return all that there are charts of, by id."""
        return self._document.model.indicators

    @property
    def curves(self) -> LiveCurves | None:
        """Return the curves on the desk."""
        return self._curves

    @property
    def headline_month(self) -> Month:
        """Return the month the headlines speak of."""
        clock = self._document.model.clock
        return headline_month(self.cross_hair, clock.first, self._last_seen)

    @property
    def _last_seen(self) -> Month:
        """Return the last projected month that is seen, at the earliest the vantage."""
        clock = self._document.model.clock
        if self.grid.seen_until is None:
            return clock.horizon
        return max(clock.vantage, min(self.grid.seen_until, clock.horizon))

    @property
    def _headline_step(self) -> int:
        return self._document.model.clock.step(self.headline_month)

    @property
    def cross_hair(self) -> Month | None:
        """Return the month of the cross-hair, wherever it lies."""
        return self.grid.cross_hair

    @property
    def held(self) -> bool:
        """Say whether the cross-hair stays where it is until somebody lets go of it."""
        return self.grid.held

    @property
    def read_month(self) -> Month | None:
        """Return the month of the cross-hair where it lies in the projection."""
        month, clock = self.cross_hair, self._document.model.clock
        return month if month is not None and clock.vantage <= month <= self._last_seen else None

    def card(self, indicator: str) -> ChartSlot:
        """Return the card of an indicator that is shown."""
        return self.grid.card(indicator)

    @property
    def parts_read(self) -> tuple[QWidget, ...]:
        """Return what lies here in the order in which it is read."""
        # Asked in the midst of a change too: a card that goes hands its focus on.
        cards = self.grid.cards(self.shown)
        return self.toolbar, *self._of_bar(), self.banner, self.notice, *cards, self.strip, self

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.toolbar.set_look(look, self._document.model.indicators.values())
        self.banner.set_look(look)
        self.notice.set_look(look)
        self.strip.set_look(look)
        self.targets.set_look(look)
        self.grid.set_look(look)
        self.grid.agree_on_headlines()
        self._show_counts()

    def set_cross_hair(self, month: Month | None) -> None:
        """Put the cross-hair of every chart on one month, or take it away."""
        if month == self.cross_hair:
            return
        before = self.headline_month
        self.grid.set_cross_hair(month)
        if self.headline_month != before:
            self._subscription.read(self._headline_step)
            self._draw_headlines()
        self.cross_hair_moved.emit(month)

    def turn_hold(self, month: Month | None) -> None:
        """Hold the cross-hair on a month, or let go of it; None only lets go."""
        held = month is not None and not self.held
        changed = held != self.held
        self.grid.set_held(held)
        before = self.cross_hair
        if month is not None:
            self.set_cross_hair(month)
        if changed and self.cross_hair == before:
            self.cross_hair_moved.emit(before)

    def set_target(self) -> None:
        """Ask for a target line of the chart that has the focus, or of the one explained."""
        self.levels_wanted.emit()
        focused, shown = self.focusWidget(), self.shown
        if isinstance(focused, ProjectedChart) and focused.indicator.id in shown:
            self.targets.open(self.card(focused.indicator.id))
        elif shown:
            explained = self.grid.chosen
            self.targets.open(self.card(explained if explained in shown else shown[0]))

    @property
    def seen_until(self) -> Month | None:
        """Return the month after which nothing is shown; None where all is."""
        return self.grid.seen_until

    def set_seen_until(self, month: Month | None) -> None:
        """Let curves, words and tables show nothing later than a month; None shows all."""
        self.grid.set_seen_until(month)
        self.strip.set_seen_until(month)
        self._subscription.read(self._headline_step)
        self._draw_headlines()
        self.cross_hair_moved.emit(self.cross_hair)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letters that charts pass on: they act only while a chart has the focus."""
        chart, key = self.focusWidget(), event.text().upper()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if isinstance(chart, ProjectedChart) and event.matches(QKeySequence.StandardKey.Copy):
            self.requests.export_asked.emit(Way.COPY, chart.indicator.id)
        elif not (isinstance(chart, ProjectedChart) and plain):
            super().keyPressEvent(event)
        elif key == EXPLAIN_KEY:
            self.requests.explain_asked.emit(chart.indicator.id)
        elif key == SINGLE_KEY:
            self.toolbar.turn_span()
        elif key.isdecimal() and 0 < int(key) <= len(self.shown):
            self.card(self.shown[int(key) - 1]).seen.setFocus()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return room for one chart; what there is room for now must not push the levers."""
        return QSize(SMALLEST_WIDTH + 2 * MARGIN, chart_toolbar.HEIGHT + SMALLEST_HEIGHT + MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the strip's room to the charts in a low window."""
        super().resizeEvent(event)
        self._show_strip()

    # ------------------------------------------------------------ layout

    @property
    def _only(self) -> tuple[str, ...]:
        """Return the curves of the family that is shown alone; empty where none is."""
        return self._family if self._family == self._document.scenario.charts else ()

    @property
    def _wanted(self) -> int:
        """Return for how many charts there shall be places."""
        return places_for(len(self._only)) if self._only else self._preferences.chart_count

    def _order(self) -> tuple[str, ...]:
        return slots.slots(self._document.scenario.charts, self._usual)

    def _room(self) -> tuple[int, int]:
        """Return width and height for charts, as they are while no bar is over them.

        A bar comes and goes by itself: it makes charts lower, never fewer.
        """
        top = chart_toolbar.HEIGHT + GAP
        return self.grid.width(), self.grid.geometry().bottom() + 1 - top

    def _lay_out(self) -> None:
        width, height = self._room()
        found = best(min(self._wanted, len(self.indicators)), width, height)
        old, self._arrangement = self._arrangement, found
        if old != found or self.grid.in_place != self.shown:
            self._fill()
        self._show_counts()

    def _fill(self) -> None:
        assert self._arrangement is not None
        shown = self.shown
        self.grid.fill(shown, self._arrangement)
        aside = [i for i in self._order() if i not in shown]
        self._subscription.show(shown, aside)
        self._subscription.read(self._headline_step)
        self.strip.show_order(aside)
        self._show_strip()
        self._redraw()
        self.filled.emit()

    def _show_strip(self) -> None:
        self.strip.setVisible(self.height() >= STRIP_FROM and bool(self.strip.order))

    def _show_counts(self) -> None:
        if self._arrangement is not None:
            width, height = self._room()
            self.toolbar.show_counts(
                self._arrangement.count,
                len(self._document.model.indicators),
                lambda count: fits(count, width + self._spare, height),
                self._look,
            )

    def _choose_count(self, count: int) -> None:
        self._preferences.chart_count, self._family = count, ()
        self._take_room()

    def _take_room(self) -> None:
        if not fits(self._wanted, *self._room()):
            self.room_wanted.emit()
        self._lay_out()

    def offer_families(self) -> None:
        """Offer the families beside their button."""
        self.toolbar.families.showMenu()

    def show_family(self, family: Family) -> None:
        """Show the curves of one family and no others, all of them where there is room.

        Another choice of charts fills the grid again, with as many as before.
        """
        self._family = slots.of_family(self.indicators.values(), family)
        self._document.apply(ShowCharts(self._family), self)
        self._take_room()

    def set_spare(self, spare: int) -> None:
        """Know the width that would come free if what stands at the right were put away."""
        self._spare = spare
        self._show_counts()

    def keeps_charts(self, more: int) -> bool:
        """Say whether as many charts stand if the width changes by this many pixels."""
        width, height = self._room()
        return best(self._wanted, width + more, height).count >= len(self.shown)

    def _put(self, old: str, new: str) -> None:
        shown = self.shown
        chosen = slots.put(
            self._document.scenario.charts,
            self._usual,
            shown.index(old),
            new,
            len(shown),
        )
        self._last_slot = shown.index(old)
        self._document.apply(ShowCharts(chosen), self)

    def show_chart(self, indicator: str) -> None:
        """Go to the chart of an indicator, which gets a place where it has none."""
        if indicator not in self.shown:
            self._promote(indicator)
        if indicator in self.shown:
            self.card(indicator).seen.setFocus()

    def _promote(self, indicator: str) -> None:
        shown = self.shown
        slot = self._last_slot
        if slot is None or slot >= len(shown):
            slot = len(shown) - 1
        self._put(shown[slot], indicator)
        self.requests.pressed.emit(indicator)

    # ------------------------------------------------------------ curves

    def _take_model(self) -> None:
        """Make the charts anew over another model, in their places; no curves are there yet."""
        focused, model = self.window().focusWidget(), self._document.model
        old, self._arrangement = self.grid.take_model(model), None
        self._curves = self._apart = None
        self._usual = slots.usual(model.indicators.values())
        self.strip.take_model(model)
        self._lay_out()
        for indicator, card in old.items():
            if focused is not None and card.isAncestorOf(focused) and indicator in self.shown:
                self.card(indicator).seen.setFocus()
            card.hide()
            card.deleteLater()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            self._take_model()
        if changes.charts or changes.scenario:
            self._lay_out()
        if changes.events or changes.scenario:
            self._mark_events()

    def _mark_events(self) -> None:
        events = self._document.scenario.combined.events
        self.grid.set_events(tuple(planned.month for planned in events))

    def _fail(self, error: VecinosError) -> None:
        self._run_failure = in_words(error, self._document.model)
        self.banner.show_error(self._run_failure)

    def _draw(self, curves: LiveCurves) -> None:
        self._curves = curves
        if curves.exact:
            self._apart = curves.drawn_and_decided
        self.toolbar.spans.segments[int(curves.monthly)].setChecked(True)
        if self._run_failure is not None:
            self.banner.withdraw(self._run_failure)
            self._run_failure = None
        self._redraw()

    def replay(self, replay: Replay) -> None:
        """Let the charts move once more as the last change moved them."""
        if self._curves is replay.after:
            self.levels_wanted.emit()
            self._replaying.begin(replay)

    def _redraw(self) -> None:
        self._replaying.stop()
        if self._curves is not None:
            self.grid.draw(self._curves, self._apart, self._headline_step)
            self._redraw_strip(self._curves)

    def _redraw_strip(self, curves: LiveCurves) -> None:
        for indicator in self.strip.order:
            if indicator in curves.bands.indicators:
                self.strip.show_bands(indicator, curves.bands.of(indicator), self._headline_step)

    def _draw_headlines(self) -> None:
        if self._curves is not None:
            self.grid.draw_headlines(self._curves, self._apart, self._headline_step)
            self._redraw_strip(self._curves)
