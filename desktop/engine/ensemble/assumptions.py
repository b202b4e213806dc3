"""Which 5th, 50th and 95th percentile each parameter has under which assumptions."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.assumptions import NEUTRAL, Assumptions, AssumptionSet, Override
from desktop.domain.errors import (
    AssumptionOutOfRangeError,
    BadAssumptionsError,
    UnknownAssumptionError,
    UnknownAssumptionsError,
)
from desktop.domain.lever import Grade
from desktop.domain.model.model import Model, Parameter, ParameterKind


def parameters_under(model: Model, assumptions: Assumptions) -> Mapping[str, Parameter]:
    """Return every parameter as these assumptions have it, in the order of the model.

    A parameter of a conflict is as the side says that the conflict is set to, or the model's own
    where that side does not name it; any other is as the set says. A value of one's own comes
    last and holds the parameter at it in every member. Raise what `check_assumptions` raises.
    """
    if assumptions == NEUTRAL:
        return model.parameters
    check_assumptions(model, assumptions)
    catalogue = model.assumptions
    chosen = catalogue.sets[assumptions.set]
    found = {parameter.id: _under_set(chosen, parameter) for parameter in model.parameters.values()}
    for conflict in catalogue.conflicts.values():
        position = conflict.position(catalogue.side(assumptions, conflict.id))
        for name in conflict.parameters:
            override = None if position is None else position.overrides.get(name)
            found[name] = _overridden(model.parameters[name], override)
    for name, value in assumptions.values:
        found[name] = replace(found[name], low=value, central=value, high=value)
    return found


def check_assumptions(model: Model, assumptions: Assumptions) -> None:
    """Raise the ArgumentError that says what the model's catalogue does not have."""
    if assumptions == NEUTRAL:
        return
    catalogue = model.assumptions
    if assumptions.set not in catalogue.sets:
        choices = tuple(catalogue.sets) or (NEUTRAL.set,)
        raise UnknownAssumptionsError(name=assumptions.set, choices=choices)
    for conflict, _ in assumptions.sides:
        if conflict not in catalogue.conflicts:
            raise UnknownAssumptionError(name=conflict)
    for name, value in assumptions.values:
        movable = catalogue.movables.get(name)
        if movable is None:
            raise UnknownAssumptionError(name=name)
        if not movable.low <= value <= movable.high:
            raise AssumptionOutOfRangeError(
                parameter=name, value=value, low=movable.low, high=movable.high
            )


def shrinks(chosen: AssumptionSet, parameter: Parameter) -> bool:
    """Say whether a set draws the size of a parameter toward zero.

    It does so with effects of grade C; times in months are no sizes, and what the set keeps is
    named in its file.
    """
    return (
        chosen.shrink is not None
        and parameter.kind is ParameterKind.EFFECT
        and parameter.evidence.grade is Grade.C
        and parameter.unit != "month"
        and not parameter.certain
        and not any(parameter.id in kept.parameters for kept in chosen.kept)
    )


def _under_set(chosen: AssumptionSet, parameter: Parameter) -> Parameter:
    override = chosen.overrides.get(parameter.id)
    if override is None and chosen.shrink is not None and shrinks(chosen, parameter):
        factor = chosen.shrink
        return replace(parameter, low=factor * parameter.low, central=factor * parameter.central)
    return _overridden(parameter, override)


def _overridden(parameter: Parameter, override: Override | None) -> Parameter:
    if override is None:
        return parameter
    return replace(parameter, low=override.low, central=override.central, high=override.high)


def fitted_assumptions(model: Model, text: str) -> tuple[str, int]:
    """Return the written assumptions with what this model allows, and how much that left out."""
    try:
        asked = Assumptions.parse(text)
    except BadAssumptionsError:
        return NEUTRAL.text, 1
    catalogue = model.assumptions
    kept, dropped = Assumptions(asked.set), 0
    if asked != NEUTRAL and asked.set not in catalogue.sets:
        kept, dropped = NEUTRAL, 1
    for conflict, side in asked.sides:
        if conflict in catalogue.conflicts:
            kept = kept.with_side(conflict, side)
        else:
            dropped += 1
    for name, value in asked.values:
        movable = catalogue.movables.get(name)
        if movable is not None and movable.low <= value <= movable.high:
            kept = kept.with_value(name, value)
        else:
            dropped += 1
    return kept.text, dropped
