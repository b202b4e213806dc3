"""Statements on the rows of scenarios that several parts of a library need."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import ScenarioDamagedError, ScenarioNotFoundError
from db.file.rows import ScenarioRow

_AT_ONCE = 200
"""Scenarios that are read by one statement."""


def row_of(session: Session, scenario_id: int) -> ScenarioRow:
    """Return a scenario's row; one in the trash raises ScenarioNotFoundError like none at all."""
    try:
        row = session.get(ScenarioRow, scenario_id)
    except ValueError as error:
        raise ScenarioDamagedError(scenario=scenario_id) from error
    if row is None or row.deleted_at is not None:
        raise ScenarioNotFoundError(scenario=scenario_id)
    return row


def rows_of(session: Session, scenario_ids: Sequence[int]) -> Iterator[ScenarioRow]:
    """Yield scenarios, many by one statement; no more of them are held than that."""
    for first in range(0, len(scenario_ids), _AT_ONCE):
        some = scenario_ids[first : first + _AT_ONCE]
        yield from session.scalars(sa.select(ScenarioRow).where(ScenarioRow.id.in_(some))).all()
        session.expunge_all()


def touch(
    session: Session, scenario_id: int, *, in_trash: bool, **values: datetime | str | None
) -> None:
    """Set columns that are no part of the scenario: its edition stays.

    Without any its row is only taken, as by every update.
    """
    deleted = ScenarioRow.deleted_at
    where = deleted.is_not(None) if in_trash else deleted.is_(None)
    found = session.execute(
        sa.update(ScenarioRow)
        .where(ScenarioRow.id == scenario_id, where)
        .values(values or {"id": ScenarioRow.id})
        .returning(ScenarioRow.id)
    )
    if found.scalar() is None:
        raise ScenarioNotFoundError(scenario=scenario_id)


class NamesInUse:
    """Answer whether a name's key is in use, without reading all names."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __contains__(self, key: object) -> bool:
        asked = sa.select(ScenarioRow.id).where(
            ScenarioRow.name_key == key, ScenarioRow.deleted_at.is_(None)
        )
        return self._session.scalar(asked) is not None
