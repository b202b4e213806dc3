"""Measured series: `history/manifest.toml` and one CSV a series, `period,value`.

A derived series has no file: it is the sum or the quotient of others.
"""

import csv
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, NoReturn

from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError, HistoryFileError
from desktop.domain.history import MadeOf, Series
from desktop.domain.lever import Grade
from desktop.domain.wording import Wording
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import MOST_BYTES, Table, finite

FOLDER = "history"
MANIFEST = "history/manifest.toml"
MOST_ROWS = 2_000

_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,12})?")


class Frequency(StrEnum):
    """Say how far apart the periods of a series are."""

    MONTHLY = "monthly"
    YEARLY = "yearly"


class Measure(StrEnum):
    """Say how months make a year: flows add up, levels are averaged."""

    FLOW = "flow"
    LEVEL = "level"


class _Row(NamedTuple):
    line: int
    month: Month
    value: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """Hold one table of the manifest."""

    id: str
    table: Table
    name: Wording
    publisher: str
    dataset: str
    unit: str
    frequency: Frequency
    measure: Measure
    first: Month
    last: Month
    grade: Grade
    caveat: Wording
    scale: float
    per: str | None
    """Series that this one is divided by, year by year."""
    missing: frozenset[Month]

    @property
    def file(self) -> str:
        return f"{FOLDER}/{self.id}.csv"


def read_history(
    manifest: Table, register: SymbolTable, content: Callable[[str], bytes]
) -> dict[str, Series]:
    """Read every series of the manifest; `content` gives the bytes of a file by its name."""
    entries = {
        register.define(table, Kind.SERIES, name): _entry(name, table, register)
        for name, table in manifest.entries("series")
    }
    rows = {name: _rows(entry, content(entry.file)) for name, entry in entries.items()}
    series = {name: _series(entry, rows) for name, entry in entries.items()}
    measured = dict(series)
    for name, table in manifest.entries("derived"):
        series[register.define(table, Kind.SERIES, name)] = _derived(
            name, table, register, measured
        )
    manifest.close()
    return series


def at_vantage(series: Series, vantage: int, months: int) -> float | None:
    """Return the mean annual rate or level of the last months up to a month's ordinal.

    Twelve months are read as the series gives them, so that a yearly series has them too.
    None where the series ends more than a year before, or has no single months.
    """
    if months == 12:
        past = list(zip(series.months, series.values, strict=True))
    else:
        past = list(zip(series.raw_months, series.raw_values, strict=True))
    past = [pair for pair in past if pair[0].ordinal <= vantage]
    if not past or vantage - past[-1][0].ordinal > 12:
        return None
    if months == 12:
        return past[-1][1]
    last = [value for _, value in past[-months:]]
    return math.fsum(last) / months if len(last) == months else None


def _entry(name: str, table: Table, register: SymbolTable) -> _Entry:
    frequency = table.choice("frequency", Frequency)
    per = table.text("per") if table.has("per") else None
    if per is not None and frequency is not Frequency.YEARLY:
        table.fault("per", "not_yearly")
    missing = table.texts("missing")
    if missing and frequency is not Frequency.YEARLY:
        table.fault("missing", "not_yearly")
    entry = _Entry(
        id=name,
        table=table,
        name=table.own_wording(),
        publisher=table.text("publisher"),
        dataset=table.text("dataset"),
        unit=register.unit(table),
        frequency=frequency,
        measure=table.choice("measure", Measure),
        first=_declared(table, "first", frequency),
        last=_declared(table, "last", frequency),
        grade=table.choice("grade", Grade),
        caveat=table.wording("caveat"),
        scale=table.positive("scale"),
        per=per,
        missing=frozenset(
            _period(text, frequency) or table.fault("missing", "bad_period") for text in missing
        ),
    )
    table.close()
    return entry


def _declared(table: Table, key: str, frequency: Frequency) -> Month:
    return _period(table.text(key), frequency) or table.fault(key, "bad_period")


def _period(text: str, frequency: Frequency) -> Month | None:
    """Return the month that ends a period, or None where the text names none."""
    if frequency is Frequency.YEARLY:
        return Month(int(text), 12) if _YEAR.fullmatch(text) else None
    try:
        return Month.parse(text)
    except BadMonthError:
        return None


def _rows(entry: _Entry, content: bytes) -> list[_Row]:
    if len(content) > MOST_BYTES:
        _fault(entry, 1, "file_too_large")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        _fault(entry, 1 + content.count(b"\n", 0, _first_bad_byte(content)), "not_utf8")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[_Row] = []
    try:
        for number, fields in enumerate(reader):
            if number == 0:
                if fields != ["period", "value"]:
                    _fault(entry, 1, "bad_header")
            elif number > MOST_ROWS:
                _fault(entry, reader.line_num, "too_many_rows")
            else:
                rows.append(_row(entry, reader.line_num, fields))
    except csv.Error:
        _fault(entry, reader.line_num, "not_csv")
    _check_span(entry, rows)
    return rows


def _first_bad_byte(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start
    return len(content)


def _row(entry: _Entry, line: int, fields: list[str]) -> _Row:
    if len(fields) != 2:
        _fault(entry, line, "bad_row")
    month = _period(fields[0], entry.frequency)
    if month is None:
        _fault(entry, line, "bad_period")
    if _NUMBER.fullmatch(fields[1]) is None:
        _fault(entry, line, "not_number")
    value = float(fields[1])
    if not finite(value):
        _fault(entry, line, "bad_number")
    return _Row(line, month, value)


def _check_span(entry: _Entry, rows: list[_Row]) -> None:
    """Refuse periods out of order, gaps nobody declared, and another span than declared."""
    if not rows:
        _fault(entry, 1, "no_rows")
    step = 12 if entry.frequency is Frequency.YEARLY else 1
    missing = {month.ordinal for month in entry.missing}
    months = [row.month.ordinal for row in rows]
    for row, before, month in zip(rows[1:], months, months[1:], strict=False):
        if month <= before:
            _fault(entry, row.line, "not_ascending")
        if any(between not in missing for between in range(before + step, month, step)):
            _fault(entry, row.line, "gap")
    if not missing.isdisjoint(months):
        entry.table.fault("missing", "not_missing")
    if rows[0].month != entry.first:
        _fault(entry, rows[0].line, "not_as_declared")
    if rows[-1].month != entry.last:
        _fault(entry, rows[-1].line, "not_as_declared")


def _series(entry: _Entry, rows: Mapping[str, Sequence[_Row]]) -> Series:
    own = rows[entry.id]
    months = [row.month for row in own]
    values = [row.value * entry.scale for row in own]
    raw: list[float] = []
    if entry.per is not None:
        if entry.per not in rows:
            entry.table.fault("per", "unknown_name", name=entry.per)
        values = _divided(entry, own, rows[entry.per])
    elif entry.frequency is Frequency.MONTHLY:
        adds = entry.measure is Measure.FLOW
        raw = [value * 12 for value in values] if adds else values
        windows = [math.fsum(values[end - 12 : end]) for end in range(12, len(values) + 1)]
        values = windows if adds else [total / 12 for total in windows]
    return Series(
        id=entry.id,
        name=entry.name,
        publisher=entry.publisher,
        unit=entry.unit,
        grade=entry.grade,
        caveat=entry.caveat,
        months=tuple(months[len(months) - len(values) :]),
        values=tuple(values),
        raw_months=tuple(months) if raw else (),
        raw_values=tuple(raw),
        dataset=entry.dataset,
        adds_up=bool(raw) and entry.measure is Measure.FLOW,
    )


def _divided(entry: _Entry, rows: Sequence[_Row], by: Sequence[_Row]) -> list[float]:
    divisors = {row.month: row.value for row in by}
    divided = []
    for row in rows:
        divisor = divisors.get(row.month, 0.0)
        if divisor <= 0:
            _fault(entry, row.line, "no_divisor")
        divided.append(row.value * entry.scale / divisor)
    return divided


def _derived(
    name: str, table: Table, register: SymbolTable, measured: Mapping[str, Series]
) -> Series:
    """Read one series made of two others: their sum, or the first divided by the second."""
    adds = table.has("sum")
    key = "sum" if adds else "quotient"
    parts = table.texts(key)
    if len(parts) != 2:
        table.fault(key, "not_pair")
    for part in parts:
        if part not in measured:
            table.fault(key, "unknown_name", name=part)
    first, second = (measured[part] for part in parts)
    wording, publisher, unit = table.own_wording(), table.text("publisher"), register.unit(table)
    scale = 1.0 if adds else table.positive("scale")
    if first.unit != second.unit or (adds and first.unit != unit):
        table.fault("unit", "not_the_unit_of_the_series")
    values = _sum(first, second) if adds else _quotient(table, first, second, scale)
    raw: dict[Month, float] = {}
    if adds:
        raw = _together(first.raw_months, first.raw_values, second.raw_months, second.raw_values)
    if not values:
        table.fault(key, "no_rows")
    series = Series(
        id=name,
        name=wording,
        publisher=publisher,
        unit=unit,
        grade=table.choice("grade", Grade),
        caveat=table.wording("caveat"),
        months=tuple(values),
        values=tuple(values.values()),
        raw_months=tuple(raw),
        raw_values=tuple(raw.values()),
        dataset="; ".join(dict.fromkeys(part.dataset for part in (first, second))),
        adds_up=bool(raw) and first.adds_up,
        made_of=MadeOf((parts[0], parts[1]), None if adds else scale),
    )
    table.close()
    return series


def recompute_composite(series: Series, first: Series, second: Series) -> Series:
    """Return a derived series as it is with other values of the two it is made of."""
    if series.made_of is None:
        raise ValueError(series.id)
    if series.made_of.scale is not None:
        values = _quotient(None, first, second, series.made_of.scale)
        return replace(series, months=tuple(values), values=tuple(values.values()))
    values = _sum(first, second)
    raw = _together(first.raw_months, first.raw_values, second.raw_months, second.raw_values)
    return replace(
        series,
        months=tuple(values),
        values=tuple(values.values()),
        raw_months=tuple(raw),
        raw_values=tuple(raw.values()),
    )


def _together(
    months: Sequence[Month], values: Sequence[float], others: Sequence[Month], more: Sequence[float]
) -> dict[Month, float]:
    """Add two series month by month, where both have one."""
    found = dict(zip(others, more, strict=True))
    return {
        month: value + found[month]
        for month, value in zip(months, values, strict=True)
        if month in found
    }


def _sum(first: Series, second: Series) -> dict[Month, float]:
    """Add two series; where one ends up to a year sooner, its last twelve months stand on."""
    values = _together(first.months, first.values, second.months, second.values)
    longer, shorter = sorted((first, second), key=lambda each: each.months[-1], reverse=True)
    end, held = shorter.months[-1], shorter.values[-1]
    for month, value in zip(longer.months, longer.values, strict=True):
        if end < month <= end.plus(12):
            values[month] = value + held
    return values


def _quotient(
    table: Table | None, above: Series, below: Series, scale: float
) -> dict[Month, float]:
    """Divide one series by the other where both have a value; `table` is told of a zero."""
    divisors = dict(zip(below.months, below.values, strict=True))
    if table is not None and any(divisor <= 0 for divisor in divisors.values()):
        table.fault("quotient", "no_divisor")
    return {
        month: scale * value / divisors[month]
        for month, value in zip(above.months, above.values, strict=True)
        if month in divisors
    }


def _fault(entry: _Entry, line: int, reason: str) -> NoReturn:
    raise HistoryFileError(file=entry.file, line=line, reason=f"reason.{reason}")
