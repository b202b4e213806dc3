"""Print digests of whole projections, which are the same on every x86-64 system.

`python -m tests.golden.bits`. What the digests stand for is every variable, every line and every
band of all members in double precision, to the last bit.
"""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.engine.results.bands import bands
from desktop.engine.run.project import project, variables
from desktop.modelfiles.read import read_model

ACCEPTED = Path(__file__).with_name("accepted.bits")
CHOICES = {
    "central run": EnsembleChoice(members=0),
    "as history has conditioned them": EnsembleChoice(members=300),
    "drawn afresh": EnsembleChoice(members=129, calibrated=False),
}


def moved(model: Model) -> Policy:
    """Move every lever, over some months and to its end, and let every event happen."""
    first = model.clock.first
    settings = {
        lever.id: Setting(lever.low if lever.low != lever.default else lever.high, first.plus(9), 7)
        for lever in model.levers.values()
    }
    events = (PlannedEvent(event, Month(2026, 1 + n % 12)) for n, event in enumerate(model.events))
    return Policy(settings, tuple(events))


def digests(model: Model) -> Mapping[str, str]:
    """Return SHA-256 digests by case."""
    compiled = compile_model(model)
    found = {}
    for members, choice in CHOICES.items():
        for name, policy in (("status quo", STATUS_QUO), ("everything moved", moved(model))):
            draws = compiled.draws(choice)
            projection = project(compiled, policy, draws)
            whole = hashlib.sha256(projection.values.tobytes())
            whole.update(bands(projection).values.tobytes())
            for values in variables(compiled, policy, draws).values():
                whole.update(values.tobytes())
            found[f"{name}, {members}"] = whole.hexdigest()
    return found


def text(found: Mapping[str, str]) -> str:
    """Return one line a case, as `sha256sum` writes them."""
    return "".join(f"{digest}  {case}\n" for case, digest in found.items())


if __name__ == "__main__":
    sys.stdout.write(text(digests(read_model())))
