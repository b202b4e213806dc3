"""One card with a paired difference: its band, its median, and the line at zero."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from desktop.charts.axes import ValueAxis, difference_axis
from desktop.charts.backdrop import Backdrop
from desktop.charts.fan import Fan
from desktop.charts.fonts import SEMIBOLD, metrics
from desktop.charts.measures import DESK, Measures
from desktop.charts.paired_words import PairedWords
from desktop.charts.pins import PinnedLine
from desktop.charts.plot_view import EndLabel
from desktop.charts.projected_chart import ProjectedChart
from desktop.charts.tokens import Tokens
from desktop.domain.clock import Clock, Month
from desktop.domain.indicator import Indicator, Vote
from desktop.domain.pin import NO_PIN
from desktop.engine.results.projection import MEDIAN
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

_MORE = 1.5
"""A moving line that leaves the axis is given so much more room, to be drawn on for a while."""


class DifferenceChart(ProjectedChart):
    """Show how a policy differs from another one; everything comes in through the methods.

    While a lever moves the axis only ever grows, as far as a line needs it: against zero a small
    policy's differences say nothing of a large one's. At rest it fits.
    """

    def __init__(
        self,
        indicator: Indicator,
        clock: Clock,
        votes: tuple[Vote, ...],
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        measures: Measures = DESK,
    ) -> None:
        super().__init__(indicator, clock, votes, language, tokens, parent, measures=measures)
        self._against = NO_PIN
        self._monthly = False
        self._bands: FloatArray | None = None
        self._known = False
        """Somebody has said what differs, or that nothing can be said."""
        self._step = clock.steps
        self._fan = Fan()
        self._first, self._last = self._whole
        self._axis = self._wanted_axis()
        self._retranslate()

    # What is shown

    def show_difference(
        self,
        bands: FloatArray | None,
        against: str,
        *,
        monthly: bool,
        moving: bool,
        worded: bool = True,
    ) -> None:
        """Show paired differences: percentiles (5, TIME), in percent or in points.

        None says that no percentage can be given; `against` is a pin's letter, or NO_PIN; `moving`
        while a lever is held. The headline stays as it was where it is not `worded`.
        """
        other = (against, monthly) != (self._against, self._monthly) or not self._known
        self._against, self._monthly, self._known = against, monthly, True
        self._bands = bands
        self._look_on()
        fits = self._fit_axis(moving=moving)
        self._plot.set_policy(self._fan.policy, at_rest=not moving)
        if other or worded:
            self._retranslate()
        if other or not fits:
            self._rebuild()
        else:
            self._place()
        if not moving:
            self._notify()

    def read(self, step: int) -> None:
        """Let the headline speak of this step where no projected month is read."""
        if step != self._step:
            self._step = step
            self._retranslate()

    def set_seen_until(self, month: Month | None) -> None:
        """Show nothing later than a month; None shows all."""
        if month == self._seen_until:
            return
        self._seen_until = month
        self._look_on()
        self._plot.set_seen_until(self._seen_step)
        self._plot.set_policy(self._fan.policy, at_rest=True)
        self._fit_axis(moving=False)
        self._retranslate()
        self._rebuild()

    def _look_on(self) -> None:
        """Take what is seen of the lines; none is where nothing can be said."""
        if self._bands is None:
            self._fan = Fan()
            return
        zero = np.zeros(self._bands.shape[-1])
        pinned = self._against != NO_PIN
        whole = Fan(
            baseline=None if pinned else np.zeros_like(self._bands),
            policy=self._bands,
            pins=(PinnedLine(self._against, zero),) if pinned else (),
        )
        step = self._seen_step
        self._fan = whole if step is None else whole.until(step)

    # Words

    def spoken_name(self) -> str:
        """Return the chart as one sentence."""
        return self._words.sentence(self._headline or self._words.waiting())

    def spoken_description(self) -> str:
        """Return what the bands hold, and the keys."""
        return self._language.text("paired.about")

    @property
    def _words(self) -> PairedWords:
        return PairedWords(
            self._indicator, self._clock, self._language, self._against, self._monthly
        )

    @property
    def _units(self) -> tuple[str, ...]:
        return self._words.units

    def _retranslate(self) -> None:
        bands, words = self._fan.policy, self._words
        if bands is None:
            self._headline = words.without_percent() if self._known else words.waiting()
            if self._seen_until is not None and self._known and self._bands is not None:
                # Of no projected month is anything seen.
                self._headline = None
        else:
            month = self.month
            step = self._step if month is None else self._clock.step(month)
            step = self._step if step < 0 else step
            seen = self._seen_step
            self._headline = words.headline(bands, step if seen is None else min(step, seen))
        self._fit_headline()

    # Geometry

    def _wanted_axis(self) -> ValueAxis:
        shown = [] if self._fan.policy is None else [self._fan.policy]
        return difference_axis(self._indicator, shown)

    def _fit_axis(self, *, moving: bool) -> bool:
        """Cover what is shown; say whether the axis could stay."""
        before, drawn = self._axis, self._fan.policy
        if not moving or drawn is None:
            self._axis = self._wanted_axis()
            return self._axis == before
        low, high = float(drawn[0].min()), float(drawn[-1].max())
        if before.low <= low and high <= before.high:
            return True
        low = low * _MORE if low < before.low else before.low
        high = high * _MORE if high > before.high else before.high
        self._axis = difference_axis(self._indicator, [np.array([low, high])])
        return False

    @property
    def _ends_room(self) -> float:
        words, size = self._words, self._measures.axis
        strong, plain = metrics(size, SEMIBOLD), metrics(size)
        ends = [
            strong.horizontalAdvance(words.end(end)) for end in (self._axis.low, self._axis.high)
        ]
        return max(*ends, plain.horizontalAdvance(words.zero()))

    def _rebuild(self) -> None:
        self._fit_head()
        self._fit_headline()
        backdrop = Backdrop(
            self._indicator,
            None,
            self._clock,
            self._votes,
            self._language,
            self._tokens,
            self._frame(),
            None,
            flash=False,
            events=self._seen_events,
            pins=self._fan.pins,
            years=self._years,
            noted=False,
        )
        self._backdrop = backdrop
        self._plot.set_backdrop(backdrop, self._tokens.family(self._indicator.family))
        baseline = self._fan.baseline
        self._plot.set_baseline(None if baseline is None else baseline[MEDIAN])
        self._place()
        self.update()

    def _place(self) -> None:
        self._plot.set_labels(self._labels())
        self._place_cross_hair()

    def _labels(self) -> tuple[EndLabel, ...]:
        bands, words, tokens = self._fan.policy, self._words, self._tokens
        if bands is None:
            return ()
        pinned = self._against != NO_PIN
        value = float(bands[MEDIAN, self._end])
        colour = tokens.pin(self._against) if pinned else tokens.ink2
        return (
            EndLabel(
                words.end(value), value, tokens.family_text(self._indicator.family), strong=True
            ),
            EndLabel(words.zero(), 0.0, colour, strong=False),
        )
