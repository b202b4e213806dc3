"""A countdown: what is left of a time that runs, is held, and can be made longer."""

from dataclasses import dataclass, replace

LONGEST = 24 * 3600
"""Seconds; no round of an exercise lasts longer."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """Hold a countdown by a clock that only goes forward; all times are seconds.

    Instants come from whoever asks, from a monotonic clock: a wall clock that is set does nothing.
    """

    total: float
    remaining: float
    """At the anchor, or for as long as it is held."""
    anchor: float | None = None
    """Since when it runs; None while it is held."""

    @classmethod
    def of(cls, seconds: float) -> "Countdown":
        """Return one that is held at its beginning."""
        total = min(max(seconds, 0.0), LONGEST)
        return cls(total, total)

    @property
    def running(self) -> bool:
        """Say whether it runs."""
        return self.anchor is not None

    def left(self, now: float) -> float:
        """Return what is left at an instant, never less than nothing."""
        if self.anchor is None:
            return self.remaining
        return max(0.0, self.remaining - max(0.0, now - self.anchor))

    def run(self, now: float) -> "Countdown":
        """Let it run from an instant on."""
        return self if self.running else replace(self, anchor=now)

    def hold(self, now: float) -> "Countdown":
        """Hold it at an instant."""
        return replace(self, remaining=self.left(now), anchor=None)

    def add(self, seconds: float, now: float) -> "Countdown":
        """Make it longer or shorter; what is shown of the whole never is less than what is left."""
        left = min(max(self.left(now) + seconds, 0.0), LONGEST)
        anchor = None if self.anchor is None else now
        return Countdown(max(self.total, left), left, anchor)
