"""What a chart of differences says: its headline, its sentence, its unit, the ends of its lines.

The line that such a chart draws is the median of the paired differences, so that is the one that
is printed; `docs/numbers.md` has the rule.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.charts.headline import Headline, change_decimals, sized_change, span
from desktop.charts.stressed import runs_of, strong
from desktop.domain.clock import Clock
from desktop.domain.indicator import Change, Indicator
from desktop.domain.pin import NO_PIN
from desktop.language.language import Language

FloatArray = NDArray[np.floating]

_FINEST = 1
"""Decimals of the ends of a range whose middle rounds to nothing."""


@dataclass(frozen=True, slots=True)
class PairedWords:
    """Word one chart of differences in one language; `against` is a pin's letter, or NO_PIN."""

    indicator: Indicator
    clock: Clock
    language: Language
    against: str
    monthly: bool
    """Single months are shown where an indicator has lines of twelve."""

    @property
    def units(self) -> tuple[str, ...]:
        """Return what the axis is in, from its full words to the fewest."""
        if self.indicator.change is Change.PERCENT:
            unit = self.language.text("paired.percent")
            short = self.language.text("chart.percent", value="").strip()
        else:
            unit = short = self.language.text("paired.points")
        if self.against == NO_PIN:
            return (
                self.language.text("paired.unit_status_quo", unit=unit),
                self.language.text("paired.unit_status_quo_short", unit=short),
                self.language.text("paired.unit_status_quo_least"),
            )
        return (
            self.language.text("paired.unit_pin", letter=self.against, unit=unit),
            self.language.text("paired.unit_pin_short", letter=self.against, unit=short),
            self.language.text("paired.unit_pin_least", letter=self.against),
        )

    def headline(self, bands: FloatArray, step: int) -> Headline:
        """Word the differences in one month, of percentiles (5, TIME).

        One is clear where half of the runs, those in the middle, lie on one side of zero.
        """
        language, (low, lower, middle, upper, high) = self.language, bands[:, step].tolist()
        month = self.clock.month(step)
        when = strong(span(month, self.indicator, language, monthly=self.monthly))
        if not bands[:, step].any():
            same = runs_of(language.text("paired.headline_least", when=when, change=self._same()))
            return Headline(same, same)
        decimals = change_decimals(middle, self.indicator)
        digits = _FINEST if decimals is None else decimals
        change = named = language.text("paired.unclear")
        if decimals is not None and (lower > 0.0 or upper < 0.0):
            change = strong(self._sized(middle, decimals))
            named = self._against(change)
        fields = {
            "when": when,
            "low": language.number(low, digits, signed=True),
            "high": self._sized(high, digits),
        }
        half = language.text(
            "paired.half",
            lower=language.number(lower, digits, signed=True),
            upper=self._sized(upper, digits),
        )
        return Headline(
            runs_of(language.text("paired.headline", change=named, **fields)),
            runs_of(language.text("paired.headline_short", change=change, **fields)),
            half,
            runs_of(language.text("paired.headline", change=change, **fields)),
            runs_of(language.text("paired.headline_least", when=when, change=change)),
        )

    def without_percent(self) -> Headline:
        """Say that there is no percentage, because the other run is zero somewhere."""
        if self.against == NO_PIN:
            words = self.language.text("paired.no_percent_status_quo")
        else:
            words = self.language.text("paired.no_percent_pin", letter=self.against)
        return Headline(runs_of(words), runs_of(words))

    def waiting(self) -> Headline:
        """Say that there are no figures yet."""
        words = self.language.text("paired.waiting")
        return Headline(runs_of(words), runs_of(words))

    def sentence(self, headline: Headline) -> str:
        """Say the chart in one sentence, for people who hear it."""
        return self.language.text(
            "chart.sentence",
            name=self.language.wording(self.indicator.name),
            unit=self.units[0],
            headline=headline.text + headline.half,
        )

    def end(self, value: float) -> str:
        """Return what stands at the end of the line."""
        decimals = change_decimals(value, self.indicator)
        return self.language.number(0.0) if decimals is None else self._sized(value, decimals)

    def zero(self) -> str:
        """Return what the line at zero is called."""
        if self.against == NO_PIN:
            return self.language.text("paired.line_status_quo")
        return self.against

    def _sized(self, value: float, decimals: int) -> str:
        return sized_change(value, decimals, self.indicator, self.language, signed=True)

    def _against(self, change: str) -> str:
        if self.against == NO_PIN:
            return self.language.text("paired.against_status_quo", change=change)
        return self.language.text("paired.against_pin", change=change, letter=self.against)

    def _same(self) -> str:
        if self.against == NO_PIN:
            return self.language.text("paired.same_status_quo")
        return self.language.text("paired.same_pin", letter=self.against)
