"""One card with one fan: history, status quo, policy and its bands, readable month by month."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from desktop.charts.added import Added, added_figures
from desktop.charts.axes import FIRST_SHOWN, ValueAxis, value_axis
from desktop.charts.backdrop import Backdrop
from desktop.charts.chart_card import IndicatorChart
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.frame import Frame
from desktop.charts.headline import (
    added_headline,
    added_sentence,
    chart_sentence,
    compared_headline,
    end_label,
    measured_headline,
    projected_headline,
    share_number,
    start_note,
)
from desktop.charts.measures import DESK, Measures
from desktop.charts.plot_view import CrossHair, EndLabel, PlotView
from desktop.charts.shares import ChangeBreakdown, ShareBar
from desktop.charts.targets import TargetLines, covered, target_label, targets_sentence
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator, Vote
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

SMALLEST = QSize(300, 180)
LEAST_MONTHS = 24
"""Fewer months than this no chart shows."""
_BEFORE_JUDGED = 12
"""Months before a judged start, so that its mark stands free of the axis."""
USUAL_MONTH = Month(2030, 12)
"""Where the arrow keys start when no month is read."""

_FLASH_MS = 300
_REST_MS = 120
_MEDIAN = 2


class FanChart(IndicatorChart):
    """Show one indicator; everything comes in through the methods, nothing is computed here.

    While a lever moves (`show_policy(moving=True)`) the axis is frozen and lines are drawn fast;
    `settle` makes the picture exact again. The picture depends on nothing but what is shown, so
    undoing a change restores it.
    """

    cross_hair_moved = Signal(object)
    """A Month read by pointer or key, or None when the pointer leaves."""
    hold_asked = Signal(object)
    """A Month of the plot was clicked: hold the cross-hair there or let go; None lets go."""
    head_pressed = Signal()
    """Title or headline was pressed: somebody wants to know more."""

    def __init__(
        self,
        indicator: Indicator,
        series: Series | None,
        clock: Clock,
        votes: tuple[Vote, ...],
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        measures: Measures = DESK,
    ) -> None:
        super().__init__(indicator, language, tokens, parent, measures=measures)
        self._series, self._clock, self._votes = series, clock, votes
        steps = range(clock.steps + 1)
        self._years = np.array([clock.month(step).year_fraction for step in steps])
        self._monthly = False
        self._events: tuple[Month, ...] = ()
        self._targets: tuple[TargetLine, ...] = ()
        self._longer: Series | None = None
        self._measured = _measured(indicator, series, monthly=False)
        self._usual: FloatArray | None = None
        self._baseline: FloatArray | None = None
        self._policy: FloatArray | None = None
        self._kept: FloatArray | None = None
        self._kept_under = ""
        self._contrast: PairedDifference | None = None
        self._shares: ChangeBreakdown | None = None
        self._bar: ShareBar | None = None
        self._month: Month | None = None
        self._held = False
        self._first, self._last = self._whole
        self._spoken = ""
        self._axis = self._wanted_axis()
        self._frozen = False
        self._chosen = False
        self._reading = False
        self._corner: QWidget | None = None
        self._plot = PlotView(self, self._years, measures)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._come_to_rest)
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(_FLASH_MS)
        self._flash.timeout.connect(self._rebuild)
        self.setMinimumSize(SMALLEST)
        self.setMouseTracking(True)
        self._word()

    # What is shown

    @property
    def month(self) -> Month | None:
        """Return the month the cross-hair reads."""
        return self._month

    @property
    def plot(self) -> PlotView:
        """Return the plot inside the card."""
        return self._plot

    def set_monthly(self, monthly: bool) -> None:
        """Show single months, measured ones as points, or twelve-month lines.

        A level is the same either way; the bands that go with it come through `show_policy`.
        """
        if monthly != self._monthly:
            self._monthly = monthly
            self._measured = _measured(self._indicator, self._series, monthly=self._single)
            self._word()
            self._rebuild()

    @property
    def _single(self) -> bool:
        """Say whether the lines shown are those of single months where the usual are of twelve."""
        return self._monthly and self._indicator.twelve_months

    def set_events(self, months: tuple[Month, ...]) -> None:
        """Mark the months in which the policy's events strike."""
        if months != self._events:
            self._events = months
            self._rebuild()

    def set_targets(self, targets: tuple[TargetLine, ...], *, fit: bool = True) -> None:
        """Mark what the indicator shall reach; `fit=False` keeps the axis while one is dragged."""
        if targets != self._targets or fit:
            self._targets = targets
            if fit and not self._frozen:
                self._axis = self._wanted_axis()
            self._rebuild()

    @property
    def targets(self) -> TargetLines:
        """Return the target lines in their places."""
        return self._backdrop.target_lines

    def show_usual(self, bands: FloatArray | None) -> None:
        """Show the default baseline, percentiles (5, TIME), where it is not the status quo shown.

        Call it before `show_baseline`, which fits the axis to both.
        """
        self._usual = bands
        self._plot.set_usual(None if bands is None else bands[_MEDIAN])

    def set_added(self, longer: Series | None) -> None:
        """Mark what a series, made longer by hand, has behind what was published."""
        if longer != self._longer:
            self._longer = longer
            if not self._frozen:
                self._axis = self._wanted_axis()
            self._word()
            self._rebuild()

    @property
    def added(self) -> Added:
        """Return the figures that were added by hand, as they are shown."""
        return added_figures(self._series, self._longer, single=self._single)

    def show_baseline(self, bands: FloatArray) -> None:
        """Show the status quo under the scenario's assumptions: percentiles (5, TIME)."""
        self._baseline = bands
        self._plot.set_baseline(bands[_MEDIAN])
        if not self._frozen:
            self._axis = self._wanted_axis()
        self._rebuild()

    def show_policy(self, bands: FloatArray, moving: bool) -> None:
        """Show the policy: percentiles (5, TIME); `moving` while a lever is held."""
        self._policy = bands
        self._plot.set_policy(bands, at_rest=not moving)
        if moving:
            self._frozen = True
            self._rest.start()
            self._place()
        else:
            self.settle()

    def show_frozen(self, bands: FloatArray | None, model_version: str = "") -> None:
        """Show percentiles (5, TIME) as they were under an earlier model; None takes them away."""
        self._kept, self._kept_under = bands, model_version
        if not self._frozen:
            self._axis = self._wanted_axis()
        self._rebuild()

    @property
    def frozen_under(self) -> str:
        """Return the version of the model whose lines are shown besides; empty for none."""
        return "" if self._shown_kept() is None else self._kept_under

    def _shown_kept(self) -> FloatArray | None:
        # What was kept are lines of twelve months: beside single months they would mislead.
        return None if self._single else self._kept

    def settle(self) -> None:
        """Draw smooth and exact, and fit the axis; its labels flash if that changed it."""
        self._frozen = False
        self._come_to_rest()
        wanted = self._wanted_axis()
        if wanted != self._axis:
            self._axis = wanted
            if self.isVisible() and self._animated():
                self._flash.start()
            self._rebuild()
        else:
            self._place()
        self._tell()

    def set_headline(self, contrast: PairedDifference | None) -> None:
        """Word a projected month in the headline; None leaves it empty."""
        self._contrast = contrast
        self._word()

    def set_shares(self, shares: ChangeBreakdown | None) -> None:
        """Say what belief, action and chance make of the distance from the default baseline.

        None says nothing. A bar with them takes a line of its own under the headline.
        """
        if shares == self._shares:
            return
        other_room = (shares is None) != (self._shares is None)
        self._shares = shares
        self._word_shares()
        if other_room:
            self._lay_out()

    def _word_shares(self) -> None:
        shares, indicator, language = self._shares, self._indicator, self._language
        self._bar = None
        if shares is not None:
            belief = share_number(shares.belief, indicator, language)
            action = share_number(shares.action, indicator, language)
            self._bar = ShareBar(
                shares,
                language.text("chart.belief", value=belief),
                language.text("chart.action", value=action),
                self._chance_words(shares),
                self._measures,
            )
        self.update(self._shares_area())

    def _chance_words(self, shares: ChangeBreakdown) -> str:
        if shares.chance == 0.0:
            return ""
        chance = share_number(shares.chance, self._indicator, self._language)
        return self._language.text("chart.chance", value=chance)

    def set_cross_hair(self, month: Month | None) -> None:
        """Read all lines in one month, or in none; tells nobody."""
        if month != self._month:
            self._month = month
            self._word()
            self._place_cross_hair()

    def set_held(self, held: bool) -> None:
        """Keep the cross-hair where it is, or let the pointer move it again."""
        if held != self._held:
            self._held = held
            self._place_cross_hair()

    def set_span(self, span: tuple[Month, Month] | None) -> None:
        """Show these months only, none before the first that charts show; None shows all."""
        first, last = span or self._whole
        last = max(last, FIRST_SHOWN.plus(LEAST_MONTHS - 1))
        shown = (max(first, FIRST_SHOWN), last)
        if shown != (self._first, self._last):
            self._first, self._last = shown
            self._rebuild()

    @property
    def _whole(self) -> tuple[Month, Month]:
        """Return the months shown at first: where nothing was measured, hardly any before."""
        first = FIRST_SHOWN if self._series else self._clock.vantage.plus(-_BEFORE_JUDGED)
        return first, self._clock.horizon

    def set_look(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._tokens = tokens
        self._rebuild()

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._word()
        self._word_shares()
        self._rebuild()

    def set_chosen(self, chosen: bool) -> None:
        """Outline the card in ink: it is the one being explained."""
        self._chosen = chosen
        self._forget_card()

    def set_corner(self, widget: QWidget | None) -> None:
        """Put a small control (menu, picker) into the upper right corner."""
        self._corner = widget
        if widget is not None:
            widget.setParent(self)
            widget.show()
        self._lay_out()

    # Words

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        shares = self._shares if self._month is None or self._projected else None
        sentence = chart_sentence(self._indicator, self._headline, self._language, shares)
        if self._targets:
            told = targets_sentence(self._targets, self._indicator, self._language)
            sentence = f"{sentence} {told}"
        added = self.added
        if not added:
            return sentence
        told = added_sentence(
            added.months[-1],
            added.values[-1],
            self._indicator,
            self._language,
            monthly=self._single,
        )
        return f"{sentence} {told}"

    @property
    def _projected(self) -> bool:
        """Say whether the month read lies in the projection."""
        return self._month is not None and self._month >= self._clock.vantage

    def spoken_description(self) -> str:
        """Return what the bands hold, and the keys."""
        about = self._language.text("chart.about")
        if self.frozen_under:
            told = self._language.text("chart.frozen", version=self.frozen_under)
            about = f"{about} {told}"
        if not self._events:
            return about
        return f"{about} {self._language.plural('chart.events', len(self._events))}"

    def _word(self) -> None:
        month, language = self._month, self._language
        if month is not None and (value := self._added_before(month)) is not None:
            self._headline = added_headline(
                month, value, self._indicator, language, monthly=self._single
            )
        elif month is not None and month < self._clock.vantage:
            self._headline = measured_headline(
                month, self._series, self._indicator, language, monthly=self._single
            )
        elif self._contrast is not None and (added := self._added_in_headline()) is not None:
            self._headline = compared_headline(
                self._contrast,
                added,
                self._indicator,
                self._clock,
                language,
                monthly=self._monthly,
            )
        elif self._contrast is not None:
            self._headline = projected_headline(
                self._contrast, self._indicator, self._clock, language, monthly=self._monthly
            )
        else:
            self._headline = None
        self._fit_headline()

    def _added_before(self, month: Month) -> float | None:
        """Return what was added for a month that the vantage was moved past."""
        return self.added.at(month) if month < self._clock.vantage else None

    def _added_in_headline(self) -> float | None:
        contrast = self._contrast
        return None if contrast is None else self.added.at(self._clock.month(contrast.step))

    def _tell(self) -> None:
        name = self.spoken_name()
        if name != self._spoken:
            self._spoken = name
            if QAccessible.isActive():
                event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
                QAccessible.updateAccessibility(event)

    # Geometry

    def sizeHint(self) -> QSize:
        """Return the size of one of six charts at the designed window size."""
        return QSize(376, 202)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the card out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        more = 0 if self._shares is None else self._measures.shares_height
        self._plot.setGeometry(self._plot_area(self._measures.head_height + more))
        if self._corner is not None:
            size = self._corner.sizeHint()
            self._corner.setGeometry(QRect(QPoint(self.width() - 8 - size.width(), 5), size))
        self._rebuild()

    def _shares_area(self) -> QRect:
        measures = self._measures
        room = self.width() - measures.left - measures.right
        return QRect(measures.left, measures.head_height, room, measures.shares_height)

    def _title_right(self) -> float:
        if self._corner is None:
            return super()._title_right()
        return self._corner.geometry().left() - 4

    def _frame(self) -> Frame:
        axis, left, measures = self._axis, self._values_width(), self._measures
        plain, strong = metrics(measures.axis), metrics(measures.axis, SEMIBOLD)
        longest = max(
            strong.horizontalAdvance(end_label(message, value, self._indicator, self._language))
            for message in self._line_names()
            for value in (axis.low, axis.high)
        )
        if self._shown_kept() is not None:
            labels = [self._frozen_label(value) for value in (axis.low, axis.high)]
            widths = (plain.horizontalAdvance(label) for label in labels)
            longest = max(longest, *widths)
        for one in self._targets:
            words = target_label(one, axis, self._indicator, self._language)
            longest = max(longest, plain.horizontalAdvance(words))
        right = max(measures.ends_width, round(longest) + 8)
        size = self._plot.size()
        plot = QRectF(
            left,
            measures.marks_height,
            max(1, size.width() - left - right),
            max(1, size.height() - measures.marks_height - measures.years_height),
        )
        first = self._first.plus(-1).year_fraction
        return Frame(plot, first, self._last.year_fraction, axis, measures)

    @property
    def _end(self) -> int:
        """Return the step whose values stand beside the line ends: the last one shown."""
        return max(0, self._clock.step(self._last))

    def _line_names(self) -> tuple[str, ...]:
        names = ("chart.line_baseline", "chart.line_policy")
        return names if self._usual is None else ("chart.line_usual", *names)

    def _wanted_axis(self) -> ValueAxis:
        parts = (self._baseline, self._policy, self._shown_kept())
        shown = [part for part in parts if part is not None]
        if self._usual is not None:
            shown.append(self._usual[_MEDIAN])
        shown += [self._measured, np.array(self.added.values)]
        axis = value_axis(self._indicator, shown)
        near = covered(self._targets, axis)
        return value_axis(self._indicator, [*shown, near]) if near.size else axis

    def _start(self) -> float | None:
        return None if self._baseline is None else float(self._baseline[_MEDIAN, 0])

    def _rebuild(self) -> None:
        self._fit_head()
        self._fit_headline()
        backdrop = Backdrop(
            self._indicator,
            self._series,
            self._clock,
            self._votes,
            self._language,
            self._tokens,
            self._frame(),
            self._start(),
            self._flash.isActive(),
            self._single,
            self._events,
            self.added,
            self._targets,
        )
        self._backdrop = backdrop
        self._plot.set_backdrop(backdrop, self._tokens.family(self._indicator.family))
        self._place()
        self.update()

    def _place(self) -> None:
        labels = []
        tokens, indicator, language = self._tokens, self._indicator, self._language
        if self._usual is not None:
            value = float(self._usual[_MEDIAN, self._end])
            words = end_label("chart.line_usual", value, indicator, language)
            labels.append(EndLabel(words, value, tokens.ink3, strong=False, gives_way=2))
        if self._baseline is not None:
            value = float(self._baseline[_MEDIAN, self._end])
            words = end_label("chart.line_baseline", value, indicator, language)
            labels.append(EndLabel(words, value, tokens.ink2, strong=False))
        if self._policy is not None:
            value = float(self._policy[_MEDIAN, self._end])
            words = end_label("chart.line_policy", value, indicator, language)
            colour = tokens.family_text(indicator.family)
            labels.append(EndLabel(words, value, colour, strong=True))
        kept = self._shown_kept()
        self._plot.set_frozen(None if kept is None else kept[[0, _MEDIAN, -1]])
        if kept is not None:
            value = float(kept[_MEDIAN, self._end])
            labels.append(EndLabel(self._frozen_label(value), value, tokens.pin_a, strong=False))
        for one in self._targets:
            words = target_label(one, self._axis, indicator, language)
            labels.append(EndLabel(words, one.value, tokens.ink, strong=False, gives_way=1))
        self._plot.set_labels(tuple(labels))
        self._place_cross_hair()

    def _frozen_label(self, value: float) -> str:
        number = self._language.number(value, self._indicator.decimals)
        return self._language.text("chart.line_frozen", version=self._kept_under, value=number)

    def _place_cross_hair(self) -> None:
        month = self._month
        if month is None:
            self._plot.set_cross_hair(None)
            return
        frame = self._backdrop.frame
        step = self._clock.step(month)
        heights = [
            frame.y(float(bands[_MEDIAN, step])) if bands is not None and step >= 0 else None
            for bands in (self._baseline, self._policy)
        ]
        tagged = self._reading or self._held or self.hasFocus()
        tag = self._language.date(month) if tagged else ""
        x = frame.x(month.year_fraction)
        self._plot.set_cross_hair(CrossHair(x, heights[0], heights[1], tag, self._held))

    def _come_to_rest(self) -> None:
        self._rest.stop()
        self._plot.set_at_rest(True)

    def _animated(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.style().styleHint(hint, None, self) > 0

    # Pointer and keys

    def _on_head(self, at: QPointF) -> bool:
        return at.y() < self._measures.head_height

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a press on title or headline."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position() - QPointF(self._plot.pos())
        if self._on_head(event.position()):
            self.head_pressed.emit()
        elif self._reads(at):
            self.hold_asked.emit(self._backdrop.frame.month(at.x()))

    def _reads(self, at: QPointF) -> bool:
        """Say whether a place of the plot stands for a month."""
        frame = self._backdrop.frame
        above, below = frame.measures.marks_height, frame.measures.years_height
        return frame.plot.adjusted(-4, -above, 4, below).contains(at)

    def _read(self, month: Month | None) -> None:
        if month != self._month:
            self.set_cross_hair(month)
            self.cross_hair_moved.emit(month)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the month under the pointer."""
        at = event.position() - QPointF(self._plot.pos())
        shape = Qt.CursorShape.ArrowCursor
        if self._on_head(event.position()):
            shape = Qt.CursorShape.PointingHandCursor
        elif self.targets.at(at) is not None:
            shape = Qt.CursorShape.SizeVerCursor
        self.setCursor(shape)
        if self._held:
            return
        if self._reads(at):
            self._reading = True
            self._read(self._backdrop.frame.month(at.x()))
        elif self._reading:
            self._stop_reading()

    def leaveEvent(self, event: QEvent) -> None:
        """Read no month any more."""
        super().leaveEvent(event)
        if self._reading:
            self._stop_reading()

    def _stop_reading(self) -> None:
        self._reading = False
        if not self._held:
            self._read(None)
        self._place_cross_hair()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the month read: arrows by one, with Shift by twelve, Home and End to the ends.

        Enter holds the cross-hair or lets it go; Escape lets it go and takes it away.
        """
        shown = (self._first, self._last)
        stride = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        current = self._month or USUAL_MONTH
        targets = {
            Qt.Key.Key_Left: current.plus(-stride),
            Qt.Key.Key_Right: current.plus(stride),
            Qt.Key.Key_Home: self._clock.vantage,
            Qt.Key.Key_End: self._clock.horizon,
        }
        target = targets.get(Qt.Key(event.key()))
        if target is not None:
            self._read(min(max(target, shown[0]), shown[1]))
            self._tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hold_asked.emit(current)
        elif event.key() == Qt.Key.Key_Escape and self._month is not None:
            self.hold_asked.emit(None)
            self._read(None)
        else:
            super().keyPressEvent(event)

    def _focus_changed(self) -> None:
        super()._focus_changed()
        self._place_cross_hair()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the card, made once, and write the headline."""
        painter = QPainter(self)
        self._paint_card(painter)
        if event.rect().intersects(self._headline_area()):
            self._line.write(painter, self._headline_area(), self._tokens)
        if event.rect().intersects(self._shares_area()):
            self._paint_shares(painter)
        painter.end()

    def _paint_shares(self, painter: QPainter) -> None:
        if self._bar is not None:
            family = self._indicator.family
            colours = self._tokens.family(family), self._tokens.family_text(family)
            self._bar.paint(painter, self._shares_area(), self._tokens, *colours)

    def paint_picture(self, painter: QPainter) -> None:
        """Paint the chart without what only the desk needs: its controls, the ring of the focus.

        On what is not made of pixels words stay words and lines stay lines.
        """
        self._plain_card().paint(painter)
        self._line.write(painter, self._headline_area(), self._tokens)
        self._paint_shares(painter)
        self._plot.paint_picture(painter, QPointF(self._plot.pos()))

    def _outline(self) -> tuple[str, float]:
        if self._chosen and not self.hasFocus():
            return self._tokens.ink, 1.5
        return super()._outline()

    def _cut_lines(self) -> list[str]:
        lines = super()._cut_lines()
        if self._series is None:
            whole = start_note(self._indicator, self._clock, self._start(), self._language)
            if self._backdrop.note()[1] != whole:
                lines.append(whole)
        return lines


def _measured(indicator: Indicator, series: Series | None, *, monthly: bool) -> FloatArray:
    """Return the values before the vantage that the axis must cover."""
    if series is None:
        return np.array(indicator.start_range or ())
    values = zip(series.months, series.values, strict=True)
    if monthly and series.raw_months:
        values = zip(series.raw_months, series.raw_values, strict=True)
    return np.array([value for month, value in values if month >= FIRST_SHOWN])
