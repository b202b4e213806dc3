"""A scenario as plain data: the one form behind digests, versions, undo steps and packs.

What stands at its default is left out, so that a field added to the records later changes
neither digests nor documents of older scenarios.
"""

import hashlib
import json
import math
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING
from functools import cache
from typing import Any, TypeVar

from desktop.domain import kinds
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.domain.fields import built, cached, fields_of
from desktop.domain.scenario import Scenario

Plain = dict[str, Any]
R = TypeVar("R")

UNREADABLE = (
    ArithmeticError,
    AttributeError,
    BadMonthError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What reading a value raises that is not what its cell should hold."""
MOST_DEPTH = 16
"""How deep plain data may be nested: twice what a scenario takes, and the change of a step."""


class ContentError(ValueError):
    """Say which part of plain data is not that of a scenario; never shown to people."""


@contextmanager
def contents() -> Iterator[None]:
    """Turn whatever a hostile value makes of reading it into a ContentError.

    A cell, whatever its column is declared to hold, may hold anything: bytes for a text, a text for
    a number, JSON nested ten thousand deep.
    """
    try:
        yield
    except ContentError:
        raise
    except UNREADABLE as error:
        raise ContentError(type(error).__name__) from error


def content(record: object) -> Plain:
    """Return a scenario, or another record that it holds, as dictionaries, lists, texts, numbers.

    Which fields it has, and in which form, the record's class declares: see `domain.fields`.
    """
    found = {}
    for name, take, default, always, write in _writers(type(record)):
        value = take(record)
        if always or value != default:
            found[name] = write(value)
    return found


def _row(record: object) -> list[Any]:
    """Return the fields of a record in order, without the last ones at their default."""
    found, said = [], 0
    for place, (_, take, default, always, write) in enumerate(_writers(type(record)), 1):
        value = take(record)
        found.append(None if value is None else write(value))
        if always or value != default:
            said = place
    return found[:said]


@cached
def _writers(record: type[Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        (each.name, each.value, each.default, each.always, writer(each.kind))
        for each in fields_of(record)
    )


@cache
def writer(kind: kinds.Kind) -> Callable[[Any], Any]:
    """Return what makes plain data of what a field of this kind holds."""
    match kind:
        case kinds.Number():
            # Adding 0.0 turns -0.0 into 0.0: they are equal and SQLite keeps only one of them.
            return lambda value: float(value) + 0.0
        case kinds.YearMonth():
            return str
        case kinds.Record():
            return content
        case kinds.Row():
            return _row
        case kinds.Several():
            write = writer(kind.of)
            return lambda values: [write(one) for one in values]
        case kinds.WholeSet():
            return sorted
        case kinds.Keyed():
            write = writer(kind.of)
            return lambda values: {key: write(one) for key, one in values.items()}
    return lambda value: value


def text(plain: object) -> str:
    """Return plain data as JSON: one text for equal data, ASCII, without spaces."""
    return json.dumps(
        plain, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False
    )


def plain_of(written: str | bytes) -> Any:
    """Return the plain data of JSON; raise ContentError at what no program of ours would write.

    All JSON of libraries and packs is read here. Besides what is no JSON, this refuses nesting
    deeper than MOST_DEPTH, a key that comes twice, and a number that is none or beyond floats.
    """
    with contents():
        read = written.decode("utf-8") if isinstance(written, bytes) else written
        found = _STRICT.decode(read)
        # Nothing is nested deeper than it has brackets, and most texts have few.
        if read.count("[") + read.count("{") > MOST_DEPTH and _depth(found) > MOST_DEPTH:
            raise ContentError("depth")
        return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> Plain:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ContentError("a key that comes twice")
    return found


def _refuse(constant: str) -> float:
    raise ContentError(constant)


def _finite(written: str) -> float:
    found = float(written)
    if math.isinf(found):
        raise ContentError(written)
    return found


_STRICT = json.JSONDecoder(
    object_pairs_hook=_without_doubles, parse_constant=_refuse, parse_float=_finite
)


def _depth(plain: object) -> int:
    if isinstance(plain, dict):
        return 1 + max(map(_depth, plain.values()), default=0)
    if isinstance(plain, list):
        return 1 + max(map(_depth, plain), default=0)
    return 0


def inflated(packed: bytes, most: int) -> bytes:
    """Return what zlib packed; raise ContentError unless it is whole and so many bytes at most."""
    with contents():
        unpacker = zlib.decompressobj()
        found = unpacker.decompress(packed, most)
        if not unpacker.eof:
            raise ContentError("packed")
        return found


def text_digest(written: str) -> str:
    """Return 32 hexadecimal digits for an ASCII text."""
    return hashlib.blake2b(written.encode("ascii"), digest_size=16).hexdigest()


def digest(scenario: Scenario) -> str:
    """Return 32 hexadecimal digits that change with any part of the scenario."""
    return text_digest(text(content(scenario)))


def run_digest(scenario: Scenario) -> str:
    """Return 32 hexadecimal digits of what a run of a scenario is asked for, under any model."""
    return digest(
        Scenario(
            "",
            scenario.combined,
            assumptions=scenario.assumptions,
            ensemble=scenario.ensemble,
        )
    )


def records_digest(records: Iterable[object]) -> str:
    """Return 32 hexadecimal digits that change with any field of any of the records, or a kind."""
    return text_digest(text([[type(one).__name__, content(one)] for one in records]))


def scenario_of(plain: object, newest: float = math.inf) -> Scenario:
    """Return the scenario of plain data; see `record_of`."""
    return record_of(Scenario, plain, newest)


def record_of(record: type[R], plain: object, newest: float = math.inf) -> R:
    """Return a record of its plain data; raise ContentError at anything not asked for.

    Asked for are the fields that formats of packs up to the newest have.
    """
    if not isinstance(plain, dict):
        raise ContentError(record.__name__)
    values = {}
    for each in fields_of(record, newest):
        if each.name in plain:
            values[each.name] = value_of(each.kind, plain[each.name], newest)
        elif each.default is MISSING:
            raise ContentError(f"{record.__name__}.{each.name}")
    _refuse_others(plain, values)
    return built(record, values)


def _refuse_others(plain: Plain, asked_for: Plain) -> None:
    if len(plain) > len(asked_for):
        raise ContentError("a key that nobody asks for")


def value_of(kind: kinds.Kind, plain: Any, newest: float = math.inf) -> Any:
    """Return what a field of this kind holds, by its plain data; raise ContentError if not it.

    For `newest` see `record_of`.
    """
    match kind:
        case kinds.Number():
            if _is_number(plain):
                return float(plain)
        case kinds.YearMonth():
            if isinstance(plain, str):
                return _month(plain)
        case kinds.Whole():
            if _is_integer(plain):
                return plain
        case kinds.Switch():
            if isinstance(plain, bool):
                return plain
        case kinds.Text() | kinds.Line() | kinds.FolderPath():
            if isinstance(plain, str):
                return plain
        case kinds.Record():
            return record_of(kind.of, plain, newest)
        case kinds.Row():
            known = fields_of(kind.of, newest)
            if isinstance(plain, list) and len(plain) <= len(known):
                said = {
                    each.name: one
                    for each, one in zip(known, plain, strict=False)
                    if one is not None or each.default is not None
                }
                return record_of(kind.of, said, newest)
        case kinds.Several():
            if isinstance(plain, list) and len(plain) >= kind.least:
                return tuple([value_of(kind.of, one, newest) for one in plain])
        case kinds.WholeSet():
            if isinstance(plain, list):
                found = frozenset([value_of(kind.of, one, newest) for one in plain])
                if len(found) == len(plain):
                    return found
        case kinds.Keyed():
            if isinstance(plain, dict) and all(isinstance(key, str) for key in plain):
                return {key: value_of(kind.of, one, newest) for key, one in plain.items()}
    raise ContentError(type(kind).__name__)


def _month(written: str) -> Month:
    try:
        return Month.parse(written)
    except BadMonthError as error:
        raise ContentError("month") from error


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= kinds.LARGEST


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # Neither infinity nor NaN, nor a whole number too large to be made a float.
    return abs(value) <= sys.float_info.max
