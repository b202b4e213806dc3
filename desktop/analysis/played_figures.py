"""What a play shows of the months that were played: percentiles that never change afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.indicator import Indicator
from desktop.domain.play.entries import Figures
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.results.projection import Bands
from desktop.engine.run.project import project


def played_figures(
    compiled: CompiledModel, request: RunRequest, before: Month, last: Month
) -> tuple[Figures, ...]:
    """Return every indicator's percentiles from the month before an advance to its last one.

    Raise what `project` raises.
    """
    draws = compiled.draws(request.ensemble, request.assumptions)
    return figures_of(bands(project(compiled, request.policy, draws)), before, last)


def figures_of(found: Bands, before: Month, last: Month) -> tuple[Figures, ...]:
    """Return the same of percentiles that are there already."""
    months = slice(found.clock.step(before), found.clock.step(last) + 1)
    return tuple(
        Figures(
            indicator,
            tuple(
                tuple(float(f"{value:.9g}") for value in line)
                for line in found.of(indicator)[:, months]
            ),
        )
        for indicator in found.indicators
    )


@dataclass(frozen=True, slots=True)
class Apart:
    """Say how far figures that are run again stand from those that were shown."""

    nearly: int
    """Figures that differ by one unit in the last digit shown."""
    more: int
    """Figures that differ by more: it is another model, or another machine's arithmetic."""


def apart(
    shown: Iterable[Figures], again: Iterable[Figures], indicators: Mapping[str, Indicator]
) -> Apart:
    """Compare figures as they are shown, with each indicator's own decimals.

    Those of an indicator or a month that the other has not count as more than one unit apart.
    """
    now = {one.indicator: np.array(one.values) for one in again}
    nearly = more = 0
    for one in shown:
        before, after = np.array(one.values), now.get(one.indicator)
        if after is None or before.shape != after.shape:
            more += before.size
            continue
        unit = 10.0 ** -indicators[one.indicator].decimals
        steps = np.abs(np.rint(before / unit) - np.rint(after / unit))
        nearly += int(np.sum(steps == 1))
        more += int(np.sum(steps > 1))
    return Apart(nearly, more)
