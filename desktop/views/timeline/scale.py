"""Which months the timeline shows, and where they lie."""

from dataclasses import dataclass, replace

from desktop.domain.clock import Month

LEAST_MONTHS = 24
"""Fewer months than this are never shown: marks and lines would lie apart without meaning."""
_STEP = 0.8
"""A turn of the wheel leaves this share of the span."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the months shown, both included; a month is drawn at its end."""

    first: Month
    last: Month

    @property
    def months(self) -> int:
        """Return how many months are shown."""
        return self.last.minus(self.first) + 1

    def within(self, whole: "Span") -> "Span":
        """Return the span moved and widened so that it lies inside another and is long enough."""
        length = min(whole.months, max(LEAST_MONTHS, self.months))
        first = self.first.plus(-(max(0, length - self.months) // 2))
        start = max(whole.first, min(first, whole.last.plus(1 - length)))
        return Span(start, start.plus(length - 1))

    def zoomed(self, about: Month, turns: float, whole: "Span") -> "Span":
        """Return the span nearer (`turns` above zero) or farther, `about` staying in its place."""
        factor = _STEP**turns
        length = max(LEAST_MONTHS, round(self.months * factor))
        before = round(about.minus(self.first) * length / self.months)
        first = about.plus(-min(before, length - 1))
        return Span(first, first.plus(length - 1)).within(whole)

    def moved(self, months: int, whole: "Span") -> "Span":
        """Return a span of the same length, later by some months."""
        return Span(self.first.plus(months), self.last.plus(months)).within(whole)


@dataclass(frozen=True, slots=True)
class Scale:
    """Map months onto the pixels between two edges."""

    span: Span
    left: float
    right: float

    @property
    def per_month(self) -> float:
        """Return the pixels of a month."""
        return max(1.0, self.right - self.left) / self.span.months

    def x(self, month: Month) -> float:
        """Return where the end of a month lies; it may be outside."""
        return self.left + (month.minus(self.span.first) + 1) * self.per_month

    def month(self, x: float) -> Month:
        """Return the shown month whose end is nearest to a place."""
        steps = round((x - self.left) / self.per_month) - 1
        return self.span.first.plus(max(0, min(self.span.months - 1, steps)))

    def shows(self, month: Month) -> bool:
        """Say whether a month lies between the edges."""
        return self.left - 0.5 <= self.x(month) <= self.right + 0.5

    def at(self, left: float, right: float) -> "Scale":
        """Return the same months between other edges."""
        return replace(self, left=left, right=right)
