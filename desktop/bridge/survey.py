"""Tries a policy under every set of assumptions, off the widgets' thread."""

from collections.abc import Callable, Sequence

from desktop.analysis.survival import Conclusion, Variant, conclusions
from desktop.bridge.job import Progress
from desktop.domain.ensemble import RunRequest
from desktop.domain.model.model import Model
from desktop.engine.compile.compiler import CompiledModel, compile_model

Work = Callable[
    [CompiledModel, RunRequest, Sequence[Variant], int, Callable[[int], bool]],
    tuple[Conclusion, ...] | None,
]


def survey(
    model: Model,
    request: RunRequest,
    variants: Sequence[Variant],
    step: int,
    work: Work = conclusions,
) -> Callable[[Progress], tuple[Conclusion, ...]]:
    """Return the work of one survey: the conclusions, one an indicator, at a step of the clock.

    It tells how many variants are done, and once cancelled ends after the one under way.
    """

    def run(progress: Progress) -> tuple[Conclusion, ...]:
        # A compiled model of its own: the sliders' arrays stay laid out as they are.
        found = work(compile_model(model), request, variants, step, progress.advance)
        # Without conclusions it was cancelled, and nobody is told.
        return () if found is None else found

    return run
