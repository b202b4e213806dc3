"""`levers.toml`: the levers, and how each comes into force."""

from desktop.domain.lever import Family, Grade, Holder, Lever, NamedSetting, Target
from desktop.domain.model.model import LeverForce
from desktop.domain.wording import Wording
from desktop.modelfiles.elements import check_grounds
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table
from desktop.modelfiles.words import MOST_NAME, MOST_SHORT, short_enough, with_value

_PARTIES = frozenset({"us", "mx", "canada", "china"})


def read_levers(
    whole: Table, register: SymbolTable
) -> tuple[dict[str, Lever], dict[str, LeverForce]]:
    """Read the levers and their way into force, in the order of the file."""
    levers: dict[str, Lever] = {}
    forces: dict[str, LeverForce] = {}
    for name, table in whole.entries("lever"):
        register.define(table, Kind.LEVER, name)
        levers[name] = _lever(name, table, register)
        forces[name] = _force(levers[name], table, register)
        table.close()
    whole.close()
    return levers, forces


def _lever(name: str, table: Table, register: SymbolTable) -> Lever:
    low, high = table.number("low"), table.number("high")
    if low >= high:
        table.fault("high", "not_above_low")
    lever = Lever(
        id=name,
        family=table.choice("family", Family),
        holder=table.choice("holder", Holder),
        needs=_needs(table),
        name=short_enough(table, "name", MOST_NAME),
        short=short_enough(table, "short", MOST_SHORT),
        sentence=table.wording("sentence"),
        low_end=table.wording("low_end"),
        high_end=table.wording("high_end"),
        unit=register.unit(table),
        display=with_value(table, "display"),
        levels=_levels(table, low, high),
        low=low,
        high=high,
        default=table.within("default", low, high),
        step=table.within("step", 1e-6, high - low),
        decimals=table.integer("decimals", 0, 3),
        lead=table.within("lead", 0.1, 120),
        cost_us=table.within("cost_us", 0, 10),
        cost_mx=table.within("cost_mx", 0, 10),
        notches=_notches(table, low, high),
        target=_target(table, register),
        grade=table.choice("grade", Grade),
        sources=register.sources(table),
        claims=register.claims(table),
        change_my_mind=table.optional_wording("change_my_mind"),
        small_effect=table.flag("small_effect"),
    )
    check_grounds(table, lever.grade, bool(lever.sources))
    return lever


def _needs(table: Table) -> tuple[str, ...]:
    needs = table.texts("needs")
    if not _PARTIES.issuperset(needs):
        table.fault("needs", "unknown_choice", choices=", ".join(sorted(_PARTIES)))
    return needs


def _levels(table: Table, low: float, high: float) -> tuple[Wording, ...]:
    levels: list[Wording] = []
    for row in table.rows("levels"):
        levels.append(row.own_wording())
        row.close()
    if levels and (low != 0 or high != len(levels) - 1):
        table.fault("levels", "not_same_length")
    return tuple(levels)


def _notches(table: Table, low: float, high: float) -> tuple[NamedSetting, ...]:
    notches: list[NamedSetting] = []
    for row in table.rows("notches"):
        notches.append(NamedSetting(row.within("value", low, high), row.own_wording()))
        row.close()
    return tuple(notches)


def _target(table: Table, register: SymbolTable) -> Target:
    inside = table.table("target")
    variable = register.refer(inside, "variable", inside.text("variable"), Kind.VARIABLE)
    sign = inside.integer("sign", -1, 1)
    if sign == 0:
        inside.fault("sign", "out_of_limits", least=-1, most=1)
    inside.close()
    return Target(variable, sign)


def _force(lever: Lever, table: Table, register: SymbolTable) -> LeverForce:
    forces = table.numbers("level_forces") if table.has("level_forces") else ()
    if len(forces) != len(lever.levels):
        table.fault("level_forces", "not_same_length")
    down = table.within("lead_down", 0.1, 120) if table.has("lead_down") else None
    unit = register.unit(table, "force_unit") if table.has("force_unit") else lever.unit
    return LeverForce(lever.id, forces, lever.lead, down, unit)
