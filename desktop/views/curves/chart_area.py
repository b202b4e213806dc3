"""The centre of the desk: toolbar, chart grid, strip of sparklines, bars for what failed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.bridge.document_signals import DocumentSignals
from desktop.bridge.preferences import Preferences
from desktop.charts.fan_chart import FanChart
from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.causes import in_words
from desktop.document.changes import Changes
from desktop.document.commands import ShowCharts
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.history import Series
from desktop.domain.lever import Family
from desktop.session.live_curves import LiveCurves
from desktop.session.projector import Projector
from desktop.ui.actions import ICONS, ActionId, Actions
from desktop.ui.fitting_bar import ICON, FittingBar
from desktop.ui.notices import FailureBanner, NoticeBar
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.curves import slots
from desktop.views.curves.arrangement import (
    COUNTS,
    GAP,
    SMALLEST_HEIGHT,
    SMALLEST_WIDTH,
    Arrangement,
    arrange,
    best,
    fits,
)
from desktop.views.curves.chart_card import ChartSlot
from desktop.views.curves.exporting import Way
from desktop.views.curves.lines import shares_at, usual_line
from desktop.views.curves.sparklines import SparklineStrip, headline_month
from desktop.views.curves.target_lines import TargetLines

if TYPE_CHECKING:
    from desktop.domain.band_snapshot import BandSnapshot
    from desktop.engine.results.projection import Bands

MARGIN = 12
TOOLBAR_HEIGHT = 40
EXPLAIN_KEY, SINGLE_KEY = "E", "S"
"""Letters of a chart that has the focus; those of an exercise (N T M B F R P) are kept free."""
STRIP_FROM = 560
"""The strip gives its room to the charts where the centre is lower than this."""


class ChartArea(QWidget):
    """Show the projected curves of one document."""

    cross_hair_moved = Signal(Month)
    """The month read; None where none is."""
    explain_asked = Signal(str)
    chart_pressed = Signal(str)
    """The plot of an indicator's chart, or its sparkline, was pressed."""
    data_asked = Signal(str)
    export_asked = Signal(Way, str)
    """How to take a chart out, and its indicator."""
    room_wanted = Signal()
    """More charts are wanted than fit beside what stands at the right."""

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
        self._exact: LiveCurves | None = None
        self._cross_hair: Month | None = None
        self.held = False
        """The cross-hair stays where it is until somebody lets go of it."""
        self._span: tuple[Month, Month] | None = None
        self._seen_until: Month | None = None
        self._arrangement: Arrangement | None = None
        self._cards: dict[str, ChartSlot] = {}
        self._usual = slots.usual(document.model.indicators.values())
        self._baselines: dict[str, Bands] = {}
        self._last_slot: int | None = None
        self._run_failure: VecinosError | None = None
        self._explained: str | None = None
        self._kept: BandSnapshot | None = None
        self._spare = 0
        self._measured: Mapping[str, Series] = document.model.series
        self.setProperty("role", "centre")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build(actions)
        self.targets = TargetLines(document, signals, look, self)
        signals.changed.connect(self._on_document_changed)
        projector.projected.connect(self._draw)
        projector.failed.connect(self._fail)
        self.set_look(look)
        if projector.latest is not None:
            self._draw(projector.latest)

    def _build(self, actions: Actions) -> None:
        self._title = PlainLabel(self)
        self._title.setProperty("role", "title")
        self.counts = Segments(len(COUNTS), self._look.tokens, self)
        self.counts.chosen.connect(lambda place: self._choose_count(COUNTS[place]))
        self.spans = Segments(2, self._look.tokens, self)
        self.spans.chosen.connect(lambda place: self._projector.set_monthly(place == 1))
        self.families = self._worded(None)
        self.family_menu = QMenu(self.families)
        self.families.setMenu(self.family_menu)
        self.families.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.future = self._worded(actions[ActionId.FUTURE])
        self.reset = self._worded(None)
        self.reset_menu = QMenu(self.reset)
        for act in (ActionId.RESET, ActionId.RESET_ASSUMPTIONS, ActionId.RESET_ALL):
            self.reset_menu.addAction(actions[act])
        self.reset.setMenu(self.reset_menu)
        self.reset.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.banner = FailureBanner(self._look, self)
        self.notice = NoticeBar(self._look, self)
        self._bar = FittingBar(TOOLBAR_HEIGHT, self)
        bar = self._bar.row
        bar.setSpacing(12)
        bar.addWidget(self._title)
        bar.addWidget(self.counts)
        bar.addWidget(self.spans)
        bar.addWidget(self.families)
        bar.addStretch(1)
        bar.addWidget(self.future)
        bar.addWidget(self.reset)
        self._bar.give_way(self._title, self.families, self.future, self.reset)
        self._field = QWidget(self)
        self._field.installEventFilter(self)
        self._grid = QGridLayout(self._field)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.strip = SparklineStrip(self._document.model, self._look, self)
        self.strip.picked.connect(self._promote)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._bar)
        # Side by side: two rows of bars would take the place of a row of charts.
        self.bars = QHBoxLayout()
        """Where failures and notices stand; a page over the desk takes them along."""
        self.bars.setSpacing(GAP)
        self.bars.addWidget(self.banner)
        self.bars.addWidget(self.notice)
        column.addLayout(self.bars)
        column.addWidget(self._field, 1)
        column.addWidget(self.strip)
        column.setStretchFactor(self._field, 1)

    def release(self) -> None:
        """Want no curves any more: the window closes."""
        self._subscription.close()
        self._projector.projected.disconnect(self._draw)
        self._projector.failed.disconnect(self._fail)

    def carry_bars(self, layout: QHBoxLayout) -> None:
        """Let what failed and what was done stand somewhere else from now on."""
        for bar in (self.banner, self.notice):
            hidden = bar.isHidden()
            layout.addWidget(bar)
            bar.setHidden(hidden)

    def _worded(self, action: QAction | None) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "words")
        if action is not None:
            button.setDefaultAction(action)
        button.setIconSize(ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # ------------------------------------------------------------ what is shown

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the indicators that have a card now, in slot order."""
        if self._arrangement is None:
            return ()
        return self._order()[: self._arrangement.count]

    @property
    def curves(self) -> LiveCurves | None:
        """Return the curves on the desk."""
        return self._curves

    @property
    def headline_month(self) -> Month:
        """Return the month the headlines speak of."""
        clock = self._document.model.clock
        return headline_month(self._cross_hair, clock.first, self._last_seen)

    @property
    def _last_seen(self) -> Month:
        """Return the last projected month that is seen, at the earliest the vantage."""
        clock = self._document.model.clock
        if self._seen_until is None:
            return clock.horizon
        return max(clock.vantage, min(self._seen_until, clock.horizon))

    @property
    def _headline_step(self) -> int:
        return self._document.model.clock.step(self.headline_month)

    @property
    def cross_hair(self) -> Month | None:
        """Return the month of the cross-hair, wherever it lies."""
        return self._cross_hair

    @property
    def read_month(self) -> Month | None:
        """Return the month of the cross-hair where it lies in the projection."""
        month, clock = self._cross_hair, self._document.model.clock
        return month if month is not None and clock.vantage <= month <= self._last_seen else None

    def card(self, indicator: str) -> ChartSlot:
        """Return the card of an indicator that is shown."""
        return self._cards[indicator]

    @property
    def parts_read(self) -> tuple[QWidget, ...]:
        """Return what lies here in the order in which it is read."""
        # Asked in the midst of a change too: a card that goes hands its focus on.
        cards = (self._cards[one] for one in self.shown if one in self._cards)
        return self._bar, self.banner, self.notice, *cards, self.strip, self

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._title.setText(look.text("curves.title"))
        self.counts.set_look(look.tokens)
        self.counts.set_words([str(count) for count in COUNTS])
        self.spans.set_look(look.tokens)
        self.spans.set_words([look.text("curves.twelve"), look.text("curves.single")])
        for segment, about in zip(
            self.spans.segments,
            (look.text("curves.twelve_about"), look.text("curves.single_about")),
            strict=True,
        ):
            segment.setToolTip(tip(about))
            segment.setAccessibleName(about)
        self.reset.setText(look.text("desk.reset"))
        self.reset.setIcon(look.icon("rotate-ccw", look.tokens.ink2))
        self.reset.setToolTip(tip(look.text("desk.reset_about")))
        self.reset.setAccessibleName(look.text("desk.reset_about"))
        self._word_families()
        self._bar.fit()
        self.banner.set_look(look)
        self.notice.set_look(look)
        self.strip.set_look(look)
        self.targets.set_look(look)
        for card in self._cards.values():
            card.set_look(look)
        self._agree_on_headlines()
        self._word_counts()

    def set_cross_hair(self, month: Month | None) -> None:
        """Put the cross-hair of every chart on one month, or take it away."""
        if month == self._cross_hair:
            return
        before = self.headline_month
        self._cross_hair = month
        for indicator in self.shown:
            self._cards[indicator].chart.set_cross_hair(month)
        if self.headline_month != before:
            self._subscription.read(self._headline_step)
            self._draw_headlines()
        self.cross_hair_moved.emit(month)

    def turn_hold(self, month: Month | None) -> None:
        """Hold the cross-hair on a month, or let go of it; None only lets go."""
        held = month is not None and not self.held
        changed = held != self.held
        self.held = held
        for card in self._cards.values():
            card.chart.set_held(held)
        before = self._cross_hair
        if month is not None:
            self.set_cross_hair(month)
        if changed and self._cross_hair == before:
            self.cross_hair_moved.emit(self._cross_hair)

    def set_target(self) -> None:
        """Ask for a target line of the chart that has the focus, or of the one explained."""
        focused, shown = self.focusWidget(), self.shown
        if isinstance(focused, FanChart) and focused.indicator.id in shown:
            self.targets.open(self._cards[focused.indicator.id])
        elif shown:
            self.targets.open(
                self._cards[self._explained if self._explained in shown else shown[0]]
            )

    def set_span(self, span: tuple[Month, Month] | None) -> None:
        """Let every chart show these months only; None shows all."""
        self._span = span
        for card in self._cards.values():
            card.chart.set_span(span)

    @property
    def seen_until(self) -> Month | None:
        """Return the month after which nothing is shown; None where all is."""
        return self._seen_until

    def set_seen_until(self, month: Month | None) -> None:
        """Let curves, words and tables show nothing later than a month; None shows all."""
        self._seen_until = month
        for card in self._cards.values():
            card.chart.set_seen_until(month)
        self.strip.set_seen_until(month)
        self._draw_headlines()

    def show_frozen(self, kept: "BandSnapshot | None") -> None:
        """Show besides how the curves were under an earlier model; None takes that away."""
        self._kept = kept
        for indicator, card in self._cards.items():
            self._show_kept(indicator, card.chart)

    def _show_kept(self, indicator: str, chart: FanChart) -> None:
        kept, clock = self._kept, self._document.model.clock
        curve = None if kept is None else kept.curves.get(indicator)
        if kept is None or curve is None:
            if chart.frozen_under:
                chart.show_frozen(None)
            return
        # A month a year was kept; the lines between are straight.
        months = [month.ordinal for month in kept.months]
        steps = [clock.month(step).ordinal for step in range(clock.steps + 1)]
        lines = np.array([np.interp(steps, months, percentile) for percentile in curve])
        chart.show_frozen(lines, kept.model_version)

    def set_explained(self, subject: str) -> None:
        """Outline the chart of the indicator that is being explained, if it is shown."""
        self._explained = subject
        for indicator, card in self._cards.items():
            card.chart.set_chosen(indicator == subject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letters that charts pass on: they act only while a chart has the focus."""
        chart, key = self.focusWidget(), event.text().upper()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if isinstance(chart, FanChart) and event.matches(QKeySequence.StandardKey.Copy):
            self.export_asked.emit(Way.COPY, chart.indicator.id)
        elif not (isinstance(chart, FanChart) and plain):
            super().keyPressEvent(event)
        elif key == EXPLAIN_KEY:
            self.explain_asked.emit(chart.indicator.id)
        elif key == SINGLE_KEY:
            self.spans.segments[1 - self.spans.choice].click()
        elif key.isdecimal() and 0 < int(key) <= len(self.shown):
            self._cards[self.shown[int(key) - 1]].chart.setFocus()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the charts out anew when their field changes size."""
        if watched is self._field and event.type() == QEvent.Type.Resize:
            self._lay_out()
        return False

    def minimumSizeHint(self) -> QSize:
        """Return room for one chart; what there is room for now must not push the levers."""
        return QSize(SMALLEST_WIDTH + 2 * MARGIN, TOOLBAR_HEIGHT + SMALLEST_HEIGHT + MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the strip's room to the charts in a low window."""
        super().resizeEvent(event)
        self.strip.setVisible(self.height() >= STRIP_FROM and bool(self.strip.order))

    # ------------------------------------------------------------ layout

    def _order(self) -> tuple[str, ...]:
        return slots.slots(self._document.scenario.charts, self._usual)

    def _room(self) -> tuple[int, int]:
        """Return width and height for charts, as they are while no bar is over them.

        A bar comes and goes by itself: it makes charts lower, never fewer.
        """
        top = TOOLBAR_HEIGHT + GAP
        return self._field.width(), self._field.geometry().bottom() + 1 - top

    def _lay_out(self) -> None:
        width, height = self._room()
        found = best(self._preferences.chart_count, width, height)
        available = len(self._document.model.indicators)
        if found.count > available:
            fitting = max(count for count in COUNTS if count <= max(1, available))
            found = arrange(fitting, width, height)
        old, self._arrangement = self._arrangement, found
        if old != found or tuple(self._in_grid()) != self.shown:
            self._fill()
        self._word_counts()

    def _in_grid(self) -> list[str]:
        return [indicator for indicator, card in self._cards.items() if not card.isHidden()]

    def _fill(self) -> None:
        assert self._arrangement is not None
        shown = self.shown
        while self._grid.count():
            self._grid.takeAt(0)
        for indicator, card in self._cards.items():
            card.setVisible(indicator in shown)
        for line in range(max(self._grid.rowCount(), self._arrangement.rows)):
            self._grid.setRowStretch(line, int(line < self._arrangement.rows))
        for line in range(max(self._grid.columnCount(), self._arrangement.columns)):
            self._grid.setColumnStretch(line, int(line < self._arrangement.columns))
        for slot, indicator in enumerate(shown):
            card = self._made(indicator)
            self._grid.addWidget(card, *divmod(slot, self._arrangement.columns))
            card.show()
        self._cards = {
            **{indicator: self._cards[indicator] for indicator in shown},
            **{i: card for i, card in self._cards.items() if i not in shown},
        }
        self._subscription.show(shown)
        self._subscription.read(self._headline_step)
        rest = [i for i in self._order() if i not in shown]
        self.strip.show_order(rest)
        self.strip.setVisible(self.height() >= STRIP_FROM and bool(rest))
        self._redraw()

    def _made(self, indicator: str) -> ChartSlot:
        card = self._cards.get(indicator)
        if card is None:
            card = ChartSlot(indicator, self._document.model, self._look, self._order, self._field)
            card.picked.connect(lambda other, indicator=indicator: self._put(indicator, other))
            card.chart.cross_hair_moved.connect(self.set_cross_hair)
            card.chart.hold_asked.connect(self.turn_hold)
            card.chart.hold_asked.connect(
                lambda month, indicator=indicator: self._press(indicator, month)
            )
            card.chart.set_held(self.held)
            card.chart.set_span(self._span)
            card.chart.set_seen_until(self._seen_until)
            card.explain_asked.connect(self.explain_asked)
            card.data_asked.connect(self.data_asked)
            card.export_asked.connect(self.export_asked)
            card.chart.set_chosen(indicator == self._explained)
            card.chart.set_events(self._event_months())
            card.chart.set_user_observations(self._extended(indicator))
            self.targets.join(card)
            self._cards[indicator] = card
            self._show_kept(indicator, card.chart)
        return card

    def set_user_observations(self, series: Mapping[str, Series]) -> None:
        """Mark on the charts what series have that was added by hand."""
        self._measured = series
        for indicator, card in self._cards.items():
            card.chart.set_user_observations(self._extended(indicator))

    def _extended(self, indicator: str) -> Series | None:
        name = self._document.model.indicators[indicator].series
        return None if name is None else self._measured[name]

    def _word_counts(self) -> None:
        if self._arrangement is None:
            return
        width, height = self._room()
        available = len(self._document.model.indicators)
        for count, segment in zip(COUNTS, self.counts.segments, strict=True):
            room = fits(count, width + self._spare, height) or count == COUNTS[0]
            enough = count <= available or count == COUNTS[0]
            segment.setEnabled(room and enough)
            segment.setChecked(count == self._arrangement.count)
            words = self._look.language.plural("curves.count", count)
            if not room:
                words = self._look.text("curves.no_room", count=words)
            segment.setToolTip(tip(words))
            segment.setAccessibleName(words)

    def _choose_count(self, count: int) -> None:
        self._preferences.chart_count = count
        if not fits(count, *self._room()):
            self.room_wanted.emit()
        self._lay_out()

    def _word_families(self) -> None:
        look = self._look
        self.families.setText(look.text("curves.family"))
        self.families.setIcon(look.icon(ICONS[ActionId.FAMILY], look.tokens.ink2))
        self.families.setToolTip(tip(look.text("curves.family_about")))
        self.families.setAccessibleName(look.text("curves.family_about"))
        self.family_menu.clear()
        for family in Family:
            found = slots.of_family(self._document.model.indicators.values(), family)
            if found:
                name = look.text(f"levers.family.{family}")
                words = look.language.plural("curves.of_family", len(found), family=name)
                action = self.family_menu.addAction(words)
                action.triggered.connect(lambda _=False, family=family: self.show_family(family))

    def offer_families(self) -> None:
        """Offer the families beside their button."""
        self.families.showMenu()

    def show_family(self, family: Family) -> None:
        """Fill the grid with the curves of one family, all of them where there is room."""
        found = slots.of_family(self._document.model.indicators.values(), family)
        self._choose_count(next((count for count in COUNTS if count >= len(found)), COUNTS[-1]))
        self._document.apply(ShowCharts(found), self)

    def set_spare(self, spare: int) -> None:
        """Know the width that would come free if what stands at the right were put away."""
        self._spare = spare
        self._word_counts()

    def keeps_charts(self, more: int) -> bool:
        """Say whether as many charts stand if the width changes by this many pixels."""
        width, height = self._room()
        return best(self._preferences.chart_count, width + more, height).count >= len(self.shown)

    def _press(self, indicator: str, month: Month | None) -> None:
        if month is not None:
            self.chart_pressed.emit(indicator)

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

    def _promote(self, indicator: str) -> None:
        shown = self.shown
        slot = self._last_slot
        if slot is None or slot >= len(shown):
            slot = len(shown) - 1
        self._put(shown[slot], indicator)
        self.chart_pressed.emit(indicator)

    # ------------------------------------------------------------ curves

    def _take_model(self) -> None:
        """Make the charts anew over another model, in their places; no curves are there yet."""
        focused, model = self.window().focusWidget(), self._document.model
        self.targets.forget()
        old, self._cards, self._arrangement = self._cards, {}, None
        self._curves = self._exact = None
        self._baselines = {}
        self._usual = slots.usual(model.indicators.values())
        self._measured = model.series
        self.strip.take_model(model)
        self._lay_out()
        for indicator, card in old.items():
            if focused is not None and card.isAncestorOf(focused) and indicator in self._cards:
                self._cards[indicator].chart.setFocus()
            card.hide()
            card.deleteLater()

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model:
            self._take_model()
        if changes.charts or changes.scenario:
            self._lay_out()
        if changes.events or changes.scenario:
            for card in self._cards.values():
                card.chart.set_events(self._event_months())

    def _event_months(self) -> tuple[Month, ...]:
        return tuple(planned.month for planned in self._document.scenario.combined.events)

    def _fail(self, error: VecinosError) -> None:
        self._run_failure = in_words(error, self._document.model)
        self.banner.show_error(self._run_failure)

    def _draw(self, curves: LiveCurves) -> None:
        self._curves = curves
        if curves.exact:
            self._exact = curves
        self.spans.segments[int(curves.monthly)].setChecked(True)
        if self._run_failure is not None:
            self.banner.withdraw(self._run_failure)
            self._run_failure = None
        self._redraw()

    def _redraw(self) -> None:
        curves = self._curves
        if curves is None:
            return
        step = self._headline_step
        for indicator in self.shown:
            if indicator not in curves.bands.indicators:
                continue
            chart = self._cards[indicator].chart
            chart.set_monthly(curves.monthly)
            # The backdrop is painted anew for a baseline, so only a new one is handed over; that
            # of single precision differs by less than a pixel and stays out of the picture.
            if curves.exact and self._baselines.get(indicator) is not curves.baseline_bands:
                self._baselines[indicator] = curves.baseline_bands
                chart.show_usual(usual_line(curves, indicator))
                chart.show_baseline(curves.baseline_bands.of(indicator))
            chart.set_shares(shares_at(curves, self._exact, indicator, step))
            chart.show_policy(curves.bands.of(indicator), moving=not curves.exact)
            chart.set_headline(
                curves.comparison.at(indicator, step), curves.projection.of(indicator)[step]
            )
            chart.set_cross_hair(self._cross_hair)
        self._agree_on_headlines()
        self._redraw_strip(step)

    def _agree_on_headlines(self) -> None:
        """Let no chart leave out what stands in its neighbors."""
        charts = [self._cards[indicator].chart for indicator in self.shown]
        form = max((chart.natural_form for chart in charts), default=0)
        for chart in charts:
            chart.set_agreed_form(form)

    def _redraw_strip(self, step: int) -> None:
        curves = self._curves
        if curves is not None:
            for indicator in self.strip.order:
                if indicator in curves.bands.indicators:
                    self.strip.show_bands(indicator, curves.bands.of(indicator), step)

    def _draw_headlines(self) -> None:
        curves = self._curves
        if curves is None:
            return
        step = self._headline_step
        for indicator in self.shown:
            if indicator in curves.bands.indicators:
                chart = self._cards[indicator].chart
                chart.set_shares(shares_at(curves, self._exact, indicator, step))
                chart.set_headline(
                    curves.comparison.at(indicator, step), curves.projection.of(indicator)[step]
                )
        self._agree_on_headlines()
        self._redraw_strip(step)
