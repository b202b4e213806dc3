"""What would have been, had one thing been otherwise, and how far that lies from what was."""

from dataclasses import dataclass

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import percentiles
from desktop.engine.results.compare import difference_bands
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import project


@dataclass(frozen=True, slots=True, eq=False)
class Counterfactual:
    """Hold one indicator's percentiles, (PERCENTILE, TIME), from the vantage to the last month."""

    indicator: str
    bands: FloatArray
    """What would have been, in the indicator's unit."""
    difference: FloatArray
    """What would have been less what was, member by member.

    In percent of what was where the indicator's change is worded so, in its unit otherwise.
    """


def counterfactual(
    compiled: CompiledModel, request: RunRequest, instead: Policy, indicator: str, last: Month
) -> Counterfactual:
    """Return what one indicator would have been under another policy, up to a month.

    `request` is what was; the same members serve both. Raise what `project` raises, and
    RunFailedError where a percentage of zero would be needed.
    """
    draws = compiled.draws(request.ensemble, request.assumptions)
    was, would = (
        project(compiled, policy, draws, indicators=[indicator])
        for policy in (request.policy, instead)
    )
    months = slice(compiled.model.clock.step(last) + 1)
    return Counterfactual(
        indicator,
        percentiles(would.of(indicator)[months]),
        difference_bands(would, was, indicator)[:, months],
    )
