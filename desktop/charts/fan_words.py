"""What a fan chart says: its headline, its sentence, the words of its shares."""

from dataclasses import dataclass

from desktop.charts.axes import ValueAxis
from desktop.charts.head_lines import HeadLines
from desktop.charts.headline import (
    Headline,
    added_headline,
    added_sentence,
    chart_sentence,
    compared_headline,
    is_nought,
    measured_headline,
    projected_headline,
    share_number,
    value_words,
    when,
)
from desktop.charts.measures import Measures
from desktop.charts.pins import PinnedLine
from desktop.charts.shares import ChangeBreakdown, ShareBar
from desktop.charts.targets import reached_line, targets_sentence
from desktop.charts.user_observations import UserObservations
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language


@dataclass(frozen=True, slots=True)
class FanWords:
    """Word one chart in one language."""

    indicator: Indicator
    clock: Clock
    language: Language
    monthly: bool
    """Single months are shown where an indicator has lines of twelve."""
    axis: ValueAxis
    """What the values are read on; its top decides between thousands and millions."""

    @property
    def _single(self) -> bool:
        return self.monthly and self.indicator.twelve_months

    def headline(
        self,
        month: Month | None,
        series: Series | None,
        observations: UserObservations,
        contrast: PairedDifference | None,
    ) -> Headline | None:
        """Word the month read where it was measured, else the projected month of the contrast."""
        indicator, language = self.indicator, self.language
        if month is not None and month < self.clock.vantage:
            value = observations.at(month)
            if value is not None:
                return added_headline(
                    month, value, indicator, language, monthly=self._single, reach=self.axis.high
                )
            return measured_headline(
                month, series, indicator, language, monthly=self._single, reach=self.axis.high
            )
        if contrast is None:
            return None
        clock, monthly, reach = self.clock, self.monthly, self.axis.high
        beside = observations.at(clock.month(contrast.step))
        if beside is None:
            return projected_headline(
                contrast, indicator, clock, language, monthly=monthly, reach=reach
            )
        return compared_headline(
            contrast, beside, indicator, clock, language, monthly=monthly, reach=reach
        )

    def sentence(
        self,
        headline: Headline | None,
        shares: ChangeBreakdown | None,
        targets: tuple[TargetLine, ...],
        met: tuple[float, ...],
        month: Month,
        observations: UserObservations,
    ) -> str:
        """Say the chart in one sentence, and one more for its targets and for what was added.

        `met` has the share of the runs that meet each target in a month; see `targets_sentence`.
        """
        indicator, language = self.indicator, self.language
        told = [chart_sentence(indicator, headline, language, shares, self.axis.high)]
        if targets:
            told.append(targets_sentence(targets, met, when(month, language), indicator, language))
        if observations:
            last = observations.months[-1], observations.values[-1]
            single, reach = self._single, self.axis.high
            told.append(added_sentence(*last, indicator, language, monthly=single, reach=reach))
        return " ".join(told)

    def description(
        self, frozen_under: str, pins: tuple[PinnedLine, ...], last: Month, events: int
    ) -> str:
        """Say what the bands hold, the keys, and what else is drawn, pins with their last value."""
        language, reach = self.language, self.axis.high
        told = [language.text("chart.about")]
        if frozen_under:
            told.append(language.text("chart.frozen", version=frozen_under))
        if pins:
            step = self.clock.step(last)
            values = [
                language.text(
                    "chart.line_pin",
                    letter=line.letter,
                    value=value_words(line.at(step), self.indicator, language, reach=reach),
                )
                for line in pins
            ]
            lines = language.together(values)
            told.append(language.text("chart.pinned", when=when(last, language), lines=lines))
        if events:
            told.append(language.plural("chart.events", events))
        return " ".join(told)

    def under_head(
        self,
        shares: ChangeBreakdown | None,
        targets: tuple[TargetLine, ...],
        met: tuple[float, ...],
        measures: Measures,
    ) -> HeadLines:
        """Return what stands under the headline; `met` as in `sentence`."""
        bar = None if shares is None else self._bar(shares, measures)
        if not targets:
            return HeadLines(measures, bar)
        told = reached_line(targets, met, self.axis, self.indicator, self.language) if met else ""
        return HeadLines(measures, bar, told)

    def _bar(self, shares: ChangeBreakdown, measures: Measures) -> ShareBar:
        belief, action = self._share(shares.belief), self._share(shares.action)
        sizes = shares.belief, shares.action, shares.chance
        # Of figures that are all nought there are no parts to be seen.
        still = all(is_nought(size, self.indicator, self.axis.high) for size in sizes)
        return ShareBar(
            None if still else shares.parts,
            self.language.text("chart.belief", value=belief),
            self.language.text("chart.action", value=action),
            self._chance(shares),
            measures,
        )

    def _chance(self, shares: ChangeBreakdown) -> str:
        if shares.chance == 0.0:
            return ""
        return self.language.text("chart.chance", value=self._share(shares.chance))

    def _share(self, value: float) -> str:
        return share_number(value, self.indicator, self.language, self.axis.high)
