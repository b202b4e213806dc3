"""Many policies in one run of the engine: what is in force, and what happens, each member's own.

The model's levers, channels and impulses become paths that are drawn like noise, so that members
may differ in them; equations, kernels and the walk through the months stay the engine's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import EnsembleChoice, RunRequest
from desktop.domain.model.model import Model, Noise, Shape, Stock
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.compile.phases import in_force
from desktop.engine.ensemble.paths import calendar_paths, channels, forces, impulses
from desktop.engine.ensemble.sampling import noise_paths, parameter_values
from desktop.engine.run.project import variables

Floats = NDArray[np.float64]
Run = Mapping[str, NDArray[np.floating]]
"""Every variable, (TIME, POLICY, MEMBER); member 0 is the central run, the others are drawn."""


class _Opened(CompiledModel):
    """A compiled model whose inputs are laid down from outside."""

    inputs: Mapping[str, Floats]

    def ensemble_inputs(
        self, ensemble: EnsembleChoice, assumptions: Assumptions = NEUTRAL
    ) -> Mapping[str, Floats]:
        return self.inputs


class Batch:
    """Run policies side by side, each in the central run and under the same drawn members."""

    def __init__(self, model: Model, members: int) -> None:
        self._model = model
        self.members = members
        self._shocked = {effect.target for effect in model.effects if effect.shape is Shape.IMPULSE}
        self._compiled = _Opened(_opened(model, self._shocked))
        self._batches = count()

    def run(self, policies: Sequence[Policy], turned: float = 1.0) -> Run:
        """Return every variable of every policy.

        `turned` is a mutation: -1 lets every lever in force move the other way. Raise
        RunFailedError where any number leaves the finite.
        """
        model, wide = self._model, len(policies) * (self.members + 1)
        inputs: dict[str, Floats] = {**calendar_paths(model)}
        for name, values in self._drawn().items():
            certain = name in model.parameters and values.shape[-1] == 1
            inputs[name] = values if certain else np.tile(values, len(policies))
        laid = [_laid(model, policy, self._shocked, turned) for policy in policies]
        for name in laid[0]:
            own = np.column_stack([each[name] for each in laid])
            inputs[name] = np.repeat(own, self.members + 1, axis=1)
        self._compiled.inputs = inputs
        # A seed of its own tells the engine that these are other members than the last.
        ensemble = EnsembleChoice(members=wide, seed=next(self._batches))
        found = variables(self._compiled, RunRequest(STATUS_QUO, ensemble))
        shape = (model.clock.steps + 1, len(policies), self.members + 1)
        return {name: values.reshape(shape) for name, values in found.items()}

    def _drawn(self) -> dict[str, Floats]:
        """Return parameters and noises: the central value or none first, then the members'."""
        central, drawn = EnsembleChoice(members=0), EnsembleChoice(members=self.members)
        fixed, still = parameter_values(self._model, central), noise_paths(self._model, central)
        if self.members == 0:
            alone = {name: path[:, np.newaxis] for name, path in still.items()}
            return {**fixed, **alone}
        values, noisy = parameter_values(self._model, drawn), noise_paths(self._model, drawn)
        return {
            **{
                name: value if len(values[name]) == 1 else np.append(value, values[name])
                for name, value in fixed.items()
            },
            **{name: np.column_stack([path, noisy[name]]) for name, path in still.items()},
        }


def _impulse(stock: str) -> str:
    return f"impulse_on_{stock}"


def _opened(model: Model, shocked: set[str]) -> Model:
    """Return the model with every lever, channel and impulse a path of its own."""
    evidence = next(iter(model.auxiliaries.values())).evidence
    units = {in_force(lever): force.unit for lever, force in model.forces.items()}
    units |= {name: channel.unit for name, channel in model.channels.items()}
    units |= {_impulse(stock): model.stocks[stock].unit for stock in shocked}
    paths = {name: Noise(name, unit, 1.0, 0.0, None, evidence) for name, unit in units.items()}
    return replace(
        model,
        levers={},
        forces={},
        channels={},
        events={},
        effects=(),
        noises={**model.noises, **paths},
        stocks={
            name: _struck(stock) if name in shocked else stock
            for name, stock in model.stocks.items()
        },
    )


def _struck(stock: Stock) -> Stock:
    """Return a stock that gains its impulse in a month, whatever the period of its change."""
    assert stock.change is not None
    months = 12 if stock.change_unit.endswith("/year") else 1
    return replace(stock, change=f"{stock.change} + {months} * {_impulse(stock.id)}")


def _laid(model: Model, policy: Policy, shocked: set[str], turned: float) -> dict[str, Floats]:
    """Return what a policy feeds into a run, (TIME,) each."""
    paths: dict[str, Floats] = {
        name: path[0] + turned * (path - path[0]) for name, path in forces(model, policy).items()
    }
    paths |= channels(model, policy.events)
    struck = {_impulse(stock): np.zeros(model.clock.steps + 1) for stock in shocked}
    for stock, sizes in impulses(model, policy.events).items():
        for step, size in sizes.items():
            struck[_impulse(stock)][step - 1] += size
    return {**paths, **struck}
