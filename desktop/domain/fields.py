"""What the fields of a record hold, said once: where the class of the record declares them.

A scenario and every record in it declare each field with `kept`. From that follow its plain data
(behind digests, versions, undo steps and packs), the JSON Schema of packs, the columns of a
library and the way into them and back, and the refusal of what none of them could hold.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from desktop.domain import kinds

F = TypeVar("F", bound=Callable[..., Any])
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
    """The class of the record that it holds, or holds several of, if it does."""


def cached(function: F) -> F:
    """Remember what a function of classes returns; mypy doubts that classes have hashes."""
    return cast("F", cache(function))


def kept(
    kind: kinds.Kind, *, since: int = 1, always: bool = False, part: str = ""
) -> dict[str, Any]:
    """Return the metadata with which a dataclass declares a field; see Field."""
    return {"kind": kind, "since": since, "always": always, "part": part}


@cached
def fields_of(record: type[Any], newest: float = math.inf) -> tuple[Field, ...]:
    """Return the fields of a record in order, those of a record within it in its place.

    Those that came with a later format of packs than the newest are left out. Raises KeyError
    where one is declared without saying what it holds.
    """
    return tuple(each for each in _fields_of(record, "") if each.since <= newest)


@cached
def _fields_of(record: type[Any], path: str) -> tuple[Field, ...]:
    found: list[Field] = []
    for each in fields(record):
        kind = each.metadata["kind"]
        if isinstance(kind, kinds.Within):
            found += _fields_of(kind.of, f"{path}{each.name}.")
            continue
        default = each.default if each.default_factory is MISSING else each.default_factory()
        value = attrgetter(path + each.name)
        said = {**each.metadata, "default": default, "value": value, "held": _held(kind)}
        found.append(Field(name=each.name, **said))
    return tuple(found)


def _held(kind: kinds.Kind) -> type[Any] | None:
    match kind:
        case kinds.Record() | kinds.Row():
            return kind.of
        case kinds.Several() | kinds.Keyed():
            return _held(kind.of)
    return None


def built(record: type[R], values: dict[str, Any]) -> R:
    """Return a record with these fields, as `fields_of` names them, and the others at default."""
    within = _within(record)
    if not within:
        return record(**values)
    given = dict(values)
    for name, inner in within:
        names = [each.name for each in fields_of(inner) if each.name in given]
        given[name] = built(inner, {each: given.pop(each) for each in names})
    return record(**given)


@cached
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
    """Return each field of a record and of records in it, what errors call it, and its value.

    A field at its default says nothing: the records in it are left out.
    """
    found = []
    for each in fields_of(type(record)):
        called, value = each.part or part or each.name, each.value(record)
        found.append((each, called, value))
        if each.held is not None and value != each.default:
            for one in _records(each.kind, value):
                found += walk(one, called)
    return found


def _records(kind: kinds.Kind, value: Any) -> Iterator[object]:
    match kind:
        case kinds.Several():
            for one in value:
                yield from _records(kind.of, one)
        case kinds.Keyed():
            for one in value.values():
                yield from _records(kind.of, one)
        case _ if value is not None:
            yield value
