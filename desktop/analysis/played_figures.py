"""What a play shows of the months that were played: percentiles that never change afterwards."""

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
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
