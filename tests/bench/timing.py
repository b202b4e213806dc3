"""How measured times are told: warm-up dropped, median and 95th percentile, beside a budget."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of the bench; times in `unit`."""

    name: str
    count: int
    median: float
    p95: float
    budget: float
    unit: str = "ms"
    judged: str = "p95"
    """Which figure the budget is for: `p95` or `median`."""

    @property
    def met(self) -> bool:
        """Say whether the budget holds."""
        return (self.p95 if self.judged == "p95" else self.median) <= self.budget

    def text(self) -> str:
        """Return the line as printed."""
        verdict = "met" if self.met else "MISSED"
        return (
            f"{self.name:<58} n {self.count:>6}  median {self.median:>8.2f}  p95 {self.p95:>8.2f}  "
            f"{self.judged} <= {self.budget:g} {self.unit}: {verdict}"
        )

    def json(self) -> str:
        """Return the line for the parent process."""
        return json.dumps(asdict(self))


def line(
    name: str, times: Sequence[float], budget: float, *, warm_up: int, judged: str = "p95"
) -> Line:
    """Sum up times in milliseconds; the first `warm_up` of them do not count."""
    counted = sorted(times[warm_up:])
    return Line(
        name,
        len(counted),
        counted[len(counted) // 2],
        counted[min(len(counted) - 1, math.ceil(0.95 * len(counted)) - 1)],
        budget,
        judged=judged,
    )
