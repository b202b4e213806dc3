"""`warnings.toml`: combinations of settings that hardly go together."""

from collections.abc import Mapping
from itertools import product

from desktop.domain.errors import ModelFileError
from desktop.domain.lever import Lever
from desktop.domain.policy_warning import PolicyWarning
from desktop.engine.language.conditions import Condition, read_condition
from desktop.engine.language.expressions import Place
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table, check_id
from desktop.modelfiles.words import short_enough

MOST_TEXT = 240
"""Characters of a warning: four lines above the levers."""
_MOST_LEVERS, _MOST_FIXED = 4, 3


def read_warnings(
    whole: Table, register: SymbolTable, levers: Mapping[str, Lever]
) -> dict[str, PolicyWarning]:
    """Read the warnings, in the order of the file; each rests on a claim, a link or a source.

    None holds at the status quo, each holds somewhere, and its fix always ends it: that is tried
    with every lever of the condition at its ends, its status quo, its notches and what it is
    fixed to.
    """
    warnings: dict[str, PolicyWarning] = {}
    for name, table in whole.entries("warning"):
        check_id(table, name)
        condition = _condition(table, levers)
        warning = PolicyWarning(
            id=name,
            condition=table.text("condition"),
            text=short_enough(table, "text", MOST_TEXT),
            fix=_fix(table, condition, register, levers),
            claims=register.claims(table),
            links=register.links(table),
            sources=register.sources(table),
        )
        if not (warning.claims or warning.links or warning.sources):
            table.fault("claims", "missing_key")
        table.close()
        _try(table, condition, warning.fix, levers)
        warnings[name] = warning
    whole.close()
    return warnings


def _condition(table: Table, levers: Mapping[str, Lever]) -> Condition:
    try:
        condition = read_condition(table.text("condition"), Place(table.name, "condition"))
    except ModelFileError as fault:
        if fault.fields["file"]:
            raise
        raise ModelFileError(**{**fault.fields, "file": table.file}) from fault
    for name in condition.names:
        if name not in levers:
            table.fault("condition", "unknown_name", name=name)
    if not 1 <= len(condition.names) <= _MOST_LEVERS:
        table.fault("condition", "out_of_limits", least=1, most=_MOST_LEVERS)
    return condition


def _fix(
    table: Table, condition: Condition, register: SymbolTable, levers: Mapping[str, Lever]
) -> dict[str, float]:
    fix: dict[str, float] = {}
    for row in table.rows("fix"):
        lever = register.refer(row, "lever", row.text("lever"), Kind.LEVER)
        if lever not in condition.names:
            row.fault("lever", "not_in_the_condition", name=lever)
        if lever in fix:
            row.fault("lever", "repeated_item")
        known = levers[lever]
        fix[lever] = row.within("value", known.low, known.high)
        row.close()
    if not 1 <= len(fix) <= _MOST_FIXED:
        table.fault("fix", "out_of_limits", least=1, most=_MOST_FIXED)
    return fix


def _try(
    table: Table, condition: Condition, fix: Mapping[str, float], levers: Mapping[str, Lever]
) -> None:
    """Refuse a condition that is true of the status quo or of nothing, and a fix that is none."""
    if condition.holds({name: levers[name].default for name in condition.names}):
        table.fault("condition", "holds_at_status_quo")
    held = False
    for values in product(*(_places(levers[name], fix) for name in condition.names)):
        settings = dict(zip(condition.names, values, strict=True))
        if condition.holds(settings):
            held = True
            if condition.holds({**settings, **fix}):
                table.fault("fix", "does_not_mend")
    if not held:
        table.fault("condition", "never_holds")


def _places(lever: Lever, fix: Mapping[str, float]) -> tuple[float, ...]:
    notches = (notch.value for notch in lever.notches)
    places = (lever.low, lever.default, lever.high, *notches, fix.get(lever.id, lever.low))
    return tuple(dict.fromkeys(places))
