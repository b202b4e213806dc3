"""Seconds of an exercise: they count on while the program is awake, and never go back."""

import time

LONGEST_PAUSE = 10.0
"""Seconds between two pulses; more than that somebody closed the lid, or something hung."""


def steady() -> float:
    """Return seconds of a clock that nobody sets and that goes on while the machine sleeps."""
    # By itself Linux's would stand still in sleep, and a sleep would go unnoticed.
    since_start = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if since_start is None else time.clock_gettime(since_start)


class ExerciseClock:
    """Count seconds from where an exercise stood; it is stopped until it is started.

    A gap between two pulses stops it where the first of them was: `gap` says how long ago that is.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self._last: float | None = None
        """Of the steady clock, at the last pulse; None while it is stopped."""
        self._stopped: float | None = None

    @property
    def runs(self) -> bool:
        """Say whether it counts."""
        return self._last is not None

    def start(self, now: float) -> None:
        """Count from here on."""
        self._last, self._stopped = now, None

    def stop(self, now: float) -> None:
        """Stand still at what it counts now."""
        if self._last is not None:
            self._seconds, self._last, self._stopped = self.seconds(now), None, now

    def pulse(self, now: float) -> bool:
        """Count on to here; return False where it stops, because a pulse is long overdue."""
        if self._last is None:
            return True
        if now - self._last > LONGEST_PAUSE:
            self._stopped, self._last = self._last, None
            return False
        self._seconds, self._last = self._seconds + max(0.0, now - self._last), now
        return True

    def skip(self, seconds: float) -> None:
        """Count seconds that passed while it was stopped."""
        self._seconds += max(0.0, seconds)

    def seconds(self, now: float) -> float:
        """Return the seconds of the exercise."""
        if self._last is None or now - self._last > LONGEST_PAUSE:
            return self._seconds
        return self._seconds + max(0.0, now - self._last)

    def stood(self, now: float) -> float:
        """Return for how many seconds it has been stopped; 0 where it counts."""
        return 0.0 if self._stopped is None else max(0.0, now - self._stopped)
