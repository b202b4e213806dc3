"""Whether cells hold values of the kind their columns are for, which SQLite itself does not ask.

What a scenario, an undo history, a version or an added figure consists of has a digest, and is told
as that one's damage when it is read. What is looked at here is what has none: keys, and what lists
show. A file that fails is one that something else than this program has written to.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa

from db.file.play_rows import PlayRow
from db.file.report_rows import ReportRow, ReportVersionRow
from db.file.rows import (
    BandsRow,
    Base,
    ChoiceRow,
    ExerciseRow,
    ExerciseVersionRow,
    LibraryRow,
    ObservationRow,
    OutcomeRow,
    ScenarioRow,
    TagRow,
    UtcDateTime,
    VersionRow,
)

_WHOLE = {row.__tablename__ for row in (LibraryRow, ChoiceRow, ScenarioRow, TagRow, OutcomeRow)}
_LISTED = {
    VersionRow.__tablename__: {"made_at", "name", "cause", "digest", "model_version"},
    BandsRow.__tablename__: {"made_at"},
    ObservationRow.__tablename__: {"added_at", "deleted_at"},
    ExerciseRow.__tablename__: {
        "name",
        "name_key",
        "created_at",
        "changed_at",
        "deleted_at",
        "edition",
    },
    ExerciseVersionRow.__tablename__: {"made_at"},
    PlayRow.__tablename__: {
        "name",
        "name_key",
        "begun_at",
        "changed_at",
        "deleted_at",
        "rehearsal",
        "entries",
        "ended",
    },
    ReportRow.__tablename__: {"changed_at", "edition"},
    ReportVersionRow.__tablename__: {"made_at"},
}
_COUNTABLE = 2**53
"""Beyond it nothing is counted; only seeds are greater."""
_LARGEST = "1.7976931348623157e308"


@cache
def unfit() -> str:
    """Return the statement that finds the tables with a cell that does not fit its column."""
    return " UNION ALL ".join(map(_of_table, Base.metadata.sorted_tables))


def _of_table(table: sa.Table) -> str:
    listed = _LISTED.get(table.name, set())
    asked = [
        _fits(column)
        for column in table.columns
        if column.primary_key or table.name in _WHOLE or column.name in listed
    ]
    unfit_row: sa.Select[Any] = sa.select(sa.literal_column("1")).where(
        sa.text(f"NOT ({' AND '.join(asked)})")
    )
    found: sa.Select[Any] = sa.select(sa.literal_column(f"'{table.name}'"))
    return str(found.where(unfit_row.select_from(table).exists()))


def _fits(column: sa.Column[object]) -> str:
    name = column.name
    fits = _kind(column.type).format(name=name)
    return f"({name} IS NULL OR {fits})" if column.nullable else f"({fits})"


def _kind(kind: sa.types.TypeEngine[object]) -> str:
    """Return the condition that a value is of the kind, with `{name}` for its column."""
    if isinstance(kind, UtcDateTime):
        # What the calendar does not have, SQLite would move to a day that it has. Its last year is
        # left out, for there must be an instant later than any that is kept.
        return (
            f"typeof({{name}}) = 'text' AND substr({{name}}, 20) GLOB '.{6 * '[0-9]'}' AND"
            " strftime('%Y-%m-%d %H:%M:%S', substr({name}, 1, 19)) IS substr({name}, 1, 19)"
            " AND substr({name}, 1, 4) < '9999'"
        )
    if isinstance(kind, sa.Boolean):
        return "typeof({name}) = 'integer' AND {name} IN (0, 1)"
    if isinstance(kind, sa.BigInteger):
        return "typeof({name}) = 'integer'"
    if isinstance(kind, sa.Integer):
        # No abs: the least integer has none, and SQLite would fail where it was to judge.
        return f"typeof({{name}}) = 'integer' AND {{name}} BETWEEN -{_COUNTABLE} AND {_COUNTABLE}"
    if isinstance(kind, sa.Double):
        number = "typeof({name}) IN ('real', 'integer')"
        return f"{number} AND {{name}} BETWEEN -{_LARGEST} AND {_LARGEST}"
    if isinstance(kind, sa.LargeBinary):
        return "typeof({name}) = 'blob'"
    return "typeof({name}) = 'text'"
