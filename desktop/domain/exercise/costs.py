"""What a move costs, and what two offers on a joint lever come to."""

from desktop.domain.exercise.exercise import Side
from desktop.domain.lever import Lever


def joint_setting(lever: Lever, us: float | None, mx: float | None) -> float:
    """Return what two offers on a joint lever come to: the one nearer to the status quo.

    It stays at the status quo where the offers lie on opposite sides of it, or where one is
    missing or is the status quo.
    """
    if us is None or mx is None:
        return lever.default
    low, high = sorted((us, mx))
    return min(max(lever.default, low), high)


def position_cost(lever: Lever, value: float, side: Side) -> float:
    """Return what standing at a value costs one side, in points of political capital."""
    us, mx = lever.cost(value)
    return {Side.US: us, Side.MX: mx, Side.NONE: 0.0}[side]


def move_cost(lever: Lever, before: float, after: float, side: Side) -> float:
    """Return what a move costs the side that makes it; going back is free and gives nothing."""
    return max(0.0, position_cost(lever, after, side) - position_cost(lever, before, side))
