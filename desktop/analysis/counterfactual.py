"""What would have been, had one thing been otherwise, and how far that lies from what was."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import percentiles
from desktop.engine.results.compare import contrast, difference_bands
from desktop.engine.results.projection import FloatArray, PairedDifference, Projection
from desktop.engine.run.project import project

RUNS = 2
"""What was, and what would have been."""


@dataclass(frozen=True, slots=True, eq=False)
class Counterfactual:
    """Hold one indicator's percentiles, (PERCENTILE, TIME), from the vantage to the last month."""

    indicator: str
    last: Month
    was: FloatArray
    """What was, in the indicator's unit."""
    bands: FloatArray
    """What would have been, in the indicator's unit."""
    difference: FloatArray
    """What would have been less what was, member by member.

    In percent of what was where the indicator's change is worded so, in its unit otherwise.
    """
    at_last: PairedDifference
    """What would have been against what was, in the last month."""


def counterfactuals(
    compiled: CompiledModel,
    request: RunRequest,
    instead: Policy,
    indicators: Collection[str],
    last: Month,
    advance: Callable[[int], bool] = lambda _: True,
) -> Mapping[str, Counterfactual] | None:
    """Return what indicators would have been under another policy, up to a month.

    `request` is what was; the same members serve both. Of an indicator nothing is told where a
    percentage of zero would be needed. `advance` is told how many of RUNS are done, and says
    whether to go on; None soon after it did not. Raise what `project` raises.
    """
    draws = compiled.draws(request.ensemble, request.assumptions)
    runs = []
    for done, policy in enumerate((request.policy, instead)):
        if not advance(done):
            return None
        runs.append(project(compiled, policy, draws, indicators=tuple(indicators), until=last))
    if not advance(RUNS):
        return None
    step = compiled.model.clock.step(last)
    was, would = runs
    return MappingProxyType(
        {
            one: _told(was, would, one, step)
            for one in indicators
            if one not in would.percent or was.of(one).all()
        }
    )


def _told(was: Projection, would: Projection, indicator: str, step: int) -> Counterfactual:
    return Counterfactual(
        indicator,
        was.clock.month(step),
        percentiles(was.of(indicator)),
        percentiles(would.of(indicator)),
        difference_bands(would, was, indicator),
        contrast(would, was, indicator, step),
    )
