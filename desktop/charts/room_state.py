"""All that a room is shown: one frozen record, made anew whenever something in it changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.charts.fan import Fan
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator, Vote
from desktop.domain.room import RoomScene
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import PairedDifference

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True, eq=False)
class RoomCurve:
    """Hold one curve as far as it is seen; nothing in it tells of a later month."""

    indicator: Indicator
    series: Series | None
    """What was measured, None where nothing was."""
    fan: Fan
    """Percentiles (5, TIME) in the indicator's unit, held from the month seen on."""
    difference: PairedDifference | None = None
    """Against the status quo in the month that the headline speaks of; None while none is seen."""
    members: FloatArray | None = None
    """The policy's values in that month, (MEMBER,), in the indicator's unit."""
    targets: tuple[TargetLine, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Ask for the policy's curves to move from where they were to where they are."""

    number: int
    """Another number is another motion; one that was shown is not shown again."""
    before: tuple[FloatArray | None, ...]
    """For each curve the policy's percentiles (5, TIME) as they were, None for one that stays."""


@dataclass(frozen=True, slots=True, eq=False)
class RoomState:
    """Hold what a room sees."""

    scene: RoomScene
    clock: Clock
    votes: tuple[Vote, ...] = ()
    curves: tuple[RoomCurve, ...] = ()
    seen_until: Month | None = None
    """The month after which nothing is known; None where all of the projection is shown."""
    monthly: bool = False
    """The lines are those of single months, not of twelve."""
    moving: bool = False
    """A slider is held: exact curves follow."""
    events: tuple[Month, ...] = ()
    """Months, of those seen, in which the policy's events strike."""
    motion: Motion | None = None
