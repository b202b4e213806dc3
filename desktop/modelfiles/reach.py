"""`reach.toml`: the largest move on record of what each lever stands for."""

from collections.abc import Collection

from desktop.domain.reach import Reach, RecordedMove
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table


def read_reaches(whole: Table, register: SymbolTable, levers: Collection[str]) -> dict[str, Reach]:
    """Read what the record has of every lever's kind, in the order of the file."""
    reaches: dict[str, Reach] = {}
    for name, table in whole.entries("reach"):
        if name not in levers:
            table.fault("", "unknown_name", name=name)
        reaches[name] = Reach(
            lever=name,
            text=table.own_wording(),
            sources=register.sources(table),
            move=_move(table, register) if table.has("indicator") else None,
        )
        table.close()
    for lever in levers:
        if lever not in reaches:
            whole.fault(f"reach.{lever}", "missing_key")
    whole.close()
    return reaches


def _move(table: Table, register: SymbolTable) -> RecordedMove:
    record, model = table.number("record"), table.number("model")
    if record == 0 or record * model < 0:
        table.fault("record", "other_sign")
    indicator = register.refer(table, "indicator", table.text("indicator"), Kind.INDICATOR)
    return RecordedMove(indicator, record, model)
