"""A scenario with something in every field, and what it is with each field altered."""

from collections.abc import Iterator
from typing import Any, TypeVar

from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.fields import built, fields_of
from desktop.domain.lever import Move, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Call, Prediction
from desktop.domain.scenario import LeverName, Package, Scenario, TargetLine

R = TypeVar("R")

_POLICY = Policy(
    {"legal_pathways": Setting(7.0, Month(2026, 2), 3, None, (Move(5.0, Month(2024, 5)),))},
    (PlannedEvent("hurricane", Month(2027, 9)),),
)
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
)


def altered(record: R) -> Iterator[tuple[str, R]]:
    """Yield a record with each field altered, also those of the records in it, and their paths."""
    known = fields_of(type(record))
    values = {each.name: each.value(record) for each in known}
    for each in known:
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
