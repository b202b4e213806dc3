"""Exact curves of a scenario that is not on the desk, for a room to see."""

from desktop.domain.scenario import Scenario
from desktop.engine.compile.compiler import CompiledModel
from desktop.session.live_curves import LiveCurves
from desktop.session.runner import BaselineKey, CurveRuns, RunJob, Runnable


def exact_curves(
    compiled: CompiledModel, scenario: Scenario, desk: LiveCurves | None, *, monthly: bool
) -> LiveCurves:
    """Return the curves of a scenario that the model allows, on whichever thread calls.

    The status quo is mostly the desk's, and is then neither made nor held twice.
    """
    over = Runnable(compiled)
    if desk is not None and desk.exact:
        asked = desk.baseline.request
        kind = BaselineKey(asked.ensemble, asked.assumptions, exact=True, monthly=desk.monthly)
        over.baselines[kind] = desk.baseline, desk.baseline_bands
    job = RunJob(
        over=over,
        revision=0,
        generation=0,
        request=scenario.request,
        indicators=None,
        reads=(),
        exact=True,
        monthly=monthly,
        decided=scenario.decided,
    )
    return CurveRuns().curves(job)
