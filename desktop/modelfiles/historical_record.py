"""The past: `history/levers.toml`, `drivers.toml` and `starts.toml`, and a model set into it."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.domain.clock import Month
from desktop.domain.historical_record import (
    DriverPast,
    DriverPoint,
    LeverChange,
    LeverHistory,
    Past,
    Start,
)
from desktop.domain.history import Series
from desktop.domain.lever import Grade, Lever
from desktop.domain.model.model import Model, ParameterKind, RecordedPath
from desktop.modelfiles.elements import STARTS, check_grounds
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table

FIRST = Month(2007, 1)
"""History begins here: every lever that has a past has a setting in this month."""
LEVERS, DRIVERS = "history/levers.toml", "history/drivers.toml"

_LONGEST_RAMP = 240

Held = TypeVar("Held")


def read_past(
    table: Callable[[str], Table],
    register: SymbolTable,
    levers: Mapping[str, Lever],
    series: Mapping[str, Series],
    now: Month,
) -> Past:
    """Read the three files; `levers` stand at their settings of the vantage `now`."""
    return Past(
        _read_levers(table(LEVERS), register, levers, now),
        _read_drivers(table(DRIVERS), register, series),
        _read_starts(table(STARTS), register, now),
        series,
    )


def _read_levers(
    whole: Table, register: SymbolTable, levers: Mapping[str, Lever], now: Month
) -> dict[str, LeverHistory]:
    found: dict[str, LeverHistory] = {}
    inside = whole.table("lever")
    for name in inside.values:
        if name not in levers:
            inside.fault(name, "unknown_name", name=name)
        lever = levers[name]
        rows = list(inside.rows(name))
        changes = tuple(_change(row, register, lever) for row in rows)
        _check_order(inside, name, [change.month for change in changes])
        if changes[0].month != FIRST:
            rows[0].fault("month", "not_the_first_month", first=FIRST)
        if changes[-1].month > now:
            rows[-1].fault("month", "after_the_vantage", vantage=now)
        found[name] = LeverHistory(name, changes)
        if found[name].settings(now, now)[0] != lever.default:
            rows[-1].fault("value", "not_the_default", default=lever.default)
    whole.close()
    return found


def _change(row: Table, register: SymbolTable, lever: Lever) -> LeverChange:
    change = LeverChange(
        month=row.month("month"),
        value=row.within("value", lever.low, lever.high),
        ramp=row.integer("ramp", 0, _LONGEST_RAMP) if row.has("ramp") else 0,
        grade=row.choice("grade", Grade),
        sources=register.sources(row),
        why=row.wording("why"),
    )
    check_grounds(row, change.grade, bool(change.sources))
    row.close()
    return change


def _check_order(inside: Table, key: str, months: list[Month]) -> None:
    if not months:
        inside.fault(key, "no_rows")
    if any(later <= earlier for earlier, later in itertools.pairwise(months)):
        inside.fault(key, "not_ascending")


def _read_drivers(
    whole: Table, register: SymbolTable, series: Mapping[str, Series]
) -> dict[str, DriverPast]:
    found: dict[str, DriverPast] = {}
    for name, table in whole.entries("driver"):
        register.refer(table, "", name, Kind.VARIABLE, Kind.NOISE, Kind.PARAMETER)
        if table.has("series") == table.has("point"):
            table.fault("series", "series_or_points")
        source: str | None = None
        points: tuple[DriverPoint, ...] = ()
        if table.has("series"):
            source = table.text("series")
            if source not in series:
                table.fault("series", "unknown_name", name=source)
            table.optional_wording("why")
        else:
            points = tuple(_point(row, register) for row in table.rows("point"))
            _check_order(table, "point", [point.month for point in points])
        table.close()
        found[name] = DriverPast(name, source, points)
    whole.close()
    return found


def _point(row: Table, register: SymbolTable) -> DriverPoint:
    point = DriverPoint(
        month=row.month("month"),
        value=row.number("value"),
        grade=row.choice("grade", Grade),
        sources=register.sources(row),
        why=row.wording("why"),
    )
    check_grounds(row, point.grade, bool(point.sources))
    row.close()
    return point


def _read_starts(whole: Table, register: SymbolTable, now: Month) -> dict[Month, dict[str, Start]]:
    found: dict[Month, dict[str, Start]] = {}
    inside = whole.table("start")
    for name in inside.values:
        for row in inside.rows(name):
            register.refer(row, "", name, Kind.PARAMETER)
            start = _start(row, register, name)
            if start.vantage >= now:
                row.fault("vantage", "after_the_vantage", vantage=now)
            if name in found.setdefault(start.vantage, {}):
                row.fault("vantage", "repeated_item")
            found[start.vantage][name] = start
    whole.close()
    return dict(sorted(found.items()))


def _start(row: Table, register: SymbolTable, name: str) -> Start:
    start = Start(
        parameter=name,
        vantage=row.month("vantage"),
        low=row.number("low"),
        central=row.number("central"),
        high=row.number("high"),
        grade=row.choice("grade", Grade),
        sources=register.sources(row),
        why=row.wording("why"),
    )
    if not start.low <= start.central <= start.high:
        row.fault("central", "not_between")
    check_grounds(row, start.grade, bool(start.sources))
    row.close()
    return start


def check_drivers(past: Past, model: Model) -> None:
    """Refuse a driver that is a stock, or a parameter of a link or a start."""
    for name in past.drivers:
        parameter = model.parameters.get(name)
        moved = parameter is not None and parameter.kind is not ParameterKind.DRIVER
        if moved or name in model.stocks:
            Table(DRIVERS, f"driver.{name}", {}).fault("", "not_a_driver")


def starts_at(past: Past, vantage: Month) -> Mapping[str, Start]:
    """Return the starting values of an earlier vantage; raise ModelFileError if it has none."""
    if vantage not in past.starts:
        known = ", ".join(map(str, past.starts))
        Table(STARTS, "start", {}).fault("vantage", "no_starts", vantage=vantage, known=known)
    return past.starts[vantage]


def levers_at(past: Past, levers: Mapping[str, Lever], vantage: Month) -> dict[str, Lever]:
    """Return the levers with their settings of an earlier month as defaults."""
    return {
        name: replace(lever, default=past.levers[name].settings(vantage, vantage)[0])
        if name in past.levers
        else lever
        for name, lever in levers.items()
    }


def with_record(model: Model, past: Past) -> Model:
    """Return the model given what levers and drivers did after its vantage, as far as is known.

    Unmoved levers run through their past and then stay; a driver runs along its record and then
    stays. A record of a plain number is read as a ratio to the vantage, one of a noise as the
    distance from it.
    """
    clock = model.clock
    recorded: dict[str, RecordedPath] = {}
    for name, driver in past.drivers.items():
        values = driver.values(past.series, clock.vantage, clock.horizon)
        if name in model.noises:
            noise = model.noises[name]
            words, unit = noise.evidence.name, noise.unit
            values = [value - values[0] for value in values]
        elif name in model.auxiliaries:
            auxiliary = model.auxiliaries[name]
            words, unit = auxiliary.evidence.name, auxiliary.unit
            if unit == "1":
                values = [value / values[0] for value in values]
        else:
            parameter = model.parameters[name]
            words, unit = parameter.evidence.name, parameter.unit
        recorded[name] = RecordedPath(name, unit, tuple(values), words)
    return replace(
        model,
        parameters=_without(model.parameters, recorded),
        auxiliaries=_without(model.auxiliaries, recorded),
        noises=_without(model.noises, recorded),
        recorded={**model.recorded, **recorded},
        status_quo={
            name: tuple(lever.settings(clock.first, clock.horizon))
            for name, lever in past.levers.items()
        },
    )


def _without(elements: Mapping[str, Held], names: Mapping[str, object]) -> dict[str, Held]:
    return {name: element for name, element in elements.items() if name not in names}
