"""Short ways to run a small model."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.ensemble.draws import draw
from desktop.engine.run.project import variables

CENTRAL = EnsembleChoice(members=0)
Values = dict[str, NDArray[np.floating]]


def policy(
    settings: Mapping[str, Setting] | None = None, events: Sequence[tuple[str, str]] = ()
) -> Policy:
    planned = tuple(PlannedEvent(name, Month.parse(month)) for name, month in events)
    return Policy(settings or {}, planned)


def central(model: Model, chosen: Policy | None = None) -> Values:
    """Return every variable of the central run, (TIME,)."""
    found = run(compile_model(model), chosen or Policy(), CENTRAL)
    return {name: values[:, 0] for name, values in found.items()}


def run(compiled: CompiledModel, chosen: Policy, ensemble: EnsembleChoice) -> Values:
    return variables(compiled, chosen, compiled.draws(ensemble))


def parameter_values(
    model: Model, choice: EnsembleChoice, assumptions: Assumptions = NEUTRAL
) -> Mapping[str, NDArray[np.float64]]:
    """Return what is drawn for each parameter, (MEMBER,), or (1,) where it is certain."""
    return draw(model, choice, assumptions).parameters
