"""What a play shows of the months that were played: percentiles that never change afterwards."""

from desktop.domain.clock import Month
from desktop.domain.ensemble import RunRequest
from desktop.domain.play.entries import Figures
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project


def played_figures(
    compiled: CompiledModel, request: RunRequest, before: Month, last: Month
) -> tuple[Figures, ...]:
    """Return every indicator's percentiles from the month before an advance to its last one.

    Raise what `project` raises.
    """
    draws = compiled.draws(request.ensemble, request.assumptions)
    found = bands(project(compiled, request.policy, draws))
    clock = compiled.model.clock
    months = slice(clock.step(before), clock.step(last) + 1)
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
