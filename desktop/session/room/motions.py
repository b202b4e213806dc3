"""Where the curves of a room move from, when they move."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.charts.room_state import Motion, RoomCurve
from desktop.engine.results.projection import Bands
from desktop.session.room.room_curves import Sight

FloatArray = NDArray[np.floating]

Lines = Mapping[str, FloatArray]
"""By indicator, the policy's percentiles (5, TIME) in the indicator's unit."""


def lines_of(bands: Bands) -> Lines:
    """Return the lines of all indicators of a run."""
    return {indicator: bands.of(indicator) for indicator in bands.indicators}


def lines_shown(curves: Iterable[RoomCurve]) -> Lines:
    """Return the lines that a room is shown, of those indicators that have one."""
    return {
        curve.indicator.id: curve.fan.policy for curve in curves if curve.fan.policy is not None
    }


@dataclass(frozen=True, slots=True, eq=False)
class Departure:
    """Hold what the curves of one run move from, for as long as it is that run that is shown."""

    number: int
    """Of the motion; each has its own."""
    lines: Lines
    towards: Bands
    """The run at which the motion ends."""

    def motion(self, curves: Sequence[RoomCurve], sight: Sight) -> Motion:
        """Return the motion of some curves, which tells of no month later than they do."""
        return Motion(self.number, tuple(self._before(curve, sight) for curve in curves))

    def _before(self, curve: RoomCurve, sight: Sight) -> FloatArray | None:
        before, after = self.lines.get(curve.indicator.id), curve.fan.policy
        if before is None or after is None:
            return None
        before = sight.cut_lines(before)
        return None if np.array_equal(before, after) else before
