"""Injects that the course of play calls for: a curve or a lever has crossed their line."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.document.play.rules import in_force
from desktop.document.play.scenario import MEDIAN_ROW
from desktop.document.play.state import InjectStatus, PlayState, Setup
from desktop.domain.exercise.injects import Trigger


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Suggest an inject; it is never released by itself."""

    inject: str
    trigger: Trigger
    value: float
    """What the indicator or the lever stands at, in its unit."""


def suggestions(setup: Setup, state: PlayState) -> tuple[Suggestion, ...]:
    """Return which of the injects that wait are called for, in the order of the exercise."""
    return tuple(_found(setup, state))


def _found(setup: Setup, state: PlayState) -> Iterator[Suggestion]:
    for inject in setup.exercise.injects:
        played = state.injects[inject.id]
        if inject.trigger is None or played.dismissed:
            continue
        if played.status is not InjectStatus.WAITING:
            continue
        value = _value(setup, state, inject.trigger)
        if value is not None and _crossed(inject.trigger, value):
            yield Suggestion(inject.id, inject.trigger, value)


def _value(setup: Setup, state: PlayState, trigger: Trigger) -> float | None:
    """Return where the curve stood in the last month played, or where the lever is set now."""
    if trigger.lever is not None:
        offers = dict(state.standing)
        offers |= {key: one.offer.value for key, one in state.made.items()}
        held = any(lever == trigger.lever for _, lever in offers)
        return in_force(setup, offers, trigger.lever) if held else None
    if trigger.indicator is None or not state.advances:
        return None
    figures = state.advances[-1].advance.figures
    shown = (one for one in figures if one.indicator == trigger.indicator)
    return next((one.values[MEDIAN_ROW][-1] for one in shown), None)


def _crossed(trigger: Trigger, value: float) -> bool:
    if trigger.at_least is not None:
        return value >= trigger.at_least
    return trigger.at_most is not None and value <= trigger.at_most
