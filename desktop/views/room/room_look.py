"""What everything in the room's window shares: languages, colours, and sizes of an audience."""

import math
from dataclasses import dataclass
from functools import cached_property

from desktop.charts.measures import LEAST_HEADLINE, LEAST_LINE, LEAST_TYPE, Measures
from desktop.charts.tokens import Tokens
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import Language

_DESIGNED = 1080
"""Pixels of height that all sizes are given for."""


@dataclass(frozen=True)
class RoomSizes:
    """Hold what follows from the height of the window, in logical pixels."""

    height: int

    def px(self, designed: float) -> int:
        """Return a length given for a window 1080 pixels high."""
        return max(1, round(designed * self.height / _DESIGNED))

    def type(self, designed: float) -> int:
        """Return a size of type given for such a window, never less than what is legible."""
        least = math.ceil(LEAST_TYPE * self.height)
        return max(least, math.ceil(designed * self.height / _DESIGNED))

    @cached_property
    def label(self) -> int:
        """Return the smallest type."""
        return self.type(26)

    @cached_property
    def headline(self) -> int:
        """Return the type of headlines."""
        return max(math.ceil(LEAST_HEADLINE * self.height), self.type(31))

    @cached_property
    def chart(self) -> Measures:
        """Return the measures of a plot."""
        unit = self.height / _DESIGNED
        rule = max(1, math.ceil(LEAST_LINE * self.height))
        return Measures(
            mark=self.label,
            axis=self.label,
            headline=self.headline,
            title=self.type(42),
            marks_height=self.px(36),
            years_height=self.px(40),
            values_width=self.px(40),
            ends_width=self.px(60),
            policy_pen=5 * unit,
            casing_pen=9.5 * unit,
            moving_pen=3 * unit,
            baseline_pen=3 * unit,
            frozen_pen=3 * unit,
            pin_pen=3 * unit,
            target_pen=3 * unit,
            history_pen=3.6 * unit,
            edge_pen=3 * unit,
            dot=8 * unit,
            rule=rule,
            scale=2.5 * unit,
            label_at=self.px(16),
            leader_pen=3 * unit,
        )


@dataclass(frozen=True)
class RoomLook:
    """Hold the languages of a room, the first one first, its colours and its sizes."""

    languages: tuple[Language, ...]
    tokens: Tokens
    sizes: RoomSizes

    @property
    def first(self) -> Language:
        """Return the language of all that is said once."""
        return self.languages[0]

    def wordings(self, wording: Wording) -> tuple[tuple[LanguageCode, str], ...]:
        """Return a text in each language, once where two would be the same."""
        found: dict[str, LanguageCode] = {}
        for language in self.languages:
            found.setdefault(language.wording(wording), language.code)
        return tuple((code, text) for text, code in found.items())
