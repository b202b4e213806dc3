"""`calendar.toml`: votes, fixed dates, and the pulses that votes send."""

from enum import StrEnum

from desktop.domain.indicator import CalendarEntry, Country, Vote
from desktop.domain.model.model import ElectionPulse
from desktop.modelfiles.symbol_table import Kind, SymbolTable
from desktop.modelfiles.tables import Table


class EntryKind(StrEnum):
    """Name the kinds of fixed dates."""

    TREATY = "treaty"
    REVIEW = "review"
    INAUGURATION = "inauguration"
    WATER = "water"


def read_calendar(
    whole: Table, register: SymbolTable
) -> tuple[tuple[Vote, ...], tuple[CalendarEntry, ...], dict[str, ElectionPulse]]:
    """Read the votes and entries, each in order of time, and the pulses."""
    votes = tuple(_vote(table) for table in whole.rows("vote"))
    entries = tuple(_calendar_entry(table) for table in whole.rows("entry"))
    for key, months in (
        ("vote", [vote.month for vote in votes]),
        ("entry", [entry.month for entry in entries]),
    ):
        if months != sorted(months):
            whole.fault(key, "not_ascending")
    pulses: dict[str, ElectionPulse] = {}
    for name, table in whole.entries("pulse"):
        register.define(table, Kind.PULSE, name)
        country = table.choice("country", Country)
        pulses[name] = ElectionPulse(
            id=name,
            votes=tuple(v.month for v in votes if v.country is country and not v.midterm),
            rise=table.integer("rise", 1, 48),
            fall=table.integer("fall", 1, 48),
        )
        table.close()
    whole.close()
    return votes, entries, pulses


def _vote(table: Table) -> Vote:
    vote = Vote(table.month("month"), table.choice("country", Country), table.flag("midterm"))
    table.close()
    return vote


def _calendar_entry(table: Table) -> CalendarEntry:
    kind = table.choice("kind", EntryKind)
    entry = CalendarEntry(table.month("month"), kind.value, table.own_wording())
    table.close()
    return entry
