"""How strongly each element answers each thing it is made of, in the run that stands.

The strength of a link is an elasticity in the central run: by how many percent an element would
be larger in a month if this input alone had been one percent larger all the way up to it,
everything else as it was. An auxiliary answers at once; a stock, or what lies behind a smooth,
gathers what came before. So it holds for the present run and one month of it, not for the model at
large.

What comes near zero in the run has no percent of itself. A pure number, as what stands in an
exponent is, then counts in hundredths, and anything else in percent of the largest that it was.
Along a way the elasticities of its links multiply, whatever lies between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from desktop.analysis.movers import Movers, Run
from desktop.domain.assumptions import Assumptions
from desktop.domain.ensemble import RunRequest
from desktop.domain.policy import Policy
from desktop.engine.compile.compiler import CompiledModel
from desktop.engine.results.projection import FloatArray

_STEP = 0.01
"""By what share of itself an input is moved, both ways."""
_NEAR_ZERO = 0.1
"""What falls below this share of its largest size has no percent of itself."""
_PURE = "1"
_SLOPE = 1e-4
"""By what share of its range a state is moved for how it holds itself."""


@dataclass(frozen=True, slots=True)
class StrengthQuestion:
    """Ask how strongly one element answers its inputs in the central run of a request."""

    request: RunRequest
    element: str


@dataclass(frozen=True, slots=True, eq=False)
class InputStrengths:
    """Answer it: the elasticities by input, (TIME,) from the vantage."""

    question: StrengthQuestion
    by_input: Mapping[str, FloatArray]


class Strengths:
    """Give the elasticities of one central run, worked out as they are asked for and kept."""

    def __init__(self, compiled: CompiledModel, policy: Policy, assumptions: Assumptions) -> None:
        """Run the policy; raise what `variables` raises."""
        self._movers = Movers(compiled)
        self.run: Run = self._movers.run(policy, assumptions)
        """Every variable of the central run, (TIME,) in model units."""
        self._values = self._movers.values(self.run, assumptions)
        self._found: dict[str, dict[str, FloatArray]] = {}

    def into(self, element: str) -> dict[str, FloatArray]:
        """Return the elasticity of an element to each of its inputs, by input: (TIME,).

        Above zero where it rises with the input; zero where the input, or the element, is nothing
        in all of the run. Empty where no equation makes it.
        """
        known = self._found.get(element)
        if known is None:
            known = {name: self._elasticity(element, name) for name in self._inputs(element)}
            self._found[element] = known
        return known

    def _inputs(self, element: str) -> tuple[str, ...]:
        """Return what an element is made of, with what smooths stand for in place of them."""
        found: dict[str, None] = {}
        hidden = self._movers.hidden
        for name in self._movers.used(element):
            if name in hidden:
                found.update(dict.fromkeys(self._inputs(name)))
            elif name in self._values and name not in self._movers.compiled.calendar:
                found[name] = None
        found.pop(element, None)
        return tuple(found)

    def _elasticity(self, element: str, cause: str) -> FloatArray:
        size = self._size(element)
        answer = self._answer(element, {cause: _STEP * self._size(cause)})
        with np.errstate(all="ignore"):
            found = answer / size / _STEP
        return np.where(np.isfinite(found), found, 0.0)

    def _size(self, name: str) -> FloatArray:
        """Return of what one percent is taken, (TIME,)."""
        steps = self._movers.compiled.model.clock.steps + 1
        path: FloatArray = np.broadcast_to(np.abs(np.asarray(self._values[name], float)), (steps,))
        largest = float(path.max())
        if float(path.min()) >= _NEAR_ZERO * largest:
            return path
        return np.full(steps, 1.0 if name in self._pure else largest)

    @cached_property
    def _pure(self) -> frozenset[str]:
        """Return what is a number without a unit."""
        model = self._movers.compiled.model
        units = {name: one.unit for name, one in model.auxiliaries.items()}
        units |= {name: one.unit for name, one in model.stocks.items()}
        units |= {name: one.unit for name, one in model.noises.items()}
        return frozenset(name for name, unit in units.items() if unit == _PURE)

    def _answer(self, target: str, moved: dict[str, FloatArray]) -> FloatArray:
        """Return how far a variable goes, (TIME,), where others went so far."""
        for name in self._movers.used(target):
            if name in self._movers.hidden and name not in moved:
                moved[name] = np.zeros(0)  # A circle through smooths ends here.
                moved[name] = self._answer(name, moved)
        gone = {name: by for name, by in moved.items() if by.size and name != target}
        push = self._push(target, gone)
        return push if target in self._movers.auxiliaries else self._gathered(target, push)

    def _push(self, target: str, gone: dict[str, FloatArray]) -> FloatArray:
        """Return half of what it makes to the move of a variable to push others up, not down."""
        used = [name for name in self._movers.used(target) if name in gone]
        sides = (
            {**self._values, **{name: self._values[name] + sign * gone[name] for name in used}}
            for sign in (1.0, -1.0)
        )
        up, down = (self._movers.move(target, side) for side in sides)
        return np.broadcast_to((up - down) / 2.0, self.run[target].shape)

    def _gathered(self, state: str, push: FloatArray) -> FloatArray:
        """Return what a push in every month has made of a state, as it holds itself back."""
        path = self.run[state]
        nudge = _SLOPE * float(np.max(np.abs(path))) or _SLOPE
        up, down = (
            self._movers.move(state, {**self._values, state: path + sign * nudge})
            for sign in (1.0, -1.0)
        )
        hold = np.broadcast_to((up - down) / (2.0 * nudge), path.shape).tolist()
        found, gone = [], 0.0
        for step, each in enumerate(push.tolist()):
            found.append(gone)
            gone += hold[step] * gone + each
        return np.array(found)
