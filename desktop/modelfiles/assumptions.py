"""`assumptions.toml`: sets, conflicts between documents and studies, what can be held by hand."""

import math
from collections.abc import Mapping

from desktop.domain.assumptions import (
    NEUTRAL_SET,
    AdjustableParameter,
    AssumptionCatalogue,
    AssumptionSet,
    Conflict,
    Override,
    Position,
    ShrinkExemption,
    Side,
)
from desktop.domain.model.model import Parameter, ParameterKind
from desktop.domain.wording import Wording
from desktop.modelfiles.symbol_table import SymbolTable
from desktop.modelfiles.tables import Table, check_id
from desktop.modelfiles.words import MOST_NAME, MOST_SHORT, short_enough, with_value

MOST_DECIMALS = 4
_STEPS = 50
"""The least steps over the range of a number that the file does not name."""
_ROUNDING = 1e-9


def read_assumptions(
    whole: Table,
    register: SymbolTable,
    parameters: Mapping[str, Parameter],
    units: Mapping[str, Wording],
) -> AssumptionCatalogue:
    """Read all that can be assumed, in the order of the file.

    The neutral set is there and is the model itself: every conflict pooled, nothing overridden.
    A parameter belongs to one conflict at most, and then to no set. Every uncertain number that
    the file does not name can be held within its own range, in its own unit.
    """
    reader = _Reader(register, parameters)
    sets = {name: reader.set(name, table) for name, table in whole.entries("set")}
    if NEUTRAL_SET not in sets:
        whole.fault("set", "no_neutral_set")
    conflicts = {name: reader.conflict(name, table) for name, table in whole.entries("conflict")}
    movables = {name: reader.movable(name, table) for name, table in whole.entries("movable")}
    whole.close()
    others = {
        one.id: _within_its_range(one, units)
        for one in parameters.values()
        if not one.certain and one.id not in movables
    }
    return AssumptionCatalogue(sets, conflicts, {**movables, **others})


def _within_its_range(parameter: Parameter, units: Mapping[str, Wording]) -> AdjustableParameter:
    """Let a parameter be held anywhere between its 5th and its 95th percentile."""
    longest = (parameter.high - parameter.low) / _STEPS
    tens = 10.0 ** math.floor(math.log10(longest))
    step = tens * next((size for size in (5, 2) if tens * size <= longest * (1 + _ROUNDING)), 1)
    unit = units[parameter.unit]
    return AdjustableParameter(
        parameter=parameter.id,
        low=parameter.low,
        high=parameter.high,
        step=step,
        text=None,
        display=Wording(*(_with_unit(parameter.unit, words) for words in (unit.en, unit.es))),
        scale=1.0,
        decimals=max(0, -math.floor(math.log10(step) + _ROUNDING)),
        driver=parameter.kind is ParameterKind.DRIVER,
    )


def _with_unit(unit: str, words: str) -> str:
    """Return how a value is shown: a pure number bare, a percentage with its sign."""
    shown = {"1": "", "%": "\u00a0%"}.get(unit, f" {words}")
    return f"{{value}}{shown}"


class _Reader:
    def __init__(self, register: SymbolTable, parameters: Mapping[str, Parameter]) -> None:
        self._register = register
        self._parameters = parameters
        self._owners: dict[str, str] = {}
        """Who sets a parameter: `set`, or the conflict of that id."""

    def set(self, name: str, table: Table) -> AssumptionSet:
        check_id(table, name)
        side = table.choice("side", Side)
        shrink = table.within("shrink", 0, 1) if table.has("shrink") else None
        kept = tuple(self._kept(row) for row in table.rows("kept"))
        if kept and shrink is None:
            table.fault("kept", "nothing_shrinks")
        overrides = self._overrides(table, (), "set")
        plain = side is Side.POOLED and shrink is None and not overrides
        if name == NEUTRAL_SET and not plain:
            table.fault("side", "not_neutral")
        found = AssumptionSet(
            id=name,
            name=short_enough(table, "name", MOST_NAME),
            short=short_enough(table, "short", MOST_SHORT),
            text=table.own_wording(),
            side=side,
            overrides=overrides,
            shrink=shrink,
            kept=kept,
        )
        table.close()
        return found

    def _kept(self, table: Table) -> ShrinkExemption:
        kept = ShrinkExemption(table.texts("parameters"), table.own_wording())
        for name in kept.parameters:
            self._known(table, "parameters", name)
        table.close()
        return kept

    def conflict(self, name: str, table: Table) -> Conflict:
        check_id(table, name)
        links = self._register.links(table)
        if not links:
            table.fault("links", "missing_key")
        found = Conflict(
            id=name,
            name=short_enough(table, "name", MOST_NAME),
            links=links,
            articles=self._position(table.table("articles"), name, claimed=True),
            studies=self._position(table.table("studies"), name, claimed=False),
        )
        table.close()
        return found

    def _position(self, table: Table, conflict: str, *, claimed: bool) -> Position:
        claims, sources = self._register.claims(table), self._register.sources(table)
        if claimed and not claims:
            table.fault("claims", "missing_key")
        if not sources:
            table.fault("sources", "missing_key")
        overrides = self._overrides(table, sources, conflict)
        if not overrides:
            table.fault("override", "missing_key")
        position = Position(table.own_wording(), claims, sources, overrides)
        table.close()
        return position

    def _overrides(self, table: Table, sources: tuple[str, ...], owner: str) -> dict[str, Override]:
        found: dict[str, Override] = {}
        for name, inside in table.entries("override"):
            parameter = self._known(inside, "", name)
            if self._owners.setdefault(name, owner) != owner:
                inside.fault("", "parameter_taken", name=name)
            own = self._register.sources(inside)
            if not own and not sources:
                inside.fault("sources", "missing_key")
            low, central, high = (inside.number(key) for key in ("low", "central", "high"))
            if not low <= central <= high:
                inside.fault("central", "not_between")
            least = parameter.low if parameter.least is None else parameter.least
            most = parameter.high if parameter.most is None else parameter.most
            if not parameter.certain and not least <= low <= high <= most:
                inside.fault("low", "out_of_limits", least=least, most=most)
            found[name] = Override(name, low, central, high, inside.own_wording(), own or sources)
            inside.close()
        return found

    def _known(self, table: Table, key: str, name: str) -> Parameter:
        if name not in self._parameters:
            table.fault(key, "unknown_name", name=name)
        return self._parameters[name]

    def movable(self, name: str, table: Table) -> AdjustableParameter:
        parameter = self._known(table, "", name)
        low, high = table.number("low"), table.number("high")
        if low >= high:
            table.fault("high", "not_above_low")
        if not low <= parameter.central <= high:
            table.fault("low", "not_around_central", value=parameter.central)
        limits = (
            low if parameter.least is None else parameter.least,
            high if parameter.most is None else parameter.most,
        )
        if not limits[0] <= low < high <= limits[1]:
            table.fault("low", "out_of_limits", least=limits[0], most=limits[1])
        found = AdjustableParameter(
            parameter=name,
            low=low,
            high=high,
            step=table.positive("step"),
            text=table.own_wording(),
            display=with_value(table, "display"),
            scale=table.positive("scale") if table.has("scale") else 1.0,
            decimals=table.integer("decimals", 0, MOST_DECIMALS) if table.has("decimals") else 0,
            driver=parameter.kind is ParameterKind.DRIVER,
        )
        table.close()
        return found
