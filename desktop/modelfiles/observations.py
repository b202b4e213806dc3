"""Observations that people add to measured series: typed, or read from a CSV file.

A file has the columns `month,value,source,source_date`, commas or semicolons between them. It is
taken whole or not at all; the first fault is raised with its line.
"""

import csv
import io
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NoReturn

from desktop.domain.clock import Month
from desktop.domain.errors import (
    BadMonthError,
    ObservationError,
    ObservationFileError,
    ObservationFileNotReadError,
)
from desktop.domain.history import Series
from desktop.domain.observation import LONGEST_SOURCE, MOST_AT_ONCE, Observation
from desktop.domain.wording import Wording
from desktop.engine.model import Model
from desktop.modelfiles.history import remade

MOST_FILE_BYTES = 1_000_000
COLUMNS = ("month", "value", "source", "source_date")
_SPANISH = ("mes", "valor", "fuente", "fecha_de_la_fuente")
_HEADERS = (COLUMNS, _SPANISH)
_SEPARATORS = ",;"
_A_YEAR = "/year"
_NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,12})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_SHOWN = 40
"""Characters of what was written that a sentence repeats."""
_REACH = 10.0
"""A figure this many times beyond all that was published is in another unit."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
}
"""What a file begins with -> how its text is encoded. Without any of them it is UTF-8."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold what an observation is checked against."""

    series: Series
    unit: Wording
    """Of a figure: without "a year" where months add up to one."""
    horizon: Month
    """Nothing later is taken: no projection reaches it."""
    known: Collection[Month] = ()
    """Months that were added already."""

    @classmethod
    def of(cls, model: Model, series: str, known: Collection[Month] = ()) -> "Ground":
        """Return the ground for one series of a model."""
        base = model.series[series]
        unit = base.unit.removesuffix(_A_YEAR) if base.adds_up else base.unit
        return cls(base, model.units[unit], model.clock.horizon, known)

    @property
    def last(self) -> Month:
        """Return the last published month."""
        return (self.series.raw_months or self.series.months)[-1]

    @property
    def yearly(self) -> bool:
        """Say whether the series has one value a year."""
        return not self.series.raw_months

    @property
    def range(self) -> tuple[float, float]:
        """Return the lowest and the highest published figure of one period."""
        values = self.series.raw_values or self.series.values
        parts = 12 if self.series.adds_up else 1
        return min(values) / parts, max(values) / parts


@dataclass(frozen=True, slots=True)
class _Origin:
    """Say where a figure comes from: a file, or the hand."""

    file: str | None = None

    def fault(self, line: int, reason: str, **fields: object) -> NoReturn:
        if self.file is None:
            raise ObservationError(reason=f"reason.{reason}", **fields)
        raise ObservationFileError(file=self.file, line=line, reason=f"reason.{reason}", **fields)


def typed_observation(ground: Ground, fields: Sequence[str]) -> Observation:
    """Return the observation of what somebody typed: month, value, source and its date.

    Raise ObservationError with the first thing that is wrong with it.
    """
    return _observation(_Origin(), 1, ground, [field.strip() for field in fields])


def read_observation_file(path: Path, ground: Ground) -> tuple[Observation, ...]:
    """Return the observations of the file at a path: see `read_observations`.

    Raise ObservationFileNotReadError where the file cannot be read at all.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ObservationFileNotReadError(path=path) from error
    return read_observations(path.name, content, ground)


def read_observations(file: str, content: bytes, ground: Ground) -> tuple[Observation, ...]:
    """Return the observations of a file, by month; `file` is what a sentence calls it.

    Raise ObservationFileError at the first fault.
    """
    origin = _Origin(file)
    text = _text(origin, content)
    first = text.partition("\n")[0]
    separator = next((sign for sign in _SEPARATORS if sign in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: dict[Month, tuple[int, Observation]] = {}
    headed = False
    try:
        for fields in reader:
            cells = [cell.strip() for cell in fields]
            if not any(cells):
                continue
            line = reader.line_num
            if not headed:
                _check_header(origin, line, cells)
                headed = True
            elif len(found) == MOST_AT_ONCE:
                origin.fault(line, "too_many_observations", most=MOST_AT_ONCE)
            else:
                one = _observation(origin, line, ground, cells)
                if one.month in found:
                    origin.fault(line, "month_twice", month=one.month, first=found[one.month][0])
                found[one.month] = line, one
    except csv.Error:
        origin.fault(reader.line_num, "not_csv")
    if not found:
        origin.fault(max(1, reader.line_num), "no_observations")
    return tuple(found[month][1] for month in sorted(found))


def _text(origin: _Origin, content: bytes) -> str:
    if len(content) > MOST_FILE_BYTES:
        origin.fault(1, "file_of_observations_too_large", most=MOST_FILE_BYTES // 1_000_000)
    mark, encoding = next(
        (pair for pair in _MARKS.items() if content.startswith(pair[0])), (b"", "utf-8")
    )
    content = content.removeprefix(mark)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        read = content[: fault.start].decode(encoding, "ignore")
        origin.fault(1 + read.count("\n"), "save_as_utf8")
    if "\0" in text:
        origin.fault(1 + text.count("\n", 0, text.index("\0")), "save_as_utf8")
    return text


def _check_header(origin: _Origin, line: int, cells: Sequence[str]) -> None:
    names = tuple(re.sub(r"[ _]+", "_", cell.casefold()) for cell in cells)
    if names not in _HEADERS:
        origin.fault(line, "header_of_observations", columns=",".join(COLUMNS))


def _observation(origin: _Origin, line: int, ground: Ground, cells: Sequence[str]) -> Observation:
    if len(cells) != len(COLUMNS):
        origin.fault(line, "columns_of_observations", n=len(cells))
    month, value, source, dated = cells
    at = _month(origin, line, ground, month)
    figure = _value(origin, line, ground, value)
    if not source:
        origin.fault(line, "observation_without_source")
    if len(source) > LONGEST_SOURCE:
        origin.fault(line, "source_too_long", most=LONGEST_SOURCE)
    if not source.isprintable():
        origin.fault(line, "source_not_one_line")
    day = _day(dated)
    if day is None:
        origin.fault(line, "not_a_date", text=_shown(dated))
    if day < _last_day(at):
        origin.fault(line, "source_too_early", month=at, day=day)
    return Observation(ground.series.id, at, figure, source, day)


def _month(origin: _Origin, line: int, ground: Ground, text: str) -> Month:
    series = ground.series
    try:
        month = Month.parse(text)
    except BadMonthError:
        origin.fault(line, "not_a_month", text=_shown(text))
    if ground.yearly and month.month != 12:
        origin.fault(line, "not_a_december", name=series.name, year=month.year)
    if month <= ground.last:
        origin.fault(line, "month_published", name=series.name, month=month, last=ground.last)
    if month > ground.horizon:
        origin.fault(line, "month_beyond", month=month, last=ground.horizon)
    if month in ground.known:
        origin.fault(line, "month_known", month=month)
    return month


def _value(origin: _Origin, line: int, ground: Ground, text: str) -> float:
    if _NUMBER.fullmatch(text) is None:
        origin.fault(line, "not_a_figure", text=_shown(text))
    value = float(text)
    low, high = ground.range
    inside = abs(value) <= _REACH * max(abs(low), abs(high))
    if low >= 0:
        inside = inside and value >= low / _REACH and (low == 0 or value > 0)
    if not inside:
        origin.fault(
            line,
            "not_in_the_unit",
            value=value,
            unit=ground.unit,
            low=float(f"{low:.3g}"),
            high=float(f"{high:.3g}"),
        )
    return value


def _day(text: str) -> date | None:
    if _DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _last_day(month: Month) -> date:
    after = month.plus(1)
    return date.fromordinal(date(after.year, after.month, 1).toordinal() - 1)


def _shown(text: str) -> str:
    """Return what was written, short enough for a sentence and without what is not seen."""
    seen = "".join(sign for sign in text if sign.isprintable())
    return seen if len(seen) <= _LONGEST_SHOWN else seen[: _LONGEST_SHOWN - 1] + "…"


def extended(
    series: Mapping[str, Series], observations: Iterable[Observation]
) -> dict[str, Series]:
    """Return the series with observations behind what was published.

    What is made of two series is made anew. An observation of a series that is not there, or that
    is no later than what was published, is left out.
    """
    added: dict[str, dict[Month, float]] = {}
    for one in observations:
        base = series.get(one.series)
        if base is not None and one.month > (base.raw_months or base.months)[-1]:
            added.setdefault(one.series, {})[one.month] = one.value
    found = dict(series)
    for name, values in added.items():
        found[name] = _longer(series[name], dict(sorted(values.items())))
    for name, base in series.items():
        if base.made_of is not None and added.keys() & set(base.made_of.parts):
            first, second = (found[part] for part in base.made_of.parts)
            found[name] = remade(base, first, second)
    return found


def _longer(base: Series, values: Mapping[Month, float]) -> Series:
    if not base.raw_months:
        return replace(
            base, months=(*base.months, *values), values=(*base.values, *values.values())
        )
    rate = 12 if base.adds_up else 1
    raw = dict(zip(base.raw_months, base.raw_values, strict=True))
    raw |= {month: value * rate for month, value in values.items()}
    months, years = list(base.months), list(base.values)
    for month in values:
        twelve = [raw.get(month.plus(-back)) for back in range(12)]
        known = [value for value in twelve if value is not None]
        if len(known) == len(twelve):
            months.append(month)
            years.append(math.fsum(known) / 12)
    return replace(
        base,
        months=tuple(months),
        values=tuple(years),
        raw_months=tuple(raw),
        raw_values=tuple(raw.values()),
    )


def missing_months(base: Series, observations: Iterable[Observation]) -> tuple[Month, ...]:
    """Return the months between what was published and the last observation that nobody added.

    While one of them is missing, no twelve months that hold it can be told.
    """
    if not base.raw_months:
        return ()
    there = {one.month for one in observations if one.series == base.id}
    if not there:
        return ()
    first, last = base.raw_months[-1].plus(1), max(there)
    between = (first.plus(step) for step in range(last.minus(first)))
    return tuple(month for month in between if month not in there)
