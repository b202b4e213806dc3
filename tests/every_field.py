"""A scenario with something in every field, and what it is with each field altered."""

from collections.abc import Iterator
from typing import Any, TypeVar

from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.fields import built, fields_of
from desktop.domain.inquiry import (
    Asked,
    Bar,
    Broken,
    Condition,
    Goal,
    KeptAnswer,
    LeverMove,
    Reached,
    Tornado,
    WhatItTakes,
    WhereItBreaks,
)
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Call, Prediction
from desktop.domain.scenario import LeverName, Package, Scenario, TargetLine

R = TypeVar("R")

_POLICY = Policy(
    {"legal_pathways": Setting(7.0, Month(2026, 2), 3, None, (Move(5.0, Month(2024, 5)),))},
    (PlannedEvent("hurricane", Month(2027, 9)),),
)
_GOAL = Goal("remittances", Month(2030, 12), 70.0, at_least=True)
ANSWER = KeptAnswer(
    "reach",
    _GOAL,
    ("dea_access",),
    of_change=True,
    run="run",
    model="model",
    taken=WhatItTakes(
        _GOAL,
        Reached.FOUND,
        (LeverMove("legal_pathways", 5.0, 9.0),),
        *(64.0, 71.0, 0.2, 0.55, 3.0, 1.5),
        smallest=True,
        runs=700,
    ),
    breaks=WhereItBreaks(
        _GOAL,
        Broken.FOUND,
        0.4,
        (Condition("trade_growth", at_least=True, value=0.02),),
        *(0.8, 0.07, 1000),
    ),
    ranked=Tornado(
        Asked.LEVERS, "remittances", Month(2030, 12), (Bar("a", -1.0, 2.0),), 0.1, 3, 40
    ),
)
"""One of each kind at once, which no question has."""
FULL = Scenario(
    "Uno",
    _POLICY,
    notes="ñ",
    ensemble=EnsembleChoice(fixed_links=frozenset({75})),
    charts=("remittances",),
    folder="a",
    tags=("x",),
    packages=(Package("p", _POLICY),),
    targets=(TargetLine("remittances", 7.0, at_least=False),),
    predictions=(
        Prediction("remittances", Month(2026, 6), (Call("Sur", "up", 60, 2.5),), (9, 4, 1), -1.5),
    ),
    lever_names=(LeverName("legal_pathways", "Visas", "Visas"),),
    answers=(ANSWER,),
)


def altered(record: R) -> Iterator[tuple[str, R]]:
    """Yield a record with each field altered, also those of the records in it, and their paths."""
    known = fields_of(type(record))
    values = {each.name: each.value(record) for each in known}
    for each in known:
        if each.default is None and isinstance(each.kind, kinds.Record):
            yield each.name, built(type(record), {**values, each.name: None})
        for path, value in _others(each.kind, values[each.name]):
            yield each.name + path, built(type(record), {**values, each.name: value})


def _others(kind: kinds.Kind, value: Any) -> Iterator[tuple[str, Any]]:
    match kind:
        case kinds.Record() | kinds.Row():
            yield from ((f".{path}", one) for path, one in altered(value))
        case kinds.Several():
            yield "", ()
            yield from ((path, (one, *value[1:])) for path, one in _others(kind.of, value[0]))
        case kinds.Keyed():
            yield "", {}
            ((key, held),) = value.items()
            yield from ((path, {key: one}) for path, one in _others(kind.of, held))
        case kinds.WholeSet():
            yield "", value | {3}
        case kinds.Whole():
            yield "", (value or 0) + 1
        case kinds.Number():
            yield "", value + 1.0
        case kinds.Switch():
            yield "", not value
        case kinds.YearMonth():
            yield "", Month(2031, 1) if value is None else value.plus(1)
        case _:
            yield "", f"{value}x"
