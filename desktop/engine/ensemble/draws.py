"""The members of a run as a value: what every parameter and every noise is in each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.ensemble import MOST_MEMBERS, EnsembleChoice
from desktop.domain.errors import MemberCountError
from desktop.domain.model.model import Model, Parameter
from desktop.engine.ensemble.assumptions import parameters_under
from desktop.engine.ensemble.sampling import (
    Floats,
    Paths,
    noise_paths,
    scores,
    values_from_scores,
    within_limits,
)


@dataclass(frozen=True, eq=False, slots=True)
class Draws:
    """Hold the members of a run; the same serve every policy, so a difference is the policy's.

    All arrays are read-only, parameters in float64, noises in float32. Two are equal only where
    they are one and the same.
    """

    choice: EnsembleChoice
    assumptions: Assumptions
    ranges: Mapping[str, Parameter]
    """Every parameter as the assumptions have it."""
    parameters: Mapping[str, Floats]
    """Parameter → values in its unit, (MEMBER,), or (1,) where it is certain."""
    noises: Paths
    """Noise → monthly path without unit, (TIME, MEMBER), or (TIME,) where it is switched off."""

    @property
    def members(self) -> int:
        """Count the members; the central run has one."""
        return max(1, self.choice.members)

    def paired_with(self, other: "Draws") -> bool:
        """Say whether member by member both stand for the same chance.

        They do under other assumptions, and where a parameter is held or moved.
        """
        return self.choice == other.choice

    def with_parameter(self, name: str, value: float) -> "Draws":
        """Hold one parameter at a value in its unit, the same for all members.

        Raise ValueError where there is no such parameter, or outside its limits.
        """
        parameter = self._range(name)
        values = np.full_like(self.parameters[name], value)
        if not np.array_equal(values, within_limits(parameter, values)):
            message = f"{name} cannot be {value}"
            raise ValueError(message)
        return self._having(name, values)

    def moved(self, name: str, *, factor: float = 1.0, offset: float = 0.0) -> "Draws":
        """Move one parameter in all members to `value × factor + offset`, within its limits.

        `offset` is in the parameter's unit. Raise ValueError where there is no such parameter, or
        the values would not be finite.
        """
        values = within_limits(self._range(name), self.parameters[name] * factor + offset)
        if not np.isfinite(values).all():
            message = f"{name} cannot be moved by {factor} and {offset}"
            raise ValueError(message)
        return self._having(name, values)

    def _range(self, name: str) -> Parameter:
        if name not in self.ranges:
            message = f"there is no parameter {name}"
            raise ValueError(message)
        return self.ranges[name]

    def _having(self, name: str, values: Floats) -> "Draws":
        values.flags.writeable = False
        return replace(self, parameters={**self.parameters, name: values})


def draw(
    model: Model,
    choice: EnsembleChoice,
    assumptions: Assumptions = NEUTRAL,
    *,
    conditioned: Mapping[str, Floats] | None = None,
    noises: Paths | None = None,
) -> Draws:
    """Return the members that a choice stands for, always the same ones.

    With `conditioned`, parameter → standard normal scores, (MEMBER,), members stand where somebody
    else has put them; parameters without scores at their central values. `noises` are those of
    other draws of the same choice: no assumptions change them, so they need not be drawn twice.
    Raise MemberCountError, or what `check_assumptions` raises.
    """
    if not 0 <= choice.members <= MOST_MEMBERS:
        raise MemberCountError(members=choice.members, most=MOST_MEMBERS)
    ranges = parameters_under(model, assumptions)
    if conditioned is None:
        conditioned = scores(model, choice, assumptions)
    draws = Draws(
        choice,
        assumptions,
        ranges,
        values_from_scores(ranges, conditioned, max(1, choice.members)),
        noise_paths(model, choice) if noises is None else noises,
    )
    for values in (*draws.parameters.values(), *draws.noises.values()):
        values.flags.writeable = False
    return draws
