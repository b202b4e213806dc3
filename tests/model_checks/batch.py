"""Many policies in one run of the engine: what is in force, and what happens, each member's own.

The model's levers, channels and impulses become paths that are drawn like noise, so that members
may differ in them; equations, kernels and the walk through the months stay the engine's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop.domain.assumptions import NEUTRAL
from desktop.domain.ensemble import CENTRAL, EnsembleChoice
from desktop.domain.model.model import Model, Noise, Shape, Stock
from desktop.domain.policy import STATUS_QUO, Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.compile.phases import in_force
from desktop.engine.ensemble.draws import Draws, draw
from desktop.engine.ensemble.paths import channels, forces, impulses
from desktop.engine.run.project import variables

Floats = NDArray[np.float64]
Run = Mapping[str, NDArray[np.floating]]
"""Every variable, (TIME, POLICY, MEMBER); member 0 is the central run, the others are drawn."""


class Batch:
    """Run policies side by side, each in the central run and under the same drawn members."""

    def __init__(self, model: Model, members: int) -> None:
        self._model = model
        self.members = members
        self._shocked = {effect.target for effect in model.effects if effect.shape is Shape.IMPULSE}
        self._compiled = CompiledModel(_opened(model, self._shocked))

    def run(self, policies: Sequence[Policy], turned: float = 1.0) -> Run:
        """Return every variable of every policy.

        `turned` is a mutation: -1 lets every lever in force move the other way. Raise
        RunFailedError where any number leaves the finite.
        """
        model = self._model
        parameters, noises = self._with_central()
        noises = {name: np.tile(path, len(policies)) for name, path in noises.items()}
        laid = [_laid(model, policy, self._shocked, turned) for policy in policies]
        for name in laid[0]:
            own = np.column_stack([each[name] for each in laid])
            noises[name] = np.repeat(own, self.members + 1, axis=1)
        draws = Draws(
            EnsembleChoice(members=len(policies) * (self.members + 1)),
            NEUTRAL,
            model.parameters,
            {
                name: values if model.parameters[name].certain else np.tile(values, len(policies))
                for name, values in parameters.items()
            },
            noises,
        )
        found = variables(self._compiled, STATUS_QUO, draws)
        shape = (model.clock.steps + 1, len(policies), self.members + 1)
        return {name: values.reshape(shape) for name, values in found.items()}

    def _with_central(self) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """Return parameters and noises: the central value or none first, then the members'."""
        central = draw(self._model, CENTRAL)
        still = {name: path[:, np.newaxis] for name, path in central.noises.items()}
        if self.members == 0:
            return {**central.parameters}, still
        drawn = draw(self._model, EnsembleChoice(members=self.members))
        values = {
            name: value
            if len(drawn.parameters[name]) == 1
            else np.append(value, drawn.parameters[name])
            for name, value in central.parameters.items()
        }
        noisy = {name: np.column_stack([path, drawn.noises[name]]) for name, path in still.items()}
        return values, noisy


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
