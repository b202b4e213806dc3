"""The plot of one curve of a room: the charts' own items with the measures of an audience."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import FIRST_SHOWN, ValueAxis
from desktop.charts.backdrop import Backdrop
from desktop.charts.fan import Fan, between, measured_values, median
from desktop.charts.fan_labels import FanLabels
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.frame import Frame
from desktop.charts.headline import axis_number
from desktop.charts.plot_view import EndLabel, PlotView
from desktop.charts.room_state import RoomCurve, RoomState
from desktop.charts.targets import target_number, targeted_axis
from desktop.domain.clock import Month
from desktop.engine.results.projection import MEDIAN
from desktop.views.room.room_look import RoomLook

FloatArray = NDArray[np.floating]

_BEFORE_JUDGED = 12
"""Months before a judged start, so that its mark stands free of the axis."""
_VALUES_GAP = 8
"""Pixels between values and plot, at least."""
_MOST_OF_LABELS = 0.4
"""Share of the width that names of lines may take; of what is narrower only figures are left."""


class RoomPlot(SpokenChart):
    """Show one curve as far as it is seen, and let its policy move from elsewhere to where it is.

    The picture depends on nothing but what is shown, but for the axis, which stays while a slider
    moves.
    """

    def __init__(self, look: RoomLook, curve: RoomCurve, state: RoomState, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self._measures = look, look.sizes.chart
        self._curve, self._state = curve, state
        self._before: FloatArray | None = None
        self._share = 1.0
        self._sentence = ""
        self._may_name = self._named = True
        self._agreed = 0, 0
        clock = state.clock
        self._years = np.array([clock.month(step).year_fraction for step in range(clock.steps + 1)])
        self._plot = PlotView(self, self._years, self._measures)
        self._axis = self._wanted_axis()
        self._backdrop: Backdrop | None = None
        self._hand_over(self._policy)

    # What is shown

    @property
    def axis(self) -> ValueAxis:
        """Return the value axis in force."""
        return self._axis

    @property
    def plot(self) -> PlotView:
        """Return what paints."""
        return self._plot

    @property
    def policy(self) -> FloatArray | None:
        """Return the policy's percentiles (5, TIME) as they are drawn now."""
        return self._policy

    def show_curve(self, curve: RoomCurve, state: RoomState) -> None:
        """Show the curve of a new state; only what is another is drawn anew."""
        old, was = self._curve, self._state
        self._curve, self._state = curve, state
        if not state.moving:
            self._axis = self._wanted_axis()
        if was.seen_until != state.seen_until or not _same_lines(old.fan, curve.fan):
            self._hand_over(self._policy)
        elif not _same(old.fan.policy, curve.fan.policy) or was.moving != state.moving:
            self._plot.set_policy(self._policy, at_rest=not state.moving)
        if not state.moving:
            self._place()
            return
        if was.moving and (old.targets, old.fan.pins) == (curve.targets, curve.fan.pins):
            # A slider leaves all in its place but the lines and their names.
            self._plot.set_labels(self._labels())
        else:
            self._place()

    def travel(self, before: FloatArray | None, share: float) -> None:
        """Draw the policy on its way from percentiles (5, TIME), a share of it gone.

        The axis has room for both ends until it has arrived.
        """
        if before is None:
            share = 1.0
            if self._before is None and self._share >= 1.0:
                return
        within = before is self._before and share < 1.0
        self._before, self._share = before, share
        self._plot.set_policy(self._policy, at_rest=True)
        if within:
            self._plot.set_labels(self._labels())
        else:
            self._axis = self._wanted_axis()
            self._place()

    @property
    def _policy(self) -> FloatArray | None:
        end = self._curve.fan.policy
        if end is None or self._before is None or self._share >= 1.0:
            return end
        return between(self._before, end, self._share)

    @property
    def _fan(self) -> Fan:
        return replace(self._curve.fan, policy=self._policy)

    @property
    def _seen_step(self) -> int | None:
        until = self._state.seen_until
        return None if until is None else self._state.clock.step(until)

    @property
    def _single(self) -> bool:
        return self._state.monthly and self._curve.indicator.twelve_months

    def _hand_over(self, policy: FloatArray | None) -> None:
        fan = self._curve.fan
        self._plot.set_seen_until(self._seen_step)
        self._plot.set_usual(median(fan.usual))
        self._plot.set_baseline(median(fan.baseline))
        self._plot.set_policy(policy, at_rest=not self._state.moving)

    def _wanted_axis(self) -> ValueAxis:
        curve = self._curve
        measured = measured_values(curve.indicator, curve.series, monthly=self._single)
        shown = [*curve.fan.drawn(), measured]
        if self._before is not None and self._share < 1.0:
            shown.append(self._before)
        return targeted_axis(curve.indicator, shown, curve.targets)

    # Words

    def set_sentence(self, sentence: str) -> None:
        """Take the sentence that a screen reader says."""
        self._sentence = sentence

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        return self._sentence

    def spoken_description(self) -> str:
        """Return what holds at all times."""
        return self._look.first.text("desk.disclaimer")

    # Geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the plot out anew."""
        super().resizeEvent(event)
        self._plot.setGeometry(self.rect())
        self._place()

    @property
    def _shown(self) -> tuple[Month, Month]:
        clock = self._state.clock
        judged = self._curve.indicator.series is None
        first = clock.vantage.plus(-_BEFORE_JUDGED) if judged else FIRST_SHOWN
        return first, clock.horizon

    def _frame(self) -> Frame:
        measures, axis, size = self._measures, self._axis, self.size()
        own, agreed = self.margins, self._agreed
        left, right = max(own[0], agreed[0]), max(own[1], agreed[1])
        plot = QRectF(
            left,
            measures.marks_height,
            max(1, size.width() - left - right),
            max(1, size.height() - measures.marks_height - measures.years_height),
        )
        first, last = self._shown
        return Frame(plot, first.plus(-1).year_fraction, last.year_fraction, axis, measures)

    @property
    def _fan_labels(self) -> FanLabels:
        curve = self._curve
        return FanLabels(self._fan, curve.targets, "", curve.indicator, self._look.first)

    @property
    def margins(self) -> tuple[int, int]:
        """Return the room that values and names need beside the plot, left and right."""
        measures, axis, language = self._measures, self._axis, self._look.first
        widest = max(
            metrics(measures.axis).horizontalAdvance(axis.words(tick, language))
            for tick in axis.ticks
        )
        right = round(self._labels_room) + measures.label_at + 4
        return round(widest) + max(_VALUES_GAP, measures.label_at), right

    def agree(self, margins: tuple[int, int], *, named: bool) -> None:
        """Begin and end where the plots above and below do, and name the lines where they do."""
        if (margins, named) != (self._agreed, self._may_name):
            self._agreed, self._may_name = margins, named
            self._place()

    @property
    def names_fit(self) -> bool:
        """Say whether there is room for the names of the lines."""
        return self._widest(names=True) <= _MOST_OF_LABELS * self.width()

    @property
    def _labels_room(self) -> float:
        return self._widest(names=self._named)

    def _widest(self, *, names: bool) -> float:
        if names:
            return self._fan_labels.room(self._axis, self._measures)
        strong = metrics(self._measures.axis, SEMIBOLD)
        return max(
            strong.horizontalAdvance(self._number(value))
            for value in (self._axis.low, self._axis.high)
        )

    def _number(self, value: float) -> str:
        return axis_number(value, self._curve.indicator, self._look.first, self._axis.high)

    @property
    def _end(self) -> int:
        """Return the step whose values stand beside the line ends."""
        steps = self._state.clock.steps
        return steps if self._seen_step is None else max(0, min(steps, self._seen_step))

    def _labels(self) -> tuple[EndLabel, ...]:
        found = self._fan_labels.at(self._end, self._axis, self._look.tokens)
        targets = self._curve.targets
        lines = found[: len(found) - len(targets)]
        indicator, language = self._curve.indicator, self._look.first
        named = [
            replace(
                label,
                text=language.text(
                    "room.line_target",
                    value=target_number(one.value, indicator, language, self._axis.high),
                ),
            )
            for label, one in zip(found[len(lines) :], targets, strict=True)
        ]
        if not self._named:
            lines = tuple(
                replace(label, text=label.letter or self._number(label.value)) for label in lines
            )
            named = []
        return (*lines, *named)

    def _start(self) -> float | None:
        baseline = self._curve.fan.baseline
        return None if baseline is None else float(baseline[MEDIAN, 0])

    def _place(self) -> None:
        state, curve = self._state, self._curve
        self._named = self._may_name and self.names_fit
        backdrop = Backdrop(
            curve.indicator,
            curve.series,
            state.clock,
            state.votes,
            self._look.first,
            self._look.tokens,
            self._frame(),
            self._start(),
            flash=False,
            single=self._single,
            events=state.events,
            targets=curve.targets,
            pins=curve.fan.pins,
            years=self._years,
            noted=False,
        )
        if backdrop != self._backdrop:
            self._backdrop = backdrop
            family = self._look.tokens.family(curve.indicator.family)
            self._plot.set_backdrop(backdrop, family)
        self._plot.set_labels(self._labels())


def _same(one: FloatArray | None, other: FloatArray | None) -> bool:
    if one is other:
        return True
    return one is not None and other is not None and np.array_equal(one, other)


def _same_lines(one: Fan, other: Fan) -> bool:
    """Say whether the lines that a slider leaves alone are the same."""
    return _same(one.usual, other.usual) and _same(one.baseline, other.baseline)
