"""What a run gives back: arrays with named axes, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Clock
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import Policy
from desktop.engine.ensemble.draws import Draws

TIME, INDICATOR, MEMBER = 0, 1, 2
"""Axes of `Projection.values`; TIME starts with the vantage and has `clock.steps` + 1 rows."""

PERCENTILES = (5, 25, 50, 75, 95)
"""Rows of `Bands.values`."""
MEDIAN = PERCENTILES.index(50)
"""The row that curves are drawn through."""

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Projection:
    """Hold the default lines of one run.

    `values` is (TIME, INDICATOR, MEMBER) in indicator units: the twelve-month mean of annual
    rates where the indicator says so, the level otherwise.
    """

    clock: Clock
    policy: Policy
    draws: Draws
    indicators: tuple[str, ...]
    values: FloatArray
    percent: frozenset[str] = frozenset()
    """Indicators whose changes are worded in percent; the others' in their own unit."""

    @property
    def request(self) -> RunRequest:
        """Return what would ask for this run."""
        return RunRequest(self.policy, self.draws.choice, self.draws.assumptions)

    def of(self, indicator: str) -> FloatArray:
        """Return one indicator's values, (TIME, MEMBER)."""
        return self.values[:, self.indicators.index(indicator), :]


@dataclass(frozen=True, slots=True)
class MemberRun:
    """Hold one member alone: what goes into its run, and what comes out, in model units."""

    parameters: Mapping[str, float]
    paths: Mapping[str, FloatArray]
    """Levers in force, noises, channels and pulses, (TIME,)."""
    impulses: Mapping[str, Mapping[int, float]]
    """What events add to stocks: stock → step at whose end it shows → size."""
    values: Mapping[str, FloatArray]
    """Every variable, (TIME,), read-only."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Hold percentiles over the members: `values` is (PERCENTILE, TIME, INDICATOR)."""

    clock: Clock
    indicators: tuple[str, ...]
    values: FloatArray

    def of(self, indicator: str) -> FloatArray:
        """Return one indicator's percentiles, (PERCENTILE, TIME)."""
        return self.values[:, :, self.indicators.index(indicator)]


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Hold one indicator's difference from another run at one step.

    Differences are in indicator units, or in percent of the other run where the indicator's
    change is worded in percent.
    """

    indicator: str
    step: int
    median: float
    """Median of this run itself, in indicator units."""
    low: float
    """5th percentile of this run."""
    high: float
    change: float
    """Change from the other run's median to this one's: between the two lines drawn."""
    change_low: float
    """5th percentile of the paired differences."""
    change_high: float
    agreement: float
    """Share of members whose paired difference has the sign of `change`; 1 where all are zero."""
    lower: float
    """25th percentile of this run."""
    upper: float
