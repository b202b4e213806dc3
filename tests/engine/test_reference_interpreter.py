"""The engine against the slow and plain way, every variable at every step."""

from collections.abc import Callable

import numpy as np
import pytest

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.compile.compiler import compile_model
from desktop.modelfiles.read import read_model
from tests.engine.reference_interpreter import ReferenceRun
from tests.engine.runs import run
from tests.engine.small_models import rivals

ENSEMBLE = EnsembleChoice(members=3, seed=11)
MEMBER = 1


def everything(model: Model) -> Policy:
    """Move every lever, up and down in turn, and let every event happen."""
    settings = {
        lever.id: Setting(lever.high if place % 2 else lever.low, Month(2025, 1 + place % 12), 5)
        for place, lever in enumerate(model.levers.values())
    }
    events = [
        PlannedEvent(event, Month(2026 + place % 9, 1 + place % 12))
        for place, event in enumerate(model.events)
    ]
    return Policy(settings, tuple(events))


@pytest.mark.parametrize(
    ("make", "moved"),
    [
        (rivals, False),
        (rivals, True),
        pytest.param(read_model, False, marks=pytest.mark.long),
        (read_model, True),
    ],
)
def test_that_the_engine_gives_what_plain_arithmetic_gives(
    make: Callable[[], Model], moved: bool
) -> None:
    model = make()
    policy = everything(model) if moved else STATUS_QUO
    compiled = compile_model(model)
    found = run(compiled, policy, ENSEMBLE)
    draws = compiled.draws(ENSEMBLE)
    parameters = {
        name: float(np.broadcast_to(values, 3)[MEMBER]) for name, values in draws.parameters.items()
    }
    noises = {name: path[:, MEMBER].tolist() for name, path in draws.noises.items()}
    plain = ReferenceRun(model, policy, parameters, noises).run()
    assert set(plain) == {*model.auxiliaries, *model.stocks}
    for name, values in plain.items():
        reach = max(values) - min(values)
        assert found[name][:, MEMBER].tolist() == pytest.approx(
            values, rel=1e-9, abs=max(1e-12 * reach, 1e-14)
        ), name
