"""Takes out of what was projected what a room may see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from desktop.charts.fan import Fan, held, usual_apart
from desktop.charts.pins import PinnedLine
from desktop.charts.room_state import RoomCurve
from desktop.domain.clock import Month
from desktop.domain.model.model import Model
from desktop.domain.outcome import SUMMARY_YEARS
from desktop.domain.room import Goal
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import Projection
from desktop.engine.results.targets import share_meeting
from desktop.session.live_curves import LiveCurves

FloatArray = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Sight:
    """Say how far into the projection a room sees, and which month its headlines speak of."""

    model: Model
    until: Month | None
    """The last month seen; None for all."""
    reading: Month | None = None
    """The month in which somebody holds the cross-hair, if anybody does."""

    @property
    def step(self) -> int | None:
        """Return the step of the headlines; None where no projected month is seen."""
        clock = self.model.clock
        last = clock.horizon if self.until is None else min(self.until, clock.horizon)
        if last < clock.first:
            return None
        reads = self.reading is not None and self.reading >= clock.first
        wanted = self.reading if reads and self.reading is not None else Month(SUMMARY_YEARS[0], 12)
        return clock.step(min(max(wanted, clock.first), last))

    def sees(self, month: Month) -> bool:
        """Say whether a month is seen."""
        return self.until is None or month <= self.until

    def cut(self, fan: Fan) -> Fan:
        """Return lines that tell of no month later than is seen."""
        return fan if self.until is None else fan.until(self.model.clock.step(self.until))

    def cut_lines(self, lines: FloatArray) -> FloatArray:
        """Return lines (…, TIME) that stay what they are in the last month seen."""
        if self.until is None:
            return lines
        return held(lines, max(0, self.model.clock.step(self.until)))


def room_curves(
    curves: LiveCurves,
    charts: Sequence[str],
    targets: Sequence[TargetLine],
    sight: Sight,
    pins: Mapping[str, tuple[PinnedLine, ...]] = MappingProxyType({}),
) -> tuple[RoomCurve, ...]:
    """Return the curves of some indicators, those that were not run left out.

    `pins` are lines that are cut already, by indicator.
    """
    if sight.step is not None:
        curves.comparison.prepare(charts, sight.step)
    return tuple(
        _curve(curves, chart, targets, sight, pins.get(chart, ()))
        for chart in charts
        if chart in curves.baseline_bands.indicators
        and chart in curves.bands.indicators
        and chart in sight.model.indicators
    )


def _curve(
    curves: LiveCurves,
    chart: str,
    targets: Sequence[TargetLine],
    sight: Sight,
    pins: tuple[PinnedLine, ...],
) -> RoomCurve:
    model, step = sight.model, sight.step
    indicator = model.indicators[chart]
    baseline = curves.baseline_bands.of(chart)
    usual = None if curves.usual_bands is None else curves.usual_bands.of(chart)
    fan = Fan(usual_apart(usual, baseline), baseline, curves.bands.of(chart))
    series = None if indicator.series is None else model.series[indicator.series]
    if series is not None and sight.until is not None:
        series = series.until(sight.until)
    return RoomCurve(
        indicator,
        series,
        replace(sight.cut(fan), pins=pins),
        None if step is None else curves.comparison.at(chart, step),
        None if step is None else _members(curves.projection, chart, step),
        tuple(one for one in targets if one.indicator == chart),
    )


def _members(projection: Projection, chart: str, step: int) -> FloatArray:
    # A part of the run's lines would keep all of them for as long as a room shows it.
    return np.array(projection.of(chart)[step])


def room_goals(
    projection: Projection, targets: Sequence[TargetLine], sight: Sight
) -> tuple[Goal, ...]:
    """Return the targets as a scoreboard; those with a month still to come are not counted yet."""
    return tuple(
        Goal(sight.model.indicators[one.indicator], one, _met(projection, one, sight))
        for one in targets
        if one.indicator in sight.model.indicators
    )


def _met(projection: Projection, target: TargetLine, sight: Sight) -> float | None:
    clock = sight.model.clock
    step = sight.step
    if target.month is not None:
        if not sight.sees(target.month) or not clock.first <= target.month <= clock.horizon:
            return None
        step = clock.step(target.month)
    if step is None or target.indicator not in projection.indicators:
        return None
    members = projection.of(target.indicator)[step]
    if len(members) < 2:
        # One run says nothing of how many would.
        return None
    better = sight.model.indicators[target.indicator].better
    return share_meeting(members, target.value, at_least=target.is_floor(better))
