"""What single levers can do on the way to a goal: how far each cost buys, and what that adds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.exercise.costs import move_cost
from desktop.domain.exercise.exercise import Side
from desktop.domain.lever import Lever

Values = Mapping[str, float]
"""Lever → value in its unit, of those that are moved."""


def moves_cost(levers: Mapping[str, Lever], before: Values, after: Values) -> tuple[float, float]:
    """Return what moves cost Washington and Mexico City; going back gives nothing."""

    def cost(side: Side) -> float:
        return math.fsum(
            move_cost(levers[name], before[name], value, side) for name, value in after.items()
        )

    return cost(Side.US), cost(Side.MX)


def typed(lever: Lever, start: float, places: int) -> float:
    """Return the value some notches from another, as the lever can be typed, within its range."""
    notch = 1.0 if lever.levels else 10.0**-lever.decimals
    value = round(start + places * notch, 0 if lever.levels else lever.decimals)
    return min(lever.high, max(lever.low, value))


def arm_values(lever: Lever, before: float, end: float) -> tuple[tuple[float, float], ...]:
    """Return the farthest value toward an end for each cost, with that cost, cheapest first.

    The status quo is among them where it lies on the way: going back is free.
    """
    notch = 1.0 if lever.levels else 10.0**-lever.decimals
    toward = 1 if end > before else -1
    found: dict[float, float] = {}
    for place in range(1, math.ceil(abs(end - before) / notch - 1e-9) + 1):
        value = typed(lever, before, toward * place)
        found[sum(move_cost(lever, before, value, side) for side in (Side.US, Side.MX))] = value
    pairs = {value: cost for cost, value in found.items()}
    if min(before, end) < lever.default < max(before, end):
        pairs[lever.default] = 0.0
    return tuple(sorted(pairs.items(), key=lambda pair: abs(pair[0] - before)))


@dataclass(frozen=True, slots=True)
class Arm:
    """Hold one way of a lever from where it stands, a value for each cost."""

    lever: str
    values: tuple[float, ...]
    """Each better than the one before, where it helps by itself."""
    costs: tuple[float, ...]
    alone: tuple[float, ...]
    """What each adds by itself."""

    @property
    def end(self) -> tuple[str, float]:
        """Return the lever with the farthest value."""
        return self.lever, self.values[-1]

    @property
    def gain(self) -> float:
        """Return what the farthest value adds by itself, where it helps."""
        return max(0.0, self.alone[-1])
