"""`presets.toml`: example packages that a planner can start from."""

from collections.abc import Mapping

from desktop.domain.clock import Clock
from desktop.domain.errors import ArgumentError
from desktop.domain.lever import Lever, Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.preset import Direction, Expectation, Preset
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table
from desktop.modelfiles.words import MOST_NAME, short_enough


def read_presets(
    whole: Table, register: SymbolTable, levers: Mapping[str, Lever], clock: Clock
) -> dict[str, Preset]:
    """Read the presets, in the order of the file; every setting can be set."""
    presets: dict[str, Preset] = {}
    for name, table in whole.entries("preset"):
        register.define(table, Kind.PRESET, name)
        settings = [_setting(row, register, levers, clock) for row in table.rows("settings")]
        presets[name] = Preset(
            id=name,
            name=short_enough(table, "name", MOST_NAME),
            notes=table.wording("notes"),
            policy=Policy(
                {lever: setting for lever, setting, _ in settings},
                tuple(_event(row, register, clock) for row in table.rows("events")),
            ),
            charts=register.named(table, "charts", Kind.INDICATOR),
            expectations=tuple(
                _expectation(row, register, clock) for row in table.rows("expectations")
            ),
            claims=register.claims(table),
            sources=register.sources(table),
            asked_by={lever: why for lever, _, why in settings},
        )
        table.close()
    whole.close()
    return presets


def _setting(
    table: Table, register: SymbolTable, levers: Mapping[str, Lever], clock: Clock
) -> tuple[str, Setting, tuple[str, ...]]:
    """Return a lever, what it is set to, and the claims and sources that ask for it."""
    lever = register.refer(table, "lever", table.text("lever"), Kind.LEVER)
    setting = Setting(
        value=table.number("value"),
        start=table.month("start"),
        ramp=table.integer("ramp", 0, clock.steps) if table.has("ramp") else 0,
        last=table.month("last") if table.has("last") else None,
    )
    why = (*register.claims(table), *register.sources(table))
    table.close()
    if lever in levers:
        try:
            setting.check(levers[lever], clock)
        except ArgumentError:
            table.fault("value", "not_a_setting")
    return lever, setting, why


def _event(table: Table, register: SymbolTable, clock: Clock) -> PlannedEvent:
    event = register.refer(table, "event", table.text("event"), Kind.EVENT)
    month = table.month("month")
    table.close()
    if not clock.first <= month <= clock.horizon:
        table.fault("month", "outside_the_run")
    return PlannedEvent(event, month)


def _expectation(table: Table, register: SymbolTable, clock: Clock) -> Expectation:
    against = None
    if table.has("against"):
        against = register.refer(table, "against", table.text("against"), Kind.PRESET)
    expectation = Expectation(
        indicator=register.refer(table, "indicator", table.text("indicator"), Kind.INDICATOR),
        direction=table.choice("direction", Direction),
        year=table.integer("year", clock.first.year, clock.horizon.year),
        against=against,
    )
    table.close()
    return expectation
