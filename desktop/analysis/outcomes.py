"""What every lever alone does to every curve, in the central run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Clock
from desktop.domain.ensemble import CENTRAL
from desktop.domain.lever import Lever, Setting
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import project

NOTHING = 0.0005
"""Share of the status quo under which a change is none: it is in no printed figure."""
SMALL = 0.04
"""Share of the status quo under which a change is small, as the evidence's notes have it."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Hold what each lever does alone, beside the status quo, with every size at its middle.

    `before` is (TIME, INDICATOR), `after` has one such array a lever, in the indicators' units:
    twelve-month means of flows, as on the charts.
    """

    clock: Clock
    indicators: tuple[str, ...]
    percent: frozenset[str]
    """Indicators whose changes are told in percent; the others' in points."""
    settings: Mapping[str, Setting]
    """What each lever is set to, all others being at the status quo."""
    before: FloatArray
    after: Mapping[str, FloatArray]

    def change(self, lever: str, indicator: str, step: int) -> float:
        """Return the change at a step of the clock, in percent or in points; 0 where it is none."""
        place = self.indicators.index(indicator)
        was = float(self.before[step, place])
        moved = float(self.after[lever][step, place]) - was
        if abs(moved) < NOTHING * abs(was) or moved == 0.0:
            return 0.0
        return 100 * moved / was if indicator in self.percent else moved

    def share(self, lever: str, indicator: str, step: int) -> float:
        """Return the change as a share of the status quo, by which changes are compared."""
        place = self.indicators.index(indicator)
        was = float(self.before[step, place])
        moved = float(self.after[lever][step, place]) - was
        return moved / abs(was) if was else 0.0

    def largest(self, lever: str, step: int, most: int) -> tuple[str, ...]:
        """Return the indicators that a lever moves at a step, the largest share first."""
        moved = [one for one in self.indicators if self.change(lever, one, step)]
        # What is alike but for rounding stands in the order of the model.
        moved.sort(key=lambda one: -round(abs(self.share(lever, one, step)), 9))
        return tuple(moved[:most])


def far_end(lever: Lever) -> float:
    """Return the end of a lever's range that is farther from its status quo, the high of equals."""
    up, down = lever.high - lever.default, lever.default - lever.low
    return lever.high if up >= down else lever.low


def outcomes(
    compiled: CompiledModel,
    settings: Mapping[str, Setting],
    assumptions: Assumptions,
    advance: Callable[[int], bool],
) -> Outcomes | None:
    """Return what each of these settings does alone; None once `advance` says not to go on.

    `advance` is told how many levers are done. Raise what `project` raises.
    """
    draws = compiled.draws(CENTRAL, assumptions)
    quiet = project(compiled, Policy(), draws)
    after: dict[str, FloatArray] = {}
    for lever, setting in settings.items():
        run = project(compiled, Policy({lever: setting}), draws)
        after[lever] = np.ascontiguousarray(run.values[:, :, 0])
        if not advance(len(after)):
            return None
    before = np.ascontiguousarray(quiet.values[:, :, 0])
    found = dict(settings)
    return Outcomes(quiet.clock, quiet.indicators, quiet.percent, found, before, after)
