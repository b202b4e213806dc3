"""What moves each variable of a model, worked out from the values of one run."""

from collections.abc import Mapping

import numpy as np

from desktop.analysis.evaluation import Values, worked_out
from desktop.domain.assumptions import Assumptions
from desktop.domain.ensemble import CENTRAL
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.language.expressions import Expression, names
from desktop.engine.results.projection import FloatArray
from desktop.engine.run.project import variables
from desktop.engine.run.states import Accumulation, parts

Run = Mapping[str, FloatArray]
"""Every variable of a central run, hidden states too, by name: (TIME,) in model units."""


class Movers:
    """Work out auxiliaries, and by how much states are moved, from values that may be changed."""

    def __init__(self, compiled: CompiledModel) -> None:
        self.compiled = compiled
        equations = compiled.equations
        self.auxiliaries: Mapping[str, Expression] = equations.auxiliaries
        self._movers: dict[str, tuple[Expression, ...]] = {
            **{name: (equation,) for name, equation in equations.auxiliaries.items()},
            # A start is the state of things before anything was changed.
            **{name: parts(state)[1:] for name, state in equations.states.items()},
        }
        self.hidden = tuple(n for n in equations.states if n not in compiled.model.stocks)
        """States that no element of the model is: those of smooths."""

    def __contains__(self, name: object) -> bool:
        return name in self._movers

    def used(self, target: str) -> tuple[str, ...]:
        """Return what moves a variable, itself not among it; nothing where no equation does."""
        used = (name for each in self._movers.get(target, ()) for name in names(each))
        return tuple(dict.fromkeys(name for name in used if name != target))

    def run(self, policy: Policy, assumptions: Assumptions) -> Run:
        """Return the central run of a policy; raise what `variables` raises."""
        draws = self.compiled.draws(CENTRAL, assumptions)
        every = variables(self.compiled, policy, draws, self.hidden)
        return {name: values[:, 0] for name, values in every.items()}

    def values(self, run: Run, assumptions: Assumptions) -> Values:
        """Return all that equations may name in a run: calendar and parameters too."""
        draws = self.compiled.draws(CENTRAL, assumptions)
        parameters = {name: float(values[0]) for name, values in draws.parameters.items()}
        return {**self.compiled.calendar, **parameters, **run}

    def move(self, target: str, values: Values) -> FloatArray:
        """Return an auxiliary's value, or how far a state is moved, in each month: (TIME,)."""
        lookups = self.compiled.model.lookups
        found = []
        for each in self._movers[target]:
            value = worked_out(each, values, lookups)
            assert value is not None, f"{target} hangs on something that no run gives"
            found.append(value)
        if target in self.auxiliaries:
            return found[0]
        if isinstance(self.compiled.equations.states[target], Accumulation):
            return found[0]
        gap = found[0] - values[target]
        # With one speed, the last of them is the same as the first.
        moved: FloatArray = np.where(gap < 0, found[-1], found[1]) * gap
        return moved
