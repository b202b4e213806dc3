"""A change divided by a program that has only just begun: what a self-test asks of its own kind."""

import math
from pathlib import Path

from desktop.analysis.parts import Advance, Medians, Runs, Span, by_lever, parts
from desktop.domain.ensemble import CENTRAL, RunRequest
from desktop.domain.lever import Setting
from desktop.domain.parts import Parts
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.modelfiles.read import read_model

_LEVERS = 3
_CLOSE = 1e-9
"""As far as parts may be from the change that they add up to."""


def parts_elsewhere(resources: Path, advance: Advance) -> Parts | None:
    """Return the parts of the model's first levers, all set as high as can be, in its last month.

    They are those of the first curve that moves; None where `advance` stopped it.
    """
    compiled = compile_model(read_model(resources))
    model = compiled.model
    some = list(model.levers.values())[:_LEVERS]
    players, policy_of = by_lever(Policy({one.id: Setting(one.high) for one in some}), compiled)
    runs = Runs(compiled, RunRequest(STATUS_QUO, CENTRAL), list(model.indicators))
    found = None
    for indicator in model.indicators.values():
        span = Span(model.clock.horizon)
        found = parts(Medians(runs, indicator), players, policy_of, span, advance)
        if found is None or found.change:
            break
    return found


def add_up(found: Parts) -> bool:
    """Say whether a curve moved, and all its parts come to what it moved by."""
    whole = math.fsum(part.total for part in found.parts) + found.anyway
    return found.change != 0.0 and abs(whole - found.change) <= _CLOSE
