"""The statements behind the figures that people add to measured series."""

import math
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import (
    ObservationAddedError,
    ObservationNotFoundError,
    ObservationNotStorableError,
)
from db.file.rows import ChoiceRow, ObservationRow
from db.scenarios.serialization import text, text_digest
from desktop.domain.clock import Month
from desktop.domain.errors import BadMonthError
from desktop.domain.observation import LONGEST_SOURCE, KeptObservation, Observation

VANTAGE = "vantage"
_LONGEST_ID = 60
_LAST_YEAR = 9999
_MONTHS = 12


def listed(session: Session) -> tuple[KeptObservation, ...]:
    """Return what was added and not withdrawn, by series and month."""
    rows = session.scalars(
        sa.select(ObservationRow)
        .where(ObservationRow.deleted_at.is_(None))
        .order_by(ObservationRow.series, ObservationRow.month)
    )
    return tuple(KeptObservation(row.id, _read(row), row.added_at) for row in rows)


def add(session: Session, observations: Sequence[Observation], now: datetime) -> tuple[int, ...]:
    """Add observations and return their ids; whoever calls takes all back if one cannot be."""
    rows = []
    for one in observations:
        _check(one)
        if _in_use(session, one.series, str(one.month)):
            raise ObservationAddedError(month=one.month)
        row = ObservationRow(
            series=one.series,
            month=str(one.month),
            value=one.value + 0.0,
            source=one.source,
            dated=one.dated.isoformat(),
            added_at=now,
            digest=_digest(one),
        )
        session.add(row)
        _flush(session, one.month)
        rows.append(row)
    return tuple(row.id for row in rows)


def withdraw(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Take observations away, all of them or none."""
    for row in _rows(session, ids):
        if row.deleted_at is not None:
            raise ObservationNotFoundError
        row.deleted_at = now


def restore(session: Session, ids: Sequence[int]) -> None:
    """Put back what was withdrawn, all of it or nothing."""
    for row in _rows(session, ids):
        if row.deleted_at is None:
            raise ObservationNotFoundError
        if _in_use(session, row.series, row.month):
            raise ObservationAddedError(month=_told(row.month))
        row.deleted_at = None
        _flush(session, _told(row.month))


def vantage(session: Session) -> Month | None:
    """Return the month that was chosen to project from; None where none was."""
    found = session.get(ChoiceRow, VANTAGE)
    try:
        return None if found is None else Month.parse(found.value)
    except BadMonthError as error:
        # It is told as what it is: a value that is not what its column holds.
        raise ValueError(found) from error


def set_vantage(session: Session, month: Month | None) -> None:
    """Choose the month to project from; None is that of the model."""
    found = session.get(ChoiceRow, VANTAGE)
    if month is None:
        if found is not None:
            session.delete(found)
    elif found is None:
        session.add(ChoiceRow(name=VANTAGE, value=str(month)))
    else:
        found.value = str(month)


def _rows(session: Session, ids: Sequence[int]) -> list[ObservationRow]:
    rows = [session.get(ObservationRow, one) for one in ids]
    found = [row for row in rows if row is not None]
    if len(found) != len(rows):
        raise ObservationNotFoundError
    return found


def _flush(session: Session, month: Month | str) -> None:
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        # On a server somebody else may have added one since this was asked.
        raise ObservationAddedError(month=month) from error


def _told(month: str) -> Month | str:
    """Return a kept month as people are told of it; what is none stays as it stands."""
    try:
        return Month.parse(month)
    except (BadMonthError, TypeError):
        return month


def _in_use(session: Session, series: str, month: str) -> bool:
    asked = sa.select(ObservationRow.id).where(
        ObservationRow.series == series,
        ObservationRow.month == month,
        ObservationRow.deleted_at.is_(None),
    )
    return session.scalar(asked) is not None


def _check(one: Observation) -> None:
    sound = (
        0 < len(one.series) <= _LONGEST_ID
        and one.series.isascii()
        and one.series.isprintable()
        and math.isfinite(one.value)
        and 0 < len(one.source) <= LONGEST_SOURCE
        and one.source.isprintable()
        and 0 <= one.month.year <= _LAST_YEAR
        and 1 <= one.month.month <= _MONTHS
    )
    if not sound:
        raise ObservationNotStorableError(month=one.month)


def _digest(one: Observation) -> str:
    # Zero has one sign: not every database keeps two.
    content = [one.series, str(one.month), one.value + 0.0, one.source, one.dated.isoformat()]
    return text_digest(text(content))


def _read(row: ObservationRow) -> Observation | None:
    try:
        one = Observation(
            row.series, Month.parse(row.month), row.value, row.source, date.fromisoformat(row.dated)
        )
        return one if _digest(one) == row.digest else None
    except (BadMonthError, TypeError, ValueError):
        return None
