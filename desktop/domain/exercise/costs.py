"""What a move costs, and what two offers on a joint lever come to."""

from enum import StrEnum

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


class Binding(StrEnum):
    """Say why a joint lever stands where it does."""

    NEITHER = "neither"
    """Both sides offer the status quo, or nothing."""
    MISSING = "missing"
    """One side alone offers."""
    OPPOSITE = "opposite"
    """The offers lie on opposite sides of the status quo."""
    ALIKE = "alike"
    LOWER = "lower"
    """The lower offer is the one nearer to the status quo."""
    HIGHER = "higher"


def binding(lever: Lever, us: float | None, mx: float | None) -> Binding:
    """Return why two offers on a joint lever come to what `joint_setting` says."""
    moves = [one for one in (us, mx) if one is not None and one != lever.default]
    if len(moves) < 2:
        return Binding.MISSING if moves else Binding.NEITHER
    low, high = sorted(moves)
    if low < lever.default < high:
        return Binding.OPPOSITE
    if low == high:
        return Binding.ALIKE
    return Binding.LOWER if low > lever.default else Binding.HIGHER


def position_cost(lever: Lever, value: float, side: Side) -> float:
    """Return what standing at a value costs one side, in points of political capital."""
    us, mx = lever.cost(value)
    return {Side.US: us, Side.MX: mx, Side.NONE: 0.0}[side]


def move_cost(lever: Lever, before: float, after: float, side: Side) -> float:
    """Return what a move costs the side that makes it; going back is free and gives nothing."""
    return max(0.0, position_cost(lever, after, side) - position_cost(lever, before, side))
