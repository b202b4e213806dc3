"""Assumptions in words."""

from desktop.domain.assumptions import AdjustableParameter, Assumptions, Side
from desktop.domain.errors import BadAssumptionsError
from desktop.domain.model.model import Model
from desktop.domain.scenario import Scenario
from desktop.ui.ui_context import UiContext


def set_words(model: Model, assumptions: Assumptions, look: UiContext) -> str:
    """Return the short name of the set, and by how much one departs from it."""
    found = model.assumptions.sets.get(assumptions.set)
    name = assumptions.set if found is None else look.language.wording(found.short)
    departures = len(assumptions.sides) + len(assumptions.values)
    if departures == 0:
        return name
    return look.language.plural("assume.departs", departures, name=name)


def assumptions_words(model: Model, text: str, look: UiContext) -> str:
    """Return assumptions in their written form with all that departs from their set.

    What this model does not have goes by the id it was kept with.
    """
    try:
        chosen = Assumptions.parse(text)
    except BadAssumptionsError:
        return text
    catalogue, told = model.assumptions, [set_words(model, Assumptions(chosen.set), look)]
    for name, side in chosen.sides:
        conflict = catalogue.conflicts.get(name)
        what = name if conflict is None else look.language.wording(conflict.name)
        told.append(look.text("difference.assumed", what=what, value=side_words(side, look)))
    for name, number in chosen.values:
        movable, parameter = catalogue.movables.get(name), model.parameters.get(name)
        what = name if parameter is None else look.language.wording(parameter.evidence.name)
        value = look.language.exactly(number)
        if movable is not None:
            value = value_words(movable, number, look)
        told.append(look.text("difference.assumed", what=what, value=value))
    return "; ".join(told)


def side_words(side: Side, look: UiContext) -> str:
    """Return the name of a side."""
    return look.text(f"assume.side_{side.value}")


def value_words(movable: AdjustableParameter, value: float, look: UiContext) -> str:
    """Return a value with its unit as it is shown."""
    number = number_words(movable, value, look)
    return look.language.wording(movable.display).format(value=number)


def number_words(movable: AdjustableParameter, value: float, look: UiContext) -> str:
    """Return a value without its unit: as it is, where nobody chose how many decimals it has."""
    shown = value * movable.scale
    if movable.text is None:
        return look.language.exactly(shown, movable.decimals)
    return look.language.number(shown, movable.decimals)


def step_words(label: str, before: Scenario, after: Scenario, model: Model, look: UiContext) -> str:
    """Return what a step did to the assumptions, in words; empty where it was another step."""
    old, new = before.assumed, after.assumed
    catalogue = model.assumptions
    if label == "command.adopt_set" and new.set in catalogue.sets:
        name = look.language.wording(catalogue.sets[new.set].name)
        return look.text("command.adopt_set", name=name)
    if label == "command.take_side":
        for conflict in catalogue.conflicts.values():
            side = catalogue.side(new, conflict.id)
            if side is not catalogue.side(old, conflict.id):
                name = look.language.wording(conflict.name)
                return look.text("command.take_side", name=name, side=side_words(side, look))
    if label in ("command.hold_value", "command.let_value"):
        for movable in catalogue.movables.values():
            value = new.value(movable.parameter)
            if value != old.value(movable.parameter):
                parameter = model.parameters[movable.parameter]
                name = look.language.wording(parameter.evidence.name)
                if value is None:
                    return look.text("command.let_value", name=name)
                words = value_words(movable, value, look)
                return look.text("command.hold_value", name=name, value=words)
    return ""
