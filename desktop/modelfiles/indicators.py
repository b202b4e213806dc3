"""`indicators.toml`: the curves on screen."""

from collections.abc import Mapping

from desktop.domain.history import Series
from desktop.domain.indicator import Better, Change, Indicator
from desktop.domain.lever import Family, Grade
from desktop.modelfiles.elements import check_grounds
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table
from desktop.modelfiles.words import MOST_NAME, MOST_SHORT, short_enough, with_value


def read_indicators(
    whole: Table, register: SymbolTable, series: Mapping[str, Series]
) -> dict[str, Indicator]:
    """Read the indicators, in the order of the file.

    An indicator may bear the id of the variable that carries it, and of no other element.
    """
    indicators: dict[str, Indicator] = {}
    for name, table in whole.entries("indicator"):
        register.define(table, Kind.INDICATOR, name)
        indicators[name] = _indicator(name, table, register, series)
        carried_by = indicators[name].variable
        if name in register.taken - {carried_by} and carried_by in register.known[Kind.VARIABLE]:
            table.fault("variable", "repeated_id")
        table.close()
    whole.close()
    return indicators


def _indicator(
    name: str, table: Table, register: SymbolTable, series: Mapping[str, Series]
) -> Indicator:
    shown = table.text("series") if table.has("series") else None
    unit = register.unit(table)
    if shown is not None:
        if shown not in series:
            table.fault("series", "unknown_name", name=shown)
        if series[shown].unit != unit:
            table.fault("unit", "not_the_unit_of_the_series")
    start_range = table.pair("start_range")
    if shown is not None and start_range is not None:
        table.fault("start_range", "series_or_range")
    indicator = Indicator(
        id=name,
        family=table.choice("family", Family),
        name=short_enough(table, "name", MOST_NAME),
        short=short_enough(table, "short", MOST_SHORT),
        sentence=table.wording("sentence"),
        unit=unit,
        unit_name=table.wording("unit_name"),
        value=with_value(table, "value"),
        decimals=table.integer("decimals", 0, 3),
        better=table.choice("better", Better),
        change=table.choice("change", Change),
        bounds=table.pair("bounds"),
        variable=register.refer(table, "variable", table.text("variable"), Kind.VARIABLE),
        scale=table.positive("scale") if table.has("scale") else 1.0,
        series=shown,
        twelve_months=table.flag("twelve_months"),
        start_range=start_range,
        grade=table.choice("grade", Grade),
        sources=register.sources(table),
        claims=register.claims(table),
        change_my_mind=table.optional_wording("change_my_mind"),
    )
    check_grounds(table, indicator.grade, bool(indicator.sources or shown))
    return indicator
