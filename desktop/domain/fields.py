"""What the fields of a record hold, said once: where the class of the record declares them.

A scenario and every record in it declare each field with `kept`. From that follow its plain data
(behind digests, versions, undo steps and packs), the JSON Schema of packs, the columns of a
library and the way into them and back, and the refusal of what none of them could hold.
"""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from desktop.domain import kinds

R = TypeVar("R")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Say all there is to know about one field of a record; there is one Field for each."""

    name: str
    kind: kinds.Kind
    default: object
    """MISSING where it has to be given."""
    since: int
    """The first format of packs that has it."""
    always: bool
    """Plain data has it at its default too."""
    part: str
    """What an error calls it; empty for what it calls the record, or a scenario's own field."""
    value: Callable[[Any], Any]
    """Take the field out of a record."""
    held: type[Any] | None
    """The class of the records that it holds several of, if it does."""


def kept(
    kind: kinds.Kind, *, since: int = 1, always: bool = False, part: str = ""
) -> dict[str, Any]:
    """Return the metadata with which a dataclass declares a field; see Field."""
    return {"kind": kind, "since": since, "always": always, "part": part}


def fields_of(record: type[Any]) -> tuple[Field, ...]:
    """Return the fields of a record in order, those of a record within it in its place.

    Raises KeyError where one is declared without saying what it holds.
    """
    return _fields_of(record, "")  # type: ignore[arg-type]  # mypy doubts that classes have hashes


@cache
def _fields_of(record: type[Any], path: str) -> tuple[Field, ...]:
    found: list[Field] = []
    for each in fields(record):
        kind = each.metadata["kind"]
        if isinstance(kind, kinds.Within):
            found += _fields_of(kind.of, f"{path}{each.name}.")  # type: ignore[arg-type]
            continue
        default = each.default if each.default_factory is MISSING else each.default_factory()
        value = attrgetter(path + each.name)
        said = {**each.metadata, "default": default, "value": value, "held": _held(kind)}
        found.append(Field(name=each.name, **said))
    return tuple(found)


def _held(kind: kinds.Kind) -> type[Any] | None:
    match kind:
        case (
            kinds.Several(of=kinds.Record(of=held) | kinds.Row(of=held))
            | kinds.Keyed(of=kinds.Record(of=held))
        ):
            return held
    return None


def built(record: type[R], values: dict[str, Any]) -> R:
    """Return a record with these fields, as `fields_of` names them, and the others at default."""
    within = _within(record)  # type: ignore[arg-type]
    if not within:
        return record(**values)
    given = dict(values)
    for name, inner in within:
        names = [each.name for each in fields_of(inner) if each.name in given]
        given[name] = inner(**{each: given.pop(each) for each in names})
    return record(**given)


@cache
def _within(record: type[Any]) -> tuple[tuple[str, type[Any]], ...]:
    found = [(each.name, each.metadata["kind"]) for each in fields(record)]
    return tuple((name, kind.of) for name, kind in found if isinstance(kind, kinds.Within))


def every_field(record: type[Any]) -> Iterator[Field]:
    """Yield the fields of a record and of all records that it may hold."""
    for each in fields_of(record):
        yield each
        if each.held is not None:
            yield from every_field(each.held)


def walk(record: object, part: str = "") -> list[tuple[Field, str, Any]]:
    """Return each field of a record and of records in it, what errors call it, and its value."""
    found = []
    for each in fields_of(type(record)):
        called, value = each.part or part or each.name, each.value(record)
        found.append((each, called, value))
        if each.held is not None:
            for one in value.values() if isinstance(each.kind, kinds.Keyed) else value:
                found += walk(one, called)
    return found
