"""One card with one fan: history, status quo, policy and its bands, readable month by month."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.axes import FIRST_SHOWN, ValueAxis
from desktop.charts.backdrop import Backdrop
from desktop.charts.fan import Fan, measured_values, median
from desktop.charts.fan_labels import FanLabels
from desktop.charts.fan_words import FanWords
from desktop.charts.head_lines import HeadLines
from desktop.charts.headline import start_note
from desktop.charts.measures import DESK, Measures
from desktop.charts.pins import PinnedLine
from desktop.charts.projected_chart import ProjectedChart
from desktop.charts.shares import ChangeBreakdown
from desktop.charts.targets import TargetLines, met_shares, targeted_axis
from desktop.charts.tokens import Tokens
from desktop.charts.user_observations import UserObservations, user_observations
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator, Vote
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import MEDIAN, PairedDifference
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

_FLASH_MS = 300


class FanChart(ProjectedChart):
    """Show one indicator; everything comes in through the methods, nothing is computed here.

    While a lever moves (`show_policy(moving=True)`) the axis is frozen and lines are drawn fast;
    `settle` makes the picture exact again. The picture depends on nothing but what is shown, so
    undoing a change restores it.
    """

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
        super().__init__(indicator, clock, votes, language, tokens, parent, measures=measures)
        self._series = series
        self._monthly = False
        self._targets: tuple[TargetLine, ...] = ()
        self._longer: Series | None = None
        self._all = self._fan = Fan()
        self._look_back()
        self._kept_under = ""
        self._contrast: PairedDifference | None = None
        self._members: FloatArray | None = None
        self._shares: ChangeBreakdown | None = None
        self._under_head = HeadLines(measures)
        self._first, self._last = self._whole
        self._axis = self._wanted_axis()
        self._frozen = False
        self._flash = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash.timeout.connect(self._rebuild)
        self._retranslate()

    # What is shown

    @property
    def under_head(self) -> HeadLines:
        """Return what stands under the headline."""
        return self._under_head

    def set_monthly(self, monthly: bool) -> None:
        """Show single months, measured ones as points, or twelve-month lines.

        A level is the same either way; the bands that go with it come through `show_policy`.
        """
        if monthly != self._monthly:
            self._monthly = monthly
            self._look_on()
            self._look_back()
            self._retranslate()
            self._rebuild()

    @property
    def _single(self) -> bool:
        """Say whether the lines shown are those of single months where the usual are of twelve."""
        return self._monthly and self._indicator.twelve_months

    def set_targets(self, targets: tuple[TargetLine, ...], *, fit: bool = True) -> None:
        """Mark what the indicator shall reach; `fit=False` keeps the axis while one is dragged."""
        if targets != self._targets or fit:
            self._targets = targets
            if fit and not self._frozen:
                self._fit_axis()
            self._word_under_head()
            self._rebuild()

    @property
    def targets(self) -> TargetLines:
        """Return the target lines in their places."""
        return self._backdrop.target_lines

    def show_usual(self, bands: FloatArray | None) -> None:
        """Show the default baseline, percentiles (5, TIME), where it is not the status quo shown.

        Call it before `show_baseline`, which fits the axis to both.
        """
        self._all = replace(self._all, usual=bands)
        self._look_on()
        self._plot.set_usual(median(self._fan.usual))

    def set_seen_until(self, month: Month | None) -> None:
        """Show nothing later than a month, nor let it be told from anything shown; None shows all.

        The months to come keep their room, with their elections and what targets are set for
        them, neither of which follows from the run. A headline or shares of a later month are
        not shown: whoever gives them gives those of a month that is seen.
        """
        if month == self._seen_until:
            return
        self._seen_until = month
        self._look_on()
        self._look_back()
        self._plot.set_seen_until(self._seen_step)
        self._plot.set_usual(median(self._fan.usual))
        self._plot.set_baseline(median(self._fan.baseline))
        self._plot.set_policy(self._fan.policy, at_rest=not self._frozen)
        self._fit_axis()
        self._retranslate()
        self._word_under_head()
        self._lay_out()

    def _look_on(self) -> None:
        """Take what is seen out of all there is; without a limit they are the same."""
        kept = None if self._single else self._all.kept
        # What was kept are lines of twelve months: beside single months they would mislead.
        shown = self._all if kept is self._all.kept else replace(self._all, kept=kept)
        step = self._seen_step
        self._fan = shown if step is None else shown.until(step)

    def _look_back(self) -> None:
        """Take what is seen of what was measured."""
        self._past = self._seen(self._series)
        self._measured = measured_values(self._indicator, self._past, monthly=self._single)

    def set_user_observations(self, longer: Series | None) -> None:
        """Mark what a series, made longer by hand, has behind what was published."""
        if longer != self._longer:
            self._longer = longer
            if not self._frozen:
                self._fit_axis()
            self._retranslate()
            self._rebuild()

    @property
    def observations(self) -> UserObservations:
        """Return the figures that were added by hand, as they are shown."""
        return user_observations(self._series, self._seen(self._longer), single=self._single)

    def show_baseline(self, bands: FloatArray) -> None:
        """Show the status quo under the scenario's assumptions: percentiles (5, TIME)."""
        self._all = replace(self._all, baseline=bands)
        self._look_on()
        self._plot.set_usual(median(self._fan.usual))
        self._plot.set_baseline(median(self._fan.baseline))
        if not self._frozen:
            self._fit_axis()
        self._rebuild()

    def show_policy(self, bands: FloatArray, moving: bool) -> None:
        """Show the policy: percentiles (5, TIME); `moving` while a lever is held."""
        self._all = replace(self._all, policy=bands)
        self._look_on()
        self._plot.set_policy(self._fan.policy, at_rest=not moving)
        if moving:
            self._frozen = True
            self._place()
        else:
            self.settle()

    def show_frozen(self, bands: FloatArray | None, model_version: str = "") -> None:
        """Show percentiles (5, TIME) as they were under an earlier model; None takes them away."""
        self._all, self._kept_under = replace(self._all, kept=bands), model_version
        self._look_on()
        if not self._frozen:
            self._fit_axis()
        self._rebuild()

    def show_pins(self, pins: tuple[PinnedLine, ...]) -> None:
        """Show the medians of what is pinned, (TIME,) in the indicator's unit, in letter order."""
        self._all = replace(self._all, pins=pins)
        self._look_on()
        if not self._frozen:
            self._fit_axis()
        self._rebuild()

    @property
    def frozen_under(self) -> str:
        """Return the version of the model whose lines are shown besides; empty for none."""
        return "" if self._fan.kept is None else self._kept_under

    def settle(self) -> None:
        """Draw smooth and exact, and fit the axis; its labels flash if that changed it."""
        self._frozen = False
        self._plot.set_at_rest(True)
        if self._fit_axis():
            if self.isVisible() and self._animated():
                self._flash.start()
            self._rebuild()
        else:
            self._place()
        self._notify()

    def set_headline(
        self, contrast: PairedDifference | None, members: FloatArray | None = None
    ) -> None:
        """Word a projected month in the headline; None leaves it empty.

        `members` are the policy's values in that month, (MEMBER,): of them it is counted how many
        meet a target. One alone says nothing of runs.
        """
        # A part of the run's lines would keep all of them for as long as this chart shows it.
        self._contrast, self._members = contrast, None if members is None else members.copy()
        self._retranslate()
        if self._seen_until is not None:
            self._word_under_head()

    def set_shares(self, shares: ChangeBreakdown | None) -> None:
        """Say what belief, action and chance make of the distance from the default baseline.

        None says nothing. A bar with them takes a line of its own under the headline.
        """
        if shares != self._shares:
            self._shares = shares
            self._word_under_head()

    @property
    def _seen_contrast(self) -> PairedDifference | None:
        contrast = self._contrast
        if contrast is None or self._sees(self._clock.month(contrast.step)):
            return contrast
        return None

    @property
    def _seen_shares(self) -> ChangeBreakdown | None:
        """Return the shares, which are those of the headline's month."""
        hidden = self._seen_until is not None and self._seen_contrast is None
        return None if hidden else self._shares

    @property
    def _met(self) -> tuple[float, ...]:
        """Return the share of the runs that meet each target; empty where none is projected."""
        told = self._seen_contrast is not None and (self.month is None or self._projected)
        return met_shares(self._targets, self._members if told else None, self._indicator)

    def _word_under_head(self) -> None:
        had = self._under_head
        self._under_head = self._words.under_head(
            self._seen_shares, self._targets, self._met, self._measures
        )
        self.update(self._under_head.area(self.width()))
        if self._under_head.height != had.height:
            self._lay_out()

    @property
    def _whole(self) -> tuple[Month, Month]:
        """Return the months shown at first: where nothing was measured, hardly any before."""
        first, last = super()._whole
        return FIRST_SHOWN if self._series else first, last

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self._language = language
        self._word_under_head()
        super().set_language(language)

    # Words

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        shares = self._seen_shares if self.month is None or self._projected else None
        month = self._clock.month(self._contrast.step if self._contrast else 0)
        return self._words.sentence(
            self._headline, shares, self._targets, self._met, month, self.observations
        )

    @property
    def _words(self) -> FanWords:
        return FanWords(self._indicator, self._clock, self._language, self._monthly, self._axis)

    def spoken_description(self) -> str:
        """Return what the bands hold, what else is drawn, and the keys."""
        last = self._clock.month(self._end)
        return self._words.description(
            self.frozen_under, self._fan.pins, last, len(self._seen_events)
        )

    def _retranslate(self) -> None:
        self._headline = self._words.headline(
            self.month, self._past, self.observations, self._seen_contrast
        )
        self._fit_headline()
        if self._targets:
            self._word_under_head()

    # Geometry

    @property
    def _more_head(self) -> int:
        return self._under_head.height

    @property
    def _ends_room(self) -> float:
        return self._labels.room(self._axis, self._measures)

    @property
    def _labels(self) -> FanLabels:
        return FanLabels(
            self._fan, self._targets, self._kept_under, self._indicator, self._language
        )

    def _wanted_axis(self) -> ValueAxis:
        shown = [*self._fan.drawn(), self._measured, np.array(self.observations.values)]
        return targeted_axis(self._indicator, shown, self._targets)

    def _fit_axis(self) -> bool:
        """Cover what is shown, worded again if the unit is another; say whether it changed."""
        before, self._axis = self._axis, self._wanted_axis()
        if self._axis.divisor != before.divisor:
            self._retranslate()
            self._word_under_head()
        return self._axis != before

    def _start(self) -> float | None:
        baseline = self._fan.baseline
        return None if baseline is None else float(baseline[MEDIAN, 0])

    def _rebuild(self) -> None:
        self._fit_head()
        self._fit_headline()
        backdrop = Backdrop(
            self._indicator,
            self._past,
            self._clock,
            self._votes,
            self._language,
            self._tokens,
            self._frame(),
            self._start(),
            self._flash.isActive(),
            self._single,
            self._seen_events,
            self.observations,
            self._targets,
            self._fan.pins,
            self._years,
        )
        self._backdrop = backdrop
        self._plot.set_backdrop(backdrop, self._tokens.family(self._indicator.family))
        self._place()
        self.update()

    def _place(self) -> None:
        kept = self._fan.kept
        self._plot.set_frozen(None if kept is None else kept[[0, MEDIAN, -1]])
        self._plot.set_labels(self._labels.at(self._end, self._axis, self._tokens))
        self._place_cross_hair()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the card, made once, and write what stands over the plot."""
        super().paintEvent(event)
        if event.rect().intersects(self._under_head.area(self.width())):
            painter = QPainter(self)
            self._under_head.paint(painter, self.width(), self._tokens, self._indicator.family)
            painter.end()

    def paint_picture(self, painter: QPainter) -> None:
        """Paint the chart without what only the desk needs: its controls, the ring of the focus."""
        super().paint_picture(painter)
        self._under_head.paint(painter, self.width(), self._tokens, self._indicator.family)

    def _cut_lines(self) -> list[str]:
        lines = super()._cut_lines()
        if self._series is None:
            whole = start_note(self._indicator, self._clock, self._start(), self._language)
            if self._backdrop.note()[1] != whole:
                lines.append(whole)
        if self._under_head.is_cut(self.width()):
            lines.append(self._under_head.targets or "")
        return lines
