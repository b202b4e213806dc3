"""Parameters, equations, stocks, noises and channels: what the engine compiles."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.historical_record import Start
from desktop.domain.history import Series
from desktop.domain.lever import Grade, Lever
from desktop.domain.model.model import (
    Auxiliary,
    Channel,
    Evidence,
    Function,
    Growth,
    LookupTable,
    Noise,
    Parameter,
    ParameterKind,
    Stock,
)
from desktop.modelfiles.history import at_vantage
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table

STARTS = "history/starts.toml"
"""Ranges of parameters at earlier vantages."""


@dataclass
class Elements:
    """Gather the elements of all files, in the order of the files."""

    series: Mapping[str, Series]
    levers: Mapping[str, Lever]
    latest: int
    """Month ordinal of the vantage."""
    starts: Mapping[str, Start] | None = None
    """Ranges of an earlier vantage; None at the files' own."""
    later: bool = False
    """The vantage is later than the files' own: what a series last told holds on."""
    parameters: dict[str, Parameter] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    lookups: dict[str, LookupTable] = field(default_factory=dict)
    auxiliaries: dict[str, Auxiliary] = field(default_factory=dict)
    stocks: dict[str, Stock] = field(default_factory=dict)
    noises: dict[str, Noise] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)

    def read(self, whole: Table, register: SymbolTable) -> None:
        """Add the elements of one file."""
        for name, table in whole.entries("parameter"):
            register.define(table, Kind.PARAMETER, name)
            self.parameters[name] = self._parameter(name, table, register)
            table.close()
        for name, table in whole.entries("function"):
            register.define(table, Kind.FUNCTION, name)
            self.functions[name] = _function(name, table, register)
            table.close()
        for name, table in whole.entries("lookup"):
            register.define(table, Kind.LOOKUP, name)
            self.lookups[name] = _lookup(name, table, register)
            table.close()
        for name, table in whole.entries("auxiliary"):
            register.define(table, Kind.VARIABLE, name)
            self.auxiliaries[name] = Auxiliary(
                id=name,
                unit=register.unit(table),
                equation=register.equation(table, "equation"),
                evidence=_evidence(table, register),
            )
            table.close()
        for name, table in whole.entries("stock"):
            register.define(table, Kind.VARIABLE, name)
            self.stocks[name] = _stock(name, table, register)
            table.close()
        for name, table in whole.entries("noise"):
            register.define(table, Kind.NOISE, name)
            self.noises[name] = Noise(
                id=name,
                unit=register.unit(table),
                tau=table.within("tau", 1, 600),
                sd=table.positive("sd"),
                cut=table.positive("cut") if table.has("cut") else None,
                evidence=_evidence(table, register),
                growth=_growth(table.table("growth")) if table.has("growth") else None,
            )
            table.close()
        for name, table in whole.entries("channel"):
            register.define(table, Kind.CHANNEL, name)
            self.channels[name] = Channel(name, register.unit(table))
            table.close()
        whole.close()

    def _parameter(self, name: str, table: Table, register: SymbolTable) -> Parameter:
        given = [key for key in ("central", "from_series", "from_lever") if table.has(key)]
        if len(given) != 1:
            table.fault("central", "one_value")
        derived = given[0] != "central"
        start = None if self.starts is None else self.starts.get(name)
        if derived and start is None:
            central = self._derived(given[0], table)
        else:
            central = self._started(given[0], table, start)
        if table.has("low") != table.has("high"):
            table.fault("high" if table.has("low") else "low", "missing_key")
        low, high = central, central
        if table.has("low"):
            low, high = table.number("low"), table.number("high")
        if start is not None:
            low, central, high = start.low, start.central, start.high
        if not low <= central <= high:
            table.fault("central", "not_between")
        evidence = _evidence(table, register, derived=derived)
        time_constant, share = table.flag("time_constant"), table.flag("share")
        unit = register.unit(table)
        least = 0.0 if low == 0 else None
        most = 0.0 if high == 0 and low < 0 else None
        if time_constant:
            if unit != "month":
                table.fault("time_constant", "not_months")
            least = 1.0
        if share:
            least, most = 0.0, 1.0
        ends = (least if least is not None else low, most if most is not None else high)
        if not ends[0] <= low <= high <= ends[1]:
            table.fault("low", "out_of_limits", least=ends[0], most=ends[1])
        return Parameter(
            id=name,
            unit=unit,
            low=low,
            central=central,
            high=high,
            kind=table.choice("kind", ParameterKind),
            least=least,
            most=most,
            evidence=evidence,
        )

    def _started(self, key: str, table: Table, start: Start | None) -> float:
        """Return the central value of an earlier vantage; what can be derived may not be given."""
        if key == "central":
            own = table.number(key)
            return own if start is None else start.central
        assert start is not None
        if key == "from_lever" or self._from_series(table) is not None:
            Table(STARTS, f"start.{start.parameter}", {}).fault("vantage", "start_is_derived")
        return start.central

    def _derived(self, key: str, table: Table) -> float:
        if key == "from_lever":
            lever = table.text(key)
            if lever not in self.levers:
                table.fault(key, "unknown_name", name=lever)
            return self.levers[lever].default
        value = self._from_series(table)
        if value is None:
            inside = table.table(key)
            inside.fault("series", "no_value_at_vantage", name=inside.text("series"))
        return value

    def _from_series(self, table: Table) -> float | None:
        inside = table.table("from_series")
        name = inside.text("series")
        if name not in self.series:
            inside.fault("series", "unknown_name", name=name)
        months = inside.integer("months", 1, 12) if inside.has("months") else 12
        scale = inside.number("scale") if inside.has("scale") else 1.0
        inside.close()
        latest = self.latest
        if self.later:
            latest = min(latest, self.series[name].months[-1].ordinal)
        value = at_vantage(self.series[name], latest, months)
        return None if value is None else value * scale


def _evidence(table: Table, register: SymbolTable, *, derived: bool = False) -> Evidence:
    evidence = Evidence(
        name=table.own_wording(),
        sources=register.sources(table),
        grade=table.choice("grade", Grade),
        links=register.links(table),
        note=table.optional_text("note"),
    )
    check_grounds(table, evidence.grade, bool(evidence.sources or evidence.note or derived))
    return evidence


def check_grounds(table: Table, grade: Grade, has_grounds: bool) -> None:
    """Refuse grades A and B where nothing is named that could have earned them."""
    if grade is not Grade.C and not has_grounds:
        table.fault("sources", "no_source")


def _function(name: str, table: Table, register: SymbolTable) -> Function:
    arguments = table.texts("arguments")
    return Function(name, arguments, register.equation(table, "equation", arguments))


def _lookup(name: str, table: Table, register: SymbolTable) -> LookupTable:
    x, y = table.numbers("x"), table.numbers("y")
    if len(x) < 2 or len(x) != len(y):
        table.fault("y", "not_same_length")
    if any(second <= first for first, second in itertools.pairwise(x)):
        table.fault("x", "not_ascending")
    x_unit = register.unit(table, "x_unit") if table.has("x_unit") else "1"
    return LookupTable(name, register.unit(table), x, y, x_unit)


def _growth(table: Table) -> Growth:
    growth = Growth(tau=table.within("tau", 1, 600), sd=table.positive("sd"))
    table.close()
    return growth


def _stock(name: str, table: Table, register: SymbolTable) -> Stock:
    unit = register.unit(table)
    by_flows = table.has("inflow") or table.has("outflow")
    if by_flows == table.has("change"):
        table.fault("change", "change_or_flows")
    change_unit = table.text("change_unit") if table.has("change_unit") else f"{unit}/month"
    if change_unit not in (f"{unit}/month", f"{unit}/year"):
        table.fault("change_unit", "not_a_flow")
    register.refer(table, "change_unit", change_unit, Kind.UNIT)
    flows = {
        key: register.refer(table, key, table.text(key), Kind.VARIABLE)
        for key in ("inflow", "outflow")
        if table.has(key)
    }
    return Stock(
        id=name,
        unit=unit,
        initial=register.equation(table, "initial"),
        inflow=flows.get("inflow"),
        outflow=flows.get("outflow"),
        change=None if by_flows else register.equation(table, "change"),
        change_unit=change_unit,
        bounds=table.pair("bounds"),
        evidence=_evidence(table, register),
    )
