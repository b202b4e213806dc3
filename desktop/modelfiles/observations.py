"""Observations that people add to measured series: typed, or read from a file.

A file, CSV or a workbook, has the columns `month,value,source,source_date`, or the Spanish ones.
It is taken whole or not at all; the first fault is raised with its line. Rows that are known
already are passed over.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NoReturn

from desktop.domain.clock import Month
from desktop.domain.errors import (
    BadMonthError,
    ObservationError,
    SheetFileError,
    SheetFileRefusedError,
)
from desktop.domain.history import Series
from desktop.domain.model.model import Model
from desktop.domain.observation import LONGEST_SOURCE, MOST_AT_ONCE, Observation
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.months import read_day, read_month
from desktop.modelfiles.history import recompute_composite
from desktop.modelfiles.spreadsheets import (
    Row,
    Table,
    Unread,
    read_table,
    shown,
    table_content,
)

COLUMNS = ("month", "value", "source", "source_date")
_SPANISH = ("mes", "valor", "fuente", "fecha_de_la_fuente")
_HEADERS = (COLUMNS, _SPANISH)
_A_YEAR = "/year"
_PERCENT = "%"
_YEAR = re.compile(r"[0-9]{4}")
_POINT = re.compile(r"-?([0-9]{1,16}|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,30})?(e[+-]?[0-9]{1,2})?")
"""A number as the program writes it: a comma between thousands, a point before decimals."""
_COMMA = re.compile(r"-?([0-9]{1,16}|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]{1,30})?(e[+-]?[0-9]{1,2})?")
_SPACE = re.compile("[ \u00a0\u2009\u202f]")
_SPACED = re.compile(rf"-?[0-9]{{1,3}}({_SPACE.pattern}[0-9]{{3}})+([.,][0-9]{{1,30}})?")
"""A number with a space between thousands, as the standard on units has it."""
_SWAPPED = str.maketrans(".,", ",.")
_REACH = 10.0
"""A figure this many times beyond all that was published is in another unit."""


@dataclass(frozen=True, slots=True)
class ImportRules:
    """Hold what an observation is checked against."""

    series: Series
    unit: Wording
    """Of a figure: without "a year" where months add up to one."""
    horizon: Month
    """Nothing later is taken: no projection reaches it."""
    known: Mapping[Month, float] = field(default_factory=dict)
    """What was added already."""

    @classmethod
    def of(
        cls, model: Model, series: str, known: Mapping[Month, float] | None = None
    ) -> "ImportRules":
        """Return the ground for one series of a model."""
        base = model.series[series]
        unit = base.unit.removesuffix(_A_YEAR) if base.adds_up else base.unit
        return cls(base, model.units[unit], model.clock.horizon, known or {})

    @property
    def last(self) -> Month:
        """Return the last published month."""
        return (self.series.raw_months or self.series.months)[-1]

    @property
    def yearly(self) -> bool:
        """Say whether the series has one value a year."""
        return not self.series.raw_months

    @property
    def there(self) -> dict[Month, float]:
        """Return the figure of every period that was published or added."""
        months, values = self.series.raw_months, self.series.raw_values
        if not months:
            months, values = self.series.months, self.series.values
        parts = 12 if self.series.adds_up else 1
        published = {m: value / parts for m, value in zip(months, values, strict=True)}
        return published | dict(self.known)

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
        raise SheetFileError(file=self.file, line=line, reason=f"reason.{reason}", **fields)


@dataclass(frozen=True, slots=True)
class FileFigures:
    """Hold what a file would add, and what of it was passed over."""

    figures: tuple[Observation, ...]
    known: int
    """Figures that are there already."""
    unread: Unread


def typed_observation(
    ground: ImportRules, fields: Sequence[str], code: LanguageCode = "en"
) -> Observation:
    """Return the observation of what somebody typed: month, value, source and its date.

    Raise ObservationError with the first thing that is wrong with it.
    """
    cells = [each.strip() for each in fields]
    reader = _Reader(_Origin(), ground, code)
    one = reader.observation(1, cells)
    if one.month in ground.known:
        reader.origin.fault(1, "month_known", month=one.month)
    if one.month <= ground.last:
        reader.published(1, one.month)
    return one


def read_observation_file(path: Path, ground: ImportRules) -> FileFigures:
    """Return the observations of the file at a path: see `read_observations`.

    Raise SheetFileNotReadError where the file cannot be read at all.
    """
    return read_observations(path.name, table_content(path), ground)


def read_observations(file: str, content: bytes, ground: ImportRules) -> FileFigures:
    """Return the observations of a file, by month; `file` is what a sentence calls it.

    Raise SheetFileError at the first fault.
    """
    origin = _Origin(file)
    table = read_table(file, content, _begins, MOST_AT_ONCE + 1)
    if not table.rows:
        origin.fault(1, "no_observations")
    (line, header), *rows = table.rows
    code = _language(origin, line, header)
    if not rows:
        origin.fault(line, "no_observations")
    reader = _Reader(origin, ground, code, decimal_comma=_decimal_comma(origin, rows, table))
    found: dict[Month, tuple[int, Observation]] = {}
    known = 0
    for line, cells in rows:
        one = reader.observation(line, cells)
        if one.month in found:
            origin.fault(line, "month_twice", month=one.month, first=found[one.month][0])
        found[one.month] = line, one
    there = ground.there
    for month, (line, one) in sorted(found.items()):
        if month not in there:
            if month <= ground.last:
                reader.published(line, month)
            continue
        # What was published is kept with fewer digits than publishers write.
        if not math.isclose(one.value, there[month], rel_tol=1e-4):
            origin.fault(line, "month_differs", month=month, value=one.value, there=there[month])
        known += 1
        del found[month]
    if not found:
        raise SheetFileRefusedError(file=file, reason="reason.all_known")
    return FileFigures(tuple(found[month][1] for month in sorted(found)), known, table.unread)


def _decimal_comma(origin: _Origin, rows: Sequence[Row], table: Table) -> bool:
    """Say whether the figures of a file have a decimal comma; refuse a file that mixes both.

    Between commas a comma can only group thousands. Elsewhere `120,11` tells, and `1,240` does
    not: it needs a neighbor that does. In a workbook a number has a point, and what has a comma is
    a text that its spreadsheet could not read as a number either.
    """
    if table.separator == ",":
        return False
    points = commas = unclear = 0
    for line, cells in rows:
        value = _bare(cells[1]) if len(cells) > 1 else ""
        point, comma = (form.fullmatch(value) is not None for form in (_POINT, _COMMA))
        if "," in value and point and comma:
            unclear = unclear or line
        points = points or (line if "." in value and point and not comma else 0)
        commas = commas or (line if "," in value and comma and not point else 0)
    if table.separator and points and commas:
        origin.fault(max(points, commas), "mixed_decimals")
    if not table.separator and (unclear or commas):
        origin.fault(unclear or commas, "thousands_or_decimals")
    if unclear and not points and not commas:
        origin.fault(unclear, "thousands_or_decimals")
    return bool(commas)


def _bare(text: str) -> str:
    """Return a number in plain signs: without spaces between thousands, and without its %."""
    bare = (
        text.replace("\u2212", "-").replace("E", "e").removeprefix("+").removesuffix("%").rstrip()
    )
    return _SPACE.sub("", bare) if _SPACED.fullmatch(bare) else bare


def _language(origin: _Origin, line: int, cells: Sequence[str]) -> LanguageCode:
    """Return the language of the header."""
    if not _begins(cells):
        origin.fault(
            line,
            "header_of_observations",
            columns=",".join(COLUMNS),
            others=",".join(_SPANISH),
        )
    return "en" if _names(cells) == COLUMNS else "es"


def _begins(cells: Sequence[str]) -> bool:
    """Say whether a row is the header of figures."""
    return _names(cells) in _HEADERS


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(re.sub(r"[ _]+", "_", cell.casefold()) for cell in cells)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Read rows of one origin."""

    origin: _Origin
    ground: ImportRules
    code: LanguageCode
    decimal_comma: bool = False

    def observation(self, line: int, cells: Sequence[str]) -> Observation:
        """Return the observation of a row; raise what is wrong with it."""
        origin = self.origin
        if len(cells) != len(COLUMNS):
            origin.fault(line, "columns_of_observations", n=len(cells))
        month, value, source, dated = cells
        at = self._month(line, month)
        figure = self._value(line, value)
        if not source:
            origin.fault(line, "observation_without_source")
        if len(source) > LONGEST_SOURCE:
            origin.fault(line, "source_too_long", most=LONGEST_SOURCE)
        if not source.isprintable():
            origin.fault(line, "source_not_one_line")
        day = read_day(dated, self.code)
        if day is None:
            origin.fault(line, "not_a_date", text=shown(dated))
        if day < _last_day(at):
            origin.fault(line, "source_too_early", month=at, day=day)
        return Observation(self.ground.series.id, at, figure, source, day)

    def published(self, line: int, month: Month) -> NoReturn:
        """Refuse a month of the published history."""
        ground = self.ground
        self.origin.fault(
            line, "month_published", name=ground.series.name, month=month, last=ground.last
        )

    def _month(self, line: int, text: str) -> Month:
        ground, origin = self.ground, self.origin
        try:
            if ground.yearly and _YEAR.fullmatch(text) and int(text):
                month = Month(int(text), 12)
            else:
                month = read_month(text, self.code)
        except BadMonthError:
            origin.fault(line, "not_a_month", text=shown(text))
        if ground.yearly and month.month != 12:
            # As text: a year has no comma between its thousands.
            origin.fault(line, "not_a_december", name=ground.series.name, year=str(month.year))
        if month > ground.horizon:
            origin.fault(line, "month_beyond", month=month, last=ground.horizon)
        return month

    def _value(self, line: int, text: str) -> float:
        bare = _bare(text)
        form = _COMMA if self.decimal_comma else _POINT
        in_percent = self.ground.series.unit == _PERCENT
        if form.fullmatch(bare) is None or (text.endswith(_PERCENT) and not in_percent):
            self.origin.fault(line, "not_a_figure", text=shown(text))
        if self.decimal_comma:
            bare = bare.translate(_SWAPPED)
        value = float(bare.replace(",", ""))
        low, high = self.ground.range
        inside = abs(value) <= _REACH * max(abs(low), abs(high))
        if low >= 0:
            inside = inside and value >= low / _REACH and (low == 0 or value > 0)
        if not inside:
            self.origin.fault(
                line,
                "not_in_the_unit",
                value=value,
                unit=self.ground.unit,
                low=float(f"{low:.3g}"),
                high=float(f"{high:.3g}"),
            )
        return value


def _last_day(month: Month) -> date:
    after = month.plus(1)
    return date.fromordinal(date(after.year, after.month, 1).toordinal() - 1)


def extend_series(
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
            found[name] = recompute_composite(base, first, second)
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
